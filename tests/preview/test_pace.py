"""The pace of pictures on a link that lives in the test: rate, delay, a long queue."""

import random
from itertools import pairwise

import pytest

from cliptui.preview.meter import Meter
from cliptui.preview.pace import BLIND_FPS, FAR, SILENCE_S, Link, Pace

PATIENT = Link(start_window_bytes=16_000)


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


class Line:
    """A link with a rate, a round trip and an endless queue; its terminal answers."""

    def __init__(self, bytes_per_s: float, round_trip_s: float, *, link: Link = FAR) -> None:
        self.clock = Clock()
        self.pace = Pace(self.clock, link)
        self.sent: list[tuple[float, int]] = []
        self.queues_s: list[float] = []
        self._bytes_per_s = bytes_per_s
        self._round_trip_s = round_trip_s
        self._free_at_s = 0.0
        self._answers: list[float] = []

    def run(self, seconds: float, frame_bytes: int = 60_000, fps: float = 25.0) -> None:
        """Play: each tick of the clock offers one frame, as large as allowed."""
        ends_s = self.clock.now_s + seconds
        while self.clock.now_s < ends_s:
            self.clock.now_s += 1 / fps
            self._take_answers()
            self.queues_s.append(max(0.0, self._free_at_s - self.clock.now_s))
            allowance = self.pace.allowance()
            if allowance is not None:
                self.send(min(frame_bytes, allowance.budget_bytes))

    def send(self, bytes_count: int) -> None:
        self.sent.append((self.clock.now_s, bytes_count))
        self.pace.sent(bytes_count)
        starts_s = max(self._free_at_s, self.clock.now_s)
        self._free_at_s = starts_s + bytes_count / self._bytes_per_s
        self._answers.append(self._free_at_s + self._round_trip_s)

    def _take_answers(self) -> None:
        while self._answers and self._answers[0] <= self.clock.now_s:
            self.pace.answered(self._answers.pop(0))


def median(numbers: list[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


@pytest.mark.parametrize(
    ("bits_per_s", "least_fps"), [(1_000_000, 5), (3_000_000, 8), (10_000_000, 15)]
)
def test_a_key_never_waits_long_behind_pictures(bits_per_s: float, least_fps: float) -> None:
    line = Line(bits_per_s / 8, 0.080)
    line.pace.sent(0)  # the idle round trip, asked for before the first picture
    line._answers.append(line.clock.now_s + 0.080)
    line.run(20)
    late = [queue for at, queue in enumerate(line.queues_s) if at > len(line.queues_s) // 4]
    assert median(late) <= 0.120
    assert max(late) <= 0.4
    assert len(line.sent) / 20 >= least_fps
    # The link is used: more than a third of what it can carry.
    assert sum(size for _, size in line.sent) >= min(bits_per_s / 8 * 20 / 3, 20 * 25 * 60_000 / 3)


def test_on_the_same_machine_every_frame_is_sent_whole_from_the_start() -> None:
    line = Line(50e6, 0.001, link=Link())
    line.run(4)
    assert [size for _, size in line.sent] == [60_000] * 100


def test_the_window_recovers_when_the_link_becomes_faster() -> None:
    line = Line(125_000, 0.080)
    line.run(10)
    narrow = line.pace.window_bytes
    line._bytes_per_s = 5e6
    line.run(20)
    assert line.pace.window_bytes > 3 * narrow


@pytest.mark.parametrize("most_frames", [1, 2, 3])
def test_no_more_frames_are_under_way_than_may_be(most_frames: int) -> None:
    clock = Clock()
    pace = Pace(clock, Link(most_frames=most_frames))
    sent = 0
    for _ in range(10):
        clock.now_s += 0.05
        if pace.allowance() is not None:
            pace.sent(1000)
            sent += 1
    assert sent == most_frames
    pace.answered()
    assert pace.allowance() is not None


def test_no_more_bytes_are_under_way_than_the_window() -> None:
    clock = Clock()
    pace = Pace(clock, PATIENT)
    under_way = 0
    while (allowance := pace.allowance()) is not None:
        pace.sent(allowance.budget_bytes)
        under_way += allowance.budget_bytes
        clock.now_s += 0.05
    assert under_way <= 16_000


def times_sent(pace: Pace, clock: Clock, seconds: float) -> list[float]:
    """Return when frames could be sent, asking as often as the pace says."""
    times, ends_s = [], clock.now_s + seconds
    while clock.now_s < ends_s:
        if pace.allowance() is not None:
            pace.sent(1000)
            times.append(clock.now_s)
        clock.now_s += max(pace.wait_s(), 0.001)
    return times


def test_a_terminal_that_never_answers_gets_four_frames_a_second() -> None:
    clock = Clock()
    pace = Pace(clock, FAR)
    start_s = clock.now_s
    times = times_sent(pace, clock, 12)
    blind = [at for at in times if at >= start_s + SILENCE_S + 0.01]
    gaps = [later - at for at, later in pairwise(blind)]
    assert gaps == pytest.approx([1 / BLIND_FPS] * len(gaps), abs=0.01)
    assert len(times) - len(blind) <= 4


def test_a_terminal_that_answers_late_is_paced_by_its_answers_from_then_on() -> None:
    clock = Clock()
    pace = Pace(clock, FAR)
    times_sent(pace, clock, 6)
    pace.answered()
    assert pace.answers
    clock.now_s += 0.05
    assert pace.allowance() is not None


def test_before_a_terminal_that_stalls_frames_do_not_pile_up() -> None:
    clock = Clock()
    pace = Pace(clock, FAR)
    pace.sent(0)
    clock.now_s += 0.01
    pace.answered()
    assert len(times_sent(pace, clock, 60)) <= 9
    pace.answered()
    clock.now_s += 0.05
    assert pace.allowance() is not None


def test_the_fastest_rate_of_a_link_is_never_exceeded() -> None:
    line = Line(50e6, 0.001, link=Link(most_fps=12))
    line.run(5, frame_bytes=500, fps=100)
    assert 10 <= len(line.sent) / 5 <= 12.2


@pytest.mark.parametrize("most_bytes_per_s", [200, 2_000, 20_000, 200_000])
def test_a_cap_is_kept_over_any_two_seconds(most_bytes_per_s: int) -> None:
    clock, chance = Clock(), random.Random(7)  # noqa: S311  no secret
    pace = Pace(clock, Link(), most_bytes_per_s)
    sent: list[tuple[float, int]] = []
    for _ in range(2000):
        clock.now_s += chance.uniform(0.001, 0.05)
        allowance = pace.allowance()
        if allowance is not None:
            size = chance.randint(0, allowance.limit_bytes)
            pace.sent(size)
            pace.answered()
            sent.append((clock.now_s, size))
    for start_s, _ in sent:
        within = sum(size for at_s, size in sent if start_s <= at_s < start_s + 2)
        assert within <= 2 * most_bytes_per_s
    total_s = sent[-1][0] - sent[0][0]
    assert sum(size for _, size in sent) >= 0.3 * most_bytes_per_s * total_s


def test_a_frame_that_cannot_be_smaller_is_told_when_the_cap_has_room_for_it() -> None:
    clock = Clock()
    pace = Pace(clock, Link(), 10_000)
    assert pace.room_in_s(15_000) == 0
    pace.sent(15_000)
    clock.now_s += 0.5
    assert pace.room_in_s(5_000) == 0
    assert pace.room_in_s(15_000) == pytest.approx(1.5)
    assert pace.room_in_s(20_001) == float("inf")
    assert Pace(clock).room_in_s(10**9) == 0


def test_the_figures_are_those_of_the_last_two_seconds() -> None:
    meter = Meter()
    for at_s in (0.0, 1.0, 1.5, 2.5):
        meter.count(at_s, 3000)
    assert str(meter.figures(2.9)) == "2 fps 4 kB/s"
    assert str(meter.figures(9)) == "0 fps 0 kB/s"


def test_after_the_terminal_was_away_nothing_is_waited_for() -> None:
    clock = Clock()
    pace = Pace(clock, Link(most_frames=1))
    pace.sent(1000)
    clock.now_s += 0.1
    assert pace.allowance() is None
    pace.forget()
    assert pace.allowance() is not None
