"""`cliptui export`: write cuts of an asset for other programs."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import click

from cliptui.cli.headless import find_asset_id, on_option, run_on
from cliptui.cli.output import write_output
from cliptui.clip.desk import Desk
from cliptui.clip.entry import HINT, boundary_of
from cliptui.clip.selection import Selection
from cliptui.errors import BadCutList
from cliptui.interchange.csv import CsvUnit, write_csv
from cliptui.interchange.cuts import Cut, CutList
from cliptui.interchange.formats import FORMATS
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk

_FORMATS: Final = {each.name: each for each in FORMATS}


@click.command(epilog=f"TIME is one of {HINT}.")
@click.argument("asset")
@click.option("--in", "ins", multiple=True, metavar="TIME", help="First frame of a cut.")
@click.option("--out", "outs", multiple=True, metavar="TIME", help="First frame after it.")
@click.option("--title", "titles", multiple=True, help="Title of a cut, in the same order.")
@click.option("--drafts", is_flag=True, help="Write the drafts of the asset.")
@click.option("--as", "kind", required=True, type=click.Choice(list(_FORMATS)), help="The format.")
@click.option(
    "--unit",
    type=click.Choice([str(unit) for unit in CsvUnit]),
    help="What CSV counts in; seconds by default.",
)
@click.option("--media", metavar="FILE", help="The video file; the asset's name by default.")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="The file to write; stdout by default.",
)
@on_option
def command(  # noqa: PLR0913, PLR0917  one parameter an option is click's way
    asset: str,
    ins: tuple[str, ...],
    outs: tuple[str, ...],
    titles: tuple[str, ...],
    drafts: bool,
    kind: str,
    unit: str | None,
    media: str | None,
    output: Path,
    place: str | None,
) -> None:
    """Write cuts of ASSET (id or name): pairs of --in and --out, or its drafts, or both."""
    if len(ins) != len(outs):
        raise click.UsageError("Each --in needs an --out.")
    if len(titles) > len(ins):
        raise click.UsageError("There are more titles than cuts.")
    if not ins and not drafts:
        raise click.UsageError("Nothing to export: give --in and --out, or --drafts.")
    if unit is not None and kind != "csv":
        raise click.UsageError("Only CSV has a --unit.")

    async def work(bench: Bench) -> CutList:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        cuts = _typed(ins, outs, titles, desk)
        if drafts:
            cuts += await _drafted(bench, desk)
        return CutList(desk.asset.name, media or desk.asset.name, desk.timing, tuple(cuts))

    cut_list = run_on(place, work)
    written = _FORMATS[kind]
    if unit is not None:
        written = replace(written, write=partial(write_csv, unit=CsvUnit(unit)))
    write_output(output, written.encoded(cut_list), "list of cuts")
    click.echo(f"cuts written: {len(cut_list.cuts)}", err=True)


def _typed(
    ins: tuple[str, ...], outs: tuple[str, ...], titles: tuple[str, ...], desk: Desk
) -> list[Cut]:
    padded = (*titles, *("" for _ in ins))
    return [
        Cut(Selection(boundary_of(start, desk.timing), boundary_of(stop, desk.timing)), title)
        for start, stop, title in zip(ins, outs, padded, strict=False)
    ]


async def _drafted(bench: Bench, desk: Desk) -> list[Cut]:
    """Return the drafts of an asset in the order of its time; those that mean no frame are out."""
    cuts = []
    for draft in await bench.service.drafts():
        start, stop = map(desk.timing.boundary_near, (draft.start_ms, draft.stop_ms))
        if draft.asset_id == desk.asset.asset_id and start < stop:
            cuts.append(Cut(Selection(start, stop), draft.title))
    if not cuts:
        raise BadCutList(f"“{desk.asset.name}” has no drafts.")
    return sorted(cuts, key=lambda cut: (cut.selection.in_frame, cut.selection.out_frame))
