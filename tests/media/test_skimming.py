"""Every picture of a skim shows the frame that it says it does, however the file is read."""

from collections import Counter
from contextlib import closing
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import pytest
from PIL import Image

from cliptui.errors import UndecodableFrame
from cliptui.media import arriving
from cliptui.media.link import GivenUp
from cliptui.media.opening import never_mind
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.reader import FrameReader
from cliptui.media.skimming import Look, skim
from cliptui.media.spread import keyframe_numbers
from cliptui.media.walk import read_index
from tests.barcode import read_frame_number
from tests.demo import ASSETS
from tests.media.conftest import Films
from tests.media.films import FILMS

PNG = Look(64, PictureFormat.PNG)


def pictures(path: Path, numbers: list[int], width_px: int) -> dict[int, bytes]:
    """Return frames by the way that every single one is shown."""
    with closing(FrameReader(path, read_index(path))) as reader:
        return {n: encode(reader.frame(n, width_px), PictureFormat.PNG) for n in numbers}


@pytest.mark.parametrize("name", FILMS)
def test_a_skim_is_what_the_reader_shows_of_the_same_frames(film: Films, name: str) -> None:
    path = film(name)
    index = read_index(path)
    numbers = keyframe_numbers(index)
    assert skim(path, index, numbers, PNG, never_mind) == pictures(path, numbers, 64)


@pytest.mark.parametrize("name", FILMS)
def test_it_is_the_same_where_each_keyframe_is_searched_for(
    film: Films, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(name)
    index = read_index(path)
    numbers = keyframe_numbers(index)[::2]
    read_through = skim(path, index, numbers, PNG, never_mind)
    for module in ("arriving", "skimming"):
        monkeypatch.setattr(f"cliptui.media.{module}.FAR_FRAMES", 1)
    assert skim(path, index, numbers, PNG, never_mind) == read_through


def test_where_no_search_leads_the_file_is_read_through_once(
    film: Films, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film("open_groups.ts")
    index = read_index(path)
    numbers = keyframe_numbers(index)
    expected = skim(path, index, numbers, PNG, never_mind)
    for module in ("arriving", "skimming"):
        monkeypatch.setattr(f"cliptui.media.{module}.FAR_FRAMES", 1)
    monkeypatch.setattr(arriving, "_BACK_OFFS_S", ())
    steps = Counter[None]()
    assert skim(path, index, numbers, PNG, lambda: steps.update([None])) == expected
    assert steps.total() <= 2 * index.frame_count


@pytest.mark.parametrize("name", ["Ten minutes by the clock.mp4", "Over the alps.webm"])
def test_the_barcode_of_each_picture_is_the_number_that_is_told(name: str) -> None:
    path = ASSETS / name
    index = read_index(path)
    look = Look(320, PictureFormat.JPEG)
    found = skim(path, index, keyframe_numbers(index)[::3], look, never_mind)
    assert list(found) == keyframe_numbers(index)[::3]
    for number, picture in found.items():
        with Image.open(BytesIO(picture)) as image:
            assert (image.format, read_frame_number(image)) == ("JPEG", number)


def test_without_a_format_the_mean_colour_is_told(film: Films) -> None:
    path = film("keyframes_only.mov")
    found = skim(path, read_index(path), [0, 40], Look(64, None), never_mind)
    for number, colour in found.items():
        with Image.open(BytesIO(pictures(path, [number], 64)[number])) as image:
            mean = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
        assert len(colour) == 3
        assert max(abs(ours - its) for ours, its in zip(colour, mean, strict=True)) <= 1


def test_a_keyframe_that_is_damaged_is_left_out(film: Films, tmp_path: Path) -> None:
    path = copyfile(film("keyframes_only.mov"), tmp_path / "x.mov")
    index = read_index(path)
    whole = path.read_bytes()
    starts = [place for place in range(len(whole)) if whole[place : place + 3] == b"\xff\xd8\xff"]
    path.write_bytes(whole[: starts[1]] + bytes(starts[2] - starts[1]) + whole[starts[2] :])
    assert list(skim(path, index, [0, 1, 2], PNG, never_mind)) == [0, 2]
    with pytest.raises(UndecodableFrame, match=r"No keyframe of “x\.mov” can be decoded"):
        skim(path, index, [1], PNG, never_mind)


def test_a_skim_can_be_given_up(film: Films) -> None:
    path = film("keyframes_only.mov")

    def give_up() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        skim(path, read_index(path), [0, 5], PNG, give_up)
