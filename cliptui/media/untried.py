"""Opening files whose packets are wanted, without a try at decoding them.

To learn all that a file does not say of itself the libraries decode some frames of it when it is
opened, which takes longer than reading all packets of a short clip. Where the container names the
time of every packet, nothing of that is needed to know them.
"""

from pathlib import Path
from typing import Final

from av.container import InputContainer

from cliptui.media.opening import OpenVideo, open_file, open_video

# No decoder has that name, so the libraries find none to try. PyAV chooses its own, so that
# packets can be decoded all the same.
_UNTRIED: Final = {"codec_whitelist": "none"}
_WITH_HIDDEN: Final = {"ignore_editlist": "1"}
_TELLING: Final = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})


def open_packets(path: Path) -> OpenVideo:
    """Open a file for the packets of its pictures: at once, if its container tells all of them.

    Raises:
        Unreadable: It cannot be opened, or holds no video that can be decoded.
    """
    video = open_video(path, thread_type="NONE", options=_UNTRIED)
    if video.container.format.name in _TELLING:
        return video
    video.close()
    return open_video(path, thread_type="NONE")


def open_with_hidden(clip: Path) -> OpenVideo:
    """Open a clip for all its pictures, also those that its edit list hides.

    Raises:
        Unreadable: It cannot be opened, or holds no video that can be decoded.
    """
    return open_video(clip, thread_type="NONE", options=_UNTRIED | _WITH_HIDDEN)


def open_tracks_of(clip: Path) -> InputContainer:
    """Open a clip for the packets of its sound.

    Raises:
        Unreadable: It cannot be opened.
    """
    return open_file(clip, _UNTRIED)
