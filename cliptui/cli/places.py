"""What a place named on the command line is."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.config import UplynkAccess, demo_folder, service_url
from cliptui.errors import BadSetting

DEMO: Final = "demo"
"""The word for the bundled library, where a URL is the default."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of video files, to be opened through the embedded server.

    Attributes:
        path: The folder, absolute.
        label: What the screen calls it.
    """

    path: Path
    label: str

    @property
    def key(self) -> str:
        """The name under which things are remembered of it, whatever bytes are in the path."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Remote:
    """A service elsewhere.

    Attributes:
        url: Its base URL.
    """

    url: str

    @property
    def label(self) -> str:
        """What the screen calls it: the host."""
        return clean(self.url.partition("://")[2])

    @property
    def key(self) -> str:
        """The name under which things are remembered of it."""
        return self.url


Place = Folder | Remote


def place_of(text: str | None, environ: Mapping[str, str]) -> Place:
    """Return the place that is meant.

    Args:
        text: A folder, a URL, `demo`, or None for the default: the service of
            `CLIPTUI_UPLYNK_URL` if that is set, else the demo library.
        environ: The environment.

    Raises:
        BadSetting: The URL cannot be used.
        BadPlace: The demo library is missing from the installation.
    """
    if text is None:
        url = UplynkAccess.from_environment(environ).url
        return Remote(url) if url else _demo()
    if text.startswith(("http://", "https://")):
        return Remote(service_url(text, "PLACE"))
    folder = Path(text).expanduser()
    if text == DEMO and not folder.is_dir():
        return _demo()
    path = Path(os.path.abspath(folder))  # noqa: PTH100  resolve() would follow links in the name
    return Folder(path, clean(path.name or str(path)))


def access_to(place: Remote, environ: Mapping[str, str]) -> tuple[str, Secret]:
    """Return the account id and the key for a service elsewhere.

    Raises:
        BadSetting: One of them is not set.
    """
    access = UplynkAccess.from_environment(environ)
    if access.owner is None or access.key is None:
        raise BadSetting(
            f"{place.label} needs credentials: set CLIPTUI_UPLYNK_OWNER and CLIPTUI_UPLYNK_KEY."
        )
    return access.owner, access.key


def _demo() -> Folder:
    return Folder(demo_folder(), "demo library")
