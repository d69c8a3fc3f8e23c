"""A finished clip is compared with its marks."""

from dataclasses import dataclass, field, replace
from io import BytesIO

import pytest
from PIL import Image

from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.jobs.checking import check_clip
from tests.fakes import FakeService, make_asset
from tests.jobs.services import bench_of

SOURCE = make_asset(1, frame_count=100)
CLIP = replace(make_asset(2, frame_count=10), name="clip")
DRAFT = WatchedDraft("d1", SOURCE.asset_id, "Goal", 800, 1200, 0.0, DraftState.DONE, CLIP.asset_id)
"""Frames 20 to 29 at 25 fps."""


def picture(frame: int, noise: int = 0) -> bytes:
    """Return a bar whose place tells the frame, as a camera's picture of a moving thing would."""
    image = Image.new("RGB", (160, 90), (40 + noise, 60, 80))
    image.paste((220, 220, 220), (frame, 0, frame + 30, 90))
    encoded = BytesIO()
    image.save(encoded, "PNG")
    return encoded.getvalue()


@dataclass
class Cutter(FakeService):
    """A service whose clip shows these frames of its source, first and last."""

    shown: dict[int, bytes] = field(default_factory=dict)

    async def frame(self, asset_id: str, ms: int, width_px: int | None = None) -> bytes:
        self.widths_px.append(width_px)
        frame = ms // 40
        return picture(frame) if asset_id == SOURCE.asset_id else self.shown[frame]


async def verdict_of(first: bytes, last: bytes, frame_count: int = 10) -> tuple[bool, bool, bool]:
    clip = replace(make_asset(2, frame_count=frame_count), name="clip")
    service = Cutter([SOURCE, clip], shown={0: first, frame_count - 1: last})
    verdict = await check_clip(bench_of(service), DRAFT)
    return verdict.is_right, verdict.first_is_right, verdict.last_is_right


async def test_a_clip_of_just_the_marked_frames_is_right() -> None:
    assert await verdict_of(picture(20), picture(29)) == (True, True, True)


async def test_what_an_encoder_changes_is_no_fault() -> None:
    assert await verdict_of(picture(20, noise=2), picture(29, noise=2)) == (True, True, True)


@pytest.mark.parametrize("shift", [-1, 1])
async def test_a_clip_that_is_one_frame_off_is_found_out(shift: int) -> None:
    assert await verdict_of(picture(20 + shift), picture(29)) == (False, False, True)
    assert await verdict_of(picture(20), picture(29 + shift)) == (False, True, False)


async def test_a_clip_of_something_else_is_found_out() -> None:
    black = BytesIO()
    Image.new("RGB", (160, 90)).save(black, "PNG")
    assert await verdict_of(black.getvalue(), picture(29)) == (False, False, True)


async def test_a_clip_that_is_too_short_is_found_out() -> None:
    assert await verdict_of(picture(20), picture(29), frame_count=9) == (False, True, True)
