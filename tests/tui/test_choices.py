"""Colours, the log of messages, and errors that stay until they are read."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color

from cliptui.config import Places, keep_theme, kept_theme
from cliptui.errors import StoreError
from cliptui.tui.messages import KEPT, MessageLog
from cliptui.tui.preferences import Preferences
from cliptui.tui.themes import HIGH_CONTRAST, THEMES, theme_after
from cliptui.tui.widgets.lines import Notice
from tests.fakes import FakeService, make_asset
from tests.tui.driving import Desk, running

ERROR = Notice("The disk is full.", is_error=True)


def service_of() -> FakeService:
    return FakeService([make_asset(1)])


async def tell(desk: Desk, *notices: Notice) -> None:
    for notice in notices:
        desk.screen.notice = notice
    await desk.pilot.pause()


async def test_a_key_goes_through_the_colours_and_each_choice_is_kept() -> None:
    kept: list[str] = []
    likes = Preferences(theme="light", keep_theme=kept.append)
    async with running(service_of(), preferences=likes) as desk:
        assert desk.app.theme == "textual-light"
        await desk.press("K")
        await desk.until(lambda: desk.notice == "Colours: high contrast.")
        assert desk.app.theme == HIGH_CONTRAST.name
        await desk.press("K", "K")
        await desk.until(lambda: desk.notice == "Colours: light.")
    assert kept == ["high contrast", "dark", "light"]


async def test_colours_that_nobody_knows_count_as_the_usual_ones() -> None:
    async with running(service_of(), preferences=Preferences(theme="plaid")) as desk:
        assert desk.app.theme == "textual-dark"


async def test_colours_that_cannot_be_kept_are_shown_all_the_same() -> None:
    def refuse(theme: str) -> None:
        raise StoreError(f"{theme} cannot be kept.")

    async with running(service_of(), preferences=Preferences(keep_theme=refuse)) as desk:
        await desk.press("K")
        await desk.until(lambda: desk.notice == "light cannot be kept.")
        assert desk.app.theme == "textual-light"


def test_the_choice_of_colours_is_read_again_at_the_next_start(tmp_path: Path) -> None:
    places = Places(tmp_path / "state", tmp_path, tmp_path)
    assert kept_theme(places) == ""
    keep_theme(places, "light")
    assert kept_theme(places) == "light"
    (places.state_dir / "theme").unlink()
    (places.state_dir / "theme").mkdir()
    with pytest.raises(StoreError, match="colours cannot be kept"):
        keep_theme(places, "dark")


def test_every_choice_of_colours_comes_round() -> None:
    seen = ["dark"]
    while (following := theme_after(seen[-1])) not in seen:
        seen.append(following)
    assert seen == list(THEMES)


@pytest.mark.parametrize("name", ["foreground", "text-error", "text-success", "text-warning"])
def test_high_contrast_is_at_least_seven_to_one(name: str) -> None:
    """The bound is that of WCAG 2.2, success criterion 1.4.6, by its formula."""
    written = Color.parse(HIGH_CONTRAST.to_color_system().generate()[name])
    ground = Color.parse(HIGH_CONTRAST.background or "")

    def luminance(colour: Color) -> float:
        parts = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in colour.normalized
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    lighter, darker = sorted((luminance(written), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 7


async def test_without_colours_marks_cursor_and_tabs_can_still_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "i", "w", "o")
        await desk.until(lambda: "OUT" in desk.notice)
        assert "[▶" in desk.shown("Ruler")
        assert "◀" in desk.shown("Ruler")
        assert "[Status" in desk.shown("TabLine")


async def test_an_error_stays_while_other_things_are_told_and_says_how_many() -> None:
    async with running(service_of()) as desk:
        await tell(desk, ERROR, Notice("Saved: one"), Notice("Saved: two"))
        assert desk.notice == "The disk is full."
        assert desk.shown("MessageLine").startswith("✗ The disk is full.")
        assert desk.shown("MessageLine").endswith("+2  esc")


async def test_another_error_takes_the_place_of_one() -> None:
    async with running(service_of()) as desk:
        await tell(desk, ERROR, replace(ERROR, text="Worse."))
        assert desk.notice == "Worse."


async def test_escape_takes_a_read_error_away_and_does_nothing_else() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await tell(desk, ERROR)
        await desk.press("escape")
        assert desk.notice == ""
        assert desk.focus == "viewer"
        await desk.press("escape")
        assert desk.focus == "assets"


async def test_the_log_shows_what_was_told_and_counts_as_reading() -> None:
    async with running(service_of(), (100, 30)) as desk:
        await tell(desk, Notice("Saved: [bold]one[/]"), ERROR, Notice("Saved: two"))
        await desk.press("H")
        await desk.pilot.pause()
        lines = [line.strip(" │") for line in desk.over.splitlines()]
        told = [line.split(maxsplit=1)[1].strip() for line in lines if "Saved" in line]
        assert told == ["Saved: two", "Saved: [bold]one[/]"]
        assert any(" ".join(line.split()).endswith("✗ The disk is full.") for line in lines)
        await desk.press("j", "k", "escape")
        assert desk.notice == ""


async def test_an_empty_log_says_so() -> None:
    async with running(service_of()) as desk:
        await desk.press("H")
        await desk.pilot.pause()
        assert "Nothing has been told yet." in desk.over


def test_the_log_keeps_the_last_two_hundred_messages_with_their_times() -> None:
    clock = iter(range(1000))
    log = MessageLog(lambda: float(next(clock)))
    log.add(Notice())
    for number in range(KEPT + 50):
        log.add(Notice(f"message {number}"))
    assert len(log.entries) == 200
    newest, oldest = log.entries[0], log.entries[-1]
    assert (newest.at_s, newest.notice.text) == (249.0, "message 249")
    assert oldest.notice.text == "message 50"


async def test_the_first_start_says_how_to_begin() -> None:
    async with running(service_of(), preferences=Preferences(is_first_run=True)) as desk:
        assert desk.notice.startswith("Welcome! Enter opens an asset")
