"""`cliptui scenes`: list where the scenes of an asset begin."""

import click

from cliptui.cli.headless import find_asset_id, json_option, on_option, print_rows, run_on
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.jobs.scenes import all_scenes


@click.command()
@click.argument("asset")
@on_option
@json_option
def command(asset: str, place: str | None, as_json: bool) -> None:
    """List the scenes of ASSET (id or name): milliseconds, timecode, frame."""

    async def work(bench: Bench) -> list[dict[str, object]]:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        timing = desk.timing
        scenes = await all_scenes(bench.service, desk.asset.asset_id)
        frames = [timing.boundary_near(ms) for ms in scenes.starts_ms]
        return [
            {"ms": ms, "timecode": timing.label(frame), "frame": frame}
            for ms, frame in zip(scenes.starts_ms, frames, strict=True)
        ]

    print_rows(run_on(place, work), "ms timecode frame", as_json=as_json)
