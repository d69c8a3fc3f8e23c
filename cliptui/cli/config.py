"""`cliptui config`: the accounts of the configuration file, and whether they work."""

import asyncio
import os
import sys
from contextlib import suppress

import click

from cliptui.cli.exits import ExitCode
from cliptui.cli.headless import json_option, print_rows
from cliptui.cli.output import print_result
from cliptui.cli.places import Place, Remote, accounts_file, accounts_of, place_of_account
from cliptui.clip.catalogue import TellsTime
from cliptui.clip.text import clean
from cliptui.config import Account, ServiceKind
from cliptui.errors import CliptuiError, NotFound

_TOLERABLE_SKEW_S = 60.0
"""How much clocks may differ before signatures are likely to be refused."""

_NO_RUN = "00000000-0000-0000-0000-000000000000"
"""The nil UUID: a run of video.dev's that nobody has."""


@click.group()
def command() -> None:
    """Show the accounts of the configuration file, and try them."""


@command.command()
def path() -> None:
    """Print where the configuration file is, or would be."""
    print_result(accounts_file(os.environ))


@command.command("list")
@json_option
def list_accounts(as_json: bool) -> None:
    """List the accounts: name, service, URL or folder, owner, where the key comes from."""
    rows = [_row(account) for account in accounts_of(os.environ).values()]
    print_rows(rows, "name service place owner key_from", as_json=as_json)


@command.command()
@click.argument("names", nargs=-1)
@json_option
def check(names: tuple[str, ...], as_json: bool) -> None:
    """Try the accounts of these NAMES, or all, and say what is wrong with each."""
    accounts = accounts_of(os.environ)
    unknown = [clean(name) for name in names if name not in accounts]
    if unknown:
        named = ", ".join(f"“{name}”" for name in unknown)
        raise click.UsageError(f"There is no account {named}: “cliptui config list” lists them.")
    rows = [_checked(accounts[name]) for name in names or accounts]
    if not rows:
        click.echo(f"There are no accounts: write some into {accounts_file(os.environ)}", err=True)
    print_rows(rows, "name result", as_json=as_json)
    if not all(row["is_fine"] for row in rows):
        sys.exit(ExitCode.FAILED)


def _row(account: Account) -> dict[str, object]:
    sources = ("key", "key_env", "key_command", "key_file")
    return {
        "name": clean(account.name),
        "service": str(account.kind),
        "place": clean(str(account.folder or account.url)),
        "owner": clean(account.owner),
        "key_from": next((source for source in sources if getattr(account, source)), ""),
    }


def _checked(account: Account) -> dict[str, object]:
    """Try an account, and return what is printed of it."""
    try:
        result = asyncio.run(_tried(account))
    except CliptuiError as error:
        result = str(error)
    return {"name": clean(account.name), "is_fine": not result, "result": result or "fine"}


async def _tried(account: Account) -> str:
    """Ask a service for something harmless; return what is wrong all the same, or nothing.

    Raises:
        CliptuiError: It does not work.
    """
    place = place_of_account(account)
    if isinstance(place, Remote) and place.kind is ServiceKind.VIDEODEV:
        return await _tried_suggester(place)
    return await _tried_library(place)


async def _tried_suggester(place: Remote) -> str:
    """Ask for a run that there is not, since video.dev lists nothing; only the key is proved."""
    from cliptui.cli.benches import open_suggester  # noqa: PLC0415  loads httpx and more

    async with open_suggester(place, os.environ) as service:
        with suppress(NotFound):
            await service.run(_NO_RUN)
    return ""


async def _tried_library(place: Place) -> str:
    from cliptui.cli.benches import Serving, open_bench  # noqa: PLC0415  loads httpx and more
    from cliptui.server.converter import Convert  # noqa: PLC0415  likewise

    async with open_bench(place, os.environ, Serving(convert=Convert.OFF)) as bench:
        service = bench.service
        try:
            await service.assets(limit=1)
        except CliptuiError as error:
            told = _clock_sentence(service)
            raise type(error)(f"{error} {told}".strip()) from error
        return _clock_sentence(service)


def _clock_sentence(service: object) -> str:
    """Tell how far the clocks differ, if that matters."""
    skew_s = service.clock_skew_s if isinstance(service, TellsTime) else None
    if skew_s is None or abs(skew_s) <= _TOLERABLE_SKEW_S:
        return ""
    ahead = "behind" if skew_s > 0 else "ahead of"
    minutes, seconds = divmod(round(abs(skew_s)), 60)
    return f"This machine's clock is {minutes} min {seconds} s {ahead} the service's: set it."
