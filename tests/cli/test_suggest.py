"""`cliptui suggest`: suggestions of real films, as drafts of the place, and from a server."""

import json
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from cliptui.cli.exits import ExitCode
from tests.barcode import read_frame_number
from tests.cli.program import KEY, KEYS, Run, Server, decoded, serving
from tests.cli.test_serve import wait_for
from tests.demo import hard_cuts

CUP = "Cup final"
FPS = 50  # of the cup final


@pytest.fixture
def server(library: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    with serving(library) as running:
        monkeypatch.setenv("CLIPTUI_VIDEODEV_URL", running.url)
        yield running


def test_suggestions_are_whole_shots_of_the_film(run: Run, library: Path) -> None:
    ended = run("suggest", CUP, "--prompt", "20 clips, at least 2 s", "--on", library)
    assert ended.code == 0
    starts_ms = {cut * 1000 // FPS for cut in hard_cuts()[f"{CUP}.mp4"]} | {0}
    spans = [(int(start), int(stop)) for _, start, stop, _ in ended.rows]
    assert [row[0] for row in ended.rows] == [str(n) for n in range(1, len(spans) + 1)]
    assert len(spans) >= 2
    assert {start for start, _ in spans} <= starts_ms
    assert {stop for _, stop in spans} <= starts_ms | {800 * 1000 // FPS}


def test_json_holds_all_that_is_known_of_each(run: Run, library: Path) -> None:
    [first, *_] = json.loads(run("suggest", CUP, "--json", "--on", library).out)
    [[asset_id, *_]] = run("assets", "--query", "cup", "--on", library).rows
    assert sorted(first) == ["media_id", "number", "start_ms", "stop_ms", "suggestion_id"]
    assert (first["number"], first["start_ms"], first["media_id"]) == (1, 0, asset_id)


def test_what_is_accepted_becomes_a_draft_of_the_place(run: Run, library: Path) -> None:
    ended = run("suggest", CUP, "--accept", "1", "--json", "--on", library)
    [first, *others] = json.loads(ended.out)
    [[draft_id, asset_id, start_s, stop_s, title]] = run("drafts", "--on", library).rows
    assert (ended.code, ended.err) == (0, f"saved: {title}\n")
    assert (draft_id, asset_id) == (first["draft_id"], first["media_id"])
    assert (float(start_s) * 1000, float(stop_s) * 1000) == (first["start_ms"], first["stop_ms"])
    assert not any("draft_id" in other for other in others)


def test_a_suggestion_that_is_not_there_cannot_be_accepted(run: Run, library: Path) -> None:
    ended = run("suggest", CUP, "--prompt", "1 clip", "--accept", "7", "--on", library)
    assert ended.code == ExitCode.BAD_INPUT
    assert ended.err == "cliptui: There is no suggestion 7; found: 1.\n"
    assert run("drafts", "--on", library).rows == []


def test_a_film_that_is_not_there_is_not_found(run: Run, library: Path) -> None:
    assert run("suggest", "Nothing", "--on", library).code == ExitCode.NOT_FOUND


def test_a_server_of_ours_suggests_to_whoever_has_its_key(run: Run, server: Server) -> None:
    ended = run("suggest", CUP, "--accept", "1", "--on", server.url)
    assert ended.code == 0
    assert ended.rows
    assert len(run("drafts", "--on", server.url).rows) == 1


def test_without_its_key_nothing_is_suggested_and_the_sentence_says_what_to_set(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CLIPTUI_VIDEODEV_KEY")
    ended = run("suggest", CUP, "--on", server.url)
    assert ended.code == ExitCode.BAD_INPUT
    assert "set CLIPTUI_VIDEODEV_KEY, and CLIPTUI_VIDEODEV_URL" in ended.err


def test_a_key_goes_to_no_other_host_than_the_one_it_is_for(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPTUI_VIDEODEV_URL", "https://api.video.dev/v1")
    for place in (server.url, f"{server.url}/v1"):
        ended = run("suggest", CUP, "--on", place)
        assert (ended.code, "CLIPTUI_VIDEODEV_URL" in ended.err) == (ExitCode.BAD_INPUT, True)


def test_a_service_that_stands_alone_suggests_by_media_id_and_renders(
    run: Run, server: Server, state_dir: Path
) -> None:
    [[media_id, *_]] = run("assets", "--query", "cup", "--on", server.url).rows
    ended = run("suggest", media_id, "--prompt", "under 3 s", "--accept", "1", "--json",
                "--on", f"{server.url}/v1")  # fmt: skip
    [first, *_] = json.loads(ended.out)
    assert ended.err.splitlines() == [
        f"processing: {first['suggestion_id']}",
        f"complete: {first['suggestion_id']}",
    ]
    assert first["media_url"].startswith(f"{server.url}/v1/files/")
    [clip] = (path for path in (state_dir / "clips").rglob("*") if path.is_file())
    numbers = [read_frame_number(frame.to_image()) for frame in decoded(clip)]  # type: ignore[no-untyped-call]
    assert numbers == list(range(first["start_ms"] * FPS // 1000, first["stop_ms"] * FPS // 1000))


def test_a_link_to_a_service_is_imported_first(run: Run, server: Server) -> None:
    refused = run("suggest", "https://example.com/x.mp4", "--on", f"{server.url}/v1")
    assert refused.code == ExitCode.SERVICE
    assert "fetches nothing from elsewhere" in refused.err


class _Hook(BaseHTTPRequestHandler):
    heard: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.heard.append(json.loads(body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as its base has it
        del format, args


@contextmanager
def hook() -> Iterator[tuple[str, list[dict[str, Any]], threading.Event]]:
    """Listen on loopback for events, and say when the last one of a run has come."""
    heard: list[dict[str, Any]] = []
    complete = threading.Event()

    class Hook(_Hook):
        def do_POST(self) -> None:
            super().do_POST()
            if self.heard[-1]["event"] == "complete":
                complete.set()

    Hook.heard = heard
    with HTTPServer(("127.0.0.1", 0), Hook) as web:
        thread = threading.Thread(target=web.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}/hooks", heard, complete
        web.shutdown()
        thread.join()


def test_a_run_a_rendering_and_a_webhook_that_the_owner_allowed_get_over_a_kill(
    library: Path,
) -> None:
    headers = {"X-API-Key": KEY}
    with hook() as (url, heard, complete):
        options = ("--allow-webhook", url)
        with serving(library, *options) as server:
            media = {"source_media_url": f"{CUP}.mp4", "type": "video"}
            imported = httpx.post(f"{server.url}/v1/media/import", json=media, headers=headers)
            body: dict[str, Any] = {
                "source_media_id": imported.json()["media_id"],
                "prompt": "2 clips",
                "webhook": {"url": f"{url}/run"},
            }
            runs = f"{server.url}/v1/auto_clips"
            other = {**body, "webhook": {"url": url.replace("/hooks", "/other")}}
            refused = httpx.post(runs, json=other, headers=headers)
            span = {"start_time_ms": 2000, "end_time_ms": 3000}
            clip = httpx.post(
                f"{server.url}/v1/clip",
                json={**span, "from_media_id": body["source_media_id"]},
                headers=headers,
            ).json()
            path = f"/v1/clip/{clip['clip_id']}/render"
            render = httpx.post(f"{server.url}{path}_video", headers=headers).json()
            started = httpx.post(runs, json=body, headers=headers)
            server.process.send_signal(signal.SIGKILL)
            server.process.wait()
        with serving(library, *options) as server:
            assert complete.wait(20)
            run_id = started.json()["run_id"]
            told = httpx.get(f"{server.url}/v1/auto_clips/{run_id}", headers=headers).json()
            look = f"{server.url}{path}/{render['render_id']}"
            wait_for(lambda: httpx.get(look, headers=headers).json()["status"] == "complete")

    assert refused.status_code == 400
    assert {event["run"]["run_id"] for event in heard} == {run_id}
    assert heard[-1]["event"] == "complete"
    found = [clip["clip_id"] for clip in told["clips"]]
    assert [clip["clip_id"] for clip in heard[-1]["run"]["clips"]] == found
    assert (told["status"], len(found)) == ("complete", 2)
