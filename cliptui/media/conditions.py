"""What a process that decodes is told when it starts."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which conditions a process works.

    Attributes:
        niceness: By how much it yields to others.
        memory_bytes: The bound on its address space.
        cache_dir: Where it keeps what it found out; None for nowhere.
    """

    niceness: int
    memory_bytes: int
    cache_dir: Path | None

    def arguments(self) -> list[str]:
        """Return them as the arguments of the process."""
        return [str(self.niceness), str(self.memory_bytes), str(self.cache_dir or "")]

    @classmethod
    def of(cls, arguments: list[str]) -> "Conditions":
        """Read the arguments of the process."""
        niceness, memory_bytes, folder = arguments
        return cls(int(niceness), int(memory_bytes), Path(folder) if folder else None)
