"""Who we are at video.dev: what the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cliptui.clip.secret import Secret
from cliptui.config.accounts import is_word, service_url
from cliptui.errors import BadSetting

VIDEODEV_URL: Final = "CLIPTUI_VIDEODEV_URL"
"""The address of a video.dev API, with or without its `/v1`."""

VIDEODEV_KEY: Final = "CLIPTUI_VIDEODEV_KEY"
"""The API key that is sent there, and to no other host."""

VENDOR_URL: Final = "https://api.video.dev"
"""The vendor's own address, for where `VIDEODEV_URL` is not set."""

_VERSION: Final = "/v1"


@dataclass(frozen=True, slots=True)
class VideodevAccess:
    """What the environment says about a video.dev service.

    Attributes:
        url: The address without the `/v1`.
        key: The API key; None if it is not set.
    """

    url: str = VENDOR_URL
    key: Secret | None = None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "VideodevAccess":
        """Read `CLIPTUI_VIDEODEV_URL` and `_KEY`; an empty one counts as unset.

        Raises:
            BadSetting: One cannot be used. The sentence names it and never tells its value.
        """
        url, key = environ.get(VIDEODEV_URL), environ.get(VIDEODEV_KEY)
        if key and not (is_word(key) and key.isascii()):
            raise BadSetting(f"{VIDEODEV_KEY} is no key: write it in plain ASCII without blanks.")
        checked_url = service_url(url, VIDEODEV_URL, instead=VIDEODEV_KEY) if url else VENDOR_URL
        return cls(without_version(checked_url), Secret(key, VIDEODEV_KEY) if key else None)


def without_version(url: str) -> str:
    """Return an address without the `/v1` at its end, if it has one."""
    return url.rstrip("/").removesuffix(_VERSION)


def names_videodev(url: str) -> bool:
    """Tell whether an address is that of a video.dev API by its looks: `/v1` is at its end."""
    return url.rstrip("/").endswith(_VERSION) or url.rstrip("/") == VENDOR_URL
