"""Reading JSON5, the JavaScript-like notation in which LosslessCut writes its projects.

See https://spec.json5.org. All of it is read but for escapes in names without quotes. Every
number becomes a float, as in JavaScript.
"""

import re
from typing import Final

from cliptui.errors import BadCutList

_SPACE: Final = re.compile(r"(?:[\s\ufeff]|//[^\n\r\u2028\u2029]*+|/\*.*?\*/)*+", re.DOTALL)
_NUMBER: Final = re.compile(
    r"([+-]?)(?:(0[xX][0-9a-fA-F]{1,200})"
    r"|((?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(Infinity|NaN))"
)
_STRING: Final = re.compile(
    r'"((?:[^"\\\n\r]|\\(?:\r\n|.))*+)"' + r"|'((?:[^'\\\n\r]|\\(?:\r\n|.))*+)'", re.DOTALL
)
_NAME: Final = re.compile(r"(?![0-9])[\w$][\w$\u200c\u200d]*")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_WORDS: Final[dict[str, object]] = {"true": True, "false": False, "null": None}
_SIGNS: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_MEANINGLESS: Final = frozenset("123456789xu")
_VANISHING: Final = frozenset({"\n", "\r", "\r\n", "\u2028", "\u2029"})
_DEEPEST: Final = 50


def read_json5(text: str) -> object:
    """Read a text of JSON5 as dicts, lists, strings, floats, booleans and None.

    Raises:
        BadCutList: It is no JSON5, or nested too deeply; the sentence names the line.
    """
    reader = _Reader(text)
    value = reader.value(0)
    if reader.position < len(text):
        raise reader.unexpected()
    return value


class _Reader:
    """Reads a text from its start to its end.

    Attributes:
        text: The text.
        position: What has been read of it; always behind blanks and comments.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self._skip()

    def value(self, depth: int) -> object:
        """Read what stands here."""
        if depth > _DEEPEST:
            raise BadCutList(f"It is nested more than {_DEEPEST} deep.")
        if self._takes("{"):
            return self._members(depth)
        if self._takes("["):
            return self._items(depth)
        if match := self._match(_STRING):
            return self._string(match)
        if match := self._match(_NUMBER):
            return _number(match)
        if (match := _NAME.match(self.text, self.position)) and match[0] in _WORDS:
            self._match(_NAME)
            return _WORDS[match[0]]
        raise self.unexpected()

    def unexpected(self) -> BadCutList:
        """Return the error of what stands here."""
        line = self.text.count("\n", 0, self.position) + 1
        return BadCutList(f"Line {line} cannot be read.")

    def _members(self, depth: int) -> dict[str, object]:
        members: dict[str, object] = {}
        while not self._takes("}"):
            if match := self._match(_STRING):
                name = self._string(match)
            elif match := self._match(_NAME):
                name = match[0]
            else:
                raise self.unexpected()
            self._require(":")
            members[name] = self.value(depth + 1)
            self._end_item("}")
        return members

    def _items(self, depth: int) -> list[object]:
        items: list[object] = []
        while not self._takes("]"):
            items.append(self.value(depth + 1))
            self._end_item("]")
        return items

    def _end_item(self, closing: str) -> None:
        if not self.text.startswith(closing, self.position):
            self._require(",")

    def _require(self, sign: str) -> None:
        if not self._takes(sign):
            raise self.unexpected()

    def _takes(self, sign: str) -> bool:
        if not self.text.startswith(sign, self.position):
            return False
        self.position += len(sign)
        self._skip()
        return True

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.position)
        if match is not None:
            self.position = match.end()
            self._skip()
        return match

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.position)
        self.position = match.end() if match else self.position

    def _string(self, match: re.Match[str]) -> str:
        body = match[1] if match[1] is not None else match[2]
        try:
            unescaped = _ESCAPE.sub(_unescaped, body)
        except KeyError:
            raise self.unexpected() from None
        # Characters beyond U+FFFF are escaped as two surrogates, as in JSON.
        return unescaped.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2]:
        return chr(int(code, 16))
    sign = match[3]
    if sign in _MEANINGLESS:
        raise KeyError(sign)
    return "" if sign in _VANISHING else _SIGNS.get(sign, sign)


def _number(match: re.Match[str]) -> float:
    sign, hexadecimal, decimal, word = match.groups()
    value = float(int(hexadecimal, 16)) if hexadecimal else float(decimal or word)
    return -value if sign == "-" else value
