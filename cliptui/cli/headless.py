"""What the verbs without a screen share: running, finding an asset, printing."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any, TypeVar

import click

from cliptui.cli.output import print_result
from cliptui.cli.places import place_of
from cliptui.clip.asset import Asset
from cliptui.clip.catalogue import NEWEST_FIRST, PAGE_SIZE, BrowsesAssets
from cliptui.clip.text import clean
from cliptui.errors import NotFound
from cliptui.jobs.bench import Bench

Result = TypeVar("Result")
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_ID_LENGTH = 32


def on_option(function: Decorated) -> Decorated:
    """Give a verb the option `--on PLACE`."""
    return click.option(
        "--on",
        "place",
        metavar="PLACE",
        help="Folder, URL or account; by default what “cliptui” alone opens.",
    )(function)


def json_option(function: Decorated) -> Decorated:
    """Give a verb the option `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def run_on(
    place: str | None, work: Callable[[Bench], Awaitable[Result]], *, converts: bool = False
) -> Result:
    """Open a place, do some work on it, close it.

    Args:
        place: What the user named, or None for the default.
        work: What to do.
        converts: Whether an embedded server cuts drafts meanwhile.

    Returns:
        What the work returns.
    """
    from cliptui.cli.benches import Serving, open_bench  # noqa: PLC0415  loads PyAV
    from cliptui.server.converter import Convert  # noqa: PLC0415  likewise

    async def run() -> Result:
        serving = Serving(convert=Convert.AUTO if converts else Convert.OFF)
        async with open_bench(place_of(place, os.environ), os.environ, serving) as bench:
            return await work(bench)

    return asyncio.run(run())


async def find_asset_id(service: BrowsesAssets, named: str) -> str:
    """Return the id of an asset that is named by it, or by a name that only one has.

    Raises:
        NotFound: There is none, or more than one of that name.
    """
    if len(named) == _ID_LENGTH and all(digit in "0123456789abcdef" for digit in named):
        return named
    shown = clean(named)
    found = [asset async for asset in all_assets(service) if asset.name == shown]
    if not found:
        raise NotFound(f"There is no asset called “{shown}”: “cliptui assets” lists them.")
    if len(found) > 1:
        ids = ", ".join(asset.asset_id for asset in found)
        raise NotFound(f"Several assets are called “{shown}”: name one by its id: {ids}.")
    return found[0].asset_id


async def all_assets(
    service: BrowsesAssets, *, query: str = "", order: str = NEWEST_FIRST, limit: int | None = None
) -> AsyncIterator[Asset]:
    """Yield assets page by page, up to a limit if one is given."""
    skip = 0
    while limit is None or skip < limit:
        size = PAGE_SIZE if limit is None else min(PAGE_SIZE, limit - skip)
        page = await service.assets(query=query, order=order, skip=skip, limit=size)
        for asset in page:
            yield asset
        if len(page) < size:
            return
        skip += len(page)


def print_rows(rows: Iterable[Mapping[str, object]], columns: str, *, as_json: bool) -> None:
    """Print results to stdout, one a line with tabs between, or as a JSON list.

    Args:
        rows: The results.
        columns: The members to print in lines, in order, with blanks between.
        as_json: Whether to print JSON, with all members.
    """
    if as_json:
        print_result(json.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    for row in rows:
        print_result("\t".join(str(row[column]) for column in columns.split()))


def asset_row(asset: Asset) -> dict[str, object]:
    """Return what is printed of an asset."""
    timing = asset.timing
    return {
        "id": asset.asset_id,
        "name": asset.name,
        "state": str(asset.state),
        "reason": asset.reason,
        "job_type": asset.job_type,
        "is_shared": asset.is_shared,
        "duration_s": round(asset.duration_s, 3),
        "created_ms": asset.created_ms,
        "frame_rate": "" if timing is None or timing.rate is None else str(timing.rate.fps),
        "frame_count": None if timing is None else timing.frame_count,
        "external_id": asset.external_id,
        "meta": dict(asset.notes),
    }


def notes_of(words: Iterable[str]) -> dict[str, str]:
    """Return notes that were given as `KEY=VALUE`.

    Raises:
        click.BadParameter: One is none.
    """
    notes = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not key or not sign:
            raise click.BadParameter(f"“{clean(word, 40)}” is no KEY=VALUE.")
        notes[clean(key)] = clean(value)
    return notes
