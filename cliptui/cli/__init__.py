"""argv → work: the command line, and the composition root where all other rooms meet.

Owns: verbs, exit codes, what is printed; who answers which Protocol.
Does not own: any of the work. Each verb's module loads what it needs when it is called, so that
`cliptui --version` loads next to nothing.
Imported by: `__main__` and the installed `cliptui` command.
"""

import io
import sys
from collections.abc import Sequence

import click

from cliptui.cli.exits import ExitCode, exit_code_of
from cliptui.cli.verbs import cliptui
from cliptui.errors import CliptuiError


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line and leave with an exit code of `ExitCode`.

    Args:
        argv: What follows the program's name; None for what the shell gave.
    """
    _spell_all()
    try:
        cliptui.main(args=argv, prog_name="cliptui", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except CliptuiError as error:
        click.echo(f"cliptui: {error}", err=True)
        sys.exit(exit_code_of(error))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(ExitCode.INTERRUPTED)


def _spell_all() -> None:
    """Have letters that stdout does not know, as in Latin-1, written as escapes."""
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors == "strict":
        sys.stdout.reconfigure(errors="backslashreplace")
