"""`cliptui jobs`: clips without a draft, exports, and what becomes of them."""

import json
from pathlib import Path

from tests.cli.program import Run


def test_a_clip_is_made_without_a_draft_and_its_job_is_listed_and_forgotten(
    run: Run, library: Path
) -> None:
    made = run(
        "jobs", "clip", "Cup final", "--in", "f50", "--out", "f100", "--title", "Goal",
        "--wait", "--on", library,
    )  # fmt: skip
    [[job_id, state, kind, clip_id, url]] = made.rows
    listed = run("jobs", "--on", library).rows
    told = json.loads(run("jobs", "get", job_id, "--json", "--on", library).out)
    assets = {row[0]: row[-1] for row in run("assets", "--on", library).rows}
    late = run("jobs", "cancel", job_id, "--on", library)
    forgotten = run("jobs", "delete", job_id, "--on", library)

    assert (made.code, state, kind, url) == (0, "done", "quickclip", "")
    assert assets[clip_id] == "Goal"
    assert listed == made.rows
    assert [job["job_id"] for job in told] == [job_id]
    assert late.code != 0
    assert "is done already" in late.err
    assert (forgotten.code, forgotten.out) == (0, "")
    assert run("jobs", "--on", library).rows == []


def test_an_export_that_is_not_waited_for_can_be_given_up(run: Run, library: Path) -> None:
    begun = run("jobs", "export", "Cup final", "--on", library)
    [[job_id, state, kind, *_]] = begun.rows
    cancelled = run("jobs", "cancel", job_id, "--on", library)

    assert (begun.code, kind) == (0, "create_export")
    assert state in {"waiting", "assigned"}
    assert "when cliptui next opens this folder" in begun.err
    assert cancelled.rows[0][1] == "cancelled"


def test_what_is_no_job_or_stands_before_the_verb_is_refused(run: Run, library: Path) -> None:
    assert "There is no job" in run("jobs", "get", "f" * 32, "--on", library).err
    misplaced = run("jobs", "--on", library, "get", "x")
    assert (misplaced.code, "behind “get”" in misplaced.err) == (2, True)
