"""The sound of the demo library: plucked strings in a loop and a beep at each hard cut.

Owns: tunes and their samples, computed with the standard library alone.
Does not own: encoding. Imported by: ``make_demo``.
"""

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

FULL_SCALE = 32767
BEEP_HZ = 1000
BEEP_S = 0.06


@dataclass(frozen=True, slots=True)
class Tune:
    """A melody that repeats until the clip ends.

    Attributes:
        root_hz: Pitch of step 0.
        beat_s: Seconds from one note to the next.
        steps: Semitones above the root, one per beat; None is a rest.
        ring_s: Seconds until a string has faded to a third.
        bright: Share 0..1 of the overtones.
    """

    root_hz: float
    beat_s: float
    steps: tuple[int | None, ...]
    ring_s: float
    bright: float


def pluck(pitch_hz: float, tune: Tune, rate_hz: int) -> list[float]:
    """Compute one note as samples between -1 and 1."""
    turn = math.tau * pitch_hz / rate_hz
    fade = 1 / (tune.ring_s * rate_hz)
    attack = 0.004 * rate_hz
    return [
        min(1.0, n / attack)
        * math.exp(-n * fade)
        * (
            math.sin(n * turn)
            + tune.bright * (math.sin(2 * n * turn) + 0.5 * math.sin(3 * n * turn))
        )
        for n in range(round(4 * tune.ring_s * rate_hz))
    ]


def loop(tune: Tune, rate_hz: int) -> "array[int]":
    """Play the tune once; notes still ringing at the end sound on into the next round."""
    beat = round(tune.beat_s * rate_hz)
    mixed = [0.0] * (beat * len(tune.steps))
    played = {step for step in tune.steps if step is not None}
    notes: dict[int | None, list[float]] = {
        step: pluck(tune.root_hz * 2 ** (step / 12), tune, rate_hz) for step in played
    }
    for place, step in enumerate(tune.steps):
        for n, value in enumerate(notes.get(step, ()), place * beat):
            mixed[n % len(mixed)] += value
    loudest = max(map(abs, mixed))
    return array("h", (round(0.35 * FULL_SCALE * value / loudest) for value in mixed))


def samples(tune: Tune, rate_hz: int, length_s: float, cuts_s: Sequence[float]) -> "array[int]":
    """Compute the whole sound of a clip.

    Args:
        tune: What is played.
        rate_hz: Samples per second.
        length_s: Seconds of sound.
        cuts_s: Where to beep, in seconds.

    Returns:
        16 bit mono samples.
    """
    count = round(length_s * rate_hz)
    once = loop(tune, rate_hz)
    sound = (once * (count // len(once) + 1))[:count]
    for cut_s in cuts_s:
        start = round(cut_s * rate_hz)
        for n in range(min(round(BEEP_S * rate_hz), count - start)):
            sound[start + n] = round(0.4 * FULL_SCALE * math.sin(math.tau * BEEP_HZ * n / rate_hz))
    return sound
