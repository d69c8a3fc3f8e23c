"""Options that several verbs have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
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


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the user wants pictures.

    Attributes:
        preview: A way to show them, or `auto`.
        blocks: The characters to draw them with.
        max_rate: A cap in bytes a second; None for none.
    """

    preview: str = "auto"
    blocks: str = "half"
    max_rate: int | None = None


def picture_options(function: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options of pictures; it gets them as `wishes`."""

    @click.option(
        "--preview",
        type=click.Choice(["auto", "half", "quad", "sextant", "kitty", "iterm", "sixel", "off"]),
        default="auto",
        show_default=True,
        help="How pictures are shown; V goes through the ways that the terminal has.",
    )
    @click.option(
        "--blocks",
        type=click.Choice(["half", "quad", "sextant"]),
        default="half",
        show_default=True,
        help="The characters that pictures are drawn with where they are not pixels.",
    )
    @click.option(
        "--max-rate",
        metavar="BYTES_PER_S",
        type=click.IntRange(min=1000),
        help="Never send more of pictures than this, over any two seconds.",
    )
    @wraps(function)
    def with_wishes(*, preview: str, blocks: str, max_rate: int | None, **others: object) -> None:
        function(wishes=Wishes(preview, blocks, max_rate), **others)

    return with_wishes
