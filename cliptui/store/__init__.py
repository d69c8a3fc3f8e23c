"""What is remembered between runs, in one SQLite file.

Owns: the journal of what was at work, the outbox, the watch list of saved drafts, proved frame
rates, and all that the embedded server keeps; their durability, their migrations, their rescue.
Beside it, in a file of the cache, pictures that were seen.
Does not own: what any of it means.
Imported by: `cli`.

Several processes may have the file open, so it is a rollback journal (TRUNCATE, synchronous
FULL) and not WAL: SQLite before 3.51.3 can corrupt a WAL file that two processes share, and
WAL does not work on network homes. Every change is on the disk when the method returns, but for
marks where asked for (`writes_behind`): those outlive the process then, and reach the disk in the
background, since a key must not wait for it.
"""

import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Self

from cliptui.errors import StoreDamaged, StoreError
from cliptui.store.ahead import Background
from cliptui.store.assets import AssetLedger
from cliptui.store.database import Database, told_as_store_error
from cliptui.store.events import EventQueue
from cliptui.store.jobs import JobLedger
from cliptui.store.journal import JournalTable
from cliptui.store.ledger import MAX_CLIPS, DraftLedger
from cliptui.store.mediaclips import MediaClipLedger
from cliptui.store.memory import SessionMemory
from cliptui.store.outbox import OutboxTable
from cliptui.store.pictures import PictureFile
from cliptui.store.rescue import rescue
from cliptui.store.runs import RunLedger
from cliptui.store.sessions import Session

__all__ = ["MAX_CLIPS", "PictureFile", "Store"]


class Store(
    SessionMemory,
    JournalTable,
    OutboxTable,
    DraftLedger,
    JobLedger,
    AssetLedger,
    MediaClipLedger,
    RunLedger,
    EventQueue,
):
    """Everything that is kept; each group of tables has a class of its own.

    Args:
        database: The open file.
        session: This session, which ends with the store.
        background: Writes marks behind; None if they are on the disk when `keep_desk` returns.

    Attributes:
        told: What the user must know of the opening, as a sentence; else empty.
    """

    def __init__(
        self, database: Database, session: Session, background: Background | None = None
    ) -> None:
        SessionMemory.__init__(self, database)
        DraftLedger.__init__(self, database)
        JournalTable.__init__(self, database, session, background)
        OutboxTable.__init__(self, database, session)
        self.told = ""
        self._background = background

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        busy_timeout_s: float = 3.0,
        writes_behind: bool = False,
        now: Callable[[], float] = time.time,
        make_hex: Callable[[int], str] = secrets.token_hex,
    ) -> Self:
        """Open the file, making it (0600) and its folder (0700) if they are not there.

        A damaged file is kept aside, and a new one made of what can be read; `told` says so.

        Args:
            path: The file.
            busy_timeout_s: How long to wait for another process that is writing.
            writes_behind: Whether marks reach the disk in the background.
            now: Returns the time in Unix seconds.
            make_hex: Makes so many random bytes, written as hexadecimal digits.

        Raises:
            StoreError: It cannot be made or read, or is of a newer cliptui.
            StoreDamaged: It is damaged while another cliptui has it open.
        """
        with ExitStack() as undo:
            with told_as_store_error(path):
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                session = Session.begin(path.parent / "sessions", make_hex)
            undo.callback(session.end)
            told = ""
            try:
                database = Database.open(path, busy_timeout_s=busy_timeout_s)
            except StoreDamaged:
                if session.has_company():
                    raise
                told = rescue(path, now())
                database = Database.open(path, busy_timeout_s=busy_timeout_s)
            undo.callback(database.close)
            store = cls(database, session, Background() if writes_behind else None)
            store.told = told
            store.take_over()
            store.compact_journal()
            undo.pop_all()
        return store

    def close(self) -> None:
        """Close the file; closing it again does nothing.

        Marks that the file does not take are there at the next start all the same.
        """
        if self._background is not None:
            with suppress(StoreError):
                self.settle()
            self._background.close()
        self._database.close()
        self._session.end()
