"""What is known of files, as long as they stay the same."""

from collections import OrderedDict
from typing import Final

from cliptui.media.facts import MediaFile
from cliptui.media.identity import Identity

_DESCRIBED_FILES: Final = 512


class Shelf:
    """Remembers what files are; used by one thread only.

    Args:
        most: How many files to remember: those that were kept last.
    """

    def __init__(self, most: int = _DESCRIBED_FILES) -> None:
        self._most = most
        self._files: OrderedDict[Identity, MediaFile] = OrderedDict()

    def known(self, identity: Identity) -> MediaFile | None:
        """Return what a file is, if that is known."""
        return self._files.get(identity)

    def keep(self, identity: Identity, file: MediaFile) -> None:
        """Remember what a file is."""
        self._files[identity] = file
        if len(self._files) > self._most:
            self._files.popitem(last=False)
