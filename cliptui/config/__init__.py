"""Where files live and who we are: read once from the environment, then passed on.

Owns: the directories, the accounts, and the credentials of our own server.
Does not own: what is written into the directories.
Imported by: `cli`.
"""

from cliptui.config.accounts import UplynkAccess, service_url
from cliptui.config.bluebillywig import BlueBillywigAccess
from cliptui.config.kept import server_bb_secret, server_key, server_owner, videodev_key
from cliptui.config.places import Places, demo_folder
from cliptui.config.videodev import VideodevAccess, names_videodev, without_version

__all__ = [
    "BlueBillywigAccess",
    "Places",
    "UplynkAccess",
    "VideodevAccess",
    "demo_folder",
    "names_videodev",
    "server_bb_secret",
    "server_key",
    "server_owner",
    "service_url",
    "videodev_key",
    "without_version",
]
