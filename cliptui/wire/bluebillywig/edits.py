"""Changes of mediaclips in the service's own members: tags are its `cat`."""

from collections.abc import Mapping

from cliptui.clip.mediaclip import MediaClip, MediaClipEdit


def edit_members(clip: MediaClip, edit: MediaClipEdit) -> dict[str, object]:
    """Return the members that an edit changes.

    Args:
        clip: The mediaclip as it was; its chapters that stay keep what else is known of them.
        edit: What is to be changed.
    """
    texts = {"title": edit.title, "description": edit.description, "author": edit.author}
    members: dict[str, object] = {name: text for name, text in texts.items() if text is not None}
    if edit.tags is not None:
        members["cat"] = list(edit.tags)
    if edit.chapters is not None:
        known = dict(zip(clip.chapters, _told_chapters(clip), strict=False))
        members["chapters"] = [
            known.get(chapter) or {"title": chapter.title, "timeOffset": chapter.start_s}
            for chapter in edit.chapters
        ]
    return members


def clip_members(asset_id: str, title: str) -> dict[str, object]:
    """Return the members of a new mediaclip of a clip; the asset is its source."""
    return {"title": title, "sourceid": asset_id}


def _told_chapters(clip: MediaClip) -> list[Mapping[str, object]]:
    told = clip.members.get("chapters")
    chapters = told if isinstance(told, list) else []
    return [chapter for chapter in chapters if isinstance(chapter, dict)]
