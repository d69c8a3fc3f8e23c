"""`cliptui assets update | delete | changes`: what is in a library, changed or told."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from cliptui.cli.headless import (
    asset_row,
    find_asset_id,
    json_option,
    notes_of,
    on_option,
    print_rows,
    run_on,
)
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import EditsAssets
from cliptui.clip.edits import AssetChange, AssetEdit
from cliptui.clip.text import clean
from cliptui.errors import BadPlace
from cliptui.jobs.bench import Bench

_MAX_POSTER_BYTES: Final = 3 * 1024 * 1024


@click.command()
@click.argument("asset")
@click.option("--desc", metavar="NAME", help="Its name; '' for the name of its file.")
@click.option("--external-id", metavar="ID", help="Your own identifier of it.")
@click.option("--meta", multiple=True, metavar="KEY=VALUE", help="A note; may be repeated.")
@click.option("--clear-meta", is_flag=True, help="Take all notes away.")
@click.option(
    "--poster",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A picture that stands for it, smaller than 3 MB.",
)
@click.option("--reset-poster", is_flag=True, help="Take its poster away.")
@click.option(
    "--expires", type=click.IntRange(min=0), metavar="MS", help="When it deletes itself; 0: never."
)
@click.option("--drm/--no-drm", default=None, help="Whether playing it takes a signed URL.")
@click.option("--studio-drm/--no-studio-drm", default=None, help="Whether to encrypt for studios.")
@click.option("--new-test-player", is_flag=True, help="Add a player for tests.")
@click.option("--new-embed-player", is_flag=True, help="Make a new player for web pages.")
@on_option
@json_option
def update(  # noqa: PLR0913, PLR0917  one parameter an option is click's way
    asset: str,
    desc: str | None,
    external_id: str | None,
    meta: tuple[str, ...],
    clear_meta: bool,
    poster: Path | None,
    reset_poster: bool,
    expires: int | None,
    drm: bool | None,
    studio_drm: bool | None,
    new_test_player: bool,
    new_embed_player: bool,
    place: str | None,
    as_json: bool,
) -> None:
    """Change ASSET (id or name) and print it as it is then."""
    if (meta and clear_meta) or (poster and reset_poster):
        raise click.UsageError("Give something, or take it away, but not both at once.")
    edit = AssetEdit(
        name=desc,
        external_id=external_id,
        meta=notes_of(meta) if meta or clear_meta else None,
        poster=b"" if reset_poster else _picture(poster),
        expires_ms=expires,
        requires_drm=drm,
        requires_studio_drm=studio_drm,
        new_test_player=new_test_player,
        new_embed_player=new_embed_player,
    )
    if edit == AssetEdit():
        raise click.UsageError("Say what shall be changed: “cliptui assets update --help”.")

    async def work(bench: Bench) -> Asset:
        asset_id = await find_asset_id(bench.service, asset)
        return await _editor(bench).update_asset(asset_id, edit)

    print_rows([asset_row(run_on(place, work))], "id state name", as_json=as_json)


@click.command()
@click.argument("assets", metavar="ASSET…", nargs=-1, required=True)
@on_option
@json_option
def delete(assets: tuple[str, ...], place: str | None, as_json: bool) -> None:
    """Delete each ASSET (id or name) and print the ids; files of a folder stay where they are."""

    async def work(bench: Bench) -> Sequence[str]:
        ids = [await find_asset_id(bench.service, asset) for asset in assets]
        return await _editor(bench).delete_assets(ids)

    print_rows([{"id": deleted} for deleted in run_on(place, work)], "id", as_json=as_json)


@click.command()
@click.option(
    "--since",
    type=click.IntRange(min=0),
    default=0,
    metavar="MS",
    help="From when on, in milliseconds since 1970; from the beginning by default.",
)
@on_option
@json_option
def changes(since: int, place: str | None, as_json: bool) -> None:
    """Print what has come, changed and gone: time in ms, kind, id, name.

    Where to go on from next time is said on stderr.
    """

    async def work(bench: Bench) -> tuple[list[dict[str, object]], int]:
        rows: list[dict[str, object]] = []
        told: set[AssetChange] = set()
        start_ms, is_all = since, False
        while not is_all:
            part = await _editor(bench).changes(start_ms)
            new = [change for change in part.changes if change not in told]
            rows += [_change_row(change, part.assets.get(change.asset_id)) for change in new]
            told.update(new)
            # The end of a part is its last change where there is more, and later where not.
            is_all = not new or part.end_ms > new[-1].at_ms or part.end_ms <= start_ms
            start_ms = part.end_ms
        return rows, start_ms

    rows, end_ms = run_on(place, work)
    print_rows(rows, "at_ms kind id name", as_json=as_json)
    click.echo(f"go on with: --since {end_ms}", err=True)


def _change_row(change: AssetChange, asset: Asset | None) -> dict[str, object]:
    return {
        "at_ms": change.at_ms,
        "kind": change.kind,
        "id": change.asset_id,
        "name": "" if asset is None else asset.name,
    }


def _editor(bench: Bench) -> EditsAssets:
    if isinstance(bench.service, EditsAssets):
        return bench.service
    raise BadPlace(f"Assets of {bench.service.label} cannot be changed from here.")


def _picture(path: Path | None) -> bytes | None:
    """Read a poster.

    Raises:
        BadPlace: The file cannot be read, is empty, or is too large.
    """
    if path is None:
        return None
    shown = clean(str(path))
    try:
        with path.open("rb") as file:
            picture = file.read(_MAX_POSTER_BYTES)
    except OSError as error:
        raise BadPlace(f"The picture “{shown}” cannot be read: {error.strerror}.") from error
    if not 0 < len(picture) < _MAX_POSTER_BYTES:
        raise BadPlace(f"The picture “{shown}” is empty, or has 3 MB or more.")
    return picture
