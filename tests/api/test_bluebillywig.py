"""Asking Blue Billywig: what is asked, what comes of the answers, what happens without one."""

import gzip
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import pytest

from cliptui.api.bluebillywig import BlueBillywigService
from cliptui.api.footage import Footage
from cliptui.api.retrying import Retrying, RetryPolicy
from cliptui.api.transport import Patience, Transport
from cliptui.clip.secret import Secret
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.wire.bluebillywig.token import SharedSecret
from cliptui.wire.message import Response
from tests.api.loopback import (
    Act,
    App,
    answers,
    breaks_off,
    hangs_up,
    listening,
    never_ends,
    says_nothing,
)
from tests.server.media import TextMedia, write_video
from tests.wire.bluebillywig.samples import MEDIACLIP, as_answer

WHOLE: Final = Secret("490-12345678f9e01dc2ba3e4d56c7b89ae0")
NOW_S: Final = 1_700_000_000
PROOF: Final = "490-0460a1cda1c9e4b26bbb2d880b40e95b26449009"  # the vector for NOW_S
HASTY: Final = Patience(read_s=0.1, total_s=1, max_body_bytes=100_000)
ONE: Final = as_answer(MEDIACLIP)
PAGE: Final = as_answer({"count": 1, "numfound": 1, "items": [MEDIACLIP]})
REMOVED: Final = as_answer({"code": "200", "body": "mediaclip was succesfully removed"})
OURS: Final = {"x-cliptui-extensions": "pictures mediaclip-frames"}
PNG: Final = Response(200, {"content-type": "image/png", **OURS}, b"PNG")
IMGS: Final = Response(200, {**as_answer({}).headers, **OURS}, b'{"imgs": ["SlBFRw=="]}')
OUR_PAGE: Final = Response(200, {**PAGE.headers, **OURS}, PAGE.body)

Verb = Callable[[BlueBillywigService], Awaitable[object]]
REPEATED: Final[list[tuple[Verb, Response]]] = [
    (lambda service: service.assets(), PAGE),
    (lambda service: service.mediaclips(), PAGE),
    (lambda service: service.search_mediaclips("x"), PAGE),
    (lambda service: service.mediaclip("1"), ONE),
    (lambda service: service.update_mediaclip("1", {"title": "x"}), ONE),
    (lambda service: service.publish_mediaclip("1", is_public=True), ONE),
]
ASKED_ONCE: Final[list[tuple[Verb, Response]]] = [
    (lambda service: service.create_mediaclip({"title": "x"}), ONE),
    (lambda service: service.delete_mediaclip("1"), REMOVED),
    (lambda service: service.delete_mediaclip("1", purge=True), REMOVED),
]
VERBS: Final = [verb for verb, _ in (*REPEATED, *ASKED_ONCE)]


def service_over(
    transport: Transport, folder: Path = Path("/nowhere"), media: TextMedia | None = None
) -> BlueBillywigService:
    """Return the service at the end of a way, with a clock that stands."""
    return BlueBillywigService(
        transport,
        SharedSecret.of(WHOLE),
        label="demo",
        now=lambda: NOW_S + 0.9,
        footage=Footage(folder),
        media=media or TextMedia(),
        retrying=Retrying(RetryPolicy(first_s=0, longest_told_s=0), now=lambda: NOW_S),
    )


async def outcome(verb: Verb, *acts: Act, patience: Patience = HASTY) -> tuple[object, list[str]]:
    """Return what comes of a verb, or the error, and the heads of the requests."""
    async with listening(*acts) as line:
        transport = Transport.over_network(line.url, patience)
        try:
            return await verb(service_over(transport)), line.heads
        except CliptuiError as error:
            return error, line.heads
        finally:
            await transport.aclose()


@pytest.mark.parametrize(("verb", "answer"), [*REPEATED, *ASKED_ONCE])
async def test_every_request_carries_the_full_token_in_its_header_only(
    verb: Verb, answer: Response
) -> None:
    app = App(answer)
    await verb(service_over(Transport.in_process(app)))
    [request] = app.asked
    assert request.headers["rpctoken"] == PROOF
    assert "rpctoken" not in dict(request.query)


@pytest.mark.parametrize(("verb", "answer"), REPEATED)
@pytest.mark.parametrize("fault", [hangs_up, breaks_off, says_nothing])
async def test_what_can_be_repeated_is_asked_again_when_there_was_no_answer(
    verb: Verb, answer: Response, fault: Act
) -> None:
    result, heads = await outcome(verb, fault, answers(answer))
    assert not isinstance(result, CliptuiError)
    assert len(heads) == 2


@pytest.mark.parametrize(("verb", "answer"), ASKED_ONCE)
@pytest.mark.parametrize("fault", [hangs_up, breaks_off, says_nothing])
async def test_what_would_be_done_twice_is_asked_once(
    verb: Verb, answer: Response, fault: Act
) -> None:
    error, heads = await outcome(verb, fault, answers(answer))
    assert isinstance(error, Unreachable)
    assert len(heads) == 1


FAULTS: Final[dict[str, tuple[Response, type[CliptuiError], str]]] = {
    "400": (as_answer({"error": "no title"}, 400), RequestRefused, "no title"),
    "401": (as_answer({}, 401), AccessRefused, "this computer's clock"),
    "403": (as_answer({"error": "no"}, 403), AccessRefused, "this computer's clock"),
    "404": (as_answer({"error": "none"}, 404), NotFound, "does not have this: none"),
    "409": (as_answer({"error": "twice"}, 409), RequestRefused, "twice"),
    "429": (Response(429, {"retry-after": "30"}), ServiceBusy, "Try again in 30 s."),
    "500": (as_answer({"error": "oops"}, 500), ServiceBusy, "oops. Try again later."),
    "503": (Response(503, {"retry-after": "x\x1b"}), ServiceBusy, "Try again after x"),
    "302": (Response(302, {"location": "http://evil.example"}), UnexpectedAnswer, "redirects"),
    "a page": (Response(200, {"content-type": "text/html"}, b"<html>"), UnexpectedAnswer, "login"),
    "cut": (
        Response(200, {"content-type": "application/json"}, b'{"id": '),
        UnexpectedAnswer,
        "JSON",
    ),
    "text": (Response(200, {"content-type": "text/plain"}, b"OK"), UnexpectedAnswer, "not JSON"),
    "no object": (Response(200, {}, b'"OK"'), UnexpectedAnswer, "documentation"),
    "packed": (
        Response(200, {"content-encoding": "gzip"}, gzip.compress(b"0" * 10_000_000)),
        UnexpectedAnswer,
        "without being asked",
    ),
    "huge": (Response(200, {}, b" " * 200_000), UnexpectedAnswer, "more than"),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_every_wrong_answer_is_one_error_with_a_sentence(
    verb: Verb, fault: tuple[Response, type[CliptuiError], str]
) -> None:
    answer, kind, words = fault
    transport = Transport.in_process(App(answer), HASTY)
    with pytest.raises(kind, match=words) as refused:
        await verb(service_over(transport))
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert "12345678f9" not in sentence + repr(refused.value)


@pytest.mark.parametrize("act", [never_ends, says_nothing])
async def test_an_answer_without_end_is_given_up(act: Act) -> None:
    error, _ = await outcome(VERBS[0], act)
    assert isinstance(error, UnexpectedAnswer | Unreachable)


async def test_lists_are_asked_for_in_the_service_s_own_words() -> None:
    app = App(PAGE)
    service = service_over(Transport.in_process(app))
    await service.assets()
    await service.assets(query="title:x", order="desc", skip=20, limit=10)
    await service.assets(order="-duration")
    await service.mediaclips(query="a", order="author asc", skip=1, limit=2, status="draft")
    await service.search_mediaclips("a", order="author asc", skip=1, limit=2)

    first, second, third, fourth, fifth = (dict(request.query) for request in app.asked)
    assert first == {"sort": "id desc", "limit": "100", "offset": "0"}
    assert second == {"q": "title:x", "sort": "title asc", "limit": "10", "offset": "20"}
    assert third["sort"] == "length desc"
    common = {"q": "a", "sort": "author asc", "limit": "2", "offset": "1"}
    assert fourth == {**common, "status": "draft"}
    assert fifth == {**common, "className[]": "MediaClip"}
    assert app.asked[4].path == "/papi/search"


async def test_our_own_server_is_asked_for_frames() -> None:
    app = App(OUR_PAGE, PNG, IMGS)
    service = service_over(Transport.in_process(app))

    assert await service.frame("7", 40, 640) == b"PNG"
    assert await service.thumbs("7", 0, 500) == (b"JPEG",)
    assert [request.path for request in app.asked] == [
        "/sapi/mediaclip",
        "/sapi/x-cliptui/mediaclip/7/frame",
        "/sapi/x-cliptui/mediaclip/7/thumbs",
    ]


async def test_the_mediaclip_of_an_asset_is_itself_or_the_first_of_our_file() -> None:
    app = App(ONE)
    itself = await service_over(Transport.in_process(app)).mediaclip_of("4471615")
    assert app.asked[-1].path == "/sapi/mediaclip/4471615"
    ours = App(OUR_PAGE)
    file_id = "a1" * 16
    first = await service_over(Transport.in_process(ours)).mediaclip_of(file_id)
    query = {"q": f'assets:"{file_id}"', "sort": "id asc", "limit": "1", "offset": "0"}
    assert dict(ours.asked[-1].query) == query
    assert itself == first
    elsewhere = App(PAGE, ONE)
    assert await service_over(Transport.in_process(elsewhere)).mediaclip_of(file_id) == itself


GONE: Final = as_answer({"error": "none"}, 404)
NOTHING: Final = as_answer({"count": 0, "numfound": 0, "items": []})


async def test_a_clip_of_another_service_is_known_by_the_source_it_was_registered_with() -> None:
    clip_id = "c1" * 16
    registered = App(PAGE, GONE, PAGE)
    known = await service_over(Transport.in_process(registered)).mediaclip_of(clip_id)
    assert known is not None
    assert known.mediaclip_id == MEDIACLIP["id"]
    assert dict(registered.asked[-1].query)["q"] == f'sourceid:"{clip_id}"'
    unknown = App(PAGE, GONE, NOTHING)
    assert await service_over(Transport.in_process(unknown)).mediaclip_of(clip_id) is None
    ours = App(OUR_PAGE, NOTHING, PAGE)
    assert await service_over(Transport.in_process(ours)).mediaclip_of(clip_id) == known


@pytest.mark.parametrize(
    "wrong",
    [
        Response(200, {"content-type": "application/json", **OURS}, b"{}"),
        Response(200, OURS, b"PNG"),
        Response(200, {"content-type": "text/html", **OURS}, b"<html>"),
    ],
)
async def test_what_is_no_picture_is_refused(wrong: Response) -> None:
    service = service_over(Transport.in_process(App(OUR_PAGE, wrong)))
    with pytest.raises(UnexpectedAnswer, match="instead of a picture"):
        await service.frame("7", 40)


async def test_pictures_in_bad_base64_are_refused() -> None:
    wrong = Response(200, IMGS.headers, b'{"imgs": ["####"]}')
    service = service_over(Transport.in_process(App(OUR_PAGE, wrong)))
    with pytest.raises(UnexpectedAnswer, match="not in base64"):
        await service.thumbs("7", 0, 500)


def elsewhere(base: str, *assets: dict[str, Any]) -> App:
    """A service of others: a mediaclip, its publication, and the mediaclip again."""
    publication = as_answer({"id": "754", "defaultMediaAssetPath": base})
    clip = as_answer({**MEDIACLIP, **({"assets": list(assets)} if assets else {})})
    return App(clip, publication, clip)


async def test_elsewhere_the_smallest_mp4_is_downloaded_once_and_decoded_here(
    tmp_path: Path,
) -> None:
    film = write_video(tmp_path / "film", frames=50).read_bytes()
    media = TextMedia()
    async with listening(answers(Response(200, {"content-type": "video/mp4"}, film))) as cdn:
        app = elsewhere(f"{cdn.url}/cdn")
        service = service_over(Transport.in_process(app), tmp_path / "cache", media)
        asset = await service.asset("4471615")
        shown = await service.frame("4471615", 1000, 320)
        small = await service.thumbs("4471615", 0, 100)

    assert asset.timing is not None
    assert (asset.timing.frame_count, asset.duration_s) == (50, 2.0)
    assert shown == b"PNG frame 25 width 320"
    assert small == tuple(f"JPEG frame {n} width 320".encode() for n in range(3))
    [head] = cdn.heads  # one download for all
    path = "/cdn/yourcompanyname/media/2021/11/29/asset-4471615-1638195593007920.mp4"
    assert head.startswith(f"GET {path} HTTP")
    assert "rpctoken" not in head.lower()
    assert "12345678f9" not in head


async def test_a_file_of_varying_rate_is_timed_by_its_frames(tmp_path: Path) -> None:
    media = TextMedia(starts_ms=(0, 30, 90))
    film = write_video(tmp_path / "film", frames=3).read_bytes()
    async with listening(answers(Response(200, {}, film))) as cdn:
        service = service_over(Transport.in_process(elsewhere(cdn.url)), tmp_path / "cache", media)
        timing = (await service.asset("4471615")).timing
    assert timing is not None
    assert [timing.start_ms(number) for number in range(3)] == [0, 30, 90]


async def test_a_mediaclip_that_is_not_ready_is_not_downloaded() -> None:
    app = App(as_answer({**MEDIACLIP, "hasJobs": "true"}))
    asset = await service_over(Transport.in_process(app)).asset("4471615")
    assert (asset.is_ready, len(app.asked)) == (False, 1)


async def test_a_mediaclip_without_an_mp4_says_so() -> None:
    webm = {"src": "/x.webm", "mimetype": "video/webm"}
    app = elsewhere("https://cdn.example", webm)
    service = service_over(Transport.in_process(app))
    with pytest.raises(NotFound, match="“The perfect coffee” has no MP4 file"):
        await service.asset("4471615")


def test_the_label_is_what_the_screen_calls_it() -> None:
    assert service_over(Transport.in_process(App(PAGE))).label == "demo"
