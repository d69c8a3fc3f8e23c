"""Values of mediaclips, as queries compare them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from cliptui.wire.bluebillywig.members import MEMBERS, Kind

Members = Mapping[str, object]
"""A mediaclip, by the names of its members."""

ANY: Final = "*"
"""In the place of a field, of a word, or of an end of a range: whatever there is."""

_PIECE: Final = re.compile(r"\\(.)|(\*)|(\?)|(.)", re.DOTALL)
_WORDS: Final = re.compile(r"\w+")


def kind_of(name: str, value: object) -> Kind:
    """Return how a member is compared; one that is not documented, by what it holds."""
    member = MEMBERS.get(name)
    if member is not None:
        return member.kind
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Kind.NUMBER
    return Kind.PARTS if isinstance(value, list | dict) else Kind.TEXT


def sort_key(name: str, value: object) -> tuple[int, float, str]:
    """Return what a member is sorted by; what is missing or no number comes first."""
    if value is None or value == "":
        return (0, 0.0, "")
    comparable = _comparable(kind_of(name, value), value)
    if isinstance(comparable, float):
        return (1, comparable, "")
    return (1, 0.0, str(value).casefold())


def values(members: Members, field: str) -> Iterator[tuple[Kind, object]]:
    """Yield the values that are sought in: of a field, or of all that hold words."""
    names = (field,) if field else tuple(members)
    for name in names:
        value = members.get(name)
        kind = kind_of(name, value)
        if not field and kind is not Kind.TEXT and name not in ("id", "sourceid"):
            continue
        if kind is Kind.PARTS:
            yield from ((Kind.TEXT, leaf) for leaf in _leaves(value))
        elif value not in (None, ""):
            yield kind, _json_word(value)


def _leaves(value: object) -> Iterator[object]:
    """Yield all texts and numbers in lists and objects, however deep."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _leaves(item)
    elif value not in (None, ""):
        yield _json_word(value)


def _json_word(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def pattern(text: str) -> re.Pattern[str]:
    """Return an expression for a word with wildcards that takes no more than linear steps."""
    pieces = [""]
    for escaped, star, one, plain in _PIECE.findall(text):
        if star:
            pieces.append("")
        else:
            pieces[-1] += "." if one else re.escape(escaped or plain)
    if len(pieces) == 1:
        return re.compile(pieces[0], re.DOTALL)
    first, *middle, last = pieces
    # What one of these has found is never sought anew: the leftmost place is as good as any.
    found = "".join(f"(?>.*?{piece})" for piece in middle)
    return re.compile(f"{first}{found}.*{last}", re.DOTALL)


def words_of(value: object) -> list[str]:
    """Return the words of a text, in small letters."""
    return _WORDS.findall(str(value).casefold())


def holds(words: Sequence[str], phrase: str) -> bool:
    """Tell whether the words of a phrase stand in a row."""
    sought = words_of(phrase)
    places = range(len(words) - len(sought) + 1)
    return bool(sought) and any(words[at : at + len(sought)] == sought for at in places)


def same(kind: Kind, sought: str, value: object) -> bool:
    """Tell whether a value is what is sought, as its kind compares them."""
    ours, theirs = _comparable(kind, sought), _comparable(kind, value)
    return ours is not None and ours == theirs


def order(kind: Kind, later: object, earlier: object) -> int | None:
    """Return 1, 0 or -1 as the first is after, at or before the second; None for neither."""
    if ANY in (later, earlier):
        return 1
    ours, theirs = _comparable(kind, later), _comparable(kind, earlier)
    if isinstance(ours, float) and isinstance(theirs, float):
        return (ours > theirs) - (ours < theirs)
    if isinstance(ours, str) and isinstance(theirs, str):
        return (ours > theirs) - (ours < theirs)
    return None


def is_after(order: int | None, *, or_same: bool) -> bool:
    """Tell whether what `order` returned means later, or the same where that will do."""
    return order is not None and (order > 0 or (or_same and order == 0))


def _comparable(kind: Kind, value: object) -> float | str | None:
    """Return a value as numbers and texts are compared; None for what is none."""
    text = str(value)
    try:
        match kind:
            case Kind.NUMBER:
                return float(text)
            case Kind.DATE:
                moment = datetime.fromisoformat(text)
                return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None
    return text.casefold() if kind is Kind.TEXT else text
