"""The demo library in assets/: what its clips are, and that each frame tells its number."""

import importlib.util
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import av
import pytest
from av.video.reformatter import Interpolation, VideoReformatter
from PIL import Image

from tests.barcode import read_frame_number

pytestmark = pytest.mark.unmeasured

ASSETS = Path(__file__).parent.parent / "assets"
MOST_BYTES = 12_000_000
MILLISECOND = Fraction(1, 1000)
PHONE_GAPS_MS = {33, 34, 40, 50, 67, 100}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a clip of the library has to be; a rate of None is a variable one."""

    name: str
    frames: int
    rate: Fraction | None
    codecs: tuple[str, str]
    size_px: tuple[int, int]
    least_s: int

    def __str__(self) -> str:
        return self.name


H264 = ("h264", "aac")
HARBOUR = Facts("Harbour at dawn.mp4", 576, Fraction(24000, 1001), H264, (640, 360), 24)
NIGHT = Facts("Night drive.mp4", 2160, Fraction(30000, 1001), H264, (640, 360), 70)
ALPS = Facts("Over the alps.webm", 500, Fraction(25), ("vp9", "opus"), (640, 360), 20)
CUP = Facts("Cup final.mp4", 800, Fraction(50), H264, (640, 360), 16)
FAIR = Facts("Evening at the fair.mov", 263, None, H264, (360, 640), 14)
CLOCK = Facts("Ten minutes by the clock.mp4", 15000, Fraction(25), H264, (320, 180), 600)
SHORT_CLIPS = (HARBOUR, NIGHT, ALPS, CUP, FAIR)
ALL_CLIPS = (*SHORT_CLIPS, CLOCK)

each_clip = pytest.mark.parametrize("clip", ALL_CLIPS, ids=str)


@pytest.fixture(scope="module")
def make_demo() -> Iterator[ModuleType]:
    """Import the script by its path: assets is a folder of clips, not a package."""
    sys.path.insert(0, str(ASSETS))
    try:
        spec = importlib.util.spec_from_file_location("make_demo", ASSETS / "make_demo.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(ASSETS))


def decoded(path: Path) -> Iterator[av.VideoFrame]:
    with av.open(path) as container:
        container.streams.video[0].thread_type = "AUTO"
        yield from container.decode(video=0)


def picture(frame: av.VideoFrame) -> Image.Image:
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return image


def thumbnail(frame: av.VideoFrame, scaler: VideoReformatter) -> Image.Image:
    """Return the frame 160 pixels wide, after a journey as JPEG of quality 75."""
    height_px = round(160 * frame.height / frame.width)
    area = Interpolation.AREA
    small = scaler.reformat(frame, 160, height_px, "rgb24", interpolation=area, threads=1)
    parcel = io.BytesIO()
    picture(small).save(parcel, "JPEG", quality=75)
    return Image.open(parcel)


def packets(clip: Facts) -> list[tuple[Fraction, bool]]:
    """Return the time in seconds of each frame and whether it is a keyframe, in coded order."""
    with av.open(ASSETS / clip.name) as container:
        return [
            (packet.pts * Fraction(packet.time_base), packet.is_keyframe)
            for packet in container.demux(video=0)
            if packet.pts is not None
        ]


def gaps_ms(clip: Facts) -> list[int]:
    times = sorted(time_s for time_s, _ in packets(clip))
    return [round((later - earlier) / MILLISECOND) for earlier, later in pairwise(times)]


def test_the_library_holds_these_clips_and_is_small() -> None:
    files = [path for path in ASSETS.iterdir() if path.suffix in {".mp4", ".mov", ".webm"}]
    assert sorted(clip.name for clip in ALL_CLIPS) == sorted(path.name for path in files)
    assert sum(path.stat().st_size for path in files) <= MOST_BYTES


@pytest.mark.parametrize("clip", SHORT_CLIPS, ids=str)
def test_every_frame_of_a_short_clip_tells_its_number_even_as_a_thumbnail(clip: Facts) -> None:
    scaler = VideoReformatter()
    numbers = [read_frame_number(thumbnail(frame, scaler)) for frame in decoded(ASSETS / clip.name)]
    assert list(range(clip.frames)) == numbers


def test_the_frames_of_the_ten_minutes_tell_their_numbers_even_as_thumbnails() -> None:
    scaler = VideoReformatter()
    tested = {*range(0, CLOCK.frames, 50), *range(CLOCK.frames - 100, CLOCK.frames)}
    numbers = [
        read_frame_number(thumbnail(frame, scaler))
        for place, frame in enumerate(decoded(ASSETS / CLOCK.name))
        if place in tested
    ]
    assert sorted(tested) == numbers


@each_clip
def test_a_number_is_read_at_the_full_size_and_at_320_pixels(clip: Facts) -> None:
    for number, frame in zip(range(5), decoded(ASSETS / clip.name), strict=False):
        full = picture(frame)
        height_px = round(320 * full.height / full.width)
        assert number == read_frame_number(full)
        middling = full.resize((320, height_px), Image.Resampling.BOX)
        assert number == read_frame_number(middling)


@each_clip
def test_a_clip_has_the_codecs_the_size_and_the_length_it_should(clip: Facts) -> None:
    with av.open(ASSETS / clip.name) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        codecs = (
            video.codec_context.codec.canonical_name,
            audio.codec_context.codec.canonical_name,
        )
        assert clip.codecs == codecs
        assert clip.size_px == (video.width, video.height)
        assert container.duration is not None
        assert container.duration >= clip.least_s * 1_000_000
        assert container.start_time == 0


@each_clip
def test_a_clip_has_sound_from_its_beginning_to_its_end(clip: Facts) -> None:
    end_s = max(time_s for time_s, _ in packets(clip))
    with av.open(ASSETS / clip.name) as container:
        frames = list(container.decode(audio=0))
    heard_s = sum(Fraction(frame.samples, frame.sample_rate) for frame in frames)
    assert float(end_s) == pytest.approx(float(heard_s), abs=0.15)
    assert any(bytes(frames[len(frames) // 2].planes[0]))


@pytest.mark.parametrize("clip", [clip for clip in ALL_CLIPS if clip.rate], ids=str)
def test_the_frames_of_a_steady_clip_stand_at_even_distances_from_zero(clip: Facts) -> None:
    assert clip.rate is not None
    times = sorted(time_s for time_s, _ in packets(clip))
    even = [number / clip.rate for number in range(clip.frames)]
    assert clip.frames == len(times)
    assert max(abs(a - b) for a, b in zip(even, times, strict=True)) <= MILLISECOND / 2


def test_the_clip_from_a_phone_is_upright_and_its_frames_stand_at_uneven_distances() -> None:
    gaps = gaps_ms(FAIR)
    assert FAIR.size_px[1] > FAIR.size_px[0]
    assert FAIR.frames - 1 == len(gaps)
    assert sorted({*PHONE_GAPS_MS, 1000}) == sorted(set(gaps))


def test_the_clip_from_a_phone_holds_one_still_for_a_second() -> None:
    stills = [gap for gap in gaps_ms(FAIR) if gap > max(PHONE_GAPS_MS)]
    assert stills == [1000]


def test_the_night_drive_has_a_keyframe_every_250_frames_and_nowhere_else() -> None:
    keys = [number for number, (_, key) in enumerate(packets(NIGHT)) if key]
    assert list(range(0, NIGHT.frames, 250)) == keys


def test_the_harbour_has_frames_that_are_coded_out_of_order() -> None:
    times = [time_s for time_s, _ in packets(HARBOUR)]
    assert sorted(times) != times


@pytest.mark.parametrize("wanted", [ALPS, FAIR], ids=str)
def test_a_clip_is_written_with_the_same_bytes_each_time(
    make_demo: ModuleType, tmp_path: Path, wanted: Facts
) -> None:
    clip = next(clip for clip in make_demo.library() if clip.name == wanted.name)
    folders = [tmp_path / take for take in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = (
        make_demo.render_clip(clip, folder / clip.name, limit_frames=30) for folder in folders
    )
    numbers = [read_frame_number(picture(frame)) for frame in decoded(first)]
    assert list(range(30)) == numbers
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (17981, "00:09:59;29"),
        (17982, "00:10:00;00"),
    ],
)
def test_the_night_drive_counts_in_drop_frame_labels(
    make_demo: ModuleType, number: int, label: str
) -> None:
    assert label == make_demo.timecode(make_demo.library()[1], number, 0.0)


@pytest.mark.parametrize("ink", ["black", "white", "gray", "red"])
def test_a_picture_without_a_barcode_is_refused(ink: str) -> None:
    with pytest.raises(ValueError, match="No barcode"):
        read_frame_number(Image.new("RGB", (640, 360), ink))


def test_a_barcode_with_one_wrong_cell_is_refused(make_demo: ModuleType) -> None:
    strip = Image.new("RGB", (640, 360))
    make_demo.draw_barcode(strip, 365)
    strip.paste("white", (32 + 24 * 4, 336, 32 + 24 * 5, 360))
    with pytest.raises(ValueError, match="No barcode"):
        read_frame_number(strip)


def test_a_barcode_with_one_gray_cell_is_refused(make_demo: ModuleType) -> None:
    strip = Image.new("RGB", (640, 360))
    make_demo.draw_barcode(strip, 365)
    strip.paste("gray", (32 + 24 * 4, 336, 32 + 24 * 5, 360))
    with pytest.raises(ValueError, match="neither black nor white"):
        read_frame_number(strip)
