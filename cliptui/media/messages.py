"""What the program and the processes that decode for it say to each other.

A message is MessagePack behind its length in four bytes. What comes back is read by its type and
never executed: a file may have taken over the process that read it.
"""

from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec

from cliptui.media.modes import CutMode, CutReport
from cliptui.media.pictures import PictureFormat
from cliptui.media.records import FileRecord, IndexRecord

HEADER_BYTES: Final = 4
"""How many bytes tell the length of a message, the highest first."""


class Describe(msgspec.Struct, frozen=True, tag=True):
    """Tell what a file is. The answer is `Described`, after a `Progress` now and then.

    Attributes:
        id: The number of the request.
        path: The bytes of the file's path.
    """

    id: int
    path: bytes


class GivePictures(msgspec.Struct, frozen=True, tag=True):
    """Give frames as encoded pictures. The answer is `Pictures`.

    Attributes:
        id: The number of the request.
        path: The bytes of the file's path.
        start: The first frame.
        stop: One after the last frame.
        step: From frame to frame.
        width_px: The width of the pictures; None for all there is.
        picture: How to encode them.
    """

    id: int
    path: bytes
    start: int
    stop: int
    step: int
    width_px: int | None
    picture: PictureFormat


class CutClip(msgspec.Struct, frozen=True, tag=True):
    """Write a clip. The answer is `Done`, after a `Progress` for each frame.

    Attributes:
        id: The number of the request.
        source: The bytes of the path of the file to cut from.
        index: Its index.
        start: The first frame.
        stop: The first frame that is cut off.
        step: From frame to frame; only 1 makes a clip.
        target: The bytes of the path of the file to write.
        title: The clip's title.
        mode: How to cut.
    """

    id: int
    source: bytes
    index: IndexRecord
    start: int
    stop: int
    step: int
    target: bytes
    title: str
    mode: CutMode


class FindScenes(msgspec.Struct, frozen=True, tag=True):
    """Find where a file is cut. The answer is `Scenes`, after a `Progress` every second.

    Attributes:
        id: The number of the request.
        path: The bytes of the file's path.
        index: Its index.
        start: The first frame to look at.
        stop: One after the last frame to look at.
        quickly: Whether a guess by the keyframes will do; then of the whole file.
    """

    id: int
    path: bytes
    index: IndexRecord
    start: int
    stop: int
    quickly: bool


class Skim(msgspec.Struct, frozen=True, tag=True):
    """Give keyframes as encoded pictures, or as colours. The answer is `Skimmed`.

    Attributes:
        id: The number of the request.
        path: The bytes of the file's path.
        index: Its index.
        numbers: Frame indices of keyframes, ascending, each once.
        width_px: The width of the pictures.
        picture: How to encode them; None for the mean colour alone, in three bytes.
    """

    id: int
    path: bytes
    index: IndexRecord
    numbers: tuple[int, ...]
    width_px: int
    picture: PictureFormat | None


class Stop(msgspec.Struct, frozen=True, tag=True):
    """Give up a request. The answer is `Stopped`, or what the request came to before.

    Attributes:
        id: The number of the request.
    """

    id: int


class Begun(msgspec.Struct, frozen=True, tag=True):
    """A request is being worked on: from now on, what goes wrong is its own fault."""


class Progress(msgspec.Struct, frozen=True, tag=True):
    """A request gets on.

    Attributes:
        part: The part that is done, 0 to 1; None where nobody knows.
        done: How many frames from the start are looked through for scenes.
        cuts: What `Scenes` would say by now.
    """

    part: float | None = None
    done: int = 0
    cuts: tuple[int, ...] = ()


class Described(msgspec.Struct, frozen=True, tag=True):
    """What a file is."""

    file: FileRecord


class Pictures(msgspec.Struct, frozen=True, tag=True):
    """Encoded pictures, in the order that was asked for.

    Attributes:
        pictures: The pictures.
        damaged: The numbers of those frames among them that are not whole.
    """

    pictures: list[bytes]
    damaged: tuple[int, ...] = ()


class Done(msgspec.Struct, frozen=True, tag=True):
    """A clip is written; what was done, as `CutReport` has it, its frames by start and stop."""

    mode: CutMode
    start: int
    stop: int
    preroll_frames: int
    reason: str

    @classmethod
    def of(cls, report: CutReport) -> "Done":
        """Write a report."""
        frames = report.frames
        return cls(report.mode, frames.start, frames.stop, report.preroll_frames, report.reason)

    def report(self) -> CutReport:
        """Read a report."""
        frames = range(self.start, self.stop)
        return CutReport(self.mode, frames, self.preroll_frames, self.reason)


class Scenes(msgspec.Struct, frozen=True, tag=True):
    """The frames that are unlike the ones before them, of those that were to be looked at."""

    cuts: tuple[int, ...]


class Skimmed(msgspec.Struct, frozen=True, tag=True):
    """The keyframes that could be decoded, and what they look like."""

    numbers: tuple[int, ...]
    pictures: tuple[bytes, ...]


class Stopped(msgspec.Struct, frozen=True, tag=True):
    """A request was given up."""


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A request failed for a reason that the user can be told.

    Attributes:
        kind: The error to raise.
        sentence: Its sentence.
    """

    kind: Literal["Unreadable", "UndecodableFrame", "CutFailed"]
    sentence: str


class Broken(msgspec.Struct, frozen=True, tag=True):
    """The last words of a process that ends by a bug of ours.

    Attributes:
        traceback: For the log.
    """

    traceback: str


Work: TypeAlias = Describe | GivePictures | CutClip | FindScenes | Skim
"""What a process can be asked for."""

Order: TypeAlias = Work | Stop
"""What a process is told."""

Answer: TypeAlias = Described | Pictures | Done | Scenes | Skimmed | Stopped | Failed
"""What a request comes to."""

Reply: TypeAlias = Begun | Progress | Broken | Answer
"""What a process says."""


_ORDERS: Final = msgspec.msgpack.Decoder(Order)
_REPLIES: Final = msgspec.msgpack.Decoder(Reply)


def packed(message: Order | Reply) -> bytes:
    """Return a message as it is sent, with its length before it."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(HEADER_BYTES, "big") + body


def body_bytes(header: bytes) -> int:
    """Return how many bytes follow a header."""
    return int.from_bytes(header, "big")


def read_order(body: bytes) -> Order:
    """Read what a process is told.

    Raises:
        msgspec.DecodeError: It is no order.
    """
    order: Order = _ORDERS.decode(body)
    return order


def read_reply(body: bytes) -> Reply:
    """Read what a process says.

    Raises:
        msgspec.DecodeError: It is no reply.
    """
    reply: Reply = _REPLIES.decode(body)
    return reply


def path_bytes(path: Path) -> bytes:
    """Return the absolute path of a file as bytes: names need not be text."""
    return bytes(path.absolute())
