"""`cliptui clips`: list the clips that drafts have become."""

from collections.abc import Sequence

import click

from cliptui.cli.headless import json_option, on_option, print_rows, run_on
from cliptui.clip.draft import Clip, DraftState
from cliptui.jobs.bench import Bench


@click.command()
@on_option
@json_option
def command(place: str | None, as_json: bool) -> None:
    """List clips, the newest first: id, draft, state, asset."""

    async def work(bench: Bench) -> Sequence[Clip]:
        return await bench.service.clips()

    rows = [_row(clip) for clip in run_on(place, work)]
    print_rows(rows, "clip_id draft_id state asset_id", as_json=as_json)


def _row(clip: Clip) -> dict[str, object]:
    return {
        "clip_id": clip.clip_id,
        "draft_id": clip.draft_id,
        "state": str(DraftState.of(clip)),
        "asset_id": clip.asset_id,
        "is_complete": clip.is_complete,
        "failure": clip.failure,
        "cut_mode": clip.cut_mode,
        "preroll_frames": clip.preroll_frames,
    }
