"""Writing the selections of a desk to a file for other programs."""

import asyncio
from pathlib import Path

from cliptui.clip.desk import Desk
from cliptui.clip.text import clean
from cliptui.errors import BadPlace, BadSelection
from cliptui.interchange.cuts import Cut, CutList

_QUOTED = 80


def cut_list_of(desk: Desk) -> CutList:
    """Return the complete selections of a desk, in the order of time, and its markers.

    Raises:
        BadSelection: There is none.
    """
    takes = [take for take in desk.sheet.takes_in_time if take.is_complete]
    if not takes:
        raise BadSelection("There is no whole selection to export yet: i and o mark one.")
    cuts = tuple(Cut(take.selection(), take.title) for take in takes)
    name = desk.asset.name
    return CutList(name, name, desk.timing, cuts, desk.sheet.markers)


async def write_file(path: Path, content: bytes, *, may_replace: bool = False) -> None:
    """Write a file.

    Args:
        path: The file.
        content: All of its bytes.
        may_replace: Whether one that is there may be written over.

    Raises:
        BadPlace: It cannot be written, or is there already.
    """
    try:
        await asyncio.to_thread(_write, path, content, "wb" if may_replace else "xb")
    except (OSError, ValueError) as error:  # a null byte in a name is a ValueError
        reason = error.strerror if isinstance(error, OSError) else "no name of a file"
        raise BadPlace(
            f"“{clean(path.name, _QUOTED)}” cannot be written ({reason}): name another file."
        ) from error


def _write(path: Path, content: bytes, mode: str) -> None:
    with path.open(mode) as file:
        file.write(content)
