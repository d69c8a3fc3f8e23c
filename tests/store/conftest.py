"""A store in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cliptui.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cliptui.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()
