"""The grammar of Lucene queries, and the reading of a text by it.

The parser is Lark's (LALR): kept up (1.3.1 is of October 2025), typed, without dependencies, safe
to share between threads. luqum, which parses Lucene itself, was looked at: its last release is
of February 2025, it stands on PLY, whose last release is of 2018, and it takes `&&`, `||` and `!`
for words.

A query means here what Solr's standard parser makes of it: what stands side by side is joined by
OR, `+` asks for, `-`, `!` and NOT exclude, AND binds tighter than OR.
"""

import re
from functools import cache
from typing import Final, cast

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import LarkError

from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.query import InField, Node, Phrase, Range, Sign, Signed, Some, Word

_GRAMMAR: Final = r"""
    start: all_of (_OR? all_of)*
    all_of: clause (_AND clause)*
    clause: sign? part boost?
    sign: NOT | PLUS
    ?part: FIELD _COLON _atom -> in_field
         | _atom -> anywhere
    _atom: group | range | phrase | word
    group: _LPAR start _RPAR
    range: OPEN bound _TO bound CLOSE
    bound: PHRASE | BOUND
    phrase: PHRASE
    word: WORD
    boost: BOOST

    _OR.3: /(OR(?=[\s(+\-!"])|\|\|)/
    _AND.3: /(AND(?=[\s(+\-!"])|&&)/
    NOT.3: /NOT(?=[\s(+\-!"])|!|-/
    PLUS.3: "+"
    _TO.3: /TO(?=\s)/
    FIELD.2: /(\*|[^\W\d][\w.]*)(?=\s*:)/
    _COLON: ":"
    _LPAR: "("
    _RPAR: ")"
    OPEN: /[\[{]/
    CLOSE: /[\]}]/
    PHRASE: /"(?:[^"\\]|\\.)*"/s
    BOUND: /[^\s"\]}]+/
    BOOST: /\^[0-9.]+/
    WORD: _HEAD _TAIL*
    _HEAD: /(?!(?:AND|OR|NOT)(?:[\s)]|$))(?:[^\s:^~(){}\[\]"+\-!\\]|\\.)/s
    _TAIL: /(?:[^\s:^~(){}\[\]"\\]|\\.|(?<=T\d\d):\d\d(?::\d\d)?)/s

    %ignore /\s+/
"""

_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


def read_query(text: str) -> Node:
    """Read a query, of bounded length and depth.

    Raises:
        RequestRefused: It is no query.
    """
    try:
        # The type that Lark states is that of a tree, which its transformer has replaced.
        return cast("Some", _parser().parse(text))
    except LarkError as error:
        at = f" at character {column}" if (column := getattr(error, "column", 0)) > 0 else ""
        raise RequestRefused(
            f'The query cannot be read{at}: write FIELD:"WORDS", FIELD:[A TO B], AND, OR, NOT.'
        ) from error


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Reader())


@v_args(inline=True)
class _Reader(Transformer[Token, Node]):
    """Makes the tree while the text is read, so that nothing recurs."""

    def start(self, *parts: Signed) -> Some:
        return Some(parts)

    def all_of(self, *parts: Signed) -> Signed:
        if len(parts) == 1:
            return parts[0]
        must = (
            Signed(part.node, Sign.NOT if part.sign is Sign.NOT else Sign.MUST) for part in parts
        )
        return Signed(Some(tuple(must)))

    def clause(self, *parts: Sign | Node | None) -> Signed:
        sign = next((part for part in parts if isinstance(part, Sign)), Sign.SHOULD)
        [node] = (part for part in parts if part is not None and not isinstance(part, Sign))
        return Signed(node, sign)

    def sign(self, mark: Token) -> Sign:
        return Sign.MUST if mark == "+" else Sign.NOT

    def in_field(self, field: Token, node: Node) -> InField:
        return InField(str(field), node)

    def anywhere(self, node: Node) -> Node:
        return node

    def group(self, node: Node) -> Node:
        return node

    def range(self, start: Token, low: str, high: str, end: Token) -> Range:
        return Range(low, high, start == "[", end == "]")

    def bound(self, token: Token) -> str:
        return _unquoted(token)

    def phrase(self, token: Token) -> Phrase:
        return Phrase(_unquoted(token))

    def word(self, token: Token) -> Word:
        return Word(str(token))

    def boost(self, _: Token) -> None:
        """Leave out how much a match counts: lists are sorted by other things."""


def _unquoted(token: str) -> str:
    text = token[1:-1] if token.startswith('"') else token
    return _ESCAPED.sub(r"\1", text)
