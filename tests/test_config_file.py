"""Accounts are read from `config.toml`, and their keys from where it says, without a leak."""

import os
import sys
from pathlib import Path

import pytest

from cliptui.clip.secret import Secret
from cliptui.config import Account, ServiceKind, key_of, read_accounts
from cliptui.errors import BadSetting

KEY = "k3y-of-the-house"
WORK = '[accounts.work]\nservice = "uplynk"\nurl = "https://services.example/"\nowner = "me"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def read(file: Path, text: str) -> dict[str, Account]:
    file.write_text(text)
    return dict(read_accounts(file))


def refusal(file: Path, text: str) -> str:
    with pytest.raises(BadSetting) as caught:
        read(file, text)
    return str(caught.value).removeprefix(f"{file}")


def account(file: Path, line: str) -> Account:
    return read(file, WORK + line)["work"]


def test_a_key_knows_which_settings_it_is_from_for_when_it_is_refused(
    file: Path, tmp_path: Path
) -> None:
    held = tmp_path / "key"
    held.write_text(KEY)
    held.chmod(0o600)
    places = {
        f'key_file = "{held}"\n': "key_file",
        'key_env = "WORK_KEY"\n': "key_env (WORK_KEY)",
        'key_command = "echo k3y"\n': "key_command",
    }
    for line, place in places.items():
        key = key_of(account(file, line), {**os.environ, "WORK_KEY": KEY})
        assert key is not None
        assert key.origin == f"owner and {place} of accounts.work in config.toml"
    alone = Account("bb", ServiceKind.BLUEBILLYWIG, "https://x.example", key=Secret(KEY))
    key = key_of(alone, {})
    assert key is not None
    assert key.origin == "key of accounts.bb in config.toml"


def test_without_a_file_there_are_no_accounts(file: Path) -> None:
    assert read_accounts(file) == {}
    assert read(file, "") == {}


def test_every_kind_of_account_is_read(file: Path) -> None:
    accounts = read(
        file,
        WORK + 'key_env = "WORK_KEY"\n'
        '[accounts.bb]\nservice = "bluebillywig"\nurl = "https://my.bbvms.example"\n'
        "key_command = \"pass show 'my key'\"\n"
        '[accounts.vd]\nservice = "videodev"\nurl = "https://api.video.example/v1"\n'
        'key_command = ["pass", "show"]\n'
        '[accounts.films]\nservice = "folder"\npath = "films"\n',
    )
    assert list(accounts) == ["work", "bb", "vd", "films"]
    url = "https://services.example"
    assert accounts["work"] == Account("work", ServiceKind.UPLYNK, url, "me", key_env="WORK_KEY")
    assert accounts["bb"].key_command == ("pass", "show", "my key")
    assert accounts["vd"].key_command == ("pass", "show")
    assert accounts["films"].folder == file.parent / "films"


def test_a_path_may_start_at_home(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/of/me")
    assert account(file, 'key_file = "~/key"').key_file == Path("/home/of/me/key")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[accounts.work", " is no TOML: "),
        ("\n\nx = = 1", "(at line 3, column 5)"),
        ("colour = 1", ": colour is not known: use accounts, title."),
        ("accounts = 1", ": accounts must be a table."),
        ("[accounts]\nwork = 1", ": accounts.work must be a table."),
        (WORK + "colour = 1", ": accounts.work.colour is not known: use key, "),
        (WORK + "key_env = 1", ": accounts.work.key_env must be a text in quotes."),
        (WORK + 'key_env = " "', ": accounts.work.key_env must be a text in quotes."),
        (WORK + "key_command = 1", ": accounts.work.key_command must be a command in quotes"),
        (WORK + "key_command = [1]", ": accounts.work.key_command must be a command in quotes"),
        (WORK + 'key_command = "a \'b"', ": accounts.work.key_command must be a command"),
        (WORK + 'key_command = ""', ": accounts.work.key_command must be a command"),
        (WORK + 'path = "x"', ": accounts.work.path means nothing for uplynk: take it out."),
        (WORK + 'key_env = "A"\nkey_file = "B"', "work has key_env and key_file: keep one"),
        (WORK + 'key_file = "~nobody-here/x"', "work.key_file is in a home directory that is not"),
        ('[accounts.a]\nurl = "https://a.example"', ": accounts.a.service must be one of uplynk, "),
        ('[accounts.a]\nservice = "youtube"', ": accounts.a.service must be one of uplynk, "),
        ('[accounts.a]\nservice = "uplynk"', ": accounts.a has no url, which uplynk needs."),
        ('[accounts.a]\nservice = "folder"', ": accounts.a has no path, which folder needs."),
        (
            '[accounts.a]\nservice = "folder"\npath = "x"\nowner = "me"',
            ": accounts.a.owner means nothing for folder",
        ),
        (
            '[accounts.a]\nservice = "uplynk"\nurl = "ftp://x"',
            ": accounts.a.url is no address: write http://HOST",
        ),
        ('[accounts."a b"]\nservice = "folder"', ": accounts.a b is no name: write one word"),
        ('[accounts."a/b"]\nservice = "folder"', "is no name"),
        ('[accounts."-a"]\nservice = "folder"', "is no name"),
        ('[accounts."\\u001b[2J"]\nservice = "folder"', ": accounts.␛[2J is no name"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(file: Path, text: str, complaint: str) -> None:
    assert complaint in refusal(file, text)


def test_a_file_that_is_not_text_is_refused(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(BadSetting, match="is no TOML"):
        read_accounts(file)


def test_a_file_that_cannot_be_read_is_told(file: Path) -> None:
    file.mkdir()
    with pytest.raises(BadSetting, match=r"config\.toml cannot be read: Is a directory"):
        read_accounts(file)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_with_a_key_in_it_must_be_private(file: Path, mode: int) -> None:
    file.write_text(WORK + f'key = "{KEY}"\n')
    file.chmod(mode)
    with pytest.raises(BadSetting, match=r"Others can read .*config\.toml.* chmod 600") as caught:
        read_accounts(file)
    assert KEY not in str(caught.value)
    file.chmod(0o600)
    found = read_accounts(file)["work"]
    assert key_of(found, {}) == Secret(KEY)
    assert KEY not in repr(found)


def test_a_file_without_keys_may_be_read_by_all(file: Path) -> None:
    file.write_text(WORK)
    file.chmod(0o644)
    assert list(read_accounts(file)) == ["work"]


def test_an_account_may_have_no_key(file: Path) -> None:
    assert key_of(account(file, ""), {}) is None


def test_a_key_comes_from_a_variable(file: Path) -> None:
    found = account(file, 'key_env = "WORK_KEY"')
    assert key_of(found, {"WORK_KEY": KEY}) == Secret(KEY)
    with pytest.raises(BadSetting, match=r"accounts\.work\.key_env names WORK_KEY, which is not"):
        key_of(found, {})


def test_a_key_comes_from_a_private_file(file: Path) -> None:
    found = account(file, 'key_file = "key"')
    with pytest.raises(BadSetting, match=r"key_file: .*key cannot be read: No such file"):
        key_of(found, {})
    key_file = file.with_name("key")
    key_file.write_text(f"{KEY}\n")
    key_file.chmod(0o600)
    assert key_of(found, {}) == Secret(KEY)
    key_file.chmod(0o644)
    with pytest.raises(BadSetting, match=r"Others can read .*key"):
        key_of(found, {})


def command(file: Path, program: str) -> Account:
    return account(file, f"key_command = ['{sys.executable}', '-c', '''{program}''']")


def test_a_key_comes_from_the_first_line_of_a_command(file: Path) -> None:
    found = command(file, f'print("{KEY}"); print("a note")')
    assert key_of(found, os.environ) == Secret(KEY)


def test_a_command_runs_without_a_shell(file: Path, tmp_path: Path) -> None:
    made = tmp_path / "made"
    found = account(file, f'key_command = "echo x; touch {made}"')
    assert key_of(account(file, 'key_command = "echo x;"'), os.environ) == Secret("x;")
    with pytest.raises(BadSetting, match="what it prints is no key"):
        key_of(found, os.environ)
    assert not made.exists()


@pytest.mark.parametrize(
    ("program", "complaint"),
    [
        (f'print("{KEY} {KEY}")', "what it prints is no key"),
        ("pass", "what it prints is no key"),
        (f'import sys; print("{KEY}"); sys.exit(3)', "failed with exit code 3"),
        (f'import time; print("{KEY}", flush=True); time.sleep(30)', "took longer than 0.5 s"),
    ],
)
def test_a_command_that_gives_no_key_is_told_without_its_words(
    file: Path, program: str, complaint: str
) -> None:
    with pytest.raises(BadSetting) as caught:
        key_of(command(file, program), os.environ, command_s=0.5)
    assert complaint in str(caught.value)
    assert KEY not in str(caught.value)


def test_a_command_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(BadSetting, match=r"no-such-program cannot be run: No such file"):
        key_of(account(file, 'key_command = "no-such-program"'), os.environ)
