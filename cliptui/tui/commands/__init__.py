"""The one table of all that can be done with keys.

The footer, the `?` screen, the palette, `cliptui keys` and the bindings of every widget are
made from it. A command that only changes the desk carries the change itself, a pure function;
every other one names an action of the screen, or of the pane that it belongs to.
"""

from typing import Final

from cliptui.tui.commands.assets import ASSETS
from cliptui.tui.commands.command import Command, Context, key_sign
from cliptui.tui.commands.everywhere import EVERYWHERE
from cliptui.tui.commands.lists import LISTS
from cliptui.tui.commands.marks import MARKS
from cliptui.tui.commands.mediaclips import MEDIACLIPS
from cliptui.tui.commands.pictures import PICTURES
from cliptui.tui.commands.playing import PLAYING
from cliptui.tui.commands.proposing import PROPOSING
from cliptui.tui.commands.saving import SAVING, TAKES
from cliptui.tui.commands.status import CLIPS, DRAFTS, STATUS
from cliptui.tui.commands.transport import TRANSPORT

__all__ = ["COMMANDS", "PANES", "Command", "Context", "command_named", "commands_of", "key_sign"]

COMMANDS: Final = (
    *EVERYWHERE, *LISTS, *ASSETS, *PLAYING, *TRANSPORT, *PICTURES, *MARKS, *PROPOSING, *SAVING,
    *TAKES, *CLIPS, *DRAFTS, *STATUS, *MEDIACLIPS
)  # fmt: skip
"""Every command, in the order of the `?` screen."""

PANES: Final = {
    Context.ASSETS: (Context.ASSETS, Context.LISTS, Context.EVERYWHERE),
    Context.VIEWER: (Context.VIEWER, Context.EVERYWHERE),
    Context.CLIPS: (Context.CLIPS, Context.LISTS, Context.EVERYWHERE),
    Context.DRAFTS: (Context.DRAFTS, Context.LISTS, Context.EVERYWHERE),
    Context.STATUS: (Context.STATUS, Context.LISTS, Context.EVERYWHERE),
}
"""The panes, and the contexts whose keys work in each."""


def commands_of(context: Context) -> tuple[Command, ...]:
    """Return the commands whose keys work in a context."""
    return tuple(command for command in COMMANDS if command.context is context)


def command_named(name: str) -> Command:
    """Return the command with this name.

    Raises:
        KeyError: There is none.
    """
    return {command.name: command for command in COMMANDS}[name]
