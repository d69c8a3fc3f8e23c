"""Options that several verbs have."""

from pathlib import Path

import click

convert_option = click.option(
    "--convert",
    type=click.Choice(["auto", "manual"]),
    default="auto",
    show_default=True,
    help="Cut a draft when it is saved, or only when asked to.",
)
cut_option = click.option(
    "--cut",
    type=click.Choice(["lossless", "exact", "keyframe"]),
    default="lossless",
    show_default=True,
    help="Copy the frames, encode them anew, or copy out to the next keyframes.",
)
clips_option = click.option(
    "--clips",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where clips are written; the state directory by default.",
)
