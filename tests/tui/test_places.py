"""Going to another place while the screen stays: each has marks and drafts of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from cliptui.errors import BadSetting, StoreError, Unreachable
from cliptui.jobs.bench import Bench
from cliptui.jobs.places import PlaceChoice
from cliptui.tui.app import make_app
from cliptui.tui.screens.places import PlacesScreen
from tests.fakes import FakeMemory, FakeService, make_asset
from tests.tui.driving import Desk

HOME = PlaceChoice("home", "home videos", "folder", "/home/me/Videos")
WORK = PlaceChoice("work", "work", "uplynk", "https://work.example", asks=True)


@dataclass
class FakePlaces:
    """Two places, each with a memory of its own; `closed` tells which were closed, in order."""

    memories: dict[str, FakeMemory] = field(
        default_factory=lambda: {"home": FakeMemory(), "work": FakeMemory()}
    )
    services: dict[str, FakeService] = field(
        default_factory=lambda: {
            "home": FakeService([make_asset(1, name="Home film")], label="home videos"),
            "work": FakeService([make_asset(1, name="Work film")], label="work"),
        }
    )
    opened: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unlocked: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None

    def choices(self) -> Sequence[PlaceChoice]:
        return (HOME, WORK)

    def named(self, text: str) -> PlaceChoice:
        if text != "work":
            raise BadSetting(f"There is no place {text}.")
        return WORK

    def unlock(self, choice: PlaceChoice) -> None:
        self.unlocked.append(choice.key)

    async def open(self, choice: PlaceChoice) -> Bench:
        if self.opened:
            await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.opened.append(choice.key)
        memory = self.memories[choice.key]
        return Bench(self.services[choice.key], memory, choice.key, lambda: 1_800_000_000.0)

    async def close_all_but(self, bench: Bench) -> None:
        self.closed += [key for key in self.opened if key != bench.place]


@asynccontextmanager
async def at_home(places: FakePlaces) -> AsyncIterator[Desk]:
    app = make_app(lambda: places.open(HOME), HOME.label, places=places)
    places.gate.set()
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: desk.screen.library.current)
        yield desk


async def go_to_work(desk: Desk) -> None:
    await desk.press("at")
    await desk.until(lambda: isinstance(desk.app.screen, PlacesScreen))
    await desk.press("j", "enter")


async def arrived(desk: Desk, name: str) -> None:
    await desk.until(
        lambda: (
            desk.screen.is_mounted
            and desk.screen.library.current
            and desk.screen.library.current.name == name
        )
    )


async def test_another_place_is_gone_to_and_the_one_before_is_closed() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        await desk.press("S")
        await go_to_work(desk)
        await arrived(desk, "Work film")
        await desk.until(lambda: places.closed == ["home"])
        assert "work · by name" in desk.shown("TopLine")  # the order is the user's
        assert set(places.services["work"].orders) == {"desc"}
        assert places.unlocked == ["work"]


async def test_marks_and_drafts_of_each_place_are_kept_apart() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        await desk.open_first()
        await desk.press("w", "i", "w", "o", "s")
        await desk.until(lambda: places.services["home"].saved)
        await desk.until(lambda: desk.screen.status.items)
        await go_to_work(desk)
        await arrived(desk, "Work film")
        assert desk.screen.drafts == ()
        await desk.press("enter", "w", "w", "i")
        await desk.until(lambda: desk.screen.desk is not None)
        assert places.services["work"].saved == []
        assert list(places.memories["home"].desks) == list(places.memories["work"].desks)
        assert '"in":250' in places.memories["home"].desks[f"{1:032x}"].text
        assert '"in":500' in places.memories["work"].desks[f"{1:032x}"].text
        await desk.press("at", "k", "enter")
        await arrived(desk, "Home film")
        await desk.press("enter")
        await desk.until(lambda: desk.screen.desk is not None)
        assert desk.screen.desk is not None
        assert desk.screen.desk.marks.in_frame == 250
        assert len(desk.screen.drafts) == 1


async def test_keys_typed_while_a_place_opens_are_meant_for_it() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        places.gate.clear()
        await go_to_work(desk)
        await desk.press("question_mark")
        places.gate.set()
        await arrived(desk, "Work film")
        await desk.until(lambda: len(desk.app.screen_stack) == 2)


async def test_a_place_that_cannot_be_opened_leaves_the_one_that_is_open() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        places.failure = Unreachable("work does not answer.")
        await go_to_work(desk)
        await desk.until(lambda: desk.notice == "work does not answer.")
        assert places.closed == []
        await desk.open_first()
        assert desk.screen.desk is not None
        assert desk.screen.desk.asset.name == "Home film"


async def test_escape_gives_a_slow_place_up() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        places.gate.clear()
        await go_to_work(desk)
        await desk.press("escape")
        places.gate.set()
        await desk.open_first()
        assert places.opened == ["home"]


async def test_marks_that_cannot_be_written_keep_one_where_they_are() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        await desk.open_first()
        places.memories["home"].error = StoreError("The disk is full.")
        await desk.press("w", "i")
        await go_to_work(desk)
        await desk.until(lambda: "The last changes on 1 assets" in desk.notice)
        assert places.opened == ["home"]
        places.memories["home"].error = None


async def test_a_place_can_be_typed_and_a_name_that_is_none_is_told_there() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        await desk.press("at", "slash", *"nowhere", "enter")
        picker = desk.app.screen
        assert isinstance(picker, PlacesScreen)
        await desk.until(lambda: "There is no place nowhere." in str(picker.failure.content))
        picker.entry.value = ""
        await desk.press(*"work", "enter")
        await arrived(desk, "Work film")


async def test_staying_or_choosing_the_open_place_changes_nothing() -> None:
    places = FakePlaces()
    async with at_home(places) as desk:
        screen = desk.screen
        await desk.press("at", "slash", "escape", "escape")
        await desk.press("at", "enter")
        assert desk.screen is screen
        assert desk.notice == "This is home videos already."


async def test_where_there_is_nowhere_else_to_go_the_key_says_so() -> None:
    places = FakePlaces()
    app = make_app(lambda: places.open(HOME), HOME.label)
    async with app.run_test() as pilot:
        desk = Desk(app, pilot)
        await desk.press("at")
        assert desk.notice == "There is no other place to go to here."
