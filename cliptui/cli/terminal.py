"""Getting to know the terminal while Textual is loaded, before the screen takes it over."""

import subprocess
import sys
import time
from collections.abc import MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING, Final

from cliptui.cli.options import Wishes
from cliptui.preview.colours import TEXTUAL_VARIABLE, colours_by_answers, colours_by_environment
from cliptui.preview.display import Display, Tmux, abilities, chosen
from cliptui.preview.pace import Pace, link_of
from cliptui.preview.probe import Answers, Asked
from cliptui.preview.terminal import cell_aspect

if TYPE_CHECKING:
    from cliptui.tui.sight import Sight

_NEAR_PATIENCE_S: Final = 0.1
_FAR_PATIENCE_S: Final = 0.3
_TMUX_PATIENCE_S: Final = 0.5
_TMUX_QUESTION: Final = "#{allow-passthrough}\t#{client_termname}\t#{client_termfeatures}"
_PASSING: Final = ("on", "all", "1", "2")
_COLOR_VARIABLE: Final = "COLORTERM"


def get_to_know(asked: Asked, wishes: Wishes, environ: MutableMapping[str, str]) -> "Sight":
    """Load the screen while the terminal answers, and return what is known of it then.

    Args:
        asked: The terminal, asked just now.
        wishes: How the user wants pictures.
        environ: The environment; Textual and Rich read the colours from it that are found out.
    """
    found = colours_by_environment(environ)
    if found is not None:
        environ[TEXTUAL_VARIABLE] = found
    tmux = _AskedTmux() if "TMUX" in environ else None
    sight = import_module("cliptui.tui.sight")
    import_module("cliptui.tui.app")
    is_far = "SSH_CONNECTION" in environ
    answers = asked.answers(_FAR_PATIENCE_S if is_far else _NEAR_PATIENCE_S)
    told = tmux.answer() if tmux is not None else None
    _set_colours(answers, told, environ)
    can = abilities(answers, environ, told)
    terminal = sys.__stdout__.fileno() if sys.__stdout__ is not None else -1
    made: Sight = sight.Sight(
        way=chosen(wishes.preview, Display(wishes.blocks).blocks, can),
        can=can,
        cell_aspect=cell_aspect(terminal, answers.cell_px),
        cell_px=answers.cell_px or sight.USUAL_CELL_PX,
        pace=Pace(time.monotonic, link_of(environ), wishes.max_rate),
    )
    return made


def ask(environ: MutableMapping[str, str]) -> Asked:
    """Ask the terminal what it is, unless Textual serves a browser."""
    if "TEXTUAL_DRIVER" in environ:
        return Asked()
    return Asked.ask(sys.stdin.fileno(), sys.stdout.fileno(), environ)


def _set_colours(answers: Answers, tmux: Tmux | None, environ: MutableMapping[str, str]) -> None:
    """Tell Rich of colours that only the terminal knew of; it looks when the app is made."""
    if environ.get("NO_COLOR") or environ.get(TEXTUAL_VARIABLE):
        return
    found = colours_by_answers("" if tmux else answers.name, tmux.features if tmux else "")
    if found is not None:
        environ[_COLOR_VARIABLE] = found


class _AskedTmux:
    """tmux, asked what the terminal outside can do; it answers while other things are done."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603  nothing in it comes from outside
                ["tmux", "display-message", "-p", _TMUX_QUESTION],  # noqa: S607  wherever it is
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        except OSError:
            return  # the variable is left from elsewhere, as inside a container

    def answer(self) -> Tmux:
        """Return what it says; nothing if it cannot be asked."""
        if self._process is None:
            return Tmux()
        try:
            told, _ = self._process.communicate(timeout=_TMUX_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            return Tmux()
        passthrough, _, names = told.strip("\n").partition("\t")
        outside, _, features = names.partition("\t")
        return Tmux(passthrough in _PASSING, outside, features)
