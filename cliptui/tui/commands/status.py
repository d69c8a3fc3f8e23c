"""Commands of the status pane."""

from typing import Final

from cliptui.tui.commands.command import IN_STATUS, Command, Context

_HERE: Final = Context.STATUS

STATUS: Final = (
    Command("open_clip", _HERE, ("enter", "l"), "Open", "Open the finished clip.", IN_STATUS),
    Command(
        "convert", _HERE, ("C",), "Convert", "Have a saved draft cut, where one must ask.",
        IN_STATUS,
    ),
    Command(
        "register_clip", _HERE, ("M",), "Mediaclip", "Make a mediaclip of the finished clip.",
    ),
)  # fmt: skip
