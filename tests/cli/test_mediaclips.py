"""`cliptui mediaclips`: the whole life of a mediaclip, in a folder and over a port."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cliptui.cli.exits import ExitCode
from tests.cli.program import BB_PAIR, KEYS, Run, Server, serving


@pytest.fixture
def server(library: Path) -> Iterator[Server]:
    with serving(library) as running:
        yield running


def test_files_are_listed_a_line_each_the_newest_first(run: Run, library: Path) -> None:
    ended = run("mediaclips", "list", "--on", library)
    assert (ended.code, ended.err) == (0, "")
    assert ended.rows == [
        ["2", "published", "16", "2023-11-14T22:13:20Z", "Cup final"],
        ["1", "published", "24", "2023-11-14T22:13:19Z", "Harbour at dawn"],
    ]


def test_without_a_place_the_demo_library_is_meant(run: Run) -> None:
    titles = {row[-1] for row in run("mediaclips", "list", "--limit", "100").rows}
    assert {"Cup final", "Night drive", "Ten minutes by the clock"} <= titles


def test_lists_are_sorted_paged_and_filtered(run: Run, library: Path) -> None:
    def titles(*options: str) -> list[str]:
        ended = run("mediaclips", *options, "--on", library)
        assert ended.code == 0, ended.err
        return [row[-1] for row in ended.rows]

    cup, harbour = "Cup final", "Harbour at dawn"
    assert titles("list", "--sort", "title desc") == [harbour, cup]
    assert titles("list", "--limit", "1", "--offset", "1") == [harbour]
    assert titles("list", "--query", "length:[20 TO *]") == [harbour]
    assert titles("list", "--status", "draft") == []
    assert titles("search", 'title:"cup final" OR title:nothing') == [cup]
    assert titles("search", "*:*", "--sort", "title asc", "--limit", "1") == [cup]


def test_a_member_that_nothing_can_be_sorted_by_is_told(run: Run, library: Path) -> None:
    for words in (("list",), ("search", "*:*")):
        ended = run("mediaclips", *words, "--sort", "nonsense desc, title asc", "--on", library)
        assert ended.err == "No mediaclip here has “nonsense”: it sorts nothing.\n"
        assert len(ended.out.splitlines()) == 2


def test_a_query_that_finds_nothing_hints_at_the_field(run: Run, library: Path) -> None:
    for words in (("list", "--query", "tilte:cup"), ("search", "tilte:cup")):
        ended = run("mediaclips", *words, "--on", library)
        assert (ended.code, ended.out) == (0, "")
        assert ended.err == "0 of 2 mediaclips: check the field names in the query.\n"


def test_a_mediaclip_is_written_published_hidden_restored_and_purged(
    run: Run, library: Path
) -> None:
    def one(*words: str) -> dict[str, object]:
        ended = run("mediaclips", *words, "--json", "--on", library)
        assert ended.code == 0, ended.err
        [told] = json.loads(ended.out)
        assert isinstance(told, dict)
        return told

    created = one("create", "--title", "Goals", "--source-id", "g-1", "--set", 'cat=["sport"]')
    clip_id = str(created["id"])
    assert (created["status"], created["sourceid"], created["cat"]) == ("draft", "g-1", ["sport"])
    updated = one("update", clip_id, "--description", "All of them", "--set", "author=Billy")
    assert (updated["title"], updated["author"]) == ("Goals", "Billy")
    assert updated["description"] == "All of them"
    assert one("publish", clip_id)["status"] == "published"
    assert one("unpublish", clip_id)["status"] == "draft"
    got, touched = one("get", clip_id), one("update", clip_id)
    assert {**got, "updateddate": ""} == {**touched, "updateddate": ""}
    assert one("update", "sourceid:g-1", "--title", "Goals!")["id"] == clip_id
    assert one("update", clip_id, "--title", "Goals")["title"] == "Goals"
    hidden = run("mediaclips", "delete", clip_id, "--on", library)
    assert hidden.err == f"Deleted; “cliptui mediaclips update {clip_id}” brings it back.\n"
    assert run("mediaclips", "get", clip_id, "--on", library).code == ExitCode.NOT_FOUND
    assert one("update", clip_id, "--status", "published")["title"] == "Goals"
    purged = run("mediaclips", "purge", clip_id, "--yes", "--on", library)
    assert (purged.code, purged.err) == (0, "Removed for ever.\n")
    lost = run("mediaclips", "update", clip_id, "--on", library)
    assert (lost.code, f"no mediaclip “{clip_id}”" in lost.err) == (ExitCode.NOT_FOUND, True)


@pytest.mark.parametrize(("said", "is_removed"), [("n\n", False), ("", False), ("y\n", True)])
def test_a_purge_asks_first(
    run: Run,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    is_removed: bool,  # noqa: FBT001  a parameter of the test
) -> None:
    run("mediaclips", "list", "--on", library)
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    ended = run("mediaclips", "purge", "1", "--on", library)
    assert "Remove mediaclip 1 for ever?" in ended.err
    assert (ended.code == 0) is is_removed
    left = run("mediaclips", "list", "--on", library).rows
    assert len(left) == (1 if is_removed else 2)
    assert (library / "Harbour at dawn.mp4").exists()


def test_an_assignment_without_a_sign_is_refused(run: Run, library: Path) -> None:
    ended = run("mediaclips", "create", "--set", "title", "--on", library)
    assert (ended.code, "write MEMBER=VALUE" in ended.err) == (ExitCode.BAD_INPUT, True)


def test_a_query_that_is_none_is_refused_by_the_service(run: Run, library: Path) -> None:
    ended = run("mediaclips", "list", "--query", "title:(", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.SERVICE, "")
    assert "The query cannot be read" in ended.err


def test_over_a_port_it_works_with_the_secret_from_the_environment(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    assert [row[-1] for row in run("mediaclips", "list", "--on", server.url).rows] == [
        "Cup final",
        "Harbour at dawn",
    ]
    monkeypatch.setenv("CLIPTUI_BB_URL", server.url)
    assert len(run("mediaclips", "list").rows) == 2
    monkeypatch.setenv("CLIPTUI_BB_SECRET", "490-wrong")
    refused = run("mediaclips", "list")
    assert refused.code == ExitCode.NO_ACCESS
    assert "Check CLIPTUI_BB_SECRET; the clocks agree." in refused.err
    assert BB_PAIR[4:] not in refused.err
    monkeypatch.delenv("CLIPTUI_BB_SECRET")
    unknown = run("mediaclips", "list")
    assert (unknown.code, "set CLIPTUI_BB_SECRET" in unknown.err) == (ExitCode.BAD_INPUT, True)
