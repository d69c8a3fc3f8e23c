"""What a video file is; known without PyAV once `probe` and `walk` have read it."""

from dataclasses import dataclass

from cliptui.media.index import FrameIndex


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video file is.

    Attributes:
        width_px: Width at which it is shown: upright, with square pixels.
        height_px: Height at which it is shown.
        codec: The codec of its pictures, as the libraries call it: `h264`.
        has_audio: Whether it has a sound track, decodable or not.
    """

    width_px: int
    height_px: int
    codec: str
    has_audio: bool


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A video file that can be used.

    Attributes:
        facts: What it is.
        index: Its frames.
    """

    facts: VideoFacts
    index: FrameIndex
