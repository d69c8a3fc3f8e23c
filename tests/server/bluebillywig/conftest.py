"""A server over three short films, that speaks as Blue Billywig does too."""

import os
from collections.abc import AsyncIterator

import pytest

from tests.server.bluebillywig.desk import SHARED, ClipDesk
from tests.server.conftest import Bench
from tests.server.media import write_video

FILMS = {"Coffee": 750, "Milk": 25, "Tea": 1500}
CHANGED_S = 1_700_000_000


@pytest.fixture
def films(bench: Bench) -> None:
    """Three films, the first of them the oldest."""
    for age, (name, frames) in enumerate(FILMS.items()):
        path = write_video(bench.folder / f"{name}.mp4", frames)
        os.utime(path, (CHANGED_S + age, CHANGED_S + age))


@pytest.fixture
async def clips(bench: Bench, films: None) -> AsyncIterator[ClipDesk]:
    del films
    async with bench.server(bluebillywig=SHARED) as server:
        yield ClipDesk(server)
