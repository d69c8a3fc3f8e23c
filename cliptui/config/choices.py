"""What a user has chosen: keys in a file of theirs, colours in one of ours."""

import tomllib
from typing import Final

from cliptui.clip.text import clean
from cliptui.config.places import Places, create_private
from cliptui.errors import BadSetting, StoreError

KEYMAP: Final = "keymap.toml"
"""The file of keys, in the directory of what users write for us."""

_THEME: Final = "theme"
_MAX_THEME: Final = 64


def read_keymap(places: Places) -> tuple[dict[str, object], str]:
    """Return what the file of keys says, and what it is called in sentences.

    Raises:
        BadSetting: It is no TOML.
        StoreError: It cannot be read.
    """
    file = places.config_dir / KEYMAP
    name = clean(str(file))
    try:
        return tomllib.loads(file.read_text("utf-8")), name
    except FileNotFoundError:
        return {}, name
    except OSError as error:
        raise StoreError(f"The keys in {name} cannot be read ({error.strerror}).") from error
    except ValueError as error:  # of TOML, or of UTF-8
        raise BadSetting(f"{name} is no TOML: {clean(str(error))}.") from error


def kept_theme(places: Places) -> str:
    """Return the colours that were chosen last; empty if none were."""
    file = places.state_dir / _THEME
    try:
        return clean(file.read_text("utf-8", "replace").strip(), _MAX_THEME)
    except OSError:  # the usual colours are no loss
        return ""


def keep_theme(places: Places, theme: str) -> None:
    """Keep the colours that were chosen, for the next start.

    Raises:
        StoreError: The file cannot be written.
    """
    file = places.state_dir / _THEME
    create_private(file.parent)
    try:
        file.write_text(f"{theme}\n", "utf-8")
    except OSError as error:
        shown = clean(str(file))
        raise StoreError(f"The colours cannot be kept in {shown} ({error.strerror}).") from error
