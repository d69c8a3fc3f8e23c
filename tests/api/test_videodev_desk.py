"""A desk over video.dev: media by their run or address, frames of their files, rendered clips."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cliptui.api.footage import Footage
from cliptui.api.transport import Transport
from cliptui.api.videodev import VideodevService
from cliptui.api.videodev_desk import VideodevDesk
from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.secret import Secret
from cliptui.clip.timing import ConstantTiming
from cliptui.errors import NotFound, RequestRefused
from cliptui.wire.message import Response
from tests.api.loopback import App, answers, listening
from tests.server.media import TextMedia, write_video
from tests.wire.videodev.samples import as_answer, run_with

CLIP = as_answer(run_with((400, 800))["clips"][0])
RENDERING = as_answer({"status": "processing", "render_id": "x1"})
MADE = {"status": "complete", "media_id": "m9", "media_url": "https://storage.xyz/goal.mp4"}


def run_of(*media: dict[str, Any]) -> Response:
    told = run_with(*[(number, number + 1) for number in range(len(media))])
    for clip, source in zip(told["clips"], media, strict=True):
        clip["source_media"] = {"status": "complete", **source}
    return as_answer(told)


def desk_over(folder: Path, *said: Response) -> tuple[VideodevDesk, App]:
    app = App(*said)
    service = VideodevService(Transport.in_process(app), Secret("sesame"), label="video.dev")
    return VideodevDesk(service, Footage(folder), TextMedia()), app


async def test_the_media_of_a_run_are_listed_once_each_and_known_from_then_on(
    tmp_path: Path,
) -> None:
    long = {"media_id": "m1", "media_url": "https://x.xyz/a/B%20film.mp4?k=1"}
    long["media_info"] = {"type": "video", "duration_ms": 61500}  # type: ignore[assignment]
    desk, app = desk_over(tmp_path, run_of(long, {"media_id": "m2"}, long))

    assert await desk.assets() == ()
    found = await desk.assets(query=" r1 ")
    assert app.asked[-1].path == "/v1/auto_clips/r1"
    assert [(a.asset_id, a.name, a.duration_s) for a in await desk.assets(order="desc")] == [
        ("m1", "B film", 61.5),
        ("m2", "m2", 0.0),
    ]
    assert [a.asset_id for a in await desk.assets(order="duration")] == ["m2", "m1"]
    assert [a.asset_id for a in await desk.assets(order="-desc", skip=1, limit=1)] == ["m1"]
    assert {a.asset_id for a in found} == {"m1", "m2"}
    assert len(app.asked) == 1


async def test_the_sign_of_a_word_that_is_being_typed_is_no_part_of_a_run_s_name(
    tmp_path: Path,
) -> None:
    desk, app = desk_over(tmp_path, run_of({"media_id": "m1"}))
    assert [asset.asset_id for asset in await desk.assets(query="r1*")] == ["m1"]
    assert app.asked[-1].path == "/v1/auto_clips/r1"


async def test_a_run_whose_name_is_not_typed_to_its_end_is_no_error(tmp_path: Path) -> None:
    desk, _ = desk_over(tmp_path, Response(404), Response(404))
    assert await desk.assets(query="r*") == ()
    with pytest.raises(NotFound):
        await desk.assets(query="r")


async def test_a_video_is_brought_in_by_its_address(tmp_path: Path) -> None:
    imported = as_answer({"status": "complete", "media_id": "m3"})
    desk, app = desk_over(tmp_path, imported)
    [asset] = await desk.assets(query="https://x.example/Match.mp4*")
    assert (asset.asset_id, asset.name) == ("m3", "Match")
    assert b'"https://x.example/Match.mp4"' in app.asked[-1].body


async def test_frames_come_from_the_file_and_so_does_the_timing(tmp_path: Path) -> None:
    film = write_video(tmp_path / "film.mp4").read_bytes()
    async with listening(answers(Response(200, {"content-type": "video/mp4"}, film))) as line:
        desk, _ = desk_over(
            tmp_path / "kept", run_of({"media_id": "m1", "media_url": f"{line.url}/film.mp4"})
        )
        await desk.assets(query="r1")
        asset = await desk.asset("m1")
        shown = await desk.frame("m1", 480, 80)
        thumbs = await desk.thumbs("m1", 0, 100)

    assert isinstance(asset.timing, ConstantTiming)
    assert (asset.timing.frame_count, asset.duration_s) == (50, 2.0)
    assert shown == b"PNG frame 12 width 80"
    assert [thumb.split()[2] for thumb in thumbs] == [b"0", b"1", b"2"]
    assert len(line.heads) == 1
    assert "sesame" not in line.heads[0]


async def test_media_that_was_not_named_or_has_no_address_is_not_found(tmp_path: Path) -> None:
    desk, _ = desk_over(tmp_path, run_of({"media_id": "m2"}))
    with pytest.raises(NotFound, match="does not list its media: name a run of “m2”"):
        await desk.asset("m2")
    await desk.assets(query="r1")
    with pytest.raises(NotFound, match="does not tell where the file"):
        await desk.frame("m2", 0)


async def test_a_draft_is_a_clip_that_is_rendered_and_followed(tmp_path: Path) -> None:
    done = as_answer({"status": "complete", "render_id": "x1", "rendered_media": MADE})
    desk, app = desk_over(tmp_path, CLIP, RENDERING, RENDERING, done)
    draft_id = await desk.save_draft(NewDraft("m1", "Goal", 400, 800))
    [now] = await desk.clips(draft_id)
    [later] = await desk.clips()

    assert [request.path for request in app.asked[:3]] == [
        "/v1/clip",
        "/v1/clip/c0/render_video",
        "/v1/clip/c0/render/x1",
    ]
    assert app.asked[0].body == b'{"start_time_ms":400,"end_time_ms":800,"from_media_id":"m1"}'
    assert now == Clip(draft_id, draft_id, "", is_complete=False)
    assert later == Clip(draft_id, draft_id, "m9", is_complete=True)
    draft = Draft(draft_id, "m1", "Goal", Fraction(2, 5), Fraction(4, 5), "")
    assert await desk.drafts() == (draft,)
    assert await desk.draft(draft_id) == draft
    assert [asset.name for asset in await desk.assets()] == ["goal"]


@pytest.mark.parametrize(
    ("members", "failure"),
    [({}, "It could not be rendered."), ({"cliptui": {"failure": "No room."}}, "No room.")],
)
async def test_a_clip_that_fails_says_so(
    tmp_path: Path, members: dict[str, Any], failure: str
) -> None:
    desk, _ = desk_over(tmp_path, as_answer({"status": "error", "render_id": "x1", **members}))
    assert (await desk.clip("c0/x1")).failure == failure


async def test_what_the_service_cannot_do_is_refused_before_it_is_asked(tmp_path: Path) -> None:
    desk, app = desk_over(tmp_path, CLIP)
    with pytest.raises(RequestRefused, match="keeps no notes on clips"):
        await desk.save_draft(NewDraft("m1", "Goal", 400, 800, {"a": "b"}))
    with pytest.raises(RequestRefused, match="cannot delete what it renders"):
        await desk.delete_draft("c0/x1")
    with pytest.raises(NotFound, match="no draft “c0/x1” of this session"):
        await desk.draft("c0/x1")
    assert app.asked == []
