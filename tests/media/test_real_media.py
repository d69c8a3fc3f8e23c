"""Every real file is either shown exactly or refused with a sentence; nothing else.

Runs on each file of the folder in CLIPTUI_TEST_MEDIA.
"""

import os
import random
import re
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.stream import Disposition

from cliptui.errors import Unreadable
from cliptui.media.cuts import cut as cut_in_a_mode
from cliptui.media.cutter import cut
from cliptui.media.facts import VideoFacts
from cliptui.media.index import FrameIndex
from cliptui.media.modes import CutMode
from cliptui.media.probe import read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.rendering import Renderer
from cliptui.media.walk import read_index

FOLDER = os.environ.get("CLIPTUI_TEST_MEDIA", "")
FILES = sorted(path for path in Path(FOLDER).rglob("*") if path.is_file()) if FOLDER else []
DAMAGED = {
    "corrupted_decord.mp4": "what a damaged stretch looks like depends on where decoding starts",
    "no_timescale.mp4": "a dozen of its frames cannot be decoded, and conceal each other",
}
"""Files without one truth. Three more are known, and are not in the folder: a stream whose last
picture is cut off, one with invalid units at its end, and one with frames before its edit."""

NOT_COPIED = {
    "cockatoo.mp4": "the copy shows other pictures than its source",
    "h263.3gp": "h263 is no codec for MP4",
    "vp8_echo.webm": "vp8 is no codec for MP4",
}
"""Of the first, an ancient x264 says only in its first packet how its pictures are decoded; every
copy without that packet, also one by ffmpeg, looks wrong."""

COPIED_FRAMES = 8
LATEST_CLIP = 20
COMPARED_PIXELS = 30_000_000
MOST_FRAMES = 120
LEAST_FRAMES = 20
RANDOM_PLACES = 3

pytestmark = [
    pytest.mark.unmeasured,
    pytest.mark.real_media,
    pytest.mark.skipif(not FILES, reason="CLIPTUI_TEST_MEDIA names no folder with real video"),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_is_shown_exactly_or_refused_with_a_sentence(
    path: Path, tmp_path: Path
) -> None:
    described = described_or_refused(path)
    if isinstance(described, str):
        assert re.fullmatch(r"“.+” .+\.", described)
        assert shown_at_all(path) == []
        return
    index, facts = described
    if path.name not in DAMAGED:
        fitting = COMPARED_PIXELS // (facts.width_px * facts.height_px)
        expected = linear(path, max(LEAST_FRAMES, min(MOST_FRAMES, fitting)))
        assert list(index.pts[: len(expected)]) == [pts for pts, _ in expected]
        assert differing(path, index, [data for _, data in expected]) == []
    middle = index.frame_count // 2
    frames = range(max(0, middle - 5), min(index.frame_count, middle + 5))
    target = tmp_path / "clip.mp4"
    cut(
        path,
        index,
        frames,
        target,
        title=path.name,
        on_progress=lambda _: None,
        is_cancelled=lambda: False,
    )
    clip = read_index(target)
    starts = [index.starts_ms[n] - index.starts_ms[frames.start] for n in frames]
    assert all(abs(one - other) <= 1 for one, other in zip(clip.starts_ms, starts, strict=True))


def described_or_refused(path: Path) -> tuple[FrameIndex, VideoFacts] | str:
    try:
        index = read_index(path)
        return index, read_facts(path, index)
    except Unreadable as error:
        return str(error)


def shown_at_all(path: Path) -> list[tuple[int | None, int]]:
    """Return the first frame of a file, or nothing if it cannot be opened or has no video."""
    try:
        return linear(path, 1)
    except (av.FFmpegError, StopIteration):
        return []


def linear(path: Path, limit: int) -> list[tuple[int | None, int]]:
    """Decode a file from its start in one go; return each frame's time and a hash of it."""
    shown: list[tuple[int | None, int]] = []
    with av.open(str(path)) as container:
        videos = container.streams.video
        video = next(v for v in videos if not v.disposition & Disposition.attached_pic)
        video.thread_type = "AUTO"
        renderer = Renderer(video.sample_aspect_ratio or Fraction(1))
        for packet in container.demux(video):
            shown += [
                (frame.pts, hash(renderer.render(frame, 320).tobytes()))
                for frame in packet.decode()
            ]
            if len(shown) >= limit:
                break
    return shown[:limit]


def differing(path: Path, index: FrameIndex, expected: list[int]) -> list[int]:
    """Return the frames that the reader gives otherwise than a linear decoding."""
    count = len(expected)
    keyframes = [index.pts.index(pts) for pts in index.keyframes if pts in index.pts]
    chance = random.Random(path.name)  # noqa: S311  repeatable, no secret
    places = [count - 1, 0, count // 2, count // 2 + 1, count // 2 - 1]
    places += [near for place in keyframes[1:3] for near in (place, place - 1, place + 1)]
    places += chance.choices(range(count), k=RANDOM_PLACES)
    asked = [place for place in places if 0 <= place < count]
    with closing(FrameReader(path, index)) as reader:
        return [n for n in asked if hash(reader.frame(n, 320).tobytes()) != expected[n]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_copied_clip_of_a_real_file_shows_the_pictures_of_the_file(
    path: Path, tmp_path: Path
) -> None:
    described = described_or_refused(path)
    if isinstance(described, str):
        return
    index, _ = described
    first = index.frame_count // 3
    if path.name not in NOT_COPIED:
        first = min(first, LATEST_CLIP)
    frames = range(first, min(index.frame_count, first + COPIED_FRAMES))
    target = tmp_path / "clip.mp4"
    report = cut_in_a_mode(
        path,
        index,
        frames,
        target,
        title=path.name,
        on_progress=lambda _: None,
        is_cancelled=lambda: False,
    )
    assert report.reason == NOT_COPIED.get(path.name, "")
    assert read_index(target).frame_count == len(frames)
    if path.name in DAMAGED:
        return
    clip = linear(target, COPIED_FRAMES + 1)
    assert len(clip) == len(frames)
    if report.mode is CutMode.LOSSLESS:
        with closing(FrameReader(path, index)) as reader:
            images = list(reader.frames(frames, 320))
        assert [data for _, data in clip] == [hash(image.tobytes()) for image in images]
