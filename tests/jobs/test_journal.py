"""The journal of a session keeps what cannot be written, and writes it later."""

import pytest

from cliptui.clip.kept import KeptDesk
from cliptui.errors import StoredAside, StoreError
from cliptui.jobs.journal import Journal
from tests.fakes import FakeMemory, FakeService
from tests.jobs.services import bench_of

NOW_S = 1_800_000_000.25
FULL = StoreError("The disk is full.")


def journal_of(memory: FakeMemory) -> Journal:
    return Journal(bench_of(FakeService([]), memory))


def test_what_is_remembered_is_written_at_once_with_its_time() -> None:
    memory = FakeMemory()
    journal = journal_of(memory)
    journal.remember("a1", "one")
    assert memory.desks == {"a1": KeptDesk("one", NOW_S, is_own=True)}
    assert memory.places == {"somewhere"}
    assert journal.recall("a1") == KeptDesk("one", NOW_S, is_own=True)
    assert journal.recall("a2") is None


def test_what_has_not_changed_is_not_written_again() -> None:
    left = KeptDesk("one", 1.0, is_own=False)
    memory = FakeMemory(desks={"a1": left})
    journal = journal_of(memory)
    assert journal.recall("a1") == left
    journal.remember("a1", "one")
    assert memory.desks == {"a1": left}
    journal.remember("a1", "two")
    journal.remember("a1", "one")
    assert memory.desks["a1"] == KeptDesk("one", NOW_S, is_own=True)


def test_while_nothing_can_be_written_all_of_it_is_kept_in_memory() -> None:
    memory = FakeMemory(error=FULL)
    journal = journal_of(memory)
    for asset_id, text in [("a1", "one"), ("a2", "other"), ("a1", "two")]:
        with pytest.raises(StoreError, match="full"):
            journal.remember(asset_id, text)
    assert (journal.unkept, memory.desks) == (2, {})
    assert journal.recall("a1") == KeptDesk("two", NOW_S, is_own=True)
    with pytest.raises(StoreError):
        journal.retry()
    memory.error = None
    journal.retry()
    assert {key: desk.text for key, desk in memory.desks.items()} == {"a1": "two", "a2": "other"}
    assert journal.unkept == 0


def test_the_next_change_writes_what_could_not_be_written_before() -> None:
    memory = FakeMemory(error=FULL)
    journal = journal_of(memory)
    with pytest.raises(StoreError):
        journal.remember("a1", "one")
    memory.error = None
    journal.remember("a2", "other")
    assert set(memory.desks) == {"a1", "a2"}


def test_at_the_end_it_is_told_how_much_is_lost() -> None:
    memory = FakeMemory(error=FULL)
    journal = journal_of(memory)
    journal_of(memory).close()
    with pytest.raises(StoreError):
        journal.remember("a1", "one")
    with pytest.raises(StoreError, match=r"last changes on 1 assets could not be kept\. The disk"):
        journal.close()
    memory.error = None
    journal.close()
    assert set(memory.desks) == {"a1"}


def test_at_the_end_nothing_is_called_lost_that_is_kept_aside() -> None:
    memory = FakeMemory(error=StoredAside("The file is damaged."))
    journal = journal_of(memory)
    for asset_id in ("a1", "a2"):
        with pytest.raises(StoredAside, match="damaged"):
            journal.remember(asset_id, "one")
    with pytest.raises(StoreError, match=r"damaged\. The last changes on 2 assets are safe"):
        journal.close()


class OneFull(FakeMemory):
    """Keeps no desk of `a1`, and those of others aside."""

    def keep_desk(self, place: str, asset_id: str, text: str, now_s: float) -> None:
        super().keep_desk(place, asset_id, text, now_s)
        raise FULL if asset_id == "a1" else StoredAside("It is damaged.")


def test_what_cannot_be_kept_holds_up_nothing_else_and_is_what_is_told() -> None:
    memory = OneFull()
    journal = journal_of(memory)
    for asset_id in ("a0", "a1", "a2"):
        with pytest.raises(StoreError):
            journal.remember(asset_id, "one")
    assert set(memory.desks) == {"a0", "a1", "a2"}
    with pytest.raises(StoreError, match="on 3 assets could not be kept"):
        journal.close()
