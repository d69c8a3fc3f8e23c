"""Results that cannot be written."""

import errno
import io
import sys

import pytest

from cliptui.cli import main
from cliptui.cli.exits import ExitCode
from cliptui.cli.output import print_result
from tests.cli.program import Run


class Failing(io.StringIO):
    """A stdout that takes nothing."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def write(self, text: str) -> int:
        del text
        raise OSError(self.number, "No space left on device")


def test_results_that_find_no_room_are_told_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(errno.ENOSPC))
    ended = run("config", "path")
    assert ended.code == ExitCode.BAD_INPUT
    assert ended.err == (
        "cliptui: The results cannot be written to stdout (No space left on device): "
        "send them elsewhere.\n"
    )


def test_a_reader_that_has_seen_enough_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(errno.EPIPE))
    with pytest.raises(BrokenPipeError):
        print_result("row")


def test_letters_that_stdout_does_not_know_are_written_as_escapes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
    main(["keys"])
    assert b"\\u2190" in written.getvalue()  # the arrow to the left
