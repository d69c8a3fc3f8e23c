"""Drafts that are saved here and not yet confirmed by their service.

A draft is first kept here as an intent, and only then sent. While its state is `SENDING` or
`CHECKING`, nobody knows whether the service has it: its answer got lost, or the program that sent
it died. Such an intent is never sent again before the service's own list has been searched for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Final

from cliptui.clip.draft import Draft, NewDraft
from cliptui.clip.text import clean

DATE_TOLERANCE_S: Final = 5.0
"""How long before it was sent a draft may say that it was created, its clock's error apart."""

_TIME_TOLERANCE_S: Final = Fraction(1, 1000)


class IntentState(StrEnum):
    """How far an intent is; the words are the ones that are printed. One confirmed is gone."""

    PENDING = "pending"
    SENDING = "sending"
    CHECKING = "checking"
    REFUSED = "refused"

    @property
    def is_unknown(self) -> bool:
        """Whether the service may have it already."""
        return self in (IntentState.SENDING, IntentState.CHECKING)


@dataclass(frozen=True, slots=True)
class Intent:
    """A draft that shall be saved with a service.

    Attributes:
        local_id: Our own identifier of it.
        draft: What is asked for.
        queued_at_s: When it was saved here, in Unix seconds.
        state: How far it is.
        sent_at_s: When it was first sent, by our clock; of no meaning while it never was.
        sends: How often it has been sent, so that the service may have it.
        reason: Why it was refused, as a sentence; else empty.
    """

    local_id: str
    draft: NewDraft
    queued_at_s: float
    state: IntentState = IntentState.PENDING
    sent_at_s: float = 0.0
    sends: int = 0
    reason: str = ""


def drafts_of(
    intent: Intent, drafts: Iterable[Draft], known_ids: Collection[str], skew_s: float
) -> list[Draft]:
    """Find the drafts that an intent may have become, by all that a service tells of them.

    Args:
        intent: What was sent.
        drafts: What the service lists.
        known_ids: Identifiers of drafts that earlier intents have become.
        skew_s: How much the service's clock is ahead of ours.

    Returns:
        The drafts of the same asset, times and title that were created since it was sent, the
        oldest first.
    """
    earliest_s = intent.sent_at_s + skew_s - DATE_TOLERANCE_S
    return sorted(
        (
            draft
            for draft in drafts
            if draft.draft_id not in known_ids
            and is_same(intent.draft, draft)
            and created_s(draft) >= earliest_s
        ),
        key=created_s,
    )


def is_same(new: NewDraft, draft: Draft) -> bool:
    """Tell whether a draft asks for the same clip under the same title."""
    return (
        (draft.asset_id, draft.title) == (new.asset_id, clean(new.title))
        and abs(draft.start_s - Fraction(new.start_ms, 1000)) <= _TIME_TOLERANCE_S
        and abs(draft.stop_s - Fraction(new.stop_ms, 1000)) <= _TIME_TOLERANCE_S
    )


def created_s(draft: Draft) -> float:
    """Return when a draft was created, in Unix seconds by its service's clock.

    It is infinite if the service does not tell it in ISO 8601.

    A draft without a usable date might be the one that was sent, and must not be overlooked.
    """
    try:
        created = datetime.fromisoformat(draft.created)
        return (created if created.tzinfo else created.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return float("inf")
