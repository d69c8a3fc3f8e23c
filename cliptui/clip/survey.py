"""A whole asset at a glance: pictures and colours spread over it, and where its scenes begin."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Rgb(NamedTuple):
    """A colour.

    Attributes:
        red: 0 to 255.
        green: 0 to 255.
        blue: 0 to 255.
    """

    red: int
    green: int
    blue: int


@dataclass(frozen=True, slots=True)
class Skimmed:
    """A picture that stands for a moment.

    Attributes:
        ms: When its frame starts, in milliseconds from the start of the asset; the moment itself
            where the service does not tell.
        picture: The encoded picture, PNG or JPEG.
    """

    ms: int
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Scenes:
    """Where the scenes of an asset begin.

    Attributes:
        starts_ms: The milliseconds, rounded down, in which their first frames start; ascending,
            the first one that of the asset.
        is_complete: False while this is a guess that may change.
    """

    starts_ms: tuple[int, ...]
    is_complete: bool


def moments_ms(start_ms: int, stop_ms: int, count: int) -> list[int]:
    """Return moments that are spread evenly over [start, stop), from the start on."""
    return [start_ms + (stop_ms - start_ms) * place // count for place in range(count)]
