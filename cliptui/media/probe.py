"""Finding out what a video file is."""

from contextlib import closing
from pathlib import Path

from cliptui.errors import UndecodableFrame, Unreadable
from cliptui.media.facts import VideoFacts
from cliptui.media.failures import shown_name
from cliptui.media.index import FrameIndex
from cliptui.media.rendering import display_size
from cliptui.media.source import FrameSource


def read_facts(path: Path, index: FrameIndex) -> VideoFacts:
    """Read what a file is, which takes the decoding of its first frame.

    Args:
        path: The file.
        index: Its index.

    Raises:
        Unreadable: It cannot be opened, or nothing in it can be decoded.
    """
    with closing(FrameSource(path, index, window_frames=1, thread_type="NONE")) as source:
        try:
            first = source.frame(0)
        except UndecodableFrame as error:
            raise Unreadable(
                f"{shown_name(path)} is damaged: none of its frames can be decoded."
            ) from error
        width_px, height_px = display_size(first, source.pixel_aspect)
        codec, has_audio = source.codec, source.has_audio
    return VideoFacts(width_px, height_px, codec, has_audio)
