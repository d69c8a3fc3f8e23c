"""With a real server, lost answers and real kills, each draft is saved once."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unmeasured


def test_lost_answers_and_kills_lose_no_draft_and_save_none_twice() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.outbox", "12", "6"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    ends = [line.rpartition(": ")[2] for line in ended.stdout.splitlines() if " drafts, " in line]
    assert ends == ["0 lost, 0 too many"] * 2
