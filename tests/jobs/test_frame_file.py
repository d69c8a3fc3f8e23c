"""A frame as a file: the whole picture, a telling name, and nothing written over."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cliptui.clip.desk import Desk
from cliptui.errors import BadPicture, BadPlace
from cliptui.jobs.frame_file import frame_name, write_frame
from tests.fakes import FakeService, make_asset, picture


def desk(name: str = "Cup final") -> Desk:
    asset = make_asset(1, name=name)
    assert asset.timing is not None
    return Desk(asset, asset.timing, playhead=305)


def files_in(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


@dataclass
class OtherService(FakeService):
    """Gives the same bytes for every frame."""

    sent: bytes = b""

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        await super().frame(asset_id, ms, width_px)
        return self.sent


async def test_the_frame_is_asked_for_as_large_as_it_is(tmp_path: Path) -> None:
    service = FakeService([])
    await write_frame(service, desk(), tmp_path)
    assert (service.asked, service.widths_px) == (
        [("frame", desk().asset.asset_id, 12_200)],
        [None],
    )


async def test_a_folder_that_cannot_be_written_to_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(BadPlace, match="cannot be written to"):
        await write_frame(FakeService([]), desk(), tmp_path / "missing")


async def test_no_file_is_written_over(tmp_path: Path) -> None:
    paths = [await write_frame(FakeService([]), desk(), tmp_path) for _ in range(3)]
    assert [path.name for path in paths] == [
        "Cup final 00-00-12-05 f305.png",
        "Cup final 00-00-12-05 f305 (2).png",
        "Cup final 00-00-12-05 f305 (3).png",
    ]
    assert [path.read_bytes() for path in paths] == [picture(12_200)] * 3


async def test_a_jpeg_of_the_service_becomes_a_png(tmp_path: Path) -> None:
    encoded = BytesIO()
    Image.new("RGB", (160, 90), (200, 10, 10)).save(encoded, "JPEG")
    path = await write_frame(OtherService([], sent=encoded.getvalue()), desk(), tmp_path)
    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (160, 90))


async def test_what_is_no_picture_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadPicture):
        await write_frame(OtherService([], sent=b"<html>"), desk(), tmp_path)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("../../etc/passwd", "_.._etc_passwd "),
        ("", "frame "),
        ("...", "frame "),
        ("a:b*c", "a-b_c "),
    ],
)
def test_a_name_from_outside_stays_in_the_folder(name: str, start: str) -> None:
    asset = replace(make_asset(1), name=name)
    assert frame_name(replace(desk(), asset=asset)).startswith(start)
    assert "/" not in frame_name(replace(desk(), asset=asset))


def test_a_name_is_short_enough_for_every_file_system() -> None:
    assert len(frame_name(desk("ö" * 400)).encode()) < 250
