"""The language in which Uplynk's lists are searched.

A query is criteria separated by commas, and an asset must meet all of them. A criterion is
words, one of which must occur, after an operator that tells where; without an operator they
are sought in name, identifier and external identifier.

============================= ====================================================
`id:`                         the identifier
`name:` `desc:` `title:`      the name
`external:` `ext:`            the external identifier, also as `external_id:`
`meta:VALUE`                  the owner's notes
`meta:FIELD=VALUE`            one of the owner's notes
`source:` `cms_type:`         `clip`, `event`, `file` or `live`
`state:`                      `ready`, `slicing`, `encoding`, `error`
`"two words"`                 words that follow each other
`+word` `-word`               a word that must, or must not, occur
`*`                           any characters of a word
============================= ====================================================

Uplynk's documentation does not tell what joins the criteria, nor what a word is: here all must
be met, which alone makes sense of its example `external: ma*, name: +blue -purple`, and words
are letters and digits.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cliptui.errors import RequestRefused
from cliptui.wire.uplynk.records import AssetRecord, meta_of

MAX_QUERY: Final = 2000
"""Characters that a query may have."""

_TOKEN: Final = re.compile(r'([+-]?)((?:"[^"]*"?|[^\s,"])+)|(,)')
_OPERATOR: Final = re.compile(r"([A-Za-z_]+):(.*)", re.DOTALL)
_WORD: Final = re.compile(r"[^\W_]+")
_PATTERN: Final = re.compile(r"(?:[^\W_]|\*)+")
_SOURCES: Final = {"vod": "file"}


class Field(StrEnum):
    """Where the words of a criterion are sought."""

    ANYWHERE = "anywhere"
    ID = "id"
    NAME = "name"
    EXTERNAL = "external"
    META = "meta"
    SOURCE = "source"
    STATE = "state"


_OPERATORS: Final = {
    "id": Field.ID,
    "name": Field.NAME,
    "desc": Field.NAME,
    "title": Field.NAME,
    "external": Field.EXTERNAL,
    "ext": Field.EXTERNAL,
    "external_id": Field.EXTERNAL,
    "meta": Field.META,
    "source": Field.SOURCE,
    "cms_type": Field.SOURCE,
    "state": Field.STATE,
}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are sought in a row.

    Attributes:
        words: Patterns in lower case; `*` stands for any characters.
        sign: `+` if it must occur, `-` if it must not, else empty.
        note: The one of the owner's notes to look in; empty for all.
    """

    words: tuple[str, ...]
    sign: str = ""
    note: str = ""

    def occurs_in(self, words: tuple[str, ...]) -> bool:
        """Tell whether the patterns match some of these words in a row."""
        length = len(self.words)
        return any(
            all(map(_matches, self.words, words[start : start + length]))
            for start in range(len(words) - length + 1)
        )


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that an asset must meet.

    Attributes:
        field: Where the terms are sought.
        terms: What is sought there; nothing is met by every asset.
    """

    field: Field
    terms: tuple[Term, ...]

    def matches(self, record: AssetRecord) -> bool:
        """Tell whether an asset meets it."""
        found: dict[str, list[bool]] = {"+": [], "-": [], "": []}
        for term in self.terms:
            texts = _texts(record, self.field, term.note)
            found[term.sign].append(any(term.occurs_in(_words(text)) for text in texts))
        if any(found["-"]) or not all(found["+"]):
            return False
        return bool(found["+"]) or not found[""] or any(found[""])


@dataclass(frozen=True, slots=True)
class Query:
    """What is sought in a library.

    Attributes:
        criteria: All of them must be met; none are met by every asset.
    """

    criteria: tuple[Criterion, ...]

    def matches(self, record: AssetRecord) -> bool:
        """Tell whether an asset is sought."""
        return all(criterion.matches(record) for criterion in self.criteria)


def parse_query(text: str) -> Query:
    """Read a query; text that is no operator is sought as words.

    Raises:
        RequestRefused: It is too long.
    """
    if len(text) > MAX_QUERY:
        raise RequestRefused(f"The query is longer than {MAX_QUERY} characters: shorten it.")
    criteria: list[Criterion] = []
    field = Field.ANYWHERE
    terms: list[Term] = []
    for sign, token, comma in _TOKEN.findall(text):
        operator, rest = _operator(token)
        if comma or operator is not None:
            criteria.append(Criterion(field, tuple(terms)))
            field, terms = operator or Field.ANYWHERE, []
        if term := _term(sign, rest, field):
            terms.append(term)
    criteria.append(Criterion(field, tuple(terms)))
    return Query(tuple(criterion for criterion in criteria if criterion.terms))


def matches_search(text: str, record: AssetRecord) -> bool:
    """Tell whether an asset holds a text: the deprecated `search`, which knows no words."""
    sought = text.strip().casefold()
    return any(sought in held.casefold() for held in _texts(record, Field.ANYWHERE))


def _operator(token: str) -> tuple[Field | None, str]:
    match = _OPERATOR.fullmatch(token)
    field = _OPERATORS.get(match[1].lower()) if match else None
    return (None, token) if match is None or field is None else (field, match[2])


def _term(sign: str, token: str, field: Field) -> Term | None:
    note = ""
    if field is Field.META and "=" in token:
        note, _, token = token.partition("=")
    words = tuple(_PATTERN.findall(token.casefold()))
    return Term(words, sign, note.strip('"').casefold()) if words else None


def _texts(record: AssetRecord, field: Field, note: str = "") -> Iterable[str]:
    if field is Field.META:
        notes = meta_of(record).items()
        return [value for name, value in notes if note in ("", name.casefold())]
    external_id = record.external_id or ""
    texts = {
        Field.ID: record.id,
        Field.NAME: record.desc,
        Field.EXTERNAL: external_id,
        Field.SOURCE: _SOURCES.get(record.job_type, record.job_type),
        Field.STATE: record.state,
    }
    return (texts[field],) if field in texts else (record.desc, record.id, external_id)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _matches(pattern: str, word: str) -> bool:
    """Match a word against a pattern, without the backtracking that `*` costs a regex."""
    first, *others = pattern.split("*")
    if not others:
        return word == first
    *inner, last = others
    if not word.startswith(first) or not word.endswith(last):
        return False
    position = len(first)
    for piece in inner:
        found = word.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    return position <= len(word) - len(last)
