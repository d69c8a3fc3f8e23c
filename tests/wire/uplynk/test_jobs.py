"""Profiles and the cloud slicer's jobs, both ways."""

import json
from typing import Any, Final

import pytest

from cliptui.clip.edits import Profile
from cliptui.clip.job import Job
from cliptui.clip.secret import Secret
from cliptui.errors import RequestRefused, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import jobs, profiles
from cliptui.wire.uplynk.signature import Credentials, Stamp, find_signed, verify
from tests.wire.uplynk.samples import as_answer

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
STAMP: Final = Stamp(1_700_000_000, "n1")


def asked(request: Request) -> tuple[str, dict[str, object]]:
    members = verify(find_signed(request), CREDENTIALS, now_s=STAMP.now_s)
    told = {name: value for name, value in members.items() if not name.startswith("_")}
    return request.path, told


def test_a_quick_clip_is_asked_by_start_and_duration() -> None:
    path, members = asked(jobs.quickclip(CREDENTIALS, STAMP, "a1", (120000, 130000), "Goal"))

    assert path == "/api2/cloudslicer/jobs/quickclip"
    assert members["source"] == {"trim": [120000, 10000]}
    assert members["args"] == {"beam_id": "a1", "description": "Goal"}
    assert jobs.read_quickclip_params(members) == jobs.QuickclipParams("a1", "Goal", 120000, 130000)


def test_what_a_quick_clip_is_asked_can_be_json_text() -> None:
    members = {"source": '{"trim": [5, 10]}', "args": '{"beam_id": "a1"}'}
    assert jobs.read_quickclip_params(members) == jobs.QuickclipParams("a1", "", 5, 15)


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({}, "lacks args.beam_id"),
        ({"args": []}, "args must be an object"),
        ({"args": "x"}, "args is no JSON object"),
        ({"args": {"beam_id": "a1"}}, "source.trim must be"),
        ({"args": {"beam_id": "a1"}, "source": {"trim": [1]}}, "source.trim must be"),
        ({"args": {"beam_id": "a1"}, "source": {"trim": [-1, 5]}}, "source.trim must be"),
        ({"args": {"beam_id": "a1"}, "source": {"trim": [0.5, 5]}}, "source.trim must be"),
        ({"args": {"beam_id": "a1"}, "source": {"trim": [True, 5]}}, "source.trim must be"),
        ({"args": {"beam_id": "a1"}, "source": {"trim": [0, 0]}}, "the clip is empty"),
    ],
)
def test_a_quick_clip_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    with pytest.raises(RequestRefused, match=complaint):
        jobs.read_quickclip_params(members)


@pytest.mark.parametrize(
    ("build", "path", "name"),
    [
        (jobs.create_export, "create_export", "asset"),
        (jobs.get_job, "get", "id"),
        (jobs.cancel_job, "cancel", "id"),
        (jobs.delete_job, "delete", "id"),
    ],
)
def test_each_request_of_a_job_names_it(build: Any, path: str, name: str) -> None:  # noqa: ANN401
    told = asked(build(CREDENTIALS, STAMP, "x1"))
    assert told == (f"/api2/cloudslicer/jobs/{path}", {name: "x1"})


def test_all_jobs_are_asked_for_with_nothing_else() -> None:
    assert asked(jobs.list_jobs(CREDENTIALS, STAMP)) == ("/api2/cloudslicer/jobs/list", {})


def test_a_job_that_is_not_named_is_refused() -> None:
    assert jobs.read_job_params({"id": 5}) == "5"
    assert jobs.read_export_params({"asset": "a1"}) == "a1"
    with pytest.raises(RequestRefused, match="lacks id"):
        jobs.read_job_params({})
    with pytest.raises(RequestRefused, match="lacks asset"):
        jobs.read_export_params({})


def test_what_was_written_of_jobs_is_what_is_read() -> None:
    waiting = jobs.JobRecord(id="j1", state="waiting", job_type="quickclip", asset="a1")
    done = jobs.JobRecord(id="j2", state="done", hd_exported_url="http://x/y.mp4", failure="No.")

    assert jobs.read_job(jobs.write_job(waiting)) == Job("j1", "waiting", "quickclip", "a1")
    assert jobs.read_jobs(jobs.write_jobs([done, waiting])) == (
        Job("j2", "done", url="http://x/y.mp4", failure="No."),
        Job("j1", "waiting", "quickclip", "a1"),
    )
    assert "hd_exported_url" not in json.loads(jobs.write_job(waiting).body)["job"]


def test_profiles_are_asked_written_and_read() -> None:
    request = profiles.list_profiles(CREDENTIALS, STAMP)
    kept = (Profile("p1", "News", {"Headline": "x"}), Profile("p2", "Sports"))

    written = profiles.write_profiles(kept)

    assert asked(request) == ("/api/v4/clipping-profiles", {})
    assert profiles.read_profiles(written) == kept
    told = json.loads(written.body)
    assert (told["@id"], told["@type"], told["total_items"]) == (
        "/api/v4/clipping-profiles",
        "Collection",
        2,
    )


@pytest.mark.parametrize(
    ("item", "profile"),
    [
        ({"desc": "News"}, Profile("News", "News")),
        ({"id": 7, "desc": "a\x1b"}, Profile("7", "a␛")),
        ({"desc": "N", "meta": ["Title", "Sport"]}, Profile("N", "N", {"Title": "", "Sport": ""})),
        ({"id": "p", "meta": {"Title": 5}}, Profile("p", "", {"Title": "5"})),
        ({"id": "p", "meta": None, "other": {}}, Profile("p", "")),
    ],
)
def test_profiles_of_every_shape_that_is_thinkable_are_read(
    item: dict[str, object], profile: Profile
) -> None:
    assert profiles.read_profiles(as_answer({"items": [item]})) == (profile,)


def test_profiles_that_are_none_are_unexpected() -> None:
    with pytest.raises(UnexpectedAnswer):
        profiles.read_profiles(Response(200, {}, b'{"items": 5}'))
