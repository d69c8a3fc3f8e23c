"""The real program at work in a terminal that is killed, closed, cut off, or takes nothing."""

import os
import random
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cliptui.store import Store
from tests.demo import demo_copy
from tests.terminal import Terminal

ROOT: Final = Path(__file__).parents[2]
CUP: Final = "Cup final.mp4"
FPS: Final = 50
STATE: Final = "CLIPTUI_STATE_DIR"
PATIENCE_S: Final = 20.0
POLL_S: Final = 0.005
KEY_EVERY_S: Final = 0.25
END: Final = "\x1b[F"
SHOWN: Final = re.compile(r"IN 00:00:(\d\d):(\d\d)")

End = Callable[[Terminal], None]
"""Takes the terminal away, or the program."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came of a program whose terminal was taken away.

    Attributes:
        is_lost: Whether a mark was on the screen and is not on the disk.
        gone_s: Seconds until no process of it was left.
        cpu_s: Processor time that it has used meanwhile.
    """

    is_lost: bool
    gone_s: float
    cpu_s: float


@contextmanager
def bench() -> Iterator[tuple[Path, Path]]:
    """Make a library and a state directory of their own."""
    folder = Path(tempfile.mkdtemp(dir=os.environ.get("CLIPTUI_BENCH_DIR")))
    try:
        yield demo_copy(folder / "library", CUP), folder / "state"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def by_kill(terminal: Terminal) -> None:
    """Kill the program."""
    terminal.signal(signal.SIGKILL)


def dropped(end: End, dice: random.Random, way: tuple[str, ...] = ()) -> Dropped:
    """Mark in the program, take its terminal away at a random moment, and see what is left.

    Args:
        end: How it is taken away.
        dice: When.
        way: The command that runs the program elsewhere, as `ssh` does; empty for here.
    """
    with bench() as (library, state), at_work(library, state, way) as terminal:
        terminal.send("i")
        terminal.wait_for_text("IN 00:00:00:00")
        for _ in range(dice.randint(3, 30)):
            terminal.send(".i")
            terminal.read(dice.uniform(0, 0.02))
        *_, last = SHOWN.findall(terminal.text)
        left = processes_of(state)
        before_s, start = cpu_s(left), time.monotonic()
        used_s = 0.0
        end(terminal)
        while left and time.monotonic() - start < PATIENCE_S:
            used_s = max(used_s, cpu_s(left) - before_s)
            time.sleep(POLL_S)
            left = [pid for pid in left if is_alive(pid)]
        gone_s = time.monotonic() - start
        return Dropped(frame_of(last) > kept_frame(state), gone_s, used_s)


@dataclass(frozen=True, slots=True)
class Stalled:
    """What came of a program whose terminal took nothing for a while.

    Attributes:
        late: Marks that were not on the disk when the stall ended.
        is_saved: Whether a draft that was asked for meanwhile was saved meanwhile.
        is_shown: Whether the screen was right afterwards.
        cpu: Share of a processor that was used meanwhile.
    """

    late: int
    is_saved: bool
    is_shown: bool
    cpu: float


def stalled(stall_s: float) -> Stalled:
    """Play, read nothing for a while, and go on working: mark, and save a draft.

    Args:
        stall_s: How long nothing is read.
    """
    with bench() as (library, state), at_work(library, state) as terminal:
        terminal.send("i")
        terminal.wait_for_text("IN 00:00:00:00")
        terminal.send(" ")  # nobody reads what is played
        time.sleep(stall_s / 4)
        terminal.send(" \x1b[Hi")
        before_s, start = cpu_s([terminal.pid]), time.monotonic()
        marks = 0
        while time.monotonic() - start < stall_s / 2:
            terminal.send(".i")
            marks += 1
            time.sleep(KEY_EVERY_S)
        used = (cpu_s([terminal.pid]) - before_s) / (time.monotonic() - start)
        late = marks - kept_frame(state)
        terminal.send(f"{END}os")
        time.sleep(stall_s / 4)
        is_saved = is_drafted(state)
        terminal.wait_for(lambda text: f"IN {label_of(marks)}" in text)
        terminal.wait_for_text("done")
        return Stalled(late, is_saved, is_shown=True, cpu=used)


@contextmanager
def at_work(library: Path, state: Path, way: tuple[str, ...] = ()) -> Iterator[Terminal]:
    """Open the program on an asset."""
    program: tuple[str, ...] = (sys.executable, "-m", "cliptui", str(library))
    if way:
        words = shlex.join(("env", f"{STATE}={state}", *program))
        program = (*way, f"cd {shlex.quote(str(ROOT))} && exec {words}")
    with Terminal(program=program, environ={STATE: str(state)}) as terminal:
        terminal.wait_for_text("▄")
        terminal.send("\r")
        terminal.wait_for_text("f 0 ")
        yield terminal


@contextmanager
def ssh_way() -> Iterator[tuple[str, ...] | None]:
    """Run an OpenSSH server on loopback and return how to get in; None where there is none.

    The server is that of CLIPTUI_BENCH_SSHD, or the one that is installed.
    """
    server = os.environ.get("CLIPTUI_BENCH_SSHD") or shutil.which("sshd", path="/usr/sbin:/sbin")
    if server is None or shutil.which("ssh") is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp())
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for name in ("host", "user"):
        make = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
        subprocess.run(make, check=True)
    options = {
        "HostKey": folder / "host",
        "AuthorizedKeysFile": folder / "user.pub",
        "ListenAddress": f"127.0.0.1:{port}",
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PermitRootLogin": "yes",
    }
    set_to = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    with subprocess.Popen([server, "-D", "-f", os.devnull, *set_to]) as serving:
        try:
            wait_for_port(port)
            yield (
                "ssh", "-tt", "-q", "-p", f"{port}", "-i", str(folder / "user"),
                "-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={os.devnull}",
                "127.0.0.1",
            )  # fmt: skip
        finally:
            serving.kill()
            shutil.rmtree(folder)


def wait_for_port(port: int) -> None:
    """Wait until something listens there."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with socket.socket() as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def processes_of(state: Path) -> list[int]:
    """Return the processes of the program that keeps things there, its workers among them."""
    sign = f"{STATE}={state}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environ, command = (entry / "environ").read_bytes(), (entry / "comm").read_text()
            except OSError:  # it has ended meanwhile
                continue
            if sign in environ.split(b"\0") and command.strip() != "ssh":
                found.append(int(entry.name))
    return found


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and is not yet waited for does not."""
    fields = stat_of(pid)
    return bool(fields) and fields[0] != "Z"


def cpu_s(pids: list[int]) -> float:
    """Return the processor time that processes have used so far."""
    ticks = sum(int(fields[11]) + int(fields[12]) for pid in pids if (fields := stat_of(pid)))
    return ticks / os.sysconf("SC_CLK_TCK")


def stat_of(pid: int) -> list[str]:
    """Return what Linux tells of a process, from its state on; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def kept_frame(state: Path) -> int:
    """Return the in point on the disk; -1 if there is none."""
    store = Store.open(state / "cliptui.db")
    rows = store._database.rows("SELECT desk FROM journal ORDER BY number DESC LIMIT 1")
    store.close()
    marked = re.findall(r'"in":(\d+)', rows[0][0]) if rows else []
    return int(marked[-1]) if marked else -1


def is_drafted(state: Path) -> bool:
    """Tell whether the server has a draft."""
    store = Store.open(state / "cliptui.db")
    rows = store._database.rows("SELECT count(*) FROM drafts")
    store.close()
    return bool(rows[0][0])


def frame_of(label: tuple[str, str]) -> int:
    """Return the frame of seconds and frames as the screen shows them."""
    return int(label[0]) * FPS + int(label[1])


def label_of(frame: int) -> str:
    """Write the number of a frame as the screen does."""
    return f"00:00:{frame // FPS:02}:{frame % FPS:02}"
