"""What the journal keeps of an asset that was worked on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeptDesk:
    """The state of a desk as it was last kept.

    Attributes:
        text: The state, in whatever form it was given; JSON in this program.
        kept_at_s: When, in Unix seconds.
        is_own: Whether this session has kept it, and not another one.
    """

    text: str
    kept_at_s: float
    is_own: bool
