"""Runs of the embedded server, the clips they found, and those that become files."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any, Final

from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import EventEntry, RenderEntry, RunEntry, SpanEntry, Subscription
from cliptui.store.database import Tables
from cliptui.store.events import insert_event

_RUN: Final = (
    "SELECT run_id, library, asset_id, prompt, url, events, base, state, failure FROM runs"
)
_SPAN: Final = "SELECT clip_id, library, run_id, asset_id, start_ms, stop_ms FROM spans"
_RENDER: Final = "SELECT render_id, library, clip_id, url, events, base FROM renders"


class RunLedger(Tables):
    """Runs, their clips and renderings; it has the methods of `cliptui.server.needs.RunLedger`.

    What is to be told of a change is kept with it, so that neither is lost without the other.
    """

    def add_run(self, run: RunEntry) -> None:
        """Keep a new run."""
        self._database.change(
            "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(run.run_id, run.library, run.asset_id, run.prompt),
            *astuple(run.subscription),
            *(run.state, run.failure),
        )

    def run(self, library: str, run_id: str) -> RunEntry | None:
        """Return one run of a library, if it is there."""
        sql = f"{_RUN} WHERE library = ? AND run_id = ?"
        rows = self._database.rows(sql, library, run_id)
        return _run_entry(rows[0]) if rows else None

    def unfinished_runs(self, library: str) -> tuple[RunEntry, ...]:
        """Return the runs of a library that go on, the oldest first."""
        sql = f"{_RUN} WHERE library = ? AND state = 'processing' ORDER BY number"
        return tuple(map(_run_entry, self._database.rows(sql, library)))

    def end_run(
        self, run_id: str, state: RunState, failure: str = "", event: EventEntry | None = None
    ) -> None:
        """Keep how a run ended, and what is to be told of it; nothing if it had ended before."""
        sql = "UPDATE runs SET state = ?, failure = ? WHERE run_id = ? AND state = 'processing'"
        with self._database.transaction() as connection:
            if connection.execute(sql, (state, failure, run_id)).rowcount:
                insert_event(connection, event)

    def add_spans(self, spans: Sequence[SpanEntry], event: EventEntry | None = None) -> None:
        """Keep clips, and what is to be told of them.

        A run has no clip twice: those that are kept already are passed over.
        """
        sql = "INSERT OR IGNORE INTO spans VALUES (NULL, ?, ?, ?, ?, ?, ?)"
        with self._database.transaction() as connection:
            if connection.executemany(sql, map(astuple, spans)).rowcount > 0:
                insert_event(connection, event)

    def spans(self, library: str, run_id: str) -> tuple[SpanEntry, ...]:
        """Return the clips that a run has found, in the order of their starts."""
        sql = f"{_SPAN} WHERE library = ? AND run_id = ? ORDER BY start_ms"
        return tuple(SpanEntry(*row) for row in self._database.rows(sql, library, run_id))

    def span(self, library: str, clip_id: str) -> SpanEntry | None:
        """Return one clip of a library, if it is there."""
        rows = self._database.rows(f"{_SPAN} WHERE library = ? AND clip_id = ?", library, clip_id)
        return SpanEntry(*rows[0]) if rows else None

    def add_render(self, render: RenderEntry) -> None:
        """Keep that a clip is to become a file."""
        self._database.change(
            "INSERT INTO renders VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)",
            *(render.render_id, render.library, render.clip_id),
            *astuple(render.subscription),
            int(not render.subscription.url),
        )

    def render(self, library: str, render_id: str) -> RenderEntry | None:
        """Return one rendering of a library, if it is there."""
        sql = f"{_RENDER} WHERE library = ? AND render_id = ?"
        rows = self._database.rows(sql, library, render_id)
        return _render_entry(rows[0]) if rows else None

    def untold_renders(self, library: str) -> tuple[RenderEntry, ...]:
        """Return the renderings of a library whose end is still to be told to somebody."""
        sql = f"{_RENDER} WHERE library = ? AND is_told = 0 ORDER BY number"
        return tuple(map(_render_entry, self._database.rows(sql, library)))

    def tell_render(self, render_id: str, event: EventEntry | None) -> None:
        """Keep that the end of a rendering is told, and how; nothing if that was done before."""
        sql = "UPDATE renders SET is_told = 1 WHERE render_id = ? AND is_told = 0"
        with self._database.transaction() as connection:
            if connection.execute(sql, (render_id,)).rowcount:
                insert_event(connection, event)


def _run_entry(row: tuple[Any, ...]) -> RunEntry:
    run_id, library, asset_id, prompt, url, events, base, state, failure = row
    subscription = Subscription(url, events, base)
    return RunEntry(run_id, library, asset_id, prompt, subscription, RunState(state), failure)


def _render_entry(row: tuple[Any, ...]) -> RenderEntry:
    render_id, library, clip_id, url, events, base = row
    return RenderEntry(render_id, library, clip_id, Subscription(url, events, base))
