"""A stretch of a file is written as the W3C has it, and read back from a mediaclip."""

from fractions import Fraction

import pytest

from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.mediaclip import MediaClip, Rendition
from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.cuts import (
    DRAFT_TAG,
    clip_of,
    cut_members,
    cut_src,
    draft_of,
    is_made_here,
    read_cut_src,
    tags_without_draft,
)
from cliptui.wire.bluebillywig.records import read_mediaclip
from tests.wire.bluebillywig.samples import MEDIACLIP, as_answer

DRAFT = NewDraft("447", "Goal", 12_040, 20_000)
SOURCE = MediaClip("447", "Match", "published", renditions=(Rendition("/m/447.mp4"),))


def told(**members: object) -> MediaClip:
    return read_mediaclip(as_answer({**MEDIACLIP, **members}))


# The examples of "Media Fragments URI 1.0", 4.2.1, and what a client may well write besides.
@pytest.mark.parametrize(
    ("src", "read"),
    [
        ("v.mp4#t=10,20", ("v.mp4", 10_000, 20_000)),
        ("v.mp4#t=npt:10,20", ("v.mp4", 10_000, 20_000)),
        ("http://e.com/v.mp4#t=120,121.5", ("http://e.com/v.mp4", 120_000, 121_500)),
        ("v.mp4#t=0.0409,1", ("v.mp4", 40, 1000)),
        ("v.mp4", None),
        ("v.mp4#t=10", None),
        ("v.mp4#t=,20", None),
        ("v.mp4#t=a,20", None),
        ("v.mp4#t=-1,20", None),
        ("#t=1,2", None),
        ("v.mp4#t=1,99999999", None),
        ("v.mp4#t=smpte:10,20", None),
        (7, None),
        (None, None),
    ],
)
def test_a_stretch_is_read_as_a_media_fragment(
    src: object, read: tuple[str, int, int] | None
) -> None:
    assert read_cut_src(src) == read


@pytest.mark.parametrize("ms", [0, 1, 40, 999, 1001, 3_600_000, 359_999_999])
def test_every_millisecond_is_read_as_it_was_written(ms: int) -> None:
    assert cut_src("v.mp4", 12_040, 20_000) == "v.mp4#t=12.040,20.000"
    assert read_cut_src(cut_src("v.mp4", ms, ms + 7)) == ("v.mp4", ms, ms + 7)


def test_a_draft_becomes_the_members_of_a_new_mediaclip() -> None:
    members = cut_members(DRAFT, SOURCE, "0a1b2c3d")
    assert members == {
        "title": "Goal",
        "mediatype": "video",
        "status": "draft",
        "sourceid": "cliptui-447-12040-20000-0a1b2c3d",
        "cat": [DRAFT_TAG],
        "assets": [{"src": "/m/447.mp4#t=12.040,20.000"}],
    }


def test_notes_are_members_but_do_not_take_the_place_of_the_drafts_own() -> None:
    notes = {"author": "Billy", "cat": "sport, live,", "title": "x", "sourceid": "y"}
    members = cut_members(NewDraft("447", "Goal", 0, 40, notes), SOURCE, "0a")
    assert members["author"] == "Billy"
    assert members["cat"] == ["sport", "live", DRAFT_TAG]
    assert (members["title"], members["sourceid"]) == ("Goal", "cliptui-447-0-40-0a")


def test_what_cannot_be_cut_is_refused() -> None:
    with pytest.raises(RequestRefused, match="“Match” has no file"):
        cut_members(DRAFT, MediaClip("447", "Match", "published"), "0a")
    with pytest.raises(RequestRefused, match="no profiles: leave out “News”"):
        cut_members(NewDraft("447", "Goal", 0, 40, profile="News"), SOURCE, "0a")


def test_a_draft_is_read_back_from_its_mediaclip() -> None:
    made = told(sourceid="cliptui-4-7-12040-20000-0a1b2c3d", title="Goal", cat=["x", DRAFT_TAG])
    assert draft_of(made) == Draft(
        "4471615", "4-7", "Goal", Fraction(1204, 100), Fraction(20), "2021-11-29T14:20:37Z"
    )
    assert is_made_here(made)
    assert tags_without_draft(made) == ("x",)


@pytest.mark.parametrize(
    ("source_id", "tags", "is_ours"),
    [
        ("original_source_id_987654321", [DRAFT_TAG], False),
        ("cliptui-447-1-x-0a", [DRAFT_TAG], False),
        ("cliptui-447-1-2-0a", ["other"], True),
    ],
)
def test_other_mediaclips_and_those_whose_draft_was_deleted_are_no_drafts(
    source_id: str, tags: list[str], *, is_ours: bool
) -> None:
    made = told(sourceid=source_id, cat=tags)
    assert draft_of(made) is None
    assert is_made_here(made) is is_ours


@pytest.mark.parametrize(
    ("members", "clip"),
    [
        ({}, Clip("4471615", "4471615", "4471615", is_complete=True)),
        ({"hasJobs": "true"}, Clip("4471615", "4471615", "", is_complete=False)),
        ({"transcodingFinished": False}, Clip("4471615", "4471615", "", is_complete=False)),
        ({"assets": []}, Clip("4471615", "4471615", "", is_complete=False)),
        (
            {"hasJobs": "true", "cliptui": {"progress": 0.25}},
            Clip("4471615", "4471615", "", is_complete=False, progress=0.25),
        ),
        (
            {"cliptui": {"reason": "No room."}},
            Clip("4471615", "4471615", "", is_complete=False, failure="No room."),
        ),
    ],
)
def test_jobs_files_and_transcoding_tell_how_far_a_clip_is(
    members: dict[str, object], clip: Clip
) -> None:
    assert clip_of(told(**members)) == clip
