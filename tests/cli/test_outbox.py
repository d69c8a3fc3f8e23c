"""`cliptui outbox`: what could not be sent waits, and is sent once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliptui.cli.exits import ExitCode
from cliptui.clip.draft import NewDraft
from cliptui.clip.outbox import Intent, IntentState
from cliptui.store import Store
from tests.cli.program import Run

ASSET_ID = "0" * 32


@pytest.fixture
def store(state_dir: Path) -> Iterator[Store]:
    opened = Store.open(state_dir / "cliptui.db")
    yield opened
    opened.close()


def asset_id_of(run: Run, library: Path) -> str:
    [[asset_id, *_]] = run("assets", "--on", library, "--query", "cup").rows
    return asset_id


def test_what_waits_is_listed_and_sent_once(run: Run, library: Path, store: Store) -> None:
    asset_id = asset_id_of(run, library)
    store.queue_intent(str(library), Intent("i1", NewDraft(asset_id, "Goal", 0, 400), 1.0))
    assert run("outbox", "--on", library).rows == [
        ["i1", "pending", asset_id, "0", "400", "Goal", ""]
    ]
    sent = run("outbox", "--send", "--on", library)
    assert (sent.code, sent.rows) == (0, [])
    assert sent.err.startswith("saved: Goal (")
    assert run("outbox", "--send", "--on", library).err == ""
    assert [row[-1] for row in run("drafts", "--on", library).rows] == ["Goal"]


def test_a_draft_that_was_sent_before_a_crash_is_not_sent_again(
    run: Run, library: Path, store: Store
) -> None:
    asset_id = asset_id_of(run, library)
    intent = Intent("i1", NewDraft(asset_id, "Goal", 0, 400), 1.0)
    run("draft", asset_id, "--in", "0ms", "--out", "400ms", "--title", "Goal", "--on", library)
    [[draft_id, *_]] = run("drafts", "--on", library).rows
    store.unwatch(str(library), draft_id)  # the crash came before it was remembered
    store.queue_intent(str(library), intent)
    dying = Store.open(store._database._path)
    dying.claim_intent(str(library), 1.0)
    dying.close()
    run("outbox", "--send", "--on", library)
    assert [row[0] for row in run("drafts", "--on", library).rows] == [draft_id]
    assert [draft.draft_id for draft in store.watched(str(library))] == [draft_id]


def test_a_refused_draft_can_be_retried_or_dropped(run: Run, library: Path, store: Store) -> None:
    store.queue_intent(str(library), Intent("i1", NewDraft(ASSET_ID, "Goal", 0, 400), 1.0))
    refused = run("outbox", "--send", "--on", library, "--json")
    assert "There is no asset" in refused.err
    [told] = json.loads(refused.out)
    assert (told["id"], told["state"]) == ("i1", IntentState.REFUSED)
    assert "There is no asset" in told["reason"]
    assert run("outbox", "--retry", "i1", "--on", library).rows[0][1] == "pending"
    assert run("outbox", "--retry", "i1", "--on", library).code == ExitCode.NOT_FOUND
    assert run("outbox", "--drop", "i1", "--on", library).code == ExitCode.NOT_FOUND
    run("outbox", "--send", "--on", library)
    assert run("outbox", "--drop", "i1", "--on", library).rows == []
