"""The edit lists of an MP4 file, patched in place; the boxes here are written by hand."""

from pathlib import Path

import pytest

from cliptui.media.edits import end_edits

MEDIA = b"\x00\x00\x00\x08mdat"


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return (8 + len(body)).to_bytes(4) + kind + body


def movie(length: int, *tracks: bytes, size: int = 4) -> bytes:
    """Write a movie header of version 0 (times of 4 bytes) or 1 (8 bytes), and its tracks."""
    version = bytes([size == 8, 0, 0, 0])
    header = box(b"mvhd", version, bytes(2 * size + 4), length.to_bytes(size), b"rest")
    return box(b"moov", header, *tracks)


def track(length: int, *edits: tuple[int, int], size: int = 4) -> bytes:
    version = bytes([size == 8, 0, 0, 0])
    header = box(b"tkhd", version, bytes(2 * size + 8), length.to_bytes(size), b"rest")
    entries = [
        lasts.to_bytes(size) + media.to_bytes(size, signed=True) + b"\0\1\0\0"
        for lasts, media in edits
    ]
    edit_list = box(b"elst", version, len(entries).to_bytes(4), *entries)
    return box(b"trak", header, box(b"edts", edit_list), box(b"mdia", b"sound or pictures"))


@pytest.mark.parametrize("size", [4, 8])
@pytest.mark.parametrize(
    "prefix", [b"", box(b"ftyp", b"isom"), b"\0\0\0\1wide" + (24).to_bytes(8) + bytes(8)]
)
def test_every_track_ends_when_it_shall(tmp_path: Path, size: int, prefix: bytes) -> None:
    path = tmp_path / "x.mp4"
    before = movie(
        900,
        track(900, (900, 12), size=size),
        track(800, (200, -1), (600, 0), size=size),
        track(50, (50, 7), size=size),
        size=size,
    )
    after = movie(
        500,
        track(500, (500, 12), size=size),
        track(500, (200, -1), (300, 0), size=size),
        track(50, (50, 7), size=size),
        size=size,
    )
    path.write_bytes(prefix + before + MEDIA)
    assert end_edits(path, 500)
    assert prefix + after + MEDIA == path.read_bytes()


@pytest.mark.parametrize(
    "tracks", [(), (track(900, (900, 0)), box(b"trak", box(b"tkhd", bytes(24))))], ids=["no", "one"]
)
def test_a_file_without_edit_lists_stays_as_it_was(
    tmp_path: Path, tracks: tuple[bytes, ...]
) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(movie(900, *tracks))
    assert not end_edits(path, 500)
    assert movie(900, *tracks) == path.read_bytes()


@pytest.mark.parametrize("data", [b"", MEDIA, b"\0\0\0\0free" + bytes(20)], ids=repr)
def test_a_file_without_a_movie_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(data)
    assert not end_edits(path, 500)
