"""Reading files that only their owner may read."""

import os
from pathlib import Path
from stat import S_IMODE
from typing import BinaryIO, Final

from cliptui.clip.text import clean
from cliptui.errors import BadSetting

_OTHERS: Final = 0o077
_MAX_BYTES: Final = 4096


def read_private(file: Path) -> str:
    """Return the text of a small file, without blanks around it.

    Raises:
        BadSetting: Others have rights to it.
        OSError: It cannot be read.
    """
    with file.open("rb") as stream:
        check_private(stream, file)
        return stream.read(_MAX_BYTES).decode("ascii", "replace").strip()


def check_private(stream: BinaryIO, file: Path) -> None:
    """Check that only its owner has rights to an open file.

    Raises:
        BadSetting: Others have rights to it.
    """
    mode = S_IMODE(os.fstat(stream.fileno()).st_mode)
    if mode & _OTHERS:
        raise BadSetting(
            f"Others can read {clean(str(file))} (mode {mode:04o}), which holds a secret: "
            "take their rights away with chmod 600, or make a new one."
        )
