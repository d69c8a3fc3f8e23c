"""The outbox: drafts that their service has not confirmed yet, each leased by who sends it."""

import json
from dataclasses import asdict
from typing import Any, Final

from cliptui.clip.draft import NewDraft, WatchedDraft
from cliptui.clip.outbox import Intent, IntentState
from cliptui.store.database import Database
from cliptui.store.memory import WATCH, lasting
from cliptui.store.sessions import Session

LEASE_S: Final = 120.0
"""How long a session may be about one intent; far longer than any request takes."""

_INTENT: Final = (
    "SELECT local_id, draft_json, queued_at_s, state, sent_at_s, sends, reason FROM outbox"
)


class OutboxTable:
    """Intents in the order in which they were saved, apart by place.

    Args:
        database: The open file.
        session: This session.
    """

    def __init__(self, database: Database, session: Session) -> None:
        self._database = database
        self._session = session

    def queue_intent(self, place: str, intent: Intent) -> None:
        """Keep a new intent; it is on the disk when this returns."""
        body = json.dumps(asdict(intent.draft), ensure_ascii=False, sort_keys=True)
        self._database.change(
            "INSERT INTO outbox (local_id, place, draft_json, queued_at_s, state, sent_at_s,"
            " sends, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            *(intent.local_id, place, body, intent.queued_at_s),
            *(intent.state, intent.sent_at_s, intent.sends, intent.reason),
        )

    def intents(self, place: str) -> tuple[Intent, ...]:
        """Return what a place has not confirmed, the oldest first."""
        rows = self._database.rows(f"{_INTENT} WHERE place = ? ORDER BY number", place)
        return tuple(map(_intent, rows))

    def claim_intent(self, place: str, now_s: float) -> Intent | None:
        """Take the oldest intent that is not refused, for this session alone.

        One that was pending is `SENDING` from now on; one whose sender has died is `CHECKING`.

        Args:
            place: Where it shall go to.
            now_s: The time, in Unix seconds.

        Returns:
            The intent as it is now kept; None if there is none, or another session is about it.
        """
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT local_id, state, session, leased_until_s FROM outbox"
                " WHERE place = ? AND state != 'refused' ORDER BY number LIMIT 1",
                (place,),
            ).fetchone()
            if row is None or self._is_taken(row[2], row[3], now_s):
                return None
            local_id, is_unknown = row[0], IntentState(row[1]).is_unknown
            state = IntentState.CHECKING if is_unknown else IntentState.SENDING
            connection.execute(
                "UPDATE outbox SET state = ?, session = ?, leased_until_s = ?,"
                " sent_at_s = CASE WHEN sends > 0 THEN sent_at_s ELSE ? END, sends = sends + ?"
                " WHERE local_id = ?",
                (state, self._session.name, now_s + LEASE_S, now_s, not is_unknown, local_id),
            )
            kept = connection.execute(f"{_INTENT} WHERE local_id = ?", (local_id,))
            return _intent(kept.fetchone())

    def begin_again(self, local_id: str, now_s: float) -> bool:
        """Keep that an intent is sent once more, having been looked for in vain.

        Returns:
            Whether this session may still send it.
        """
        with self._database.transaction() as connection:
            return (
                connection.execute(
                    "UPDATE outbox SET state = 'sending', sends = sends + 1, leased_until_s = ?"
                    " WHERE local_id = ? AND session = ?",
                    (now_s + LEASE_S, local_id, self._session.name),
                ).rowcount
                > 0
            )

    def leave_intent(self, local_id: str, state: IntentState, reason: str = "") -> None:
        """Give an intent of this session back, in a state that tells how to go on with it.

        One that is pending again has not been sent.
        """
        self._database.change(
            "UPDATE outbox SET state = ?1, reason = ?2, sends = sends - (?1 = 'pending'),"
            " session = '', leased_until_s = 0 WHERE local_id = ?3 AND session = ?4",
            state,
            reason,
            local_id,
            self._session.name,
        )

    def confirm_intent(self, place: str, local_id: str, draft: WatchedDraft) -> None:
        """Take an intent out, and put the draft that it has become on the watch list."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM outbox WHERE local_id = ?", (local_id,))
            connection.execute(WATCH, (place, *lasting(draft)))

    def retry_intent(self, place: str, local_id: str) -> bool:
        """Let an intent that was refused be sent again; return whether there is such a one."""
        return self._change_refused(
            "UPDATE outbox SET state = 'pending', reason = '', sends = min(sends, 1)",
            place,
            local_id,
        )

    def drop_intent(self, place: str, local_id: str) -> bool:
        """Forget an intent that was refused; return whether there was such a one."""
        return self._change_refused("DELETE FROM outbox", place, local_id)

    def _change_refused(self, change: str, place: str, local_id: str) -> bool:
        which = "place = ? AND local_id = ? AND state = 'refused'"
        with self._database.transaction() as connection:
            changed = connection.execute(f"{change} WHERE {which}", (place, local_id))
            return changed.rowcount > 0

    def _is_taken(self, session: str, leased_until_s: float, now_s: float) -> bool:
        """Tell whether another session is about it; a clock set back makes no lease longer."""
        is_leased = now_s < leased_until_s <= now_s + LEASE_S
        return is_leased and session != self._session.name and self._session.is_alive(session)


def _intent(row: tuple[Any, ...]) -> Intent:
    local_id, body, queued_at_s, state, *rest = row
    return Intent(local_id, NewDraft(**json.loads(body)), queued_at_s, IntentState(state), *rest)
