"""Saving a draft where the answer can get lost.

No service takes a key that would make a second request for the same draft harmless. So when it
is not known whether a draft was saved, the list of drafts is asked for it: if it is there, it is
taken for the one that was sent; only if it is not, it is sent once more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Final

from cliptui.clip.catalogue import TellsClock
from cliptui.clip.draft import Draft, NewDraft
from cliptui.errors import NeverSent, ServiceBusy, TurnedAway, UnexpectedAnswer, Unreachable
from cliptui.jobs.bench import Bench

LOOKS_S: Final = (0, 2, 5, 15)
"""When to look for a draft whose answer was lost, in seconds from then on."""

TOLERANCE_MS: Final = 50
"""How far times may come back from what was sent: a frame at 20 per second."""

_CLOCKS_S: Final = 5
_MS_PER_S: Final = 1000

Sleep = Callable[[float], Awaitable[object]]


async def save_once(bench: Bench, draft: NewDraft, *, sleep: Sleep = asyncio.sleep) -> str:
    """Save a draft and return its identifier, without ever saving it twice.

    Args:
        bench: Where to save it.
        draft: The draft.
        sleep: Waits some seconds.

    Raises:
        ServiceError: It was not saved, or there is no knowing; the sentence tells.
    """
    for _ in range(2):
        sent_s = bench.now()
        try:
            return await bench.service.save_draft(draft)
        except (NeverSent, TurnedAway):
            raise
        except (Unreachable, ServiceBusy, UnexpectedAnswer) as error:
            lost = error
        saved = await _found(bench, draft, sent_s, sleep)
        if saved:
            return saved
    raise lost


async def _found(bench: Bench, draft: NewDraft, sent_s: float, sleep: Sleep) -> str:
    """Look for a draft some times; return its identifier, or nothing if it is not there.

    Raises:
        ServiceError: The last look had no answer, so that there is no knowing.
    """
    waited_s = 0
    for at_s in LOOKS_S:
        await sleep(at_s - waited_s)
        waited_s = at_s
        try:
            drafts = await bench.service.drafts()
        except (Unreachable, ServiceBusy) as error:
            unknown: Exception | None = error
            continue
        unknown = None
        watched = {known.draft_id for known in bench.memory.watched(bench.place)}
        ours = [
            kept.draft_id
            for kept in drafts
            if kept.draft_id not in watched and _is_same(kept, draft, sent_s, _ahead_s(bench))
        ]
        if ours:
            return ours[-1]  # the oldest: the list begins with the newest
    if unknown is not None:
        raise Unreachable(
            f"It is not known whether “{draft.title}” was saved, since the service does not "
            "answer: look at the list of drafts before saving it again."
        ) from unknown
    return ""


def _ahead_s(bench: Bench) -> float:
    return bench.service.clock_ahead_s if isinstance(bench.service, TellsClock) else 0.0


def _is_same(kept: Draft, sent: NewDraft, sent_s: float, ahead_s: float) -> bool:
    is_near = (
        abs(kept.start_s * _MS_PER_S - sent.start_ms) <= TOLERANCE_MS
        and abs(kept.stop_s * _MS_PER_S - sent.stop_ms) <= TOLERANCE_MS
    )
    is_named = kept.asset_id == sent.asset_id and kept.title == sent.title
    return is_near and is_named and _created_s(kept) >= sent_s + ahead_s - _CLOCKS_S


def _created_s(draft: Draft) -> float:
    """Return when a draft was created, in Unix seconds; the end of time if it does not tell."""
    try:
        return datetime.fromisoformat(draft.created).timestamp()
    except ValueError:
        return float("inf")
