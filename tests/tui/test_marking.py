"""The keys that mark and move, as they are pressed."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from textual.events import Key

from cliptui.clip.desk import Desk as ClipDesk
from cliptui.clip.draft import Draft
from cliptui.clip.selection import Marks, Selection
from cliptui.clip.sheet import Marker, Sheet
from cliptui.clip.suggestion import Suggestion, Suggestions
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming
from cliptui.jobs.bench import Bench
from cliptui.tui.screens.ask import AskScreen
from cliptui.tui.screens.takes import TakesScreen
from cliptui.tui.widgets.ruler import Ruler
from tests.fakes import FakeService, make_asset, make_bench
from tests.tui.driving import Desk, running


def service_of(count: int = 2) -> FakeService:
    return FakeService([make_asset(number) for number in range(count)])


def desk_of(desk: Desk) -> ClipDesk:
    assert desk.screen.viewer.desk is not None
    return desk.screen.viewer.desk


def marks_of(desk: Desk) -> tuple[int | None, int | None]:
    marks = desk_of(desk).marks
    return marks.in_frame, marks.out_frame


# Frames of an asset of 1500 at 25 per second; w goes 250 on, b back, W and B 1500.
MARKED = "w i w o"
PRESSED: tuple[tuple[str, int, tuple[int | None, int | None]], ...] = (
    ("W", 1499, (None, None)),
    ("end B", 0, (None, None)),
    (f"{MARKED} I", 250, (250, 501)),
    (f"{MARKED} home O", 500, (250, 501)),
    (f"{MARKED} right_square_bracket", 251, (251, 501)),
    (f"{MARKED} left_square_bracket", 249, (249, 501)),
    (f"{MARKED} right_curly_bracket", 501, (250, 502)),
    (f"{MARKED} left_curly_bracket", 499, (250, 500)),
    (f"{MARKED} home down", 250, (250, 501)),
    (f"{MARKED} home down down", 500, (250, 501)),
    (f"{MARKED} end up", 500, (250, 501)),
    (f"{MARKED} home up", 0, (250, 501)),
    (f"{MARKED} end down", 1499, (250, 501)),
    (f"{MARKED} t left left", 248, (248, 501)),
    (f"{MARKED} t t right", 501, (250, 502)),
    (f"{MARKED} t t t right", 501, (250, 501)),
    (f"{MARKED} X", 500, (None, None)),
    (f"{MARKED} X u", 500, (250, 501)),
    (f"{MARKED} w i", 750, (750, None)),
    (f"{MARKED} w i left_parenthesis", 250, (250, 501)),
    (f"{MARKED} w i pageup pagedown", 750, (750, None)),
    (f"{MARKED} w x", 750, (501, 1500)),
    ("w m w w m b x", 500, (250, 750)),
    ("w w Q", 500, (375, 625)),
    ("w m home down", 250, (None, None)),
)


async def test_the_keys_that_mark_and_those_that_go_to_marks() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        fresh = desk_of(desk)
        for keys, playhead, marks in PRESSED:
            desk.screen.viewer.desk = fresh
            await desk.press(*keys.split())
            assert (keys, desk.playhead, marks_of(desk)) == (keys, playhead, marks)


async def test_every_act_is_undone_and_made_again() -> None:
    acts = "w i,w o,w i,right_square_bracket,w o,m,x,X,Q,t left"
    async with running(service_of()) as desk:
        await desk.open_first()
        sheets = [desk_of(desk).sheet]
        for act in acts.split(","):
            await desk.press(*act.split())
            sheets.append(desk_of(desk).sheet)
        for sheet in reversed(sheets[:-1]):
            await desk.press("u")
            assert desk_of(desk).sheet == sheet
        for sheet in sheets[1:]:
            await desk.press("U")
            assert desk_of(desk).sheet == sheet


async def test_what_cannot_be_done_is_told_in_a_sentence() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        told = []
        for key in ("I", "O", "t", "right_parenthesis", "n", "a", "left_curly_bracket"):
            await desk.press(key)
            await desk.until(lambda: desk.screen.notice.is_error)
            told.append(desk.notice)
            await desk.press("escape")  # it has been read
            desk.screen.notice = replace(desk.screen.notice, text="", is_error=False)
        assert len(told) == 7
        assert "There is no edge to trim yet" in told[2]
        assert "no later suggestion" in told[4]


async def test_the_message_line_says_what_has_changed() -> None:
    told = {
        "m": "Marker at 00:00:00:00. M says something of it.",
        "m m": "The marker at 00:00:00:00 is gone; u brings it back.",
        "i t": "← → move IN by a frame; t goes on.",
        "i t t": "The arrows move the playhead again.",
        f"{MARKED} w i": "2 of 2: IN 00:00:30:00. Go to the last frame and press o.",
        "o": "OUT 00:00:00:00. Go to the first frame and press i.",
        "i X": "Nothing is marked.",
        "i enter A enter": "Title: A",
        "i enter A enter enter backspace enter": "The clip gets its title from the template.",
        "M k enter": "Marker at 00:00:00:00: k",
    }
    async with running(service_of()) as desk:
        await desk.open_first()
        fresh = desk_of(desk)
        for keys, sentence in told.items():
            desk.screen.viewer.desk = fresh
            await desk.press(*keys.split())
            await desk.until(lambda sentence=sentence: desk.notice == sentence)  # type: ignore[misc]


async def test_enter_asks_for_a_title_and_escape_leaves_it_as_it_was() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "enter", *"Goal", "enter")
        await desk.until(lambda: desk_of(desk).marks.title == "Goal")
        assert "1/1 “Goal”" in desk.shown("TakesLine")
        await desk.press("enter", *"!!", "escape", "w", "o", "s")
        await desk.until(lambda: service.saved)
        assert service.saved[0].title == "Goal"


async def test_what_is_typed_in_one_burst_gets_into_the_pop_up() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        for name in ("i", "enter", "G", "o", "enter", "right"):
            desk.app.post_message(Key(name, name if len(name) == 1 else None))
        await desk.until(lambda: desk.playhead == 1)
        assert desk_of(desk).marks == Marks(0, None, "Go")


async def test_a_marker_gets_a_label_that_is_shown_under_the_playhead() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "M", *"kick", "enter")
        await desk.until(lambda: desk_of(desk).sheet.markers == (Marker(250, "kick"),))
        assert "v kick" in desk.shown("TakesLine")
        await desk.press("right")
        assert not desk.screen.query_one("TakesLine").display


async def test_suggestions_are_gone_through_shown_and_accepted() -> None:
    items = [
        Suggestion(Selection(100, 200), "Intro", "chapter"),
        Suggestion(Selection(300, 400), "", "scene"),
    ]
    async with running(service_of(), size=(120, 40)) as desk:
        await desk.open_first()
        desk.screen.viewer.desk = replace(desk_of(desk), suggestions=Suggestions.of(items))
        await desk.press("n")
        assert desk.playhead == 100
        assert desk.notice == "Suggestion 1 of 2 (chapter): Intro. a accepts it."
        assert "┄ Intro" in desk.shown("TakesLine")
        await desk.press("n")
        assert desk.notice == (
            "Suggestion 2 of 2 (scene): 00:00:12:00 to 00:00:15:24. a accepts it."
        )
        assert "┄" in desk.shown("#ruler")
        await desk.press("N", "a")
        assert desk_of(desk).marks == Marks(100, 200, "Intro")


async def test_what_is_proposed_is_still_there_when_the_open_asset_is_gone_back_to() -> None:
    proposed = Suggestions.of([Suggestion(Selection(100, 200), "Intro", "chapter")])
    async with running(service_of()) as desk:
        await desk.open_first()
        desk.screen.viewer.desk = replace(desk_of(desk), suggestions=proposed)
        await desk.press("w", "i", "escape", "enter")
        await desk.until(lambda: desk.focus == "viewer")
        assert desk_of(desk).suggestions == proposed
        assert (desk.playhead, desk_of(desk).marks) == (250, Marks(250))


async def test_in_and_out_are_copied_or_the_playhead_without_them() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("w", "y")
        assert desk.app.clipboard == "00:00:10:00"
        await desk.press("i", "right", "o", "y", "tab", "y")
        assert desk.app.clipboard == "00:00:10:00\t00:00:10:01"
        assert desk.notice == "Copied: 00:00:10:00  00:00:10:01"


async def test_keys_that_need_an_asset_say_so() -> None:
    async with running(service_of()) as desk:
        for key in ("enter", "M", "y", "e", "T", "L", "S", "D", "Q"):
            desk.screen.notice = replace(desk.screen.notice, text="")
            desk.screen.viewer.focus()
            await desk.press(key)
            await desk.until(lambda: "press Enter" in desk.notice)


async def test_the_timeline_is_zoomed_on_the_one_ruler_of_a_small_terminal() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press(*"ww", "z")
        assert desk.shown("#ruler").startswith(
            "00:00:14:24 "
        )  # 1500 frames over 4, moved by halves
        assert not desk.screen.query_one("#zoomed").display
        await desk.press("Z", "Z")
        assert "00:00" not in desk.shown("#ruler")


async def test_a_large_terminal_has_a_second_ruler_that_is_zoomed() -> None:
    async with running(service_of(), size=(120, 40)) as desk:
        await desk.open_first()
        whole, zoomed = (
            desk.screen.query_one("#ruler", Ruler),
            desk.screen.query_one("#zoomed", Ruler),
        )
        assert (whole.zoom, zoomed.zoom) == (0, 1)
        await desk.press("z", "z", "z", "z", "z")
        assert (whole.zoom, zoomed.zoom) == (0, 3)  # 1500 frames over 4³ are 23, fewer than 48
        await desk.press(*["Z"] * 6)
        assert (whole.zoom, zoomed.zoom) == (0, 1)
        await desk.pilot.resize_terminal(80, 24)
        await desk.until(lambda: not zoomed.display)
        assert whole.zoom == 1


async def test_the_list_of_selections_goes_to_clears_and_undoes() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press(*MARKED.split(), "w", "i", "w", "o", "enter", *"Two", "enter", "L")
        await desk.until(lambda: isinstance(desk.app.screen, TakesScreen))
        await desk.pilot.pause()
        shown = "\n".join(desk.app.screen.query_one("#takes").render_line(y).text for y in range(2))
        assert "   1  00:00:10:00 - 00:00:20:00  from the template" in shown
        assert "▶  2  00:00:30:00 - 00:00:40:00  Two" in shown
        await desk.press("k", "d")
        assert [take.title for take in desk_of(desk).sheet.takes] == ["Two"]
        await desk.press("u")
        assert len(desk_of(desk).sheet.takes) == 2
        await desk.press("U", "u", "g", "enter")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert (desk.playhead, marks_of(desk)) == (250, (250, 501))
        await desk.press("L", "q")
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_selections_that_are_chosen_in_the_list_are_saved() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "o", "right", "i", "o", "right", "i", "o", "L")
        await desk.press("g", "space", "space", "s")
        await desk.until(lambda: len(service.saved) == 2)
        assert [draft.start_ms for draft in service.saved] == [0, 40]
        await desk.press("L", "s")  # the one under the cursor
        await desk.until(lambda: len(service.saved) == 3)


async def test_selections_that_are_chosen_in_the_list_are_cleared_together() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("i", "o", "right", "i", "o", "right", "i", "o", "L")
        await desk.press("g", "space", "space", "d", "escape")
        assert desk_of(desk).sheet == Sheet.of(Marks(2, 3))
        await desk.press("u")
        assert len(desk_of(desk).sheet.takes) == 3


async def test_a_click_in_the_list_of_selections_goes_there() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press(*MARKED.split(), "w", "i", "L")
        await desk.pilot.click("#takes", offset=(4, 0), times=2)
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.playhead == 250


def untold(fps: int = 30) -> FakeService:
    guess = ConstantTiming(FrameRate(Fraction(fps)), 60 * fps, is_proved=False)
    return FakeService([replace(make_asset(1), timing=guess)])


async def test_a_rate_that_is_not_proved_can_be_told_and_is_remembered() -> None:
    service = untold()
    bench: Bench = make_bench(service)
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        assert "~30 fps" in desk.shown("InfoLine")
        await desk.press("w", "i", "T", *["backspace"] * 3, *"fast", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, AskScreen))
        assert "“fast” is no frame rate" in str(desk.app.screen.query_one("#failure").render())
        await desk.press(*["backspace"] * 4, *"29.97 NDF", "enter")
        await desk.until(lambda: "29.97 fps from now on" in desk.notice)
        rate = FrameRate(Fraction(30000, 1001))
        assert desk_of(desk).timing.rate == rate
        assert bench.memory.frame_rate("test", make_asset(1).asset_id) == rate
        assert desk.screen.viewer.desk is not None
        assert "29.97 fps" in desk.shown("InfoLine")
        assert marks_of(desk)[0] == 300  # ten seconds are 299.7 of the new frames


async def test_a_rate_that_the_service_knows_cannot_be_told() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("T", *["backspace"] * 2, *"30", "enter")
        await desk.until(lambda: "it has 25 fps" in desk.notice)


@dataclass
class SharedService(FakeService):
    """Has drafts that others have saved."""

    theirs: list[Draft] = field(default_factory=list)

    async def drafts(self) -> list[Draft]:
        return [*await super().drafts(), *self.theirs]


async def test_drafts_of_others_are_drawn_and_are_points_of_interest() -> None:
    theirs = Draft("x", make_asset(0).asset_id, "Theirs", Fraction(20), Fraction(30), "")
    service = SharedService([make_asset(0)], theirs=[theirs])
    async with running(service) as desk:
        await desk.open_first()
        await desk.until(lambda: desk_of(desk).landmarks)
        await desk.press("down")
        assert desk.playhead == 500
        await desk.press("down")
        assert desk.playhead == 749
        assert "═════" in desk.shown("#ruler")
