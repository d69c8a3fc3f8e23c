"""Which way pictures are shown, and in how many colours, by what a terminal is known by."""

from collections.abc import Mapping

import pytest

from cliptui.preview.colours import colours_by_answers, colours_by_environment
from cliptui.preview.display import Abilities, Display, Tmux, abilities, chosen
from cliptui.preview.glyphs import Blocks
from cliptui.preview.pace import FAR, NEAR, link_of
from cliptui.preview.probe import Answers

BLOCKS = [Display.HALF, Display.QUAD, Display.SEXTANT]
KITTY = Answers("kitty(0.40.0)", has_kitty=True, is_complete=True)
ITERM = Answers("iTerm2 3.5.0", has_sixel=True, is_complete=True)
FOOT = Answers("foot(1.21.0)", has_sixel=True, is_complete=True)
KONSOLE = Answers("Konsole 24.12.0", has_kitty=True, has_sixel=True, is_complete=True)
PLAIN = Answers("VTE(7600)", is_complete=True)
PASSING = Tmux(has_passthrough=True, outside="xterm-kitty", features="256,RGB,title")


def ways(answers: Answers, environ: Mapping[str, str], tmux: Tmux | None = None) -> list[Display]:
    return list(abilities(answers, environ, tmux).displays)


@pytest.mark.parametrize(
    ("answers", "environ", "tmux", "pixels"),
    [
        (KITTY, {}, None, [Display.KITTY]),
        (ITERM, {}, None, [Display.ITERM, Display.SIXEL]),
        (Answers(), {"LC_TERMINAL": "iTerm2"}, None, [Display.ITERM]),
        (FOOT, {}, None, [Display.SIXEL]),
        (KONSOLE, {}, None, [Display.SIXEL]),  # it has no placeholders
        (PLAIN, {}, None, []),
        (KITTY, {}, Tmux(outside="xterm-kitty"), []),
        (Answers("tmux 3.3a"), {}, PASSING, [Display.KITTY]),
        (Answers("tmux 3.3a"), {"LC_TERMINAL": "iTerm2"}, Tmux(has_passthrough=True), []),
        (KITTY, {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}, None, []),
    ],
)
def test_pixels_are_offered_where_they_are_known_to_work(
    answers: Answers, environ: Mapping[str, str], tmux: Tmux | None, pixels: list[Display]
) -> None:
    assert ways(answers, environ, tmux) == [*BLOCKS, *pixels, Display.OFF]


@pytest.mark.parametrize(
    ("wanted", "blocks", "can", "expected"),
    [
        ("auto", Blocks.HALF, abilities(KITTY, {}, None), Display.KITTY),
        ("auto", Blocks.HALF, abilities(ITERM, {}, None), Display.ITERM),
        ("auto", Blocks.HALF, abilities(FOOT, {}, None), Display.HALF),  # sixels do not move
        ("auto", Blocks.QUAD, abilities(PLAIN, {}, None), Display.QUAD),
        ("auto", Blocks.SEXTANT, abilities(KITTY, {}, None), Display.SEXTANT),
        ("quad", Blocks.HALF, abilities(KITTY, {}, None), Display.QUAD),
        ("kitty", Blocks.HALF, abilities(PLAIN, {}, None), Display.KITTY),  # the user knows better
        ("kitty", Blocks.HALF, abilities(KITTY, {}, Tmux()), Display.HALF),
        ("iterm", Blocks.QUAD, abilities(PLAIN, {}, PASSING), Display.QUAD),
        ("off", Blocks.HALF, abilities(KITTY, {}, None), Display.OFF),
    ],
)
def test_the_first_way_is_the_wanted_one_or_the_best_that_moves(
    wanted: str, blocks: Blocks, can: Abilities, expected: Display
) -> None:
    assert chosen(wanted, blocks, can) is expected


def test_in_a_browser_nothing_but_blocks_can_be_had() -> None:
    can = abilities(KITTY, {"TEXTUAL_DRIVER": "x:Y"}, None)
    assert [chosen(way, Blocks.HALF, can) for way in ("auto", "kitty", "iterm", "sixel")] == (
        [Display.HALF] * 4
    )


def test_the_ways_are_gone_through_round_and_round() -> None:
    can = abilities(KITTY, {}, None)
    seen = [Display.HALF]
    for _ in can.displays:
        seen.append(can.next_after(seen[-1]))
    assert seen == [*can.displays, Display.HALF]
    assert can.next_after(Display.ITERM) is Display.HALF  # one that was only asked for


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-kitty"}, "truecolor"),
        ({"TERM": "xterm-ghostty"}, "truecolor"),
        ({"TERM": "foot"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, "truecolor"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, "truecolor"),
        ({"TERM": "xterm-256color", "WT_SESSION": "x"}, "truecolor"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "truecolor"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "3400"}, None),
        ({"TERM": "xterm-256color", "VTE_VERSION": "new"}, None),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, None),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, None),
        ({"TERM": "xterm-kitty", "TEXTUAL_COLOR_SYSTEM": "256"}, None),
        ({"TERM": "tmux-256color", "TMUX": "socket,1,0", "LC_TERMINAL": "iTerm2"}, None),
    ],
)
def test_colours_are_known_by_what_ssh_hands_on(
    environ: Mapping[str, str], expected: str | None
) -> None:
    assert colours_by_environment(environ) == expected


@pytest.mark.parametrize(
    ("name", "features", "expected"),
    [
        ("kitty(0.40.0)", "", "truecolor"),
        ("WezTerm 20240203", "", "truecolor"),
        ("XTerm(390)", "", None),
        ("", "256,RGB,title", "truecolor"),
        ("", "256,title", None),
        ("", "", None),
    ],
)
def test_colours_are_known_by_what_a_terminal_or_tmux_says(
    name: str, features: str, expected: str | None
) -> None:
    assert colours_by_answers(name, features) == expected


def test_the_way_to_the_terminal_is_known_by_the_environment() -> None:
    far = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
    assert link_of({}) == NEAR
    assert link_of(far) == FAR
    near_tmux, far_tmux = link_of({"TMUX": "x"}), link_of({"TMUX": "x", **far})
    assert (near_tmux.most_frames, near_tmux.most_fps) == (2, NEAR.most_fps)
    assert (far_tmux.most_frames, far_tmux.most_fps) == (2, 12)
    assert far_tmux.start_window_bytes == FAR.start_window_bytes
