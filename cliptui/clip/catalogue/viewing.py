"""Abilities to browse and to show."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from cliptui.clip.asset import Asset
from cliptui.clip.survey import Rgb, Scenes, Skimmed

PAGE_SIZE = 100
"""Assets asked for at a time; the most that any service gives."""

NEWEST_FIRST = "-created"
"""The order of a list where nothing else is asked for."""


class BrowsesAssets(Protocol):
    """Lists and describes assets."""

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        """Return one page of assets; a page shorter than `limit` is the last one.

        Args:
            query: The service's own query language; empty for all assets.
            order: Key to sort by, with `-` in front for descending.
            skip: Assets to leave out at the start.
            limit: Assets to return at most, 1 to 100.
        """

    async def asset(self, asset_id: str) -> Asset:
        """Return one asset, with all that the service knows of its timing.

        Raises:
            NotFound: There is no such asset.
        """


@runtime_checkable
class GivesFrames(Protocol):
    """Gives pictures of assets."""

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        """Return the frame shown at a time, as an encoded picture (PNG or JPEG).

        Args:
            asset_id: The asset.
            ms: Milliseconds from the start of the asset.
            width_px: A width that is enough; a service may give more. None for all there is.
        """

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        """Return a small picture of every frame that starts in [start, stop).

        Args:
            asset_id: The asset.
            start_ms: Milliseconds from the start of the asset.
            stop_ms: At most 1000 more than `start_ms`.
        """


@runtime_checkable
class SkimsFrames(Protocol):
    """Shows a whole asset at a glance."""

    async def skim(
        self, asset_id: str, start_ms: int, stop_ms: int, count: int, width_px: int
    ) -> Sequence[Skimmed]:
        """Return a picture for each of some moments that are spread evenly over [start, stop).

        A picture shows a frame near its moment, whichever the service gives quickly; the same
        picture can stand for several.

        Args:
            asset_id: The asset.
            start_ms: The first moment, in milliseconds from the start of the asset.
            stop_ms: The end of the stretch.
            count: How many moments, 1 to 256.
            width_px: A width that is enough; a service may give more or less.
        """

    async def colours(self, asset_id: str, count: int) -> Sequence[Rgb]:
        """Return the mean colours of moments that are spread evenly over a whole asset.

        Args:
            asset_id: The asset.
            count: How many moments, 1 to 512.
        """


@runtime_checkable
class FindsScenes(Protocol):
    """Tells where the scenes of an asset begin; services of others do not."""

    async def can_find_scenes(self) -> bool:
        """Return whether this server has the ability."""

    async def scenes(self, asset_id: str) -> Scenes:
        """Return what is known of the scenes by now; asking makes the server look for them."""
