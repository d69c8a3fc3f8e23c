"""`cliptui frame`: write one frame of an asset to a picture file."""

from pathlib import Path

import click

from cliptui.cli.headless import find_asset_id, on_option, run_on
from cliptui.cli.output import write_output
from cliptui.clip.entry import HINT, frame_of
from cliptui.clip.text import clean
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk


@click.command(epilog=f"TIME is one of {HINT}.")
@click.argument("asset")
@click.argument("time")
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.png",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write, in full resolution; - for stdout.",
)
@on_option
def command(asset: str, time: str, output: Path, place: str | None) -> None:
    """Write the frame shown at TIME of ASSET (id or name) to a PNG file."""

    async def work(bench: Bench) -> tuple[bytes, str]:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        frame = frame_of(time, desk.timing)
        ms = desk.timing.start_ms(frame)
        picture = await bench.service.frame(desk.asset.asset_id, ms)
        return picture, f"f {frame}, {desk.timing.label(frame)}"

    picture, told = run_on(place, work)
    write_output(output, picture, "picture")
    click.echo(f"{told} → {clean(str(output))}", err=True)
