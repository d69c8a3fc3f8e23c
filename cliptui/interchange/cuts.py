"""A list of cuts as all formats know it, and the seconds in which most of them count."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cliptui.clip.selection import Selection
from cliptui.clip.sheet import Marker
from cliptui.clip.text import clean
from cliptui.clip.timing import Timing
from cliptui.errors import BadCutList, BadSelection

_MS_PER_S: Final = 1000
_DECIMALS: Final = 6
_OVERHANG_S: Final = 1
"""How far an end may lie behind the last frame: sound is often a little longer than pictures."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A range of frames with a name.

    Attributes:
        selection: The frames.
        title: What it is called, made clean; empty if it is not.
    """

    selection: Selection
    title: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", clean(self.title).strip())


@dataclass(frozen=True, slots=True)
class CutList:
    """What is to be told of an asset to another program.

    Attributes:
        name: What the asset is called, made clean.
        media: The file that the other program knows it by, a name or a path, exactly as it is.
        timing: When its frames are shown.
        cuts: The cuts, in the order in which they shall be told.
        markers: Markers; formats that know none leave them out.

    Raises:
        BadSelection: A cut goes beyond the end of the asset.
    """

    name: str
    media: str
    timing: Timing
    cuts: tuple[Cut, ...]
    markers: tuple[Marker, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", clean(self.name).strip())
        last = max((cut.selection.out_frame for cut in self.cuts), default=0)
        if last > self.timing.frame_count:
            end = self.timing.label(self.timing.frame_count)
            raise BadSelection(f"OUT lies behind the end of “{self.name}”, which is {end}.")

    @property
    def in_time(self) -> tuple[Cut, ...]:
        """The cuts in the order of the asset's time, a longer one before what it holds."""
        return tuple(
            sorted(self.cuts, key=lambda cut: (cut.selection.in_frame, -cut.selection.out_frame))
        )

    @property
    def media_name(self) -> str:
        """The name of the file without the folders that it is in."""
        return self.media.rpartition("/")[2]


def title_or_number(cut: Cut, number: int) -> str:
    """Return the title of a cut, or `Clip 3` for formats in which each must have one."""
    return cut.title or f"Clip {number}"


def seconds_text(seconds: Fraction) -> str:
    """Write a time in seconds, to the microsecond, without zeros at the end: `12.178833`.

    This names the frame for readers who round as for those who compare: a frame lasts thousands
    of microseconds.
    """
    whole, decimals = divmod(round(seconds * 10**_DECIMALS), 10**_DECIMALS)
    return f"{whole}.{decimals:0{_DECIMALS}d}".rstrip("0").rstrip(".")


def boundary_at(seconds: Fraction, timing: Timing) -> int:
    """Return the boundary nearest to a time that another program wrote.

    Args:
        seconds: The time, from the start of the asset.
        timing: When its frames are shown.

    Raises:
        BadCutList: It lies outside the asset, by more than sound may be longer than pictures.
    """
    if not 0 <= seconds <= timing.seconds_at(timing.frame_count) + _OVERHANG_S:
        raise BadCutList(
            f"{seconds_text(seconds)} s is outside the asset, "
            f"whose end is {seconds_text(timing.seconds_at(timing.frame_count))} s."
        )
    return timing.boundary_near(seconds * _MS_PER_S)
