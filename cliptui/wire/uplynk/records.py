"""What an asset is on Uplynk's wire, and the pictures of it.

The members are those of the samples in Uplynk's Asset API page; `cliptui` is our own.
"""

from fractions import Fraction
from typing import Final

import msgspec

from cliptui.clip.asset import Asset, AssetState, Break
from cliptui.clip.text import clean
from cliptui.clip.timecode import FrameRate
from cliptui.clip.timing import ConstantTiming, Timing, VariableTiming
from cliptui.errors import UnexpectedAnswer
from cliptui.wire.uplynk.answers import told

_MAX_DIGITS: Final = 9
_AD_BREAK: Final = "AD BREAK"
_LONGEST_S: Final = 10**9
_MS_PER_S: Final = 1000


class FrameFacts(msgspec.Struct, kw_only=True, frozen=True, omit_defaults=True):
    """Our extension member of an asset: its frames, which Uplynk does not tell.

    Attributes:
        frame_rate: The exact constant rate as a fraction, `30000/1001`; empty if it varies.
        frame_late: When the first frame starts on the grid of that rate, in seconds as a fraction;
            empty for 0.
        frame_count: Number of frames.
        frame_starts_ms: When each frame starts, rounded down; only if the rate varies, and
            only where one asset is asked for, not in lists.
        end_ms: When the last frame ends.
        reason: Why the asset's state is `error`.
        damaged_frames: How many of the frames that were shown so far are not whole.
    """

    frame_rate: str = ""
    frame_late: str = ""
    frame_count: int = 0
    frame_starts_ms: list[int] | None = None
    end_ms: int = 0
    reason: str = ""
    damaged_frames: int = 0


class BreakRecord(msgspec.Struct):
    """A break of an asset.

    Attributes:
        break_type: `AD BREAK` or `BOUNDARY`.
        offset: Where it starts, in seconds.
        duration: Seconds.
        name: What it is called.
    """

    break_type: str = ""
    offset: float = 0.0
    duration: float = 0.0
    name: str | None = ""


class AssetCore(msgspec.Struct, kw_only=True):
    """The members of an asset that the app needs; the only ones that it reads.

    Attributes:
        id: 32 hexadecimal digits.
        desc: The name.
        duration: Seconds.
        state: `ready`, `slicing`, `encoding` or `error`.
        created: Milliseconds since 1970.
        lastmod: Last change, likewise.
        job_type: `vod`, `live` or `clip`.
        external_id: The owner's own identifier; not unique.
        meta: The owner's notes, as an object or as its JSON text; whatever else it is counts as
            none, so that one odd note hides no library.
        break_offsets: Its breaks.
        cliptui: Our extension, if the server has it.
    """

    id: str
    desc: str
    duration: float
    state: str
    created: int = 0
    lastmod: int | None = 0
    job_type: str = "vod"
    external_id: object = ""
    meta: object = None
    break_offsets: list[BreakRecord] | None = msgspec.field(default_factory=list)
    cliptui: FrameFacts | None = None


class AssetRecord(AssetCore, kw_only=True):
    """All members of an asset, as a server writes them.

    Attributes:
        external_id: The owner's own identifier; not unique.
        slices: Pieces of about 4 s.
        rays: Variants of bitrate.
        orig_filename: The name of the uploaded file, if it is known; written as null if not.
        require_drm: 0 or 1.
        require_studio_drm: 0 or 1.
        autoexpire: When it deletes itself, milliseconds since 1970; 0 for never.
        meta: The owner's notes, as an object or as its JSON text.
        thumb_url: A small picture.
        poster_url: A large picture.
        mp4_url: The video.
        ttml_url: Its captions.
        embed_player_url: A player.
        test_player_url: A player for tests.
        test_players: All players for tests: `desc`, `id`, `url`.
        libraries: Libraries that it is shared with.
        deleted: When it was deleted, milliseconds since 1970; absent if it was not.
    """

    external_id: str | None = ""
    slices: int | None = 0
    rays: int | None = 0
    orig_filename: str | None = None
    require_drm: int | None = 0
    require_studio_drm: int | None = 0
    autoexpire: int | str | None = 0
    meta: dict[str, object] | str | None = msgspec.field(default_factory=dict)
    thumb_url: str | None = ""
    poster_url: str | None = ""
    mp4_url: str | None = ""
    ttml_url: str | None = ""
    embed_player_url: str | None = ""
    test_player_url: str | None = ""
    test_players: list[dict[str, object]] | None = msgspec.field(default_factory=list)
    libraries: list[object] | None = msgspec.field(default_factory=list)
    deleted: int | None = None


def meta_of(record: AssetCore) -> dict[str, str]:
    """Return an asset's notes as text; none if they are no object."""
    meta = record.meta
    if isinstance(meta, str):
        try:
            meta = msgspec.json.decode(meta, type=dict[str, object])
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return {}
    if not isinstance(meta, dict):
        return {}
    return {str(name): str(value) for name, value in meta.items()}


def members_of(record: AssetRecord, *, in_list: bool = False) -> dict[str, object]:
    """Return an asset as the members of a JSON object; what is None is left out.

    Args:
        record: The asset.
        in_list: Whether the answer is a list, which leaves out when each frame starts.
    """
    members = {"orig_filename": None, **told(record)}  # Uplynk says null here, and only here
    if in_list and record.cliptui is not None:
        members["cliptui"] = msgspec.structs.replace(record.cliptui, frame_starts_ms=None)
    return members


def asset_of(core: AssetCore, *, is_shared: bool = False) -> Asset:
    """Return what an asset on the wire means.

    Args:
        core: The asset.
        is_shared: Whether it is told among those that others share.

    Raises:
        UnexpectedAnswer: Our extension tells frames that cannot be.
    """
    facts = core.cliptui
    states = {state.value: state for state in AssetState}
    return Asset(
        asset_id=clean(core.id),
        name=clean(core.desc),
        duration_s=max(0.0, core.duration),
        state=states.get(core.state, AssetState.UNKNOWN),
        job_type=clean(core.job_type),
        created_ms=core.created,
        reason=clean(facts.reason) if facts else "",
        timing=timing_of(facts) if facts else None,
        changed_ms=core.lastmod or 0,
        external_id=clean(core.external_id) if isinstance(core.external_id, str) else "",
        notes=tuple((clean(name), clean(note)) for name, note in meta_of(core).items()),
        breaks=tuple(map(_break, filter(_is_sound, core.break_offsets or ()))),
        is_shared=is_shared,
        damaged_frames=max(0, facts.damaged_frames) if facts else 0,
    )


def _is_sound(told: BreakRecord) -> bool:
    return 0 <= told.offset <= _LONGEST_S and 0 < told.duration <= _LONGEST_S


def _break(told: BreakRecord) -> Break:
    start_ms = round(told.offset * _MS_PER_S)
    return Break(
        start_ms=start_ms,
        stop_ms=start_ms + round(told.duration * _MS_PER_S),
        label=clean(told.name or told.break_type.lower()),
        is_ad=told.break_type == _AD_BREAK,
    )


def timing_of(facts: FrameFacts) -> Timing | None:
    """Return when frames are shown; None if that is not told.

    Raises:
        UnexpectedAnswer: They are frames that cannot be.
    """
    if facts.frame_rate:
        rate = FrameRate.of(_fraction_of(facts.frame_rate, "frame_rate"))
        late_s = _fraction_of(facts.frame_late, "frame_late") if facts.frame_late else Fraction(0)
        if facts.frame_count < 1:
            return None
        return ConstantTiming(rate, facts.frame_count, late_s=late_s)
    starts_ms = facts.frame_starts_ms
    if not starts_ms:
        return None
    if starts_ms != sorted(starts_ms) or facts.end_ms < starts_ms[-1] or starts_ms[0] < 0:
        raise UnexpectedAnswer(
            "The server's answer is not as agreed: cliptui.frame_starts_ms is not ascending."
        )
    return VariableTiming(tuple(starts_ms), facts.end_ms)


def _fraction_of(text: str, member: str) -> Fraction:
    numerator, _, denominator = text.partition("/")
    digits = (numerator, denominator or "1")
    if all(part.isdecimal() and part.isascii() and len(part) <= _MAX_DIGITS for part in digits):
        above, below = map(int, digits)
        if above and below:
            return Fraction(above, below)
    raise UnexpectedAnswer(
        f"The server's answer is not as agreed: cliptui.{member} is “{clean(text, 40)}”, "
        "no fraction such as 30000/1001."
    )
