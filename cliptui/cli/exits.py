"""The exit codes of the command line."""

from enum import IntEnum

from cliptui.errors import (
    AccessRefused,
    BadInput,
    CliptuiError,
    NoTerminal,
    NotFound,
    PortInUse,
    ServiceError,
    StoreError,
)


class ExitCode(IntEnum):
    """How a run of the command line ended.

    Attributes:
        DONE: All that was asked for was done.
        FAILED: The clip that was waited for could not be made, or anything not named below.
        USAGE: The command line was not understood.
        BAD_INPUT: A time, a folder, a URL or a setting cannot be used.
        NOT_FOUND: There is no such asset, draft or clip.
        NO_ACCESS: The service refuses the credentials.
        SERVICE: The service does not answer, is busy, or refuses the request: for a video that
            cannot be decoded, say.
        STORE: What is remembered between runs cannot be read or written.
        PORT_IN_USE: The port to serve on is taken.
        NO_TERMINAL: The screen needs a terminal.
        INTERRUPTED: Stopped by ctrl+c, as shells count it.
    """

    DONE = 0
    FAILED = 1
    USAGE = 2
    BAD_INPUT = 3
    NOT_FOUND = 4
    NO_ACCESS = 5
    SERVICE = 6
    STORE = 7
    PORT_IN_USE = 8
    NO_TERMINAL = 9
    INTERRUPTED = 130


_CODES: tuple[tuple[type[CliptuiError], ExitCode], ...] = (
    (BadInput, ExitCode.BAD_INPUT),
    (NotFound, ExitCode.NOT_FOUND),
    (AccessRefused, ExitCode.NO_ACCESS),
    (ServiceError, ExitCode.SERVICE),
    (StoreError, ExitCode.STORE),
    (PortInUse, ExitCode.PORT_IN_USE),
    (NoTerminal, ExitCode.NO_TERMINAL),
)


def exit_code_of(error: CliptuiError) -> ExitCode:
    """Return the exit code that tells of an error: that of the first class it belongs to."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.FAILED)
