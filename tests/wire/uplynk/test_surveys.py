"""Our extensions for a whole asset: what is asked is read back, what is answered too."""

import json
from collections.abc import Callable, Mapping
from typing import Final

import pytest

from cliptui.clip.secret import Secret
from cliptui.clip.survey import Rgb, Scenes, Skimmed
from cliptui.errors import RequestRefused, ServiceBusy, UnexpectedAnswer
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk import surveys
from cliptui.wire.uplynk.signature import Credentials, Stamp, find_signed, verify
from tests.wire.uplynk.samples import as_answer

CREDENTIALS: Final = Credentials("1234567890abcdef1234567890abcdef", Secret("k3y"))
STAMP: Final = Stamp(1_700_000_000, "n")
SKIM: Final = surveys.SkimParams("a1", 500, 9000, 12, 320)
COLOURS: Final = surveys.ColourParams("a1", 60)
SHOWN: Final = (Skimmed(0, b"P"), Skimmed(0, b"P"), Skimmed(400, b"Q"))


def asked(request: Request, path: str) -> Mapping[str, object]:
    assert (request.method, request.path) == ("GET", path)
    return verify(find_signed(request), CREDENTIALS, now_s=STAMP.now_s)


def test_what_a_client_asks_is_what_a_server_reads() -> None:
    skim = asked(surveys.ask_skim(CREDENTIALS, STAMP, SKIM), "/api2/x-cliptui/skim")
    colours = asked(surveys.ask_colours(CREDENTIALS, STAMP, COLOURS), "/api2/x-cliptui/colours")
    scenes = asked(surveys.ask_scenes(CREDENTIALS, STAMP, "a1"), "/api2/x-cliptui/scenes")

    assert surveys.read_skim_params(skim) == SKIM
    assert surveys.read_colour_params(colours) == COLOURS
    assert surveys.read_scenes_params(scenes) == "a1"


def test_what_a_server_answers_is_what_a_client_reads() -> None:
    scenes = Scenes((0, 1001), is_complete=False)

    assert surveys.read_skim(surveys.write_skim(SHOWN)) == SHOWN
    assert surveys.read_skim(surveys.write_skim(())) == ()
    assert surveys.read_scenes(surveys.write_scenes(scenes)) == scenes
    rgb = surveys.write_colours(bytes([1, 2, 3, 255, 0, 9]))
    assert surveys.read_colours(rgb) == (Rgb(1, 2, 3), Rgb(255, 0, 9))


def test_a_picture_that_stands_for_several_moments_is_written_once() -> None:
    told = json.loads(surveys.write_skim(SHOWN).body)

    assert told == {"ms": [0, 400], "imgs": ["UA==", "UQ=="], "shown": [0, 0, 1], "error": 0}


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"start": 5, "stop": 5}, "the range is empty"),
        ({"start": None}, "lacks start"),
        ({"stop": "soon"}, "no time within an asset"),
        ({"count": 0}, "count is 0: ask for 1 to 256"),
        ({"count": 257}, "count is 257"),
        ({"count": "few"}, "count must be a whole number"),
        ({"width": 641}, "width is 641: ask for 1 to 640"),
        ({"id": ""}, "must name an asset by id"),
    ],
)
def test_a_skim_that_cannot_be_is_refused(members: dict[str, object], complaint: str) -> None:
    asked = {"id": "a1", "start": 0, "stop": 1000, "count": 4, "width": 320, **members}

    with pytest.raises(RequestRefused, match=complaint):
        surveys.read_skim_params(asked)


@pytest.mark.parametrize("count", [0, 513])
def test_colours_that_cannot_be_are_refused(count: int) -> None:
    with pytest.raises(RequestRefused, match=f"count is {count}: ask for 1 to 512"):
        surveys.read_colour_params({"id": "a1", "count": count})


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"ms": [0]}, "do not match"),
        ({"imgs": ["UA==", ""]}, "do not match"),
        ({"shown": [2]}, "a picture that it does not have"),
        ({"shown": [-1]}, "a picture that it does not have"),
        ({"shown": None}, "shown"),
        ({"imgs": ["%", "%"]}, "imgs"),
    ],
)
def test_a_damaged_skim_is_told(members: dict[str, object], complaint: str) -> None:
    answer = {"ms": [0, 400], "imgs": ["UA==", "UQ=="], "shown": [0, 1], **members}

    with pytest.raises(UnexpectedAnswer, match=complaint):
        surveys.read_skim(as_answer(answer))


def test_a_colour_that_is_not_whole_is_told() -> None:
    with pytest.raises(UnexpectedAnswer, match="the last one is not whole"):
        surveys.read_colours(surveys.write_colours(b"abcd"))


@pytest.mark.parametrize("read", [surveys.read_skim, surveys.read_colours, surveys.read_scenes])
def test_a_refusal_is_raised(read: Callable[[Response], object]) -> None:
    with pytest.raises(ServiceBusy):
        read(Response(503))
