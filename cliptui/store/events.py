"""Events that wait to be posted to webhooks."""

import sqlite3
from dataclasses import astuple

from cliptui.clip.run_ledger import EventEntry
from cliptui.store.database import Tables


class EventQueue(Tables):
    """The queue of events; it has the methods of `cliptui.server.needs.EventQueue`."""

    def add_event(self, event: EventEntry) -> None:
        """Keep an event until it is posted."""
        with self._database.transaction() as connection:
            insert_event(connection, event)

    def next_event(self, library: str) -> EventEntry | None:
        """Return the event of a library that is due first, due or not."""
        rows = self._database.rows(
            "SELECT event_id, library, url, body, due_ms, attempts FROM events"
            " WHERE library = ? ORDER BY due_ms, number LIMIT 1",
            library,
        )
        return EventEntry(*rows[0]) if rows else None

    def remove_event(self, event_id: str) -> None:
        """Forget an event: it was posted, or is given up."""
        self._database.change("DELETE FROM events WHERE event_id = ?", event_id)

    def claim_event(self, event: EventEntry, due_ms: int) -> bool:
        """Keep that an event is tried now, and when to try again if that is in vain.

        Returns:
            Whether it is the caller's to post; else another process has claimed it meanwhile.
        """
        sql = (
            "UPDATE events SET attempts = attempts + 1, due_ms = ?"
            " WHERE event_id = ? AND attempts = ?"
        )
        with self._database.transaction() as connection:
            claimed = connection.execute(sql, (due_ms, event.event_id, event.attempts)).rowcount
        return claimed > 0


def insert_event(connection: sqlite3.Connection, event: EventEntry | None) -> None:
    """Keep an event within a transaction; None is no event."""
    if event is not None:
        sql = "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?)"
        connection.execute(sql, astuple(event))
