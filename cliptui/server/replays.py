"""Requests that were answered before."""

from collections import OrderedDict
from typing import Final

from cliptui.errors import AccessRefused

MAX_KEPT: Final = 50_000
"""Signatures that are remembered; of more, the oldest ones are forgotten."""


class Replays:
    """Refuses a signature that was seen before, as long as its time is within the window.

    It forgets all when the process ends: within the window, a request that an earlier process
    answered is answered once more.

    Args:
        keep_s: Seconds to remember a signature: twice the window, since clocks differ both ways.
        max_kept: Signatures to remember at most.
    """

    def __init__(self, keep_s: int, max_kept: int = MAX_KEPT) -> None:
        self._keep_s = keep_s
        self._max_kept = max_kept
        self._seen: OrderedDict[str, int] = OrderedDict()

    def check(self, signature: str, now_s: int) -> None:
        """Remember a signature that was verified.

        Raises:
            AccessRefused: It is remembered already.
        """
        while self._seen and next(iter(self._seen.values())) < now_s - self._keep_s:
            self._seen.popitem(last=False)
        if signature in self._seen:
            raise AccessRefused(
                "This very request was answered before: sign each one anew, with another _nonce."
            )
        self._seen[signature] = now_s
        if len(self._seen) > self._max_kept:
            self._seen.popitem(last=False)
