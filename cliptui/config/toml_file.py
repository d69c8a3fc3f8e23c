"""Reading the configuration file, whatever is wanted of it."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from cliptui.clip.text import clean
from cliptui.errors import BadSetting

FILE_NAME: Final = "config.toml"

Wanted = TypeVar("Wanted")


def read_toml(
    file: Path, read: Callable[[dict[str, Any], BinaryIO], Wanted], missing: Wanted
) -> Wanted:
    """Return what is wanted of a file.

    Args:
        file: The file.
        read: Takes what it says, and the file while it is open, for a look at its rights.
        missing: What is returned if there is no file.

    Raises:
        BadSetting: The file cannot be read, or is no TOML; or `read` complains.
    """
    shown = clean(str(file))
    try:
        with file.open("rb") as stream:
            return read(tomllib.load(stream), stream)
    except FileNotFoundError:
        return missing
    except OSError as error:
        raise BadSetting(f"{shown} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{shown} is no TOML: {clean(str(error))}.") from error
