"""A whole asset at a glance, of servers that have our extensions and of those that do not."""

import asyncio
from io import BytesIO
from typing import Final

import pytest
from PIL import Image

from cliptui.api.uplynk_survey import MAX_PLAIN_PICTURES
from cliptui.clip.catalogue import FindsScenes, SkimsFrames
from cliptui.clip.survey import Rgb, Scenes, Skimmed
from cliptui.errors import NotFound, RequestRefused
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import assets, surveys
from tests.api.loopback import App, Message
from tests.api.test_uplynk import PAGE, announcing, members_of, service_of
from tests.wire.uplynk.samples import ASSET_BY_EXTERNAL_ID, as_answer

HAS_ALL: Final = announcing(PAGE, "pictures skim scenes")
PLAIN: Final = announcing(PAGE, "pictures")


def picture(colour: tuple[int, int, int]) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (64, 36), colour).save(buffer, format="PNG")
    return buffer.getvalue()


class Counting(App):
    """Answers frames, and counts how many it thinks about at once."""

    def __init__(self, *answers: Response) -> None:
        super().__init__(*answers, wait_s=0.001)
        self.at_once = self.most_at_once = 0

    async def __call__(self, scope: Message, receive: object, send: object) -> None:
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await super().__call__(scope, receive, send)  # type: ignore[arg-type]
        self.at_once -= 1


def paths(asked: list[Request]) -> list[str]:
    return [request.path.rpartition("/")[2] for request in asked]


def test_it_has_the_abilities() -> None:
    service = service_of(App(PAGE))
    skims: SkimsFrames = service  # mypy compares every method with the Protocols
    finds: FindsScenes = service
    assert isinstance(skims, SkimsFrames)
    assert isinstance(finds, FindsScenes)


async def test_a_server_that_can_is_asked_once() -> None:
    shown = (Skimmed(0, b"P"), Skimmed(400, b"Q"))
    app = App(HAS_ALL, surveys.write_skim(shown), surveys.write_colours(b"abc"))
    service = service_of(app)

    assert await service.skim("a1", 0, 800, 2, 900) == shown
    assert await service.colours("a1", 1) == (Rgb(97, 98, 99),)
    assert paths(app.asked) == ["list", "skim", "colours"]
    assert members_of(app.asked[1]) == {
        "id": "a1",
        "start": 0,
        "stop": 800,
        "count": 2,
        "width": 640,
    }
    assert members_of(app.asked[2]) == {"id": "a1", "count": 1}


async def test_of_others_frames_are_asked_one_by_one() -> None:
    app = App(PLAIN, assets.write_frame(b"P"))

    shown = await service_of(app).skim("a1", 1000, 2000, 4, 90)

    assert shown == tuple(Skimmed(ms, b"P") for ms in (1000, 1250, 1500, 1750))
    asked = [members_of(request) for request in app.asked[1:]]
    assert asked == [{"id": "a1", "ts": ms, "cliptui_width": 90} for ms in (1000, 1250, 1500, 1750)]


async def test_of_others_no_more_is_asked_than_is_decent() -> None:
    app = Counting(PLAIN, assets.write_frame(b"P"))

    shown = await service_of(app).skim("a1", 0, 64_000, 128, 90)

    assert len(app.asked) == 1 + MAX_PLAIN_PICTURES
    assert app.most_at_once == 2
    assert [skimmed.ms for skimmed in shown] == [2000 * (place // 4) for place in range(128)]


async def test_one_frame_that_fails_ends_the_asking() -> None:
    app = App(PLAIN, assets.write_frame(b"P"), as_answer({"error": 1, "msg": "No such asset"}, 404))

    with pytest.raises(NotFound):
        await service_of(app).skim("a1", 0, 64_000, 32, 90)
    asked = len(app.asked)
    await asyncio.sleep(0)

    assert len(app.asked) == asked < 10


async def test_colours_of_others_are_those_of_their_frames() -> None:
    app = App(
        PLAIN,
        as_answer(ASSET_BY_EXTERNAL_ID),
        assets.write_frame(picture((200, 10, 40))),
    )

    colours = await service_of(app).colours("a1", 2)

    assert colours == (Rgb(200, 10, 40), Rgb(200, 10, 40))
    # Uplynk's sample of an asset lasts 88.885… s.
    assert sorted(str(members_of(asked)["ts"]) for asked in app.asked[2:]) == ["0", "44442"]


async def test_scenes_are_asked_where_they_are_announced() -> None:
    scenes = Scenes((0, 5505), is_complete=True)
    app = App(HAS_ALL, surveys.write_scenes(scenes))
    service = service_of(app)

    assert await service.can_find_scenes()
    assert await service.scenes("a1") == scenes
    assert members_of(app.asked[1]) == {"id": "a1"}


async def test_scenes_are_never_asked_of_others() -> None:
    app = App(PLAIN)
    service = service_of(app)

    assert not await service.can_find_scenes()
    with pytest.raises(RequestRefused, match="localhost does not look for scenes"):
        await service.scenes("a1")
    assert paths(app.asked) == ["list"]
