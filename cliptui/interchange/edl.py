"""CMX 3600 edit decision lists: events of timecodes, one after the other.

Each event names the frames of the source, and where they go in the program, which starts at
01:00:00:00 as tapes do. Every out point is the first frame that is not taken. The reel is `AX`,
for a source that is no tape; programs find the file by `FROM CLIP NAME`, so the title of a clip
stands in a comment of its own. Only pictures are listed: how many sounds an asset has is not
known here.
"""

from typing import Final

from cliptui.clip import timecode
from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.errors import BadCutList
from cliptui.interchange.cuts import CutList

_MOST_EVENTS: Final = 999
_MOST_FPS: Final = 100
_LONGEST_TITLE: Final = 70
_HOURS: Final = 24


def write_edl(cut_list: CutList) -> str:
    """Write cuts as a list of events, in their order.

    Raises:
        BadCutList: The asset has no timecode, or one of three digits, or there are more cuts or
            hours than the format has numbers for.
    """
    rate = _rate_of(cut_list)
    if len(cut_list.cuts) > _MOST_EVENTS:
        raise BadCutList(f"An EDL has {_MOST_EVENTS} events at most, not {len(cut_list.cuts)}.")
    fcm = "DROP FRAME" if rate.drop_frame else "NON-DROP FRAME"
    lines = [f"TITLE: {clean(cut_list.name, _LONGEST_TITLE)}", f"FCM: {fcm}"]
    record = timecode.frame_of_fields(1, 0, 0, 0, rate)
    for number, cut in enumerate(cut_list.cuts, start=1):
        stop = record + cut.selection.frame_count
        source = f"{_tc(cut.selection.in_frame, rate)} {_tc(cut.selection.out_frame, rate)}"
        program = f"{_tc(record, rate)} {_tc(stop, rate)}"
        lines.append(f"{number:03d}  {'AX':<8} {'V':<4}  {'C':<4}     {source} {program}")
        lines.append(f"* FROM CLIP NAME: {clean(cut_list.media_name)}")
        lines += [f"* COMMENT: {cut.title}"] if cut.title else []
        record = stop
    return "\n".join(lines) + "\n"


def _rate_of(cut_list: CutList) -> FrameRate:
    rate = cut_list.timing.rate
    if rate is None or not rate.has_timecode:
        raise BadCutList("This asset has no timecode, which an EDL needs: export llc or csv.")
    if rate.nominal > _MOST_FPS:
        raise BadCutList(f"An EDL has two digits for frames, too few for {rate} fps.")
    return rate


def _tc(boundary: int, rate: FrameRate) -> str:
    if boundary > timecode.frame_of_fields(_HOURS, 0, 0, 0, rate) - 1:
        raise BadCutList(f"The timecode of an EDL ends before {_HOURS} hours: export llc or csv.")
    return timecode.label(boundary, rate)
