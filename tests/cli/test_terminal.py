"""Getting to know the terminal: what tmux and a browser change."""

from pathlib import Path

import pytest

from cliptui.cli.options import Wishes
from cliptui.cli.terminal import ask, get_to_know
from cliptui.preview.display import Display
from cliptui.preview.probe import Answers, Asked


@pytest.fixture
def tmux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a program called tmux, the only one that is found; it is written by the test."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path / "tmux"


def says(tmux: Path, text: str) -> None:
    tmux.write_text(f"#!/bin/sh\nprintf '{text}\\n'\n")
    tmux.chmod(0o755)


@pytest.mark.parametrize(
    ("text", "first", "colours"),
    [
        ("on\\txterm-kitty\\t256,RGB,title", Display.KITTY, "truecolor"),
        ("all\\txterm-ghostty\\tRGB", Display.KITTY, "truecolor"),
        ("off\\txterm-kitty\\t256,RGB", Display.HALF, "truecolor"),
        ("0\\txterm-256color\\t256,title", Display.HALF, None),
        ("", Display.HALF, None),
    ],
)
def test_tmux_tells_of_the_terminal_outside(
    tmux: Path, text: str, first: Display, colours: str | None
) -> None:
    says(tmux, text)
    environ = {"TMUX": "socket,1,0", "TERM": "tmux-256color"}
    sight = get_to_know(Asked(), Wishes(), environ)
    assert (sight.way, sight.can.in_tmux) == (first, True)
    assert environ.get("COLORTERM") == colours


@pytest.mark.usefixtures("tmux")
def test_a_tmux_that_is_not_there_is_taken_for_one_that_can_nothing() -> None:
    environ = {"TMUX": "socket,1,0", "TERM": "tmux-256color"}
    assert get_to_know(Asked(), Wishes("kitty", "quad"), environ).way is Display.QUAD


def test_a_browser_is_asked_nothing_and_gets_blocks() -> None:
    environ = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver", "TERM": "xterm-kitty"}
    asked = ask(environ)
    assert asked.answers(0) == Answers()
    assert get_to_know(asked, Wishes("kitty"), environ).way is Display.HALF


def test_the_cap_and_the_blocks_are_those_of_the_command_line() -> None:
    sight = get_to_know(Asked(), Wishes("auto", "sextant", 10_000), {"TERM": "xterm"})
    assert sight.way is Display.SEXTANT
    assert sight.pace.room_in_s(20_001) == float("inf")
    assert sight.pace.room_in_s(20_000) == 0
