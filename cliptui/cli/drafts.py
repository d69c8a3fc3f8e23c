"""`cliptui drafts`: list the drafts of clips."""

from collections.abc import Sequence

import click

from cliptui.cli.headless import json_option, on_option, print_rows, run_on
from cliptui.clip.draft import Draft
from cliptui.jobs.bench import Bench


@click.command()
@on_option
@json_option
def command(place: str | None, as_json: bool) -> None:
    """List drafts, the newest first: id, asset, start and stop in seconds, title."""

    async def work(bench: Bench) -> Sequence[Draft]:
        return await bench.service.drafts()

    rows = [_row(draft) for draft in run_on(place, work)]
    print_rows(rows, "draft_id asset_id start_s stop_s title", as_json=as_json)


def _row(draft: Draft) -> dict[str, object]:
    return {
        "draft_id": draft.draft_id,
        "asset_id": draft.asset_id,
        "title": draft.title,
        "start_s": float(draft.start_s),
        "stop_s": float(draft.stop_s),
        "created": draft.created,
        "meta": dict(draft.meta),
        "profile": draft.profile,
    }
