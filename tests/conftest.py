"""What every test can rely on: a clean environment, and a gate on the coverage of each room."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import coverage
import pytest
from hypothesis import HealthCheck, settings

ROOT: Final = Path(__file__).parents[1]

_DISTURBING: Final = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORTERM", "TMUX")
_DISTURBING_PREFIXES: Final = ("TEXTUAL", "XDG_", "SSH_", "CLIPTUI_")
_WANTED: Final = ("CLIPTUI_TEST_MEDIA", "TEXTUAL_SNAPSHOT_TEMPDIR")

_LONGEST: Final = ("test_gate.py", "test_hostile.py")

_WHOLE_ROOMS: Final = ("clip", "wire", "interchange", "store")
_WHOLE: Final = 100.0
_ENOUGH: Final = 90.0


def pytest_configure() -> None:
    """Free the tests of what the user's environment says, before Textual reads it."""
    for name in list(os.environ):
        disturbs = name in _DISTURBING or name.startswith(_DISTURBING_PREFIXES)
        if disturbs and name not in _WANTED:
            del os.environ[name]
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    # Machines are shared and noisy: an example may take as long as it needs.
    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker ends long after the others."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture(autouse=True)
def state_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is remembered between runs in a folder of the test."""
    folder = tmp_path / "state"
    monkeypatch.setenv("CLIPTUI_STATE_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _measuring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rest from measuring where a test is `unmeasured`, and in the programs that it starts.

    Measuring makes Python half as fast. Such a test shows the whole, whose lines others run too.
    """
    measuring = coverage.Coverage.current()
    if measuring is None or not request.node.get_closest_marker("unmeasured"):
        yield
        return
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    measuring.stop()
    yield
    measuring.start()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """After a run of the whole suite, hold the coverage of each room against its bound."""
    result = yield
    is_controller = not hasattr(session.config, "workerinput")
    is_whole = session.config.args == session.config.getini("testpaths")
    is_narrowed = session.config.option.keyword or session.config.option.markexpr
    if is_controller and is_whole and not is_narrowed and not session.config.option.no_cov:
        short = _rooms_below_bound()
        for line in short:
            session.config.get_terminal_writer().line(f"\ncoverage: {line}", red=True)
        session.testsfailed += len(short)
    return result


def _rooms_below_bound() -> list[str]:
    measured = coverage.Coverage(data_file=ROOT / ".coverage", config_file=ROOT / "pyproject.toml")
    measured.load()
    counts: dict[str, list[int]] = {}
    missing: dict[str, list[str]] = {}
    for file in sorted(measured.get_data().measured_files()):
        inside = Path(file).relative_to(ROOT / "cliptui")
        room = inside.parts[0].removesuffix(".py")
        analysis = measured._analyze(file)
        done, all_of_them = analysis.numbers.ratio_covered
        total = counts.setdefault(room, [0, 0])
        total[0] += done
        total[1] += all_of_them
        if done < all_of_them:
            missing.setdefault(room, []).append(
                f"{inside} {analysis.missing_formatted(branches=True)}"
            )
    return [
        f"room {room} has {100 * done / total:.2f} %, and needs {_bound(room):.0f} %; "
        f"not run: {'; '.join(missing[room])}"
        for room, (done, total) in sorted(counts.items())
        if total and 100 * done / total < _bound(room)
    ]


def _bound(room: str) -> float:
    return _WHOLE if room in _WHOLE_ROOMS else _ENOUGH
