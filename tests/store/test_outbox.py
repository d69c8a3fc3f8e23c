"""The outbox gives each intent to one session at a time, and loses none."""

import threading
from dataclasses import replace
from pathlib import Path

from cliptui.clip.draft import NewDraft, WatchedDraft
from cliptui.clip.outbox import Intent, IntentState
from cliptui.store import Store
from cliptui.store.outbox import LEASE_S

INTENT = Intent("i1", NewDraft("a1", "Goal [/b] é", 1000, 2000), 5.0)
WATCHED = WatchedDraft("d1", "a1", "Goal", 1000, 2000, 9.0)
CLAIMED = replace(INTENT, state=IntentState.SENDING, sent_at_s=10.0, sends=1)


def test_intents_come_back_in_their_order_by_place(store: Store, path: Path) -> None:
    second = replace(INTENT, local_id="i2", queued_at_s=1.0)
    store.queue_intent("here", INTENT)
    store.queue_intent("there", replace(INTENT, local_id="i3"))
    store.queue_intent("here", second)
    store.close()
    again = Store.open(path)
    assert again.intents("here") == (INTENT, second)
    again.close()


def test_a_claimed_intent_is_being_sent_since_then(store: Store) -> None:
    store.queue_intent("here", INTENT)
    assert store.claim_intent("there", 10.0) is None
    assert store.claim_intent("here", 10.0) == CLAIMED
    assert store.intents("here") == (CLAIMED,)


def test_only_one_session_gets_an_intent_and_the_next_waits_behind_it(
    store: Store, path: Path
) -> None:
    other = Store.open(path)
    store.queue_intent("here", INTENT)
    store.queue_intent("here", replace(INTENT, local_id="i2"))
    assert store.claim_intent("here", 10.0) == CLAIMED
    assert other.claim_intent("here", 10.0) is None
    store.leave_intent("i1", IntentState.PENDING)
    assert other.claim_intent("here", 11.0) == replace(CLAIMED, sent_at_s=11.0)
    other.close()


def test_what_a_session_was_sending_when_it_died_is_checked_by_the_next_one(
    store: Store, path: Path
) -> None:
    dying = Store.open(path)
    store.queue_intent("here", INTENT)
    dying.claim_intent("here", 10.0)
    assert store.claim_intent("here", 11.0) is None
    dying.close()
    assert store.claim_intent("here", 12.0) == replace(CLAIMED, state=IntentState.CHECKING)


def test_a_lease_ends_also_if_its_session_goes_on_and_never_by_a_clock_that_is_set_back(
    store: Store, path: Path
) -> None:
    other = Store.open(path)
    store.queue_intent("here", INTENT)
    store.claim_intent("here", 1000.0)
    assert other.claim_intent("here", 1000.0 + LEASE_S - 1) is None
    taken = other.claim_intent("here", 1000.0 + LEASE_S)
    assert taken is not None
    assert taken.state is IntentState.CHECKING
    assert store.begin_again("i1", 1200.0) is False
    assert store.claim_intent("here", 10.0) is not None  # the lease would end far in the future
    other.close()


def test_an_intent_that_is_taken_away_is_not_changed_by_its_former_owner(
    store: Store, path: Path
) -> None:
    other = Store.open(path)
    store.queue_intent("here", INTENT)
    store.claim_intent("here", 0.0)
    other.claim_intent("here", LEASE_S)
    store.leave_intent("i1", IntentState.REFUSED, "no")
    assert [intent.state for intent in other.intents("here")] == [IntentState.CHECKING]
    other.close()


def test_sending_again_is_counted_and_the_first_time_is_kept(store: Store) -> None:
    store.queue_intent("here", INTENT)
    store.claim_intent("here", 10.0)
    assert store.begin_again("i1", 30.0) is True
    assert store.intents("here") == (replace(CLAIMED, sends=2),)
    store.leave_intent("i1", IntentState.PENDING)  # this time it could not be sent
    assert store.claim_intent("here", 90.0) == replace(CLAIMED, sends=2)


def test_what_was_never_sent_counts_from_its_next_try(store: Store) -> None:
    store.queue_intent("here", INTENT)
    store.claim_intent("here", 10.0)
    store.leave_intent("i1", IntentState.PENDING)
    assert store.intents("here")[0].sends == 0
    assert store.claim_intent("here", 50.0) == replace(CLAIMED, sent_at_s=50.0)


def test_a_refused_intent_stands_aside_until_it_is_retried_or_dropped(store: Store) -> None:
    second = replace(INTENT, local_id="i2")
    store.queue_intent("here", INTENT)
    store.queue_intent("here", second)
    store.claim_intent("here", 10.0)
    store.leave_intent("i1", IntentState.REFUSED, "Too long.")
    claimed = store.claim_intent("here", 11.0)
    assert claimed is not None
    assert claimed.local_id == "i2"
    assert store.intents("here")[0].reason == "Too long."
    assert store.retry_intent("here", "i2") is False
    assert store.retry_intent("there", "i1") is False
    assert store.retry_intent("here", "i1") is True
    assert store.intents("here")[0] == replace(CLAIMED, state=IntentState.PENDING)
    assert store.drop_intent("here", "i1") is False
    store.claim_intent("here", 12.0)
    store.leave_intent("i1", IntentState.REFUSED)
    assert store.drop_intent("here", "i1") is True
    assert [intent.local_id for intent in store.intents("here")] == ["i2"]


def test_a_confirmed_intent_becomes_a_watched_draft(store: Store) -> None:
    store.queue_intent("here", INTENT)
    store.claim_intent("here", 10.0)
    store.confirm_intent("here", "i1", WATCHED)
    assert store.intents("here") == ()
    assert store.watched("here") == (WATCHED,)


def test_of_many_sessions_at_once_one_gets_the_intent(store: Store, path: Path) -> None:
    store.queue_intent("here", INTENT)
    others = [Store.open(path) for _ in range(6)]
    got: list[Intent | None] = []

    def claim(other: Store) -> None:
        got.append(other.claim_intent("here", 10.0))

    threads = [threading.Thread(target=claim, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [intent for intent in got if intent is not None] == [CLAIMED]
    assert len(got) == 6
    for other in others:
        other.close()
