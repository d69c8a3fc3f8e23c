"""A query over mediaclips, as a tree; `lucene` reads one from a text."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, Protocol

from cliptui.wire.bluebillywig.members import Kind
from cliptui.wire.bluebillywig.values import (
    ANY,
    Members,
    holds,
    is_after,
    order,
    pattern,
    same,
    values,
    words_of,
)

_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


class Node(Protocol):
    """A part of a query."""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it names."""

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a mediaclip is sought.

        Args:
            members: The mediaclip.
            field: The field that a word is sought in; empty for all that hold words.
        """


class Sign(StrEnum):
    """What becomes of a mediaclip that matches a part."""

    SHOULD = ""
    MUST = "+"
    NOT = "-"


@dataclass(frozen=True, slots=True)
class Signed:
    """A part, and whether it is wanted.

    Attributes:
        node: The part.
        sign: Whether it is asked for, excluded, or one of several that may be there.
    """

    node: Node
    sign: Sign = Sign.SHOULD


@dataclass(frozen=True, slots=True)
class Some:
    """Parts of which some match: all that must, none that must not, else one that should.

    Attributes:
        parts: The parts, at least one.
    """

    parts: tuple[Signed, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it names."""
        return frozenset().union(*(part.node.fields for part in self.parts))

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a mediaclip is sought."""
        by_sign: dict[Sign, list[Node]] = {sign: [] for sign in Sign}
        for part in self.parts:
            by_sign[part.sign].append(part.node)
        if any(node.matches(members, field) for node in by_sign[Sign.NOT]):
            return False
        if by_sign[Sign.MUST] or not by_sign[Sign.SHOULD]:
            return all(node.matches(members, field) for node in by_sign[Sign.MUST])
        return any(node.matches(members, field) for node in by_sign[Sign.SHOULD])


@dataclass(frozen=True, slots=True)
class InField:
    """A part that is about one field.

    Attributes:
        name: The field; `*` for whatever there is.
        node: The part.
    """

    name: str
    node: Node

    @property
    def fields(self) -> frozenset[str]:
        """The fields that it names."""
        return self.node.fields | ({self.name} - {ANY})

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a mediaclip is sought."""
        del field
        return self.name == ANY or self.node.matches(members, self.name)


@dataclass(frozen=True)
class Word:
    """A word, in which `*` stands for any characters and `?` for one.

    Attributes:
        text: The word as written, with backslashes.
    """

    text: str

    fields = frozenset[str]()

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a value of the field is this word, or holds it."""
        return any(self._is(kind, value) for kind, value in values(members, field))

    def _is(self, kind: Kind, value: object) -> bool:
        if self.text == ANY:
            return True
        if kind is not Kind.TEXT:
            return same(kind, self._plain, value) or bool(self._exact.fullmatch(str(value)))
        text = str(value).casefold()
        if self._folded.fullmatch(text):
            return True
        words = words_of(text)
        return any(map(self._folded.fullmatch, words)) or holds(words, self._plain)

    @cached_property
    def _plain(self) -> str:
        return _ESCAPED.sub(r"\1", self.text)

    @cached_property
    def _exact(self) -> re.Pattern[str]:
        return pattern(self.text)

    @cached_property
    def _folded(self) -> re.Pattern[str]:
        return pattern(self.text.casefold())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row.

    Attributes:
        text: The words, without quotation marks and backslashes.
    """

    text: str

    @property
    def fields(self) -> frozenset[str]:
        """None: a phrase names no field."""
        return frozenset()

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a value of the field is this phrase, or holds it."""
        return any(
            holds(words_of(value), self.text) if kind is Kind.TEXT else same(kind, self.text, value)
            for kind, value in values(members, field)
        )


@dataclass(frozen=True, slots=True)
class Range:
    """Values between two ends.

    Attributes:
        low: The lower end; `*` for none.
        high: The upper end, likewise.
        has_low: Whether the lower end itself is sought.
        has_high: Whether the upper end is.
    """

    low: str
    high: str
    has_low: bool = True
    has_high: bool = True

    @property
    def fields(self) -> frozenset[str]:
        """None: a range names no field."""
        return frozenset()

    def matches(self, members: Members, field: str) -> bool:
        """Tell whether a value of the field lies between the ends."""
        return any(self._holds(kind, value) for kind, value in values(members, field))

    def _holds(self, kind: Kind, value: object) -> bool:
        above = order(kind, value, self.low)
        below = order(kind, self.high, value)
        return is_after(above, or_same=self.has_low) and is_after(below, or_same=self.has_high)


def find_field(node: Node, field: str) -> str | None:
    """Return the one value that a query asks of a field, and nothing else; None if it asks more.

    Such is `sourceid:"…"`, by which the SAPI names one mediaclip.
    """
    match node:
        case Some(parts=(Signed(node=InField(name=name, node=sought), sign=sign),)):
            if name == field and sign is not Sign.NOT:
                return _literal(sought)
    return None


def _literal(node: Node) -> str | None:
    match node:
        case Phrase(text=text):
            return text
        case Word(text=text) if not {"*", "?"} & set(_ESCAPED.sub("", text)):
            return _ESCAPED.sub(r"\1", text)
    return None
