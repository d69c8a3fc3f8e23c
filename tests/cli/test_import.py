"""`cliptui import`: a draft for each cut in a file, and none twice."""

import json
from pathlib import Path

import pytest

from cliptui.cli.exits import ExitCode
from tests.cli.program import Run

CUP = "Cup final"


@pytest.fixture
def cuts(tmp_path: Path) -> Path:
    """Return a file of two cuts, the second without a title."""
    file = tmp_path / "cuts.csv"
    file.write_text("start,end,name\n2,4,Goal\n12,12.5,\n")
    return file


def drafted(run: Run, library: Path) -> list[list[str]]:
    return [row[2:] for row in reversed(run("drafts", "--on", library).rows)]


def test_a_draft_is_saved_for_each_cut_and_its_id_printed(
    run: Run, library: Path, cuts: Path
) -> None:
    ended = run("import", cuts, CUP, "--on", library)
    assert ended.code == 0
    assert ended.err == "saved: Goal\nsaved: Cup final 00:00:12:00\n"
    ids = [row[0] for row in reversed(run("drafts", "--on", library).rows)]
    assert ended.rows == [
        [ids[0], "saved", "2000", "4000", "Goal"],
        [ids[1], "saved", "12000", "12500", "Cup final 00:00:12:00"],
    ]
    assert drafted(run, library) == [
        ["2.0", "4.0", "Goal"],
        ["12.0", "12.5", "Cup final 00:00:12:00"],
    ]


def test_a_dry_run_tells_the_same_and_saves_nothing(run: Run, library: Path, cuts: Path) -> None:
    ended = run("import", cuts, CUP, "--dry-run", "--json", "--on", library)
    rows = json.loads(ended.out)
    assert [(row["draft_id"], row["state"], row["title"]) for row in rows] == [
        ("-", "not saved", "Goal"),
        ("-", "not saved", "Cup final 00:00:12:00"),
    ]
    assert drafted(run, library) == []


def test_frames_that_are_drafted_already_are_left_alone(
    run: Run, library: Path, cuts: Path
) -> None:
    [[known, *_]] = run("draft", CUP, "--in", "f100", "--out", "f200", "--on", library).rows
    first = run("import", cuts, CUP, "--on", library)
    assert [row[1] for row in first.rows] == ["already drafted", "saved"]
    assert first.rows[0][0] == known
    again = run("import", cuts, CUP, "--on", library)
    assert [row[1] for row in again.rows] == ["already drafted"] * 2
    assert len(drafted(run, library)) == 2


@pytest.mark.parametrize("kind", ["llc", "csv"])
def test_what_was_exported_is_imported_elsewhere_as_the_same_drafts(
    run: Run, library: Path, tmp_path: Path, cuts: Path, kind: str
) -> None:
    run("import", cuts, CUP, "--on", library)
    before = drafted(run, library)
    file = tmp_path / f"cuts.{kind.upper()}"
    run("export", CUP, "--drafts", "--as", kind, "-o", file, "--on", library)
    moved = library.rename(tmp_path / "moved")
    assert run("import", file, CUP, "--on", moved).code == 0
    assert drafted(run, moved) == before


def test_the_format_and_the_unit_can_be_said(run: Run, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "cuts.txt"
    file.write_text("100,200,Goal\n")
    argv = ("import", file, CUP, "--dry-run", "--on", library)
    assert run(*argv, "--as", "csv", "--unit", "frames").rows[0][2:4] == ["2000", "4000"]
    refused = run(*argv)
    assert refused.code == ExitCode.USAGE
    assert "say which it is with --as" in refused.err


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.csv", b"", "There is no cut in it."),
        ("x.csv", b"1,2\n3", "Row 2: It has no two columns"),
        ("x.csv", b"\xff\xfe", "is no text in UTF-8."),
        ("x.csv", b"1,2\n" * 2_000_001, "is too large for a list of cuts."),
        ("x.llc", b"{", "Line 1 cannot be read."),
        ("x.llc", b"{version: 2, cutSegments: []}", "There is no cut in it."),
        ("x.llc", None, "cannot be read (No such file or directory): check its name."),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_nothing_is_saved(
    run: Run, library: Path, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    ended = run("import", file, CUP, "--on", library)
    assert (ended.code, ended.out) == (ExitCode.BAD_INPUT, "")
    assert sentence in ended.err
    assert len(ended.err.splitlines()) == 1
    assert drafted(run, library) == []


def test_titles_from_a_template_are_numbered_on_from_the_drafts_there_are(
    run: Run, library: Path, cuts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPTUI_TITLE", "{asset} {n:02}")
    for start in ("f700", "f710"):
        run("draft", CUP, "--in", start, "--out", "f720", "--on", library)
    run("import", cuts, CUP, "--on", library)
    titles = [title for _, _, title in drafted(run, library)]
    assert titles == ["Cup final 01", "Cup final 02", "Goal", "Cup final 04"]
