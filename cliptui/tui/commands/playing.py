"""Commands that play."""

from typing import Final

from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER

PLAYING: Final = (
    Command("play", _HERE, ("space",), "Play", "Play, or stop.", IN_VIEWER),
    Command(
        "shuttle_back", _HERE, ("j",), "Back", "Play backwards; again is ×2, ×4, ×8.",
    ),
    Command("stop", _HERE, ("k",), "Stop", "Stop on the frame that is shown."),
    Command("shuttle_on", _HERE, ("l",), "On", "Play forwards; again is ×2, ×4, ×8."),
    Command("play_clip", _HERE, ("p",), "Play clip", "Play from in to out, once."),
    Command("loop_clip", _HERE, ("P",), "Loop clip", "Play from in to out, over and over."),
)  # fmt: skip
