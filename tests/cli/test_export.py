"""`cliptui export`: cuts of an asset, typed or drafted, in the formats of other programs."""

import json
from pathlib import Path

import opentimelineio as otio
import pytest

from cliptui.cli.exits import ExitCode
from tests.cli.program import Run

CUP = "Cup final"
HARBOUR = "Harbour at dawn"
ONE = ("--in", "f100", "--out", "f200")
TWO = (*ONE, "--in", "12.", "--out", "00:00:12:25", "--title", "Goal")


def test_typed_cuts_are_written_to_stdout_in_the_order_typed(run: Run, library: Path) -> None:
    ended = run("export", CUP, *TWO, "--as", "csv", "--on", library)
    assert (ended.code, ended.out) == (0, "2,4,Goal\r\n12,12.5,\r\n")
    assert ended.err == "cuts written: 2\n"


@pytest.mark.parametrize(
    ("unit", "written"),
    [("seconds", "2,4,"), ("frames", "100,200,"), ("timecode", "00:00:02:00,00:00:04:00,")],
)
def test_csv_counts_as_it_is_told(run: Run, library: Path, unit: str, written: str) -> None:
    ended = run("export", CUP, *ONE, "--as", "csv", "--unit", unit, "--on", library)
    assert (ended.code, ended.out) == (0, f"{written}\r\n")


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        ("llc", '{\n  "version": 2,\n  "mediaFileName": "cup.mp4",\n'),
        ("edl", "TITLE: Cup final\nFCM: NON-DROP FRAME\n001  AX       V     C        00:00:02:00"),
        ("otio", '{\n  "OTIO_SCHEMA": "Timeline.1",\n'),
        ("webvtt", "WEBVTT\n\n1\n00:00:02.000 --> 00:00:04.000\nGoal\n"),
        ("ffmpeg", "#!/bin/sh\nset -eu\nffmpeg -nostdin -hide_banner -n -ss 1.99 -i file:cup.mp4 "),
    ],
)
def test_each_format_can_be_asked_for(run: Run, library: Path, kind: str, start: str) -> None:
    ended = run("export", CUP, *TWO, "--as", kind, "--media", "cup.mp4", "--on", library)
    assert (ended.code, ended.out[: len(start)]) == (0, start)


def test_chapters_for_youtube_are_refused_with_the_rule_that_they_break(
    run: Run, library: Path
) -> None:
    ended = run("export", CUP, *ONE, "--as", "youtube", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
    assert ended.err == "cliptui: YouTube needs 3 chapters or more, and there are 1.\n"


def test_drafts_of_the_asset_are_exported_in_the_order_of_time_to_a_file(
    run: Run, library: Path, tmp_path: Path
) -> None:
    for asset, start, stop, title in (
        (HARBOUR, "f300", "f400", "Late"),
        (CUP, "f0", "f9", "Elsewhere"),
        (HARBOUR, "f123", "f140", "Gulls"),
    ):
        run("draft", asset, "--in", start, "--out", stop, "--title", title, "--on", library)
    file = tmp_path / "gulls.otio"
    ended = run("export", HARBOUR, "--drafts", "--as", "otio", "-o", file, "--on", library)
    assert (ended.code, ended.out, ended.err) == (0, "", "cuts written: 2\n")
    clips = otio.adapters.read_from_file(str(file)).find_clips()
    told = [(c.name, c.source_range.start_time.value, c.source_range.duration.value) for c in clips]
    assert told == [("Gulls", 123, 17), ("Late", 300, 100)]


def test_an_asset_without_drafts_has_nothing_to_export(run: Run, library: Path) -> None:
    ended = run("export", CUP, "--drafts", "--as", "csv", "--on", library)
    assert (ended.code, ended.err) == (ExitCode.BAD_INPUT, "cliptui: “Cup final” has no drafts.\n")


def test_escape_codes_of_a_title_get_into_no_file(run: Run, library: Path) -> None:
    ended = run("export", CUP, *ONE, "--title", "\x1b[2JGoal", "--as", "llc", "--on", library)
    assert json.loads(ended.out)["cutSegments"][0]["name"] == "␛[2JGoal"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("--in", "f1"), "Each --in needs an --out."),
        ((*ONE, "--title", "a", "--title", "b"), "There are more titles than cuts."),
        ((), "Nothing to export: give --in and --out, or --drafts."),
        ((*ONE, "--unit", "frames"), "Only CSV has a --unit."),
    ],
)
def test_a_command_line_that_makes_no_sense_says_so(
    run: Run, library: Path, argv: tuple[str, ...], sentence: str
) -> None:
    ended = run("export", CUP, *argv, "--as", "llc", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.USAGE, "")
    assert sentence in ended.err


def test_a_file_that_cannot_be_written_is_told(run: Run, library: Path) -> None:
    ended = run("export", CUP, *ONE, "--as", "csv", "-o", "/nowhere/x.csv", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
    place = "“/nowhere/x.csv” (No such file or directory)"
    assert (
        ended.err == f"cliptui: The list of cuts cannot be written to {place}: name another file.\n"
    )
