"""Asking Uplynk: what is asked, what comes of the answers, and what happens without one."""

import asyncio
import itertools
import json
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest

from cliptui.api.retrying import Retrying
from cliptui.api.transport import Patience, Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.catalogue import ClipService, ConvertsDrafts
from cliptui.clip.draft import NewDraft
from cliptui.clip.edits import AssetEdit
from cliptui.clip.secret import Secret
from cliptui.errors import (
    AccessRefused,
    CliptuiError,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.signature import Credentials, SignedMessage, find_signed, verify
from tests.api.loopback import Act, App, answers, breaks_off, hangs_up, listening, says_nothing
from tests.wire.uplynk.samples import (
    ASSET_BY_EXTERNAL_ID,
    CHANGES_SAMPLE,
    CLIP,
    CLIPS,
    DRAFT,
    DRAFT_CREATED,
    DRAFT_DELETED,
    DRAFTS,
    as_answer,
)

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
NOW_S: Final = 1_700_000_000
HASTY: Final = Patience(read_s=0.1, total_s=1)
NEW: Final = NewDraft("abc", "My Clip", 55000, 65000)
PAGE: Final = as_answer({"assets": [ASSET_BY_EXTERNAL_ID["asset"]], "error": 0})
PICTURE: Final = as_answer({"img": "UE5H", "error": 0})
PICTURES: Final = as_answer({"imgs": ["UE5H", "UE5H"], "error": 0})

JOB: Final = {"id": "j1", "state": "done", "hd_exported_url": "https://x/y.mp4"}
ONE_JOB: Final = as_answer({"job": JOB, "error": 0})
EDIT: Final = AssetEdit(name="New Desc", external_id="e1", meta={"k": "v"}, requires_drm=True)
PLAYER: Final = AssetEdit(new_test_player=True)

Verb = Callable[[UplynkService], Awaitable[object]]
# What may be asked again, and what may not.
READS: Final[list[tuple[Verb, Response]]] = [
    (lambda service: service.assets(), PAGE),
    (lambda service: service.asset("a1"), as_answer(ASSET_BY_EXTERNAL_ID)),
    (lambda service: service.frame("a1", 40), PICTURE),
    (lambda service: service.thumbs("a1", 0, 1000), PICTURES),
    (lambda service: service.drafts(), as_answer(DRAFTS)),
    (lambda service: service.draft("d1"), as_answer(DRAFT)),
    (lambda service: service.clips(), as_answer(CLIPS)),
    (lambda service: service.clip("c1"), as_answer(CLIP)),
    (lambda service: service.can_convert(), PAGE),
    (lambda service: service.delete_draft("d1"), as_answer(DRAFT_DELETED)),
    (lambda service: service.convert_draft("d1"), as_answer(CLIP)),
    (lambda service: service.update_asset("a1", EDIT), as_answer(ASSET_BY_EXTERNAL_ID)),
    (lambda service: service.changes(0), as_answer(CHANGES_SAMPLE)),
    (lambda service: service.profiles(), as_answer({"items": [{"desc": "News"}]})),
    (lambda service: service.jobs(), as_answer({"jobs": [JOB], "error": 0})),
    (lambda service: service.job("j1"), ONE_JOB),
    (lambda service: service.cancel_job("j1"), ONE_JOB),
    (lambda service: service.delete_job("j1"), ONE_JOB),
    (lambda service: service.delete_assets(["a1"]), as_answer({"deleted": [], "error": 0})),
]
CHANGES: Final[list[tuple[Verb, Response]]] = [
    (lambda service: service.save_draft(NEW), as_answer(DRAFT_CREATED)),
    (lambda service: service.update_asset("a1", PLAYER), as_answer(ASSET_BY_EXTERNAL_ID)),
    (lambda service: service.quickclip(NEW), ONE_JOB),
    (lambda service: service.export("a1"), ONE_JOB),
]
VERBS: Final = [verb for verb, _ in (*READS, *CHANGES)]


def service_over(transport: Transport) -> UplynkService:
    """Return the service at the end of a way, with a clock that stands and counted nonces."""
    count = itertools.count(1)
    return UplynkService(
        transport,
        CREDENTIALS,
        label="demo",
        now=lambda: NOW_S + 0.9,
        nonce=lambda: f"n{next(count)}",
        retrying=Retrying(now=lambda: NOW_S, sleep=no_sleep, draw=lambda _low, high: high),
    )


async def no_sleep(_wait_s: float) -> None:
    """Wait for nothing."""


def service_of(app: App) -> UplynkService:
    """Return the service that an application of this process gives."""
    return service_over(Transport.in_process(app))


def announcing(response: Response, extensions: str) -> Response:
    """Return an answer that announces extensions."""
    headers = {**response.headers, "x-cliptui-extensions": extensions}
    return Response(response.status, headers, response.body)


def members_of(request: Request) -> dict[str, object]:
    """Return what a request asks, after its signature is verified."""
    members = verify(find_signed(request), CREDENTIALS, now_s=NOW_S)
    return {name: value for name, value in members.items() if not name.startswith("_")}


def signed_in(head: str) -> SignedMessage:
    """Return the signed message of a request line."""
    query = parse_qs(urlsplit(head.split()[1]).query)
    return SignedMessage(query["msg"][0], query["sig"][0])


def test_it_has_every_ability_of_a_service() -> None:
    service = service_of(App(PAGE))
    whole: ClipService = service  # mypy compares every method with the Protocols

    assert whole.label == "demo"
    assert isinstance(service, ConvertsDrafts)


async def test_a_page_of_assets_is_asked_and_read() -> None:
    app = App(PAGE)

    page = await service_of(app).assets(query="name: foux", order="desc", skip=100, limit=10)

    assert [asset.name for asset in page] == ["foux du fu fa fa"]
    assert app.asked[0].path == "/api2/asset/list"
    assert members_of(app.asked[0]) == {
        "query": "name: foux",
        "order": "desc",
        "skip": 100,
        "limit": 10,
    }


async def test_assets_are_the_newest_hundred_unless_asked_otherwise() -> None:
    app = App(PAGE)

    await service_of(app).assets()

    assert members_of(app.asked[0]) == {"order": "-created", "skip": 0, "limit": 100}


async def test_one_asset_is_asked_and_read() -> None:
    app = App(as_answer(ASSET_BY_EXTERNAL_ID))

    asset = await service_of(app).asset("5915d84829405cb4db1bc3f71c10fc83")

    assert asset.duration_s == 88.88598639455783
    assert app.asked[0].path == "/api2/asset/get"
    assert members_of(app.asked[0]) == {"id": "5915d84829405cb4db1bc3f71c10fc83"}


async def test_a_width_is_not_asked_of_the_vendor() -> None:
    app = App(PAGE, PICTURE)
    service = service_of(app)

    await service.assets()
    picture = await service.frame("abc", 12179, width_px=320)

    assert picture == b"PNG"
    assert app.asked[1].path == "/api2/asset/getframe"
    assert members_of(app.asked[1]) == {"id": "abc", "ts": 12179}


async def test_a_width_is_asked_of_a_server_that_has_announced_pictures() -> None:
    app = App(announcing(PAGE, "convert pictures"), PICTURE)
    service = service_of(app)

    await service.assets()
    await service.frame("abc", 12179, width_px=320)

    assert members_of(app.asked[1]) == {"id": "abc", "ts": 12179, "cliptui_width": 320}


async def test_a_frame_of_all_there_is_is_asked_without_a_width() -> None:
    app = App(announcing(PAGE, "pictures"), PICTURE)
    service = service_of(app)

    await service.assets()
    await service.frame("abc", 12179)

    assert members_of(app.asked[1]) == {"id": "abc", "ts": 12179}


async def test_small_pictures_are_asked_as_jpeg_where_that_is_announced() -> None:
    app = App(PICTURES, announcing(PAGE, "pictures"), PICTURES)
    service = service_of(app)

    pictures = await service.thumbs("abc", 0, 1000)
    await service.assets()
    await service.thumbs("abc", 0, 1000)

    assert pictures == (b"PNG", b"PNG")
    assert app.asked[0].path == "/api2/asset/getthumbs"
    assert members_of(app.asked[0]) == {"id": "abc", "start": 0, "stop": 1000}
    assert members_of(app.asked[2])["cliptui_format"] == "jpeg"


async def test_what_was_announced_stays_when_an_answer_says_nothing_of_it() -> None:
    app = App(announcing(PAGE, "pictures"), PAGE, PICTURE)
    service = service_of(app)

    await service.assets()
    await service.assets()
    await service.frame("abc", 0, width_px=320)

    assert members_of(app.asked[2])["cliptui_width"] == 320


async def test_a_draft_is_saved_and_its_identifier_returned() -> None:
    app = App(as_answer(DRAFT_CREATED))

    draft_id = await service_of(app).save_draft(NEW)

    (asked,) = app.asked
    assert draft_id == "abc0123def456ghi789klmno0123pqrs"
    assert (asked.method, asked.path) == ("POST", "/api/v4/clipping_draft")
    assert asked.headers["content-type"] == "application/json"
    assert json.loads(asked.body) == {
        "beam": "abc",
        "title": "My Clip",
        "start": 55000,
        "stop": 65000,
    }


async def test_drafts_are_listed_asked_for_and_deleted() -> None:
    app = App(as_answer(DRAFTS), as_answer(DRAFT), as_answer(DRAFT_DELETED))
    service = service_of(app)

    listed = await service.drafts()
    one = await service.draft("d1")
    await service.delete_draft("d1")

    assert [draft.title for draft in listed] == ["My First Draft", "My Second Draft"]
    assert one.title == "My Third Draft"
    assert [(asked.method, asked.path) for asked in app.asked] == [
        ("GET", "/api/v4/clipping_draft"),
        ("GET", "/api/v4/clipping_draft/d1"),
        ("DELETE", "/api/v4/clipping_draft/d1"),
    ]


async def test_clips_are_told_all_of_one_draft_and_one() -> None:
    app = App(as_answer(CLIPS), as_answer(CLIPS), as_answer(CLIP))
    service = service_of(app)

    everything = await service.clips()
    of_one = await service.clips("d1")
    clip = await service.clip("c1")

    assert everything == of_one == (clip,)
    assert not clip.is_complete
    assert [asked.path for asked in app.asked] == [
        "/api/v4/clip/draft_info",
        "/api/v4/clip/draft_info",
        "/api/v4/clip/draft_info/c1",
    ]
    assert "draft_id" not in dict(app.asked[0].query)
    assert dict(app.asked[1].query)["draft_id"] == "d1"


@pytest.mark.parametrize(("extensions", "can"), [("pictures convert", True), ("pictures", False)])
async def test_whether_it_waits_to_be_asked_is_learnt_from_a_first_answer(
    extensions: str, *, can: bool
) -> None:
    app = App(announcing(PAGE, extensions))
    service = service_of(app)

    assert await service.can_convert() is can
    assert await service.can_convert() is can
    assert len(app.asked) == 1


async def test_a_first_answer_that_is_a_refusal_tells_nothing_of_abilities() -> None:
    app = App(*[Response(502)] * 3, announcing(PAGE, "convert"))
    service = service_of(app)

    with pytest.raises(ServiceBusy):
        await service.drafts()

    assert await service.can_convert()


async def test_a_draft_is_converted_by_our_extension() -> None:
    app = App(as_answer(CLIP))

    clip = await service_of(app).convert_draft("3b5cd277915c4c0cb0aea542ce42b5f2")

    assert clip.clip_id == "e1fc7c4987ce4b6f96dc561993479666"
    assert (app.asked[0].method, app.asked[0].path) == (
        "POST",
        "/api/v4/x-cliptui/clipping_draft/3b5cd277915c4c0cb0aea542ce42b5f2/convert",
    )


async def test_every_request_is_signed_with_its_own_nonce_and_whole_seconds() -> None:
    app = App(PAGE)
    service = service_of(app)

    await service.assets()
    await service.assets()

    stamps = [verify(find_signed(asked), CREDENTIALS, now_s=NOW_S) for asked in app.asked]
    assert [(stamp["_timestamp"], stamp["_nonce"]) for stamp in stamps] == [
        (NOW_S, "n1"),
        (NOW_S, "n2"),
    ]


@pytest.mark.parametrize(("verb", "answer"), READS)
@pytest.mark.parametrize("fault", [hangs_up, breaks_off])
async def test_what_only_reads_is_asked_again_signed_anew(
    verb: Verb, answer: Response, fault: Act
) -> None:
    async with listening(fault, answers(answer)) as line:
        transport = Transport.over_network(line.url, HASTY)
        await verb(service_over(transport))
        await transport.aclose()

    first, second = map(signed_in, line.heads)
    assert first != second
    assert verify(second, CREDENTIALS, now_s=NOW_S)["_nonce"] == "n2"


@pytest.mark.parametrize(("verb", "answer"), CHANGES)
async def test_what_changes_something_is_asked_only_once(verb: Verb, answer: Response) -> None:
    async with listening(hangs_up, answers(answer)) as line:
        transport = Transport.over_network(line.url, HASTY)
        with pytest.raises(Unreachable, match="broke off"):
            await verb(service_over(transport))
        await transport.aclose()

    assert len(line.heads) == 1


async def test_what_only_reads_is_asked_three_times_at_most() -> None:
    async with listening(hangs_up) as line:
        transport = Transport.over_network(line.url, HASTY)
        with pytest.raises(Unreachable):
            await service_over(transport).assets()
        await transport.aclose()

    assert len(line.heads) == 3


async def test_a_connection_that_went_stale_is_not_noticed() -> None:
    async def answers_and_leaves(writer: asyncio.StreamWriter) -> None:
        await answers(PAGE)(writer)
        writer.close()

    async with listening(answers_and_leaves) as line:
        transport = Transport.over_network(line.url, HASTY)
        service = service_over(transport)
        pages = [await service.assets() for _ in range(3)]
        await transport.aclose()

    assert [len(page) for page in pages] == [1, 1, 1]


FAULTS: Final[list[tuple[Response, type[ServiceError], str]]] = [
    (as_answer({"error": 1, "msg": "Bad signature"}, 401), AccessRefused, "computer's clock"),
    (as_answer({"message": "No such thing"}, 404), NotFound, "No such thing"),
    (Response(429, {"retry-after": "7"}), ServiceBusy, "Try again in 7 s"),
    (as_answer({"detail": "Broken"}, 500), ServiceBusy, "Broken"),
    (as_answer({"error": 1, "msg": "Bad order"}), RequestRefused, "Bad order"),
    (as_answer({"detail": "Bad title"}, 422), RequestRefused, "Bad title"),
    (Response(200, {"content-type": "text/html"}, b"<html>"), UnexpectedAnswer, "web page"),
    (Response(200, {}, b"{"), UnexpectedAnswer, "not JSON"),
    (
        Response(200, {"content-type": "image/png"}, b"\x89PNG"),
        UnexpectedAnswer,
        "image/png instead",
    ),
    (Response(403, {}, b"no"), AccessRefused, "computer's clock"),
    (as_answer({"message": "Changed meanwhile"}, 409), RequestRefused, "Changed meanwhile"),
    (Response(301, {"location": "/x"}), UnexpectedAnswer, "redirects"),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("answer", "kind", "words"), FAULTS)
async def test_every_fault_is_a_sentence_of_its_kind_and_asked_again_only_where_that_may_help(
    verb: Verb, answer: Response, kind: type[ServiceError], words: str
) -> None:
    app = App(answer)

    with pytest.raises(kind, match=re.escape(words)):
        await verb(service_of(app))

    may_help = {429: True, 500: verb in [read for read, _ in READS]}
    assert len(app.asked) == (3 if may_help.get(answer.status, False) else 1)


@pytest.mark.parametrize(
    ("verb", "members"),
    [
        (lambda service: service.frame("a1", 0), {"img": "UE5H%"}),
        (lambda service: service.thumbs("a1", 0, 40), {"imgs": ["UE5H", "UE5"]}),
    ],
)
async def test_a_picture_in_bad_base64_is_unexpected(verb: Verb, members: dict[str, Any]) -> None:
    with pytest.raises(UnexpectedAnswer, match="base64"):
        await verb(service_of(App(as_answer(members))))


async def test_a_silent_service_is_given_up_within_the_time_allowed() -> None:
    async with listening(says_nothing) as line:
        transport = Transport.over_network(line.url, HASTY)
        with pytest.raises(Unreachable, match="does not answer in time"):
            await service_over(transport).assets()
        await transport.aclose()


@pytest.mark.parametrize("verb", VERBS)
async def test_no_secret_gets_into_an_error_a_log_line_or_a_repr(
    verb: Verb, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(answers(as_answer({"error": 1}, 401)), hangs_up) as line:
        transport = Transport.over_network(line.url, HASTY)
        service = service_over(transport)
        told = [repr(service), repr(transport), repr(CREDENTIALS)]
        for _ in range(2):
            with pytest.raises(CliptuiError) as refused:
                await verb(service)
            told += [str(refused.value), repr(refused.value), repr(refused.value.__cause__)]
        await transport.aclose()

    told += [record.getMessage() for record in caplog.records]
    signed = [signed_in(head) for head in line.heads]
    secrets = ["k3y", *(each.msg for each in signed), *(each.sig for each in signed)]
    assert [secret for secret in secrets if secret in "\n".join(told)] == []
