"""Clips appear whole or not at all, under a safe name, written by one process at a time."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from cliptui.server.clip_files import claimed, clip_name, publish, remove_stale

DRAFT_ID = "0123456789abcdef0123456789abcdef"
OTHER_ID = "f" * 32


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Goal", "Goal [01234567].mp4"),
        ("../../etc/passwd", "_.._etc_passwd [01234567].mp4"),
        ("a\\b", "a_b [01234567].mp4"),
        (".hidden", "hidden [01234567].mp4"),
        ("", "clip [01234567].mp4"),
        (" . ", "clip [01234567].mp4"),
        ("tab\tnul\0esc\x1b", "tab␉nul␀esc␛ [01234567].mp4"),
        ("Größe 完", "Größe 完 [01234567].mp4"),
    ],
)
def test_a_title_becomes_a_name_that_stays_in_the_folder(
    tmp_path: Path, title: str, expected: str
) -> None:
    name = clip_name(tmp_path, title, DRAFT_ID)

    assert name == expected
    (tmp_path / name).write_bytes(b"")
    assert names(tmp_path) == [name]


@pytest.mark.parametrize("title", ["x" * 500, "完" * 500, "👩" * 500])
def test_a_long_title_makes_a_name_that_file_systems_take(tmp_path: Path, title: str) -> None:
    name = clip_name(tmp_path, title, DRAFT_ID)

    (tmp_path / name).write_bytes(b"")
    assert name.startswith(title[:37])
    assert len(name.encode()) <= 200


def test_a_name_that_is_taken_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / "Goal [01234567].mp4").write_bytes(b"")

    assert clip_name(tmp_path, "Goal", DRAFT_ID) == f"Goal [{DRAFT_ID}].mp4"


def test_a_claim_leaves_nothing_behind(tmp_path: Path) -> None:
    with claimed(tmp_path, DRAFT_ID) as part:
        assert part is not None
        part.write_bytes(b"half")
        assert part.name.startswith(".")

    assert list(tmp_path.iterdir()) == []


def test_a_claimed_draft_cannot_be_claimed_again_until_it_is_let_go(tmp_path: Path) -> None:
    with claimed(tmp_path, DRAFT_ID) as first, claimed(tmp_path, DRAFT_ID) as second:
        assert (first is None, second) == (False, None)
        with claimed(tmp_path, OTHER_ID) as other:
            assert other is not None
    with claimed(tmp_path, DRAFT_ID) as again:
        assert again is not None


def test_who_opened_the_lock_before_it_was_let_go_does_not_get_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = claimed(tmp_path, DRAFT_ID)
    first.__enter__()
    real_open = os.open

    def open_and_let_go(path: Path, flags: int, mode: int) -> int:
        descriptor = real_open(path, flags, mode)
        first.__exit__(None, None, None)
        return descriptor

    monkeypatch.setattr("os.open", open_and_let_go)
    with claimed(tmp_path, DRAFT_ID) as late:
        assert late is None


def _hold(folder: Path, told: Connection) -> None:
    with claimed(folder, DRAFT_ID) as part:
        assert part is not None
        part.write_bytes(b"half")
        told.send("claimed")
        told.recv()


def test_a_draft_of_a_process_that_was_killed_is_free_and_its_rest_is_removed(
    tmp_path: Path,
) -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_hold, args=(tmp_path, there))
    process.start()
    assert here.recv() == "claimed"
    with claimed(tmp_path, DRAFT_ID) as part:
        assert part is None
    remove_stale(tmp_path)
    part_name, lock_name = f".{DRAFT_ID}.part.mp4", f".{DRAFT_ID}.lock"
    assert names(tmp_path) == sorted([part_name, lock_name])

    process.kill()
    process.join()
    (tmp_path / ".foreign.lock").write_bytes(b"")
    (tmp_path / ".foreign.part.mp4").write_bytes(b"")
    remove_stale(tmp_path)

    assert names(tmp_path) == [".foreign.lock", ".foreign.part.mp4"]
    with claimed(tmp_path, DRAFT_ID) as part:
        assert part is not None


def test_a_published_clip_has_its_name_and_survives_the_claim(tmp_path: Path) -> None:
    target = tmp_path / "Goal.mp4"
    with claimed(tmp_path, DRAFT_ID) as part:
        assert part is not None
        part.write_bytes(b"whole")
        publish(part, target)

    assert names(tmp_path) == ["Goal.mp4"]
    assert target.read_bytes() == b"whole"


def test_publishing_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "part").write_bytes(b"new")
    (tmp_path / "Goal.mp4").write_bytes(b"old")

    with pytest.raises(FileExistsError, match="exists already"):
        publish(tmp_path / "part", tmp_path / "Goal.mp4")
    assert (tmp_path / "Goal.mp4").read_bytes() == b"old"
