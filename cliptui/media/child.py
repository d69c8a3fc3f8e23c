"""The process that decodes, or cuts, for the program: `python -m cliptui.media.child`.

Its standard input is the socket that `process` speaks through. It works on one order at a time,
with files that may be hostile: whatever becomes of it costs that order and nothing else. It ends
when the other end of the socket does.
"""

import os
import resource
import socket
import sys
import traceback
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import assert_never

from cliptui.errors import CutFailed, UndecodableFrame, Unreadable
from cliptui.media.cache import DiskCache
from cliptui.media.conditions import Conditions
from cliptui.media.cuts import cut
from cliptui.media.link import GivenUp, Link
from cliptui.media.looking import Desk
from cliptui.media.messages import (
    Answer,
    Begun,
    Broken,
    CutClip,
    Describe,
    Described,
    Done,
    Failed,
    FindScenes,
    GivePictures,
    Pictures,
    Progress,
    Scenes,
    Skim,
    Skimmed,
    Stopped,
    Work,
)
from cliptui.media.modes import CutReport
from cliptui.media.records import FileRecord
from cliptui.media.scenes import look_through
from cliptui.media.skimming import Look, skim


class Workroom:
    """Does what is ordered.

    Args:
        link: Where orders come from.
        cache_dir: Where to keep what was found out; None for nowhere.
    """

    def __init__(self, link: Link, cache_dir: Path | None) -> None:
        self._link = link
        self._desk = Desk(DiskCache(cache_dir), link)

    def do(self, order: Work) -> Answer:
        """Work on an order.

        Raises:
            MediaError: It cannot be done.
            GivenUp: It was stopped.
        """
        match order:
            case Describe():
                return Described(FileRecord.of(self._desk.describe(_path(order.path))))
            case GivePictures():
                numbers = range(order.start, order.stop, order.step)
                path = _path(order.path)
                pictures = self._desk.pictures(path, numbers, order.width_px, order.picture)
                return Pictures(pictures, self._desk.damaged(path, numbers))
            case CutClip():
                return Done.of(self._cut(order))
            case FindScenes():
                return Scenes(self._find_scenes(order))
            case Skim():
                return self._skim(order)
            case _:
                assert_never(order)

    def has_more(self) -> bool:
        """Return whether there is something to do before anybody asks for it."""
        return self._desk.has_more()

    def get_ready(self) -> None:
        """Do a little of that; less as soon as an order comes."""
        self._desk.get_ready()

    def close(self) -> None:
        """Close all files."""
        self._desk.close()

    def _cut(self, order: CutClip) -> CutReport:
        return cut(
            _path(order.source),
            order.index.index(),
            range(order.start, order.stop, order.step),
            _path(order.target),
            title=order.title,
            mode=order.mode,
            on_progress=lambda part: self._link.send(Progress(part)),
            is_cancelled=self._link.is_stopped,
        )

    def _find_scenes(self, order: FindScenes) -> tuple[int, ...]:
        index, found, done = order.index.index(), list[int](), order.start

        def tell() -> Progress:
            return Progress(done=done, cuts=tuple(found))

        looks = look_through(
            _path(order.path), index, range(order.start, order.stop), quickly=order.quickly
        )
        with closing(looks):
            for number, is_cut in looks:
                if is_cut:
                    found.append(number)
                done = number + 1
                self._link.slow_pulse(tell)
        return tuple(found)

    def _skim(self, order: Skim) -> Skimmed:
        index = order.index.index()
        look = Look(order.width_px, order.picture)
        found = skim(_path(order.path), index, order.numbers, look, self._link.slow_pulse)
        return Skimmed(tuple(found), tuple(found.values()))


def main() -> None:
    """Work until the program ends."""
    serve(Workroom)


def serve(open_room: type[Workroom]) -> None:
    """Work on orders in a room until the program ends."""
    conditions = Conditions.of(sys.argv[1:])
    os.nice(conditions.niceness)
    with suppress(ValueError, OSError):  # a system without such bounds, or with a lower one
        limit = conditions.memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    link = Link(socket.socket(fileno=os.dup(sys.stdin.fileno())))
    sys.excepthook = partial(_say_last_words, link)
    room = open_room(link, conditions.cache_dir)
    while True:
        while room.has_more() and not link.has_orders:
            room.get_ready()
        order = link.next_order()
        if order is None:
            break
        link.send(Begun())
        link.send(_answer(room, order))
        link.rest()
    room.close()


def _answer(room: Workroom, order: Work) -> Answer:
    try:
        return room.do(order)
    except GivenUp:
        return Stopped()
    except UndecodableFrame as error:
        return Failed("UndecodableFrame", str(error))
    except Unreadable as error:
        return Failed("Unreadable", str(error))
    except CutFailed as error:
        return Failed("CutFailed", str(error))


def _say_last_words(
    link: Link, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, MemoryError):  # that is no bug, but the bound
        link.send(Broken("".join(traceback.format_exception(kind, error, trace))))


def _path(name: bytes) -> Path:
    return Path(os.fsdecode(name))


if __name__ == "__main__":
    main()
