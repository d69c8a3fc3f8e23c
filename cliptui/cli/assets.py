"""`cliptui assets`: list the assets of a library, or change them."""

from typing import Final

import click

from cliptui.cli.asset_edits import changes, delete, update
from cliptui.cli.headless import all_assets, asset_row, json_option, on_option, print_rows, run_on
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST
from cliptui.clip.text import clean
from cliptui.jobs.bench import Bench

_SHOWN: Final = 80


class _Assets(click.Group):
    """A group that says how a place is named, since that is what is likely to be meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb that the arguments begin with."""
        if args[0] not in self.commands:
            known = ", ".join(self.commands)
            shown = clean(args[0], _SHOWN)
            raise click.UsageError(f"“{shown}” is none of {known}: a place is named by --on.", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Assets, invoke_without_command=True, subcommand_metavar="[update | delete | changes …]"
)
@click.option("--query", default="", help="Search words in the service's query language.")
@click.option("--order", help="Key to sort by; - for descending. Newest first if unset.")
@click.option("--limit", type=click.IntRange(min=1), help="List this many at most.")
@on_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    query: str,
    order: str | None,
    limit: int | None,
    place: str | None,
    as_json: bool,
) -> None:
    """List assets: id, state, seconds, rate, name."""
    if context.invoked_subcommand is not None:
        if query or order or limit or place or as_json:
            raise click.UsageError(f"Write options behind “{context.invoked_subcommand}”.")
        return

    async def work(bench: Bench) -> list[Asset]:
        found = all_assets(bench.service, query=query, order=order or NEWEST_FIRST, limit=limit)
        return [asset async for asset in found]

    assets = run_on(place, work)
    rows = [asset_row(asset) for asset in assets]
    print_rows(rows, "id state duration_s frame_rate name", as_json=as_json)
    for asset in assets:
        if asset.reason:
            click.echo(asset.reason, err=True)


for verb in (update, delete, changes):
    command.add_command(verb)
