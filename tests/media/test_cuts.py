"""A copied clip shows the frames of its source, bit by bit; what cannot be copied is encoded.

Sources and clips are decoded here by PyAV in one go, not by the room's own reader.
"""

import random
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from shutil import copyfile

import av
import pytest
from av.video.frame import VideoFrame
from PIL import Image

from cliptui.errors import CutFailed
from cliptui.media.copy_plan import NotCopyable
from cliptui.media.copying import COPIED, PROVED, Copied, copy_clip
from cliptui.media.cuts import cut
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode, CutReport, keyframe_span
from cliptui.media.opening import never_mind
from cliptui.media.probe import read_facts
from cliptui.media.proof import Proof
from cliptui.media.reader import FrameReader
from cliptui.media.sound import Stretch
from cliptui.media.source import FrameSource
from cliptui.media.walk import read_index
from cliptui.media.witness import digest_of, glimpse_clip
from tests.demo import ASSETS
from tests.media.conftest import Films
from tests.media.films import Film, Sound, make, number_in, onset_s

AUDIO_FRAME_S = 1024 / 48000
COPYABLE = (
    "short_groups.mp4",
    "one_group.mp4",
    "open_groups.ts",
    "vp9.webm",
    "variable.mkv",
    "mpeg4.avi",
    "turned.mp4",
    "wide_pixels.mp4",
    "late_pictures.mp4",
    "with_sound.mp4",
    "interlaced.mp4",
)
REASONS = {
    "keyframes_only.mov": "mjpeg is no codec for MP4",
    "mpeg2.ts": "mpeg2video is no codec for MP4",
    "reordered.avi": "no keyframe can be told before the first frame",
    "with_pcm.mov": "pcm_s16le is no codec for MP4",
}


def clip_of(
    source: Path,
    frames: range,
    target: Path,
    *,
    mode: CutMode = CutMode.LOSSLESS,
    on_progress: Callable[[float], None] = lambda _: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> CutReport:
    return cut(
        source,
        read_index(source),
        frames,
        target,
        title="A clip",
        mode=mode,
        on_progress=on_progress,
        is_cancelled=is_cancelled,
    )


def hashes(path: Path) -> list[int]:
    """Decode a file in one go; return a hash of each frame that it shows."""
    with av.open(str(path)) as container:
        return [
            hash(frame.to_image().tobytes())  # type: ignore[no-untyped-call]
            for frame in container.decode(video=0)
        ]


def copied(source: Path, index: FrameIndex, frames: range, target: Path) -> Copied:
    return copy_clip(source, index, frames, target, title="", check=lambda _: None)


def prove(
    source: Path, index: FrameIndex, frames: range, target: Path, sound: Sequence[Stretch] = ()
) -> None:
    with closing(Proof(source, index, frames)) as proof:
        proof.read(target, sound)
        proof.compare(lambda _: None)


def noise(path: Path, pixel_format: str) -> Path:
    """Write two seconds of noise in H.264, a keyframe every twelve frames."""
    chance = random.Random(1)  # noqa: S311  repeatable, no secret
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=25, options={"g": "12", "sc_threshold": "0"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, pixel_format
        for _ in range(50):
            pixels = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3))
            image = pixels.resize((96, 64), Image.Resampling.BICUBIC)
            frame = VideoFrame.from_bytes(image.convert("RGBA").tobytes(), 96, 64, "rgba")
            output.mux(stream.encode(frame.reformat(format=pixel_format)))
        output.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", COPYABLE)
@pytest.mark.parametrize("frames", [range(17, 43), range(24, 25), range(13, 60)], ids=str)
def test_the_frames_of_a_copied_clip_are_those_of_the_source_bit_by_bit(
    film: Films, tmp_path: Path, name: str, frames: range
) -> None:
    report = clip_of(film(name), frames, tmp_path / "x.part")
    assert (CutMode.LOSSLESS, frames, "") == (report.mode, report.frames, report.reason)
    assert hashes(film(name))[frames.start : frames.stop] == hashes(tmp_path / "x.part")


@pytest.mark.parametrize("frames", [range(1), range(60)], ids=str)
def test_a_copied_clip_may_be_the_first_frame_or_all(
    film: Films, tmp_path: Path, frames: range
) -> None:
    report = clip_of(film("even_groups.mp4"), frames, tmp_path / "x.mp4")
    assert CutReport(CutMode.LOSSLESS, frames) == report
    assert hashes(film("even_groups.mp4"))[: frames.stop] == hashes(tmp_path / "x.mp4")


@pytest.mark.parametrize("name", COPYABLE)
def test_the_frames_of_a_copied_clip_are_shown_when_they_were(
    film: Films, tmp_path: Path, name: str
) -> None:
    source = read_index(film(name))
    clip_of(film(name), range(17, 43), tmp_path / "x.mp4")
    clip = read_index(tmp_path / "x.mp4")
    expected = [(source.pts[n] - source.pts[17]) * source.time_base for n in range(17, 43)]
    assert expected == [(pts - clip.pts[0]) * clip.time_base for pts in clip.pts]
    assert clip.start == clip.pts[0] == 0
    with av.open(str(tmp_path / "x.mp4")) as written:
        length_s = (source.pts[43] - source.pts[17]) * source.time_base
        assert float(length_s) == pytest.approx((written.duration or 0) / 1e6, abs=1e-5)


@pytest.mark.parametrize("name", REASONS)
def test_what_cannot_be_copied_is_encoded_and_the_reason_is_told(
    film: Films, tmp_path: Path, name: str
) -> None:
    report = clip_of(film(name), range(17, 43), tmp_path / "x.mp4")
    assert CutReport(CutMode.EXACT, range(17, 43), 0, REASONS[name]) == report
    with closing(FrameReader(tmp_path / "x.mp4", read_index(tmp_path / "x.mp4"))) as reader:
        assert list(range(17, 43)) == [number_in(image) for image in reader.frames(range(26))]


def test_on_request_a_clip_is_encoded_though_it_could_be_copied(
    film: Films, tmp_path: Path
) -> None:
    report = clip_of(film("one_group.mp4"), range(17, 43), tmp_path / "x.mp4", mode=CutMode.EXACT)
    assert CutReport(CutMode.EXACT, range(17, 43)) == report
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert next(clip.demux(video=0)).pts == 0


def test_the_hidden_frames_before_the_first_one_are_told(film: Films, tmp_path: Path) -> None:
    for first, hidden in ((24, 0), (25, 1), (35, 11)):
        report = clip_of(film("even_groups.mp4"), range(first, 40), tmp_path / "x.mp4")
        assert hidden == report.preroll_frames


def test_a_constant_rate_is_exact_though_the_source_had_to_round_it(tmp_path: Path) -> None:
    for rate in (Fraction(24000, 1001), Fraction(60)):
        source = make(tmp_path / "rounded.mkv", Film(rate=rate))
        assert clip_of(source, range(7, 51), tmp_path / "x.mp4").mode is CutMode.LOSSLESS
        clip = read_index(tmp_path / "x.mp4")
        assert (rate, 44 / rate) == (clip.rate, clip.end)


@pytest.mark.parametrize("first", [0, 7, 20])
def test_copied_sound_is_heard_within_one_of_its_frames(
    film: Films, tmp_path: Path, first: int
) -> None:
    clip_of(film("with_sound.mp4"), range(first, 50), tmp_path / "x.mp4")
    for track, beep_s in enumerate((1.0, 1.5)):
        expected_s = beep_s - first / 25
        assert expected_s == pytest.approx(onset_s(tmp_path / "x.mp4", track), abs=AUDIO_FRAME_S)


def test_copied_sound_that_starts_after_the_clip_is_where_it_was(tmp_path: Path) -> None:
    sound = Sound(Fraction(3, 10), late_s=Fraction(1))
    source = make(tmp_path / "late.mkv", Film(sounds=(sound,)))
    assert clip_of(source, range(10, 60), tmp_path / "x.mp4").mode is CutMode.LOSSLESS
    assert pytest.approx(onset_s(tmp_path / "x.mp4"), abs=AUDIO_FRAME_S) == 1.3 - 0.4


def test_a_copied_clip_keeps_every_sound_track_with_its_language(
    film: Films, tmp_path: Path
) -> None:
    clip_of(film("with_sound.mp4"), range(10, 50), tmp_path / "x.mp4")
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert [(t.name, t.language) for t in clip.streams.audio] == [
            ("aac", "deu"),
            ("aac", "und"),
        ]
        seconds = [frame.samples / frame.sample_rate for frame in clip.decode(audio=0)]
    assert pytest.approx(sum(seconds), abs=AUDIO_FRAME_S) == 40 / 25


def test_a_track_that_has_ended_is_left_out_of_a_copy(tmp_path: Path) -> None:
    sound = Sound(Fraction(0), length_s=Fraction(1, 2))
    source = make(tmp_path / "short.mkv", Film(sounds=(sound,)))
    assert clip_of(source, range(30, 50), tmp_path / "x.mp4").mode is CutMode.LOSSLESS
    with av.open(str(tmp_path / "x.mp4")) as clip:
        assert [stream.type for stream in clip.streams] == ["video"]


def test_a_copied_clip_is_turned_as_its_source(film: Films, tmp_path: Path) -> None:
    clip_of(film("turned.mp4"), range(10, 20), tmp_path / "x.mp4")
    facts = read_facts(tmp_path / "x.mp4", read_index(tmp_path / "x.mp4"))
    assert (facts.width_px, facts.height_px) == (64, 96)


def test_a_copied_clip_has_pixels_as_wide_as_its_source(film: Films, tmp_path: Path) -> None:
    clip_of(film("wide_pixels.mp4"), range(10, 20), tmp_path / "x.mp4")
    assert read_facts(tmp_path / "x.mp4", read_index(tmp_path / "x.mp4")).width_px == 192


@pytest.mark.parametrize("mode", [CutMode.LOSSLESS, CutMode.EXACT])
def test_a_clip_keeps_colour_tags_and_what_its_source_says_of_itself(
    tmp_path: Path, mode: CutMode
) -> None:
    options = {"g": "12", "x264-params": "colorprim=bt709:transfer=bt709:colormatrix=bt709"}
    plain = make(tmp_path / "plain.mp4", Film(count=30, options=options))
    source = tmp_path / "tagged.mp4"
    with av.open(str(plain)) as read, av.open(str(source), "w") as write:
        write.metadata.update({"title": "The film", "comment": "Köln", "date": "2026"})
        stream = write.add_stream_from_template(read.streams.video[0])
        for packet in read.demux():
            if packet.dts is not None:
                packet.stream = stream
                write.mux(packet)
    assert mode is clip_of(source, range(15, 25), tmp_path / "x.mp4", mode=mode).mode
    with av.open(str(tmp_path / "x.mp4")) as clip:
        told = [clip.metadata.get(name) for name in ("title", "comment", "date")]
        frame = next(clip.decode(video=0))
    assert told == ["A clip", "Köln", "2026"]
    assert (frame.colorspace, frame.color_primaries, frame.color_trc) == (1, 1, 1)


def test_a_copied_clip_starts_at_once_on_the_web(film: Films, tmp_path: Path) -> None:
    clip_of(film("with_sound.mp4"), range(10, 20), tmp_path / "x.mp4")
    written = (tmp_path / "x.mp4").read_bytes()
    assert written.index(b"moov") < written.index(b"mdat")


def test_in_keyframe_mode_the_frames_are_told_before_and_after(film: Films, tmp_path: Path) -> None:
    source, asked = film("even_groups.mp4"), range(17, 40)
    before = keyframe_span(read_index(source), asked)
    report = clip_of(source, asked, tmp_path / "x.mp4", mode=CutMode.KEYFRAME)
    assert range(12, 48) == before
    assert CutReport(CutMode.KEYFRAME, range(12, 48)) == report
    assert hashes(source)[12:48] == hashes(tmp_path / "x.mp4")


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (range(12, 24), range(12, 24)),
        (range(12, 25), range(12, 36)),
        (range(11, 12), range(12)),
        (range(50, 60), range(48, 60)),
        (range(60), range(60)),
    ],
    ids=str,
)
def test_keyframe_mode_goes_out_to_the_next_keyframes(
    film: Films, asked: range, span: range
) -> None:
    assert span == keyframe_span(read_index(film("even_groups.mp4")), asked)


def test_keyframe_mode_encodes_what_cannot_be_copied_with_the_frames_that_were_asked_for(
    film: Films, tmp_path: Path
) -> None:
    report = clip_of(film("mpeg2.ts"), range(17, 40), tmp_path / "x.mp4", mode=CutMode.KEYFRAME)
    assert CutReport(CutMode.EXACT, range(17, 40), 0, REASONS["mpeg2.ts"]) == report


@pytest.mark.parametrize("name", ["one_group.mp4", "vp9.webm", "open_groups.ts"])
def test_a_copy_with_other_pictures_at_the_same_times_is_found_out(
    film: Films, tmp_path: Path, name: str
) -> None:
    source, target = film(name), tmp_path / "x.mp4"
    index = read_index(source)
    copied(source, index, range(17, 43), target)
    prove(source, index, range(17, 43), target)
    with pytest.raises(NotCopyable, match="shows other pictures"):
        prove(source, index, range(18, 44), target)


@pytest.mark.parametrize("name", ["even_groups.mp4", "vp9.webm", "variable.mkv"])
def test_a_copy_with_one_other_bit_anywhere_is_found_out(
    film: Films, tmp_path: Path, name: str
) -> None:
    source, target = film(name), tmp_path / "x.mp4"
    index = read_index(source)
    copied(source, index, range(17, 43), target)
    written = target.read_bytes()
    begins = written.index(b"mdat") + 4
    for place in range(begins, len(written), (len(written) - begins) // 5):
        damaged = bytearray(written)
        damaged[place] ^= 1
        target.write_bytes(damaged)
        with pytest.raises(NotCopyable, match="holds other packets"):
            prove(source, index, range(17, 43), target)


def test_pictures_whose_packets_have_another_form_are_compared_as_they_are_shown(
    film: Films, tmp_path: Path
) -> None:
    source, target = film("open_groups.ts"), tmp_path / "x.mp4"
    index = read_index(source)
    copied(source, index, range(17, 43), target)
    with av.open(str(target)) as clip:
        first = next(packet for packet in clip.demux(video=0) if packet.pts == 0)
        place = (first.pos or 0) + first.size // 2
    written = bytearray(target.read_bytes())
    written[place] ^= 1
    target.write_bytes(written)
    with pytest.raises(NotCopyable, match="shows other pictures"):
        prove(source, index, range(17, 43), target)


def test_the_pictures_that_an_edit_list_hides_are_looked_at_too(
    film: Films, tmp_path: Path
) -> None:
    source, target = film("one_group.mp4"), tmp_path / "x.mp4"
    report = clip_of(source, range(17, 43), target)
    assert report.preroll_frames == 17
    with av.open(str(source)) as whole:
        expected = [digest_of(frame) for frame in whole.decode(video=0)]
    assert expected[:43] == glimpse_clip(target, never_mind)[:43]


@pytest.mark.parametrize("frames", [range(17, 42), range(16, 43)], ids=str)
def test_a_copy_with_another_number_of_frames_is_found_out(
    film: Films, tmp_path: Path, frames: range
) -> None:
    source, target = film("one_group.mp4"), tmp_path / "x.mp4"
    index = read_index(source)
    copied(source, index, range(17, 43), target)
    with pytest.raises(NotCopyable, match="has other frames"):
        prove(source, index, frames, target)


def test_a_copy_whose_frames_come_at_other_times_is_found_out(film: Films, tmp_path: Path) -> None:
    source, target = film("variable.mkv"), tmp_path / "x.mp4"
    index = read_index(source)
    copied(source, index, range(1, 10), target)
    with pytest.raises(NotCopyable, match="has other frames"):
        prove(source, index, range(20, 29), target)


def test_sound_of_a_copy_that_starts_ends_or_counts_otherwise_is_found_out(
    film: Films, tmp_path: Path
) -> None:
    source, target, frames = film("with_sound.mp4"), tmp_path / "x.mp4", range(17, 43)
    index = read_index(source)
    held = copied(source, index, frames, target).sound
    assert held == (Stretch(Fraction(0), Fraction(26, 25)),) * 2
    prove(source, index, frames, target, held)
    late = Stretch(Fraction(3, 50), Fraction(26, 25))
    short = Stretch(Fraction(0), Fraction(49, 50))
    for wrong in (late, short):
        with pytest.raises(NotCopyable, match="does not start or end as it should"):
            prove(source, index, frames, target, (held[0], wrong))
    with pytest.raises(NotCopyable, match="other sound tracks"):
        prove(source, index, frames, target, held[:1])


def test_a_hole_in_the_sound_is_copied_and_does_not_hide_that_its_end_is_missing(
    film: Films, tmp_path: Path
) -> None:
    source, target, frames = tmp_path / "hole.mkv", tmp_path / "x.mp4", range(10, 50)
    with av.open(str(film("with_sound.mp4"))) as read, av.open(str(source), "w") as write:
        streams = [write.add_stream_from_template(stream) for stream in read.streams]
        for packet in read.demux():
            at_s = 0 if packet.pts is None else packet.pts * float(packet.time_base or 0)
            if packet.size and (packet.stream.type == "video" or not 1 < at_s < 1.5):
                packet.stream = streams[packet.stream.index]
                write.mux(packet)
    index = read_index(source)
    held = copied(source, index, frames, target).sound
    prove(source, index, frames, target, held)
    short = Stretch(held[0].start, held[0].stop - Fraction(1, 4))
    with pytest.raises(NotCopyable, match="does not start or end as it should"):
        prove(source, index, frames, target, (short, *held[1:]))


def test_a_copy_that_shows_other_pictures_is_encoded_and_progress_goes_on_from_there(
    tmp_path: Path,
) -> None:
    # What its first packet says of its encoder has the decoder read all pictures in another way;
    # a copy from a later keyframe does not have that packet.
    source = noise(tmp_path / "old.mp4", "yuv444p")
    source.write_bytes(re.sub(rb"x264 - core \d{3}", b"x264 - core 142", source.read_bytes()))
    told: list[float] = []
    report = clip_of(source, range(15, 47), tmp_path / "x.mp4", on_progress=told.append)
    reason = "the copy shows other pictures than its source"
    assert CutReport(CutMode.EXACT, range(15, 47), 0, reason) == report
    assert sorted(told) == told
    assert told[0] < COPIED < PROVED < told[-10] < told[-1] == 1.0


def test_a_source_whose_keyframes_are_not_what_its_container_says_is_encoded(
    film: Films, tmp_path: Path
) -> None:
    index = read_index(film("even_groups.mp4"))
    report = cut(
        film("even_groups.mp4"),
        replace(index, keyframes=index.pts[20:21]),
        range(22, 30),
        tmp_path / "x.mp4",
        title="",
        on_progress=lambda _: None,
        is_cancelled=lambda: False,
    )
    assert (report.mode, report.reason) == (CutMode.EXACT, "a keyframe of it cannot be found again")
    assert len(hashes(tmp_path / "x.mp4")) == 8


def test_the_progress_of_a_copy_grows_to_one(film: Films, tmp_path: Path) -> None:
    told: list[float] = []
    clip_of(film("with_sound.mp4"), range(10, 50), tmp_path / "x.mp4", on_progress=told.append)
    assert sorted(told) == told
    assert (told[0], told[-1]) == (0.0, 1.0)
    assert len(set(told)) > 20


def test_the_progress_of_a_long_copy_is_told_a_hundred_times_at_most(tmp_path: Path) -> None:
    told: list[float] = []
    source = ASSETS / "Night drive.mp4"
    clip_of(source, range(2160), tmp_path / "x.mp4", on_progress=told.append)
    assert 20 < len(told) <= 102


@pytest.mark.parametrize("at", [0, 5, 60, -1])
def test_a_copy_that_is_cancelled_leaves_nothing(film: Films, tmp_path: Path, at: int) -> None:
    source, told = film("with_sound.mp4"), list[float]()
    clip_of(source, range(10, 50), tmp_path / "x.mp4", on_progress=told.append)
    (tmp_path / "x.mp4").unlink()
    checks, most = list[None](), len(told) - 2 if at < 0 else at

    def is_cancelled() -> bool:
        checks.append(None)
        return len(checks) > most

    with pytest.raises(CutFailed, match=r"^The clip was cancelled"):
        clip_of(source, range(10, 50), tmp_path / "x.mp4", is_cancelled=is_cancelled)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_at_once_and_nothing_is_encoded(film: Films, tmp_path: Path) -> None:
    target, told = tmp_path / "x.mp4", list[float]()
    target.symlink_to("/dev/full")
    with pytest.raises(CutFailed, match=r"the disk is full\. Make room and save it again\.$"):
        clip_of(film("one_group.mp4"), range(60), target, on_progress=told.append)
    assert list(tmp_path.iterdir()) == []
    assert sorted(told) == told


def test_a_folder_that_is_not_there_is_told(film: Films, tmp_path: Path) -> None:
    with pytest.raises(CutFailed, match=r"“one_group\.mp4” could not be written: No such file"):
        clip_of(film("one_group.mp4"), range(5), tmp_path / "nowhere" / "x.mp4")


def test_a_source_that_is_gone_is_told(film: Films, tmp_path: Path) -> None:
    source = copyfile(film("one_group.mp4"), tmp_path / "gone.mp4")
    index = read_index(source)
    source.unlink()
    with pytest.raises(CutFailed, match=r"could not be written: “gone\.mp4” does not exist\.$"):
        cut(
            source,
            index,
            range(5),
            tmp_path / "x.mp4",
            title="",
            on_progress=lambda _: None,
            is_cancelled=lambda: False,
        )


def test_frames_that_make_no_clip_are_refused(film: Films, tmp_path: Path) -> None:
    with pytest.raises(CutFailed, match=r"of “short_groups\.mp4”: it has 60 frames\.$"):
        clip_of(film("short_groups.mp4"), range(50, 61), tmp_path / "x.mp4")


def test_a_source_is_not_touched_by_a_copy(film: Films, tmp_path: Path) -> None:
    path = film("with_sound.mp4")
    before = path.read_bytes(), path.stat().st_mtime_ns
    clip_of(path, range(10, 50), tmp_path / "x.mp4")
    assert before == (path.read_bytes(), path.stat().st_mtime_ns)


def test_a_clip_of_a_copied_clip_is_a_copy_too(film: Films, tmp_path: Path) -> None:
    clip_of(film("one_group.mp4"), range(20, 60), tmp_path / "1.mp4")
    assert CutMode.LOSSLESS is clip_of(tmp_path / "1.mp4", range(5, 25), tmp_path / "2.mp4").mode
    assert hashes(film("one_group.mp4"))[25:45] == hashes(tmp_path / "2.mp4")


def test_no_hidden_picture_is_seen_at_the_edges(film: Films, tmp_path: Path) -> None:
    clip_of(film("one_group.mp4"), range(33, 57), tmp_path / "x.mp4")
    with av.open(str(tmp_path / "x.mp4")) as clip:
        images: list[Image.Image] = [f.to_image() for f in clip.decode(video=0)]  # type: ignore[no-untyped-call]
    assert list(range(33, 57)) == [number_in(image) for image in images]


def test_a_frame_of_a_copied_clip_is_found_from_its_own_keyframe(
    film: Films, tmp_path: Path
) -> None:
    # In a file whose start is hidden, a seek to a keyframe by its time lands a group before it.
    clip_of(film("even_groups.mp4"), range(6, 60), tmp_path / "x.mp4")
    packets: list[None] = []
    index = read_index(tmp_path / "x.mp4")
    pulse = partial(packets.append, None)
    with closing(FrameSource(tmp_path / "x.mp4", index, thread_type="NONE", pulse=pulse)) as source:
        source.frame(36 - 6)
    assert len(packets) < 12
