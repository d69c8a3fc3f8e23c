"""What a command loads, seen at run time: start-up stays cheap only while this holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

LOADED = """
import sys
from cliptui.cli import main
code = 0
try:
    main({argv!r})
except SystemExit as end:
    code = end.code
print(",".join(name for name in {watched!r} if name in sys.modules), file=sys.stderr)
sys.exit(code)
"""
HEAVY = ("textual", "av", "httpx", "starlette", "PIL", "sqlite3")


def uncovered() -> dict[str, str]:
    """Return the environment without the measuring of coverage, which loads modules itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV")}


def loaded_by(*argv: str) -> str:
    code = LOADED.format(argv=argv, watched=HEAVY)
    ended = subprocess.run(
        [sys.executable, "-c", code], env=uncovered(), capture_output=True, text=True, check=True
    )
    return ended.stderr.strip().splitlines()[-1] if ended.stderr.strip() else ""


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["keys"]], ids=" ".join)
def test_a_verb_that_needs_no_screen_and_no_video_loads_neither(argv: list[str]) -> None:
    assert loaded_by(*argv) == ""


def test_listing_assets_loads_no_screen() -> None:
    assert "textual" not in loaded_by("assets", "--limit", "1").split(",")


@pytest.mark.parametrize(
    "argv",
    [
        ["assets"],
        ["frame", "Cup final", "f5", "-o", "{folder}/x.png"],
        ["draft", "Cup final", "--in", "f5", "--out", "f9", "--wait"],
    ],
    ids=lambda argv: argv[0],
)
def test_video_is_never_decoded_in_the_process_of_the_program(
    argv: list[str], tmp_path: Path
) -> None:
    loaded = loaded_by(*(word.format(folder=tmp_path) for word in argv)).split(",")
    assert ("av" in loaded, "starlette" in loaded) == (False, True)


def test_the_process_of_the_screen_never_loads_the_libraries_that_decode() -> None:
    with Terminal() as terminal:
        terminal.wait_for_text("▄")
        mapped = Path(f"/proc/{terminal.pid}/maps").read_text()
        terminal.send("q")
        assert terminal.wait_for_end() == 0
    assert "libpython" in mapped or "/python" in mapped
    assert "libavcodec" not in mapped


def test_the_screen_is_imported_without_services_servers_and_video() -> None:
    code = "import sys, cliptui.cli.open, cliptui.tui.app;"
    code += "print([n for n in sys.argv[1:] if n in sys.modules])"
    watched = ("av", "httpx", "starlette", "uvicorn", "sqlite3", "msgspec", "PIL", "numpy")
    ended = subprocess.run(
        [sys.executable, "-c", code, *watched],
        env=uncovered(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == "[]"
