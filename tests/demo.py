"""The demo library for tests: the same files every time, with the same dates."""

import os
import shutil
import sys
from importlib import import_module
from itertools import accumulate
from pathlib import Path

ASSETS = Path(__file__).parents[1] / "assets"
NEWEST_S = 1_790_000_000
VIDEOS = {".mp4", ".mov", ".webm"}


def demo_copy(folder: Path, *names: str) -> Path:
    """Put demo clips into a folder, each a minute older than the one before it.

    Args:
        folder: Where to put them; made if missing.
        names: File names, the newest first; none for all, in the order of their names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = names or sorted(file.name for file in ASSETS.iterdir() if file.suffix in VIDEOS)
    for place, name in enumerate(wanted):
        shutil.copyfile(ASSETS / name, folder / name)
        os.utime(folder / name, (NEWEST_S - 60 * place,) * 2)
    return folder


def hard_cuts() -> dict[str, list[int]]:
    """Return the frames with which the shots of each demo clip begin, but for the first one."""
    sys.path.insert(0, str(ASSETS))
    try:
        clips = import_module("programme").library()
    finally:
        sys.path.remove(str(ASSETS))
    return {clip.name: list(accumulate(shot.frames for shot in clip.shots))[:-1] for clip in clips}
