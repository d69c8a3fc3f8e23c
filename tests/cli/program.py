"""Runs the command line, within this process or as a program of its own.

Owns: what came of a run, and servers that are started for a test and always ended.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av

OWNER = "0123456789abcdef0123456789abcdef"
KEY = "sesame-of-the-tests-4711"
BB_PAIR = "490-mediaclips-of-the-tests-4712"
ACCOUNT = {"CLIPTUI_UPLYNK_OWNER": OWNER, "CLIPTUI_UPLYNK_KEY": KEY}
KEYS = {**ACCOUNT, "CLIPTUI_VIDEODEV_KEY": KEY, "CLIPTUI_BB_SECRET": BB_PAIR}
PATIENCE_S = 30.0


@dataclass(frozen=True)
class Ended:
    """What came of a run.

    Attributes:
        code: Its exit code.
        out: What it wrote to stdout.
        err: What it wrote to stderr.
    """

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[list[str]]:
        """The lines of stdout, split at their tabs."""
        return [line.split("\t") for line in self.out.splitlines()]


Run = Callable[..., Ended]
"""Runs `cliptui` with these arguments within this process."""


def program(*argv: str | Path) -> list[str]:
    """Return the command that starts the program with these arguments."""
    return [sys.executable, "-m", "cliptui", *map(str, argv)]


def run_program(*argv: str | Path, environ: Mapping[str, str] | None = None) -> Ended:
    """Run the program in a process of its own."""
    ended = subprocess.run(
        program(*argv),
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@dataclass
class Server:
    """A server that runs.

    Attributes:
        process: The process.
        url: Where it listens.
    """

    process: subprocess.Popen[str]
    url: str

    def ended_by(self, signal_number: int, within_s: float = 3) -> Ended:
        """Send it a signal and return what came of it."""
        self.process.send_signal(signal_number)
        out, err = self.process.communicate(timeout=within_s)
        return Ended(self.process.returncode, out, err)


@contextmanager
def serving(
    folder: Path, *options: str, environ: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """Serve a folder on any free port, by the program itself."""
    with subprocess.Popen(
        program("serve", folder, "--port", "0", *options),
        env={**os.environ, **(KEYS if environ is None else environ)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("listening on http://127.0.0.1:"), said
            yield Server(process, said.removeprefix("listening on ").strip())
        finally:
            process.kill()


def decoded(path: Path) -> Iterator[av.VideoFrame]:
    """Return all frames of a file, by PyAV alone."""
    with av.open(path) as container:
        yield from container.decode(video=0)
