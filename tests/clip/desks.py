"""Desks to try things on, and desks that hypothesis has worked at."""

from collections.abc import Callable
from fractions import Fraction
from functools import partial

from hypothesis import strategies as st

from cliptui.clip import marking, visiting
from cliptui.clip.asset import Asset, AssetState
from cliptui.clip.desk import Desk
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import BadSelection
from tests.clip.rates import RATE_25

FRAME_COUNT = 400
ASSET = Asset("a1", "Easel", 16.0, AssetState.READY)
FRESH = Desk(ASSET, ConstantTiming(RATE_25, FRAME_COUNT))

Act = Callable[[Desk], Desk]

some_frames = st.integers(0, FRAME_COUNT - 1)
titles = st.text("abc é{}\"'\\,", max_size=8)


def _go(frame: int) -> Act:
    return lambda desk: desk.moved_to(frame)


def _titled(title: str) -> Act:
    return lambda desk: marking.titled(desk, title)


def _labelled(label: str) -> Act:
    return lambda desk: marking.marker_labelled(desk, label)


acts: st.SearchStrategy[Act] = st.one_of(
    some_frames.map(_go),
    titles.map(_titled),
    titles.map(_labelled),
    st.sampled_from(
        [
            lambda desk: desk.with_in(desk.playhead),
            lambda desk: desk.with_out_after(desk.playhead),
            Desk.undone,
            Desk.redone,
            marking.cleared,
            marking.next_trim,
            marking.marker_toggled,
            marking.marked_between_points,
            partial(marking.quick_clip, before_s=Fraction(1)),
            partial(marking.arrowed, frames=3),
            partial(marking.nudged_in, frames=-1),
            partial(marking.nudged_out, frames=1),
            visiting.at_in,
            visiting.at_out,
            partial(visiting.at_selection_beside, steps=1),
            partial(visiting.at_selection_beside, steps=-1),
            visiting.at_next_point,
            visiting.at_previous_point,
        ]
    ),
)


def done(desk: Desk, act: Act) -> Desk:
    """Do an act, or nothing where it is refused."""
    try:
        return act(desk)
    except BadSelection:
        return desk


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Draw a desk at which somebody has worked for a while."""
    desk = FRESH
    for act in draw(st.lists(acts, max_size=25)):
        desk = done(desk, act)
    return desk
