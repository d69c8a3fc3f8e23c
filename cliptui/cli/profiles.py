"""`cliptui profiles`: list the profiles that a draft can name."""

from collections.abc import Sequence

import click

from cliptui.cli.headless import json_option, on_option, print_rows, run_on
from cliptui.clip.catalogue import ListsProfiles
from cliptui.clip.edits import Profile
from cliptui.errors import BadPlace
from cliptui.jobs.bench import Bench


@click.command()
@on_option
@json_option
def command(place: str | None, as_json: bool) -> None:
    """List profiles: id, name, the keys of their notes."""

    async def work(bench: Bench) -> Sequence[Profile]:
        if not isinstance(bench.service, ListsProfiles):
            raise BadPlace(f"{bench.service.label} has no profiles.")
        return await bench.service.profiles()

    rows = [_row(profile) for profile in run_on(place, work)]
    print_rows(rows, "profile_id name keys", as_json=as_json)


def _row(profile: Profile) -> dict[str, object]:
    return {
        "profile_id": profile.profile_id,
        "name": profile.name,
        "keys": ", ".join(profile.meta),
        "meta": dict(profile.meta),
    }
