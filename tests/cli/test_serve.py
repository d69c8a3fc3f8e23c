"""`cliptui serve`: the real program, asked by the real program, and its end."""

import asyncio
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from cliptui.api.transport import Transport
from cliptui.api.uplynk import UplynkService
from cliptui.cli.benches import Serving, open_bench
from cliptui.cli.exits import ExitCode
from cliptui.cli.places import place_of
from cliptui.clip.draft import Clip
from cliptui.clip.secret import Secret
from cliptui.server.converter import Convert
from cliptui.wire.uplynk.signature import Credentials
from tests.barcode import read_frame_number
from tests.cli.conftest import ASSETS
from tests.cli.program import ACCOUNT, KEY, OWNER, Run, Server, decoded, program, serving

ONE_OF_CUP = ("draft", "Cup final", "--in", "f700", "--out", "f710", "--title", "Goal")


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def server(library: Path, account: None) -> Iterator[Server]:
    del account
    with serving(library) as running:
        yield running


def test_a_served_folder_is_listed_cut_and_left_as_a_folder_is(
    run: Run, server: Server, state_dir: Path
) -> None:
    listed = run("assets", "--on", server.url)
    assert (listed.code, listed.err) == (0, "")
    assert [row[-1] for row in listed.rows] == ["Cup final", "Harbour at dawn"]
    made = run(*ONE_OF_CUP, "--wait", "--on", server.url)
    assert (made.code, made.rows[0][1]) == (0, "done")
    [clip] = (path for path in (state_dir / "clips").rglob("*") if path.is_file())
    numbers = [read_frame_number(frame.to_image()) for frame in decoded(clip)]  # type: ignore[no-untyped-call]
    assert numbers == list(range(700, 710))
    ended = server.ended_by(signal.SIGTERM)
    # The keyframe before frame 700 of this film is frame 610, at a hard cut.
    told = "“Goal”: lossless cut of 10 frames, 90 hidden before them\n"
    assert (ended.code, ended.out, ended.err) == (0, "", told)


def test_a_wrong_key_is_refused_with_a_hint_at_the_clock_and_no_key_is_told(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPTUI_UPLYNK_KEY", "not-the-sesame")
    refused = run("assets", "--on", server.url)
    assert (refused.code, refused.out) == (ExitCode.NO_ACCESS, "")
    assert refused.err.startswith("cliptui: The service refuses access: ")
    settings = "CLIPTUI_UPLYNK_OWNER and CLIPTUI_UPLYNK_KEY"
    assert refused.err.endswith(f"Check {settings}; the clocks agree.\n")
    assert len(refused.err.splitlines()) == 1
    ended = server.ended_by(signal.SIGINT)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert "sesame" not in refused.err


@pytest.mark.usefixtures("account")
def test_a_server_that_cuts_ends_at_once_and_the_next_one_finishes_the_clip(
    run: Run, tmp_path: Path, state_dir: Path
) -> None:
    folder, clips = tmp_path / "long", tmp_path / "clips"
    folder.mkdir()
    shutil.copy(ASSETS / "Ten minutes by the clock.mp4", folder / "Clock.mp4")
    with serving(folder, "--clips", str(clips)) as server:
        run("draft", "Clock", "--in", "f0", "--out", "f600", "--on", server.url)
        wait_for(lambda: any(clips.iterdir()))
        assert server.ended_by(signal.SIGTERM).code == 0
    assert visible(clips) == []
    with serving(folder, "--clips", str(clips)) as server:
        wait_for(lambda: "done" in run("clips", "--on", server.url).out)
    [clip] = visible(clips)
    assert sum(1 for _ in decoded(clip)) == 600
    assert not (state_dir / "clips").exists()


def visible(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if not path.name.startswith(".")]


def wait_for(happened: Callable[[], bool], within_s: float = 20) -> None:
    """Wait until a function returns something true."""
    deadline_s = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < deadline_s, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.usefixtures("account")
def test_a_server_that_waits_to_be_asked_cuts_only_then(run: Run, library: Path) -> None:
    with serving(library, "--convert", "manual") as server:
        [[draft_id, *_]] = run(*ONE_OF_CUP, "--on", server.url).rows
        time.sleep(0.3)  # time enough for a server that would not wait
        assert run("clips", "--on", server.url).rows == []
        assert asyncio.run(converted(server.url, draft_id)).draft_id == draft_id
        wait_for(lambda: "done" in run("clips", "--on", server.url).out)


async def converted(url: str, draft_id: str) -> Clip:
    transport = Transport.over_network(url)
    try:
        service = UplynkService(
            transport,
            Credentials(OWNER, Secret(KEY)),
            label="",
            now=time.time,
            nonce=lambda: token_hex(8),
        )
        assert await service.can_convert()
        return await service.convert_draft(draft_id)
    finally:
        await transport.aclose()


@pytest.mark.usefixtures("account")
def test_who_waits_for_a_clip_can_stop_waiting(library: Path) -> None:
    with (
        serving(library, "--convert", "manual") as server,
        subprocess.Popen(
            program(*ONE_OF_CUP, "--wait", "--on", server.url),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as waiting,
    ):
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == "saved: Goal\n"
        waiting.send_signal(signal.SIGINT)
        out, err = waiting.communicate(timeout=5)
    assert (waiting.returncode, out, err) == (ExitCode.INTERRUPTED, "", "\n")  # after the ^C


def test_without_an_account_the_server_tells_how_to_pass_its_own_and_keeps_it_private(
    library: Path, state_dir: Path
) -> None:
    with serving(library, environ={}) as server:
        ended_assets = asked_as_told(server, state_dir)
        ended = server.ended_by(signal.SIGTERM)
    key = (state_dir / "server.key").read_text().strip()
    owner = (state_dir / "server.owner").read_text().strip()
    assert len(key) >= 32
    assert ended.err.splitlines() == [
        "paste into another shell, to use this server there:",
        f"export CLIPTUI_UPLYNK_OWNER={owner}",
        f'export CLIPTUI_UPLYNK_KEY="$(cat {state_dir}/server.key)"',
        f"export CLIPTUI_UPLYNK_URL={server.url}",
        f'export CLIPTUI_VIDEODEV_KEY="$(cat {state_dir}/videodev.key)"',
        f"export CLIPTUI_VIDEODEV_URL={server.url}",
        f'export CLIPTUI_BB_SECRET="$(cat {state_dir}/server.bb-secret)"',
        f"export CLIPTUI_BB_URL={server.url}",
    ]
    assert (state_dir / "videodev.key").read_text().strip() not in ended.err + ended.out
    secret = (state_dir / "server.bb-secret").read_text().strip()
    assert secret.startswith("1-")
    assert secret not in ended.err + ended.out
    assert key not in ended.err + ended.out
    assert (state_dir / "server.key").stat().st_mode & 0o777 == 0o600
    assert [line.split("\t")[-1] for line in ended_assets.splitlines()] == [
        "Cup final",
        "Harbour at dawn",
    ]


def asked_as_told(server: Server, state_dir: Path) -> str:
    """Do in a shell what the server says, and list its assets there."""
    assert server.process.stderr is not None
    wait_for((state_dir / "server.key").exists)
    key_file, owner = state_dir / "server.key", (state_dir / "server.owner").read_text().strip()
    script = (
        f'export CLIPTUI_UPLYNK_OWNER={owner}; export CLIPTUI_UPLYNK_KEY="$(cat {key_file})"; '
        f"exec {sys.executable} -m cliptui assets --on {server.url}"
    )
    ended = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True)
    return ended.stdout


async def test_a_shared_folder_is_listed_as_that_of_others(library: Path, state_dir: Path) -> None:
    shared = library.parent / "shared"
    shared.mkdir()
    (library / "Cup final.mp4").rename(shared / "Cup final.mp4")
    environ = {"CLIPTUI_STATE_DIR": str(state_dir)}
    serves = Serving(convert=Convert.OFF, shared=shared)
    async with open_bench(place_of(str(library), environ), environ, serves) as bench:
        assets = await bench.service.assets(order="desc")
    assert [(asset.name, asset.is_shared) for asset in assets] == [
        ("Harbour at dawn", False),
        ("Cup final", True),
    ]


def test_a_shared_folder_without_videos_is_refused(run: Run, library: Path, tmp_path: Path) -> None:
    ended = run("serve", library, "--port", "0", "--shared", tmp_path / "nowhere")
    assert (ended.code, "nowhere" in ended.err) == (3, True)
