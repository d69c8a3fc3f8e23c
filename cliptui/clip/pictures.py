"""Pictures that are kept, so that coming back to them costs nothing."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

THUMBNAIL: Final = 0
"""The `enough_px` of a thumbnail: it does while the eye moves, and for no width at rest."""


class KeptPicture(NamedTuple):
    """An encoded picture.

    Attributes:
        encoded: PNG or JPEG, or other bytes where it is no frame.
        enough_px: The greatest width that it was asked for with.
    """

    encoded: bytes
    enough_px: int = THUMBNAIL

    @property
    def is_thumbnail(self) -> bool:
        """Whether nobody asked for it at a width: it may be a lesser one than the frame."""
        return self.enough_px == THUMBNAIL

    def does_for(self, width_px: int) -> bool:
        """Whether it shows as much as a picture of a width would."""
        return width_px <= self.enough_px


class KeepsPictures(Protocol):
    """Keeps pictures of one place between runs.

    It only ever saves work: what it cannot keep or find is as if it had not been kept.
    """

    def read(self, asset_id: str, version: int, names: Sequence[str]) -> Mapping[str, KeptPicture]:
        """Return those that are kept under some names.

        Args:
            asset_id: The asset.
            version: When it was last changed; pictures of it as it was before are not found.
            names: Which pictures.
        """

    def write(self, asset_id: str, version: int, pictures: Mapping[str, KeptPicture]) -> None:
        """Keep pictures under their names, in place of lesser ones."""
