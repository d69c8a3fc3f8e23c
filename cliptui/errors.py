"""Every error that cliptui raises on purpose, one tree.

The text of an error is a sentence for the person at the keyboard: what failed, on what,
and what to do about it. Anything that is not in this tree is a bug and crashes loudly.

::

    CliptuiError
    ├── BadInput               what was typed or given cannot be used
    │   ├── BadTime            a timecode or time that means no frame
    │   ├── BadSelection       marks that make no clip
    │   ├── BadCutList         cuts in a file that cannot be used, or that a format cannot say
    │   ├── BadPlace           a folder or URL that cannot be opened
    │   ├── BadSetting         an environment variable or option with an unusable value
    │   └── ReadOnly           a change that was asked for where nothing may be changed
    ├── ServiceError           a service did not do what was asked
    │   ├── Unreachable        no answer: refused, timed out, broken off
    │   │   └── AnswerLost     asked, but the answer never came: it may have been done
    │   ├── AccessRefused      401, 403: credentials or clock
    │   ├── NotFound           404: no such asset, draft or clip
    │   ├── RequestRefused     400, 409, 422: the service says why
    │   │   └── WrongMethod    405: there is such a path, but not with this method
    │   ├── ServiceBusy        429, 5xx: later
    │   │   └── TurnedAway     429: asked too often, and nothing was done
    │   └── UnexpectedAnswer   the answer is not what the contract says
    ├── MediaError             a video file cannot be used
    │   ├── Unreadable         it cannot be opened or holds no video
    │   ├── UndecodableFrame   one frame of it cannot be decoded
    │   └── CutFailed          a clip could not be written
    ├── BadPicture             bytes that are no picture, or too large a one
    ├── StoreError             what is remembered between runs cannot be read or written
    │   ├── StoreDamaged       its file is damaged, or no file of ours
    │   └── StoredAside        it is kept, but not where it belongs until the next start
    ├── PortInUse              `serve` cannot have the port
    └── NoTerminal             the screen needs a terminal
"""


class CliptuiError(Exception):
    """The root of all errors raised on purpose; `str(error)` is a sentence for the user."""


class BadInput(CliptuiError):
    """What was typed or given cannot be used."""


class BadTime(BadInput):
    """A timecode or time that means no frame."""


class BadSelection(BadInput):
    """Marks that make no clip."""


class BadCutList(BadInput):
    """A file of cuts that cannot be used, or cuts that a format cannot say."""


class BadPlace(BadInput):
    """A folder or URL that cannot be opened."""


class BadSetting(BadInput):
    """An environment variable or an option with a value that cannot be used."""


class ReadOnly(BadInput):
    """A change that was asked for where nothing may be changed."""


class ServiceError(CliptuiError):
    """A service did not do what was asked."""


class Unreachable(ServiceError):
    """No answer: the connection was refused, timed out or broke off.

    Unless it is `AnswerLost`, the request did not reach the service.
    """


class AnswerLost(Unreachable):
    """The request was under way when the answer failed to come: nobody knows if it was done."""


class AccessRefused(ServiceError):
    """HTTP 401 or 403: the credentials are wrong, or the clock is."""


class NotFound(ServiceError):
    """HTTP 404: there is no such asset, draft or clip."""


class RequestRefused(ServiceError):
    """HTTP 400, 409, 422 and their like: the service says why."""


class WrongMethod(RequestRefused):
    """HTTP 405: there is such a path, but it cannot be asked with this method."""


class ServiceBusy(ServiceError):
    """HTTP 429 or 5xx: the service cannot answer now.

    Args:
        sentence: What is told to the user.
        again_s: Seconds that the service asks to be left alone for; None if it does not tell.
    """

    def __init__(self, sentence: str = "", again_s: float | None = None) -> None:
        super().__init__(sentence)
        self.again_s = again_s


class TurnedAway(ServiceBusy):
    """HTTP 429: the service was asked too often, and has done nothing of this request."""


class UnexpectedAnswer(ServiceError):
    """The answer is not what the service's contract says."""


class MediaError(CliptuiError):
    """A video file cannot be used."""


class Unreadable(MediaError):
    """A file that cannot be opened, or that holds no video."""


class UndecodableFrame(MediaError):
    """One frame of a readable file cannot be decoded."""


class CutFailed(MediaError):
    """A clip could not be written."""


class BadPicture(CliptuiError):
    """Bytes that are no picture, or too large a one."""


class StoreError(CliptuiError):
    """What is remembered between runs cannot be read or written."""


class StoreDamaged(StoreError):
    """The file of what is remembered is damaged, or none of ours."""


class StoredAside(StoreError):
    """It outlives the program, but gets to where it belongs only at the next start, if not before.

    The text says why.
    """


class PortInUse(CliptuiError):
    """`cliptui serve` cannot have the port that it was told to use."""


class NoTerminal(CliptuiError):
    """The screen needs a terminal for input and output."""
