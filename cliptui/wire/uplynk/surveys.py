"""Our extensions that show a whole asset at a glance, as asked, answered and read.

They are signed like the Asset API (v2), and used only where they are announced.

========= ======================================= ==================================
path      asked                                   answered
========= ======================================= ==================================
`skim`    `id`, `start`, `stop`, `count`, `width` `ms` and `imgs` of the frames that
                                                  are shown, `shown`: which of them
                                                  stands for each moment
`colours` `id`, `count`                           `rgb`: three bytes for each moment
`scenes`  `id`                                    `starts_ms`, `is_complete`
========= ======================================= ==================================
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from cliptui.clip.survey import Rgb, Scenes, Skimmed
from cliptui.errors import RequestRefused, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.answers import read_json, write_json
from cliptui.wire.uplynk.extensions import COLOURS_PATH, SCENES_PATH, SKIM_PATH
from cliptui.wire.uplynk.params import named_asset, number_member, time_member
from cliptui.wire.uplynk.refusals import check
from cliptui.wire.uplynk.signature import Credentials, Stamp, sign

MAX_PICTURES: Final = 256
"""The most moments of one skim."""

MAX_COLOURS: Final = 512
"""The most colours of an asset."""

MAX_WIDTH_PX: Final = 640
"""The greatest width of a skim's pictures."""

_COLOUR_BYTES: Final = 3


@dataclass(frozen=True, slots=True)
class SkimParams:
    """What a skim is asked.

    Attributes:
        asset_id: The asset.
        start_ms: Milliseconds from its start.
        stop_ms: The end of the stretch.
        count: How many moments.
        width_px: The width of the pictures.
    """

    asset_id: str
    start_ms: int
    stop_ms: int
    count: int
    width_px: int


@dataclass(frozen=True, slots=True)
class ColourParams:
    """What colours are asked.

    Attributes:
        asset_id: The asset.
        count: How many moments.
    """

    asset_id: str
    count: int


class _Skim(msgspec.Struct):
    ms: list[int]
    imgs: list[bytes]
    shown: list[int]


class _Colours(msgspec.Struct):
    rgb: bytes


class _Scenes(msgspec.Struct):
    starts_ms: tuple[int, ...]
    is_complete: bool


def ask_skim(credentials: Credentials, stamp: Stamp, params: SkimParams) -> Request:
    """Ask for keyframes spread over a stretch."""
    members: dict[str, object] = {
        "id": params.asset_id,
        "start": params.start_ms,
        "stop": params.stop_ms,
        "count": params.count,
        "width": params.width_px,
    }
    return Request("GET", SKIM_PATH, sign(members, credentials, stamp).query)


def ask_colours(credentials: Credentials, stamp: Stamp, params: ColourParams) -> Request:
    """Ask for colours spread over an asset."""
    members: dict[str, object] = {"id": params.asset_id, "count": params.count}
    return Request("GET", COLOURS_PATH, sign(members, credentials, stamp).query)


def ask_scenes(credentials: Credentials, stamp: Stamp, asset_id: str) -> Request:
    """Ask where scenes begin."""
    return Request("GET", SCENES_PATH, sign({"id": asset_id}, credentials, stamp).query)


def read_skim_params(members: Mapping[str, object]) -> SkimParams:
    """Read what a skim is asked.

    Raises:
        RequestRefused: A member is missing or has a value that it cannot have.
    """
    start_ms, stop_ms = time_member(members, "start"), time_member(members, "stop")
    if stop_ms <= start_ms:
        raise RequestRefused("stop must come after start: the range is empty.")
    return SkimParams(
        named_asset(members),
        start_ms,
        stop_ms,
        _counted(members, "count", MAX_PICTURES),
        _counted(members, "width", MAX_WIDTH_PX),
    )


def read_colour_params(members: Mapping[str, object]) -> ColourParams:
    """Read what colours are asked.

    Raises:
        RequestRefused: A member is missing or has a value that it cannot have.
    """
    return ColourParams(named_asset(members), _counted(members, "count", MAX_COLOURS))


def read_scenes_params(members: Mapping[str, object]) -> str:
    """Read of which asset scenes are asked.

    Raises:
        RequestRefused: None is named.
    """
    return named_asset(members)


def write_skim(shown: Sequence[Skimmed]) -> Response:
    """Answer with a picture for each moment; those that are the same are written once."""
    pictures = {skimmed.ms: skimmed.picture for skimmed in shown}
    places = {ms: place for place, ms in enumerate(pictures)}
    return write_json(
        {
            "ms": list(pictures),
            "imgs": list(pictures.values()),
            "shown": [places[skimmed.ms] for skimmed in shown],
            "error": 0,
        }
    )


def write_colours(rgb: bytes) -> Response:
    """Answer with colours, three bytes each."""
    return write_json({"rgb": rgb, "error": 0})


def write_scenes(scenes: Scenes) -> Response:
    """Answer where scenes begin."""
    return write_json(
        {"starts_ms": scenes.starts_ms, "is_complete": scenes.is_complete, "error": 0}
    )


def read_skim(response: Response) -> tuple[Skimmed, ...]:
    """Read a picture for each moment.

    Raises:
        ServiceError: The service refuses, or the answer is not as agreed.
    """
    check(response)
    told = read_json(response, _Skim)
    if len(told.ms) != len(told.imgs) or not all(told.imgs):
        raise UnexpectedAnswer("The skim is damaged: its pictures and times do not match.")
    shown = [Skimmed(ms, picture) for ms, picture in zip(told.ms, told.imgs, strict=True)]
    if not all(0 <= place < len(shown) for place in told.shown):
        raise UnexpectedAnswer("The skim is damaged: it shows a picture that it does not have.")
    return tuple(shown[place] for place in told.shown)


def read_colours(response: Response) -> tuple[Rgb, ...]:
    """Read the colour of each moment.

    Raises:
        ServiceError: The service refuses, or the answer is not as agreed.
    """
    check(response)
    rgb = read_json(response, _Colours).rgb
    if len(rgb) % _COLOUR_BYTES:
        raise UnexpectedAnswer("The colours are damaged: the last one is not whole.")
    return tuple(Rgb(*rgb[place : place + 3]) for place in range(0, len(rgb), _COLOUR_BYTES))


def read_scenes(response: Response) -> Scenes:
    """Read where scenes begin.

    Raises:
        ServiceError: The service refuses, or the answer is not as agreed.
    """
    check(response)
    told = read_json(response, _Scenes)
    return Scenes(told.starts_ms, told.is_complete)


def _counted(members: Mapping[str, object], name: str, most: int) -> int:
    count = number_member(members, name, 0)
    if not 1 <= count <= most:
        raise RequestRefused(f"{name} is {count}: ask for 1 to {most}.")
    return count
