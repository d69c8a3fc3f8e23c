"""`cliptui jobs`: clips without a draft and files of whole assets, and how far they are."""

import os
import sys
from collections.abc import Awaitable, Callable, Sequence

import click

from cliptui.cli.exits import ExitCode
from cliptui.cli.headless import find_asset_id, json_option, on_option, print_rows, run_on
from cliptui.cli.places import Folder, place_of
from cliptui.clip.catalogue import RunsJobs
from cliptui.clip.entry import HINT, boundary_of
from cliptui.clip.job import Job
from cliptui.clip.selection import Selection
from cliptui.clip.text import clean
from cliptui.errors import BadPlace
from cliptui.jobs.bench import Bench
from cliptui.jobs.opening import open_desk
from cliptui.jobs.publish import new_draft
from cliptui.jobs.slicing import finished

_COLUMNS = "job_id state kind asset_id url"

_wait_option = click.option("--wait", is_flag=True, help="Wait until it is made.")


@click.group(
    invoke_without_command=True, subcommand_metavar="[clip | export | get | cancel | delete …]"
)
@on_option
@json_option
@click.pass_context
def command(context: click.Context, place: str | None, as_json: bool) -> None:
    """List jobs, the newest first: id, state, kind, asset, where to download."""
    if context.invoked_subcommand is not None:
        if place or as_json:
            raise click.UsageError(f"Write options behind “{context.invoked_subcommand}”.")
        return
    _print(run_on(place, lambda bench: _jobs_of(bench).jobs()), as_json=as_json)


@command.command(epilog=f"TIME is one of {HINT}.")
@click.argument("asset")
@click.option("--in", "time_in", required=True, metavar="TIME", help="First frame of the clip.")
@click.option("--out", "time_out", required=True, metavar="TIME", help="First frame after it.")
@click.option("--title", default="", help="Title; the asset's name and the in point by default.")
@_wait_option
@on_option
@json_option
def clip(  # noqa: PLR0913  one parameter an option is click's way
    asset: str,
    time_in: str,
    time_out: str,
    title: str,
    wait: bool,
    place: str | None,
    as_json: bool,
) -> None:
    """Make a clip of ASSET (id or name) at once, without a draft."""

    async def begin(bench: Bench, jobs: RunsJobs) -> Job:
        desk = await open_desk(bench, await find_asset_id(bench.service, asset))
        selection = Selection(boundary_of(time_in, desk.timing), boundary_of(time_out, desk.timing))
        template = bench.title_template
        draft = new_draft(desk.asset, desk.timing, selection, clean(title), template)
        return await jobs.quickclip(draft)

    _begin(place, begin, wait=wait, as_json=as_json)


@command.command()
@click.argument("asset")
@_wait_option
@on_option
@json_option
def export(asset: str, wait: bool, place: str | None, as_json: bool) -> None:
    """Make a file of the whole ASSET (id or name), to be downloaded."""

    async def begin(bench: Bench, jobs: RunsJobs) -> Job:
        return await jobs.export(await find_asset_id(bench.service, asset))

    _begin(place, begin, wait=wait, as_json=as_json)


@command.command()
@click.argument("job_id", metavar="JOB")
@on_option
@json_option
def get(job_id: str, place: str | None, as_json: bool) -> None:
    """Tell how far JOB is."""
    job = run_on(place, lambda bench: _jobs_of(bench).job(job_id))
    _print([job], as_json=as_json)


@command.command()
@click.argument("job_id", metavar="JOB")
@on_option
@json_option
def cancel(job_id: str, place: str | None, as_json: bool) -> None:
    """Give JOB up."""
    job = run_on(place, lambda bench: _jobs_of(bench).cancel_job(job_id))
    _print([job], as_json=as_json)


@command.command()
@click.argument("job_id", metavar="JOB")
@on_option
def delete(job_id: str, place: str | None) -> None:
    """Forget JOB; what it has made stays."""
    run_on(place, lambda bench: _jobs_of(bench).delete_job(job_id))
    click.echo(f"forgotten: {clean(job_id)}", err=True)


def _begin(
    place: str | None,
    begin: Callable[[Bench, RunsJobs], Awaitable[Job]],
    *,
    wait: bool,
    as_json: bool,
) -> None:
    """Begin a job, wait for it if that is wanted, and print it."""

    async def work(bench: Bench) -> Job:
        jobs = _jobs_of(bench)
        job = await begin(bench, jobs)
        return await finished(jobs, job) if wait else job

    job = run_on(place, work, converts=True)
    if not wait and isinstance(place_of(place, os.environ), Folder):
        click.echo("It is cut when cliptui next opens this folder; --wait waits.", err=True)
    _print([job], as_json=as_json)
    if job.failure:
        sys.exit(ExitCode.FAILED)


def _print(jobs: Sequence[Job], *, as_json: bool) -> None:
    print_rows([_row(job) for job in jobs], _COLUMNS, as_json=as_json)
    for job in jobs:
        if job.failure:
            click.echo(f"{job.job_id}: {job.failure}", err=True)


def _row(job: Job) -> dict[str, object]:
    return {
        "job_id": job.job_id,
        "state": job.state,
        "kind": job.kind,
        "asset_id": job.asset_id,
        "url": job.url,
        "failure": job.failure,
    }


def _jobs_of(bench: Bench) -> RunsJobs:
    if isinstance(bench.service, RunsJobs):
        return bench.service
    raise BadPlace(f"{bench.service.label} has no jobs: save a draft instead.")
