"""What is got ready is what would have been given, and never in the way."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cliptui.media.album import View
from cliptui.media.cache import DiskCache
from cliptui.media.identity import Identity
from cliptui.media.link import Link
from cliptui.media.looking import Desk
from cliptui.media.messages import Describe, packed
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.reader import FrameReader
from cliptui.media.walk import read_index
from tests.media.conftest import Films

KINDS = ["one_group.mp4", "open_groups.ts", "variable.mkv", "vp9.webm", "reordered.avi"]
KINDS += ["short_groups.mp4", "keyframes_only.mov"]


class Place:
    """A desk, and the line on which it can be disturbed."""

    def __init__(self) -> None:
        self.its, self.line = socket.socketpair()
        self.link = Link(self.its, on_end=self.its.close)
        self.desk = Desk(DiskCache(None), self.link)

    def look(self, path: Path, *numbers: int) -> None:
        for number in numbers:
            self.desk.pictures(path, range(number, number + 1), 48, PictureFormat.PNG)

    def ready(self, path: Path) -> dict[int, bytes]:
        view = View(Identity.of(path), 48, PictureFormat.PNG)
        kept = {n: self.desk._album.picture(view, n) for n in range(90)}
        return {n: picture for n, picture in kept.items() if picture is not None}

    def rest(self) -> None:
        while self.desk.has_more():
            self.desk.get_ready()


@pytest.fixture
def place() -> Iterator[Place]:
    place = Place()
    yield place
    place.desk.close()
    place.line.close()


def expected(path: Path, number: int) -> bytes:
    with closing(FrameReader(path, read_index(path))) as reader:
        return encode(reader.frame(number, 48), PictureFormat.PNG)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("way", [(20, 21), (50, 49), (35,)], ids=["forward", "back", "jump"])
def test_what_is_got_ready_is_exact(
    place: Place, film: Films, name: str, way: tuple[int, ...]
) -> None:
    path = film(name)
    place.look(path, *way)
    place.rest()
    ready = place.ready(path)
    assert len(ready) > 16
    assert [n for n in ready if ready[n] != expected(path, n)] == []


def test_going_forward_gets_the_next_second_ready(place: Place, film: Films) -> None:
    place.look(film("one_group.mp4"), 20, 21)
    place.rest()
    assert list(place.ready(film("one_group.mp4"))) == [*range(20, 52)]


def test_going_back_decodes_a_group_once_for_many_steps(place: Place, film: Films) -> None:
    path = film("one_group.mp4")
    place.look(path, 80, 79)
    run = place.desk._readers[Identity.of(path)]._source._run
    place.look(path, *range(78, 56, -1))
    assert place.desk._readers[Identity.of(path)]._source._run is run


def test_keyframes_alone_are_decoded_many_at_once_on_the_way_back(
    place: Place, film: Films
) -> None:
    path = film("keyframes_only.mov")
    place.look(path, 50, 49)
    place.desk.get_ready()
    source = place.desk._readers[Identity.of(path)]._source
    stamps = source._index.pts
    assert [stamps.index(stamp) for stamp in source._window][-24:] == [*range(25, 49)]


def test_an_order_comes_before_what_may_be_wanted(place: Place, film: Films) -> None:
    place.look(film("one_group.mp4"), 70)
    place.line.sendall(packed(Describe(1, b"/x.mp4")))
    while not place.link.has_orders:
        pass
    place.desk._readers[Identity.of(film("one_group.mp4"))].forget()
    before = len(place.ready(film("one_group.mp4")))
    for _ in range(3):
        place.desk.get_ready()
    assert len(place.ready(film("one_group.mp4"))) <= before + 1
    assert place.desk.has_more()


def test_a_file_that_vanishes_is_not_got_ready(place: Place, film: Films, tmp_path: Path) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(film("one_group.mp4").read_bytes())
    place.look(path, 20)
    place.desk.close()
    path.unlink()
    place.rest()
    assert not place.desk.has_more()


def test_no_frames_are_no_pictures(place: Place, film: Films) -> None:
    path = film("one_group.mp4")
    assert place.desk.pictures(path, range(0), 48, PictureFormat.PNG) == []
