"""What a user likes: keys and colours."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cliptui.tui.keymap import Keymap

_WELCOME: Final = "Welcome! Enter opens an asset, i and o mark it, s saves the clip. ? shows all."


def _forget(theme: str) -> None:
    del theme


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a user has chosen, and where the next choice is kept.

    Attributes:
        keymap: The keys of the commands.
        theme: The colours, by the name that a user sees; an unknown one counts as the usual.
        keep_theme: Keeps a choice of colours for the next start.
        is_first_run: Whether cliptui was never used here before.
    """

    keymap: Keymap = field(default_factory=Keymap)
    theme: str = ""
    keep_theme: Callable[[str], None] = _forget
    is_first_run: bool = False

    @property
    def welcome(self) -> str:
        """What is said at the first start; empty later."""
        return _WELCOME if self.is_first_run else ""
