"""Runs, their clips, renderings and events: what is kept is kept, each with what tells of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.run import RunState
from cliptui.clip.run_ledger import EventEntry, RenderEntry, RunEntry, SpanEntry, Subscription
from cliptui.store import Store

ALL = Subscription("https://x.example/h?a=b", "new_clips complete error", "http://127.0.0.1:1")
RUN = RunEntry("r1", "lib", "a1", "5 clips", ALL)
FIRST = SpanEntry("c1", "lib", "r1", "a1", 0, 5000)
SECOND = SpanEntry("c2", "lib", "r1", "a1", 5000, 9000)
EVENT = EventEntry("e1", "lib", ALL.url, b'{"event": "x"}', 1000)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "cliptui.db")
    yield opened
    opened.close()


def test_a_run_is_there_in_the_next_start_with_all_that_it_is(tmp_path: Path) -> None:
    with_all = Store.open(tmp_path / "x.db")
    with_all.add_run(RUN)
    with_all.add_spans([SECOND, FIRST])
    with_all.close()
    again = Store.open(tmp_path / "x.db")
    try:
        assert again.run("lib", "r1") == RUN
        assert again.spans("lib", "r1") == (FIRST, SECOND)
        assert again.span("lib", "c2") == SECOND
        assert again.unfinished_runs("lib") == (RUN,)
    finally:
        again.close()


def test_libraries_and_runs_do_not_see_each_other(store: Store) -> None:
    store.add_run(RUN)
    store.add_spans([FIRST])
    store.add_render(RenderEntry("x1", "lib", "c1", ALL))
    store.add_event(EVENT)

    assert (store.run("other", "r1"), store.run("lib", "r2")) == (None, None)
    assert (store.span("other", "c1"), store.render("other", "x1")) == (None, None)
    assert store.spans("lib", "r2") == store.spans("other", "r1") == ()
    assert store.unfinished_runs("other") == ()
    assert store.untold_renders("other") == ()
    assert store.next_event("other") is None


def test_a_run_ends_once_and_is_told_of_once(store: Store) -> None:
    store.add_run(RUN)
    store.end_run("r1", RunState.COMPLETE, event=EVENT)
    store.end_run("r1", RunState.ERROR, "Too late.", replace(EVENT, event_id="e2"))

    assert store.run("lib", "r1") == replace(RUN, state=RunState.COMPLETE)
    assert store.unfinished_runs("lib") == ()
    assert store.next_event("lib") == EVENT
    store.remove_event("e1")
    assert store.next_event("lib") is None


def test_a_failure_is_kept(store: Store) -> None:
    store.add_run(RUN)
    store.end_run("r1", RunState.ERROR, "It is damaged.")

    failed = store.run("lib", "r1")
    assert failed == replace(RUN, state=RunState.ERROR, failure="It is damaged.")


def test_a_run_has_no_clip_twice_and_nothing_is_told_when_nothing_is_new(store: Store) -> None:
    store.add_spans([FIRST], EVENT)
    store.remove_event("e1")
    store.add_spans([replace(FIRST, clip_id="c9")], EVENT)
    store.add_spans([], EVENT)
    told_of_nothing = store.next_event("lib")
    store.add_spans([replace(FIRST, clip_id="c8"), SECOND], EVENT)

    assert told_of_nothing is None
    assert store.spans("lib", "r1") == (FIRST, SECOND)
    assert store.next_event("lib") == EVENT


def test_clips_that_were_asked_for_may_be_alike(store: Store) -> None:
    one = replace(FIRST, run_id="")
    store.add_spans([one])
    store.add_spans([replace(one, clip_id="c9")])

    assert (store.span("lib", "c1"), store.span("lib", "c9")) == (one, replace(one, clip_id="c9"))


def test_a_rendering_is_told_of_once_and_only_if_somebody_wants_to_know(store: Store) -> None:
    wanted, quiet = (
        RenderEntry("x1", "lib", "c1", ALL),
        RenderEntry("x2", "lib", "c1", Subscription()),
    )
    store.add_render(wanted)
    store.add_render(quiet)
    before = store.untold_renders("lib")
    store.tell_render("x1", EVENT)
    store.tell_render("x1", replace(EVENT, event_id="e2"))

    assert (before, store.untold_renders("lib")) == ((wanted,), ())
    assert (store.render("lib", "x1"), store.render("lib", "x2")) == (wanted, quiet)
    assert store.next_event("lib") == EVENT
    store.remove_event("e1")
    assert store.next_event("lib") is None


def test_the_event_that_is_due_first_is_next_and_the_older_one_of_two(store: Store) -> None:
    for event_id, due_ms in (("late", 3000), ("first", 1000), ("second", 1000)):
        store.add_event(replace(EVENT, event_id=event_id, due_ms=due_ms))

    order = []
    while event := store.next_event("lib"):
        order.append(event.event_id)
        store.remove_event(event.event_id)
    assert order == ["first", "second", "late"]


def test_an_event_is_claimed_by_one_process_only(store: Store) -> None:
    store.add_event(EVENT)

    assert store.claim_event(EVENT, 6000)
    assert not store.claim_event(EVENT, 7000)
    assert store.next_event("lib") == replace(EVENT, due_ms=6000, attempts=1)
    assert store.claim_event(replace(EVENT, attempts=1), 9000)
