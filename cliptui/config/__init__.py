"""Where files live and who we are: read once, then passed on.

Owns: the directories, the accounts, where their keys come from, and the credentials of our own
server.
Does not own: what is written into the directories.
Imported by: `cli`.
"""

from cliptui.config.accounts import UplynkAccess, is_word, service_url
from cliptui.config.accounts_file import Account, ServiceKind, read_accounts
from cliptui.config.bluebillywig import BlueBillywigAccess
from cliptui.config.choices import keep_theme, kept_theme, read_keymap
from cliptui.config.kept import server_bb_secret, server_key, server_owner, videodev_key
from cliptui.config.keys import key_of
from cliptui.config.places import Places, demo_folder
from cliptui.config.titles import title_template
from cliptui.config.toml_file import FILE_NAME
from cliptui.config.videodev import VideodevAccess, names_videodev, without_version

__all__ = [
    "FILE_NAME",
    "Account",
    "BlueBillywigAccess",
    "Places",
    "ServiceKind",
    "UplynkAccess",
    "VideodevAccess",
    "demo_folder",
    "is_word",
    "keep_theme",
    "kept_theme",
    "key_of",
    "names_videodev",
    "read_accounts",
    "read_keymap",
    "server_bb_secret",
    "server_key",
    "server_owner",
    "service_url",
    "title_template",
    "videodev_key",
    "without_version",
]
