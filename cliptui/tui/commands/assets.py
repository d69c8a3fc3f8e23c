"""Commands of the list of assets."""

from typing import Final

from cliptui.tui.commands.command import IN_ASSETS, Command, Context

_HERE: Final = Context.ASSETS

ASSETS: Final = (
    Command("open", _HERE, ("enter", "l"), "Open", "Open the asset.", IN_ASSETS),
    Command("sort", _HERE, ("S",), "Sort", "Sort: newest, name, longest, oldest."),
    Command("save_selected", _HERE, ("s",), "Save", "Save all that is marked on chosen assets."),
)
