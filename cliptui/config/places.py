"""The directories that cliptui writes to, and the bundled library."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cliptui.clip.text import clean
from cliptui.errors import BadPlace, BadSetting, StoreError

STATE_DIR: Final = "CLIPTUI_STATE_DIR"
"""The directory that holds all that cliptui writes, over whatever XDG says."""

_APP: Final = "cliptui"
_PRIVATE_DIR: Final = 0o700
_PRIVATE_FILE: Final = 0o600


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
            create_private(directory)


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


def create_private(directory: Path) -> None:
    """Make a directory for its owner alone (0700) if it is missing, and check that it can be used.

    Raises:
        StoreError: It cannot be made, is no directory, or cannot be written to.
    """
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
    package = package or Path(__file__).resolve().parents[1]
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
