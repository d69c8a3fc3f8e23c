"""Commands that move the playhead."""

from typing import Final

from cliptui.clip import visiting
from cliptui.clip.marking import arrowed
from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER

TRANSPORT: Final = (
    Command(
        "step_back", _HERE, ("left", "comma"), "Frame",
        "Step back one frame, or move the trimmed edge.", IN_VIEWER,
        edit=lambda desk: arrowed(desk, -1),
    ),
    Command(
        "step_on", _HERE, ("right", "full_stop"), "Frame",
        "Step on one frame, or move the trimmed edge.",
        edit=lambda desk: arrowed(desk, 1),
    ),
    Command(
        "second_back", _HERE, ("less_than_sign", "shift+left"), "-1 s", "Step back one second.",
        edit=lambda desk: desk.stepped_seconds(-1),
    ),
    Command(
        "second_on", _HERE, ("greater_than_sign", "shift+right"), "+1 s", "Step on one second.",
        edit=lambda desk: desk.stepped_seconds(1),
    ),
    Command(
        "ten_back", _HERE, ("b",), "-10 s", "Step back ten seconds.",
        edit=lambda desk: desk.stepped_seconds(-10),
    ),
    Command(
        "ten_on", _HERE, ("w",), "+10 s", "Step on ten seconds.",
        edit=lambda desk: desk.stepped_seconds(10),
    ),
    Command(
        "minute_back", _HERE, ("B",), "-1 min", "Step back one minute.",
        edit=lambda desk: desk.stepped_seconds(-60),
    ),
    Command(
        "minute_on", _HERE, ("W",), "+1 min", "Step on one minute.",
        edit=lambda desk: desk.stepped_seconds(60),
    ),
    Command(
        "previous_point", _HERE, ("up",), "Point",
        "Go back to an edge, a marker or a break.",
        edit=visiting.at_previous_point,
    ),
    Command(
        "next_point", _HERE, ("down",), "Point", "Go on to the next of these.",
        edit=visiting.at_next_point,
    ),
    Command(
        "to_start", _HERE, ("home",), "Start", "Go to the first frame.",
        edit=lambda desk: desk.moved_to(0),
    ),
    Command(
        "to_end", _HERE, ("end",), "End", "Go to the last frame.",
        edit=lambda desk: desk.moved_to(desk.last_frame),
    ),
    Command("enter_time", _HERE, ("g", "equals_sign"), "Time", "Type a timecode to go to."),
    Command(
        "enter_digit", _HERE, (*"0123456789", "plus", "minus"), "Time",
        "Type a timecode, or with + and - a step.", takes_key=True,
    ),
    Command("zoom_in", _HERE, ("z",), "Zoom", "Show a shorter stretch of the timeline."),
    Command("zoom_out", _HERE, ("Z",), "Widen", "Show a longer stretch of the timeline."),
)  # fmt: skip
