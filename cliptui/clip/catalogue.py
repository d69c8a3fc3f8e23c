"""The abilities that a service can have, as Protocols.

No service has them all, so each ability stands alone; a service object has the abilities that
it has, and the screen shows what is there. The rooms above know a service by these only.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from cliptui.clip.asset import Asset
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.mediaclip import MediaClip, MediaClipPage
from cliptui.clip.run import Rendering, Run, Suggestion
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


class KeepsDrafts(Protocol):
    """Keeps drafts of clips."""

    async def save_draft(self, draft: NewDraft) -> str:
        """Save a draft and return its identifier.

        Raises:
            RequestRefused: The service does not take it, and says why.
        """

    async def drafts(self) -> Sequence[Draft]:
        """Return all drafts, the newest first."""

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft."""

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft."""


class TellsOfClips(Protocol):
    """Tells what has become of drafts."""

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        """Return clips, the newest first; of one draft only if it is named."""

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip."""


@runtime_checkable
class ConvertsDrafts(Protocol):
    """Turns a saved draft into a clip on request; services of others cannot."""

    async def can_convert(self) -> bool:
        """Return whether this server has the ability and waits to be asked."""

    async def convert_draft(self, draft_id: str) -> Clip:
        """Start the conversion and return the clip that is being made."""


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


class SuggestsClips(Protocol):
    """Looks for clips in a video, and suggests them as it finds them."""

    async def import_media(self, source_url: str) -> str:
        """Bring in a video from an address that the service can read; return its media id."""

    async def start_run(self, media_id: str, prompt: str = "") -> Run:
        """Begin to look for clips, and return at once.

        Args:
            media_id: The video; on our own server the id of an asset.
            prompt: What is wanted, in words; empty for what the service thinks best.

        Raises:
            NotFound: There is no such video.
            RequestRefused: The service does not take it, and says why.
        """

    async def run(self, run_id: str) -> Run:
        """Return what a run has found so far.

        Raises:
            NotFound: There is no such run.
        """


class RendersClips(Protocol):
    """Makes files of clips of its own."""

    async def make_clip(self, media_id: str, start_ms: int, stop_ms: int) -> Suggestion:
        """Make a clip of a span, in milliseconds from the start of the video."""

    async def start_rendering(self, clip_id: str) -> Rendering:
        """Begin to make a file of a clip that was suggested or made, and return at once."""

    async def rendering(self, clip_id: str, render_id: str) -> Rendering:
        """Return how far a file is."""


class KeepsRecords(Protocol):
    """Keeps mediaclips: records about videos, which their owner writes."""

    async def mediaclips(
        self, *, query: str = "", order: str = "", skip: int = 0, limit: int = 15, status: str = ""
    ) -> MediaClipPage:
        """Return one page of mediaclips.

        Args:
            query: The service's own query language; empty for all.
            order: Member to sort by, then `asc` or `desc`; empty for the newest first.
            skip: Mediaclips to leave out at the start.
            limit: Mediaclips to return at most.
            status: `draft` or `published`; empty for both.
        """

    async def search_mediaclips(
        self, query: str, *, order: str = "", skip: int = 0, limit: int = 15
    ) -> MediaClipPage:
        """Return one page of what the service's search finds."""

    async def mediaclip(self, mediaclip_id: str) -> MediaClip:
        """Return one mediaclip.

        Raises:
            NotFound: There is no such mediaclip.
        """

    async def create_mediaclip(self, members: Mapping[str, object]) -> MediaClip:
        """Create a mediaclip with these members and return it."""

    async def update_mediaclip(self, mediaclip_id: str, members: Mapping[str, object]) -> MediaClip:
        """Change these members, and return the mediaclip; this also restores a deleted one.

        Args:
            mediaclip_id: The mediaclip, or `sourceid:` and the identifier that its owner gave it.
            members: The members to change; all others stay as they are.
        """

    async def publish_mediaclip(self, mediaclip_id: str, *, is_public: bool) -> MediaClip:
        """Show a mediaclip to everybody, or to nobody."""

    async def delete_mediaclip(self, mediaclip_id: str, *, purge: bool = False) -> None:
        """Hide a mediaclip, named as for an update, or remove it for ever."""


class ClipService(BrowsesAssets, GivesFrames, KeepsDrafts, TellsOfClips, Protocol):
    """A service on which the whole job can be done."""

    @property
    def label(self) -> str:
        """What the screen calls it: a folder's name or a host."""
