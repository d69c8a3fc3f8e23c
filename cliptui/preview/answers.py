"""What terminals answer, kept apart from what people type.

A terminal answers questions in the same stream as keys. Textual understands some answers and
takes the rest for keys: a late `_Gi=31;OK` would type an `i`, which sets an in
point. The filter here stands before it and takes every answer out that Textual does not know.
"""

import re
from typing import Final

# Strings (APC, DCS, OSC) that only a terminal sends, as XTVERSION, kitty graphics and colours;
# then CSI answers: device attributes, sizes in pixels or cells, status, and modes that Textual
# has not asked for. A cursor report, a mode report of 2026 or 2048 and a window resize pass.
_ANSWER: Final = re.compile(
    r"\x1b[_P\]][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b\[[?>=][0-9;]*[cu]"
    r"|\x1b\[[4689];[0-9]+;[0-9]+t"
    r"|\x1b\[\??[03]n"
    r"|\x1b\[\?(?!2026;|2048;)[0-9]+;[0-9]+\$y"
)
_OPENED: Final = re.compile(
    r"\x1b(?:"
    r"[_P\]][^\x07\x1b]*\x1b?"
    r"|\[?"
    r"|\[[?>=][0-9;]*\$?"
    r"|\[[4689](?:;[0-9]*){0,2}"
    r"|\[[03]"
    r")\Z"
)
_BY_TERMINAL: Final = re.compile(r"\x1b(?:\[[?>=]|[_P\]].)", re.DOTALL)
"""What no key sends: the rest of it will come, however slow the link is."""

_MOST_HELD: Final = 8192
"""A longer string is no answer to anything that we ask; it is let through."""

_MOST_IDLE_ROUNDS: Final = 10
_PATIENCE_S: Final = 0.1
_KEY_PATIENCE_S: Final = 0.02


class AnswerFilter:
    """Takes answers out of what a terminal sends, however it is cut into pieces."""

    def __init__(self) -> None:
        self._held = ""
        self._idle_rounds = 0

    @property
    def held(self) -> str:
        """The start of what may be an answer, whose end has not come."""
        return self._held

    @property
    def is_holding(self) -> bool:
        """Whether the start of what may be an answer waits for its end."""
        return bool(self._held)

    @property
    def patience_s(self) -> float:
        """How long to wait for more before giving up: an Esc that was typed must not wait long."""
        is_key = bool(self._held) and not _BY_TERMINAL.match(self._held)
        return _KEY_PATIENCE_S if is_key else _PATIENCE_S

    def feed(self, text: str) -> str:
        """Return what is not an answer; the start of one is held until its end comes.

        Args:
            text: What came from the terminal.
        """
        self._idle_rounds = 0
        rest = _ANSWER.sub("", self._held + text)
        opened = _OPENED.search(rest)
        if opened is None or len(rest) - opened.start() > _MOST_HELD:
            self._held = ""
            return rest
        self._held = rest[opened.start() :]
        return rest[: opened.start()]

    def give_up(self) -> str:
        """Return what was held and was typed after all; called while nothing comes.

        What only a terminal begins is held on for a second: on a slow link its end comes late.
        """
        self._idle_rounds += 1
        if not _BY_TERMINAL.match(self._held):
            held, self._held = self._held, ""
            return held
        if self._idle_rounds >= _MOST_IDLE_ROUNDS:
            self._held = ""
        return ""
