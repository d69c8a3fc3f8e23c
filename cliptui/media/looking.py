"""The files that are looked at."""

from collections import OrderedDict, deque
from pathlib import Path
from typing import Final

from cliptui.errors import MediaError
from cliptui.media.album import SMALL_BYTES, Album, View
from cliptui.media.cache import DiskCache
from cliptui.media.facts import MediaFile
from cliptui.media.failures import reading
from cliptui.media.identity import Identity
from cliptui.media.link import GivenUp, Link
from cliptui.media.pictures import PictureFormat, encode
from cliptui.media.probe import read_facts
from cliptui.media.reader import FrameReader
from cliptui.media.shelf import Shelf
from cliptui.media.travel import BLOCK, is_going_back, wanted_next
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
        self._album = Album()
        self._damaged: dict[Identity, set[int]] = {}
        self._seen: tuple[View, range] | None = None
        self._wanted = deque[tuple[View, int, int | None]]()

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
        view = View(_identified(path), width_px, picture)
        self._wanted.clear()
        count = self._describe(view.identity).index.frame_count
        if not numbers:
            return []
        before = self._seen[1] if self._seen is not None and self._seen[0] == view else None
        goes_back = is_going_back(before, numbers)
        made = []
        for number in numbers:
            kept = self._album.picture(view, number)
            made.append(kept or self._make(view, number, goes_back=goes_back))
            self._link.pulse()
        self._seen = view, numbers
        if len(made[-1]) <= SMALL_BYTES:
            for number in wanted_next(before, numbers, count):
                since = max(0, number - BLOCK + 1) if number < numbers[0] else None
                self._wanted.append((view, number, since))
        return made

    def damaged(self, path: Path, numbers: range) -> tuple[int, ...]:
        """Return which of the frames that were given as pictures are not whole.

        Raises:
            Unreadable: The file is gone.
        """
        known = self._damaged.get(_identified(path), set())
        return tuple(number for number in numbers if number in known)

    def has_more(self) -> bool:
        """Return whether there are pictures that may soon be wanted."""
        return bool(self._wanted)

    def get_ready(self) -> None:
        """Make one of those pictures; give up as soon as an order comes."""
        view, number, since = self._wanted[0]
        try:
            if self._album.picture(view, number) is None:
                self._render(view, number, since)
            self._wanted.popleft()
        except GivenUp:
            return
        except MediaError:  # whoever asks for it will be told
            self._wanted.clear()

    def close(self) -> None:
        """Close all files."""
        while self._readers:
            self._readers.popitem()[1].close()

    def _make(self, view: View, number: int, *, goes_back: bool) -> bytes:
        """Make a picture that somebody waits for; with it, what costs nothing more."""
        if not goes_back:
            return self._render(view, number, None)
        start = self._reader(view.identity).group_start(number)
        return self._render(view, number, max(start, number - BLOCK + 1))

    def _render(self, view: View, number: int, since: int | None) -> bytes:
        reader = self._reader(view.identity)
        image = reader.frame(number, view.width_px, since=since)
        if reader.is_damaged(number):
            self._damaged.setdefault(view.identity, set()).add(number)
        made = encode(image, view.picture)
        self._album.keep(view, number, made)
        return made

    def _describe(self, identity: Identity) -> MediaFile:
        described = self._shelf.known(identity) or self._disk.read(identity)
        if described is None:
            index = read_index(identity.path, self._link.slow_pulse)
            described = MediaFile(read_facts(identity.path, index), index)
            self._disk.write(identity, described)
        self._shelf.keep(identity, described)
        return described

    def _reader(self, identity: Identity) -> FrameReader:
        """Return the reader of a file; all others give back their memory."""
        reader = self._readers.pop(identity, None)
        self._make_room()
        if reader is None:
            index = self._describe(identity).index
            reader = FrameReader(identity.path, index, self._link.pulse)
        self._readers[identity] = reader
        return reader

    def _make_room(self) -> None:
        for identity, reader in list(self._readers.items()):
            reader.forget()
            if reader.is_heavy or len(self._readers) >= _OPEN_FILES:
                self._readers.pop(identity).close()


def _identified(path: Path) -> Identity:
    with reading(path):
        return Identity.of(path)
