"""A desk as text, for the journal, and back."""

import json
from dataclasses import astuple, replace
from operator import index
from typing import Final

from cliptui.clip.desk import Desk
from cliptui.clip.selection import Marks
from cliptui.errors import StoreDamaged

VERSION: Final = 1
"""The form that is written."""

MAX_STEPS: Final = 100
"""Steps of undo, and of redo, that are written: the latest."""


def write_desk(desk: Desk) -> str:
    """Write the playhead, the marks, and their undo."""
    return json.dumps(
        {
            "version": VERSION,
            "playhead": desk.playhead,
            "marks": astuple(desk.marks),
            "past": [astuple(marks) for marks in desk.past[-MAX_STEPS:]],
            "future": [astuple(marks) for marks in desk.future[-MAX_STEPS:]],
        },
        separators=(",", ":"),
    )


def read_desk(text: str, opened: Desk) -> Desk:
    """Put what was written onto a desk of the same asset that has just been opened.

    Args:
        text: What `write_desk` returned; members that are not known are ignored.
        opened: The desk.

    Raises:
        StoreDamaged: It is of a newer cliptui, or does not fit the asset.
    """
    try:
        told = json.loads(text)
        if told["version"] != VERSION:
            raise StoreDamaged(
                f"What was kept of “{opened.asset.name}” is of a newer cliptui: update cliptui."
            )
        return replace(
            opened.moved_to(int(told["playhead"])),
            marks=_marks(told["marks"], opened),
            past=tuple(_marks(marks, opened) for marks in told["past"]),
            future=tuple(_marks(marks, opened) for marks in told["future"]),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreDamaged(
            f"What was kept of “{opened.asset.name}” does not fit it: it is opened afresh."
        ) from error


def _marks(told: list[object], opened: Desk) -> Marks:
    in_frame, out_frame = (None if point is None else index(point) for point in told)  # type: ignore[arg-type]
    stop = opened.last_frame + 1
    if not 0 <= (in_frame or 0) < (stop if out_frame is None else out_frame) <= stop:
        raise ValueError(told)
    return Marks(in_frame, out_frame)
