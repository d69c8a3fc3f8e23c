"""How many drafts are lost, or saved twice, when answers get lost and programs are killed.

Run `python -m tests.benchmarks.outbox [ANSWERS [KILLS]]`. Our own server serves a folder in a
process of its own. First our client saves drafts over a line that loses requests and answers; then
a program that saves one draft after the other is killed with SIGKILL at random moments, and each
time another one starts and goes on. At the end the server is asked what it has.
"""

import asyncio
import os
import random
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.draft import NewDraft
from cliptui.clip.secret import Secret
from cliptui.errors import AnswerLost, ServiceError
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import queue, send_waiting
from cliptui.store import Store
from cliptui.wire.message import Request, Response
from cliptui.wire.uplynk.signature import Credentials
from tests.cli.program import KEY, OWNER, serving
from tests.demo import demo_copy

ANSWERS, KILLS = 500, 200
LOSS = 0.5
LONGEST_S = 0.15


class LossyTransport(Transport):
    """Loses every other POST, on the way there or on the way back."""

    dice = random.Random(4)  # noqa: S311  not a secret

    async def send(self, request: Request) -> Response:
        """Send a request, and lose it or its answer if fate will have it."""
        is_lost = request.method == "POST" and self.dice.random() < LOSS
        if is_lost and self.dice.random() < LOSS:
            raise AnswerLost("Lost on the way there.")
        response = await super().send(request)
        if is_lost:
            raise AnswerLost("Lost on the way back.")
        return response


def main() -> None:
    """Run both parts and print what came of them."""
    answers = int(sys.argv[1]) if len(sys.argv) > 1 else ANSWERS
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else KILLS
    for what, lost, twice in counted(answers, kills):
        sys.stdout.write(f"{what}: {lost} lost, {twice} too many\n")
        sys.stdout.flush()


def counted(answers: int, kills: int) -> Iterator[tuple[str, int, int]]:
    """Run both parts; of each, tell what it was, and how many drafts were lost and too many."""
    folder = Path(tempfile.mkdtemp())
    library = demo_copy(folder / "library", "Cup final.mp4")
    os.environ["CLIPTUI_STATE_DIR"] = str(folder / "server")
    try:
        with serving(library, "--convert", "manual") as server:
            lossy = asyncio.run(saved_over_lossy_line(server.url, folder / "lossy.db", answers))
            yield f"{answers} drafts, half of the requests or answers lost", *differences(*lossy)
            asked, there = saved_under_fire(server.url, folder / "killed.db", kills)
            what = f"{asked.total()} drafts, {kills} kills"
            yield what, *differences(asked, there)
    finally:
        shutil.rmtree(folder)


def differences(asked: Counter[str], there: Counter[str]) -> tuple[int, int]:
    """Return how much of what was asked for is not there, and how much is there too often."""
    return (asked - there).total(), (there - asked).total()


async def saved_over_lossy_line(
    url: str, path: Path, count: int
) -> tuple[Counter[str], Counter[str]]:
    """Save drafts over a line that loses things; return their titles, and those that are there."""
    store = Store.open(path)
    bench = bench_of(LossyTransport.over_network(url), store, url)
    asset_id = (await bench.service.assets())[0].asset_id
    asked: Counter[str] = Counter()
    for number in range(count):
        title = f"lossy {number // 2}"  # each twice, so that equal ones are told apart
        queue(bench, NewDraft(asset_id, title, 0, 400))
        asked[title] += 1
        await all_sent(bench)
    there = await titles_there(bench, "lossy")
    store.close()
    return asked, there


def saved_under_fire(url: str, path: Path, kills: int) -> tuple[Counter[str], Counter[str]]:
    """Have drafts saved by programs that are killed; return as `saved_over_lossy_line` does."""
    dice = random.Random(5)  # noqa: S311  not a secret
    Store.open(path).close()
    asked: Counter[str] = Counter()
    for number in range(kills):
        told, telling = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(told)
            asyncio.run(save_for_ever(url, path, number, telling))
        os.close(telling)
        first = os.read(told, 1)
        time.sleep(dice.uniform(0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told, "rb") as pipe:
            asked.update((first + pipe.read()).decode().split("\n")[:-1])
    return asyncio.run(after_fire(url, path, asked))


async def after_fire(
    url: str, path: Path, asked: Counter[str]
) -> tuple[Counter[str], Counter[str]]:
    """Send what is left, and ask what is there; the last of each child may be untold."""
    store = Store.open(path)
    bench = bench_of(Transport.over_network(url), store, url)
    await all_sent(bench)
    there = await titles_there(bench, "killed")
    store.close()
    untold = {title for title in there if title not in asked}
    return asked + Counter(untold), there


async def save_for_ever(url: str, path: Path, number: int, telling: int) -> None:
    """Save drafts, telling of each once it is kept; never returns."""
    store = Store.open(path)
    bench = bench_of(Transport.over_network(url), store, url)
    asset_id = (await bench.service.assets())[0].asset_id
    for count in range(1_000_000):
        title = f"killed {number} {count}"
        queue(bench, NewDraft(asset_id, title, 0, 400))
        os.write(telling, f"{title}\n".encode())
        await all_sent(bench)


async def all_sent(bench: Bench) -> None:
    """Send all that waits, whatever it takes."""
    while bench.memory.intents(bench.place):
        for intent in bench.memory.intents(bench.place):
            bench.memory.retry_intent(bench.place, intent.local_id)
        try:
            async for _ in send_waiting(bench, sleep=no_sleep):
                pass
        except ServiceError as error:
            sys.stdout.write(f"{error}\n")


async def no_sleep(wait_s: float) -> None:
    """Wait no time: our server's list shows at once what was saved."""
    del wait_s


async def titles_there(bench: Bench, start: str) -> Counter[str]:
    """Return the titles of drafts that the server has."""
    drafts = await bench.service.drafts()
    return Counter(draft.title for draft in drafts if draft.title.startswith(start))


def bench_of(transport: Transport, store: Store, url: str) -> Bench:
    """Return a bench on the server."""
    service = UplynkService(
        transport,
        Credentials(OWNER, Secret(KEY)),
        label="server",
        now=time.time,
        nonce=lambda: secrets.token_hex(8),
    )
    return Bench(service, store, url, time.time)


if __name__ == "__main__":
    main()
