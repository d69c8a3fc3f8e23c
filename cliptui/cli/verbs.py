"""The verbs, each loaded only when it is called."""

import os
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from cliptui import __version__

VERBS: Final = {
    "assets": "List the assets of a library; update, delete, changes.",
    "clips": "List the clips that drafts have become.",
    "config": "Show the accounts of the configuration file, and try them.",
    "draft": "Save a draft of a clip, and wait for the clip if asked to.",
    "drafts": "List the drafts of clips.",
    "export": "Write cuts of an asset for other programs: LosslessCut, editors, players, ffmpeg.",
    "frame": "Write one frame of an asset to a picture file.",
    "import": "Save drafts from a file of cuts: a project of LosslessCut, or CSV.",
    "jobs": "List jobs of the service: clips without a draft, and exports; begin and cancel them.",
    "keys": "List every key of the screen.",
    "mediaclips": "List, write, publish and delete mediaclips.",
    "open": "Open the clip desk; the verb may be left out.",
    "outbox": "List the drafts that wait to be sent, and send them.",
    "profiles": "List the profiles that a draft can name.",
    "scenes": "List where the scenes of an asset begin.",
    "serve": "Serve a folder of video files to other programs.",
    "suggest": "Have clips of an asset suggested.",
}
"""The verbs and what they do; the module `cliptui.cli.VERB` has each as `command`."""

_MODULES: Final = {"import": "import_file"}
"""Modules of the verbs that are words of Python."""

_HELP_OPTIONS: Final = ["-h", "--help"]
_OPTIONS: Final = (*_HELP_OPTIONS, "--version")

_CLOSE: Final = 0.7
"""How alike two words are when one is taken for a slip of the other, as difflib counts."""

_HELP: Final = """The clip desk in a terminal.

`cliptui` opens the bundled demo library, `cliptui FOLDER` a folder of video files, `cliptui URL`
a service elsewhere, `cliptui NAME` an account of the configuration file. A folder with the name of
a verb or of an account is written ./NAME.
"""


class LazyGroup(click.Group):
    """A group that imports a verb's module when the verb is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs."""
        del ctx
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb; None if there is none of that name."""
        del ctx
        if cmd_name not in VERBS:
            return None
        module = _MODULES.get(cmd_name, cmd_name)
        command: click.Command = import_module(f"cliptui.cli.{module}").command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what starts with no verb and no option of our own for a place to open."""
        is_ours = bool(args) and (args[0] in VERBS or args[0] in _OPTIONS)
        if not is_ours and not ctx.resilient_parsing:  # that is a shell that completes a verb
            if args:
                _check_no_slip(args[0])
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(sorted(VERBS.items()))


def _check_no_slip(word: str) -> None:
    """Check that what names no verb is not one with a slip of the fingers.

    Raises:
        click.UsageError: It names nothing, and is close to a verb.
    """
    from difflib import get_close_matches  # noqa: PLC0415  those who type well need not wait

    close = get_close_matches(word, (*VERBS, *_OPTIONS), 1, _CLOSE)
    if close and not Path(word).exists() and not _is_account(word):
        raise click.UsageError(f"There is no verb “{word}”: did you mean “{close[0]}”?")


def _is_account(word: str) -> bool:
    from cliptui.cli.places import accounts_of  # noqa: PLC0415  likewise

    return word in accounts_of(os.environ)


@click.command(
    cls=LazyGroup,
    help=_HELP,
    options_metavar="",
    subcommand_metavar="[PLACE | VERB …]",
    context_settings={"help_option_names": _HELP_OPTIONS},
)
@click.version_option(__version__, message="cliptui %(version)s")
def cliptui() -> None:
    """Run a verb."""
