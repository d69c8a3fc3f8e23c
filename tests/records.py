"""What suggests clips and what keeps mediaclips, living in this process, for tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from cliptui.clip.mediaclip import MediaClip, MediaClipEdit, MediaClipPage
from cliptui.clip.run import Run, RunState, Suggestion
from cliptui.errors import CliptuiError, NotFound

BEGUN = Run("r1", RunState.PROCESSING)


@dataclass
class FakeSuggester:
    """Fulfils `SuggestsClips`; what a run has found by now is `now`.

    Attributes:
        now: The run as it is told whenever somebody asks.
        asked: Media and prompt of each run.
        error: What every call raises, if anything.
    """

    now: Run = BEGUN
    asked: list[tuple[str, str]] = field(default_factory=list)
    error: CliptuiError | None = None

    async def import_media(self, source_url: str) -> str:
        return source_url

    async def start_run(self, media_id: str, prompt: str = "") -> Run:
        self.asked.append((media_id, prompt))
        if self.error is not None:
            raise self.error
        return BEGUN

    async def run(self, run_id: str) -> Run:
        assert run_id == BEGUN.run_id
        return self.now

    def find(self, *spans_ms: tuple[int, int], state: RunState = RunState.PROCESSING) -> None:
        """Have the run found these clips by now."""
        found = tuple(Suggestion(f"c{start}", "m1", start, stop) for start, stop in spans_ms)
        self.now = replace(BEGUN, state=state, suggestions=found)


@dataclass
class FakeRecords:
    """Fulfils `KeepsRecords` over mediaclips that are given to it.

    Attributes:
        kept: Its mediaclips, in the order in which lists give them.
        hidden: Ids of those that were deleted, and can be restored.
        shows: The mediaclip that shows an asset, by the asset's id.
        asked: Every list asked for: query and skip.
        error: What every call raises, if anything.
    """

    kept: list[MediaClip]
    hidden: set[str] = field(default_factory=set)
    shows: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    error: CliptuiError | None = None

    async def mediaclips(
        self, *, query: str = "", order: str = "", skip: int = 0, limit: int = 15, status: str = ""
    ) -> MediaClipPage:
        del order
        self.asked.append((query, skip))
        self._fail()
        word = query.partition(":")[2].strip('"').lower()
        found = [
            clip
            for clip in self.kept
            if clip.mediaclip_id not in self.hidden
            and word in clip.title.lower()
            and status in ("", clip.status)
            and not query.startswith("nosuch")
        ]
        return MediaClipPage(found[skip : skip + limit], len(found))

    async def search_mediaclips(
        self, query: str, *, order: str = "", skip: int = 0, limit: int = 15
    ) -> MediaClipPage:
        return await self.mediaclips(query=query, order=order, skip=skip, limit=limit)

    async def mediaclip(self, mediaclip_id: str) -> MediaClip:
        self._fail()
        return self.kept[self._place(mediaclip_id)]

    async def mediaclip_of(self, asset_id: str) -> MediaClip | None:
        self._fail()
        return await self.mediaclip(self.shows[asset_id]) if asset_id in self.shows else None

    async def create_mediaclip(self, members: Mapping[str, object]) -> MediaClip:
        self._fail()
        clip = MediaClip(str(len(self.kept) + 1), "", "draft")
        self.kept.insert(0, clip)
        return await self.update_mediaclip(clip.mediaclip_id, members)

    async def update_mediaclip(self, mediaclip_id: str, members: Mapping[str, object]) -> MediaClip:
        self._fail()
        place = self._place(mediaclip_id)
        before = self.kept[place]
        title = members.get("title", before.title)
        assert isinstance(title, str)
        self.kept[place] = replace(before, title=title, members={**before.members, **members})
        self.hidden.discard(mediaclip_id)
        return self.kept[place]

    async def edit_mediaclip(self, clip: MediaClip, edit: MediaClipEdit) -> MediaClip:
        await self.update_mediaclip(clip.mediaclip_id, {})
        place = self._place(clip.mediaclip_id)
        given = {name: getattr(edit, name) for name in MediaClipEdit.__slots__}
        changes = {name: value for name, value in given.items() if value is not None}
        self.kept[place] = replace(self.kept[place], **changes)
        return self.kept[place]

    async def register_clip(self, asset_id: str, title: str) -> MediaClip:
        made = await self.create_mediaclip({"title": title})
        self.shows[asset_id] = made.mediaclip_id
        return made

    async def publish_mediaclip(self, mediaclip_id: str, *, is_public: bool) -> MediaClip:
        self._fail()
        place = self._place(mediaclip_id)
        status = "published" if is_public else "draft"
        self.kept[place] = replace(self.kept[place], status=status)
        return self.kept[place]

    async def delete_mediaclip(self, mediaclip_id: str, *, purge: bool = False) -> None:
        self._fail()
        if purge:
            del self.kept[self._place(mediaclip_id)]
        else:
            self.hidden.add(mediaclip_id)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error

    def _place(self, mediaclip_id: str) -> int:
        for place, clip in enumerate(self.kept):
            if clip.mediaclip_id == mediaclip_id:
                return place
        raise NotFound(f"There is no mediaclip {mediaclip_id}.")
