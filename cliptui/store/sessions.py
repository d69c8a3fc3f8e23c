"""Which runs of cliptui are alive: each holds a lock on a file that bears its name.

The kernel takes the lock away when a process ends, however it ends, so that a run that was killed
is known to be dead at once, and one that is merely stopped or stalled is known to be alive.
"""

import fcntl
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

_PRIVATE_DIR: Final = 0o700
_NAME_BYTES: Final = 8


class Session:
    """This run, as others see it.

    Args:
        file: The file that bears its name.
        descriptor: That file, open and locked.
    """

    def __init__(self, file: Path, descriptor: int) -> None:
        self._file = file
        self._descriptor: int | None = descriptor

    @classmethod
    def begin(cls, folder: Path, make_hex: Callable[[int], str]) -> Self:
        """Begin a session, and clear away the files of those that have died.

        Args:
            folder: Where all sessions have their files; made if missing.
            make_hex: Makes so many random bytes, written as hexadecimal digits.

        Raises:
            OSError: The folder cannot be written to, or its file system has no locks.
        """
        folder.mkdir(_PRIVATE_DIR, parents=True, exist_ok=True)
        file = folder / make_hex(_NAME_BYTES)
        hidden = file.with_name(f".{file.name}")
        descriptor = os.open(hidden, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        hidden.rename(file)  # it is locked before anybody can take it for a dead one
        session = cls(file, descriptor)
        session._clear_away()
        return session

    @property
    def name(self) -> str:
        """Its name, another one for each session."""
        return self._file.name

    def is_alive(self, name: str) -> bool:
        """Tell whether the session of a name goes on."""
        try:
            descriptor = os.open(self._file.with_name(name), os.O_RDWR | os.O_CLOEXEC)
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

    def end(self) -> None:
        """End the session; ending it again does nothing."""
        if self._descriptor is not None:
            self._file.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def _others(self) -> list[str]:
        names = (file.name for file in self._file.parent.iterdir())
        return [name for name in names if not name.startswith(".") and name != self.name]

    def _clear_away(self) -> None:
        for name in self._others():
            if not self.is_alive(name):
                with suppress(FileNotFoundError):
                    self._file.with_name(name).unlink()
