"""A clip has exactly the frames and the sound that were asked for."""

import math
from array import array
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from cliptui.errors import CutFailed
from cliptui.media import cutter
from cliptui.media.index import FrameIndex
from cliptui.media.opening import open_file
from cliptui.media.probe import read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.sound import SoundTrack, Stretch
from cliptui.media.walk import read_index
from tests.media.conftest import Films
from tests.media.films import FILMS, Film, Sound, make, number_in, onset_s

MS = 0.001


def clip_of(
    source: Path,
    frames: range,
    target: Path,
    *,
    title: str = "A clip",
    on_progress: Callable[[float], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> FrameIndex:
    """Cut, and return the index of the clip."""
    cutter.cut(
        source,
        read_index(source),
        frames,
        target,
        title=title,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )
    return read_index(target)


def pictures(path: Path) -> list[Image.Image]:
    index = read_index(path)
    with closing(FrameReader(path, index)) as reader:
        return list(reader.frames(range(index.frame_count)))


def numbers(path: Path) -> list[int]:
    return [number_in(image) for image in pictures(path)]


def likeness_db(one: Image.Image, other: Image.Image) -> float:
    """Return the PSNR of two pictures; 100 for equal ones."""
    sums = ImageStat.Stat(ImageChops.difference(one, other)).sum2
    error = sum(sums) / (3 * one.width * one.height)
    return 100.0 if not error else 10 * math.log10(255**2 / error)


@pytest.mark.parametrize("name", [name for name in FILMS if name != "turned.mp4"])
def test_a_clip_has_exactly_its_frames(film: Films, tmp_path: Path, name: str) -> None:
    frames = range(2, 5) if FILMS[name].count == 5 else range(17, 43)
    clip_of(film(name), frames, tmp_path / "x.part")
    assert numbers(tmp_path / "x.part") == list(frames)


@pytest.mark.parametrize("frames", [range(60), range(1), range(59, 60), range(11, 13)], ids=str)
def test_a_clip_may_be_all_or_one_frame(film: Films, tmp_path: Path, frames: range) -> None:
    clip_of(film("short_groups.mp4"), frames, tmp_path / "x.mp4")
    assert numbers(tmp_path / "x.mp4") == list(frames)


def test_the_pictures_of_a_clip_look_like_those_of_its_source(film: Films, tmp_path: Path) -> None:
    clip_of(film("one_group.mp4"), range(33, 57), tmp_path / "x.mp4")
    source, clip = pictures(film("one_group.mp4")), pictures(tmp_path / "x.mp4")
    assert min(likeness_db(source[33], clip[0]), likeness_db(source[56], clip[-1])) > 38


def test_a_constant_rate_stays_exact(tmp_path: Path) -> None:
    for rate in (Fraction(24000, 1001), Fraction(25, 2), Fraction(60000, 1001)):
        source = make(tmp_path / "source.mkv", Film(rate=rate))
        index = clip_of(source, range(7, 51), tmp_path / "x.mp4")
        assert (index.rate, index.end_ms) == (rate, math.floor(44 * 1000 / rate))


def test_a_variable_rate_keeps_every_distance(film: Films, tmp_path: Path) -> None:
    times = FILMS["variable.mkv"].times
    index = clip_of(film("variable.mkv"), range(1, 40), tmp_path / "x.mp4")
    assert index.starts_ms == tuple(time - times[1] for time in times[1:40])
    assert index.end_ms == times[40] - times[1]


@pytest.mark.parametrize("name", ["with_sound.mp4", "with_pcm.mov", "odd_sound.mkv"])
@pytest.mark.parametrize("first", [0, 7, 20])
def test_the_sound_starts_within_a_millisecond(
    film: Films, tmp_path: Path, name: str, first: int
) -> None:
    clip_of(film(name), range(first, 50), tmp_path / "x.mp4")
    assert onset_s(tmp_path / "x.mp4") == pytest.approx(1 - first / 25, abs=MS)


def test_sound_that_starts_after_the_clip_is_where_it_was(tmp_path: Path) -> None:
    sound = Sound(Fraction(3, 10), late_s=Fraction(1))
    source = make(tmp_path / "late.mkv", Film(sounds=(sound,)))
    clip_of(source, range(10, 60), tmp_path / "x.mp4")
    assert onset_s(tmp_path / "x.mp4") == pytest.approx(1.3 - 0.4, abs=MS)


def test_every_sound_track_is_kept_with_its_language(film: Films, tmp_path: Path) -> None:
    clip_of(film("with_sound.mp4"), range(10, 50), tmp_path / "x.mp4")
    assert onset_s(tmp_path / "x.mp4", 1) == pytest.approx(1.5 - 0.4, abs=MS)
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert [(t.name, t.language) for t in clip.streams.audio] == [
            ("aac", "deu"),
            ("aac", "und"),
        ]


def test_the_sound_is_as_long_as_the_pictures(film: Films, tmp_path: Path) -> None:
    clip_of(film("with_sound.mp4"), range(10, 50), tmp_path / "x.mp4")
    with av.open(str(tmp_path / "x.mp4")) as clip:
        seconds = [frame.samples / frame.sample_rate for frame in clip.decode(audio=0)]
    assert sum(seconds) == pytest.approx(40 / 25, abs=1024 / 48000)


def test_a_track_that_cannot_be_decoded_is_left_out(film: Films, tmp_path: Path) -> None:
    source = tmp_path / "hurt.mp4"
    hurt = bytearray(film("with_sound.mp4").read_bytes())
    with closing(open_file(film("with_sound.mp4"))) as container:
        for packet in container.demux(container.streams.audio[0]):
            if packet.pos is not None and packet.size:
                hurt[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    source.write_bytes(hurt)
    clip_of(source, range(10, 50), tmp_path / "x.mp4")
    assert numbers(tmp_path / "x.mp4") == list(range(10, 50))
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert len(clip.streams.audio) == 1
    assert onset_s(tmp_path / "x.mp4") == pytest.approx(1.5 - 0.4, abs=MS)


def test_a_track_that_has_ended_is_left_out(tmp_path: Path) -> None:
    sound = Sound(Fraction(0), length_s=Fraction(1, 2))
    source = make(tmp_path / "short.mkv", Film(sounds=(sound,)))
    clip_of(source, range(30, 50), tmp_path / "x.mp4")
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert [stream.type for stream in clip.streams] == ["video"]


def test_sound_is_cut_to_the_sample(film: Films) -> None:
    stretch = Stretch(Fraction(3, 10), Fraction(17, 10))
    with closing(SoundTrack(film("with_pcm.mov"), 0, stretch)) as track:
        chunks = list(track.chunks())
    places = [(chunk.pts or 0, chunk.samples) for chunk in chunks]
    assert [place for place, _ in places[1:]] == [sum(place) for place in places[:-1]]
    heard = array("f", b"".join(bytes(c.planes[0])[: 4 * c.samples] for c in chunks))
    assert len(heard) == 1.4 * 48000
    assert next(n for n, level in enumerate(heard) if abs(level) > 0.2) == 0.7 * 48000


def test_a_hole_in_the_sound_is_silence(tmp_path: Path) -> None:
    early = Sound(Fraction(1, 10), codec="pcm_s16le", length_s=Fraction(1, 2))
    path = make(tmp_path / "hole.mkv", Film(sounds=(early,)))
    holed = _with_hole(path, tmp_path / "holed.mkv", after_s=Fraction(1, 4), hole_s=Fraction(1))
    with closing(SoundTrack(holed, 0, Stretch(Fraction(0), Fraction(2)))) as track:
        chunks = list(track.chunks())
    heard = array("f", b"".join(bytes(c.planes[0])[: 4 * c.samples] for c in chunks))
    assert len(heard) / 48000 == pytest.approx(1.5, abs=MS)
    assert set(heard[14400:57600]) == {0.0}


def test_a_turned_source_gives_a_turned_clip(film: Films, tmp_path: Path) -> None:
    index = clip_of(film("turned.mp4"), range(10, 20), tmp_path / "x.mp4")
    facts = read_facts(tmp_path / "x.mp4", index)
    assert (facts.width_px, facts.height_px) == (64, 96)
    upright = [i.transpose(Image.Transpose.ROTATE_90) for i in pictures(tmp_path / "x.mp4")]
    assert [number_in(image) for image in upright] == list(range(10, 20))


def test_wide_pixels_stay_wide(film: Films, tmp_path: Path) -> None:
    index = clip_of(film("wide_pixels.mp4"), range(10, 20), tmp_path / "x.mp4")
    assert read_facts(tmp_path / "x.mp4", index).width_px == 192


def test_full_range_colours_keep_their_levels(film: Films, tmp_path: Path) -> None:
    clip_of(film("keyframes_only.mov"), range(10, 20), tmp_path / "x.mp4")
    source, clip = pictures(film("keyframes_only.mov"))[10], pictures(tmp_path / "x.mp4")[0]
    means = [ImageStat.Stat(image).mean[0] for image in (source, clip)]
    assert means[0] == pytest.approx(means[1], abs=1)


def test_colours_are_tagged_as_in_the_source(tmp_path: Path) -> None:
    tags = {"crf": "12", "x264-params": "colorprim=bt709:transfer=bt709:colormatrix=bt709"}
    source = make(tmp_path / "tagged.mkv", Film(count=10, options=tags))
    clip_of(source, range(2, 8), tmp_path / "x.mp4")
    with av.open(str(tmp_path / "x.mp4")) as clip:
        frame = next(clip.decode(video=0))
        assert (frame.colorspace, frame.color_primaries, frame.color_trc) == (1, 1, 1)


@pytest.mark.parametrize("pixel_format", ["yuv422p10le", "yuv444p", "yuvj444p"])
def test_uncommon_pixels_become_common_ones(tmp_path: Path, pixel_format: str) -> None:
    source = make(tmp_path / "x.mkv", Film(count=20, pixel_format=pixel_format))
    clip_of(source, range(5, 15), tmp_path / "x.mp4")
    assert numbers(tmp_path / "x.mp4") == list(range(5, 15))
    likeness = likeness_db(pictures(source)[5], pictures(tmp_path / "x.mp4")[0])
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert clip.streams.video[0].pix_fmt in {"yuv420p", "yuvj420p"}
    assert likeness > 30


def test_sizes_that_h264_cannot_have_lose_one_pixel(tmp_path: Path) -> None:
    source = make(
        tmp_path / "odd.webm", Film(count=20, codec="libvpx", options={}, width_px=97, height_px=65)
    )
    clip_of(source, range(5, 15), tmp_path / "x.mp4")
    assert {image.size for image in pictures(tmp_path / "x.mp4")} == {(96, 64)}
    assert numbers(tmp_path / "x.mp4") == list(range(5, 15))


def test_an_interlaced_source_gives_whole_pictures(film: Films, tmp_path: Path) -> None:
    clip_of(film("interlaced.mp4"), range(10, 40), tmp_path / "x.mp4")
    with av.open(str(film("interlaced.mp4"))) as source, av.open(str(tmp_path / "x.mp4")) as clip:
        assert {frame.interlaced_frame for frame in source.decode(video=0)} == {True}
        assert {frame.interlaced_frame for frame in clip.decode(video=0)} == {False}


def test_a_clip_carries_its_title_and_starts_at_once_on_the_web(
    film: Films, tmp_path: Path
) -> None:
    clip_of(film("with_sound.mp4"), range(10, 20), tmp_path / "x.part", title="Tor für “Köln”")
    with av.open(str(tmp_path / "x.part")) as clip:
        assert (clip.metadata["title"], clip.format.name[:3]) == ("Tor für “Köln”", "mov")
    written = (tmp_path / "x.part").read_bytes()
    assert written.index(b"moov") < written.index(b"mdat")


def test_progress_grows_to_one(film: Films, tmp_path: Path) -> None:
    told: list[float] = []
    clip_of(film("short_groups.mp4"), range(10, 20), tmp_path / "x.mp4", on_progress=told.append)
    assert (told == sorted(told), len(told), told[-2] < 1, told[-1]) == (True, 11, True, 1)


def test_a_cancelled_clip_leaves_nothing(film: Films, tmp_path: Path) -> None:
    told: list[float] = []
    with pytest.raises(CutFailed, match=r"^The clip was cancelled"):
        clip_of(
            film("with_sound.mp4"),
            range(10, 50),
            tmp_path / "x.mp4",
            on_progress=told.append,
            is_cancelled=lambda: len(told) >= 5,
        )
    assert (list(tmp_path.iterdir()), len(told)) == ([], 5)


def test_the_source_is_never_touched(film: Films, tmp_path: Path) -> None:
    before = film("with_sound.mp4").read_bytes(), film("with_sound.mp4").stat().st_mtime_ns
    clip_of(film("with_sound.mp4"), range(10, 50), tmp_path / "x.mp4")
    assert (
        film("with_sound.mp4").read_bytes(),
        film("with_sound.mp4").stat().st_mtime_ns,
    ) == before


@pytest.mark.parametrize(
    "frames", [range(10, 10), range(20, 10), range(-1, 5), range(50, 61), range(0, 10, 2)], ids=str
)
def test_frames_that_make_no_clip_are_refused(film: Films, tmp_path: Path, frames: range) -> None:
    with pytest.raises(CutFailed, match=r"of “short_groups\.mp4”: it has 60 frames\.$"):
        clip_of(film("short_groups.mp4"), frames, tmp_path / "x.mp4")


def test_a_folder_that_is_not_there_is_told(film: Films, tmp_path: Path) -> None:
    with pytest.raises(CutFailed, match=r"“short_groups\.mp4” could not be written: No such file"):
        clip_of(film("short_groups.mp4"), range(5), tmp_path / "nowhere" / "x.mp4")


def test_a_full_disk_is_told(film: Films, tmp_path: Path) -> None:
    target = tmp_path / "x.mp4"
    target.symlink_to("/dev/full")
    with pytest.raises(CutFailed, match=r"the disk is full\. Make room and save it again\.$"):
        clip_of(film("short_groups.mp4"), range(60), target)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_is_gone_is_told(film: Films, tmp_path: Path) -> None:
    index = read_index(film("short_groups.mp4"))
    with pytest.raises(CutFailed, match=r"could not be written: “gone\.mp4” does not exist\.$"):
        cutter.cut(
            tmp_path / "gone.mp4",
            index,
            range(5),
            tmp_path / "x.mp4",
            title="",
            on_progress=lambda _: None,
            is_cancelled=lambda: False,
        )


def test_a_clip_with_another_number_of_frames_does_not_count(film: Films) -> None:
    clip = film("short_groups.mp4")
    with pytest.raises(CutFailed, match=r"came out wrong, with 60 frames instead of 61"):
        cutter._prove(clip, clip, 61)


def test_a_bug_of_ours_is_not_passed_off_as_a_failed_cut(film: Films, tmp_path: Path) -> None:
    def broken(_: float) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        clip_of(film("short_groups.mp4"), range(9), tmp_path / "x.mp4", on_progress=broken)
    assert list(tmp_path.iterdir()) == []


def _with_hole(source: Path, target: Path, *, after_s: Fraction, hole_s: Fraction) -> Path:
    """Copy a file, the sound after some time moved back."""
    with av.open(str(source)) as read, av.open(str(target), "w") as write:
        streams = {s.index: write.add_stream_from_template(s) for s in read.streams}
        for packet in read.demux():
            if packet.dts is None or packet.pts is None:
                continue
            is_later = packet.stream.type == "audio" and packet.pts * packet.time_base >= after_s
            shift = int(hole_s / packet.time_base) if is_later else 0
            packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
            packet.stream = streams[packet.stream.index]
            write.mux(packet)
    return target
