"""A line to type into, which shows whatever is pasted."""

from textual.widgets import Input

from cliptui.clip.text import clean

_MAX_LENGTH = 2000


class Entry(Input):
    """An input whose text is made safe: what is pasted can hold escape codes, too."""

    def validate_value(self, value: str) -> str:
        """Show control characters as pictures of them, as with any text from outside."""
        return clean(value, _MAX_LENGTH)
