"""What a file is known by."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file is known by: another content has another.

    Attributes:
        path: Where it is, absolute.
        size_bytes: Its size.
        mtime_ns: When it was last changed, in nanoseconds since 1970.
    """

    path: Path
    size_bytes: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> "Identity":
        """Look at a file.

        Raises:
            OSError: It cannot be looked at.
        """
        status = path.stat()
        return cls(path.absolute(), status.st_size, status.st_mtime_ns)


def known_by(path: Path) -> Identity | None:
    """Return what a file is known by; None if it cannot be looked at."""
    try:
        return Identity.of(path)
    except OSError:
        return None
