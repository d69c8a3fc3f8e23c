"""A folder holds the video files that it seems to hold, and nothing from elsewhere."""

import os
from pathlib import Path

import pytest

from cliptui.errors import BadPlace
from cliptui.server.folder import check_folder, scan


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def found(folder: Path) -> list[str]:
    return [video.relative for video in scan(folder)]


def test_video_files_are_found_in_all_folders_in_a_steady_order(tmp_path: Path) -> None:
    for name in ("b.mp4", "a.mkv", "deep/er/c.WEBM", "deep/d.ts"):
        touch(tmp_path / name)

    assert found(tmp_path) == ["a.mkv", "b.mp4", "deep/d.ts", "deep/er/c.WEBM"]


@pytest.mark.parametrize(
    "extension",
    "mp4 m4v mov mkv webm ts m2ts mts avi mpg mpeg flv 3gp wmv mxf ogv".split(),  # noqa: SIM905  the list as it was agreed
)
def test_every_usual_ending_is_taken_for_video(tmp_path: Path, extension: str) -> None:
    touch(tmp_path / f"a.{extension}")

    assert found(tmp_path) == [f"a.{extension}"]


def test_other_files_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("notes.txt", "mp4", ".hidden.mp4", ".git/a.mp4", "a.mp4.part", "b.mp4"):
        touch(tmp_path / name)
    (tmp_path / "folder.mp4").mkdir()
    os.mkfifo(tmp_path / "pipe.mp4")

    assert found(tmp_path) == ["b.mp4"]


def test_size_and_time_of_a_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"12345")
    os.utime(path, ns=(0, 1_700_000_000_123_456_789))

    (video,) = scan(tmp_path)

    assert (video.path, video.size_bytes, video.mtime_ns) == (path, 5, 1_700_000_000_123_456_789)


def test_links_that_leave_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    touch(folder / "own.mp4")
    touch(tmp_path / "secret.mp4")
    touch(tmp_path / "library-two" / "secret.mp4")
    (folder / "file.mp4").symlink_to(tmp_path / "secret.mp4")
    (folder / "up").symlink_to(tmp_path)
    (folder / "sibling").symlink_to(tmp_path / "library-two")
    (folder / "dangling.mp4").symlink_to(tmp_path / "nothing.mp4")
    (folder / "self.mp4").symlink_to(folder / "self.mp4")

    assert found(folder) == ["own.mp4"]


def test_links_within_the_folder_are_followed_once(tmp_path: Path) -> None:
    # git-annex keeps files so: visible links to contents in a hidden folder.
    touch(tmp_path / ".annex" / "contents" / "x.mp4")
    touch(tmp_path / "real" / "a.mp4")
    (tmp_path / "film.mp4").symlink_to(tmp_path / ".annex" / "contents" / "x.mp4")
    (tmp_path / "annex").symlink_to(tmp_path / ".annex")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "real" / "again").symlink_to(tmp_path / "real")

    assert found(tmp_path) == ["annex/contents/x.mp4", "film.mp4", "real/a.mp4"]


def test_a_folder_that_is_itself_reached_by_a_link_is_read(tmp_path: Path) -> None:
    touch(tmp_path / "real" / "a.mp4")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert found(tmp_path / "link") == ["a.mp4"]


def test_a_folder_within_that_cannot_be_read_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "a.mp4")
    touch(tmp_path / "locked" / "b.mp4")
    scandir = os.scandir

    def refuse(path: str) -> object:
        # Tests may run as root, whom no permission stops.
        if path.endswith("locked"):
            raise PermissionError(path)
        return scandir(path)

    monkeypatch.setattr("os.scandir", refuse)

    assert found(tmp_path) == ["a.mp4"]


def test_a_folder_that_does_not_exist_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadPlace, match=r"There is no folder “.*/nowhere”: check its name\."):
        check_folder(tmp_path / "nowhere")


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    with pytest.raises(BadPlace, match=r"a\.mp4” is not a folder: name the folder"):
        check_folder(touch(tmp_path / "a.mp4"))


def test_a_folder_that_may_not_be_read_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _, __: False)

    with pytest.raises(BadPlace, match="cannot be read: you lack the permission"):
        check_folder(tmp_path)


def test_an_empty_folder_is_told_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(BadPlace, match="is empty: put video files into it"):
        check_folder(tmp_path)


def test_a_folder_without_video_is_told_what_counts_as_video(tmp_path: Path) -> None:
    touch(tmp_path / "notes.txt")

    with pytest.raises(BadPlace, match=r"holds no video: .* ends in one of \.mp4 .*\.ogv\."):
        check_folder(tmp_path)


def test_a_folder_with_video_is_fine(tmp_path: Path) -> None:
    touch(tmp_path / "deep" / "a.mp4")

    check_folder(tmp_path)


def test_names_of_folders_are_cleaned_in_sentences(tmp_path: Path) -> None:
    folder = tmp_path / "\x1b[2J"
    folder.mkdir()

    with pytest.raises(BadPlace) as caught:
        check_folder(folder)
    assert "␛[2J" in str(caught.value)
    assert "\x1b" not in str(caught.value)
