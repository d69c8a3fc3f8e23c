"""Services for the jobs: one that knows when each frame starts, one that answers by a script.

Owns: fakes that only these tests need; the general ones are in `tests.fakes`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.draft import Clip, WatchedDraft
from cliptui.errors import CliptuiError
from cliptui.jobs.bench import Bench
from tests.fakes import FakeMemory, FakeService

ASSET_ID = "0" * 31 + "a"


@dataclass
class TimedService(FakeService):
    """Tells frames apart by when they start; the picture of frame 7 is `frame 7`.

    Attributes:
        starts_ms: When each frame starts, in exact milliseconds.
        late_ms: How much later than that it really does.
    """

    starts_ms: Sequence[Fraction | int] = ()
    late_ms: Fraction = Fraction()

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        self.widths_px.append(width_px)
        self._answer("frame", asset_id, ms)
        return numbered(bisect_right(self.starts_ms, ms - self.late_ms) - 1)

    async def thumbs(self, asset_id: str, start_ms: int, stop_ms: int) -> Sequence[bytes]:
        self._answer("thumbs", asset_id, start_ms, stop_ms)
        first, stop = (bisect_left(self.starts_ms, ms - self.late_ms) for ms in (start_ms, stop_ms))
        return [numbered(number) for number in range(first, stop)]


@dataclass
class ScriptedService(FakeService):
    """Answers each question for clips by the next line of a script, the last one for ever."""

    script: list[Sequence[Clip] | CliptuiError] = field(default_factory=list)
    is_deleted: bool = False

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        self._answer("clips", draft_id)
        line = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(line, CliptuiError):
            raise line
        return line


@dataclass
class Sleeper:
    """Sleeps no time at all, and knows how long it should have."""

    waits_s: list[float] = field(default_factory=list)

    async def sleep(self, wait_s: float) -> None:
        self.waits_s.append(wait_s)


def numbered(frame: int) -> bytes:
    """Return the picture of a frame."""
    return f"frame {frame}".encode()


def starts_of(fps: Fraction, duration_s: Fraction | int) -> list[Fraction]:
    """Return the exact milliseconds at which the frames of an asset start."""
    return [1000 * number / fps for number in range(round(duration_s * fps))]


def untimed_asset(duration_s: float) -> Asset:
    """Return an asset whose service does not tell of its frames."""
    return Asset(ASSET_ID, "Harbour", duration_s, AssetState.READY)


def bench_of(service: FakeService, memory: FakeMemory | None = None) -> Bench:
    """Return a bench over a service and a memory, at a fixed time."""
    return Bench(service, memory or FakeMemory(), "somewhere", now=lambda: 1_800_000_000.25)


def saved_draft() -> WatchedDraft:
    """Return a draft that was just saved."""
    return WatchedDraft("draft1", ASSET_ID, "Goal", 1000, 2000, 1_800_000_000.25)
