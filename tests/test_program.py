"""The real program in a terminal of our own: the whole job, its end, and what it never writes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import av
import pytest

from tests.barcode import read_frame_number
from tests.demo import ASSETS, demo_copy
from tests.terminal import Terminal

pytestmark = pytest.mark.unmeasured

CUP = "Cup final.mp4"
CLIP_ID = re.compile(r"✓ done .* clip ([0-9a-f]{32})")
# What a program may write to a terminal to draw: CSI sequences, the few private modes and
# OSC sequences that Textual itself uses, and text. An OSC 52 (clipboard) is not among them.
CONTROL = re.compile(
    r"\x1b\[[0-9;:?<>=$]*[ -/]*[A-Za-z@`{|}~]|\x1b[78=>()][0B]?|[\r\n\x0e\x0f\x07]"
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return demo_copy(tmp_path / "library", CUP)


def test_enter_i_o_s_makes_a_clip_with_exactly_its_frames(library: Path, state_dir: Path) -> None:
    before = (library / CUP).read_bytes()
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        terminal.send("1.\r")
        terminal.wait_for_text("f 50 ")
        terminal.send("i>")
        terminal.wait_for_text("f 100 ")
        terminal.send("os")
        found = terminal.wait_for(lambda text: bool(CLIP_ID.search(text)))
        asset_id = CLIP_ID.search(found)
        terminal.wait_for_text("51 f, first and last frame as marked.")
        assert terminal.written.count(b"\x1b]9;Done: ") == 1  # whoever looks elsewhere is told
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert asset_id is not None
    listed = subprocess.run(
        [sys.executable, "-m", "cliptui", "assets", "--json", "--on", library],
        capture_output=True,
        check=True,
    )
    clip = next(row for row in json.loads(listed.stdout) if row["id"] == asset_id[1])
    assert clip["frame_count"] == 51
    assert clip["job_type"] == "clip"
    (file,) = (state_dir / "clips").rglob("*.mp4")
    assert [numbers_of(file)[0], numbers_of(file)[-1]] == [50, 100]
    assert list(range(50, 101)) == numbers_of(file)
    assert (library / CUP).read_bytes() == before


def numbers_of(file: Path) -> list[int]:
    with av.open(file) as container:
        pictures = [frame.to_image() for frame in container.decode(video=0)]  # type: ignore[no-untyped-call]
    return [read_frame_number(picture) for picture in pictures]


def test_keys_that_come_in_one_piece_are_each_carried_out(library: Path, state_dir: Path) -> None:
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r100\ri200\ros")
        terminal.wait_for(lambda text: bool(CLIP_ID.search(text)))
        terminal.send("q")
        terminal.wait_for_end()
    (file,) = (state_dir / "clips").rglob("*.mp4")
    assert numbers_of(file) == list(range(50, 101))


def test_a_read_only_desk_marks_but_saves_nothing(library: Path, state_dir: Path) -> None:
    with Terminal("--read-only", str(library)) as terminal:
        terminal.wait_for_text("(read-only)")
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        terminal.send("i>os")
        terminal.wait_for_text("nothing is saved or deleted")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert not list((state_dir / "clips").rglob("*.mp4"))


def test_coming_back_from_the_shell_paints_the_screen(library: Path) -> None:
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\x1a")
        terminal.wait_for_bytes(b"\x1b[?1049l")
        terminal.wait_for_stop()  # a shell continues only what has stopped
        position = len(terminal.written)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for_bytes(b"Cup final", start=position)
        terminal.send("q")
        assert terminal.wait_for_end() == 0


def test_the_program_leaves_the_terminal_as_it_was(library: Path) -> None:
    with Terminal(str(library)) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("q")
        assert terminal.wait_for_end() == 0
        assert b"\x1b[?1049l" in terminal.written  # the alternate screen is left
        assert b"\x1b[?25h" in terminal.written  # the cursor is shown


def test_a_terminal_below_the_least_size_is_told_so(library: Path) -> None:
    with Terminal(str(library), columns=59, rows=17) as terminal:
        assert "too small" in terminal.wait_for_text("cliptui --help")


# A name cannot hold NUL or /; everything else can be in one.
HOSTILE = (
    "clip \x1b]52;c;ZXZpbA==\x07",
    "take \x1b[2J\x1b[31m red",
    "c1 \x9b31m \x9d52;c;ZXZpbA==\x9c",
    "bidi \u202egnp.exe\u2069",
    "zero\u200bwidth \ufeff\u2060",
    "markup [@click=app.quit]x [bold",
    "bell \x07 del \x7f back \x08\x08",
    "stack a" + "\u0301" * 40,
)


@pytest.fixture
def hostile_library(tmp_path: Path) -> Path:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for name in HOSTILE:
        shutil.copyfile(ASSETS / CUP, folder / f"{name}.mp4")
    broken = folder / f"broken {HOSTILE[0]}.mp4"
    broken.write_bytes(b"\x1b]52;c;ZXZpbA==\x07 no video")
    os.utime(broken, (0, 0))
    return folder


def test_no_name_reaches_the_terminal_as_a_command(hostile_library: Path) -> None:
    with Terminal(str(hostile_library), columns=120, rows=40) as terminal:
        terminal.wait_for_text("▄")
        for _ in HOSTILE:
            terminal.send("j")
            terminal.read(0.3)
        terminal.wait_for_text("is damaged")
        terminal.send("g\r")
        terminal.wait_for_text("f 0 ")
        terminal.send("i>os")
        terminal.wait_for_text("✓ done")
        terminal.send("\t\r")
        terminal.read(1)
        terminal.send("q")
        assert terminal.wait_for_end() == 0
        written = bytes(terminal.written)
    text = written.decode("utf-8")
    assert b"ZXZpbA" not in re.sub(rb"[^\x1b]*", b"", written)
    assert "\x1b]52" not in text
    rest = CONTROL.sub("", re.sub(r"\x1b\][0-9]+;[^\x1b\x07]*(\x1b\\|\x07)", "", text))
    foreign = {c for c in rest if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0}
    assert foreign <= {"\x1b"}, foreign
    assert not set(text) & set("\u202e\u2069\u200b\ufeff\u2060")
