"""What is written of a mediaclip when it is changed, in the vendor's own members."""

from cliptui.clip.mediaclip import Chapter, MediaClip, MediaClipEdit
from cliptui.wire.bluebillywig.edits import clip_members, edit_members

KICK_OFF = {"title": "Kick-off", "timeOffset": 3.2, "id": "17", "thumbnail": "/a.jpg"}
CLIP = MediaClip(
    "42",
    "Cup final",
    "draft",
    chapters=(Chapter("Kick-off", 3.2),),
    members={"chapters": [KICK_OFF]},
)


def test_only_what_was_changed_is_written() -> None:
    assert edit_members(CLIP, MediaClipEdit(author="Jo")) == {"author": "Jo"}


def test_tags_are_the_categories_of_the_vendor() -> None:
    assert edit_members(CLIP, MediaClipEdit(tags=("cup", "goal"))) == {"cat": ["cup", "goal"]}


def test_a_chapter_that_stays_keeps_all_that_is_known_of_it() -> None:
    edit = MediaClipEdit(chapters=(*CLIP.chapters, Chapter("Goal", 61.5)))
    assert edit_members(CLIP, edit) == {
        "chapters": [KICK_OFF, {"title": "Goal", "timeOffset": 61.5}]
    }


def test_a_clip_is_registered_with_its_asset_as_source() -> None:
    assert clip_members("a1b2", "Goal") == {"title": "Goal", "sourceid": "a1b2"}
