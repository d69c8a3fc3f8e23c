"""Commands that move the playhead."""

from typing import Final

from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER

TRANSPORT: Final = (
    Command(
        "step_back", _HERE, ("left", "comma"), "Frame", "Step back one frame.", IN_VIEWER,
        edit=lambda desk: desk.stepped(-1),
    ),
    Command(
        "step_on", _HERE, ("right", "full_stop"), "Frame", "Step on one frame.",
        edit=lambda desk: desk.stepped(1),
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
)  # fmt: skip
