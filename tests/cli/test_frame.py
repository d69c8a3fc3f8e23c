"""`cliptui frame`: the picture it writes is the frame that was asked for."""

from pathlib import Path

import pytest
from PIL import Image

from cliptui.preview.fit import CellSize
from cliptui.preview.glyphs import Blocks
from cliptui.preview.picture import to_pixels
from tests.barcode import read_frame_number
from tests.cli.program import Run
from tests.preview.emulator import picture_of
from tests.terminal import Terminal

HARBOUR = "Harbour at dawn"  # 23.976 fps, 576 frames


@pytest.mark.parametrize(
    ("time", "frame", "label"),
    [
        ("f123", 123, "00:00:05:03"),
        ("00:00:05:03", 123, "00:00:05:03"),
        ("503", 123, "00:00:05:03"),
        ("12.179s", 292, "00:00:12:04"),  # 12.179 · 24000 / 1001 = 292.003…
        ("12179ms", 292, "00:00:12:04"),
        ("00:00:12.179", 292, "00:00:12:04"),
        ("0", 0, "00:00:00:00"),
        ("50%", 288, "00:00:12:00"),
        ("f576", 575, "00:00:23:23"),  # the end is shown by the last frame
    ],
)
def test_the_picture_is_the_frame_that_was_asked_for(
    run: Run, library: Path, tmp_path: Path, time: str, frame: int, label: str
) -> None:
    target = tmp_path / "frame.png"
    ended = run("frame", HARBOUR, time, "-o", target, "--on", library)
    assert (ended.code, ended.out, ended.err) == (0, "", f"f {frame}, {label} → {target}\n")
    with Image.open(target) as image:
        assert (image.format, image.size) == ("PNG", (640, 360))
        assert read_frame_number(image) == frame


def test_an_asset_can_be_named_by_its_id(run: Run, library: Path, tmp_path: Path) -> None:
    asset_id = run("assets", "--on", library, "--query", "cup").rows[0][0]
    target = tmp_path / "frame.png"
    assert run("frame", asset_id, "f799", "-o", target, "--on", library).code == 0
    with Image.open(target) as image:
        assert read_frame_number(image) == 799


def test_a_frame_of_the_demo_library_needs_no_place(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "frame.png"
    ended = run("frame", "Night drive", "00:01:00;02", "-o", target)
    assert ended.code == 0
    with Image.open(target) as image:
        assert read_frame_number(image) == 1800  # drop-frame: 1800 is the label after 00:00:59;29


def test_without_a_file_the_terminal_shows_the_frame(
    library: Path, run: Run, tmp_path: Path
) -> None:
    target = tmp_path / "frame.png"
    run("frame", "Cup final", "f5", "-o", target, "--on", library)
    words = ("frame", "Cup final", "f5", "--on", str(library))
    with Terminal(*words, columns=40, rows=20) as terminal:
        assert terminal.wait_for_end() == 0
        assert "f 5, 00:00:00:05" in terminal.text
        # 40 columns of 1:2 cells are 22.5 pixels high for 16:9, so 11 rows of two.
        shown = picture_of(terminal.screen, Blocks.HALF, (40, 11), (0, 0))
    expected = to_pixels(target.read_bytes(), CellSize(40, 18))
    assert shown.tobytes() == expected.tobytes()
