"""`cliptui keys`: list every key of the screen."""

import click

from cliptui.tui.commands import Context, commands_of


@click.command()
def command() -> None:
    """List every key of the screen, as the ? screen does."""
    for context in Context:
        click.echo(f"{context}")
        for row in commands_of(context):
            click.echo(f"  {row.keys_shown:<18}  {row.sentence}")
