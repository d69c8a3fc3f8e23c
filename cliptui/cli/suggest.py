"""`cliptui suggest`: have clips of an asset suggested, and save those that are good."""

import asyncio
import os
import sys
from dataclasses import replace

import click

from cliptui.cli.exits import ExitCode
from cliptui.cli.headless import find_asset_id, json_option, on_option, print_rows, run_on
from cliptui.cli.places import Remote, place_of
from cliptui.clip.catalogue import SuggestsClips
from cliptui.clip.run import Run, RunState, Suggestion
from cliptui.config import ServiceKind, names_videodev
from cliptui.errors import BadInput, BadSetting
from cliptui.jobs.bench import Bench
from cliptui.jobs.suggest import accept, follow_rendering, follow_run

_COLUMNS = "number start_ms stop_ms suggestion_id"
_Row = dict[str, object]


@click.command()
@click.argument("asset")
@click.option("--prompt", default="", help="What is wanted, such as “5 clips under 20 s”.")
@click.option(
    "--accept",
    "accepted",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="N",
    help="Save suggestion N as a draft; may be given several times.",
)
@on_option
@json_option
def command(
    asset: str, prompt: str, accepted: tuple[int, ...], place: str | None, as_json: bool
) -> None:
    """Suggest clips of ASSET (id or name), a line each as soon as it is found.

    On a video.dev service itself (an account of it, or a URL that ends in /v1) ASSET is a media id
    or the URL of a video, and what is accepted is rendered there.
    """
    found = _Found(as_lines=not as_json)
    opened = place_of(place, os.environ)
    if isinstance(opened, Remote) and _stands_alone(opened):
        asyncio.run(_on_service(opened, asset, prompt, accepted, found))
    else:
        run_on(place, lambda bench: _on_bench(bench, asset, prompt, accepted, found))
    if as_json:
        print_rows(found.rows, _COLUMNS, as_json=True)
    if found.run is not None and found.run.state is RunState.ERROR:
        click.echo(f"cliptui: The run has failed. {found.run.failure}".rstrip(), err=True)
        sys.exit(ExitCode.FAILED)


class _Found:
    """What was found so far, numbered as it came.

    Attributes:
        run: The run as it is known last.
        suggestions: What it suggests, in the order of their numbers.
        rows: What is printed of them.
    """

    def __init__(self, *, as_lines: bool) -> None:
        self.run: Run | None = None
        self.suggestions: list[Suggestion] = []
        self.rows: list[_Row] = []
        self._as_lines = as_lines

    async def follow(self, suggester: SuggestsClips, media_id: str, prompt: str) -> None:
        """Start a run and print what it finds, until it finds no more."""
        started = await suggester.start_run(media_id, prompt)
        async for self.run in follow_run(suggester, started):
            new = [found for found in self.run.suggestions if found not in self.suggestions]
            rows = [_row(len(self.rows) + place, found) for place, found in enumerate(new, 1)]
            self.suggestions += new
            self.rows += rows
            if self._as_lines:
                print_rows(rows, _COLUMNS, as_json=False)

    def number(self, number: int) -> tuple[Suggestion, _Row]:
        """Return a suggestion by its number, and its row.

        Raises:
            BadInput: There is none.
        """
        if number > len(self.suggestions):
            raise BadInput(f"There is no suggestion {number}; found: {len(self.suggestions)}.")
        return self.suggestions[number - 1], self.rows[number - 1]


async def _on_bench(
    bench: Bench, asset: str, prompt: str, accepted: tuple[int, ...], found: _Found
) -> None:
    """Suggest clips of an asset of a library, and save drafts there."""
    if bench.suggester is None:
        raise BadSetting(
            "Nothing suggests clips here: set CLIPTUI_VIDEODEV_KEY, and CLIPTUI_VIDEODEV_URL to "
            "this address, if the server is one of cliptui's."
        )
    asset_id = await find_asset_id(bench.service, asset)
    await found.follow(bench.suggester, asset_id, prompt)
    for number in accepted:
        suggestion, row = found.number(number)
        draft = await accept(bench, asset_id, suggestion)
        row["draft_id"] = draft.draft_id
        click.echo(f"{draft.state}: {draft.title}", err=True)


def _stands_alone(place: Remote) -> bool:
    """Tell whether only video.dev is asked there, which finds media by their ids."""
    return place.kind is ServiceKind.VIDEODEV or names_videodev(place.url)


async def _on_service(
    place: Remote, media: str, prompt: str, accepted: tuple[int, ...], found: _Found
) -> None:
    """Suggest clips of media that a video.dev service has, and have them rendered there."""
    from cliptui.cli.benches import open_suggester  # noqa: PLC0415  loads httpx

    async with open_suggester(place, os.environ) as service:
        media_id = await service.import_media(media) if "://" in media else media
        await found.follow(service, media_id, prompt)
        for number in accepted:
            suggestion, row = found.number(number)
            async for rendering in follow_rendering(service, suggestion.suggestion_id):
                click.echo(f"{rendering.state}: {suggestion.suggestion_id}", err=True)
                row["media_url"] = rendering.media_url
                if rendering.state is RunState.ERROR and found.run is not None:
                    found.run = replace(found.run, state=RunState.ERROR, failure=rendering.failure)


def _row(number: int, suggestion: Suggestion) -> _Row:
    return {
        "number": number,
        "start_ms": suggestion.start_ms,
        "stop_ms": suggestion.stop_ms,
        "suggestion_id": suggestion.suggestion_id,
        "media_id": suggestion.media_id,
    }
