"""`cliptui draft`: save a draft of a clip, and wait for the clip if asked to."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace

import click

from cliptui.cli.exits import ExitCode
from cliptui.cli.headless import find_asset_id, json_option, notes_of, on_option, print_rows, run_on
from cliptui.cli.places import Folder, place_of
from cliptui.clip.catalogue import ListsProfiles
from cliptui.clip.draft import DraftState, NewDraft, WatchedDraft
from cliptui.clip.entry import HINT, boundary_of
from cliptui.clip.notes import ignored_by
from cliptui.clip.selection import Selection
from cliptui.clip.text import clean
from cliptui.errors import ServiceError
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.jobs.outbox import save, unsent
from cliptui.jobs.publish import ask_number, follow, new_draft


@click.command(epilog=f"TIME is one of {HINT}.")
@click.argument("asset")
@click.option("--in", "time_in", required=True, metavar="TIME", help="First frame of the clip.")
@click.option("--out", "time_out", required=True, metavar="TIME", help="First frame after it.")
@click.option("--title", default="", help="Title; the asset's name and the in point by default.")
@click.option("--meta", multiple=True, metavar="KEY=VALUE", help="A note; may be repeated.")
@click.option("--profile", default="", help="One of “cliptui profiles”; the usual one by default.")
@click.option("--wait", is_flag=True, help="Wait until the clip is made.")
@on_option
@json_option
def command(  # noqa: PLR0913, PLR0917  one parameter an option is click's way
    asset: str,
    time_in: str,
    time_out: str,
    title: str,
    meta: tuple[str, ...],
    profile: str,
    wait: bool,
    place: str | None,
    as_json: bool,
) -> None:
    """Save a draft of ASSET (id or name) from IN up to, not including, OUT."""
    notes = notes_of(meta)

    async def work(bench: Bench) -> WatchedDraft:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        selection = Selection(boundary_of(time_in, desk.timing), boundary_of(time_out, desk.timing))
        number = 1 if title else await ask_number(bench, desk.asset.asset_id)
        template = bench.title_template
        draft = new_draft(desk.asset, desk.timing, selection, clean(title), template, number)
        await _warn_of_unknown_keys(bench, notes, profile)
        latest = await _saved(bench, replace(draft, meta=notes, profile=profile))
        click.echo(f"{latest.state}: {latest.title}", err=True)
        if wait:
            async for latest in follow(bench, latest):  # noqa: B020  the iterable is made once
                click.echo(f"{latest.state}: {latest.failure or latest.title}", err=True)
        elif isinstance(place_of(place, os.environ), Folder):
            click.echo("It is cut when cliptui next opens this folder; --wait waits.", err=True)
        return latest

    draft = run_on(place, work, converts=wait)
    print_rows([draft_row(draft)], "draft_id state clip_asset_id", as_json=as_json)
    if draft.state is DraftState.FAILED:
        sys.exit(ExitCode.FAILED)


async def _warn_of_unknown_keys(bench: Bench, notes: Mapping[str, str], profile: str) -> None:
    """Say which notes have no place in a profile: services pass over them without a word."""
    if not (notes and profile and isinstance(bench.service, ListsProfiles)):
        return
    for known in await bench.service.profiles():
        unknown = ignored_by(known, notes)
        if profile in (known.profile_id, known.name) and unknown:
            lost = ", ".join(unknown)
            click.echo(f"The profile “{known.name}” has no {lost}: that is ignored.", err=True)


async def _saved(bench: Bench, draft: NewDraft) -> WatchedDraft:
    """Save a draft; if it cannot be sent now, say that it is kept.

    Raises:
        ServiceError: It cannot be sent now, or is refused.
    """
    try:
        return await save(bench, draft)
    except ServiceError:
        waiting = unsent(bench)
        if waiting:
            click.echo(f"{waiting} unsent, kept here: “cliptui outbox --send” sends.", err=True)
        raise


def draft_row(draft: WatchedDraft) -> dict[str, object]:
    """Return what is printed of a draft that was saved."""
    return {
        "draft_id": draft.draft_id,
        "asset_id": draft.asset_id,
        "title": draft.title,
        "start_ms": draft.start_ms,
        "stop_ms": draft.stop_ms,
        "state": str(draft.state),
        "clip_asset_id": draft.clip_asset_id,
        "failure": draft.failure,
    }
