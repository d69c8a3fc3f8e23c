"""Frame n is frame n of a decoding of the whole file, wherever the decoder starts."""

import random
from collections.abc import Iterator
from contextlib import closing, suppress
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops

from cliptui.errors import MediaError, UndecodableFrame, Unreadable
from cliptui.media.facts import VideoFacts
from cliptui.media.link import GivenUp
from cliptui.media.opening import open_file
from cliptui.media.probe import read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.rendering import Renderer
from cliptui.media.walk import read_index
from tests.media.conftest import Films
from tests.media.films import FILMS, Film, make, number_in

UPRIGHT = [name for name in FILMS if name != "turned.mp4"]


def opened(path: Path) -> FrameReader:
    return FrameReader(path, read_index(path))


def linear(path: Path) -> list[bytes]:
    """Decode a whole film in one go, without the reader."""
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        video.thread_type = "NONE"
        renderer = Renderer(video.sample_aspect_ratio or Fraction(1))
        return [renderer.render(frame).tobytes() for frame in container.decode(video)]


def awkward(count: int) -> list[int]:
    """Return the last, the first, neighbours in both directions, and anything else."""
    middle = count // 2
    places = [count - 1, 0, 1, middle, middle - 1, middle + 1, middle - 13, count - 2, 12, 11, 13]
    chance = random.Random(7)  # noqa: S311  repeatable, no secret
    return places + chance.choices(range(count), k=15)


@pytest.mark.parametrize("name", FILMS)
def test_any_frame_is_bit_by_bit_that_of_a_linear_decoding(film: Films, name: str) -> None:
    expected = linear(film(name))
    numbers = [n for n in awkward(len(expected)) if 0 <= n < len(expected)]
    with closing(opened(film(name))) as reader:
        wrong = [n for n in numbers if reader.frame(n).tobytes() != expected[n]]
    assert wrong == []


@pytest.mark.parametrize("name", UPRIGHT)
def test_each_picture_tells_the_number_it_was_asked_by(film: Films, name: str) -> None:
    count = FILMS[name].count
    numbers = [n for n in awkward(count) if 0 <= n < count]
    with closing(opened(film(name))) as reader:
        assert [number_in(reader.frame(n)) for n in numbers] == numbers


def test_the_first_question_may_be_for_the_last_frame(film: Films) -> None:
    with closing(opened(film("open_groups.ts"))) as reader:
        assert number_in(reader.frame(59)) == 59


def test_a_range_comes_in_order(film: Films) -> None:
    with closing(opened(film("one_group.mp4"))) as reader:
        assert [number_in(i) for i in reader.frames(range(30, 60))] == list(range(30, 60))


def test_stepping_back_needs_no_decoding(film: Films) -> None:
    with closing(opened(film("one_group.mp4"))) as reader:
        reader.frame(80, since=57)
        here = reader._source._last
        assert [number_in(reader.frame(n)) for n in range(79, 60, -1)] == list(range(79, 60, -1))
        assert reader._source._last is here


def test_stepping_forward_goes_on_from_where_the_decoder_is(film: Films) -> None:
    with closing(opened(film("keyframes_only.mov"))) as reader:
        reader.frame(20)
        run = reader._source._run
        assert number_in(reader.frame(21)) == 21
        assert reader._source._run is run


@pytest.mark.parametrize("name", ["one_group.mp4", "open_groups.ts", "interlaced.mp4"])
def test_frames_that_no_other_depends_on_are_left_out_on_the_way(film: Films, name: str) -> None:
    expected = linear(film(name))
    with closing(opened(film(name))) as reader:
        assert reader.frame(8).tobytes() == expected[8]
        assert reader._source._run.has_skipped
        assert len(reader._source._window) < 9


def test_a_search_that_is_given_up_does_not_harm_the_next(film: Films) -> None:
    for limit in range(1, 60, 3):
        left = [limit]

        def pulse(left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise GivenUp

        path = film("one_group.mp4")
        with closing(FrameReader(path, read_index(path), pulse)) as reader:
            with suppress(GivenUp):
                reader.frame(50)
            left[0] = -1
            numbers = [40, 52, 20, 51]
            assert [number_in(reader.frame(n)) for n in numbers] == numbers


def test_a_damaged_frame_is_shown_as_a_player_would_though_others_were_left_out(
    film: Films, tmp_path: Path
) -> None:
    index, whole = read_index(film("one_group.mp4")), film("one_group.mp4").read_bytes()
    with closing(open_file(film("one_group.mp4"))) as container:
        found = [p for p in container.demux(container.streams.video[0]) if p.pts == index.pts[62]]
    place, size = found[0].pos, found[0].size
    assert place is not None
    path = tmp_path / "hurt.mp4"
    path.write_bytes(whole[:place] + bytes(size) + whole[place + size :])
    with av.open(str(path)) as container:
        stamps = []
        for packet in container.demux(video=0):
            with suppress(av.FFmpegError):
                stamps += [frame.pts or 0 for frame in packet.decode()]
    assert index.pts[62] not in stamps
    with closing(FrameReader(path, index)) as reader:
        shown = reader._source.frame(62)
    assert shown.pts == max(stamp for stamp in stamps if stamp < index.pts[62])


def test_what_is_forgotten_is_decoded_anew(film: Films) -> None:
    with closing(opened(film("one_group.mp4"))) as reader:
        reader.frame(50)
        reader.forget()
        assert [number_in(reader.frame(n)) for n in (50, 49)] == [50, 49]


def test_the_window_is_bounded(film: Films) -> None:
    with closing(opened(film("one_group.mp4"))) as reader:
        list(reader.frames(range(90), 32))
        assert len(reader._source._window) == 24


@pytest.mark.parametrize("number", [-1, 60, 10**9])
def test_a_frame_that_does_not_exist_is_told(film: Films, number: int) -> None:
    with closing(opened(film("short_groups.mp4"))) as reader:
        sentence = rf"^“short_groups\.mp4” has no frame {number}: it has 60, counted from 0\.$"
        with pytest.raises(UndecodableFrame, match=sentence):
            reader.frame(number)


@pytest.mark.parametrize(
    ("name", "width_px", "size"),
    [
        ("short_groups.mp4", None, (96, 64)),
        ("short_groups.mp4", 48, (48, 32)),
        ("short_groups.mp4", 1, (1, 1)),
        ("short_groups.mp4", 500, (96, 64)),
        ("wide_pixels.mp4", None, (192, 64)),
        ("wide_pixels.mp4", 96, (96, 32)),
        ("turned.mp4", None, (64, 96)),
        ("turned.mp4", 32, (32, 48)),
    ],
)
def test_a_picture_is_as_wide_as_asked_and_keeps_its_shape(
    film: Films, name: str, width_px: int | None, size: tuple[int, int]
) -> None:
    with closing(opened(film(name))) as reader:
        image = reader.frame(10, width_px)
    assert (image.size, image.mode) == (size, "RGB")


@pytest.mark.parametrize(
    ("rotation", "undo"),
    [
        (-90, Image.Transpose.ROTATE_90),
        (90, Image.Transpose.ROTATE_270),
        (180, Image.Transpose.ROTATE_180),
    ],
)
def test_a_turned_picture_is_set_upright(
    tmp_path: Path, rotation: int, undo: Image.Transpose
) -> None:
    path = make(tmp_path / "turned.mp4", Film(count=20, rotation=rotation))
    with closing(opened(path)) as reader:
        assert number_in(reader.frame(17).transpose(undo)) == 17


def test_a_slanted_picture_is_left_as_it_is(tmp_path: Path) -> None:
    path = make(tmp_path / "slanted.mp4", Film(count=20, rotation=30))
    with closing(opened(path)) as reader:
        assert number_in(reader.frame(17)) == 17


def test_absurd_pixels_are_taken_for_square(tmp_path: Path) -> None:
    path = make(tmp_path / "absurd.mp4", Film(count=3, pixel_aspect=Fraction(200)))
    with closing(opened(path)) as reader:
        assert reader.frame(2).size == (96, 64)


def test_a_small_picture_looks_like_the_large_one(film: Films) -> None:
    with closing(opened(film("short_groups.mp4"))) as reader:
        assert number_in(reader.frame(37, 48)) == 37


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("with_sound.mp4", VideoFacts(96, 64, "h264", has_audio=True)),
        ("vp9.webm", VideoFacts(96, 64, "vp9", has_audio=False)),
        ("wide_pixels.mp4", VideoFacts(192, 64, "h264", has_audio=False)),
        ("turned.mp4", VideoFacts(64, 96, "h264", has_audio=False)),
    ],
)
def test_what_a_file_is_can_be_told(film: Films, name: str, facts: VideoFacts) -> None:
    assert read_facts(film(name), read_index(film(name))) == facts


def test_a_damaged_frame_is_shown_as_a_player_would(film: Films, tmp_path: Path) -> None:
    path, index = tmp_path / "hurt.mov", read_index(film("keyframes_only.mov"))
    places = _places(film("keyframes_only.mov"))
    hurt = bytearray(film("keyframes_only.mov").read_bytes())
    place, size = places[30]
    hurt[place : place + size] = bytes(size)
    path.write_bytes(hurt)
    with closing(FrameReader(path, index)) as reader:
        assert [number_in(reader.frame(n)) for n in (30, 31, 29, 30)] == [29, 31, 29, 29]


def test_a_damaged_start_is_shown_as_the_first_frame_after_it(film: Films, tmp_path: Path) -> None:
    path, index = tmp_path / "hurt.mov", read_index(film("keyframes_only.mov"))
    hurt = bytearray(film("keyframes_only.mov").read_bytes())
    for place, size in _places(film("keyframes_only.mov"))[:3]:
        hurt[place : place + size] = bytes(size)
    path.write_bytes(hurt)
    with closing(FrameReader(path, index)) as reader:
        assert number_in(reader.frame(1)) == 3


def test_a_file_without_one_good_frame_is_told(film: Films, tmp_path: Path) -> None:
    path, index = tmp_path / "ruin.mov", read_index(film("keyframes_only.mov"))
    ruin = bytearray(film("keyframes_only.mov").read_bytes())
    for place, size in _places(film("keyframes_only.mov")):
        ruin[place : place + size] = bytes(size)
    path.write_bytes(ruin)
    with closing(FrameReader(path, index)) as reader:
        sentence = r"^Frame 9 of “ruin\.mov” cannot be decoded: the file is damaged there\.$"
        with pytest.raises(UndecodableFrame, match=sentence):
            reader.frame(9)
    with pytest.raises(Unreadable, match=r"^“ruin\.mov” is damaged: none of its frames"):
        read_facts(path, index)


def test_a_file_that_is_gone_is_told(film: Films, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"^“gone\.mp4” does not exist\.$"):
        FrameReader(tmp_path / "gone.mp4", read_index(film("short_groups.mp4")))


@pytest.mark.parametrize(
    "name", ["short_groups.mp4", "open_groups.ts", "variable.mkv", "mpeg4.avi", "vp9.webm"]
)
def test_a_hundred_damaged_files_raise_nothing_but_our_own_errors(
    film: Films, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    survivors = 0
    for hurt in _mutants(film(name).read_bytes(), 20):
        path.write_bytes(hurt)
        with suppress(MediaError):
            index = read_index(path)
            read_facts(path, index)
            with closing(FrameReader(path, index)) as reader:
                for number in {0, index.frame_count // 2, index.frame_count - 1}:
                    reader.frame(number)
            survivors += 1
    assert survivors > 0


def test_scaling_does_not_disturb_the_frames_that_are_kept(film: Films) -> None:
    with closing(opened(film("short_groups.mp4"))) as reader:
        before = reader.frame(5)
        reader.frame(5, 20)
        assert ImageChops.difference(before, reader.frame(5)).getbbox() is None


def _places(path: Path) -> list[tuple[int, int]]:
    """Return where each picture lies in a file, and how many bytes long it is."""
    with closing(open_file(path)) as container:
        return [
            (packet.pos, packet.size)
            for packet in container.demux(container.streams.video[0])
            if packet.pos is not None and packet.size
        ]


def _mutants(whole: bytes, count: int) -> Iterator[bytes]:
    for seed in range(count):
        chance = random.Random(seed)  # noqa: S311  repeatable, no secret
        hurt = bytearray(whole)
        for _ in range(chance.choice([1, 20, 200])):
            hurt[chance.randrange(len(hurt))] = chance.randrange(256)
        if chance.random() < 0.3:
            del hurt[chance.randrange(len(hurt)) :]
        if chance.random() < 0.3:
            place = chance.randrange(min(2000, len(hurt)))
            hurt[place : place + 40] = chance.randbytes(40)
        yield bytes(hurt)
