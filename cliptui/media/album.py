"""Encoded pictures that were made, or made ready."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from cliptui.media.identity import Identity
from cliptui.media.pictures import PictureFormat

MAX_BYTES: Final = 48 * 2**20
"""How large all kept pictures may be together: some thousand small ones."""

SMALL_BYTES: Final = 192 * 2**10
"""The largest picture that is kept."""


@dataclass(frozen=True, slots=True)
class View:
    """How the frames of a file are looked at.

    Attributes:
        identity: The file.
        width_px: The width of the pictures; None for all there is.
        picture: How they are encoded.
    """

    identity: Identity
    width_px: int | None
    picture: PictureFormat


class Album:
    """Keeps small pictures, those that were wanted last; used by one thread only.

    Args:
        max_bytes: Their size together.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pictures: OrderedDict[tuple[View, int], bytes] = OrderedDict()

    def picture(self, view: View, number: int) -> bytes | None:
        """Return the picture of a frame, if it is kept."""
        picture = self._pictures.get((view, number))
        if picture is not None:
            self._pictures.move_to_end((view, number))
        return picture

    def keep(self, view: View, number: int, picture: bytes) -> None:
        """Keep the picture of a frame that was not kept, unless it is large."""
        if len(picture) > SMALL_BYTES:
            return
        self._pictures[view, number] = picture
        self._bytes += len(picture)
        while self._bytes > self._max_bytes:
            self._bytes -= len(self._pictures.popitem(last=False)[1])
