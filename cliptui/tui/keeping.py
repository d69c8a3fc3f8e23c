"""What is at work on the screen, kept for the next start."""

from collections.abc import Callable
from typing import Final

from textual.dom import DOMNode

from cliptui.clip.desk import Desk
from cliptui.clip.desk_text import read_desk, write_desk
from cliptui.errors import StoreDamaged, StoreError
from cliptui.jobs.bench import Bench
from cliptui.jobs.journal import Journal
from cliptui.tui.attempts import Failed

RETRY_S: Final = 2.0
"""How long to wait before what could not be written is tried again."""


class Keeper:
    """Keeps each state of the desk before the next key is read, and gives it back.

    Args:
        bench: Where the assets are, and what remembers.
        node: What tells the app of failures, and has the timer.
        say: Says a sentence to the user.
    """

    def __init__(self, bench: Bench, node: DOMNode, say: Callable[[str], None]) -> None:
        self._journal = Journal(bench)
        self._node = node
        self._say = say

    def keep(self, desk: Desk) -> None:
        """Have a state of the desk on the disk; if that fails, tell once and try again."""
        was_failing = self._journal.unkept > 0
        try:
            self._journal.remember(desk.asset.asset_id, write_desk(desk))
        except StoreError as error:
            if not was_failing:
                self._node.post_message(Failed(error))
                self._node.set_timer(RETRY_S, self._try_again)

    def restored(self, opened: Desk) -> tuple[Desk, bool]:
        """Return the desk of an asset as it was left, and whether another session left it.

        Raises:
            StoreError: What was kept cannot be read.
        """
        kept = self._journal.recall(opened.asset.asset_id)
        if kept is None:
            return opened, False
        try:
            desk = read_desk(kept.text, opened)
        except StoreDamaged as error:
            self._node.post_message(Failed(error))
            return opened, False
        return desk, not kept.is_own

    def close(self) -> None:
        """Write what could not be written, for the last time.

        Raises:
            StoreError: It still cannot be; the sentence says how much is lost, if any is.
        """
        self._journal.close()

    def _try_again(self) -> None:
        try:
            self._journal.retry()
        except StoreError:
            self._node.set_timer(RETRY_S, self._try_again)
        else:
            self._say("All marks are on the disk again.")
