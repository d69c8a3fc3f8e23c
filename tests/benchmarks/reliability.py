"""What we promise of reliability, tried and counted: each line tells the promise and the count.

Run `python -m tests.benchmarks.reliability [--kills N] [--stalls N] …`. Without options it is the
short form of a few minutes; `--whole` is what is promised, about an hour. Everything is really
done: writers and the real program are killed, its terminal is closed, the client of an OpenSSH
server on loopback (where there is one) is killed, a terminal takes nothing for a while, answers
of a server get lost.
"""

import argparse
import random
import signal
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.benchmarks import dropping, journal, outbox
from tests.benchmarks.dropping import Dropped, End
from tests.terminal import Terminal

SHORT: Final = {
    "marks": 500, "kills": 100, "screen-kills": 5, "closes": 5, "ssh": 5, "stalls": 1,
    "answers": 50, "crashes": 20,
}  # fmt: skip
WHOLE: Final = {
    "marks": 2000, "kills": 1000, "screen-kills": 50, "closes": 100, "ssh": 100, "stalls": 20,
    "answers": 500, "crashes": 200,
}  # fmt: skip
SHORT_STALL_S, STALL_S = 12.0, 60.0


def main() -> None:
    """Run what is asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="as many rounds as are promised")
    parser.add_argument("--stall-s", type=float, help="seconds of each stall")
    for name in SHORT:
        parser.add_argument(f"--{name}", type=int, metavar="N", help="rounds; 0 for none")
    given = parser.parse_args()
    usual = WHOLE if given.whole else SHORT
    asked = {name: getattr(given, name.replace("-", "_")) for name in SHORT}
    rounds = {name: usual[name] if asked[name] is None else asked[name] for name in SHORT}
    stall_s = given.stall_s or (STALL_S if given.whole else SHORT_STALL_S)
    tell("what", "promised", "counted")
    parts: dict[str, Callable[[int], None]] = {
        "marks": mark_times,
        "kills": writer_kills,
        "screen-kills": lambda count: drops("kill -9 of the program", count, dropping.by_kill),
        "closes": lambda count: drops("terminals closed", count, Terminal.hang_up),
        "ssh": ssh_kills,
        "stalls": lambda count: stalls(count, stall_s),
    }
    for name, run in parts.items():
        if rounds[name]:
            run(rounds[name])
    if rounds["answers"] or rounds["crashes"]:
        for what, lost, twice in outbox.counted(rounds["answers"], rounds["crashes"]):
            tell(what, "0 lost, 0 twice", f"{lost} lost, {twice} twice")


def tell(what: str, promised: str, counted: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{what:52} {promised:26} {counted}\n")
    sys.stdout.flush()


def mark_times(count: int) -> None:
    """Measure how long a mark takes until it is on the disk, and what the disk takes by itself."""
    with tempfile.TemporaryDirectory() as name:
        ours_ms, peers_ms = journal.mark_times_ms(Path(name), max(1, count // journal.MARKS))
    tell(f"{count} marks, each on the disk", "p50 ≤ 1 ms, p99 ≤ 10 ms", percentiles(ours_ms))
    tell("peer in turn: append and fdatasync", "", percentiles(peers_ms))
    ratio = statistics.median(ours_ms) / statistics.median(peers_ms)
    tell("ratio of the medians", "", f"{ratio:.1f}")


def percentiles(times: list[float], unit: str = "ms") -> str:
    """Write the median, the 99th percentile and the longest of some times."""
    ordered = sorted(times)
    p99 = ordered[len(ordered) * 99 // 100]
    p50 = statistics.median(ordered)
    return f"p50 {p50:.2f} {unit}, p99 {p99:.2f} {unit}, max {ordered[-1]:.2f} {unit}"


def writer_kills(count: int) -> None:
    """Kill a process that does nothing but mark."""
    with tempfile.TemporaryDirectory() as name:
        counted = journal.killed(Path(name), count)
    told = f"{counted['lost']} lost of {counted['written']}, {counted['rescued']} damaged files"
    tell(f"kill -9 of a writer of marks, {count} ×", "0 lost", told)


def drops(what: str, count: int, end: End, way: tuple[str, ...] = ()) -> None:
    """Take the terminal, or the program, away again and again."""
    dice = random.Random(what)  # noqa: S311  not a secret
    found: list[Dropped] = [dropping.dropped(end, dice, way) for _ in range(count)]
    lost = sum(each.is_lost for each in found)
    tell(f"{what}, {count} ×", "0 lost", f"{lost} lost")
    tell("  until no process is left", "≤ 0.5 s", percentiles([each.gone_s for each in found], "s"))
    cpu_s = [each.cpu_s for each in found]
    tell("  processor time used meanwhile", "no spinning", percentiles(cpu_s, "s"))


def ssh_kills(count: int) -> None:
    """Kill the client of a server that runs the program."""
    with dropping.ssh_way() as way:
        if way is None:
            tell("SSH clients killed", "0 lost", "not tried: there is no sshd here")
        else:
            drops("SSH clients killed", count, lambda it: it.signal(signal.SIGKILL), way)


def stalls(count: int, stall_s: float) -> None:
    """Have a terminal take nothing for a while."""
    found = [dropping.stalled(stall_s) for _ in range(count)]
    late, saved = sum(each.late for each in found), sum(each.is_saved for each in found)
    shown, cpu = sum(each.is_shown for each in found), max(each.cpu for each in found)
    what = f"terminal takes nothing for {stall_s:g} s, {count} ×"
    told = f"{late} marks late, {saved} of {count} drafts saved meanwhile, {shown} right after"
    tell(what, "0 lost, event loop lives", f"{told}, {cpu:.0%} CPU")


if __name__ == "__main__":
    main()
