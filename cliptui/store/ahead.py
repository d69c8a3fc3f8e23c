"""What is kept before it is in its table: a line in the session's own file, at once.

A commit of SQLite that survives a power cut waits for the disk four times, for tens of
milliseconds where others use it too; no key may wait so long. A line that the kernel has taken
survives all that can happen to this program, and takes microseconds. The table gets it a moment
later, in the background; if the program is killed before, the next one puts it there.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass
from threading import Lock

from cliptui.errors import StoredAside, StoreError
from cliptui.store.sessions import Session


@dataclass(frozen=True, slots=True)
class Entry:
    """A state of an asset's desk.

    Attributes:
        place: Key of the folder or service that the asset belongs to.
        asset_id: The asset.
        text: The state.
        kept_at_s: When it was kept, in Unix seconds.
    """

    place: str
    asset_id: str
    text: str
    kept_at_s: float


Later = Callable[[Callable[[], None]], None]
"""Has something done in the background."""


class WrittenAhead:
    """Entries that are safe, on their way to their table.

    Args:
        session: Whose file holds them meanwhile.
        write: Puts entries into the table; raises `StoreError`.
        later: Has something done in the background.
    """

    def __init__(
        self, session: Session, write: Callable[[Sequence[Entry]], None], later: Later
    ) -> None:
        self._session = session
        self._write = write
        self._later = later
        self._pending: list[Entry] = []
        self._has_failed = False
        self._adding, self._settling = Lock(), Lock()

    def add(self, entry: Entry) -> None:
        """Keep an entry; whatever becomes of this program, it is there at the next start.

        Raises:
            OSError: It could not be kept.
            StoredAside: It is kept, but the table takes no more: it is tried again with the next.
        """
        with self._adding:
            if not _says_the_same(self._latest_like(entry), entry):
                self._session.note(json.dumps(astuple(entry)))
                self._pending.append(entry)
        if self._has_failed:
            try:
                self.settle()
            except StoreError as error:
                raise StoredAside(str(error)) from error
        else:
            self._later(self._settle_quietly)

    def settle(self) -> None:
        """Have all that was added in the table.

        Raises:
            StoreError: The table does not take it; it stays in the session's file.
        """
        with self._settling:
            with self._adding:
                pending = tuple(self._pending)
            if pending:
                self._write(pending)
            with self._adding:
                del self._pending[: len(pending)]
                if pending and not self._pending:
                    self._session.wipe()
            self._has_failed = False

    def _latest_like(self, entry: Entry) -> Entry | None:
        """Return the last entry of the same asset that is on its way, if there is one."""
        same = (each for each in reversed(self._pending) if _is_of_same(each, entry))
        return next(same, None)

    def _settle_quietly(self) -> None:
        try:
            self.settle()
        except StoreError:
            self._has_failed = True  # the next that adds something is told


class Background:
    """One thread that does one thing after the other."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._last: Future[None] | None = None

    def __call__(self, job: Callable[[], None]) -> None:
        """Have something done; a bug in what was done before comes out here."""
        if self._last is not None and self._last.done():
            self._last.result()
        self._last = self._pool.submit(job)

    def close(self) -> None:
        """Wait until all is done."""
        self._pool.shutdown()


def latest_of(lines: Sequence[str]) -> list[Entry]:
    """Return the last entry of each asset among lines that a session has left, in order."""
    entries: dict[tuple[str, str], Entry] = {}
    for line in lines:
        entry = Entry(*json.loads(line))
        key = entry.place, entry.asset_id
        entries.pop(key, None)
        entries[key] = entry
    return list(entries.values())


def _is_of_same(one: Entry, other: Entry) -> bool:
    return (one.place, one.asset_id) == (other.place, other.asset_id)


def _says_the_same(before: Entry | None, entry: Entry) -> bool:
    return before is not None and before.text == entry.text
