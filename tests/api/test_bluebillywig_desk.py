"""Drafts as mediaclips: what is created, found and deleted; our own server is in `contract`."""

from typing import Any

import pytest

from cliptui.api.bluebillywig_desk import MAX_DRAFTS, BlueBillywigDesk
from cliptui.api.transport import Transport
from cliptui.clip.draft import NewDraft
from cliptui.errors import NotFound, RequestRefused
from cliptui.wire.bluebillywig.cuts import DRAFT_TAG
from cliptui.wire.message import Response
from tests.api.loopback import App
from tests.api.test_bluebillywig import service_over
from tests.wire.bluebillywig.samples import MEDIACLIP, as_answer

OURS = {"x-cliptui-extensions": "mediaclip-frames mediaclip-cuts"}
MADE = {**MEDIACLIP, "sourceid": "cliptui-447-40-80-0a", "title": "Goal", "cat": ["x", DRAFT_TAG]}


def page(*items: dict[str, Any]) -> Response:
    return as_answer({"count": len(items), "numfound": len(items), "items": list(items)})


def desk_over(*answers: Response) -> tuple[BlueBillywigDesk, App]:
    app = App(*(Response(each.status, {**each.headers, **OURS}, each.body) for each in answers))
    return BlueBillywigDesk(service_over(Transport.in_process(app)), lambda size: "0a" * size), app


async def test_a_draft_is_asked_for_as_a_stretch_of_the_first_file_of_its_mediaclip() -> None:
    desk, app = desk_over(page(), as_answer(MEDIACLIP), as_answer(MADE))
    assert await desk.save_draft(NewDraft("447", "Goal", 40, 80)) == "4471615"

    src = MEDIACLIP["assets"][0]["src"]
    created = app.asked[-1]
    assert (created.method, created.path) == ("PUT", "/sapi/mediaclip")
    assert f'"src":"{src}#t=0.040,0.080"'.encode() in created.body
    assert b'"sourceid":"cliptui-447-40-80-0a0a0a0a"' in created.body


async def test_a_service_that_does_not_cut_is_told_of_before_anything_is_created() -> None:
    app = App(page())
    desk = BlueBillywigDesk(service_over(Transport.in_process(app)), lambda size: "0a" * size)
    with pytest.raises(RequestRefused, match="demo makes no clips of “Goal”: write the marks"):
        await desk.save_draft(NewDraft("447", "Goal", 40, 80))
    assert [request.method for request in app.asked] == ["GET"]


async def test_only_what_was_made_from_a_draft_is_one() -> None:
    no_draft = {**MADE, "id": "2", "cat": []}
    desk, _ = desk_over(*[page(MADE, no_draft, MEDIACLIP)] * 2, as_answer(MEDIACLIP))
    drafts, clips = await desk.drafts(), await desk.clips()

    assert [(draft.draft_id, draft.asset_id) for draft in drafts] == [("4471615", "447")]
    assert [clip.clip_id for clip in clips] == ["4471615", "2"]
    with pytest.raises(NotFound, match="no draft “4471615”"):
        await desk.draft("1")


async def test_the_newest_mediaclips_are_looked_through_page_by_page() -> None:
    full = page(*[{"id": str(number)} for number in range(100)])
    desk, app = desk_over(full, page(MADE))
    other, patient = desk_over(full)

    assert len(await desk.drafts()) == 1
    assert [dict(request.query).get("offset") for request in app.asked] == ["0", "100"]
    assert await other.drafts() == ()
    assert len(patient.asked) == MAX_DRAFTS / 100


async def test_deleting_the_draft_of_a_clip_leaves_the_clip() -> None:
    desk, app = desk_over(as_answer(MADE))
    await desk.delete_draft("4471615")
    assert [(request.method, request.body) for request in app.asked] == [
        ("GET", b""),
        ("PUT", b'{"cat":["x"]}'),
    ]


async def test_deleting_a_draft_that_is_no_clip_yet_deletes_its_mediaclip() -> None:
    removed = as_answer({"code": "200", "body": "mediaclip was succesfully removed"})
    desk, app = desk_over(as_answer({**MADE, "hasJobs": "true"}), removed)
    await desk.delete_draft("4471615")
    assert [(request.method, request.path) for request in app.asked] == [
        ("GET", "/sapi/mediaclip/4471615"),
        ("DELETE", "/sapi/mediaclip/4471615"),
    ]
