"""Going from one place to another while the screen stays: folders, the demo, accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cliptui.jobs.bench import Bench


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that can be opened.

    Attributes:
        key: The name under which things are remembered of it; no two places have the same.
        label: What the screen calls it; clean.
        kind: What is there, in a word.
        where: A folder or an address; clean.
        asks: Whether opening it may ask something in the terminal, such as a passphrase.
    """

    key: str
    label: str
    kind: str
    where: str
    asks: bool = False


class OpensPlaces(Protocol):
    """Knows places and opens them."""

    def choices(self) -> Sequence[PlaceChoice]:
        """Return the places that are known.

        Raises:
            BadSetting: What the user has written down of them cannot be used.
        """

    def named(self, text: str) -> PlaceChoice:
        """Return the place that a text names: a folder, an address or an account.

        Raises:
            BadSetting: It names none.
        """

    def unlock(self, choice: PlaceChoice) -> None:
        """Get what is needed to open a place that `asks`; the terminal is free meanwhile.

        Raises:
            BadSetting: It cannot be had.
        """

    async def open(self, choice: PlaceChoice) -> Bench:
        """Open a place beside those that are open.

        Raises:
            CliptuiError: It cannot be opened; the others stay as they are.
        """

    async def close_all_but(self, bench: Bench) -> None:
        """Close every place that is open but this one."""
