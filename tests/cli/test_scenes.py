"""`cliptui scenes`: the cuts that the programme of the demo library names."""

import json
from pathlib import Path

from cliptui.cli.exits import ExitCode
from tests.cli.program import Run
from tests.demo import hard_cuts

CUTS = [0, *hard_cuts()["Cup final.mp4"]]  # at 50 frames a second


def test_every_cut_is_listed_with_its_milliseconds_and_timecode(run: Run, library: Path) -> None:
    ended = run("scenes", "Cup final", "--on", library)
    assert (ended.code, ended.err) == (0, "")
    assert ended.rows == [
        [str(20 * cut), f"00:00:{cut // 50:02}:{cut % 50:02}", str(cut)] for cut in CUTS
    ]


def test_as_json_it_is_a_list(run: Run, library: Path) -> None:
    rows = json.loads(run("scenes", "Cup final", "--on", library, "--json").out)
    assert [row["frame"] for row in rows] == CUTS
    assert rows[1] == {
        "ms": 20 * CUTS[1],
        "timecode": f"00:00:{CUTS[1] // 50:02}:{CUTS[1] % 50:02}",
        "frame": CUTS[1],
    }


def test_an_asset_that_is_not_there_is_told(run: Run, library: Path) -> None:
    ended = run("scenes", "Nothing", "--on", library)
    assert (ended.code, ended.out) == (ExitCode.NOT_FOUND, "")
    assert "no asset called “Nothing”" in ended.err
