"""Going from folder to folder on the screen, each served by the embedded server."""

import os
from contextlib import aclosing
from pathlib import Path

import pytest

from cliptui.cli.decoding import decoder
from cliptui.cli.places import place_of
from cliptui.cli.switching import OpenPlaces, choice_of
from cliptui.errors import BadPlace, BadSetting
from cliptui.tui.app import make_app
from tests.demo import demo_copy
from tests.tui.driving import Desk

SERVING = ("off", "lossless", None)


@pytest.fixture
def environ(state_dir: Path) -> dict[str, str]:
    return {**os.environ, "CLIPTUI_STATE_DIR": str(state_dir)}


def write_accounts(environ: dict[str, str], text: str) -> None:
    file = Path(environ["CLIPTUI_STATE_DIR"]) / "config" / "config.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


async def test_the_demo_and_the_accounts_can_be_chosen_after_what_is_open(
    environ: dict[str, str], tmp_path: Path
) -> None:
    write_accounts(
        environ,
        '[accounts.work]\nservice = "uplynk"\nurl = "https://services.example"\nowner = "me"\n'
        'key_command = "pass show work"\n'
        '[accounts.scout]\nservice = "videodev"\nurl = "https://services.example"\n'
        '[accounts.films]\nservice = "folder"\npath = "films"\n',
    )
    places = OpenPlaces(place_of(str(tmp_path), environ), environ, SERVING)
    choices = places.choices()
    assert [choice.label for choice in choices] == [
        tmp_path.name,
        "demo library",
        "work",
        "scout",
        "films",
    ]
    assert [choice.kind for choice in choices] == [
        "folder",
        "folder",
        "uplynk",
        "videodev",
        "folder",
    ]
    assert [choice.asks for choice in choices] == [False, False, True, False, False]
    assert choices == places.choices()


async def test_what_decodes_may_be_started_before_the_first_folder_is_opened(
    environ: dict[str, str], tmp_path: Path
) -> None:
    place = place_of(str(demo_copy(tmp_path / "films", "Cup final.mp4")), environ)
    media = decoder(environ)
    media.start()
    pid = media._looking.pid
    async with aclosing(OpenPlaces(place, environ, SERVING, media=media)) as places:
        bench = await places.open(places.first)
        (asset,) = await bench.service.assets()
        await bench.service.frame(asset.asset_id, 0)
        assert media._looking.pid == pid
    assert media._looking.pid is None


async def test_what_was_started_for_a_folder_that_is_never_opened_is_ended(
    environ: dict[str, str], tmp_path: Path
) -> None:
    media = decoder(environ)
    media.start()
    async with aclosing(
        OpenPlaces(place_of(str(tmp_path), environ), environ, SERVING, media=media)
    ):
        assert media._looking.pid is not None
    assert media._looking.pid is None


async def test_a_place_that_was_unlocked_asks_no_more(
    environ: dict[str, str], tmp_path: Path
) -> None:
    write_accounts(
        environ,
        '[accounts.work]\nservice = "uplynk"\nurl = "https://services.example"\nowner = "me"\n'
        'key_command = "echo secret"\n',
    )
    places = OpenPlaces(place_of(str(tmp_path), environ), environ, SERVING)
    work = places.choices()[-1]
    assert work.asks
    places.unlock(work)
    assert not places.choices()[-1].asks


async def test_a_text_that_names_no_place_is_refused(
    environ: dict[str, str], tmp_path: Path
) -> None:
    places = OpenPlaces(place_of(str(tmp_path), environ), environ, SERVING)
    with pytest.raises(BadSetting):
        places.named("http://")
    missing = places.named(str(tmp_path / "missing"))
    with pytest.raises(BadPlace):
        await places.open(missing)
    assert missing not in places.choices()


async def test_an_editor_goes_to_another_folder_and_back_and_finds_all_as_it_was(
    environ: dict[str, str], tmp_path: Path
) -> None:
    clip = "Night drive.mp4"
    first, second = (demo_copy(tmp_path / name, clip) for name in ("first", "second"))
    opened = place_of(str(first), environ)
    async with aclosing(OpenPlaces(opened, environ, SERVING)) as places:
        app = make_app(lambda: places.open(choice_of(opened)), "first", places=places)
        async with app.run_test(size=(80, 24)) as pilot:
            desk = Desk(app, pilot)
            await desk.until(lambda: desk.screen.library.current)
            await desk.open_first()
            await desk.press("right", "i", "w", "o")
            await desk.press("at", "slash", *str(second), "enter")
            await desk.until(lambda: desk.screen.bench and desk.screen.bench.place == str(second))
            await desk.until(lambda: desk.screen.library.current)
            await desk.open_first()
            assert desk.screen.desk is not None
            assert desk.screen.desk.marks.in_frame is None
            await desk.press("at", "slash", *str(first), "enter")
            await desk.until(lambda: desk.screen.bench and desk.screen.bench.place == str(first))
            await desk.until(lambda: desk.screen.library.current)
            await desk.open_first()
            assert desk.screen.desk.marks.in_frame == 1
