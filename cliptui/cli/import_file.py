"""`cliptui import`: save drafts from a file of cuts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from cliptui.cli.headless import find_asset_id, json_option, on_option, print_rows, run_on
from cliptui.clip.desk import Desk
from cliptui.clip.draft import NewDraft
from cliptui.clip.duplicates import already_drafted
from cliptui.clip.text import clean
from cliptui.errors import BadCutList, BadInput, BadPlace
from cliptui.interchange.csv import CsvUnit, read_csv
from cliptui.interchange.cuts import Cut
from cliptui.interchange.llc import read_llc
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.jobs.outbox import save
from cliptui.jobs.publish import new_draft, next_number

_LARGEST_BYTES: Final = 8_000_000

Row = dict[str, object]


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.argument("asset")
@click.option(
    "--as",
    "kind",
    type=click.Choice(["llc", "csv"]),
    help="The format; by the ending of FILE if it is not said.",
)
@click.option(
    "--unit",
    type=click.Choice([str(unit) for unit in CsvUnit]),
    default=str(CsvUnit.SECONDS),
    show_default=True,
    help="What CSV counts in.",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be saved, and save nothing.")
@on_option
@json_option
def command(  # noqa: PLR0913  one parameter an option is click's way
    file: Path,
    asset: str,
    kind: str | None,
    unit: str,
    dry_run: bool,
    place: str | None,
    as_json: bool,
) -> None:
    """Save a draft of ASSET (id or name) for each cut in FILE (.llc or .csv; - for stdin).

    Frames that are drafted already are left alone, so that a file can be imported again.
    """
    kind = kind or file.suffix.lower().removeprefix(".")
    if kind not in ("llc", "csv"):
        raise click.UsageError("FILE ends neither in .llc nor in .csv: say which it is with --as.")
    text = _text_of(file)

    async def work(bench: Bench) -> list[Row]:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        try:
            cuts = _cuts(text, kind, unit, desk)
        except BadInput as error:
            raise BadCutList(f"“{clean(str(file))}” cannot be imported. {error}") from error
        return await _imported(bench, desk, cuts, dry_run=dry_run)

    rows = run_on(place, work)
    print_rows(rows, "draft_id state start_ms stop_ms title", as_json=as_json)


def _text_of(file: Path) -> str:
    shown = clean(str(file))
    try:
        with click.open_file(file, "rb") as opened:
            content: bytes = opened.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise BadPlace(f"“{shown}” cannot be read ({error.strerror}): check its name.") from error
    if len(content) > _LARGEST_BYTES:
        raise BadCutList(f"“{shown}” is too large for a list of cuts.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCutList(f"“{shown}” is no text in UTF-8.") from error


def _cuts(text: str, kind: str, unit: str, desk: Desk) -> tuple[Cut, ...]:
    if kind == "csv":
        cuts = read_csv(text, desk.timing, CsvUnit(unit))
    else:
        cuts = read_llc(text, desk.timing).cuts
    if not cuts:
        raise BadCutList("There is no cut in it.")
    return cuts


async def _imported(bench: Bench, desk: Desk, cuts: Sequence[Cut], *, dry_run: bool) -> list[Row]:
    """Save the cuts that are not drafted yet, and tell of each as soon as that is done."""
    known = list(await bench.service.drafts())
    rows: list[Row] = []
    asset, template = desk.asset, bench.title_template
    number = next_number(bench, known, asset.asset_id)
    for cut in cuts:
        new = new_draft(asset, desk.timing, cut.selection, cut.title, template, number)
        draft = already_drafted(cut.selection, asset.asset_id, desk.timing, known)
        number += draft is None
        if draft is not None:
            rows.append(_row(draft.draft_id, "already drafted", new))
        elif dry_run:
            rows.append(_row("-", "not saved", new))
        else:
            saved = await save(bench, new)
            rows.append(_row(saved.draft_id, str(saved.state), new))
        click.echo(f"{rows[-1]['state']}: {new.title}", err=True)
    return rows


def _row(draft_id: str, state: str, draft: NewDraft) -> Row:
    return {
        "draft_id": draft_id,
        "state": state,
        "asset_id": draft.asset_id,
        "title": draft.title,
        "start_ms": draft.start_ms,
        "stop_ms": draft.stop_ms,
    }
