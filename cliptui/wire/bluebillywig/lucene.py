"""Lucene queries: how long and how deep they may be, and when they are read at all."""

import re
from typing import Final

from cliptui.errors import RequestRefused
from cliptui.wire.bluebillywig.query import InField, Node, Word

MAX_QUERY: Final = 2000
"""Characters that a query may have."""

MAX_DEPTH: Final = 20
"""Parentheses that may be open at once."""

_QUOTES: Final = str.maketrans("“”„", '"""')
_QUOTED_OR_BRACKET: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|([()])', re.DOTALL)


def parse_query(text: str) -> Node:
    """Read a query; one of nothing but blanks asks for all.

    Args:
        text: The query. Typographic quotation marks, as in the documentation's examples, are
            taken for plain ones.

    Raises:
        RequestRefused: It is no query, too long, or too deep.
    """
    text = text.translate(_QUOTES).strip()
    if not text:
        return InField("*", Word("*"))
    if len(text) > MAX_QUERY:
        raise RequestRefused(f"The query is longer than {MAX_QUERY} characters.")
    if _depth(text) > MAX_DEPTH:
        raise RequestRefused(f"The query has more than {MAX_DEPTH} parentheses open at once.")
    # The parser takes longer to load than a list without a query takes.
    from cliptui.wire.bluebillywig.grammar import read_query  # noqa: PLC0415 - see above

    return read_query(text)


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _QUOTED_OR_BRACKET.finditer(text):
        if match[1]:
            depth += 1 if match[1] == "(" else -1
            deepest = max(deepest, depth)
    return deepest
