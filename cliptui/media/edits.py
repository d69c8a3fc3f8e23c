"""The edit lists of an MP4 file: until when its tracks are shown.

The boxes are those of ISO/IEC 14496-12.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_HEADER: Final = 8
_LONG_HEADER: Final = 16
_TO_THE_END: Final = 0
_LONG: Final = 1
_ENTRY_COUNT: Final = 4
_ENTRIES: Final = 8


def end_edits(path: Path, length: int) -> bool:
    """Have every track of a file end at a time at the latest; nothing in the file moves.

    Args:
        path: An MP4 file, which is changed in place.
        length: The time, in units of the movie's time scale.

    Returns:
        Whether the file has tracks, each with an edit list; if not, it is left as it was.
    """
    with path.open("r+b") as file:
        found = _find_movie(file)
        if found is None:
            return False
        start, stop = found
        file.seek(start)
        movie = bytearray(file.read(stop - start))
        tracks = [_children(movie, *body) for kind, *body in _boxes(movie) if kind == b"trak"]
        if not tracks or not all(b"elst" in track for track in tracks):
            return False
        for track in tracks:
            _write_time(movie, track[b"tkhd"], 20, 28, _end_list(movie, track[b"elst"], length))
        _write_time(movie, _children(movie, 0, len(movie))[b"mvhd"], 16, 24, length)
        file.seek(start)
        file.write(movie)
    return True


def _find_movie(file: BinaryIO) -> tuple[int, int] | None:
    """Return where the body of the box `moov` starts and ends; None if there is none."""
    here = 0
    while header := file.read(_HEADER):
        size, body = int.from_bytes(header[:4]), here + _HEADER
        if size == _LONG:
            size, body = int.from_bytes(file.read(8)), here + _LONG_HEADER
        if header[4:] == b"moov":
            return body, here + size
        if size < _HEADER:
            break
        here += size
        file.seek(here)
    return None


def _boxes(
    data: bytearray, start: int = 0, stop: int | None = None
) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box, and where its body starts and ends."""
    stop = len(data) if stop is None else stop
    while start + _HEADER <= stop:
        size = max(_HEADER, int.from_bytes(data[start : start + 4]))
        yield bytes(data[start + 4 : start + _HEADER]), start + _HEADER, start + size
        start += size


def _children(data: bytearray, start: int, stop: int) -> dict[bytes, int]:
    """Return where the bodies of the boxes within a box start, those of `edts` among them."""
    found: dict[bytes, int] = {}
    for kind, body, end in _boxes(data, start, stop):
        found[kind] = body
        if kind == b"edts":
            found |= _children(data, body, end)
    return found


def _end_list(movie: bytearray, body: int, length: int) -> int:
    """Shorten the entries of an edit list; return how long they are together."""
    size = 8 if movie[body] else 4
    step = 2 * size + 4
    total = 0
    for number in range(int.from_bytes(movie[body + _ENTRY_COUNT : body + _ENTRIES])):
        place = body + _ENTRIES + number * step
        lasts = min(int.from_bytes(movie[place : place + size]), length - total)
        movie[place : place + size] = lasts.to_bytes(size)
        total += lasts
    return total


def _write_time(movie: bytearray, body: int, short: int, long: int, time: int) -> None:
    """Write a time at the place that it has in the short or the long version of a box."""
    place, size = (body + long, 8) if movie[body] else (body + short, 4)
    movie[place : place + size] = time.to_bytes(size)
