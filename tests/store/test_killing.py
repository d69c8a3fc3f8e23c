"""A mark that was kept is there after the program was killed at any moment."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.unmeasured

ROUNDS = 100


def test_a_hundred_kills_at_random_moments_lose_no_mark(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.store.killing", str(ROUNDS), "6", str(tmp_path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ended.stdout)
    assert (told["lost"], told["rescued"]) == (0, 0)
    assert told["written"] >= ROUNDS
