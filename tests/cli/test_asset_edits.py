"""`cliptui assets update | delete | changes` and `cliptui profiles`, on folders and servers."""

import json
import signal
from pathlib import Path

import pytest
from PIL import Image

from cliptui.cli.exits import ExitCode
from cliptui.store import Store
from tests.cli.program import ACCOUNT, Run, serving

CUP = "Cup final"


@pytest.fixture
def poster(tmp_path: Path) -> Path:
    path = tmp_path / "poster.png"
    Image.new("RGB", (8, 8), (9, 9, 200)).save(path)
    return path


def names(run: Run, library: Path | str) -> list[str]:
    return [row[-1] for row in run("assets", "--on", library).rows]


def test_an_update_is_printed_and_stays(
    run: Run, library: Path, poster: Path, state_dir: Path
) -> None:
    ended = run("assets", "update", CUP, "--desc", "The cup", "--external-id", "e1",
                "--meta", "Sport=Football", "--meta", "Note=a=b", "--poster", poster,
                "--expires", "4000000000000", "--drm", "--no-studio-drm", "--new-test-player",
                "--new-embed-player", "--on", library, "--json")  # fmt: skip

    [told] = json.loads(ended.out)
    assert (ended.code, told["name"]) == (0, "The cup")
    assert names(run, library) == ["The cup", "Harbour at dawn"]
    assert run("assets", "--query", "meta:Note=b", "--on", library).rows[0][-1] == "The cup"
    store = Store.open(state_dir / "cliptui.db")
    try:
        [entry] = (
            entry
            for (library_key,) in store._database.rows("SELECT DISTINCT library FROM asset_entries")
            for entry in store.asset_entries(library_key)
        )
        assert store.poster(entry.library, entry.asset_id) == poster.read_bytes()
    finally:
        store.close()
    assert json.loads(entry.meta_json) == {"Sport": "Football", "Note": "a=b"}
    assert (entry.external_id, entry.expires_ms) == ("e1", 4000000000000)
    assert (entry.requires_drm, entry.requires_studio_drm) == (True, False)
    assert entry.test_players
    assert entry.embed_player


def test_what_was_given_can_be_taken_away(run: Run, library: Path, poster: Path) -> None:
    run("assets", "update", CUP, "--desc", "x", "--meta", "a=b", "--poster", poster,
        "--on", library)  # fmt: skip
    ended = run("assets", "update", "x", "--desc", "", "--clear-meta", "--reset-poster",
                "--on", library)  # fmt: skip
    assert (ended.code, ended.rows[0][1:]) == (0, ["ready", CUP])
    assert run("assets", "--query", "meta:b", "--on", library).rows == []


@pytest.mark.parametrize(
    ("options", "code", "complaint"),
    [
        ((), ExitCode.USAGE, "Say what shall be changed"),
        (("--meta", "novalue"), ExitCode.USAGE, "no KEY=VALUE"),
        (("--meta", "a=b", "--clear-meta"), ExitCode.USAGE, "not both at once"),
        (("--poster", "nowhere.png"), ExitCode.BAD_INPUT, "cannot be read"),
        (("--poster", "/dev/null"), ExitCode.BAD_INPUT, "is empty"),
        (("--poster", __file__), ExitCode.SERVICE, "no picture"),
    ],
)
def test_an_update_that_cannot_be_is_told(
    run: Run, library: Path, options: tuple[str, ...], code: ExitCode, complaint: str
) -> None:
    ended = run("assets", "update", CUP, *options, "--on", library)
    assert (ended.code, ended.out) == (code, "")
    assert complaint in ended.err


def test_options_before_the_verb_are_not_passed_over(run: Run, library: Path) -> None:
    ended = run("assets", "--on", library, "delete", CUP)
    assert ended.code == ExitCode.USAGE
    assert "behind “delete”" in ended.err


def test_a_deleted_asset_is_listed_no_more_and_its_file_stays(run: Run, library: Path) -> None:
    [[asset_id, *_]] = run("assets", "--query", "cup", "--on", library).rows
    ended = run("assets", "delete", CUP, "--on", library)
    assert (ended.code, ended.rows) == (0, [[asset_id]])
    assert names(run, library) == ["Harbour at dawn"]
    assert (library / "Cup final.mp4").exists()
    assert run("assets", "delete", asset_id, "--on", library).code == ExitCode.NOT_FOUND


def test_changes_go_on_where_the_last_ones_ended(run: Run, library: Path) -> None:
    first = run("assets", "changes", "--on", library)
    since = first.err.split()[-1]
    run("assets", "update", CUP, "--desc", "x", "--on", library)
    run("assets", "delete", "Harbour at dawn", "--on", library)

    second = run("assets", "changes", "--since", since, "--on", library, "--json")

    assert [row[1] for row in first.rows] == ["create", "create"]
    told = [(row["kind"], row["name"]) for row in json.loads(second.out)]
    assert told[-2:] == [("update", "x"), ("delete", "Harbour at dawn")]
    assert run("assets", "changes", "--since", "4000000000000", "--on", library).rows == []


def test_profiles_are_listed_and_named_by_a_draft(run: Run, library: Path) -> None:
    listed = run("profiles", "--on", library, "--json")
    assert [profile["name"] for profile in json.loads(listed.out)] == ["Default", "News", "Sports"]
    run("draft", CUP, "--in", "f1", "--out", "f9", "--profile", "Sports", "--meta", "Sport=Tennis",
        "--on", library)  # fmt: skip
    [draft] = json.loads(run("drafts", "--on", library, "--json").out)
    assert (draft["profile"], draft["meta"]) == ("Sports", {"Sport": "Tennis"})
    odd = run("draft", CUP, "--in", "f1", "--out", "f9", "--profile", "sports", "--meta", "Sprot=x",
              "--on", library)  # fmt: skip
    assert (odd.code, odd.err.splitlines()[0]) == (
        0,
        "The profile “Sports” has no Sprot: that is ignored.",
    )
    wrong = run("draft", CUP, "--in", "f1", "--out", "f9", "--profile", "x", "--on", library)
    assert (wrong.code, "no profile “x”" in wrong.err) == (ExitCode.SERVICE, True)


def test_all_of_it_works_on_a_server_with_a_large_poster(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    large = tmp_path / "large.png"
    Image.effect_noise((1200, 1200), 90).save(large)
    assert 1_000_000 < large.stat().st_size < 3_000_000
    with serving(library, "--clock-window", "30", "--refuse-replays") as server:
        changed = run("assets", "update", CUP, "--desc", "x", "--poster", large, "--on", server.url)
        assert (changed.code, changed.err) == (0, "")
        assert names(run, server.url) == ["x", "Harbour at dawn"]
        assert run("assets", "delete", "x", "--on", server.url).code == 0
        kinds = [row[1] for row in run("assets", "changes", "--on", server.url).rows]
        assert kinds == ["create", "create", "update", "delete"]


def test_a_server_that_is_killed_has_kept_what_it_answered(
    run: Run, library: Path, poster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with serving(library) as server:
        run("assets", "update", CUP, "--desc", "x", "--poster", poster, "--on", server.url)
        run("assets", "delete", "Harbour at dawn", "--on", server.url)
        before = run("assets", "changes", "--on", server.url)
        assert server.ended_by(signal.SIGKILL).code == -signal.SIGKILL
    with serving(library) as server:
        assert names(run, server.url) == ["x"]
        after = run("assets", "changes", "--on", server.url)
    assert (after.code, after.rows) == (0, before.rows)
