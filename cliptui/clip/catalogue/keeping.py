"""Abilities to keep and change what is known of videos."""

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from cliptui.clip.asset import Asset
from cliptui.clip.edits import AssetChanges, AssetEdit
from cliptui.clip.mediaclip import MediaClip, MediaClipEdit, MediaClipPage


@runtime_checkable
class EditsAssets(Protocol):
    """Changes assets, deletes them, and tells what has changed."""

    async def update_asset(self, asset_id: str, edit: AssetEdit) -> Asset:
        """Change an asset and return it as it is then.

        Raises:
            RequestRefused: The service does not take the change, and says why.
        """

    async def delete_assets(self, asset_ids: Sequence[str]) -> Sequence[str]:
        """Delete assets and return the ids of those that were."""

    async def changes(self, start_ms: int) -> AssetChanges:
        """Return what changed from a time on, in milliseconds since 1970, or the first part.

        The rest is asked for from the end of this part on.
        """


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

    async def mediaclip_of(self, asset_id: str) -> MediaClip | None:
        """Return the mediaclip that shows an asset of the same server; None if none does."""

    async def create_mediaclip(self, members: Mapping[str, object]) -> MediaClip:
        """Create a mediaclip with these members and return it."""

    async def update_mediaclip(self, mediaclip_id: str, members: Mapping[str, object]) -> MediaClip:
        """Change these members, and return the mediaclip; this also restores a deleted one.

        Args:
            mediaclip_id: The mediaclip, or `sourceid:` and the identifier that its owner gave it.
            members: The members to change; all others stay as they are.
        """

    async def edit_mediaclip(self, clip: MediaClip, edit: MediaClipEdit) -> MediaClip:
        """Change a mediaclip, and return it; an edit of nothing restores a deleted one."""

    async def register_clip(self, asset_id: str, title: str) -> MediaClip:
        """Create the mediaclip of a clip, which is an asset by now, and return it."""

    async def publish_mediaclip(self, mediaclip_id: str, *, is_public: bool) -> MediaClip:
        """Show a mediaclip to everybody, or to nobody."""

    async def delete_mediaclip(self, mediaclip_id: str, *, purge: bool = False) -> None:
        """Hide a mediaclip, named as for an update, or remove it for ever."""
