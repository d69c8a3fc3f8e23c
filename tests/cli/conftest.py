"""Folders of real clips, and the command line to run on them."""

import os
import shutil
from pathlib import Path

import pytest

from cliptui.cli import main
from tests.cli.program import Ended, Run

ASSETS = Path(__file__).parents[2] / "assets"
NEWEST_FIRST = ("Cup final.mp4", "Harbour at dawn.mp4")
CHANGED_S = 1_700_000_000


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command line within this process."""

    def run_main(*argv: str | Path) -> Ended:
        capsys.readouterr()
        code = 0
        try:
            main([str(word) for word in argv])
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else -1
        return Ended(code, *capsys.readouterr())

    return run_main


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder of two clips: 800 frames at 50 fps, and 576 frames at 23.976."""
    folder = tmp_path / "library"
    folder.mkdir()
    for age_s, name in enumerate(NEWEST_FIRST):
        copy = Path(shutil.copy(ASSETS / name, folder))
        os.utime(copy, (CHANGED_S - age_s, CHANGED_S - age_s))
    return folder
