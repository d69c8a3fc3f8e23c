"""How clips are called that nobody gives a title."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from cliptui.clip.text import clean
from cliptui.clip.titles import DEFAULT_TEMPLATE, check_template
from cliptui.config.toml_file import read_toml
from cliptui.errors import BadSetting

TITLE: Final = "CLIPTUI_TITLE"
"""The template of titles; see `cliptui.clip.titles` for its fields."""

TITLE_ENTRY: Final = "title"
"""The same in the configuration file, which the variable overrules."""


def title_template(environ: Mapping[str, str], file: Path) -> str:
    """Return the template of titles; an empty one counts as unset.

    Args:
        environ: The environment.
        file: The configuration file, which may be missing.

    Raises:
        BadSetting: It names a field that there is not, or the file cannot be used.
    """
    told = environ.get(TITLE, "")
    if told:
        return _checked(told, TITLE)
    entry = f"{clean(str(file))}: {TITLE_ENTRY}"

    def read(members: dict[str, Any], _: BinaryIO) -> str:
        written = members.get(TITLE_ENTRY, "")
        if not isinstance(written, str):
            raise BadSetting(f"{entry} must be a text in quotes.")
        return _checked(written or DEFAULT_TEMPLATE, entry)

    return read_toml(file, read, DEFAULT_TEMPLATE)


def _checked(template: str, name: str) -> str:
    try:
        check_template(template)
    except BadSetting as error:
        raise BadSetting(f"{name} cannot be used. {error}") from error
    return template
