"""`cliptui keys`: list every key of the screen."""

import os

import click

from cliptui.cli.output import print_result
from cliptui.cli.preferences import keymap_in
from cliptui.config import Places
from cliptui.tui.commands import Context, commands_of


@click.command()
@click.option("--names", is_flag=True, help="Show the names by which keymap.toml knows commands.")
def command(names: bool) -> None:
    """List every key of the screen, as the ? screen does.

    Keys can be others: the file keymap.toml in the configuration directory may say
    `profile = "nle"` or `profile = "losslesscut"`, and under `[keys]` name = ["key", "key"].
    """
    keymap = keymap_in(Places.from_environment(os.environ))
    for context in Context:
        print_result(f"{context}")
        for row in commands_of(context):
            name = f"{row.name:<22}" if names else ""
            print_result(f"  {name}{keymap.shown(row):<18}  {row.sentence}")
