"""`cliptui frame`: write one frame of an asset to a picture file, or show it in the terminal."""

import shutil
import sys
from pathlib import Path

import click

from cliptui.cli.headless import find_asset_id, on_option, run_on
from cliptui.cli.output import write_output
from cliptui.clip.entry import HINT, frame_of
from cliptui.clip.text import clean
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk

_ROWS_FOR_TEXT = 2
"""The line that tells which frame it is, and the one of the next prompt."""


@click.command(epilog=f"TIME is one of {HINT}.")
@click.argument("asset")
@click.argument("time")
@click.option(
    "-o",
    "--output",
    metavar="FILE.png",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write, in full resolution; - for stdout. Without, the terminal shows it.",
)
@on_option
def command(asset: str, time: str, output: Path | None, place: str | None) -> None:
    """Write the frame shown at TIME of ASSET (id or name) to a PNG file, or show it."""
    if output is None and not sys.stdout.isatty():
        raise click.UsageError("Name a file with -o: there is no terminal to show the frame in.")

    async def work(bench: Bench) -> tuple[bytes, str]:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        frame = frame_of(time, desk.timing)
        ms = desk.timing.start_ms(frame)
        picture = await bench.service.frame(desk.asset.asset_id, ms)
        return picture, f"f {frame}, {desk.timing.label(frame)}"

    picture, told = run_on(place, work)
    if output is None:
        _show(picture)
        click.echo(told, err=True)
        return
    write_output(output, picture, "picture")
    click.echo(f"{told} → {clean(str(output))}", err=True)


def _show(picture: bytes) -> None:
    """Print a picture in half blocks, as large as the terminal has room for."""
    from rich.console import Console  # noqa: PLC0415  a file needs no colours

    from cliptui.preview.blocks import half_blocks  # noqa: PLC0415  nor Pillow
    from cliptui.preview.fit import CellSize  # noqa: PLC0415
    from cliptui.preview.picture import to_pixels  # noqa: PLC0415
    from cliptui.preview.terminal import cell_aspect  # noqa: PLC0415

    size = shutil.get_terminal_size()
    area = CellSize(size.columns, max(1, size.lines - _ROWS_FOR_TEXT))
    pixels = to_pixels(picture, area, cell_aspect(sys.stdout.fileno()))
    Console().print(half_blocks(pixels), end="")
