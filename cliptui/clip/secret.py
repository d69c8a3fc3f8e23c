"""A key that cannot be printed by accident."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A key; its text shows in no `repr`, log line or crash report.

    Attributes:
        text: The key itself, for the one place that signs with it.
        origin: The settings that hold it and who it is for, as the user knows them; empty where
            nobody has set any.
    """

    text: str = field(repr=False)
    origin: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        """Return stars, however long the key is."""
        return "***"
