"""`cliptui assets`: list the assets of a library."""

import click

from cliptui.cli.headless import all_assets, json_option, on_option, print_rows, run_on
from cliptui.clip.asset import Asset
from cliptui.jobs.bench import Bench


@click.command()
@click.option("--query", default="", help="Search words in the service's query language.")
@click.option("--order", default="-created", help="Key to sort by; - in front for descending.")
@click.option("--limit", type=click.IntRange(min=1), help="List this many at most.")
@on_option
@json_option
def command(query: str, order: str, limit: int | None, place: str | None, as_json: bool) -> None:
    """List assets: id, state, seconds, rate, name."""

    async def work(bench: Bench) -> list[Asset]:
        found = all_assets(bench.service, query=query, order=order, limit=limit)
        return [asset async for asset in found]

    rows = [asset_row(asset) for asset in run_on(place, work)]
    print_rows(rows, "id state duration_s frame_rate name", as_json=as_json)


def asset_row(asset: Asset) -> dict[str, object]:
    """Return what is printed of an asset."""
    timing = asset.timing
    return {
        "id": asset.asset_id,
        "name": asset.name,
        "state": str(asset.state),
        "reason": asset.reason,
        "job_type": asset.job_type,
        "duration_s": round(asset.duration_s, 3),
        "created_ms": asset.created_ms,
        "frame_rate": "" if timing is None or timing.rate is None else str(timing.rate.fps),
        "frame_count": None if timing is None else timing.frame_count,
    }
