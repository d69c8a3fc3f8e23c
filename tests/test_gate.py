"""The gate: format, lint, types, import contracts and spelling, as tests among the others."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

CHECKS = {
    "the code is formatted": ("ruff", "format", "--check"),
    "the linter finds nothing": ("ruff", "check"),
    "the types are sound": ("mypy",),
    "every room imports only what it may": ("lint-imports", "--no-cache"),
    "the spelling is right": ("codespell",),
}


@pytest.mark.parametrize("command", CHECKS.values(), ids=CHECKS)
def test_gate(command: tuple[str, ...]) -> None:
    program, *arguments = command
    ended = subprocess.run(
        [BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


MODULE_LINES = 300


def test_no_module_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "cliptui").rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > MODULE_LINES
    }
    assert long == {}


APP_LINES, SCREEN_LINES = 150, 200


def test_no_app_and_no_screen_knows_everything() -> None:
    long = {}
    for path in (ROOT / "cliptui" / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and (most := _most_lines(node, path)):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > most:
                    long[node.name] = lines
    assert long == {}


def _most_lines(node: ast.ClassDef, path: Path) -> int | None:
    """Return how many lines a class may have; None where only its module is bound."""
    if path.parent.name == "screens":
        return SCREEN_LINES
    return APP_LINES if node.name.endswith("App") else None


def test_nothing_is_left_to_do_in_the_code() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented")
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "cliptui").rglob("*.py")
        for word in words
        if word in path.read_text("utf-8")
    ]
    assert found == []


def test_the_top_level_holds_only_what_belongs_there() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"],  # noqa: S607  wherever git is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    tops = {name.split("/")[0] for name in tracked}
    allowed = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
    allowed |= {"cliptui", "assets", "tests", "screenshots"}
    assert set() == {top for top in tops - allowed if not top.startswith(".")}
