"""The journal of a session: what is at work on each asset, kept before the next key is read."""

from cliptui.clip.kept import KeptDesk
from cliptui.errors import StoredAside, StoreError
from cliptui.jobs.bench import Bench


class Journal:
    """Keeps the states of desks, on the disk or, while that fails, in memory.

    Args:
        bench: Where the assets are, and what remembers.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._unkept: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    @property
    def unkept(self) -> int:
        """Number of assets whose state is in memory alone, since it could not be written."""
        return len(self._unkept)

    def remember(self, asset_id: str, text: str) -> None:
        """Keep a newer state of an asset's desk; it is on the disk when this returns.

        Raises:
            StoreError: It could not be written. It is kept in memory, and is tried again with
                the next state of any asset and by `retry`.
        """
        if self._latest.get(asset_id) != text:
            self._latest[asset_id] = self._unkept[asset_id] = text
        self.retry()

    def retry(self) -> None:
        """Write what could not be written; what cannot be keeps nothing else from it.

        Raises:
            StoreError: Some of it still cannot be.
            StoredAside: All of it outlives the program, but is not where it belongs.
        """
        bench, failure = self._bench, None
        for asset_id, text in list(self._unkept.items()):
            try:
                bench.memory.keep_desk(bench.place, asset_id, text, bench.now())
            except StoreError as error:
                is_worse = failure is None or isinstance(failure, StoredAside)
                failure = error if is_worse else failure
            else:
                del self._unkept[asset_id]
        if failure is not None:
            raise failure

    def recall(self, asset_id: str) -> KeptDesk | None:
        """Return the latest state of an asset's desk, whichever session it is of.

        Raises:
            StoreError: It cannot be read.
        """
        if asset_id in self._unkept:
            return KeptDesk(self._unkept[asset_id], self._bench.now(), is_own=True)
        kept = self._bench.memory.kept_desk(self._bench.place, asset_id)
        if kept:
            self._latest[asset_id] = kept.text
        return kept

    def close(self) -> None:
        """Write what could not be written, for the last time.

        Raises:
            StoreError: It still cannot be; the sentence says how much is lost, if any is.
        """
        try:
            self.retry()
        except StoredAside as error:
            raise StoreError(
                f"{error} The last changes on {self.unkept} assets are safe in a file beside it: "
                "the next start brings them back."
            ) from error
        except StoreError as error:
            raise StoreError(
                f"The last changes on {self.unkept} assets could not be kept. {error}"
            ) from error
