"""Files that brought a process down, or kept it busy for too long: they are not tried again."""

from collections import OrderedDict
from typing import Final

from cliptui.errors import Unreadable
from cliptui.media.cache import DiskCache
from cliptui.media.identity import Identity

_MOST: Final = 512


class Verdicts:
    """Remembers harmful files for as long as they stay the same; used by one thread only.

    Args:
        disk: Where later runs learn of them too.
    """

    def __init__(self, disk: DiskCache | None = None) -> None:
        self._disk = disk or DiskCache(None)
        self._sentences: OrderedDict[Identity, str] = OrderedDict()

    def check(self, identity: Identity | None) -> None:
        """Let a file pass that has done no harm, or cannot be looked at.

        Raises:
            Unreadable: It has, as it is; with the sentence that told of it.
        """
        sentence = None if identity is None else self._sentences.get(identity)
        if sentence is not None:
            raise Unreadable(sentence)

    def remember(self, identity: Identity | None, sentence: str) -> None:
        """Remember a file.

        Args:
            identity: The file, as it was before it was tried.
            sentence: What to say of it.
        """
        if identity is None:
            return
        self._sentences[identity] = sentence
        self._disk.condemn(identity, sentence)
        if len(self._sentences) > _MOST:
            self._sentences.popitem(last=False)
