"""A folder, a ledger and a fake media room to make servers of."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from cliptui.clip.secret import Secret
from cliptui.media.modes import CutMode
from cliptui.server.app import EmbeddedServer
from cliptui.server.converter import Convert
from cliptui.server.making import make_server
from cliptui.server.needs import Media
from cliptui.server.uplynk.routes import Strictness
from cliptui.server.videodev.routes import VideodevServing
from cliptui.store import Store
from tests.server.desk import CREDENTIALS, NOW_S, Desk
from tests.server.media import TextMedia


@dataclass
class Bench:
    """What servers are made of; two servers of one bench share all but their memory."""

    folder: Path
    clips: Path
    store: Store
    media: TextMedia

    def server(  # noqa: PLR0913  as many as a server is made of
        self,
        convert: Convert = Convert.AUTO,
        media: Media | None = None,
        *,
        cut: CutMode = CutMode.LOSSLESS,
        videodev: VideodevServing | None = None,
        bluebillywig: Secret | None = None,
        shared: Path | None = None,
        now: Callable[[], float] = lambda: NOW_S,
        strictness: Strictness | None = None,
    ) -> EmbeddedServer:
        return make_server(
            self.folder,
            self.clips,
            self.store,
            media or self.media,
            CREDENTIALS,
            videodev=videodev,
            bluebillywig=bluebillywig,
            shared=shared,
            convert=convert,
            cut=cut,
            strictness=strictness or Strictness(),
            now=now,
        )

    @property
    def clip_files(self) -> list[str]:
        """Return the names of all files in the folder of clips, hidden ones too."""
        return sorted(path.name for path in self.clips.iterdir())


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "library"
    folder.mkdir()
    store = Store.open(tmp_path / "state" / "cliptui.db")
    yield Bench(folder, tmp_path / "state" / "clips", store, TextMedia())
    store.close()


@pytest.fixture
async def desk(bench: Bench) -> AsyncIterator[Desk]:
    async with bench.server() as server:
        yield Desk(server)
