"""The bindings of the panes and the entries of the palette, from the one table."""

from typing import Final, Protocol, runtime_checkable

from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType
from textual.widget import Widget

from cliptui.tui.commands import (
    COMMANDS,
    PANES,
    Command,
    Context,
    commands_of,
    key_sign,
)
from cliptui.tui.keymap import Keymap
from cliptui.tui.widgets.rows import Rows

_APP_ACTIONS: Final = {
    "palette": "app.command_palette",
    "suspend": "app.suspend_process",
    "leave": "app.quit",
    "choose_place": "app.choose_place",
    "show_mediaclips": "app.show_mediaclips",
    "show_keys": "app.show_keys",
    "show_log": "app.show_log",
    "next_theme": "app.next_theme",
}
"""Commands that the app carries out."""


_OF_PANES: Final = frozenset(
    {
        Context.LISTS,
        Context.VIEWER,
        Context.TAKES,
        Context.CLIPS,
        Context.DRAFTS,
        Context.STATUS,
        Context.MEDIACLIPS,
    }
)
"""Contexts whose actions are those of the pane that has the focus, not of the screen."""


_IDS: Final = {
    Context.ASSETS: "assets",
    Context.VIEWER: "viewer",
    Context.CLIPS: "clips",
    Context.DRAFTS: "drafts",
    Context.STATUS: "status",
}
"""The identifiers of the panes."""


_LYING_OVER: Final = frozenset({Context.TAKES, Context.MEDIACLIPS})
"""Contexts of what lies over the desk, and is not there as a rule."""


def bindings_of(pane: Context, *more: Context) -> list[BindingType]:
    """Return the bindings that work in a pane: its own, those of `more`, and everywhere's.

    Args:
        pane: The pane, whose footer shows eight of them.
        more: Contexts that it shares with other panes.
    """
    return bindings_in(pane, *more, Context.EVERYWHERE)


def bindings_in(pane: Context, *more: Context) -> list[BindingType]:
    """Return the bindings of some contexts alone, for what lies over the screen."""
    commands = [command for context in (pane, *more) for command in commands_of(context)]
    return [binding for command in commands for binding in _bindings(command, pane)]


def contexts_at(focused: Widget | None) -> tuple[Context, ...]:
    """Return the contexts whose keys work in the pane that has the focus; none for any other."""
    return next((PANES[pane] for pane, name in _IDS.items() if focused and focused.id == name), ())


def action_of(command: Command, key: str = "") -> str:
    """Return what Textual runs for a command.

    Args:
        command: The command.
        key: The key that was pressed, for a command that is told it.
    """
    if command.name in _APP_ACTIONS:
        return _APP_ACTIONS[command.name]
    owner = "" if command.context in _OF_PANES else "screen."
    if command.edit is not None:
        return f"{owner}edit('{command.name}')"
    if command.takes_key:
        return f"{owner}{command.name}('{key_sign(key)}')"
    return f"{owner}{command.name}"


def _bindings(command: Command, pane: Context) -> list[Binding]:
    return [
        Binding(
            key,
            action_of(command, key),
            command.label,
            show=pane in command.footer and number == 0,
            key_display=key_sign(key),
            tooltip=command.sentence,
            id=None if command.takes_key else command.name,
        )
        for number, key in enumerate(command.keys)
    ]


@runtime_checkable
class HasKeymap(Protocol):
    """An app whose user can have keys of their own."""

    @property
    def keymap(self) -> Keymap:
        """The keys of the commands."""


class CommandProvider(Provider):
    """Offers every command of the table in the palette."""

    async def discover(self) -> Hits:
        """Offer all of them while nothing is typed."""
        for command in self._offered():
            yield DiscoveryHit(_title(command), self._runner(command), help=self._keys(command))

    async def search(self, query: str) -> Hits:
        """Offer those whose label or sentence matches what is typed."""
        matcher = self.matcher(query)
        for command in self._offered():
            title = _title(command)
            score = matcher.match(title)
            if score > 0:
                yield Hit(
                    score, matcher.highlight(title), self._runner(command), help=self._keys(command)
                )

    def _keys(self, command: Command) -> str:
        app = self.app
        return app.keymap.shown(command) if isinstance(app, HasKeymap) else command.keys_shown

    def _offered(self) -> list[Command]:
        return [c for c in COMMANDS if not c.takes_key and c.context not in _LYING_OVER]

    def _runner(self, command: Command) -> IgnoreReturnCallbackType:
        app = self.app
        desk = app.screen_stack[0]  # whatever lies over it

        async def run() -> None:
            focused = desk.focused
            pane = _IDS.get(command.context) if command.context in _OF_PANES else None
            if command.context is Context.LISTS:
                pane = focused.id if isinstance(focused, Rows) else "assets"
            namespace = desk.query_one(f"#{pane}") if pane else desk
            await app.run_action(action_of(command), namespace)

        return run


def _title(command: Command) -> str:
    return f"{command.label}: {command.sentence}"
