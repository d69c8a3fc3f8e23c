"""A session is alive for just as long as its process, however that ends."""

import os
import secrets
import signal
import stat
import subprocess
import sys
from pathlib import Path

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
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted([own.name, later.name])
    later.end()
    own.end()
