"""`cliptui draft`, `drafts` and `clips`: from a selection to a file with just its frames."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cliptui.store import Store
from tests.barcode import read_frame_number
from tests.cli.program import Run, decoded

HARBOUR = "Harbour at dawn"
CUP = "Cup final"

LATER = "It is cut when cliptui next opens this folder; --wait waits."


def clip_files(state_dir: Path) -> list[Path]:
    return sorted(path for path in (state_dir / "clips").rglob("*") if path.is_file())


def frame_numbers(path: Path) -> list[int]:
    return [read_frame_number(frame.to_image()) for frame in decoded(path)]  # type: ignore[no-untyped-call]


def test_the_clip_that_was_waited_for_has_exactly_the_frames_selected(
    run: Run, library: Path, state_dir: Path
) -> None:
    ended = run(
        "draft", HARBOUR, "--in", "00:00:05:03", "--out", "f140", "--wait", "--json",
        "--title", "Gulls", "--on", library,
    )  # fmt: skip
    assert ended.code == 0
    [draft] = json.loads(ended.out)
    assert draft["state"] == "done"
    assert (draft["title"], draft["failure"]) == ("Gulls", "")
    # 123 · 1001 / 24 = 5130.1…, to be rounded up; 140 · 1001 / 24 = 5839.1…, to be rounded down
    assert (draft["start_ms"], draft["stop_ms"]) == (5131, 5839)
    [clip] = clip_files(state_dir)
    assert frame_numbers(clip) == list(range(123, 140))


def test_a_finished_clip_is_an_asset_by_its_title_and_is_told_by_clips(
    run: Run, library: Path
) -> None:
    ended = run("draft", CUP, "--in", "f0", "--out", "f9", "--wait", "--title", "Kick-off",
                "--on", library)  # fmt: skip
    [[draft_id, state, clip_asset_id]] = ended.rows
    assert state == "done"
    [told] = json.loads(run("clips", "--on", library, "--json").out)
    assert (told["draft_id"], told["asset_id"]) == (draft_id, clip_asset_id)
    assert (told["state"], told["is_complete"], told["failure"]) == ("done", True, "")
    [[clip_id, *rest]] = run("clips", "--on", library).rows
    assert [clip_id, *rest] == [told["clip_id"], draft_id, "done", clip_asset_id]
    found = json.loads(run("assets", "--on", library, "--query", "Kick-off", "--json").out)
    assert [(a["id"], a["job_type"], a["frame_count"]) for a in found] == [
        (clip_asset_id, "clip", 9)
    ]


def test_while_it_waits_it_tells_each_change_on_stderr(run: Run, library: Path) -> None:
    ended = run("draft", CUP, "--in", "f10", "--out", "f20", "--wait", "--on", library)
    first, *_, last = ended.err.splitlines()
    # 50 fps: frame 10 is a fifth of a second from the start.
    assert (first, last) == ("saved: Cup final 00:00:00:10", "done: Cup final 00:00:00:10")


def test_a_draft_that_is_not_waited_for_is_kept_and_made_by_a_later_run(
    run: Run, library: Path, state_dir: Path
) -> None:
    saved = run("draft", CUP, "--in", "f100", "--out", "f105", "--title", "One", "--on", library)
    assert (saved.code, saved.err.splitlines()) == (0, ["saved: One", LATER])
    [[first_id, state, clip_asset_id]] = saved.rows
    assert (state, clip_asset_id) == ("saved", "")
    assert run("clips", "--on", library).rows == []
    assert run("drafts", "--on", library).rows == [
        [first_id, run("assets", "--on", library, "--query", "cup").rows[0][0], "2.0", "2.1", "One"]
    ]
    later = run("draft", CUP, "--in", "f200", "--out", "f203", "--title", "Two", "--wait",
                "--on", library)  # fmt: skip
    assert later.rows[0][1] == "done"
    assert [row[2] for row in run("clips", "--on", library).rows] == ["done", "done"]
    assert [frame_numbers(path) for path in clip_files(state_dir)] == [
        list(range(100, 105)),
        list(range(200, 203)),
    ]


def test_drafts_are_listed_the_newest_first_with_all_they_say_as_json(
    run: Run, library: Path
) -> None:
    for title in ("One", "Two"):
        run("draft", CUP, "--in", "1.5s", "--out", "2500ms", "--title", title, "--on", library)
    assert run("clips", "--on", library).rows == []  # nobody waited, so nothing was begun
    two, one = json.loads(run("drafts", "--on", library, "--json").out)
    assert (two["title"], one["title"]) == ("Two", "One")
    assert " ".join(sorted(two)) == ("asset_id created draft_id meta profile start_s stop_s title")
    assert (two["start_s"], two["stop_s"]) == (1.5, 2.5)
    assert one["created"] <= two["created"]
    assert two["created"].endswith("Z")


def test_a_saved_draft_is_remembered_for_the_screen(
    run: Run, library: Path, state_dir: Path
) -> None:
    [[draft_id, *_]] = run("draft", CUP, "--in", "f1", "--out", "f2", "--on", library).rows
    store = Store.open(state_dir / "cliptui.db")
    try:
        assert [draft.draft_id for draft in store.watched(str(library))] == [draft_id]
    finally:
        store.close()


def test_escape_codes_of_a_title_reach_neither_the_terminal_nor_what_is_remembered(
    run: Run, library: Path, state_dir: Path
) -> None:
    title = "\x1b]0;owned\x07Goal"
    ended = run("draft", CUP, "--in", "f1", "--out", "f2", "--title", title, "--on", library)
    assert ended.err.splitlines() == ["saved: ␛]0;owned␇Goal", LATER]
    store = Store.open(state_dir / "cliptui.db")
    try:
        assert [draft.title for draft in store.watched(str(library))] == ["␛]0;owned␇Goal"]
    finally:
        store.close()


def test_places_do_not_know_each_others_drafts(run: Run, library: Path, tmp_path: Path) -> None:
    run("draft", CUP, "--in", "f1", "--out", "f2", "--on", library)
    other = tmp_path / "other"
    library.rename(other)
    assert run("drafts", "--on", other).rows == []


@contextmanager
def small_files() -> Iterator[None]:
    """Let no file become larger than 200 kB, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_clip_that_cannot_be_written_ends_the_run_that_waits_with_the_reason(
    run: Run, library: Path, state_dir: Path
) -> None:
    argv = ("draft", CUP, "--in", "f0", "--out", "f800", "--title", "Goal", "--wait", "--json")
    with small_files():
        ended = run(*argv, "--on", library)
    [draft] = json.loads(ended.out)
    assert (ended.code, draft["state"], draft["clip_asset_id"]) == (1, "failed", "")
    assert ended.err.splitlines()[-1] == f"failed: {draft['failure']}"
    expected = "The clip from “Cup final.mp4” could not be written: File too large."
    assert draft["failure"] == expected
    assert clip_files(state_dir) == []
