"""How clips are called that nobody gives a title."""

from collections.abc import Mapping
from typing import Final

from cliptui.clip.titles import DEFAULT_TEMPLATE, check_template
from cliptui.errors import BadSetting

TITLE: Final = "CLIPTUI_TITLE"
"""The template of titles; see `cliptui.clip.titles` for its fields."""


def title_template(environ: Mapping[str, str]) -> str:
    """Read the template of titles; an empty one counts as unset.

    Raises:
        BadSetting: It names a field that there is not.
    """
    template = environ.get(TITLE) or DEFAULT_TEMPLATE
    try:
        check_template(template)
    except BadSetting as error:
        raise BadSetting(f"{TITLE} cannot be used. {error}") from error
    return template
