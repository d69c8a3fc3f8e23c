"""What all tests of video.dev's API have in common."""

import pytest

from tests.server.conftest import Bench


@pytest.fixture(autouse=True)
def _searches_end(bench: Bench) -> None:
    """Let searches for scenes end without anybody's leave."""
    bench.media.survey.gate.set()
