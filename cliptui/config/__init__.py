"""Where files live and who we are: read once from the environment, then passed on.

Owns: the directories, the accounts, and the credentials of our own server.
Does not own: what is written into the directories.
Imported by: `cli`.
"""

from cliptui.config.accounts import UplynkAccess, service_url
from cliptui.config.choices import keep_theme, kept_theme, read_keymap
from cliptui.config.kept import server_key, server_owner
from cliptui.config.places import Places, demo_folder

__all__ = [
    "Places",
    "UplynkAccess",
    "demo_folder",
    "keep_theme",
    "kept_theme",
    "read_keymap",
    "server_key",
    "server_owner",
    "service_url",
]
