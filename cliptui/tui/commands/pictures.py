"""Commands that show more than the one picture, or put it away."""

from typing import Final

from cliptui.tui.commands.command import IN_VIEWER, Command, Context

_HERE: Final = Context.VIEWER

PICTURES: Final = (
    Command(
        "filmstrip", _HERE, ("h",), "Jump",
        "Jump by letters; deeper with each, ⌫ goes up.", IN_VIEWER,
    ),
    Command(
        "pick_frame", _HERE, ("semicolon",), "Frames", "Choose among the frames of this second.",
    ),
    Command(
        "compare", _HERE, ("v",), "Compare",
        "Show in, out, and the frame that is cut off.",
    ),
    Command("fill", _HERE, ("f",), "Full", "Let the picture fill the screen, or not."),
    Command(
        "copy_frame", _HERE, ("c",), "PNG", "Write this frame to a PNG file in this folder.",
    ),
)  # fmt: skip
