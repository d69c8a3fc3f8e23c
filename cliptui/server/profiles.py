"""The profiles that our server has: which notes a clip gets, and what they say at first.

Uplynk's accounts make profiles of their own in its web tool. Ours are few and fixed, and the
first one is used where a draft names none.
"""

from typing import Final

import msgspec

from cliptui.clip.edits import Profile
from cliptui.clip.ledger import DraftEntry
from cliptui.clip.notes import clip_notes
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused

PROFILES: Final = (
    Profile("default", "Default", {"Title": "", "Description": "", "Keywords": ""}),
    Profile("news", "News", {"Headline": "", "Description": "", "Source": "", "Keywords": ""}),
    Profile("sports", "Sports", {"Title": "", "Sport": "", "Teams": "", "Keywords": ""}),
)
"""All of them, the usual one first."""


def check_profile(name: str) -> None:
    """Make sure that there is a profile of an id or a name; empty means the usual one.

    Raises:
        RequestRefused: There is none; the sentence names those that there are.
    """
    if name and _named(name) is None:
        known = ", ".join(profile.profile_id for profile in PROFILES)
        raise RequestRefused(f"There is no profile “{clean(name, 40)}”: use one of {known}.")


def notes_of(draft: DraftEntry) -> dict[str, str]:
    """Return the notes that the clip of a draft gets."""
    profile = _named(draft.profile) or PROFILES[0]
    return clip_notes(profile, msgspec.json.decode(draft.meta_json, type=dict[str, str]))


def _named(name: str) -> Profile | None:
    return next((each for each in PROFILES if name in (each.profile_id, each.name)), None)
