"""The credentials of our own server, made on first use and kept in private files."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.config.accounts import is_word
from cliptui.config.places import STATE_DIR, Places, create_private
from cliptui.config.private import read_private
from cliptui.errors import BadSetting, StoreError

_PRIVATE_FILE: Final = 0o600
_KEY_BYTES: Final = 32
_OWNER_BYTES: Final = 16
_BB_KEY_ID: Final = 1

MakeHex = Callable[[int], str]
"""Makes so many random bytes, written as hexadecimal digits."""


def server_key(places: Places, make_hex: MakeHex = secrets.token_hex) -> Secret:
    """Return the key of our own server, made and kept on first use.

    Raises:
        BadSetting: Others can read the file that it is kept in, or the file holds no key.
        StoreError: The file cannot be read or written.
    """
    return Secret(_kept(places.state_dir / "server.key", _KEY_BYTES, make_hex))


def server_owner(places: Places, make_hex: MakeHex = secrets.token_hex) -> str:
    """Return the account id of our own server, 32 hexadecimal digits, kept likewise.

    Raises:
        BadSetting: Others can read the file that it is kept in, or the file holds no id.
        StoreError: The file cannot be read or written.
    """
    return _kept(places.state_dir / "server.owner", _OWNER_BYTES, make_hex)


def videodev_key(places: Places, make_hex: MakeHex = secrets.token_hex) -> Secret:
    """Return the key of video.dev's API on our own server, kept likewise.

    Raises:
        BadSetting: Others can read the file that it is kept in, or the file holds no key.
        StoreError: The file cannot be read or written.
    """
    return Secret(_kept(places.state_dir / "videodev.key", _KEY_BYTES, make_hex))


def server_bb_secret(places: Places, make_hex: MakeHex = secrets.token_hex) -> Secret:
    """Return the shared secret of our own server as Blue Billywig has it, kept likewise.

    Raises:
        BadSetting: Others can read the file that it is kept in, or the file holds no secret.
        StoreError: The file cannot be read or written.
    """

    def make_secret(byte_count: int) -> str:
        return f"{_BB_KEY_ID}-{make_hex(byte_count)}"

    return Secret(_kept(places.state_dir / "server.bb-secret", _KEY_BYTES, make_secret))


def _kept(file: Path, byte_count: int, make_hex: MakeHex) -> str:
    """Return the word in a private file, which is made if it is missing."""
    shown = clean(str(file))
    try:
        if not file.exists():
            create_private(file.parent)
            _write_once(file, make_hex(byte_count), file.with_name(f".{file.name}-{make_hex(8)}"))
        word = read_private(file)
    except OSError as error:
        raise StoreError(
            f"The file {shown} cannot be read or written ({error.strerror}): "
            f"check its directory, or set {STATE_DIR} to another."
        ) from error
    if is_word(word):
        return word
    raise BadSetting(f"The file {shown} is damaged: delete it, and a new one is made.")


def _write_once(file: Path, word: str, temporary: Path) -> None:
    """Give a file its content at once or not at all, and leave one that has come meanwhile.

    A second cliptui may be starting: a link is refused where a rename would replace the key
    that the other one already signs with.
    """
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(f"{word}\n")
            stream.flush()
            os.fsync(stream.fileno())
        file.hardlink_to(temporary)
    except FileExistsError:
        return
    finally:
        temporary.unlink()
