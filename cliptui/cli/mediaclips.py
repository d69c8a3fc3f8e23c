"""`cliptui mediaclips`: list, write, publish and delete mediaclips."""

import asyncio
import json
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

import click

from cliptui.cli.headless import Decorated, json_option, print_rows
from cliptui.clip.catalogue import KeepsRecords
from cliptui.clip.mediaclip import MediaClip, MediaClipPage
from cliptui.clip.text import clean
from cliptui.errors import BadInput

Result = TypeVar("Result")

_COLUMNS = "id status length createddate title"


def _on_option(function: Decorated) -> Decorated:
    return click.option(
        "--on",
        "place",
        metavar="PLACE",
        help="Folder, URL or account; CLIPTUI_BB_URL, else the demo library, by default.",
    )(function)


def _member_options(function: Decorated) -> Decorated:
    """Give a verb the options that write members."""
    for option in (
        click.option("--title", help="The title."),
        click.option("--description", help="The description."),
        click.option("--status", type=click.Choice(["draft", "published"]), help="The status."),
        click.option(
            "--set",
            "assignments",
            multiple=True,
            metavar="MEMBER=VALUE",
            help="Any member; VALUE is JSON, or else a text. May be given several times.",
        ),
    ):
        function = option(function)
    return function


@click.group()
def command() -> None:
    """List, write, publish and delete mediaclips."""


@command.command("list")
@click.option("--query", default="", help='A Lucene query: title:"my film", length:[10 TO 60].')
@click.option("--sort", default="", help="Member and direction: title asc. Newest first if unset.")
@click.option("--status", default="", help="draft or published; both by default.")
@click.option("--limit", type=click.IntRange(1, 1000), default=15, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many at the start.")
@_on_option
@json_option
def list_mediaclips(  # noqa: PLR0913  one parameter an option is click's way
    query: str, sort: str, status: str, limit: int, offset: int, place: str | None, as_json: bool
) -> None:
    """List mediaclips: id, status, seconds, date of creation, title."""

    async def work(service: KeepsRecords) -> MediaClipPage:
        page = await service.mediaclips(
            query=query, order=sort, skip=offset, limit=limit, status=status
        )
        _check_sort(page, sort)
        return await _counted(service, page, query)

    _print_page(_run(place, work), as_json=as_json)


@command.command()
@click.argument("query")
@click.option("--sort", default="", help="Member and direction: title asc.")
@click.option("--limit", type=click.IntRange(1, 1000), default=15, show_default=True)
@click.option("--offset", type=click.IntRange(0), default=0, help="Leave out so many at the start.")
@_on_option
@json_option
def search(
    query: str, sort: str, limit: int, offset: int, place: str | None, as_json: bool
) -> None:
    """List the mediaclips that the search finds for QUERY, in Lucene's language."""

    async def work(service: KeepsRecords) -> MediaClipPage:
        page = await service.search_mediaclips(query, order=sort, skip=offset, limit=limit)
        _check_sort(page, sort)
        return await _counted(service, page, query)

    _print_page(_run(place, work), as_json=as_json)


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@_on_option
@json_option
def get(mediaclip_id: str, place: str | None, as_json: bool) -> None:
    """Tell of the mediaclip ID."""
    _print_one(_run(place, lambda service: service.mediaclip(mediaclip_id)), as_json=as_json)


@command.command()
@click.option("--source-id", help="Its identifier elsewhere; it stays as it is for good.")
@_member_options
@_on_option
@json_option
def create(  # noqa: PLR0913  one parameter an option is click's way
    source_id: str | None,
    title: str | None,
    description: str | None,
    status: str | None,
    assignments: tuple[str, ...],
    place: str | None,
    as_json: bool,
) -> None:
    """Create a mediaclip."""
    given = {"sourceid": source_id, "title": title, "description": description, "status": status}
    members = _members(given, assignments)
    _print_one(_run(place, lambda service: service.create_mediaclip(members)), as_json=as_json)


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@_member_options
@_on_option
@json_option
def update(  # noqa: PLR0913  one parameter an option is click's way
    mediaclip_id: str,
    title: str | None,
    description: str | None,
    status: str | None,
    assignments: tuple[str, ...],
    place: str | None,
    as_json: bool,
) -> None:
    """Change members of the mediaclip ID, or sourceid:ID; this also restores a deleted one."""
    given = {"title": title, "description": description, "status": status}
    members = _members(given, assignments)
    _print_one(
        _run(place, lambda service: service.update_mediaclip(mediaclip_id, members)),
        as_json=as_json,
    )


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@_on_option
@json_option
def publish(mediaclip_id: str, place: str | None, as_json: bool) -> None:
    """Show the mediaclip ID to everybody."""
    _publish(mediaclip_id, place, is_public=True, as_json=as_json)


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@_on_option
@json_option
def unpublish(mediaclip_id: str, place: str | None, as_json: bool) -> None:
    """Show the mediaclip ID to nobody."""
    _publish(mediaclip_id, place, is_public=False, as_json=as_json)


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@_on_option
def delete(mediaclip_id: str, place: str | None) -> None:
    """Hide the mediaclip ID, or sourceid:ID; an update brings it back."""
    _run(place, lambda service: service.delete_mediaclip(mediaclip_id))
    shown = clean(mediaclip_id)
    click.echo(f"Deleted; “cliptui mediaclips update {shown}” brings it back.", err=True)


@command.command()
@click.argument("mediaclip_id", metavar="ID")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@_on_option
def purge(mediaclip_id: str, is_sure: bool, place: str | None) -> None:
    """Remove the mediaclip ID, or sourceid:ID, for ever; a source file in a folder stays."""
    if not is_sure:
        click.confirm(f"Remove mediaclip {clean(mediaclip_id)} for ever?", abort=True, err=True)
    _run(place, lambda service: service.delete_mediaclip(mediaclip_id, purge=True))
    click.echo("Removed for ever.", err=True)


def _run(place: str | None, work: Callable[[KeepsRecords], Awaitable[Result]]) -> Result:
    """Open a place for its mediaclips, do some work on them, close it."""
    from cliptui.cli.records import open_records, records_place  # noqa: PLC0415  loads Starlette

    async def run() -> Result:
        async with open_records(records_place(place, os.environ), os.environ) as service:
            return await work(service)

    return asyncio.run(run())


def _publish(mediaclip_id: str, place: str | None, *, is_public: bool, as_json: bool) -> None:
    _print_one(
        _run(
            place,
            lambda service: service.publish_mediaclip(mediaclip_id, is_public=is_public),
        ),
        as_json=as_json,
    )


async def _counted(service: KeepsRecords, page: MediaClipPage, query: str) -> MediaClipPage:
    """Say so if a query finds nothing: services do not tell of fields that they do not know."""
    if query and not page.found:
        total = (await service.mediaclips(limit=1)).found
        click.echo(f"0 of {total} mediaclips: check the field names in the query.", err=True)
    return page


def _check_sort(page: MediaClipPage, sort: str) -> None:
    """Say so if no mediaclip has what is sorted by: services pass over what they do not know."""
    known = set(_COLUMNS.split()).union(*(clip.members for clip in page.mediaclips))
    named = [key.split()[0] for key in sort.split(",") if key.strip()]
    for name in named if page.mediaclips else ():
        if name not in known:
            click.echo(f"No mediaclip here has “{clean(name, 40)}”: it sorts nothing.", err=True)


def _members(given: Mapping[str, str | None], assignments: tuple[str, ...]) -> dict[str, object]:
    """Return the members that the options name.

    Raises:
        BadInput: An assignment has no `=`.
    """
    members: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    for assignment in assignments:
        name, equals, text = assignment.partition("=")
        if not (name and equals):
            raise BadInput(f"“{clean(assignment, 80)}” sets nothing: write MEMBER=VALUE.")
        members[name] = _value(text)
    return members


def _value(text: str) -> object:
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _print_page(page: MediaClipPage, *, as_json: bool) -> None:
    _print(page.mediaclips, as_json=as_json)


def _print_one(clip: MediaClip, *, as_json: bool) -> None:
    _print([clip], as_json=as_json)


def _print(clips: Sequence[MediaClip], *, as_json: bool) -> None:
    rows = [
        {
            **clip.members,
            "id": clip.mediaclip_id,
            "status": clip.status,
            "length": clip.length_s,
            "createddate": clip.created,
            "title": clip.title,
        }
        for clip in clips
    ]
    print_rows(rows, _COLUMNS, as_json=as_json)
