"""The one table of commands: what it holds, and that everything is made from it."""

import re
from pathlib import Path

import pytest
from textual.binding import Binding

from cliptui.tui.app import ClipApp
from cliptui.tui.bindings import action_of, bindings_of
from cliptui.tui.commands import COMMANDS, PANES, Command, Context, commands_of, key_sign
from cliptui.tui.keymap import NEVER
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.screens.mediaclips import MediaClipsScreen
from cliptui.tui.screens.takes import TakesList
from cliptui.tui.widgets.clips import ClipsPane
from cliptui.tui.widgets.drafts import DraftsPane
from cliptui.tui.widgets.rows import Rows
from cliptui.tui.widgets.status import StatusPane
from cliptui.tui.widgets.viewer import Viewer

POP_UPS = {
    Context.TAKES: (Context.TAKES, Context.LISTS),
    Context.MEDIACLIPS: (Context.MEDIACLIPS, Context.LISTS),
}


def test_every_command_has_a_name_of_its_own() -> None:
    names = [command.name for command in COMMANDS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("pane", [*PANES, *POP_UPS])
def test_in_a_pane_every_key_means_one_thing(pane: Context) -> None:
    contexts = (PANES | POP_UPS)[pane]
    keys = [key for context in contexts for c in commands_of(context) for key in c.keys]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("pane", PANES)
def test_the_footer_of_a_pane_shows_eight_commands(pane: Context) -> None:
    bindings = bindings_of(pane, *PANES[pane][1:-1])
    shown = [b for b in bindings if isinstance(b, Binding) and b.show]
    assert len(shown) == 8


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_can_be_reached_by_an_unmodified_key_or_the_palette(
    command: Command,
) -> None:
    in_palette = not command.takes_key
    assert in_palette or any("+" not in key for key in command.keys)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_command_has_a_key_that_does_not_come_through(command: Command) -> None:
    assert set() == NEVER & set(command.keys)
    assert not any(key.startswith("alt+") for key in command.keys)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_an_action_that_exists(command: Command) -> None:
    action = action_of(command, "1").partition("(")[0]
    owner, _, name = action.rpartition(".")
    panes: dict[Context, type] = {
        Context.VIEWER: Viewer,
        Context.TAKES: TakesList,
        Context.MEDIACLIPS: MediaClipsScreen,
        Context.CLIPS: ClipsPane,
        Context.DRAFTS: DraftsPane,
        Context.STATUS: StatusPane,
    }
    holder = {"screen": DeskScreen, "": panes.get(command.context, Rows), "app": ClipApp}[owner]
    assert hasattr(holder, f"action_{name}")


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    assert [c.name for c in COMMANDS if not (c.sentence.endswith(".") and c.label)] == []


def test_keys_are_shown_as_people_know_them() -> None:
    assert [key_sign(key) for key in ("left", "shift+left", "ctrl+p", "question_mark", "g")] == [
        "←",
        "⇧←",
        "^p",
        "?",
        "g",
    ]


README = Path(__file__).parents[2] / "README.md"
AS_EVERYWHERE = {"page_up", "page_down", "redraw", "suspend"}
"""Commands whose keys are those of any list or any program in a terminal."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_readme_names_a_key_of_every_command(command: Command) -> None:
    chapter = README.read_text("utf-8").partition("\n## Keys\n")[2].partition("\n## ")[0]
    told = set(re.findall(r"`([^`\s]+)`", chapter)) | {"⏎"} | set("0123456789")
    keys = {key_sign(key) for key in command.keys}
    assert command.name in AS_EVERYWHERE or keys & told
