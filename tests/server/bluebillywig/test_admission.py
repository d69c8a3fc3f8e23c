"""Nothing is told without a token; everything else of the server stays as it was."""

import pytest

from cliptui.errors import BadSetting
from tests.server.bluebillywig.desk import SHARED, ClipDesk, token
from tests.server.conftest import Bench
from tests.server.desk import NOW_S, signed

PATHS = [
    ("GET", "/sapi/mediaclip"),
    ("PUT", "/sapi/mediaclip"),
    ("POST", "/sapi/mediaclip/new"),
    ("DELETE", "/sapi/mediaclip"),
    ("GET", "/sapi/mediaclip/1"),
    ("PUT", "/sapi/mediaclip/1"),
    ("DELETE", "/sapi/mediaclip/1"),
    ("PUT", "/sapi/mediaclip/1/publish"),
    ("PUT", "/sapi/mediaclip/1/unpublish"),
    ("GET", "/papi/search"),
    ("GET", "/sapi/publication"),
    ("GET", "/image/0/0/cliptui/media/x.jpg"),
    ("GET", "/mediaclip/1/spthumbnail/0/0.jpg"),
    ("GET", "/cliptui/media/x.mp4"),
    ("GET", "/sapi/x-cliptui/mediaclip/1/frame"),
    ("GET", "/sapi/x-cliptui/mediaclip/1/thumbs"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("wrong", ["", "490-0", token(NOW_S + 600)])
async def test_every_path_asks_for_a_token(
    clips: ClipDesk, method: str, path: str, wrong: str
) -> None:
    answer = await clips.ask(method, path, headers={"rpctoken": wrong}, content="{broken")
    assert (answer.status, answer.json["code"]) == (401, "401")
    assert SHARED.text.split("-")[1] not in answer.body.decode()


@pytest.mark.parametrize("off_s", [-120, 0, 120])
async def test_a_token_can_be_in_the_query_and_a_step_old(clips: ClipDesk, off_s: int) -> None:
    answer = await clips.ask("GET", "/sapi/mediaclip/", params={"rpctoken": token(NOW_S + off_s)})
    assert answer.status == 200


async def test_without_a_secret_there_is_no_such_api(bench: Bench) -> None:
    desk = ClipDesk(bench.server())
    answer = await desk.sapi("GET")
    assert (answer.status, answer.json["message"]) == (
        404,
        "There is nothing at /sapi/mediaclip on this server.",
    )


async def test_the_other_api_is_there_as_before(clips: ClipDesk) -> None:
    assert len(await clips.ids()) == 3
    assert (await clips.ask("GET", "/sapi/mediaclip", params=signed())).status == 401
    lost = await clips.ask("GET", "/sapi/nothing")
    assert lost.json == {
        "code": "404",
        "error": "There is nothing at /sapi/nothing on this server.",
    }


def test_a_secret_that_is_none_is_refused_at_the_start(bench: Bench) -> None:
    with pytest.raises(BadSetting):
        bench.server(bluebillywig=type(SHARED)("nohyphen"))
