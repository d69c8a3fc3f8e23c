"""The files that are looked at."""

from collections import OrderedDict
from pathlib import Path
from typing import Final

from cliptui.media.cache import DiskCache
from cliptui.media.facts import MediaFile
from cliptui.media.failures import reading
from cliptui.media.identity import Identity
from cliptui.media.link import Link
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.probe import read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.shelf import Shelf
from cliptui.media.walk import read_index

_OPEN_FILES: Final = 4


class Desk:
    """Describes files, and keeps those open that were looked at last; used by one thread only.

    Args:
        disk: Remembers what files are from run to run.
        link: Tells when to give up.
    """

    def __init__(self, disk: DiskCache, link: Link) -> None:
        self._disk = disk
        self._shelf = Shelf()
        self._link = link
        self._readers: OrderedDict[Identity, FrameReader] = OrderedDict()

    def describe(self, path: Path) -> MediaFile:
        """Return what a file is, read only if that is not known.

        Raises:
            Unreadable: It is no video that can be used.
            GivenUp: Nobody waits for it any more.
        """
        return self._describe(_identified(path))

    def pictures(
        self, path: Path, numbers: range, width_px: int | None, picture: PictureFormat
    ) -> list[bytes]:
        """Return frames as encoded pictures, decoded in one pass.

        Args:
            path: The file.
            numbers: Frame indices, ascending.
            width_px: The width of the pictures, unless the frame is smaller; None for all of it.
            picture: How to encode them.

        Raises:
            UndecodableFrame: There is no such frame, or nothing around it can be decoded.
            Unreadable: The file is no video that can be used.
            GivenUp: Nobody waits for them any more.
        """
        reader = self._reader(_identified(path))
        made = []
        for image in reader.frames(numbers, width_px):
            made.append(encode(image, picture))
            self._link.pulse()
        return made

    def close(self) -> None:
        """Close all files."""
        while self._readers:
            self._readers.popitem()[1].close()

    def _describe(self, identity: Identity) -> MediaFile:
        described = self._shelf.known(identity) or self._disk.read(identity)
        if described is None:
            index = read_index(identity.path, self._link.slow_pulse)
            described = MediaFile(read_facts(identity.path, index), index)
            self._disk.write(identity, described)
        self._shelf.keep(identity, described)
        return described

    def _reader(self, identity: Identity) -> FrameReader:
        """Return the reader of a file; all others forget their frames."""
        reader = self._readers.pop(identity, None)
        if reader is None:
            index = self._describe(identity).index
            self._make_room()
            reader = FrameReader(identity.path, index, self._link.pulse)
        self._readers[identity] = reader
        for other in self._readers.values():
            if other is not reader:
                other.forget()
        return reader

    def _make_room(self) -> None:
        while len(self._readers) >= _OPEN_FILES:
            self._readers.popitem(last=False)[1].close()


def _identified(path: Path) -> Identity:
    with reading(path):
        return Identity.of(path)
