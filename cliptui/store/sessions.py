"""Which runs of cliptui are alive: each holds a lock on a file that bears its name.

The kernel takes the lock away when a process ends, however it ends, so that a run that was killed
is known to be dead at once, and one that is merely stopped or stalled is known to be alive.

What a session notes in its file outlives it: a later one takes it over.
"""

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_PRIVATE_DIR: Final = 0o700
_NAME_BYTES: Final = 8
_OPEN: Final = os.O_RDWR | os.O_CLOEXEC


class Session:
    """This run, as others see it.

    Args:
        file: The file that bears its name.
        descriptor: That file, open and locked.
    """

    def __init__(self, file: Path, descriptor: int) -> None:
        self._file = file
        self._descriptor: int | None = descriptor
        self._noted_bytes = 0

    @classmethod
    def begin(cls, folder: Path, make_hex: Callable[[int], str]) -> Self:
        """Begin a session.

        Args:
            folder: Where all sessions have their files; made if missing.
            make_hex: Makes so many random bytes, written as hexadecimal digits.

        Raises:
            OSError: The folder cannot be written to, or its file system has no locks.
        """
        folder.mkdir(_PRIVATE_DIR, parents=True, exist_ok=True)
        file = folder / make_hex(_NAME_BYTES)
        hidden = file.with_name(f".{file.name}")
        descriptor = os.open(hidden, _OPEN | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hidden.rename(file)  # it is locked before anybody can take it for a dead one
        return cls(file, descriptor)

    @property
    def name(self) -> str:
        """Its name, another one for each session."""
        return self._file.name

    def is_alive(self, name: str) -> bool:
        """Tell whether the session of a name goes on."""
        try:
            descriptor = os.open(self._file.with_name(name), _OPEN)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
        return False

    def has_company(self) -> bool:
        """Tell whether another session goes on."""
        return any(self.is_alive(name) for name in self._others())

    def note(self, line: str) -> None:
        """Note a line, which outlives this process from now on.

        Args:
            line: Without a line break in it.

        Raises:
            OSError: It cannot be noted, and nothing of it is.
        """
        if self._descriptor is None:
            raise OSError(errno.EBADF, "The session has ended")
        rest = memoryview(f"{line}\n".encode())
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            os.ftruncate(self._descriptor, self._noted_bytes)
            raise
        self._noted_bytes = os.fstat(self._descriptor).st_size

    def wipe(self) -> None:
        """Forget what was noted."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            self._noted_bytes = 0

    def end(self) -> None:
        """End the session, leaving its notes to a later one; ending it again does nothing."""
        if self._descriptor is not None:
            if not self._noted_bytes:
                self._file.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def dead(self) -> Iterator[tuple[str, list[str]]]:
        """Yield the name and the lines of each session that has died.

        Its file is cleared away once the caller goes on, and no other session gets it meanwhile.
        """
        for name in self._others():
            file = self._file.with_name(name)
            with suppress(FileNotFoundError), file.open("r+b") as left, suppress(BlockingIOError):
                fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
                # A line that was not finished was not acknowledged.
                whole, _, _ = left.read().decode("utf-8", "replace").rpartition("\n")
                yield name, whole.splitlines()
                file.unlink(missing_ok=True)

    def _others(self) -> list[str]:
        names = (file.name for file in self._file.parent.iterdir())
        return [name for name in names if not name.startswith(".") and name != self.name]
