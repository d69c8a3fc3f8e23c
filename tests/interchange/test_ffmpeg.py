"""Commands for ffmpeg: a shell gives it just these words, and it cuts just these frames."""

import os
import shlex
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings

from cliptui.clip.selection import Selection
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.ffmpeg import write_ffmpeg
from tests.barcode import read_frame_number
from tests.cli.program import decoded
from tests.interchange.lists import VARIABLE, any_lists, list_of, timing_at

ASSETS = Path(__file__).parents[2] / "assets"
HOSTILE = '-i \'; touch owned; "$(touch owned)" `touch owned` \n\\ %d *.mp4'
TELLING = '#!/bin/sh\nprintf "%s\\0" "$@" >> "$TOLD"\nprintf "\\n\\0" >> "$TOLD"\n'


def words_told(text: str, folder: Path) -> list[list[str]]:
    """Run a script with an `ffmpeg` that only notes the words that it is given."""
    told = folder / "told"
    told.write_bytes(b"")
    program = folder / "ffmpeg"
    program.write_text(TELLING)
    program.chmod(0o755)
    environ = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "TOLD": str(told)}
    script = text.encode("utf-8", "surrogateescape")
    subprocess.run(["/bin/sh"], input=script, cwd=folder, env=environ, check=True)
    runs = told.read_bytes().decode("utf-8", "surrogateescape").split("\n\0")
    return [run.split("\0")[:-1] for run in runs[:-1]]


def after(words: list[str], option: str) -> str:
    return words[words.index(option) + 1]


@given(any_lists)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_shell_passes_names_on_as_they_are_and_runs_nothing_else(
    tmp_path: Path, cut_list: CutList
) -> None:
    before = {path.name for path in tmp_path.iterdir()} | {"told", "ffmpeg"}
    runs = words_told(write_ffmpeg(cut_list), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= before
    assert len(runs) == len(cut_list.cuts)
    for words, cut in zip(runs, cut_list.cuts, strict=True):
        assert after(words, "-i") == f"file:{cut_list.media}"
        assert after(words, "-frames:v") == str(cut.selection.frame_count)
        name = words[-1].removeprefix("file:")
        assert name.endswith(".mp4")
        assert set(name).isdisjoint('/\\:*?"<>|')
        assert len(name.encode()) <= 255


def test_hostile_names_do_nothing(tmp_path: Path) -> None:
    cuts = (Cut(Selection(0, 1), HOSTILE), Cut(Selection(0, 1), "../../etc/passwd"))
    runs = words_told(write_ffmpeg(CutList("a", HOSTILE, VARIABLE, cuts)), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"told", "ffmpeg"}
    assert [after(words, "-i") for words in runs] == [f"file:{HOSTILE}"] * 2
    assert runs[1][-1] == "file:02 .._.._etc_passwd.mp4"


@pytest.mark.parametrize("title", ["", "...", "🎉" * 100, "CON", "a."])
def test_every_title_makes_a_file_name_that_can_be_used_anywhere(title: str) -> None:
    name = write_ffmpeg(list_of(VARIABLE, (0, 1), title=title)).split("file:01 ")[1].split(".mp4")
    assert 0 < len(name[0].encode()) <= 180
    assert not name[0].endswith((" ", "."))


@given(any_lists)
def test_the_times_lie_half_a_frame_before_the_first_frame_wanted_and_the_first_one_not(
    cut_list: CutList,
) -> None:
    at = cut_list.timing.seconds_at
    _, *commands = " ".join(shlex.split(write_ffmpeg(cut_list))).split("ffmpeg -nostdin ")
    for command, cut in zip(commands, cut_list.cuts, strict=True):
        words = command.split(" ")
        start = Fraction(after(words, "-ss"))
        stop = start + Fraction(after(words, "-t"))
        if cut.selection.in_frame:
            assert at(cut.selection.in_frame - 1) < start < at(cut.selection.in_frame)
        else:
            assert start == 0
        assert at(cut.selection.out_frame - 1) < stop < at(cut.selection.out_frame)


def timing_of(path: Path) -> Timing:
    """Return when the first 200 frames of a film are shown, by PyAV alone."""
    with av.open(path) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        packets = (packet.pts for packet in container.demux(stream))
        starts = sorted(pts * stream.time_base for pts in packets if pts is not None)
    if path.suffix == ".mov":
        return VariableTiming(tuple(int(at * 1000) for at in starts[:200]), int(starts[200] * 1000))
    return ConstantTiming(FrameRate(1 / (starts[1] - starts[0])), 200)


FILMS = ["Harbour at dawn.mp4", "Cup final.mp4", "Night drive.mp4", "Evening at the fair.mov"]


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
@pytest.mark.parametrize("name", FILMS)
def test_ffmpeg_cuts_just_the_selected_frames(name: str, tmp_path: Path) -> None:
    ranges = [(0, 5), (123, 130), (199, 200)]
    cuts = tuple(Cut(Selection(*each), "It's") for each in ranges)
    film = ASSETS / name
    text = write_ffmpeg(CutList("film", str(film), timing_of(film), cuts))
    subprocess.run(["/bin/sh"], input=text.encode(), cwd=tmp_path, capture_output=True, check=True)
    for number, (start, stop) in enumerate(ranges, 1):
        frames = decoded(tmp_path / f"{number:02d} It's.mp4")
        shown = [read_frame_number(frame.to_image()) for frame in frames]  # type: ignore[no-untyped-call]
        assert shown == list(range(start, stop))


def test_an_asset_of_a_day_is_cut_at_the_microsecond() -> None:
    timing = timing_at(FrameRate(Fraction(60000, 1001)))
    text = write_ffmpeg(list_of(timing, (5_000_000, 5_000_010)))
    # 4 999 999.5 · 1001 / 60000 = 83 416.658 325 s
    assert " -ss 83416.658325 " in text
