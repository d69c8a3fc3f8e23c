"""The main screen as people see it; these snapshots are the pictures of the README.

They show the demo library through the embedded server. After a change, look at them before they
are accepted with `pytest tests/tui/test_snapshots.py --snapshot-update`.
"""

import os
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cliptui.cli.benches import Serving, open_bench
from cliptui.cli.places import Folder
from cliptui.clip.draft import DraftState, WatchedDraft
from cliptui.jobs.bench import Bench
from cliptui.server.converter import Convert
from cliptui.tui.app import ClipApp
from cliptui.tui.widgets.library import Library
from tests.demo import demo_copy
from tests.tui.driving import Desk, is_whole

pytestmark = pytest.mark.unmeasured

CLIPS = (
    "Cup final.mp4",
    "Evening at the fair.mov",
    "Harbour at dawn.mp4",
    "Ten minutes by the clock.mp4",
    "Over the alps.webm",
    "Night drive.mp4",
)
DONE = WatchedDraft(
    draft_id="d" * 32,
    asset_id="a" * 32,
    title="Harbour at dawn 00:00:06:00",
    start_ms=6006,
    stop_ms=12012,
    saved_at_s=0.0,
    state=DraftState.DONE,
    clip_asset_id="36d2feccc3b87738a4fca54840e44d3b",
)


class DemoApp(ClipApp):
    """The app on the demo library; it closes what it opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__(self._open_demo, "demo library")
        self._folder = folder
        self._stack = AsyncExitStack()

    async def on_unmount(self) -> None:
        await self._stack.aclose()

    async def _open_demo(self) -> Bench:
        opening = open_bench(
            Folder(self._folder, "demo library"), os.environ, Serving(convert=Convert.OFF)
        )
        bench = await self._stack.enter_async_context(opening)
        bench.memory.watch(bench.place, DONE)
        return bench


def is_shown(desk: Desk) -> bool:
    """Whether the frame under the playhead is shown, and no thumbnail of it."""
    picture = desk.screen.viewer.picture
    return bool(picture.shown and picture.shown.frame == desk.playhead and picture.is_sharp)


async def open_last(desk: Desk) -> None:
    """Open the last asset, its poster seen before: a part of the strip is the same frame."""
    await desk.until(lambda: desk.screen.query(Library) and desk.screen.library.current)
    await desk.press("G")
    last, picture = desk.screen.library.current, desk.screen.viewer.picture
    assert last is not None
    await desk.until(
        lambda: picture.is_sharp and picture.shown and picture.shown.asset_id == last.asset_id
    )
    await desk.open_first()


KEYS = {"filmstrip": ("h",), "frames": ("semicolon", "right"), "compare": ("v",)}
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
ROOMY = {"160x50": (160, 50)}


@pytest.mark.parametrize(
    ("keys", "size"),
    [
        *(
            pytest.param(keys, size, id=f"{name}-{label}")
            for name, keys in KEYS.items()
            for label, size in SIZES.items()
        ),
        pytest.param(("h", "d"), SIZES["80x24"], id="deeper-80x24"),
    ],
)
def test_looking_closer(
    keys: tuple[str, ...],
    size: tuple[int, int],
    tmp_path: Path,
    snap_compare: Callable[..., bool],
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ClipApp)
        desk = Desk(app, pilot)
        await open_last(desk)
        # Each picture on the way is waited for: those that were seen are shown as they came.
        for presses in (("w", "w", "i"), ("w", "o"), ("b",)):
            await desk.press(*presses)
            await desk.until(lambda: is_shown(desk))
        await desk.press(*keys)
        await desk.until(lambda: is_whole(app.screen))

    app = DemoApp(demo_copy(tmp_path / "demo", *CLIPS))
    assert snap_compare(app, terminal_size=size, run_before=look)


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        pytest.param(size, theme, id=f"desk-{name}-{theme}")
        for name, size in (SIZES | ROOMY).items()
        for theme in ("dark", "light")[: 1 if name in ROOMY else 2]
    ],
)
def test_the_main_screen(
    size: tuple[int, int], theme: str, tmp_path: Path, snap_compare: Callable[..., bool]
) -> None:
    async def mark(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, ClipApp)
        app.theme = f"textual-{theme}"
        desk = Desk(app, pilot)
        await open_last(desk)
        await desk.press("w", "w", "i", "w", "o", "b", "greater_than_sign")
        await desk.until(lambda: desk.playhead == 630)
        await desk.until(lambda: is_shown(desk))
        await desk.until(lambda: is_whole(desk.screen))

    app = DemoApp(demo_copy(tmp_path / "demo", *CLIPS))
    assert snap_compare(app, terminal_size=size, run_before=mark)
