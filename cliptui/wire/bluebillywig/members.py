"""The members of a mediaclip: of which kind each is, what it is at first, who may change it.

The list is that of the documentation's example, in its order; a mediaclip may carry others, which
are kept as they were given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """How a member is compared with what is sought."""

    TEXT = "text"
    """Words, in any case."""

    EXACT = "exact"
    """The whole of it, letter by letter."""

    NUMBER = "number"
    DATE = "date"
    """ISO 8601."""

    PARTS = "parts"
    """Lists and objects, and all texts and numbers in them."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a mediaclip.

    Attributes:
        kind: How it is compared.
        default: What it is in a mediaclip that was not given any.
        is_read_only: Whether an update leaves it as it is.
    """

    kind: Kind
    default: object = ""
    is_read_only: bool = False


DRAFT: Final = "draft"
"""The status of what only its owner sees."""

PUBLISHED: Final = "published"
"""The status of what everybody may see."""

STATUSES: Final = (DRAFT, PUBLISHED)
"""All that a mediaclip can have."""

MEDIATYPES: Final = ("audio", "video", "image", "document")
"""All that a mediaclip can be."""

MEMBERS: Final[Mapping[str, Member]] = {
    "id": Member(Kind.NUMBER, is_read_only=True),
    "type": Member(Kind.EXACT, "MediaClip", is_read_only=True),
    "mediatype": Member(Kind.EXACT, "video", is_read_only=True),
    "fitmode": Member(Kind.EXACT),
    "usetype": Member(Kind.EXACT, "editorial"),
    "sourcetype": Member(Kind.EXACT, "on_demand"),
    "originalfilename": Member(Kind.TEXT),
    "length": Member(Kind.NUMBER, 0),
    "sourceid": Member(Kind.EXACT),
    "title": Member(Kind.TEXT),
    "description": Member(Kind.TEXT),
    "deeplink": Member(Kind.EXACT),
    "gendeeplink": Member(Kind.EXACT, None),
    "copyright": Member(Kind.TEXT),
    "author": Member(Kind.TEXT),
    "status": Member(Kind.EXACT, DRAFT),
    "publicationid": Member(Kind.EXACT, is_read_only=True),
    "chapters": Member(Kind.PARTS, ()),
    "createddate": Member(Kind.DATE, is_read_only=True),
    "updateddate": Member(Kind.DATE, is_read_only=True),
    "publisheddate": Member(Kind.DATE, None, is_read_only=True),
    "views": Member(Kind.NUMBER, 0, is_read_only=True),
    "width": Member(Kind.NUMBER, 0, is_read_only=True),
    "height": Member(Kind.NUMBER, 0, is_read_only=True),
    "dar": Member(Kind.EXACT, is_read_only=True),
    "originalWidth": Member(Kind.NUMBER, 0, is_read_only=True),
    "originalHeight": Member(Kind.NUMBER, 0, is_read_only=True),
    "createdBy": Member(Kind.TEXT, is_read_only=True),
    "updatedBy": Member(Kind.TEXT, is_read_only=True),
    "date": Member(Kind.DATE, "1970-01-01T00:00:00Z"),
    "src": Member(Kind.EXACT, is_read_only=True),
    "cat": Member(Kind.PARTS, ()),
    "thumbnails": Member(Kind.PARTS, (), is_read_only=True),
    "assets": Member(Kind.PARTS, (), is_read_only=True),
    "hasJobs": Member(Kind.EXACT, "false", is_read_only=True),
    "transcodingFinished": Member(Kind.EXACT, default=False, is_read_only=True),
    "subtitles": Member(Kind.PARTS, ()),
    "transcript": Member(Kind.PARTS, None),
    "exports": Member(Kind.PARTS, None),
    "timelines": Member(Kind.PARTS, None),
    "audiotracks": Member(Kind.PARTS, None),
}
"""The members by name."""

ONCE: Final = frozenset({"mediatype", "sourceid", "assets", "thumbnails"})
"""What can be given when a mediaclip is created; later they stay as they are."""


def writable(given: Mapping[str, object], *, is_new: bool) -> dict[str, object]:
    """Return those of some members that may be written.

    Args:
        given: What a client sends; the members of the whole object, as a rule.
        is_new: Whether the mediaclip is being created.
    """
    return {
        name: value
        for name, value in given.items()
        if (name in ONCE and is_new) or (name not in ONCE and not _is_read_only(name))
    }


def _is_read_only(name: str) -> bool:
    member = MEMBERS.get(name)
    return name == "cliptui" or (member is not None and member.is_read_only)
