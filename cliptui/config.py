"""Where files live and who we are: read once from the environment, then passed on."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE
from typing import Final
from urllib.parse import urlsplit

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.errors import BadPlace, BadSetting, StoreError

STATE_DIR: Final = "CLIPTUI_STATE_DIR"
"""The directory that holds all that cliptui writes, over whatever XDG says."""

UPLYNK_URL: Final = "CLIPTUI_UPLYNK_URL"
"""The address of an Uplynk API, without the `/api2` or `/api/v4`."""

UPLYNK_OWNER: Final = "CLIPTUI_UPLYNK_OWNER"
"""The account id that requests are signed for."""

UPLYNK_KEY: Final = "CLIPTUI_UPLYNK_KEY"
"""The API key that requests are signed with."""

_APP: Final = "cliptui"
_PRIVATE_DIR: Final = 0o700
_PRIVATE_FILE: Final = 0o600
_OTHERS: Final = 0o077
_KEY_BYTES: Final = 32
_OWNER_BYTES: Final = 16
_MAX_KEPT_BYTES: Final = 4096

MakeHex = Callable[[int], str]
"""Makes so many random bytes, written as hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Places:
    """The directories that cliptui writes to. Making the object touches no disk.

    Attributes:
        state_dir: Marks, drafts, clips and the credentials of our own server.
        config_dir: What a user writes for us.
        cache_dir: What can be made again.
    """

    state_dir: Path
    config_dir: Path
    cache_dir: Path

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Places":
        """Read the places: `CLIPTUI_STATE_DIR` over all, else the XDG directories.

        Args:
            environ: The environment. An `XDG_…_HOME` that it lacks is left to platformdirs,
                which knows the habits of each system.

        Raises:
            BadSetting: No home directory is known, so that nothing says where to write.
        """
        root = environ.get(STATE_DIR, "")
        if root:
            state_dir = _absolute(Path(root))
            return cls(state_dir, state_dir / "config", state_dir / "cache")
        # What needs no places, such as `cliptui --version`, shall not wait for this import.
        from platformdirs import PlatformDirs  # noqa: PLC0415 - see above

        own = PlatformDirs(_APP, appauthor=False)
        return cls(
            _xdg_dir(environ, "XDG_STATE_HOME", own.user_state_path),
            _xdg_dir(environ, "XDG_CONFIG_HOME", own.user_config_path),
            _xdg_dir(environ, "XDG_CACHE_HOME", own.user_cache_path),
        )

    def create(self) -> None:
        """Make the directories that are missing, for their owner alone (0700).

        Raises:
            StoreError: One cannot be made, is no directory, or cannot be written to.
        """
        for directory in (self.state_dir, self.config_dir, self.cache_dir):
            _create_private(directory)


def _xdg_dir(environ: Mapping[str, str], name: str, default: Path) -> Path:
    """Return our directory below the one named; a relative one is ignored, as XDG has it."""
    home = Path(environ.get(name, ""))
    return home / _APP if home.is_absolute() else _absolute(default)


def _absolute(path: Path) -> Path:
    """Return the path from the root of the file system, with a leading `~` replaced."""
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        raise BadSetting(
            f"The home directory in {clean(str(path))} is not known: "
            f"set {STATE_DIR} to a directory that you can write to."
        ) from error


def _create_private(directory: Path) -> None:
    probe = directory / f".{_APP}-{os.getpid()}"
    try:
        directory.mkdir(_PRIVATE_DIR, parents=True, exist_ok=True)
        # Permission bits say nothing about root or a file system mounted read-only.
        probe.touch(_PRIVATE_FILE)
        probe.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"The directory {clean(str(directory))} cannot be used ({error.strerror}): "
            f"set {STATE_DIR} to a directory that you can write to."
        ) from error


def demo_folder(package: Path | None = None) -> Path:
    """Return the folder of the demo library.

    Args:
        package: The folder of the package `cliptui`; None for the one that is running.

    Returns:
        `demo_library` in an installed package, `assets` in a checkout.

    Raises:
        BadPlace: The installation holds neither.
    """
    package = package or Path(__file__).resolve().parent
    bundled = package / "demo_library"
    if bundled.is_dir():
        return bundled
    checkout = package.parent
    # The file tells a checkout from a folder of packages, where any `assets` is another's.
    if (checkout / "pyproject.toml").is_file() and (checkout / "assets").is_dir():
        return checkout / "assets"
    raise BadPlace(
        f"The demo library is missing from {clean(str(package))}: "
        "install cliptui again, or name a folder of videos."
    )


@dataclass(frozen=True, slots=True)
class UplynkAccess:
    """What the environment says about an Uplynk service; what it leaves out is None.

    Attributes:
        url: The address, without a slash at the end.
        owner: The account id; 32 hexadecimal digits at the vendor.
        key: The API key.
    """

    url: str | None = None
    owner: str | None = None
    key: Secret | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "UplynkAccess":
        """Read `CLIPTUI_UPLYNK_URL`, `_OWNER` and `_KEY`; an empty one counts as unset.

        Raises:
            BadSetting: One cannot be used. The sentence names it and never tells its value.
        """
        url = environ.get(UPLYNK_URL)
        owner = environ.get(UPLYNK_OWNER) or None
        key = environ.get(UPLYNK_KEY)
        if owner and not _is_word(owner):
            raise BadSetting(f"{UPLYNK_OWNER} is no account id: write it without blanks.")
        if key and not (_is_word(key) and key.isascii()):
            raise BadSetting(f"{UPLYNK_KEY} is no key: write it in plain ASCII without blanks.")
        checked_url = service_url(url, UPLYNK_URL) if url else None
        return cls(checked_url, owner, Secret(key) if key else None)


def service_url(text: str, name: str) -> str:
    """Check the address of a service.

    Args:
        text: The address.
        name: What the user knows it by: a variable or an option.

    Returns:
        The address without a slash at the end, ready for a path.

    Raises:
        BadSetting: It is no http or https address of a host, or holds a user name, a password,
            a query or a fragment. Its value is not told, since it may hold a password.
    """
    try:
        parts = urlsplit(text)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise BadSetting(f"{name} is no address: write http://HOST or https://HOST.") from error
    if not is_address or not _is_word(text):
        raise BadSetting(f"{name} is no address: write http://HOST or https://HOST.")
    if "@" in parts.netloc:
        raise BadSetting(
            f"{name} holds a user name or a password: leave them out, and set {UPLYNK_OWNER} "
            f"and {UPLYNK_KEY} instead."
        )
    if "?" in text or "#" in text:
        raise BadSetting(f"{name} goes on after the path: leave out what follows ? or #.")
    return text.rstrip("/")


def _is_word(text: str) -> bool:
    return text != "" and text.isprintable() and " " not in text


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


def _kept(file: Path, byte_count: int, make_hex: MakeHex) -> str:
    """Return the word in a private file, which is made if it is missing."""
    shown = clean(str(file))
    try:
        if not file.exists():
            _create_private(file.parent)
            _write_once(file, make_hex(byte_count), file.with_name(f".{file.name}-{make_hex(8)}"))
        word = _read_private(file)
    except OSError as error:
        raise StoreError(
            f"The file {shown} cannot be read or written ({error.strerror}): "
            f"check its directory, or set {STATE_DIR} to another."
        ) from error
    if _is_word(word):
        return word
    raise BadSetting(f"The file {shown} is damaged: delete it, and a new one is made.")


def _read_private(file: Path) -> str:
    with file.open("rb") as stream:
        mode = S_IMODE(os.fstat(stream.fileno()).st_mode)
        if mode & _OTHERS:
            shown = clean(str(file))
            raise BadSetting(
                f"Others can read {shown} (mode {mode:04o}): delete it to have a new one made, "
                "or take their rights away with chmod 600."
            )
        return stream.read(_MAX_KEPT_BYTES).decode("ascii", "replace").strip()


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
