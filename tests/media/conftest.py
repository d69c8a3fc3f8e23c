"""Films of our own making, each written once in a run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.media.films import FILMS, make

Films = Callable[[str], Path]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Films:
    """Give the path of a film by its name in `FILMS`; it is not to be changed."""
    folder = tmp_path_factory.mktemp("films")

    def made(name: str) -> Path:
        path = folder / name
        return path if path.exists() else make(path, FILMS[name])

    return made
