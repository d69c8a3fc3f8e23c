"""A desk as text, for the journal, and back."""

import json
from dataclasses import replace
from typing import Final

from cliptui.clip import journal
from cliptui.clip.desk import Desk
from cliptui.errors import StoreDamaged

MAX_STEPS: Final = 100
"""Steps of undo, and of redo, that are written: the latest, so that no key ever waits for them."""


def write_desk(desk: Desk) -> str:
    """Write the playhead, what is marked, and the undo of it."""
    shortened = replace(desk, past=desk.past[-MAX_STEPS:], future=desk.future[-MAX_STEPS:])
    return json.dumps(journal.desk_state(shortened), separators=(",", ":"))


def read_desk(text: str, opened: Desk) -> Desk:
    """Put what was written onto a desk of the same asset that has just been opened.

    Args:
        text: What `write_desk` returned; members that are not known are ignored.
        opened: The desk; what others tell of the asset stays as it is there.

    Raises:
        StoreDamaged: It is damaged, of another version, or does not fit the asset.
    """
    try:
        state = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise StoreDamaged(
            f"What was kept of “{opened.asset.name}” is damaged: it is opened afresh."
        ) from error
    desk = journal.read_desk(state, opened.asset, opened.timing)
    return replace(desk, landmarks=opened.landmarks, suggestions=opened.suggestions)
