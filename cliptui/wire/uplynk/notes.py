"""The owner's notes on assets and drafts, as requests carry them."""

import msgspec

from cliptui.clip.text import clean
from cliptui.errors import RequestRefused


def read_object(text: bytes | str, what: str) -> dict[str, object]:
    """Read the JSON text of an object.

    Args:
        text: The text.
        what: What it is, for the sentence.

    Raises:
        RequestRefused: It is no JSON object.
    """
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise RequestRefused(f"{what} is no JSON object.") from error


def read_notes(value: object) -> dict[str, str]:
    """Read notes: an object, or its JSON text, as every recorded client sends it.

    Raises:
        RequestRefused: It is neither, or a note is no plain value.
    """
    if value is None or value == "":
        return {}
    members = read_object(value, "meta") if isinstance(value, str) else value
    if not isinstance(members, dict):
        raise RequestRefused("meta must be an object.")
    if any(isinstance(note, dict | list) for note in members.values()):
        raise RequestRefused("meta must hold plain values, no lists or objects.")
    return {clean(name): clean(str(note)) for name, note in members.items()}
