"""Asking a terminal what it is, while the program loads.

All questions go out in one write. Every terminal answers the last one, device attributes, so
its answer says that no other will come. The answers are read once the imports are done; by then
they have come, unless the link is slow, and then the wait is bounded.
"""

import os
import re
import select
import termios
import time
import tty
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from cliptui.preview.answers import AnswerFilter

KITTY_PROBE_ID: Final = 31
_QUESTIONS: Final = (
    "\x1b[>0q"  # XTVERSION: name and version
    f"\x1b_Gi={KITTY_PROBE_ID},s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"  # kitty graphics
    "\x1b[16t"  # size of a cell in pixels
)
_ASK_SYNC: Final = "\x1b[?2026$p"
_FENCE: Final = "\x1b[c"

_NAME: Final = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_KITTY: Final = re.compile(rb"\x1b_Gi=%d;OK" % KITTY_PROBE_ID)
_CELL: Final = re.compile(rb"\x1b\[6;([0-9]+);([0-9]+)t")
_SYNC: Final = re.compile(rb"\x1b\[\?2026;[123]\$y")
_ATTRIBUTES: Final = re.compile(rb"\x1b\[\?([0-9;]*)c")
_SIXEL: Final = b"4"
_READ_BYTES: Final = 4096
_SPEECHLESS: Final = ("", "dumb", "linux")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a terminal has told.

    Attributes:
        name: What it calls itself, with its version: `kitty(0.40.0)`, `tmux 3.3a`.
        has_kitty: Whether it shows images by the graphics protocol of kitty.
        has_sixel: Whether it shows sixels.
        has_sync: Whether it can take several writes for one picture.
        cell_px: Width and height of a cell in pixels, if it tells.
        is_complete: Whether it answered at all.
    """

    name: str = ""
    has_kitty: bool = False
    has_sixel: bool = False
    has_sync: bool = False
    cell_px: tuple[int, int] | None = None
    is_complete: bool = False


def read_answers(raw: bytes) -> Answers:
    """Return what the bytes that a terminal sent tell."""
    name, cell, attributes = _NAME.search(raw), _CELL.search(raw), _ATTRIBUTES.search(raw)
    return Answers(
        name=name[1].decode("utf-8", "replace") if name else "",
        has_kitty=bool(_KITTY.search(raw)),
        has_sixel=bool(attributes) and _SIXEL in (attributes or [b"", b""])[1].split(b";"),
        has_sync=bool(_SYNC.search(raw)),
        cell_px=(int(cell[2]), int(cell[1])) if cell else None,
        is_complete=bool(attributes),
    )


class Asked:
    """A terminal that was asked, or was not.

    Args:
        reading: Descriptor to read answers from.
        modes: The modes that the terminal had before; None if it was not asked.
        asked_s: When it was asked, by `time.monotonic`.
    """

    def __init__(
        self, reading: int = -1, modes: list[Any] | None = None, asked_s: float = 0.0
    ) -> None:
        self._reading = reading
        self._modes = modes
        self._asked_s = asked_s
        self._raw = b""

    @classmethod
    def ask(cls, reading: int, writing: int, environ: Mapping[str, str]) -> "Asked":
        """Ask a terminal; echo and line editing are off from here to `restore`.

        Args:
            reading: Descriptor that the terminal is read from.
            writing: Descriptor that it is written to.
            environ: The environment, whose `TERM` tells of terminals that cannot answer.
        """
        if environ.get("TERM", "") in _SPEECHLESS:
            return cls()
        modes = termios.tcgetattr(reading)
        quiet = list(modes)
        quiet[tty.IFLAG] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
        quiet[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(reading, termios.TCSANOW, quiet)
        # Apple's Terminal takes this question for text, and prints the end of it.
        is_apple = environ.get("TERM_PROGRAM") == "Apple_Terminal"
        questions = _QUESTIONS + ("" if is_apple else _ASK_SYNC) + _FENCE
        os.write(writing, questions.encode())
        return cls(reading, modes, time.monotonic())

    def answers(self, patience_s: float) -> Answers:
        """Return what the terminal has answered.

        Args:
            patience_s: How long after the asking the answers are waited for; at the latest then
                what has come counts.
        """
        deadline_s = self._asked_s + patience_s
        while self._modes is not None and not _ATTRIBUTES.search(self._raw):
            wait_s = max(0.0, deadline_s - time.monotonic())
            if not select.select([self._reading], [], [], wait_s)[0]:
                break
            sent = os.read(self._reading, _READ_BYTES)
            if not sent:
                break
            self._raw += sent
        return read_answers(self._raw)

    def restore(self) -> None:
        """Give the terminal the modes back that it had before it was asked."""
        if self._modes is not None:
            termios.tcsetattr(self._reading, termios.TCSANOW, self._modes)

    def take_typed(self) -> bytes:
        """Return, once, what was typed among the answers; an unfinished answer counts as well."""
        raw, self._raw = self._raw, b""
        answers = AnswerFilter()
        typed = answers.feed(raw.decode("utf-8", "surrogateescape"))
        return (typed + answers.held).encode("utf-8", "surrogateescape")
