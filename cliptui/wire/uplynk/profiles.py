"""Clipping profiles (v4) as asked, answered and read.

No public text tells what a profile looks like; known are `desc` and the keys of its notes. So a
client takes its notes as an object or as a list of names, and leaves out what it cannot use.
"""

from collections.abc import Sequence
from typing import Final

import msgspec

from cliptui.clip.edits import Profile
from cliptui.clip.text import clean
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, write_collection
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp, sign

PROFILES_PATH: Final = "/api/v4/clipping-profiles"


class _Profile(msgspec.Struct):
    desc: str = ""
    id: str | int = ""
    meta: dict[str, object] | list[object] | None = None


class _Profiles(msgspec.Struct):
    items: list[_Profile]


def list_profiles(credentials: Credentials, stamp: Stamp) -> Request:
    """Ask for all profiles."""
    return Request("GET", PROFILES_PATH, sign({}, credentials, stamp).query)


def read_profiles(response: Response) -> tuple[Profile, ...]:
    """Read all profiles.

    Raises:
        ServiceError: The service refuses, or the answer is not as documented.
    """
    check(response)
    return tuple(map(_profile_of, read_json(response, _Profiles).items))


def write_profiles(profiles: Sequence[Profile]) -> Response:
    """Answer with all profiles."""
    items = [
        {
            "@id": f"{PROFILES_PATH}/{profile.profile_id}",
            "@type": "ClippingProfile",
            "id": profile.profile_id,
            "desc": profile.name,
            "meta": profile.meta,
        }
        for profile in profiles
    ]
    return write_collection(PROFILES_PATH, items)


def _profile_of(told: _Profile) -> Profile:
    meta = told.meta or {}
    notes = meta if isinstance(meta, dict) else dict.fromkeys(map(str, meta), "")
    return Profile(
        profile_id=clean(str(told.id)) or clean(told.desc),
        name=clean(told.desc),
        meta={clean(name): clean(str(note)) for name, note in notes.items()},
    )
