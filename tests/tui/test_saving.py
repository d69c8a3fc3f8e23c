"""Saving: the guard, the form, many at once, and files for other programs."""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import pytest
from textual.widgets import Input, Select, Static, TextArea

from cliptui.clip.asset import AssetState
from cliptui.clip.draft import Draft
from cliptui.clip.edits import Profile
from cliptui.errors import RequestRefused, Unreachable
from cliptui.tui.screens.export import ExportScreen
from cliptui.tui.screens.save_form import SaveFormScreen
from tests.fakes import FakeService, make_asset, make_bench
from tests.tui.driving import Desk, running


def service_of(count: int = 3) -> FakeService:
    return FakeService([make_asset(number) for number in range(count)])


async def test_what_is_drafted_already_is_saved_only_when_asked_for_twice() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "s")
        await desk.until(lambda: desk.screen.drafts)
        await desk.press("s")
        sentence = "Drafted already; s again saves it anyway: “Asset 0 00:00:00:00”."
        assert desk.notice == sentence
        assert len(service.saved) == 1
        await desk.press("s")
        await desk.until(lambda: len(service.saved) == 2)
        await desk.press("s")
        assert desk.notice == sentence


async def test_a_draft_that_waits_to_be_sent_counts_as_drafted() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = Unreachable("No connection.")
        await desk.press("s")
        await desk.until(lambda: desk.screen.unsent and desk.screen.notice.is_error)
        await desk.press("escape", "s")
        await desk.until(lambda: "Drafted already; s again saves it anyway" in desk.notice)
        assert desk.screen.unsent == 1


async def test_what_others_have_drafted_is_known_too() -> None:
    @dataclass
    class Shared(FakeService):
        theirs: list[Draft] = field(default_factory=list)

        async def drafts(self) -> list[Draft]:
            return self.theirs

    theirs = Draft("x", make_asset(0).asset_id, "Theirs", Fraction(0), Fraction("10.04"), "")
    service = Shared([make_asset(0)], theirs=[theirs])
    async with running(service) as desk:
        await desk.open_first()
        await desk.until(lambda: desk.screen.viewer.listed)
        await desk.press("i", "w", "o", "s")
        await desk.until(
            lambda: desk.notice == "Drafted already; s again saves it anyway: “Theirs”."
        )


async def test_a_draft_that_could_not_be_saved_is_no_duplicate() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        service.error = RequestRefused("Not now.")
        await desk.press("s")
        await desk.until(lambda: desk.notice == "Not now.")
        service.error = None
        await desk.press("s")
        await desk.until(lambda: service.saved)


async def test_not_knowing_the_drafts_of_others_is_told_and_holds_nobody_up() -> None:
    @dataclass
    class Silent(FakeService):
        async def drafts(self) -> list[Draft]:
            raise Unreachable("No connection.")

    async with running(Silent([make_asset(0)])) as desk:
        await desk.open_first()
        await desk.until(lambda: "is not known. No connection." in desk.notice)
        await desk.press("right")
        assert desk.playhead == 1


async def test_saving_and_going_on_opens_the_next_asset_that_is_ready() -> None:
    service = service_of(3)
    service.library[1] = replace(service.library[1], state=AssetState.ERROR)
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "D", "right")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 2")
        await desk.until(lambda: desk.playhead == 1)
        assert [draft.title for draft in service.saved] == ["Asset 0 00:00:00:00"]
        await desk.press("i", "o", "D")
        await desk.until(lambda: len(service.saved) == 2)
        await desk.until(lambda: len(desk.screen.drafts) == 2)
        assert "last asset of the list" in desk.notice
        assert desk.screen.desk is not None
        assert desk.screen.desk.asset.name == "Asset 2"


async def test_nothing_is_opened_where_there_is_nothing_to_save() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("i", "D")
        await desk.until(lambda: "There is no OUT yet" in desk.notice)
        assert desk.screen.desk is not None
        assert desk.screen.desk.asset.name == "Asset 0"


async def test_all_that_is_marked_on_chosen_assets_is_saved_at_once() -> None:
    service = service_of(3)
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "o", "right", "i", "o", "escape", "j", "enter")
        await desk.until(lambda: desk.screen.desk and desk.screen.desk.asset.name == "Asset 1")
        await desk.press("i", "w", "o", "escape", "g")
        await desk.press("space", "space")
        assert "+ ● Asset 0" in desk.shown("#assets")
        await desk.press("s")
        await desk.until(lambda: len(service.saved) == 3)
        titles = {draft.title for draft in service.saved}
        assert titles == {"Asset 0 00:00:00:00", "Asset 0 00:00:00:01", "Asset 1 00:00:00:00"}
        await desk.until(lambda: len(desk.screen.drafts) == 3)
        assert desk.shown("#assets").startswith("● Asset 0")
        await desk.press("g", "space", "space", "s")
        assert desk.notice == "3 drafts there already: nothing to save."
        await desk.press("G", "s")
        await desk.until(lambda: "No clip is marked there" in desk.notice)


async def test_titles_come_from_the_template_of_the_bench() -> None:
    service = service_of()
    bench = replace(make_bench(service), title_template="{asset} no. {n}")
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.press("i", "o", "right", "i", "o", "s")
        await desk.until(lambda: service.saved)
        assert service.saved[0].title == "Asset 0 no. 2"


async def test_a_template_that_means_nothing_is_told() -> None:
    service = service_of()
    bench = replace(make_bench(service), title_template="{x}")
    async with running(service, bench=bench) as desk:
        await desk.open_first()
        await desk.press("i", "o")
        for keys in (["s"], ["S"], ["escape", "s"]):
            desk.screen.notice = replace(desk.screen.notice, text="")
            await desk.press(*keys)
            await desk.until(lambda: "which means nothing" in desk.notice)


@dataclass
class WithProfiles(FakeService):
    """Lists profiles."""

    told: tuple[Profile, ...] = (
        Profile("p1", "News [b]", {"league": ""}),
        Profile("p2", "Sport", {"league": "", "rights": ""}),
    )

    async def profiles(self) -> tuple[Profile, ...]:
        self._answer("profiles")
        return self.told


def form_of(desk: Desk) -> SaveFormScreen:
    screen = desk.app.screen
    assert isinstance(screen, SaveFormScreen)
    return screen


def words_of(desk: Desk) -> str:
    return str(form_of(desk).query_one("#words", Static).render())


async def open_form(desk: Desk) -> None:
    await desk.press("S")
    await desk.until(lambda: isinstance(desk.app.screen, SaveFormScreen))


async def test_the_form_saves_title_profile_and_metadata() -> None:
    service = WithProfiles([make_asset(0)])
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        await open_form(desk)
        form = form_of(desk)
        assert form.query_one("#title", Input).value == "Asset 0 00:00:00:00"
        await desk.until(lambda: form.profiles)
        form.query_one("#title", Input).value = "Goal"
        form.query_one(Select).value = "p1"
        form.query_one(TextArea).text = "league = Second\nrights = EU"
        await desk.until(lambda: "The profile ignores rights." in words_of(desk))
        form.query_one(Select).value = "p2"
        await desk.until(lambda: "ignores" not in words_of(desk))
        await desk.press("enter")
        await desk.until(lambda: service.saved)
        draft = service.saved[0]
        assert (draft.title, draft.profile) == ("Goal", "p2")
        assert draft.meta == {"league": "Second", "rights": "EU"}
        assert desk.screen.viewer.desk is not None
        assert desk.screen.viewer.desk.marks.title == "Goal"


async def test_the_form_keeps_profile_and_metadata_for_the_next_clip() -> None:
    service = WithProfiles([make_asset(0)])
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        await open_form(desk)
        await desk.until(lambda: form_of(desk).profiles)
        form_of(desk).query_one(Select).value = "p1"
        await desk.press("tab", "tab", *"league=A", "tab", "enter")  # the last is the button
        await desk.until(lambda: service.saved)
        await desk.press("w", "i", "w", "o")
        await open_form(desk)
        await desk.until(lambda: form_of(desk).query_one(Select).value == "p1")
        assert form_of(desk).query_one(TextArea).text == "league = A"


async def test_the_guard_names_the_key_that_saves_with_the_form_again() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.screen.desk is not None)
        await desk.press("i", "w", "o", "s")
        await desk.until(lambda: desk.screen.drafts)
        await open_form(desk)
        form_of(desk).query_one(TextArea).text = "league = Second"
        await desk.press("enter")
        await desk.until(lambda: "Drafted already; S again saves it anyway" in desk.notice)
        await open_form(desk)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(service.saved) == 2)
        assert service.saved[1].meta == {"league": "Second"}


async def test_the_form_of_a_service_without_profiles_asks_for_none() -> None:
    service = service_of()
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        await open_form(desk)
        assert not form_of(desk).query_one(Select).display
        form_of(desk).query_one(TextArea).text = "no note"
        await desk.press("enter")
        await desk.until(lambda: "“no note” is no note" in words_of(desk))
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert service.saved == []


async def test_profiles_that_cannot_be_had_are_told_in_the_form() -> None:
    service = WithProfiles([make_asset(0)])
    async with running(service) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o")
        await desk.pilot.pause(0.1)
        service.error = Unreachable("No connection.")
        await open_form(desk)
        await desk.until(lambda: "The profiles are not known." in words_of(desk))
        service.error = None
        await desk.press("enter")
        await desk.until(lambda: service.saved)


async def test_the_form_needs_a_selection() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("S")
        await desk.until(lambda: "There is no IN yet" in desk.notice)


def failure_of(desk: Desk) -> str:
    assert isinstance(desk.app.screen, ExportScreen)
    return str(desk.app.screen.query_one("#failure", Static).render())


async def test_selections_are_exported_to_a_file_that_is_never_silently_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "e", "j", "j", "k", "j", "enter", "enter")
        path = tmp_path / "Asset 0.edl"
        await desk.until(lambda: desk.notice == "Written: Asset 0.edl (1 clip).")
        assert "FCM: NON-DROP FRAME" in path.read_text("utf-8")
        path.write_text("mine", "utf-8")
        await desk.press("e", "down", "down", "enter", "enter")
        await desk.until(lambda: "is there already" in failure_of(desk))
        assert path.read_text("utf-8") == "mine"
        await desk.press("enter")
        await desk.until(lambda: "FCM" in path.read_text("utf-8"))


async def test_an_export_that_cannot_be_made_says_why_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("i", "w", "o", "e", "j", "j", "j", "j", "enter", "enter")
        await desk.until(lambda: "✗" in failure_of(desk))  # YouTube wants three chapters
        desk.app.screen.query_one(Input).value = "../x"
        await desk.press("enter")
        await desk.until(lambda: "Write a name without a folder" in failure_of(desk))
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert not (tmp_path.parent / "x").exists()


async def test_there_must_be_something_to_export() -> None:
    async with running(service_of()) as desk:
        await desk.open_first()
        await desk.press("e")
        await desk.until(lambda: "no whole selection to export" in desk.notice)
