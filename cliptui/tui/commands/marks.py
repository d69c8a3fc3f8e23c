"""Commands that mark and save."""

from typing import Final

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
    Command("save", _HERE, ("s",), "Save", "Save the clip's draft at once.", IN_VIEWER),
)  # fmt: skip
