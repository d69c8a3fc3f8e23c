"""What the app reads of answers: the documentation's example, and what comes instead of one."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from cliptui.clip.asset import AssetState
from cliptui.clip.mediaclip import Chapter, MediaClip, Rendition
from cliptui.clip.timing import ConstantTiming, VariableTiming
from cliptui.errors import NotFound, ServiceError, UnexpectedAnswer
from cliptui.wire.bluebillywig.records import (
    asset_of,
    read_media_base,
    read_mediaclip,
    read_page,
    read_picture,
    read_pictures,
    read_removed,
)
from cliptui.wire.message import Response
from tests.wire.bluebillywig.samples import MEDIACLIP, as_answer


def clip_of(**members: object) -> MediaClip:
    return read_mediaclip(as_answer({**MEDIACLIP, **members}))


def test_the_example_of_the_documentation_is_read() -> None:
    clip = clip_of()

    assert (clip.mediaclip_id, clip.title, clip.status) == (
        "4471615",
        "The perfect coffee",
        "published",
    )
    assert (clip.source_id, clip.length_s) == ("original_source_id_987654321", 30)
    assert (clip.created, clip.is_transcoded, clip.has_jobs) == (
        "2021-11-29T14:20:37Z",
        True,
        False,
    )
    assert clip.chapters == (
        Chapter("Introduction", 0.0),
        Chapter("Origins", 10.0),
        Chapter("Summary", 20.0),
    )
    assert clip.thumbnails[0].endswith("283339.jpg")  # the main one
    assert clip.smallest_mp4 == Rendition(
        "/yourcompanyname/media/2021/11/29/asset-4471615-1638195593007920.mp4",
        768,
        432,
        1600,
        'video/mp4; codecs="avc1.4d481e, mp4a.40.2"',
    )
    assert clip.members == MEDIACLIP


def test_an_id_may_be_a_number_and_yes_or_no_a_text_or_a_digit() -> None:
    clip = clip_of(id=7, hasJobs="true", transcodingFinished="0", length="12", sourceid=9)

    assert (clip.mediaclip_id, clip.length_s, clip.source_id) == ("7", 12, "9")
    assert (clip.has_jobs, clip.is_transcoded) == (True, False)
    assert clip_of(hasJobs=0, transcodingFinished=1).has_jobs is False


def test_a_mediaclip_with_nothing_in_it_is_read() -> None:
    nothing = dict.fromkeys(
        ("title", "status", "sourceid", "length", "createddate", "assets", "thumbnails")
    )
    clip = read_mediaclip(as_answer({"id": "1", **nothing, "chapters": None}))

    assert clip == MediaClip("1", "", "")
    assert clip.smallest_mp4 is None
    assert read_mediaclip(as_answer({"id": "1"})) == clip


def test_an_asset_that_tells_nothing_but_its_name_counts_as_the_smallest() -> None:
    assets = [{"src": "/a.mp4", "width": None, "mimetype": None}, {"src": "/b.webm"}]
    assert clip_of(assets=assets).smallest_mp4 == Rendition("/a.mp4")


def test_hostile_text_is_made_safe_wherever_it_stands() -> None:
    evil = "\x1b]0;x\x07\u202e"
    clip = clip_of(
        title=evil, chapters=[{"title": evil}], cat=[evil], custom={evil: {"deep": evil}}
    )
    shown = repr((clip.title, clip.chapters, clip.members))
    assert not any(sign in shown for sign in ("\x1b", "\x07", "\u202e", "\\x1b", "\\u202e"))


def test_a_page_tells_how_many_there_are() -> None:
    page = read_page(as_answer({"count": 1, "numfound": 72, "items": [MEDIACLIP]}))
    assert (page.found, [clip.mediaclip_id for clip in page.mediaclips]) == (72, ["4471615"])
    assert read_page(as_answer({"items": [MEDIACLIP]})).found == 1


def test_a_removal_is_read_whatever_it_says() -> None:
    read_removed(as_answer({"code": "200", "body": "mediaclip was succesfully removed"}))
    with pytest.raises(NotFound):
        read_removed(as_answer({"error": "no"}, 404))


def test_the_address_of_files_is_read() -> None:
    told = as_answer({"id": "754", "defaultMediaAssetPath": "https://cdn.example/x"})
    assert read_media_base(told) == "https://cdn.example/x"
    for lacking in ({}, {"defaultMediaAssetPath": None}, {"defaultMediaAssetPath": ""}):
        with pytest.raises(UnexpectedAnswer, match="lacks defaultMediaAssetPath"):
            read_media_base(as_answer(lacking))


@pytest.mark.parametrize(
    ("members", "state"),
    [
        ({}, AssetState.READY),
        ({"hasJobs": "true"}, AssetState.ENCODING),
        ({"transcodingFinished": False}, AssetState.ENCODING),
        ({"assets": []}, AssetState.ENCODING),
        ({"cliptui": {"reason": "It is damaged."}}, AssetState.ERROR),
    ],
)
def test_a_mediaclip_is_an_asset_in_a_state(members: dict[str, Any], state: AssetState) -> None:
    asset = asset_of(clip_of(**members))
    assert asset.state is state
    assert asset.reason == members.get("cliptui", {}).get("reason", "")


def test_as_an_asset_it_has_the_notes_that_are_written_into_it() -> None:
    asset = asset_of(clip_of(author="Billy", cat=["sport", "cup"], description=None))
    assert asset.external_id == "original_source_id_987654321"
    assert asset.notes == (("author", "Billy"), ("tags", "sport, cup"))


def test_as_an_asset_it_has_a_name_a_length_and_a_date() -> None:
    asset = asset_of(clip_of())
    assert (asset.asset_id, asset.name, asset.duration_s) == (
        "4471615",
        "The perfect coffee",
        30.0,
    )
    # 2021-11-29T14:20:37Z, by `date -d 2021-11-29T14:20:37Z +%s`
    assert asset.created_ms == 1_638_195_637_000
    assert asset.timing is None
    assert asset_of(clip_of(title="")).name == "original_source_id_987654321"
    assert asset_of(clip_of(title="", sourceid="")).name == "4471615"
    assert asset_of(clip_of(createddate="once")).created_ms == 0


def test_our_own_server_tells_the_exact_timing() -> None:
    constant = asset_of(clip_of(cliptui={"frame_rate": "25", "frame_count": 50, "end_ms": 2000}))
    varying = asset_of(clip_of(cliptui={"frame_starts_ms": [0, 50], "end_ms": 90}))

    assert isinstance(constant.timing, ConstantTiming)
    assert (constant.timing.rate.fps, constant.timing.frame_count) == (Fraction(25), 50)
    assert constant.duration_s == 2.0
    assert varying.timing == VariableTiming((0, 50), 90)
    with pytest.raises(UnexpectedAnswer):
        asset_of(clip_of(cliptui={"frame_rate": "many", "frame_count": 50}))


def test_pictures_are_read() -> None:
    assert read_picture(Response(200, {"content-type": "image/png"}, b"PNG")) == b"PNG"
    assert read_pictures(as_answer({"imgs": ["SlBFRw==", ""]})) == (b"JPEG", b"")


@pytest.mark.parametrize(
    "wrong",
    [
        as_answer({"imgs": ["?"]}),
        as_answer({"imgs": ["é"]}),
        as_answer({"imgs": 7}),
        as_answer({}),
    ],
)
def test_what_is_no_base64_is_refused(wrong: Response) -> None:
    with pytest.raises(UnexpectedAnswer):
        read_pictures(wrong)


HTML = Response(200, {"content-type": "text/html"}, b"<html>Sign in</html>")
READERS: list[Callable[[Response], object]] = [
    read_mediaclip,
    read_page,
    read_removed,
    read_media_base,
    read_picture,
    read_pictures,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "wrong",
    [
        HTML,
        Response(200, {}, b"  <!doctype html>"),
        Response(200, {"content-type": "application/json"}, b'{"id": "1", "ti'),
        Response(200, {"content-type": "application/json"}, b'{"id": "\xff"}'),
        Response(200, {"content-type": "application/json"}, b"[" * 100_000),
        Response(200, {"content-type": "application/json"}, b"[]"),
        Response(200, {}, b""),
        Response(302, {"location": "https://elsewhere"}, b""),
    ],
)
def test_an_answer_of_another_kind_is_refused_with_a_sentence(
    read: Callable[[Response], object], wrong: Response
) -> None:
    with pytest.raises(UnexpectedAnswer) as refused:
        read(wrong)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "members", [{}, {"id": []}, {"id": "1", "assets": 7}, {"id": "1", "length": "long"}]
)
def test_a_mediaclip_that_is_none_is_refused_by_name(members: object) -> None:
    with pytest.raises(UnexpectedAnswer, match="mediaclip is not as its documentation says: "):
        read_mediaclip(as_answer(members))
    with pytest.raises(ServiceError):
        read_page(as_answer({"items": [members]}))
