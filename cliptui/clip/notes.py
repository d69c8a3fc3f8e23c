"""Notes on a clip (its metadata) as people type them: a `key = value` on each line."""

from collections.abc import Mapping

from cliptui.clip.edits import Profile
from cliptui.clip.text import clean
from cliptui.errors import BadInput

_QUOTED = 40


def read_notes(text: str) -> dict[str, str]:
    """Read notes; lines that are blank or have no value are left out.

    Args:
        text: Lines of `key = value`.

    Raises:
        BadInput: A line is none of these, or a key is there twice.
    """
    notes: dict[str, str] = {}
    for line in text.splitlines():
        key, equals, value = (clean(part).strip() for part in line.partition("="))
        if not (key or equals):
            continue
        if not (key and equals):
            raise BadInput(f"“{clean(line.strip(), _QUOTED)}” is no note: write key = value.")
        if key in notes:
            raise BadInput(f"“{clean(key, _QUOTED)}” is there twice: leave one of them out.")
        if value:
            notes[key] = value
    return notes


def notes_text(notes: Mapping[str, str]) -> str:
    """Write notes for somebody to change, one a line."""
    return "\n".join(f"{key} = {value}" for key, value in notes.items())


def ignored_by(profile: Profile | None, notes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys that a profile does not know, which its service ignores without a word.

    Args:
        profile: The profile; None for the service's usual one, of which nothing is known.
        notes: The notes.
    """
    return () if profile is None else tuple(key for key in notes if key not in profile.meta)


def clip_notes(profile: Profile, notes: Mapping[str, str]) -> dict[str, str]:
    """Return the notes that a clip gets: those of its profile, some of them said otherwise.

    Args:
        profile: The profile. Its notes that say nothing are left out.
        notes: What the draft says; keys that the profile lacks are ignored.
    """
    told = {key: notes.get(key, usual) for key, usual in profile.meta.items()}
    return {key: value for key, value in told.items() if value}
