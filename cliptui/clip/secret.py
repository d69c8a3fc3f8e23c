"""A key that cannot be printed by accident."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A key; its text shows in no `repr`, log line or crash report.

    Attributes:
        text: The key itself, for the one place that signs with it.
    """

    text: str = field(repr=False)

    def __str__(self) -> str:
        """Return stars, however long the key is."""
        return "***"
