"""How many frames a link can take: a window of bytes that the delay of answers opens and closes.

After each frame the terminal is asked where its cursor is. It answers when it has got that far,
so the answer tells how long the frame has waited on the link. What is longer than the shortest
answer so far is a queue that keys would have to wait behind: the window shrinks until the queue
is short, and grows while there is none (the idea of LEDBAT, RFC 6817). Nothing is ever queued
here: what may not be sent now is asked for again later, and by then a newer frame is there.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cliptui.preview.meter import SPAN_S, Figures, Meter

QUEUE_S: Final = 0.060
"""The queue that is aimed at: a key waits no longer than this behind pictures."""

SILENCE_S: Final = 2.0
"""After so long without an answer none is waited for."""

BLIND_FPS: Final = 4.0
"""Frames a second for a terminal that never answers."""

_LEAST_WINDOW: Final = 4_000
_MOST_WINDOW: Final = 1_000_000
_GAIN: Final = 0.5
_SHRINK: Final = 0.7
_MOST_SHRINK: Final = 0.3
_LEAST_SHARE: Final = 1 / 3
_ROOM: Final = 1.8
_MOST_BACKOFF: Final = 5
_LEAST_FRAME: Final = 600


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of the way to the terminal.

    Attributes:
        most_frames: Frames that may be on their way unanswered.
        most_fps: Frames a second that are never exceeded.
        start_window_bytes: What may be on its way before the first answer.
    """

    most_frames: int = 3
    most_fps: float = 60.0
    start_window_bytes: int = 512_000


NEAR: Final = Link()
"""A terminal on the same machine."""

FAR: Final = Link(start_window_bytes=16_000)
"""A terminal at the other end of a network."""


_TMUX_FRAMES: Final = 2
_TMUX_FAR_FPS: Final = 12.0


def link_of(environ: Mapping[str, str]) -> Link:
    """Return what the environment tells of the way to the terminal.

    tmux answers itself, before the terminal outside has got anything, so its answers tell little.

    Args:
        environ: The environment.
    """
    link = FAR if "SSH_CONNECTION" in environ or "SSH_TTY" in environ else NEAR
    if "TMUX" not in environ:
        return link
    most_fps = _TMUX_FAR_FPS if link is FAR else link.most_fps
    return replace(link, most_frames=_TMUX_FRAMES, most_fps=most_fps)


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the next frame may take.

    Attributes:
        budget_bytes: What it should keep to.
        limit_bytes: What it must not exceed.
    """

    budget_bytes: int
    limit_bytes: int


@dataclass(frozen=True, slots=True)
class _Sent:
    at_s: float
    bytes_count: int


class Pace:
    """Tells when a frame may be sent, and how large it may be.

    Args:
        clock: Tells the time in seconds; only differences count.
        link: What is known of the way to the terminal.
        most_bytes_per_s: A cap over every two seconds; None for none.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        link: Link = NEAR,
        most_bytes_per_s: int | None = None,
    ) -> None:
        self._clock = clock
        self._link = link
        self._most_bytes_per_s = most_bytes_per_s
        self._window = float(link.start_window_bytes)
        self._shortest_s: float | None = None
        self._under_way: deque[_Sent] = deque()
        self._last_sent_s = float("-inf")
        self._silences = 0
        self._meter = Meter()

    @property
    def window_bytes(self) -> int:
        """How many bytes may be on their way."""
        return int(self._window)

    @property
    def answers(self) -> bool:
        """Whether the terminal has ever answered."""
        return self._shortest_s is not None

    @property
    def figures(self) -> Figures:
        """What the last two seconds took."""
        return self._meter.figures(self._clock())

    def allowance(self) -> Allowance | None:
        """Return what a frame may take now; None if none may be sent now."""
        now_s = self._clock()
        if self._ready_at(now_s) > now_s:
            return None
        free = self._window if self._is_blind else self._window - self._bytes_under_way
        budget = min(free, self._window / 2)
        capped = self._capped_bytes(now_s)
        if self._most_bytes_per_s is not None:
            budget = min(budget, capped, max(_LEAST_FRAME, self._most_bytes_per_s / 4))
        return Allowance(int(budget), int(min(budget * _ROOM, capped)))

    def wait_s(self) -> float:
        """Return after how many seconds to ask again, unless an answer comes before."""
        now_s = self._clock()
        return max(0.0, self._ready_at(now_s) - now_s)

    def room_in_s(self, bytes_count: int) -> float:
        """Return in how many seconds the cap has room for a frame that cannot be made smaller.

        Args:
            bytes_count: Its length.

        Returns:
            0 for now, infinity for never.
        """
        if self._most_bytes_per_s is None:
            return 0.0
        if bytes_count > self._most_bytes_per_s * SPAN_S:
            return float("inf")
        now_s = self._clock()
        missing = bytes_count - self._capped_bytes(now_s)
        free_at_s = self._meter.free_at(int(missing)) if missing > 0 else None
        return 0.0 if free_at_s is None else max(0.0, free_at_s - now_s)

    def sent(self, bytes_count: int, *, is_asked: bool = True) -> None:
        """Take note of a frame, or of a question alone, that was written just now.

        Args:
            bytes_count: Its length; 0 for a question alone.
            is_asked: Whether the terminal was asked to answer behind it.
        """
        now_s = self._clock()
        if self._is_blind:
            self._under_way.clear()
        if is_asked:
            self._under_way.append(_Sent(now_s, bytes_count))
        if bytes_count:
            self._last_sent_s = now_s
            self._meter.count(now_s, bytes_count)

    def answered(self, at_s: float | None = None) -> None:
        """Take note of an answer.

        Args:
            at_s: When it came, by the same clock; None for now.
        """
        self._silences = 0
        if not self._under_way:
            return
        sent = self._under_way.popleft()
        latency_s = max(0.0, (self._clock() if at_s is None else at_s) - sent.at_s)
        shortest_s = latency_s if self._shortest_s is None else min(self._shortest_s, latency_s)
        self._shortest_s = shortest_s
        queue_s = latency_s - shortest_s
        if queue_s > 2 * QUEUE_S:
            self._window *= max(_MOST_SHRINK, min(_SHRINK, 2 * QUEUE_S / queue_s))
        else:
            off = (QUEUE_S - queue_s) / QUEUE_S
            self._window += _GAIN * off * sent.bytes_count
        self._window = min(max(self._window, _LEAST_WINDOW), _MOST_WINDOW)

    def forget(self) -> None:
        """Wait for no answer any more: the terminal was away, or is another one."""
        self._under_way.clear()

    @property
    def _bytes_under_way(self) -> int:
        return sum(sent.bytes_count for sent in self._under_way)

    @property
    def _is_blind(self) -> bool:
        return self._silences > 0 and not self.answers

    @property
    def _patience_s(self) -> float:
        """How long to wait for an answer.

        A terminal that has answered before is stalled rather than dumb: it is waited for longer
        each time, so that frames do not pile up before it.
        """
        return SILENCE_S * 2**self._silences if self.answers else SILENCE_S

    def _notice_silence(self, now_s: float) -> None:
        if self._under_way and now_s >= self._under_way[0].at_s + self._patience_s:
            self._silences = min(self._silences + 1, _MOST_BACKOFF)
            self._under_way.clear()

    def _ready_at(self, now_s: float) -> float:
        """Return when a frame may be sent, unless an answer comes before."""
        self._notice_silence(now_s)
        clocked_s = max(self._last_sent_s + 1 / self._link.most_fps, self._cap_ends_s(now_s))
        if self._is_blind:
            return max(clocked_s, self._last_sent_s + 1 / BLIND_FPS)
        if self._has_room:
            return clocked_s
        return max(clocked_s, self._under_way[0].at_s + self._patience_s)

    @property
    def _has_room(self) -> bool:
        if not self._under_way:
            return True
        if self._silences or len(self._under_way) >= self._link.most_frames:
            return False
        return self._window - self._bytes_under_way >= self._window * _LEAST_SHARE

    def _capped_bytes(self, now_s: float) -> float:
        if self._most_bytes_per_s is None:
            return float("inf")
        return self._most_bytes_per_s * SPAN_S - self._meter.bytes_within_span(now_s)

    def _cap_ends_s(self, now_s: float) -> float:
        """Return when the cap leaves room for a frame worth sending."""
        if self._most_bytes_per_s is None:
            return now_s
        wanted = min(self._most_bytes_per_s / 4, _MOST_WINDOW)
        missing = max(wanted, _LEAST_FRAME) - self._capped_bytes(now_s)
        return now_s if missing <= 0 else self._meter.free_at(int(missing)) or now_s
