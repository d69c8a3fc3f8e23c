"""Accounts of the configuration file as places, and `cliptui config`."""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cliptui.cli.exits import ExitCode
from cliptui.cli.places import Folder, Remote, access_to, place_of, unlocked
from cliptui.clip.secret import Secret
from cliptui.errors import BadSetting
from cliptui.wire.message import Response
from tests.api.loopback import answers, listening
from tests.cli.program import KEY, OWNER, Run, serving

Write = Callable[[str], Path]


@pytest.fixture
def write(state_dir: Path) -> Write:
    """Return a function that writes the configuration file."""

    def write_text(text: str) -> Path:
        file = state_dir / "config" / "config.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        return file

    return write_text


def uplynk(name: str, url: str, owner: str = OWNER) -> str:
    return (
        f'[accounts.{name}]\nservice = "uplynk"\nurl = "{url}"\nowner = "{owner}"\n'
        'key_env = "WORK_KEY"\n'
    )


def videodev(name: str, url: str, variable: str) -> str:
    return f'[accounts.{name}]\nservice = "videodev"\nurl = "{url}"\nkey_env = "{variable}"\n'


def environ(state_dir: Path) -> dict[str, str]:
    return {"CLIPTUI_STATE_DIR": str(state_dir), "WORK_KEY": KEY}


def test_an_account_is_a_place_by_its_name(write: Write, state_dir: Path) -> None:
    write(uplynk("work", "https://services.example"))
    place = place_of("work", environ(state_dir))
    assert isinstance(place, Remote)
    assert (place.label, place.key) == ("work", f"https://services.example {OWNER}")
    assert access_to(place, environ(state_dir)) == (OWNER, Secret(KEY))
    opened = unlocked(place, environ(state_dir))
    assert access_to(opened, {}) == (OWNER, Secret(KEY))
    assert KEY not in repr(opened)


def test_a_folder_of_the_same_name_is_opened_by_its_path(
    write: Write, state_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work").mkdir()
    write(uplynk("work", "https://services.example"))
    assert isinstance(place_of("work", environ(state_dir)), Remote)
    assert place_of("./work", environ(state_dir)) == Folder(tmp_path / "work", "work")
    assert place_of("other", environ(state_dir)) == Folder(tmp_path / "other", "other")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [("", "accounts.work has no key"), ('key_env = "K"', "accounts.work.owner must be the")],
)
def test_an_account_that_lacks_something_is_refused(
    write: Write, state_dir: Path, line: str, complaint: str
) -> None:
    write(f'[accounts.work]\nservice = "uplynk"\nurl = "https://a.example"\n{line}')
    place = place_of("work", environ(state_dir))
    assert isinstance(place, Remote)
    with pytest.raises(BadSetting, match=complaint):
        access_to(place, {"K": KEY})


def test_what_is_remembered_of_one_address_is_kept_apart_by_service(
    write: Write, state_dir: Path
) -> None:
    url = "https://a.example"
    write(
        uplynk("work", url)
        + f'[accounts.records]\nservice = "bluebillywig"\nurl = "{url}"\n'
        + videodev("scout", url, "WORK_KEY")
    )
    names = ("work", "records", "scout", url)
    assert len({place_of(name, environ(state_dir)).key for name in names}) == len(names)


def test_the_accounts_are_listed_and_no_key_is_told(run: Run, write: Write, library: Path) -> None:
    file = write(
        uplynk("work", "https://services.example")
        + f'[accounts.films]\nservice = "folder"\npath = "{library}"\n'
        + f'[accounts.open]\nservice = "videodev"\nurl = "https://a.example"\nkey = "{KEY}"\n'
    )
    file.chmod(0o600)
    assert run("config", "path").out.strip() == str(file)
    ended = run("config", "list")
    assert ended.rows == [
        ["work", "uplynk", "https://services.example", OWNER, "key_env"],
        ["films", "folder", str(library), "", ""],
        ["open", "videodev", "https://a.example", "", "key"],
    ]
    assert KEY not in ended.out + run("config", "list", "--json").out


def test_a_folder_account_is_opened_by_the_other_verbs(
    run: Run, write: Write, library: Path
) -> None:
    write(f'[accounts.films]\nservice = "folder"\npath = "{library}"\n')
    assert [row[-1] for row in run("assets", "--on", "films").rows] == [
        "Cup final",
        "Harbour at dawn",
    ]


def test_each_account_is_tried_and_what_is_wrong_is_said(
    run: Run, write: Write, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORK_KEY", KEY)
    monkeypatch.setenv("SPY_KEY", "guessed")
    with serving(library) as server:
        write(
            uplynk("good", server.url)
            + uplynk("stranger", server.url, "f" * 32)
            + uplynk("away", "http://127.0.0.1:9")
            + uplynk("keyless", server.url).replace("WORK_KEY", "NO_KEY")
            + f'[accounts.films]\nservice = "folder"\npath = "{library}"\n'
            + videodev("scout", server.url, "WORK_KEY")
            + videodev("spy", server.url, "SPY_KEY")
        )
        ended = run("config", "check", "--json")
        assert run("config", "check", "good", "films").rows == [
            ["good", "fine"],
            ["films", "fine"],
        ]
    assert ended.code == ExitCode.FAILED
    told = {row["name"]: row["result"] for row in json.loads(ended.out)}
    assert (told["good"], told["films"]) == ("fine", "fine")
    assert "account" in told["stranger"]
    assert told["away"].startswith("No connection to 127.0.0.1:9")
    assert told["keyless"] == "accounts.keyless.key_env names NO_KEY, which is not set: set it."
    assert told["scout"] == "fine"
    assert told["spy"].startswith("video.dev refuses access")


async def test_a_clock_that_is_wrong_is_told(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORK_KEY", KEY)
    dated = Response(200, {"date": "Sun, 06 Nov 1994 08:49:37 GMT"}, b'{"assets": []}')
    async with listening(answers(dated)) as line:
        write(uplynk("old", line.url))
        ended = await asyncio.to_thread(run, "config", "check")
    assert ended.code == ExitCode.FAILED
    assert re.search(r"clock is \d+ min \d+ s ahead of the service's: set it", ended.out)


def test_an_unknown_name_and_no_accounts_are_told(run: Run) -> None:
    assert run("config", "check", "nobody").code == ExitCode.USAGE
    ended = run("config", "check")
    assert (ended.code, ended.out) == (0, "")
    assert "There are no accounts" in ended.err


def test_a_file_that_cannot_be_used_ends_with_its_sentence(run: Run, write: Write) -> None:
    write("colour = 1")
    ended = run("config", "list")
    assert ended.code == ExitCode.BAD_INPUT
    assert "colour is not known" in ended.err
