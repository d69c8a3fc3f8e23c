"""A service and a memory that live in this process, for tests of the rooms above them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE
from cliptui.clip.draft import Clip, Draft, NewDraft, WatchedDraft
from cliptui.clip.kept import KeptDesk
from cliptui.clip.outbox import Intent, IntentState
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import CliptuiError, NotFound
from cliptui.jobs.bench import Bench


def make_asset(number: int, *, name: str = "", frame_count: int = 1500, fps: int = 25) -> Asset:
    """Return an asset that is ready to be opened."""
    return Asset(
        asset_id=f"{number:032x}",
        name=name or f"Asset {number}",
        duration_s=frame_count / fps,
        state=AssetState.READY,
        timing=ConstantTiming(FrameRate(Fraction(fps)), frame_count),
    )


@dataclass
class FakeService:
    """A service over assets that are given to it; see `picture` for what its frames show.

    Attributes:
        library: Its assets, in the order in which every list gives them.
        label: What the screen calls it.
        error: What every call raises, if anything.
        asked: Every call with its arguments, but for `order` and `width_px`.
        saved: Drafts, the oldest first; their ids are `draft1`, `draft2`, …
        deleted: The ids of drafts that are no more.
        clip_of: Clips by the id of their draft.
        orders: The order that each list was asked for in.
        widths_px: The width that each frame was asked for with.
    """

    library: list[Asset]
    label: str = "test library"
    error: CliptuiError | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)
    saved: list[NewDraft] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    clip_of: dict[str, Clip] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)
    widths_px: list[int | None] = field(default_factory=list)

    async def assets(
        self, *, query: str = "", order: str = NEWEST_FIRST, skip: int = 0, limit: int = PAGE_SIZE
    ) -> Sequence[Asset]:
        self.orders.append(order)
        self._answer("assets", query, skip)
        word = query.rstrip("*").lower()
        found = [asset for asset in self.library if word in asset.name.lower()]
        return found[skip : skip + limit]

    async def asset(self, asset_id: str) -> Asset:
        self._answer("asset", asset_id)
        for asset in self.library:
            if asset.asset_id == asset_id:
                return asset
        raise NotFound(f"There is no asset {asset_id}.")

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        self.widths_px.append(width_px)
        self._answer("frame", asset_id, ms)
        return picture(ms)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        self._answer("thumbs", asset_id, start_ms, stop_ms)
        return [picture(ms) for ms in range(start_ms, stop_ms, 40)]

    async def save_draft(self, draft: NewDraft) -> str:
        self._answer("save_draft", draft.title)
        self.saved.append(draft)
        return f"draft{len(self.saved)}"

    async def drafts(self) -> Sequence[Draft]:
        self._answer("drafts")
        numbers = range(len(self.saved), 0, -1)
        return [self._draft(n) for n in numbers if f"draft{n}" not in self.deleted]

    async def draft(self, draft_id: str) -> Draft:
        self._answer("draft", draft_id)
        return self._draft(int(draft_id.removeprefix("draft")))

    async def delete_draft(self, draft_id: str) -> None:
        self._answer("delete_draft", draft_id)
        self._draft(int(draft_id.removeprefix("draft")))
        self.deleted.add(draft_id)

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        self._answer("clips", draft_id)
        return [c for c in self.clip_of.values() if draft_id in (None, c.draft_id)]

    async def clip(self, clip_id: str) -> Clip:
        self._answer("clip", clip_id)
        return next(clip for clip in self.clip_of.values() if clip.clip_id == clip_id)

    def finish(self, draft_id: str, asset_id: str) -> None:
        """Have the clip of a draft become an asset of the library."""
        self.clip_of[draft_id] = Clip("clip1", draft_id, asset_id, is_complete=True)
        self.library.insert(0, replace(make_asset(0xC11B, name="the clip"), asset_id=asset_id))

    def _answer(self, *asked: object) -> None:
        self.asked.append(asked)
        if self.error is not None:
            raise self.error

    def _draft(self, number: int) -> Draft:
        if f"draft{number}" in self.deleted:
            raise NotFound(f"There is no draft draft{number}.")
        new = self.saved[number - 1]
        start_s, stop_s = Fraction(new.start_ms, 1000), Fraction(new.stop_ms, 1000)
        created = "2026-11-21T12:00:00.000000Z"
        return Draft(f"draft{number}", new.asset_id, new.title, start_s, stop_s, created)


@dataclass
class FakeMemory:
    """What is remembered of one place, until the test ends; `places` are those named so far."""

    drafts: dict[str, WatchedDraft] = field(default_factory=dict)
    rates: dict[str, FrameRate] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    desks: dict[str, KeptDesk] = field(default_factory=dict)
    outbox: dict[str, Intent] = field(default_factory=dict)
    error: CliptuiError | None = None

    def watched(self, place: str) -> Sequence[WatchedDraft]:
        self.places.add(place)
        return tuple(reversed(self.drafts.values()))

    def watch(self, place: str, draft: WatchedDraft) -> None:
        self.places.add(place)
        self.drafts[draft.draft_id] = draft

    def unwatch(self, place: str, draft_id: str) -> None:
        self.places.add(place)
        self.drafts.pop(draft_id, None)

    def frame_rate(self, place: str, asset_id: str) -> FrameRate | None:
        self.places.add(place)
        return self.rates.get(asset_id)

    def remember_frame_rate(self, place: str, asset_id: str, rate: FrameRate) -> None:
        self.places.add(place)
        self.rates[asset_id] = rate

    def keep_desk(self, place: str, asset_id: str, text: str, now_s: float) -> None:
        self.places.add(place)
        if self.error is not None:
            raise self.error
        self.desks[asset_id] = KeptDesk(text, now_s, is_own=True)

    def kept_desk(self, place: str, asset_id: str) -> KeptDesk | None:
        self.places.add(place)
        return self.desks.get(asset_id)

    def queue_intent(self, place: str, intent: Intent) -> None:
        self.places.add(place)
        if self.error is not None:
            raise self.error
        self.outbox[intent.local_id] = intent

    def intents(self, place: str) -> Sequence[Intent]:
        self.places.add(place)
        return tuple(self.outbox.values())

    def claim_intent(self, place: str, now_s: float) -> Intent | None:
        waiting = [i for i in self.intents(place) if i.state is not IntentState.REFUSED]
        if not waiting:
            return None
        intent = waiting[0]
        if intent.state is IntentState.PENDING:
            sent_at_s = intent.sent_at_s if intent.sends else now_s
            state, sends = IntentState.SENDING, intent.sends + 1
            return self._now(replace(intent, state=state, sent_at_s=sent_at_s, sends=sends))
        return self._now(replace(intent, state=IntentState.CHECKING))

    def begin_again(self, local_id: str, now_s: float) -> bool:  # noqa: ARG002  no lease here
        intent = self.outbox[local_id]
        self._now(replace(intent, state=IntentState.SENDING, sends=intent.sends + 1))
        return True

    def leave_intent(self, local_id: str, state: IntentState, reason: str = "") -> None:
        intent = self.outbox[local_id]
        sends = intent.sends - (state is IntentState.PENDING)
        self._now(replace(intent, state=state, reason=reason, sends=sends))

    def confirm_intent(self, place: str, local_id: str, draft: WatchedDraft) -> None:
        del self.outbox[local_id]
        self.watch(place, draft)

    def retry_intent(self, place: str, local_id: str) -> bool:
        self.places.add(place)
        intent = self.outbox.get(local_id)
        if intent is None or intent.state is not IntentState.REFUSED:
            return False
        self._now(replace(intent, state=IntentState.PENDING, reason=""))
        return True

    def drop_intent(self, place: str, local_id: str) -> bool:
        self.places.add(place)
        return self.outbox.pop(local_id, None) is not None

    def _now(self, intent: Intent) -> Intent:
        self.outbox[intent.local_id] = intent
        return intent


def make_bench(service: FakeService) -> Bench:
    """Return a bench over a fake service, at a fixed time."""
    return Bench(service, FakeMemory(), "test", now=lambda: 1_800_000_000.0)


@cache
def picture(ms: int) -> bytes:
    """Return a 160×90 PNG: a bar as long as the milliseconds modulo 1000 on two plain halves."""
    image = Image.new("RGB", (160, 90), (20, 60, 120))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 45, 159, 89), fill=(180, 120, 40))
    draw.rectangle((0, 36, ms % 1000 * 160 // 1000, 54), fill=(240, 240, 240))
    encoded = BytesIO()
    image.save(encoded, "PNG", compress_level=1)
    return encoded.getvalue()
