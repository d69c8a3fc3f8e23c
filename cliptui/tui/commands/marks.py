"""Commands that mark."""

from typing import Final

from cliptui.clip import marking, visiting
from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER

MARKS: Final = (
    Command(
        "mark_in", _HERE, ("i",), "In", "The clip starts with this frame.", IN_VIEWER,
        edit=lambda desk: desk.with_in(desk.playhead),
    ),
    Command(
        "mark_out", _HERE, ("o",), "Out", "The clip ends with this frame.", IN_VIEWER,
        edit=lambda desk: desk.with_out_after(desk.playhead),
    ),
    Command("go_to_in", _HERE, ("I",), "To in", "Go to the in point.", edit=visiting.at_in),
    Command("go_to_out", _HERE, ("O",), "To out", "Go to the out point.", edit=visiting.at_out),
    Command(
        "mark_here", _HERE, ("x",), "Mark", "Mark what lies between the points around here.",
        edit=marking.marked_between_points,
    ),
    Command(
        "quick_clip", _HERE, ("Q",), "Quick clip", "Mark five seconds before and after this frame.",
        edit=marking.quick_clip,
    ),
    Command(
        "start_another", _HERE, ("E",), "Another", "Start another selection with this frame.",
        edit=marking.started,
    ),
    Command(
        "split", _HERE, ("R",), "Split", "Split the selection before this frame.",
        edit=marking.split,
    ),
    Command(
        "clear", _HERE, ("X",), "Clear", "Take the current selection away.",
        edit=marking.cleared,
    ),
    Command(
        "in_earlier", _HERE, ("left_square_bracket",), "In -1", "Move the in point back a frame.",
        edit=lambda desk: marking.nudged_in(desk, -1),
    ),
    Command(
        "in_later", _HERE, ("right_square_bracket",), "In +1", "Move the in point on a frame.",
        edit=lambda desk: marking.nudged_in(desk, 1),
    ),
    Command(
        "out_earlier", _HERE, ("left_curly_bracket",), "Out -1", "Move the out point back a frame.",
        edit=lambda desk: marking.nudged_out(desk, -1),
    ),
    Command(
        "out_later", _HERE, ("right_curly_bracket",), "Out +1", "Move the out point on a frame.",
        edit=lambda desk: marking.nudged_out(desk, 1),
    ),
    Command(
        "trim", _HERE, ("t",), "Trim", "Have the arrows move in, then out, then neither.",
        edit=marking.next_trim,
    ),
    Command(
        "previous_take", _HERE, ("left_parenthesis", "pageup"), "Selection",
        "Go to the selection before.",
        edit=lambda desk: visiting.at_selection_beside(desk, -1),
    ),
    Command(
        "next_take", _HERE, ("right_parenthesis", "pagedown"), "Selection",
        "Go to the selection behind.",
        edit=lambda desk: visiting.at_selection_beside(desk, 1),
    ),
    Command("list_takes", _HERE, ("L",), "Selections", "List the selections of this asset."),
    Command("title", _HERE, ("enter",), "Title", "Give the current selection a title."),
    Command(
        "marker", _HERE, ("m",), "Marker", "Put a marker on this frame, or take it away.",
        edit=marking.marker_toggled,
    ),
    Command("label_marker", _HERE, ("M",), "Label", "Say something of this frame on a marker."),
    Command(
        "next_suggestion", _HERE, ("n",), "Suggestion", "Go to the next suggested clip.",
        edit=visiting.at_next_suggestion,
    ),
    Command(
        "previous_suggestion", _HERE, ("N",), "Suggestion", "Go to the suggested clip before.",
        edit=visiting.at_previous_suggestion,
    ),
    Command(
        "accept_suggestion", _HERE, ("a",), "Accept", "Mark the suggested clip that is here.",
        edit=visiting.suggestion_accepted,
    ),
    Command("tell_rate", _HERE, ("T",), "Rate", "Tell the frame rate of an asset shown with ~."),
)  # fmt: skip
