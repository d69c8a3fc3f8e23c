"""The real program, whose terminal drops or which is killed: what was marked is there again."""

import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cliptui.clip.kept import KeptDesk
from cliptui.store import Store
from tests.demo import demo_copy
from tests.terminal import Terminal

pytestmark = pytest.mark.unmeasured

CUP = "Cup final.mp4"
BY_HANGUP, BY_TERM = 129, 143
KILLS = 2
START, CUP_FPS = 100, 50

HANGING = """
import sys, threading, time
from cliptui.cli.leaving import leaving_in_order
with leaving_in_order(lambda: None, sys.stdin.fileno(), 0.1):
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return demo_copy(tmp_path / "library", CUP)


def kept_desk(state_dir: Path, library: Path) -> KeptDesk:
    store = Store.open(state_dir / "cliptui.db")
    [[asset_id]] = store._database.rows("SELECT DISTINCT asset_id FROM journal")
    desk = store.kept_desk(str(library), asset_id)
    store.close()
    assert desk is not None
    return desk


def in_frame(state_dir: Path, library: Path) -> int:
    """Return the latest in point that was kept; with nothing undone it is the last one written."""
    *_, marked = re.findall(r'"in":(\d+)', kept_desk(state_dir, library).text)
    return int(marked)


ENDS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "SIGHUP": (lambda terminal: terminal.signal(signal.SIGHUP), BY_HANGUP),
    "SIGTERM": (lambda terminal: terminal.signal(signal.SIGTERM), BY_TERM),
    "no signal at all": (Terminal.hang_up, BY_HANGUP),
}


def test_a_program_that_loses_its_terminal_ends_and_the_next_start_goes_on(
    library: Path, state_dir: Path
) -> None:
    for second, (name, (end, code)) in enumerate(ENDS.items(), 1):
        with Terminal(str(library)) as terminal:
            terminal.wait_for_text("▄")
            terminal.send(f"\r{second}00\ri")
            terminal.wait_for_text(f"IN 00:00:0{second}:00")
            end(terminal)
            assert (name, terminal.wait_for_end()) == (name, code)
        assert in_frame(state_dir, library) == second * CUP_FPS
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("Restored, at 00:00:03:00. IN 00:00:03:00.")
        terminal.send("uuu")
        terminal.wait_for_text("Nothing is marked.")
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_the_terminal_is_given_back_before_a_program_is_ended(library: Path) -> None:
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_for_end() == BY_TERM
        assert b"\x1b[?1049l" in terminal.written


def test_a_program_that_hangs_is_ended_all_the_same() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HANGING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == BY_TERM


def test_what_the_screen_has_shown_is_there_after_a_kill(library: Path, state_dir: Path) -> None:
    dice = random.Random(7)  # noqa: S311  not a secret
    begin = START
    for _ in range(KILLS):
        with Terminal(str(library)) as terminal:
            terminal.wait_for_text("▄")
            terminal.send(f"\r{begin // CUP_FPS}{begin % CUP_FPS:02}\ri")
            terminal.wait_for_text(f"IN {label(begin)}")
            for _ in range(dice.randint(3, 30)):
                terminal.send(".i")
                terminal.read(dice.uniform(0, 0.02))
            terminal.signal(signal.SIGKILL)
            while terminal.read(0.05):
                pass
            shown = max(in_frames(terminal.text))
        kept = in_frame(state_dir, library)
        assert begin <= shown <= kept
        begin = kept + 1


def label(frame: int) -> str:
    return f"00:00:{frame // CUP_FPS:02}:{frame % CUP_FPS:02}"


def in_frames(text: str) -> list[int]:
    """Return the frames that the screen calls IN."""
    labels = re.findall(r"IN 00:00:(\d\d):(\d\d)", text)
    return [int(seconds) * CUP_FPS + int(frames) for seconds, frames in labels]
