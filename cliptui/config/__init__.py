"""Where files live and who we are: read once from the environment, then passed on.

Owns: the directories, the accounts, and the credentials of our own server.
Does not own: what is written into the directories.
Imported by: `cli`.
"""

from cliptui.config.accounts import UplynkAccess, service_url
from cliptui.config.bluebillywig import BlueBillywigAccess
from cliptui.config.kept import server_bb_secret, server_key, server_owner
from cliptui.config.places import Places, demo_folder

__all__ = [
    "BlueBillywigAccess",
    "Places",
    "UplynkAccess",
    "demo_folder",
    "server_bb_secret",
    "server_key",
    "server_owner",
    "service_url",
]
