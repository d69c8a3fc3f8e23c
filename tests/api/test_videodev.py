"""Asking video.dev: what is asked, and what comes of the answers."""

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Final

import pytest

from cliptui.api.transport import Patience, Transport
from cliptui.api.videodev import VideodevService
from cliptui.clip.catalogue import RendersClips, SuggestsClips
from cliptui.clip.run import Rendering, Run, RunState, Suggestion
from cliptui.clip.secret import Secret
from cliptui.errors import CliptuiError
from cliptui.wire.message import Response
from tests.api.loopback import App, answers, hangs_up, listening
from tests.wire.videodev.samples import as_answer, run_with

KEY: Final = Secret("sesame-4711")
MEDIA: Final = {"status": "complete", "media_id": "m2", "media_url": "https://storage.xyz/m.mp4"}
RUNNING: Final = as_answer(run_with((0, 5000), status="processing"))
RENDERING: Final = as_answer({"status": "processing", "render_id": "x1"})

Verb = Callable[[VideodevService], Awaitable[object]]
VERBS: Final[list[tuple[Verb, Response, bool]]] = [
    (
        lambda service: service.import_media("https://x.example/a.mp4"),
        as_answer({"status": "processing", "media_id": "m1"}),
        False,
    ),
    (lambda service: service.start_run("m1", "goals"), RUNNING, False),
    (lambda service: service.run("r1"), RUNNING, True),
    (
        lambda service: service.make_clip("m1", 0, 5000),
        as_answer(run_with((0, 5000))["clips"][0]),
        False,
    ),
    (lambda service: service.start_rendering("c1"), RENDERING, False),
    (lambda service: service.rendering("c1", "x1"), RENDERING, True),
]


def service_of(*said: Response) -> tuple[VideodevService, App]:
    app = App(*said)
    return VideodevService(Transport.in_process(app), KEY, label="video.dev"), app


def test_it_has_the_abilities_to_suggest_and_to_render() -> None:
    service, _ = service_of(RUNNING)
    suggests: SuggestsClips = service  # mypy compares every method with the Protocols
    renders: RendersClips = service

    assert [ability is service for ability in (suggests, renders)] == [True, True]
    assert service.label == "video.dev"


async def test_what_comes_of_each_request() -> None:
    found = Suggestion("c0", "<string>", 0, 5000)
    done = as_answer({"status": "complete", "render_id": "x1", "rendered_media": MEDIA})
    said = [answer for _, answer, _ in VERBS[:-1]]
    service, app = service_of(*said, done)

    came = [await verb(service) for verb, _, _ in VERBS]

    assert came == [
        "m1",
        Run("r1", RunState.PROCESSING, (found,)),
        Run("r1", RunState.PROCESSING, (found,)),
        found,
        Rendering("x1", RunState.PROCESSING),
        Rendering("x1", RunState.COMPLETE, "m2", "https://storage.xyz/m.mp4"),
    ]
    assert [(asked.method, asked.path) for asked in app.asked] == [
        ("POST", "/v1/media/import"),
        ("POST", "/v1/auto_clips"),
        ("GET", "/v1/auto_clips/r1"),
        ("POST", "/v1/clip"),
        ("POST", "/v1/clip/c1/render_video"),
        ("GET", "/v1/clip/c1/render/x1"),
    ]
    assert {asked.headers["x-api-key"] for asked in app.asked} == {KEY.text}
    assert json.loads(app.asked[1].body) == {"source_media_id": "m1", "prompt": "goals"}


@pytest.mark.parametrize(("verb", "answer", "only_reads"), VERBS)
async def test_only_what_reads_is_asked_a_second_time(
    verb: Verb, answer: Response, *, only_reads: bool
) -> None:
    async with listening(hangs_up, answers(answer)) as line:
        transport = Transport.over_network(line.url, Patience(total_s=20))
        service = VideodevService(transport, KEY, label="x")
        if only_reads:
            await verb(service)
        else:
            with pytest.raises(CliptuiError):
                await verb(service)
        await transport.aclose()

    assert len(line.heads) == (2 if only_reads else 1)


@pytest.mark.parametrize(("verb", "answer", "only_reads"), VERBS)
async def test_no_key_gets_into_an_error_a_log_line_or_a_repr(
    verb: Verb, answer: Response, caplog: pytest.LogCaptureFixture, *, only_reads: bool
) -> None:
    del answer, only_reads
    caplog.set_level(logging.DEBUG)
    service, _ = service_of(as_answer({"message": "No."}, 401))
    with pytest.raises(CliptuiError) as refused:
        await verb(service)

    told = [repr(service), str(refused.value), repr(refused.value), *caplog.messages]
    assert KEY.text not in "\n".join(told)
