"""Writing what a verb has made: to stdout, or to the file that the user names."""

import errno
from pathlib import Path

import click

from cliptui.clip.text import clean
from cliptui.errors import BadPlace


def write_output(path: Path, content: bytes, what: str) -> None:
    """Write a file, or to stdout for `-`.

    Args:
        path: The file; one that is there is written over.
        content: All of its bytes.
        what: What it is, for the sentence of an error.

    Raises:
        BadPlace: It cannot be written.
    """
    try:
        with click.open_file(path, "wb") as file:
            file.write(content)
    except OSError as error:
        raise BadPlace(
            f"The {what} cannot be written to “{clean(str(path))}” ({error.strerror}): "
            "name another file."
        ) from error


def print_result(text: object) -> None:
    """Write a line of what was asked for to stdout.

    Raises:
        BadPlace: It cannot be written: the disk that stdout leads to is full, say.
        BrokenPipeError: Nobody reads on, as behind `head`, which is no failure.
    """
    try:
        click.echo(text)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise BadPlace(
            f"The results cannot be written to stdout ({error.strerror}): send them elsewhere."
        ) from error
