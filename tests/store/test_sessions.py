"""A session is alive for just as long as its process, however that ends."""

import os
import resource
import secrets
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cliptui.store.sessions import Session

HOLD = """
import sys, secrets, time
from pathlib import Path
from cliptui.store.sessions import Session
print(Session.begin(Path(sys.argv[1]), secrets.token_hex).name, flush=True)
time.sleep(60)
"""


def test_a_session_is_alive_until_it_ends(tmp_path: Path) -> None:
    first, second = (Session.begin(tmp_path / "sessions", secrets.token_hex) for _ in range(2))
    assert first.name != second.name
    assert first.is_alive(second.name)
    assert first.has_company()
    second.end()
    second.end()
    assert not first.is_alive(second.name)
    assert not first.has_company()
    assert [file.name for file in (tmp_path / "sessions").iterdir()] == [first.name]
    mode = stat.S_IMODE((tmp_path / "sessions" / first.name).stat().st_mode)
    assert mode == 0o600
    first.end()


def test_a_session_that_is_stopped_lives_and_one_that_is_killed_does_not(tmp_path: Path) -> None:
    own = Session.begin(tmp_path, secrets.token_hex)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        name = other.stdout.readline().strip()
        other.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, other.pid, os.WSTOPPED | os.WNOWAIT)
        assert own.is_alive(name)
        other.kill()
        other.wait()
        assert not own.is_alive(name)
    later = Session.begin(tmp_path, secrets.token_hex)
    assert list(later.dead()) == [(name, [])]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([own.name, later.name])
    later.end()
    own.end()


def died(folder: Path, left: str) -> Path:
    """Make the file of a session that has died, and what it has left."""
    file = folder / secrets.token_hex(4)
    file.write_text(left)
    return file


def test_what_a_dead_session_has_noted_is_left_to_one_other_but_for_an_unfinished_line(
    tmp_path: Path,
) -> None:
    own = Session.begin(tmp_path, secrets.token_hex)
    file = died(tmp_path, "one\ntwo\nthr")
    for name, lines in own.dead():
        assert (name, lines) == (file.name, ["one", "two"])
        assert file.exists()  # until it has been seen to
        assert list(own.dead()) == []  # and nobody else gets it
    assert not file.exists()
    own.end()


def test_a_dead_session_that_another_has_seen_to_is_none(tmp_path: Path) -> None:
    own = Session.begin(tmp_path, secrets.token_hex)
    files = [died(tmp_path, "one\n") for _ in range(2)]
    for name, _ in own.dead():
        for file in files:
            if file.name != name:
                file.unlink()
        files = [file for file in files if file.name == name]
    assert len(files) == 1
    own.end()


def test_notes_stay_when_a_session_ends_and_after_that_there_are_none(tmp_path: Path) -> None:
    own = Session.begin(tmp_path, secrets.token_hex)
    own.note("kept")
    own.end()
    own.wipe()
    with pytest.raises(OSError, match="ended"):
        own.note("too late")
    later = Session.begin(tmp_path, secrets.token_hex)
    assert list(later.dead()) == [(own.name, ["kept"])]
    later.end()


def test_a_note_for_which_there_is_no_room_leaves_nothing_of_itself(tmp_path: Path) -> None:
    own = Session.begin(tmp_path, secrets.token_hex)
    own.note("kept")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, usual[1]))  # as on a disk that is full
    try:
        with pytest.raises(OSError, match="large"):
            own.note("x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    own.note("kept too")
    assert (tmp_path / own.name).read_text() == "kept\nkept too\n"
    own.wipe()
    own.end()
    assert list(tmp_path.iterdir()) == []
