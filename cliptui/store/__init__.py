"""What is remembered between runs, in one SQLite file.

Owns: the watch list of saved drafts, proved frame rates, and all that the embedded server keeps;
their durability and their migrations. Beside it, in a file of the cache, pictures that were seen.
Does not own: what any of it means.
Imported by: `cli`.

Several processes may have the file open, so it is a rollback journal (TRUNCATE, synchronous
FULL) and not WAL: SQLite before 3.51.3 can corrupt a WAL file that two processes share, and
WAL does not work on network homes. Every change is on the disk when the method returns.
"""

from pathlib import Path
from typing import Self

from cliptui.store.database import Database
from cliptui.store.ledger import MAX_CLIPS, DraftLedger
from cliptui.store.memory import SessionMemory
from cliptui.store.pictures import PictureFile

__all__ = ["MAX_CLIPS", "PictureFile", "Store"]


class Store(SessionMemory, DraftLedger):
    """Everything that is kept; each group of tables has a class of its own.

    Args:
        database: The open file.
    """

    @classmethod
    def open(cls, path: Path, *, busy_timeout_s: float = 3.0) -> Self:
        """Open the file, making it (0600) and its folder (0700) if they are not there.

        Args:
            path: The file.
            busy_timeout_s: How long to wait for another process that is writing.

        Raises:
            StoreError: It cannot be made or read, is of a newer cliptui, or is no store.
        """
        return cls(Database.open(path, busy_timeout_s=busy_timeout_s))

    def close(self) -> None:
        """Close the file; closing it again does nothing."""
        self._database.close()
