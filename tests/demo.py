"""The demo library for tests: the same files every time, with the same dates."""

import os
import shutil
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
