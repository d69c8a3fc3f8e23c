"""The index holds exactly the frames that a file shows, and when."""

import os
from array import array
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.stream import Disposition
from av.video.stream import VideoStream

from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, VariableTiming
from cliptui.errors import Unreadable
from cliptui.media.index import FrameIndex
from cliptui.media.walk import read_index
from tests.media.conftest import Films
from tests.media.films import FILMS, Film, Sound, frame_of, make

RATES = [
    Fraction(24000, 1001),
    Fraction(25),
    Fraction(30000, 1001),
    Fraction(50),
    Fraction(60000, 1001),
    Fraction(25, 2),
]


@pytest.mark.parametrize("name", FILMS)
def test_every_frame_of_every_kind_of_file_is_found(film: Films, name: str) -> None:
    assert read_index(film(name)).frame_count == FILMS[name].count


@pytest.mark.parametrize("rate", RATES, ids=str)
@pytest.mark.parametrize("kind", ["x.mp4", "x.mkv"])
def test_the_rate_of_a_file_is_exact(tmp_path: Path, kind: str, rate: Fraction) -> None:
    index = read_index(make(tmp_path / kind, Film(rate=rate)))
    assert (index.rate, index.frame_count) == (rate, 60)


def test_a_variable_rate_keeps_the_times_that_were_written(film: Films) -> None:
    index = read_index(film("variable.mkv"))
    assert (index.rate, index.starts_ms) == (None, tuple(FILMS["variable.mkv"].times))


def test_a_transport_stream_that_starts_at_ten_seconds_starts_at_zero(film: Films) -> None:
    index = read_index(film("open_groups.ts"))
    assert (index.starts_ms[:3], index.rate, index.end_ms) == ((0, 40, 80), Fraction(25), 2400)


def test_pictures_that_start_after_the_sound_say_so(film: Films) -> None:
    index = read_index(film("late_pictures.mp4"))
    assert index.starts_ms[:3] == (400, 440, 480)
    assert (index.rate, index.late) == (Fraction(25), Fraction(2, 5))


@pytest.mark.parametrize("name", ["short_groups.mp4", "keyframes_only.mov", "reordered.avi"])
def test_a_file_ends_when_its_last_frame_does(film: Films, name: str) -> None:
    assert read_index(film(name)).end_ms == 2400


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_our_own_timing_and_the_file_mean_the_same_frames(tmp_path: Path, rate: Fraction) -> None:
    index = read_index(make(tmp_path / "x.mkv", Film(rate=rate)))
    timing = ConstantTiming(FrameRate.of(rate), index.frame_count)
    frames = list(range(index.frame_count))
    assert [index.shown_at(timing.start_ms(n)) for n in frames] == frames
    assert [index.boundary_near(timing.start_ms(n)) for n in frames] == frames
    assert [index.boundary_near(timing.stop_ms(n + 1)) for n in frames] == [n + 1 for n in frames]


def test_a_late_timing_and_the_file_mean_the_same_frames(film: Films) -> None:
    index = read_index(film("late_pictures.mp4"))
    assert index.rate is not None
    timing = ConstantTiming(FrameRate.of(index.rate), index.frame_count, late_s=index.late)
    frames = list(range(index.frame_count))
    assert [index.shown_at(timing.start_ms(n)) for n in frames] == frames
    assert [index.boundary_near(timing.start_ms(n)) for n in frames] == frames
    assert [index.boundary_near(timing.stop_ms(n + 1)) for n in frames] == [n + 1 for n in frames]


def test_a_variable_timing_and_the_file_mean_the_same_frames(film: Films) -> None:
    index = read_index(film("variable.mkv"))
    timing = VariableTiming(index.starts_ms, index.end_ms)
    frames = list(range(index.frame_count + 1))
    assert [index.boundary_near(timing.stop_ms(n)) for n in frames] == frames
    assert [index.boundary_near(ms) for ms in range(-5, 2200)] == [
        timing.boundary_near(ms) for ms in range(-5, 2200)
    ]


@pytest.mark.parametrize(
    ("ms", "frame"), [(-100, 0), (0, 0), (39, 0), (40, 1), (49, 1), (50, 2), (199, 2), (10**9, 59)]
)
def test_the_frame_shown_is_the_last_that_has_started(film: Films, ms: int, frame: int) -> None:
    assert read_index(film("variable.mkv")).shown_at(ms) == frame


def test_the_frames_that_start_within_a_range_are_told(film: Films) -> None:
    index = read_index(film("variable.mkv"))
    starts_ms = FILMS["variable.mkv"].times
    for start_ms in (0, 1, starts_ms[3], starts_ms[3] + 1, starts_ms[-1], starts_ms[-1] + 1):
        for length_ms in (0, 1, 100, 10_000):
            expected = [
                number
                for number, ms in enumerate(starts_ms)
                if start_ms <= ms < start_ms + length_ms
            ]
            assert list(index.starting_within(start_ms, start_ms + length_ms)) == expected


def test_a_microsecond_of_rounding_never_puts_a_frame_before_the_start() -> None:
    third = Fraction(1, 3)
    index = FrameIndex(
        array("q", [301, 304]), third / 10, 301 * third / 10, array("q", [301]), third
    )
    assert index.starts_ms == (0, 100)


def test_keyframes_are_where_the_encoder_put_them(film: Films) -> None:
    index = read_index(film("keyframes_only.mov"))
    assert index.keyframes == index.pts
    assert len(read_index(film("one_group.mp4")).keyframes) == 1


def test_what_comes_before_the_first_keyframe_is_not_shown(film: Films, tmp_path: Path) -> None:
    source = film("open_groups.ts")
    path = _copied(source, tmp_path / "late.ts", first_packet=5)
    expected = read_index(source)
    shown = read_index(path)
    second_keyframe = expected.keyframes[1] - expected.keyframes[0]
    assert [pts - shown.keyframes[0] for pts in shown.pts if pts >= shown.keyframes[0]] == [
        pts - expected.keyframes[0] - second_keyframe
        for pts in expected.pts
        if pts >= expected.keyframes[1]
    ]


def test_what_an_edit_list_hides_is_not_shown(film: Films, tmp_path: Path) -> None:
    source = read_index(film("short_groups.mp4"))
    path = _copied(film("short_groups.mp4"), tmp_path / "edited.mp4", shift=-source.pts[5])
    index = read_index(path)
    assert (index.frame_count, index.starts_ms[:2], index.rate) == (55, (0, 40), Fraction(25))
    assert index.keyframes[0] < index.pts[0]


def test_a_cover_picture_is_no_video(film: Films, tmp_path: Path) -> None:
    path = _with_cover(film("short_groups.mp4"), tmp_path / "cover.mp4")
    assert read_index(path).frame_count == 60


def test_a_cover_picture_alone_is_no_video(tmp_path: Path) -> None:
    path = _with_cover(_sound_alone(tmp_path / "sound.mp4"), tmp_path / "cover.mp4")
    with pytest.raises(Unreadable, match=r"^“cover.mp4” holds no video\.$"):
        read_index(path)


def test_a_title_that_is_no_utf8_keeps_nobody_from_the_frames(film: Films, tmp_path: Path) -> None:
    path = tmp_path / "title.mp4"
    path.write_bytes(
        film("titled.mp4").read_bytes().replace(b"NOT-UTF8", b"\xff\xfe\xff\xfe\xff\xfe\xff\xfe")
    )
    assert read_index(path).frame_count == 5


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"^“gone.mp4” does not exist\.$"):
        read_index(tmp_path / "gone.mp4")


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    with pytest.raises(Unreadable, match=r"^“empty.mp4” is empty \(0 bytes\)\.$"):
        read_index(path)


def test_a_text_file_by_another_name_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.mp4"
    path.write_text("Dear editor,\n" * 500)
    with pytest.raises(Unreadable, match=r"^“letter.mp4” is damaged"):
        read_index(path)


def test_a_play_list_is_not_followed(film: Films, tmp_path: Path) -> None:
    path = tmp_path / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile {film('short_groups.mp4')}\n")
    with pytest.raises(Unreadable, match=r"^“list\.mp4”"):
        read_index(path)


def test_a_file_cut_off_before_its_contents_is_told(film: Films, tmp_path: Path) -> None:
    path = tmp_path / "half.mp4"
    whole = film("short_groups.mp4").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unreadable, match=r"^“half.mp4” is damaged, or is no video at all\.$"):
        read_index(path)


def test_a_stream_cut_off_in_the_middle_has_the_frames_before(film: Films, tmp_path: Path) -> None:
    path = tmp_path / "half.mkv"
    whole = film("variable.mkv").read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    index = read_index(path)
    assert 10 < index.frame_count < 60
    assert set(index.pts) <= set(read_index(film("variable.mkv")).pts)


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"^“sound.mp4” holds no video\.$"):
        read_index(_sound_alone(tmp_path / "sound.mp4"))


def test_a_folder_is_no_video(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"is no regular file\.$"):
        read_index(tmp_path)


def test_a_pipe_is_no_video_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(Unreadable, match=r"^“pipe.mp4” is no regular file\.$"):
        read_index(tmp_path / "pipe.mp4")


def test_a_picture_larger_than_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.avi"
    with av.open(str(path), "w") as output:
        stream = output.add_stream("rawvideo", rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        output.mux(stream.encode(frame_of(0, "yuv420p")))
    header = path.read_bytes().replace((96).to_bytes(4, "little"), (16000).to_bytes(4, "little"))
    path.write_bytes(header.replace((64).to_bytes(4, "little"), (16000).to_bytes(4, "little")))
    with pytest.raises(Unreadable, match=r"^“huge.avi” has pictures of 16000×16000, too large"):
        read_index(path)


def test_a_name_full_of_escape_codes_is_harmless_in_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202eb.mp4"
    path.touch()
    with pytest.raises(Unreadable) as caught:
        read_index(path)
    assert str(caught.value) == "“a␛[31m\ufffdb.mp4” is empty (0 bytes)."


def _copied(source: Path, target: Path, *, first_packet: int = 0, shift: int = 0) -> Path:
    """Copy the packets of the pictures from one on, their times shifted."""
    with av.open(str(source)) as read, av.open(str(target), "w") as write:
        video = read.streams.video[0]
        stream = write.add_stream_from_template(video)
        for number, packet in enumerate(read.demux(video)):
            if number >= first_packet and packet.pts is not None and packet.dts is not None:
                packet.pts += shift
                packet.dts += shift
                packet.stream = stream
                write.mux(packet)
    return target


def _with_cover(source: Path, target: Path) -> Path:
    """Copy a file and put a cover picture in front."""
    with av.open(str(source)) as read, av.open(str(target), "w") as write:
        cover = write.add_stream("mjpeg", rate=25)
        assert isinstance(cover, VideoStream)
        cover.width, cover.height, cover.pix_fmt = 96, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        streams = {s.index: write.add_stream_from_template(s) for s in read.streams}
        write.mux(cover.encode(frame_of(0, "yuvj420p")))
        write.mux(cover.encode(None))
        for packet in read.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                write.mux(packet)
    return target


def _sound_alone(path: Path) -> Path:
    sound = Sound(Fraction(1))
    made = make(path.with_suffix(".mov"), Film(count=1, sounds=(sound,)))
    with av.open(str(made)) as read, av.open(str(path), "w") as write:
        audio = read.streams.audio[0]
        stream = write.add_stream_from_template(audio)
        for packet in read.demux(audio):
            if packet.dts is not None:
                packet.stream = stream
                write.mux(packet)
    return path
