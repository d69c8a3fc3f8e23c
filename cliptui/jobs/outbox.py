"""Saving with a service that may not be there, may refuse, and whose answers may get lost.

A draft is on our disk before it is sent, and leaves it only when the service is known to have it.
Whatever is broken off in between, a request, an answer or this program, ends in one of two ways:
nothing was sent, and it can be sent; or it may have been, and then the service's list is searched
first. Each place has one intent under way at a time, whatever the number of sessions.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from cliptui.clip.catalogue import TellsTime
from cliptui.clip.draft import Draft, NewDraft, WatchedDraft
from cliptui.clip.outbox import Intent, IntentState, drafts_of
from cliptui.errors import (
    AnswerLost,
    NotFound,
    RequestRefused,
    ServiceBusy,
    ServiceError,
    TurnedAway,
    UnexpectedAnswer,
)
from cliptui.jobs.bench import Bench

LOOKS_S: Final = (0.0, 2.0, 5.0, 15.0)
"""When to look for a draft whose answer got lost, in seconds after it was sent."""

MAX_SENDS: Final = 5
"""How often an intent is sent that never arrives, before it is given back to the user."""

_ID_BYTES: Final = 8

_UNKNOWN: Final = (AnswerLost, ServiceBusy, UnexpectedAnswer)
"""Errors that leave open whether the draft was saved."""

Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Sent:
    """An intent has become a draft of its service.

    Attributes:
        local_id: Our identifier of the intent.
        draft: The draft, already remembered.
        others: Further drafts that look the same, if it had to be looked for.
    """

    local_id: str
    draft: WatchedDraft
    others: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """A service does not take an intent, which is kept for the user to decide.

    Attributes:
        local_id: Our identifier of the intent.
        error: The service's own words.
    """

    local_id: str
    error: ServiceError


Outcome = Sent | Refused


def queue(
    bench: Bench, draft: NewDraft, make_hex: Callable[[int], str] = secrets.token_hex
) -> Intent:
    """Keep a draft that shall be sent; it is on the disk when this returns.

    Args:
        bench: Where it shall be sent to.
        draft: What is asked for.
        make_hex: Makes so many random bytes, written as hexadecimal digits.

    Raises:
        ReadOnly: Nothing may be saved from here.
        StoreError: It could not be written, and nothing is kept.
    """
    bench.check_writable()
    intent = Intent(make_hex(_ID_BYTES), draft, bench.now())
    bench.memory.queue_intent(bench.place, intent)
    return intent


def unsent(bench: Bench) -> int:
    """Return how many drafts their service has not confirmed."""
    return len(bench.memory.intents(bench.place))


async def save(bench: Bench, draft: NewDraft, *, sleep: Sleep = asyncio.sleep) -> WatchedDraft:
    """Keep a draft, send what waits, and return the draft once its service has it.

    Raises:
        ServiceError: The service refuses it, and it is forgotten; or it cannot be sent, and waits.
        StoreError: It could not be kept.
    """
    intent = queue(bench, draft)
    async for outcome in send_waiting(bench, sleep=sleep):
        if outcome.local_id == intent.local_id:
            if isinstance(outcome, Sent):
                return outcome.draft
            bench.memory.drop_intent(bench.place, intent.local_id)
            raise outcome.error
    raise ServiceBusy("Another session of cliptui is sending drafts, and will send this one too.")


async def send_waiting(bench: Bench, *, sleep: Sleep = asyncio.sleep) -> AsyncIterator[Outcome]:
    """Send what waits, in order, until nothing does or another session is about the next one.

    Yields:
        What has become of each.

    Raises:
        ServiceError: The service cannot be reached, is busy or refuses us; the rest waits.
        StoreError: What was done cannot be remembered; it is looked for later.
    """
    while intent := bench.memory.claim_intent(bench.place, bench.now()):
        yield await _settled(bench, intent, sleep)


async def _settled(bench: Bench, intent: Intent, sleep: Sleep) -> Outcome:
    """See to one intent until it is confirmed or refused."""
    age_s = bench.now() - intent.sent_at_s if intent.sends == 1 else 0.0
    failure: ServiceError = AnswerLost("It is not known whether the service has it.")
    while True:
        if intent.state is IntentState.SENDING:
            try:
                return await _posted(bench, intent)
            except TurnedAway:
                raise  # unread, and so there is nothing to look for
            except _UNKNOWN as error:
                failure, age_s = error, 0.0
        found = await _found(bench, intent, age_s, sleep)
        if found:
            return _confirmed(bench, intent, found[0].draft_id, len(found) - 1)
        if intent.sends >= MAX_SENDS:
            return _refused(bench, intent, failure)
        if not bench.memory.begin_again(intent.local_id, bench.now()):
            raise ServiceBusy("Another session of cliptui is sending this draft.")
        intent = replace(intent, state=IntentState.SENDING, sends=intent.sends + 1)


async def _posted(bench: Bench, intent: Intent) -> Outcome:
    """Send an intent once.

    Raises:
        AnswerLost, ServiceBusy, UnexpectedAnswer: Nobody knows whether it was saved.
        ServiceError: It was not, and waits for another time.
    """
    try:
        draft_id = await bench.service.save_draft(intent.draft)
    except (RequestRefused, NotFound) as error:
        return _refused(bench, intent, error)
    except ServiceError as error:
        if isinstance(error, TurnedAway) or not isinstance(error, _UNKNOWN):
            bench.memory.leave_intent(intent.local_id, IntentState.PENDING)
        raise
    return _confirmed(bench, intent, draft_id)


async def _found(bench: Bench, intent: Intent, age_s: float, sleep: Sleep) -> Sequence[Draft]:
    """Look for what an intent may have become, again and again for a while.

    Raises:
        ServiceError: The service does not list its drafts; it is looked for another time.
    """
    found: Sequence[Draft] = ()
    try:
        for pause_s in _pauses_s(age_s):
            await sleep(pause_s)
            drafts = await bench.service.drafts()
            known = {draft.draft_id for draft in bench.memory.watched(bench.place)}
            found = drafts_of(intent, drafts, known, _skew_s(bench))
            if found:
                break
    except ServiceError:
        bench.memory.leave_intent(intent.local_id, IntentState.CHECKING)
        raise
    return found


def _pauses_s(age_s: float) -> list[float]:
    """Return how long to wait before each look: the first comes at once, and there is one."""
    since = max(0.0, age_s)
    due = [0.0, 0.0, *(look_s - since for look_s in LOOKS_S if look_s > since)]
    return [later - earlier for earlier, later in pairwise(due)]


def _skew_s(bench: Bench) -> float:
    skew_s = bench.service.clock_skew_s if isinstance(bench.service, TellsTime) else None
    return skew_s or 0.0


def _confirmed(bench: Bench, intent: Intent, draft_id: str, others: int = 0) -> Sent:
    new = intent.draft
    draft = WatchedDraft(
        draft_id=draft_id,
        asset_id=new.asset_id,
        title=new.title,
        start_ms=new.start_ms,
        stop_ms=new.stop_ms,
        saved_at_s=bench.now(),
    )
    bench.memory.confirm_intent(bench.place, intent.local_id, draft)
    return Sent(intent.local_id, draft, others)


def _refused(bench: Bench, intent: Intent, error: ServiceError) -> Refused:
    bench.memory.leave_intent(intent.local_id, IntentState.REFUSED, str(error))
    return Refused(intent.local_id, error)
