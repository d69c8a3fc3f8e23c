"""Five hundred hostile texts on every pane, judged by the bytes that a pty is sent."""

import re
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.hostile import MARK, TEXTS

pytestmark = pytest.mark.unmeasured

# What Textual itself writes: CSI with small numbers, charsets, and the shape of the pointer.
OSC = re.compile(r"\x1b\](?:22|2|0);[a-z-]*(?:\x1b\\|\x07)")
CSI = re.compile(r"\x1b\[[0-9;:?<>=$]*[ -/]*[A-Za-z@`{|}~]|\x1b[78=>()][0B]?")
# The first follows a foreign introducer at once; words of ours may come between only as text.
FOREIGN = re.compile(rf"(?:\x1b[\[\]P_^X]|[\x80-\x9f])[0-9;?$:,/a-zA-Z]{{0,8}}{MARK}")


def test_the_corpus_is_large_and_of_every_kind() -> None:
    assert len(TEXTS) >= 500
    assert max(map(len, TEXTS)) == 10_000
    for sign in ("\x1b]52", "\x9b", "\u202e", "[@click=", "\u200b", "日本", "\u0301\u0301", "שלום"):
        assert sum(sign in text for text in TEXTS) >= 3


def test_no_text_of_others_is_a_command_or_markup_on_any_pane(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = (sys.executable, "-m", "tests.tui.hostile", str(told))
    with Terminal(columns=160, rows=50, program=program) as terminal:
        assert terminal.wait_for_end(timeout_s=100) == 0, terminal.text
        text = bytes(terminal.written).decode("utf-8")
    assert told.read_text("utf-8") == f"{len(TEXTS)} shown"
    assert MARK in text  # they were shown
    assert FOREIGN.findall(text) == []
    assert "\x1b]52" not in text
    rest = CSI.sub("", OSC.sub("", text))
    assert {c for c in rest if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0} <= set("\r\n\x0e\x0f\x07")
    unseen = set("\u202e\u2066\u2067\u2069\u200b\u200c\u200d\ufeff\u2060\u2028\u2029\u061c")
    assert set(rest) & unseen == set()
