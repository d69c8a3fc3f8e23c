"""Kills what writes to the store, again and again, and counts what is lost.

A child keeps marks through the journal of the program and tells each that is kept over a pipe; it
is killed with SIGKILL after some milliseconds, wherever it is. What it had told must then be there.

Run `python -m tests.store.killing ROUNDS SEED FOLDER`; it prints a JSON object.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from cliptui.jobs.bench import Bench
from cliptui.jobs.journal import Journal
from cliptui.store import Store
from tests.fakes import FakeService

LONGEST_S = 0.06
ASSETS = 3


def main() -> None:
    """Run the rounds and print what came of them."""
    rounds, seed, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    dice = random.Random(seed)  # noqa: S311  not a secret
    path = folder / "cliptui.db"
    Store.open(path).close()
    told = dict.fromkeys(map(str, range(ASSETS)), -1)
    written = lost = rescued = 0
    for number in range(rounds):
        kept = killed_writer(path, written, dice.uniform(0, LONGEST_S))
        written += len(kept)
        told |= dict(kept)
        store = Store.open(path)
        rescued += bool(store.told)
        for asset_id, mark in told.items():
            desk = store.kept_desk("here", asset_id)
            lost += mark > (int(desk.text) if desk else -1)
        store.close()
        if dice.random() < 0.1:
            assert_sound(path, number)
    sys.stdout.write(json.dumps({"written": written, "lost": lost, "rescued": rescued}))


def killed_writer(path: Path, start: int, after_s: float) -> list[tuple[str, int]]:
    """Let a child write marks until it is killed; return those that it told were kept."""
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        write_for_ever(path, start, telling)
    os.close(telling)
    first = os.read(told, 1)  # it is at work
    time.sleep(after_s)  # the moment is what is tried here
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(told, "rb") as pipe:
        lines = (first + pipe.read()).decode().split("\n")[:-1]
    pairs = (line.strip().split(" ") for line in lines)
    return [(asset_id, int(mark)) for asset_id, mark in pairs]


def write_for_ever(path: Path, start: int, telling: int) -> None:
    """Keep marks and tell of each; never returns."""
    store = Store.open(path, writes_behind=True)
    journal = Journal(Bench(FakeService([]), store, "here", time.time))
    for mark in range(start, start + 1_000_000):
        asset_id = str(mark % ASSETS)
        journal.remember(asset_id, str(mark))
        os.write(telling, f" {asset_id} {mark}\n".encode())
    os._exit(1)


def assert_sound(path: Path, number: int) -> None:
    """Check the whole file."""
    store = Store.open(path)
    check = store._database.rows("PRAGMA integrity_check")
    store.close()
    if check != [("ok",)]:
        raise AssertionError(f"round {number}: {check}")


if __name__ == "__main__":
    main()
