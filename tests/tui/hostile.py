"""Hostile texts, and a program that shows them all, to be run in a pty by the tests.

The texts come as they would from a service: as JSON over HTTP, read by our own client. Run as
`python -m tests.tui.hostile FILE`; how many were shown is written into the file, and every fault.
"""

import asyncio
import json
import random
import sys
import zlib
from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope, Send
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.clip.draft import Draft, DraftState, NewDraft, WatchedDraft
from cliptui.clip.secret import Secret
from cliptui.clip.text import clean
from cliptui.errors import RequestRefused
from cliptui.jobs.bench import Bench
from cliptui.preview.display import Display
from cliptui.tui.app import ClipApp
from cliptui.tui.screens.desk import DeskScreen
from cliptui.tui.sight import Sight
from cliptui.tui.widgets.lines import Notice
from cliptui.tui.widgets.rows import Rows
from cliptui.wire.uplynk.assets import LIST_PATH
from cliptui.wire.uplynk.drafts import DRAFTS_PATH
from cliptui.wire.uplynk.signature import Credentials
from tests.fakes import FakeMemory

FORBIDDEN: Final = frozenset("\u202e\u2066\u2067\u2069\u200b\ufeff\u2060\u2028\u2029\x1b\x9b")
"""What may be on no screen."""

MARK: Final = "31337"
"""A number that nothing of ours writes: what follows an escape code with it is foreign."""

TYPED_EACH: Final = 3
"""Of so many texts one is typed too, which moves the whole screen; each payload stands in five."""

COMMANDS: Final = (
    *(
        "\x1b[31337m",
        "\x1b[2J\x1b[31337;1H",
        "\x9b31337m",
        "\x1b[?31337h",
        "\x1b[31337t",
        "\x1b[8m",
    ),
    *("\x1b]52;c;31337\x07", "\x1b]0;31337\x1b\\", "\x9d52;c;31337\x9c", "\x1b]8;;x://31337\x07x"),
    *(
        "\x1bP31337q\x1b\\",
        "\x90$q31337\x9c",
        "\x1b_G31337\x1b\\",
        "\x1b^31337\x1b\\",
        "\x1bX31337",
    ),
    *("\x1bc", "\x1b(0", "\x1b#8", "\x1b", "\x9b", "\x1b[", "\x1b]", "\x1b[200~31337\x1b[201~"),
    *(
        "\x07",
        "\x08\x08\x08\x08",
        "\r31337",
        "\n31337\n",
        "\t31337",
        "\x00",
        "\x0e31337",
        "\x7f\x7f",
    ),
)
FORMATS: Final = (
    *("\u202e31337", "\u2066\u2067 x", "\u2069", "\u200f", "\u061c", "\u202a\u202b\u202c"),
    *("\u200b31337", "\u200c", "\u200d", "\ufeff", "\u2060", "\u00ad", "\U000e0041\U000e007f"),
    *("\u2028\u2029", "\x85", "\ufff9x\ufffa", "\U0001d173", "\ue000", "\uffff"),
)
MARKUP: Final = (
    *("[bold]31337", "[/]", "[/b]", "[@click=app.quit]31337[/]", "[link=x://31337]y[/link]", "[["),
    *("[red on blue]", "[#ff0000 50%]", "\\[bold]", "[$error]31337", "{x}", "$text", "[bold", "%s"),
)
SHAPES: Final = (
    *(
        "日本語31337",
        "👩\u200d👩\u200d👧",
        "🇩🇪🇩",
        "\uff26\uff35\uff2c\uff2c",
        "a" + "\u0301" * 40,
        "\u0301" * 30,
    ),
    *("ก็็็็็็็็็็็", "각", "שלום 31337", "مرحبا", "\u1160\u1160", "e\u20dd", "\ufe0f", "\u3000"),
)


def corpus() -> list[str]:
    """Return the texts, always the same ones."""
    payloads = (*COMMANDS, *FORMATS, *MARKUP, *SHAPES)
    wraps = ("{}", "clip {}", "{} end", "a{0}b{0}c", "take [{}] two")
    texts = [wrap.replace("{0}", p).replace("{}", p) for p in payloads for wrap in wraps]
    dice = random.Random(6)  # noqa: S311  not for secrets
    mixed = ["x".join(dice.choices(payloads, k=dice.randint(2, 6))) for _ in range(120)]
    huge = [(p * 10_000)[:10_000] for p in payloads[::6]]
    return [*texts, *mixed, *huge]


TEXTS: Final = corpus()


def answer(path: str, query: Mapping[str, str], body: bytes) -> tuple[int, object]:
    """Answer as a service whose every text is hostile."""
    if path == LIST_PATH:
        asked = json.loads(zlib.decompress(b64decode(query["msg"])))
        page = range(len(TEXTS))[asked["skip"] :][: asked["limit"]]
        return 200, {"error": 0, "assets": [asset(number) for number in page]}
    if path == DRAFTS_PATH and body:
        return 400, {"error": TEXTS[int(json.loads(body)["title"])]}
    if path == DRAFTS_PATH:
        return 200, {"items": [draft(number) for number in range(len(TEXTS))]}
    return 200, {"items": [clip(number) for number in range(len(TEXTS))]}


def asset(number: int) -> dict[str, object]:
    text = TEXTS[number]
    return {
        "id": f"{number:032x}",
        "desc": text,
        "duration": 9.0,
        "state": "error",
        "created": 1_790_000_000_000,
        "job_type": text,
        "cliptui": {"reason": text},
    }


def draft(number: int) -> dict[str, object]:
    return {
        "id": f"d{number}",
        "beam": f"{number:032x}",
        "title": TEXTS[number],
        "frame_start_time": 1.0,
        "frame_stop_time": 2.0,
        "created": f"2026-11-21T12:00:00.{999_999 - number:06d}Z",
    }


def clip(number: int) -> dict[str, object]:
    done = number % 2 == 0
    return {
        "id": f"c{number}",
        "draft_id": f"d{number}",
        "asset": f"{number:032x}" if done else "",
        "is_complete": done,
        "cliptui": {} if done else {"failure": TEXTS[number]},
    }


async def server(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer as an ASGI application."""
    query = dict(parse_qsl(scope["query_string"].decode()))
    body = (await receive()).get("body", b"")
    status, told = answer(scope["path"], query, body)
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(told).encode()})


async def open_bench() -> Bench:
    """Return a bench on which everything that others wrote is hostile."""
    credentials = Credentials("owner", Secret("key"))
    service = UplynkService(
        Transport.in_process(server),
        credentials,
        label=clean("".join(COMMANDS[:4])),
        now=lambda: 1_800_000_000.0,
        nonce=lambda: "n",
    )
    memory = FakeMemory()
    failures = {clip.draft_id: clip.failure for clip in await service.clips()}
    for kept in await service.drafts():
        failure = failures[kept.draft_id]
        memory.watch("test", watched(kept, failure))
    return Bench(service, memory, "test", now=lambda: 1_800_000_000.0)


def watched(kept: Draft, failure: str) -> WatchedDraft:
    state = DraftState.FAILED if failure else DraftState.DONE
    about = (kept.draft_id, kept.asset_id, kept.title)
    return WatchedDraft(*about, 1000, 2000, 0.0, state=state, failure=failure)


class HostileApp(ClipApp):
    """The app, showing every text in every pane by itself."""

    def __init__(self) -> None:
        super().__init__(open_bench, "test", Sight(Display.OFF))
        self.faults: list[str] = []

    def on_ready(self) -> None:
        self.run_worker(self._show_all(), exit_on_error=True)

    async def _show_all(self) -> None:
        desk = self.screen_stack[0]
        assert isinstance(desk, DeskScreen)
        await self._list_all(desk)
        for number in range(len(TEXTS)):
            if number % 190 == 189:
                await self._read_log()
            await self._show(desk, number)
        await self._read_log()
        self.exit()

    async def _list_all(self, desk: DeskScreen) -> None:
        while not (desk.bench and desk.library.listing.is_complete):
            desk.library.assets.action_last()
            await asyncio.sleep(0.02)
        for tab in ("Clips", "Drafts", "Status"):
            desk.lower.shown = tab
            await self._painted(desk)
            while not desk.lower.front.items:
                await self._painted(desk)
            await self._page(desk.lower.front)
        desk.library.filter_input.display = desk.viewer.time_input.display = True

    async def _page(self, pane: Rows[Any]) -> None:
        """Show all rows of a list, page by page."""
        for row in range(0, len(pane.items), max(1, pane.size.height - 1)):
            pane.cursor = row
            await self._painted(self.screen)

    async def _show(self, desk: DeskScreen, number: int) -> None:
        """Show a text in every pane, and look whether it is there letter by letter."""
        desk.library.assets.cursor = number
        if number % TYPED_EACH == 0:
            entry = (desk.library.filter_input, desk.viewer.time_input)[number % 2]
            with entry.prevent(Input.Changed):
                entry.value = TEXTS[number][:200]  # as it would be pasted
        assert desk.bench is not None
        try:
            await desk.bench.service.save_draft(NewDraft("a", str(number), 1000, 2000))
        except RequestRefused as error:
            desk.notice = Notice(str(error), is_error=True)
        await self._painted(desk)
        self._check(desk, number)

    def _check(self, desk: DeskScreen, number: int) -> None:
        text = TEXTS[number]  # a sentence of a refusal goes without the blanks around it
        rows = {
            "MessageLine": clean(text.strip())[:10].strip(),
            "#assets": clean(text)[:5].strip(),  # wide ones fill the half before a cut
        }
        for where, name in rows.items():
            widget = desk.query_one(where)
            shown = "\n".join(widget.render_line(y).text for y in range(widget.size.height))
            if name not in shown:
                self.faults.append(f"{number} {where}: {name!r} is not in {shown!r}")
            if set(shown) & FORBIDDEN:
                self.faults.append(f"{number}: {set(shown) & FORBIDDEN!r} on the screen")

    async def _read_log(self) -> None:
        self.action_show_log()
        for _ in range(3):
            await self._painted(self.screen)
            self.screen.query_one(VerticalScroll).scroll_page_down(animate=False)
        await self._painted(self.screen)
        self.screen.dismiss()
        await asyncio.sleep(0.02)

    async def _painted(self, screen: Screen[Any]) -> None:
        done = asyncio.Event()
        screen.call_after_refresh(done.set)
        await done.wait()


if __name__ == "__main__":
    app = HostileApp()
    app.run()
    Path(sys.argv[1]).write_text("\n".join([f"{len(TEXTS)} shown", *app.faults]), "utf-8")
