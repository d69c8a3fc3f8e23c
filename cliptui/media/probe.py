"""Finding out what a video file is."""

from contextlib import closing
from fractions import Fraction
from pathlib import Path

from av.video.stream import VideoStream

from cliptui.clip.text import clean
from cliptui.errors import Unreadable
from cliptui.media.decoding import BEFORE_ALL, Decoding
from cliptui.media.facts import VideoFacts
from cliptui.media.failures import reading, shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.opening import exact_fraction
from cliptui.media.rendering import display_size
from cliptui.media.untried import open_packets


def read_facts(path: Path, index: FrameIndex) -> VideoFacts:
    """Read what a file is, which takes the decoding of its first frame.

    Args:
        path: The file.
        index: Its index.

    Raises:
        Unreadable: It cannot be opened, or nothing in it can be decoded.
    """
    with closing(open_packets(path)) as video, reading(path):
        run = Decoding(video, index, from_start=True, needed_from=BEFORE_ALL)
        with closing(run):
            first = run.look_ahead()
        if first is None:
            raise Unreadable(f"{shown_name(path)} is damaged: none of its frames can be decoded.")
        width_px, height_px = display_size(first[1], _pixel_aspect(video.stream))
        codec = clean(video.stream.codec_context.codec.canonical_name)
        return VideoFacts(width_px, height_px, codec, bool(video.container.streams.audio))


def _pixel_aspect(stream: VideoStream) -> Fraction:
    """Return how much wider than high a pixel is to be shown: as the container says, or the codec.

    What the codec says is known once a frame was decoded.
    """
    told = (stream.sample_aspect_ratio, stream.codec_context.sample_aspect_ratio)
    return next((aspect for one in told if (aspect := exact_fraction(one))), Fraction(1))
