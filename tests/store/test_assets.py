"""What was changed about assets is kept, noted, and told in order."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cliptui.clip.edits import AssetChange
from cliptui.clip.ledger import AssetEntry, SeenAsset
from cliptui.store import Store

ENTRY = AssetEntry("lib", "a1")
FULL = AssetEntry(
    library="lib",
    asset_id="a1",
    name="Goal é",
    external_id="e1",
    meta_json='{"k":"v"}',
    expires_ms=9,
    requires_drm=True,
    requires_studio_drm=True,
    test_players="p2 p1",
    embed_player="p3",
    has_poster=True,
    updated_ms=7,
    deleted_ms=8,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "cliptui.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.open(path)
    yield opened
    opened.close()


def update(at_ms: int) -> AssetChange:
    return AssetChange(at_ms, "update", "a1")


def seen(asset_id: str, version: str = "1") -> SeenAsset:
    return SeenAsset(asset_id, version, f"name of {asset_id}", f"{asset_id}.mp4", 5)


def test_nothing_is_known_of_an_asset_that_was_never_changed(store: Store) -> None:
    assert store.asset_entries("lib") == ()
    assert store.asset_entry("lib", "a1") is None
    assert store.poster("lib", "a1") is None
    assert store.seen_asset("lib", "a1") is None
    assert store.asset_changes("lib", 0, 10) == ()


def test_all_that_was_changed_is_there_in_the_next_run(store: Store, path: Path) -> None:
    assert store.amend_asset(ENTRY, update(7), lambda _: FULL, b"picture") == FULL
    store.close()

    again = Store.open(path)

    assert again.asset_entries("lib") == (FULL,)
    assert again.asset_entry("lib", "a1") == FULL
    assert again.poster("lib", "a1") == b"picture"
    assert again.asset_changes("lib", 0, 10) == (update(7),)
    again.close()


def test_a_change_builds_on_what_is_kept_and_not_on_what_was_there_at_first(store: Store) -> None:
    store.amend_asset(ENTRY, update(1), lambda entry: replace(entry, name="One"))
    kept = store.amend_asset(ENTRY, update(2), lambda entry: replace(entry, external_id="e"))

    assert (kept.name, kept.external_id) == ("One", "e")


def test_a_poster_stays_until_it_is_taken_away(store: Store) -> None:
    store.amend_asset(ENTRY, update(1), lambda entry: entry, b"one")
    store.amend_asset(ENTRY, update(2), lambda entry: entry)
    assert store.poster("lib", "a1") == b"one"
    store.amend_asset(ENTRY, update(3), lambda entry: entry, b"two")
    assert store.poster("lib", "a1") == b"two"
    store.amend_asset(ENTRY, update(4), lambda entry: entry, b"")
    assert store.poster("lib", "a1") is None


def test_a_change_that_cannot_be_made_leaves_all_as_it_was(store: Store) -> None:
    def fail(_: AssetEntry) -> AssetEntry:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any error at all
        store.amend_asset(ENTRY, update(1), fail, b"one")

    assert (store.asset_entries("lib"), store.poster("lib", "a1")) == ((), None)
    assert store.asset_changes("lib", 0, 10) == ()


def test_what_comes_changes_goes_and_comes_back_is_noted_once_each(store: Store) -> None:
    store.compare_assets("lib", [seen("a1"), seen("a2")], 10)
    store.compare_assets("lib", [seen("a1"), seen("a2")], 20)
    store.compare_assets("lib", [seen("a1", "2")], 30)
    store.compare_assets("lib", [seen("a1", "2")], 40)
    store.compare_assets("lib", [seen("a1", "2"), seen("a2")], 50)

    assert [(change.kind, change.asset_id) for change in store.asset_changes("lib", 0, 10)] == [
        ("create", "a1"),
        ("create", "a2"),
        ("update", "a1"),
        ("delete", "a2"),
        ("create", "a2"),
    ]
    assert store.seen_asset("lib", "a2") == seen("a2")


def test_an_asset_that_is_gone_is_remembered(store: Store) -> None:
    store.compare_assets("lib", [seen("a1")], 10)
    store.compare_assets("lib", [], 20)

    assert store.seen_asset("lib", "a1") == replace(seen("a1"), gone_ms=20)


def test_an_asset_that_was_deleted_by_request_is_not_noted_again_as_gone(store: Store) -> None:
    store.compare_assets("lib", [seen("a1")], 10)
    deleted = AssetChange(20, "delete", "a1")
    store.amend_asset(ENTRY, deleted, lambda entry: replace(entry, deleted_ms=20))
    store.compare_assets("lib", [], 30)

    assert store.asset_changes("lib", 11, 10) == (deleted,)


def test_no_two_changes_have_the_same_time_and_none_is_before_an_earlier_one(store: Store) -> None:
    store.compare_assets("lib", [seen(f"a{number}") for number in range(5)], 10)
    store.amend_asset(ENTRY, update(3), lambda entry: entry)

    assert [change.at_ms for change in store.asset_changes("lib", 0, 10)] == list(range(10, 16))


def test_changes_begin_with_the_time_itself_and_end_at_the_limit(store: Store) -> None:
    store.compare_assets("lib", [seen(f"a{number}") for number in range(5)], 10)

    assert [change.at_ms for change in store.asset_changes("lib", 11, 2)] == [11, 12]


def test_another_library_has_its_own_changes(store: Store) -> None:
    store.compare_assets("lib", [seen("a1")], 10)
    store.amend_asset(ENTRY, update(20), lambda entry: entry, b"one")

    assert store.asset_changes("other", 0, 10) == ()
    assert store.asset_entries("other") == ()
    assert store.poster("other", "a1") is None
    assert store.seen_asset("other", "a1") is None
