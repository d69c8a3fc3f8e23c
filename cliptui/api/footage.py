"""Files of mediaclips, downloaded once to be looked at here."""

import asyncio
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from cliptui.api.transport import Patience, Transport
from cliptui.clip.mediaclip import Rendition
from cliptui.clip.text import clean
from cliptui.errors import AccessRefused, BadPlace, NotFound, StoreError, UnexpectedAnswer
from cliptui.wire.bluebillywig.refusals import check
from cliptui.wire.message import Request, Response

MAX_FILE_BYTES: Final = 2 * 2**30
"""Bytes that a file may have."""

MAX_KEPT_BYTES: Final = 8 * 2**30
"""Bytes of all files that are kept; those that were not looked at for longest go first."""

_PATIENCE: Final = Patience(total_s=900, max_body_bytes=MAX_FILE_BYTES)
_PRIVATE_DIR: Final = 0o700
_PRIVATE_FILE: Final = 0o600

OpenWay = Callable[[str, Patience], Transport]
"""Opens the way to a server, by its address."""


class Footage:
    """Files from wherever a service keeps them. No token is ever sent there.

    Args:
        folder: Where to keep them; made when the first one comes.
        open_way: Opens the way to a server.
        max_kept_bytes: Bytes of all files that are kept.
    """

    def __init__(
        self,
        folder: Path,
        open_way: OpenWay = Transport.over_network,
        max_kept_bytes: int = MAX_KEPT_BYTES,
    ) -> None:
        self._folder = folder
        self._open_way = open_way
        self._max_kept_bytes = max_kept_bytes
        self._one_at_a_time = asyncio.Lock()

    async def file(self, base: str, rendition: Rendition) -> Path:
        """Return a file of a mediaclip, downloaded unless it is here.

        Args:
            base: The address that `rendition.src` is below, if that is no address itself.
            rendition: The file.

        Raises:
            ServiceError: It cannot be downloaded, or is too large.
            StoreError: It cannot be written.
        """
        src = rendition.src
        address = src if "://" in src else f"{base.rstrip('/')}/{src.lstrip('/')}"
        target = self._folder / f"{hashlib.sha256(address.encode()).hexdigest()}.mp4"
        async with self._one_at_a_time:
            try:
                if not await asyncio.to_thread(_touched, target):
                    await self._download(address, target)
                    await asyncio.to_thread(self._make_room, target)
            except OSError as error:
                raise StoreError(
                    f"A video cannot be kept in {clean(str(self._folder))} ({error.strerror}): "
                    "free some space, or set CLIPTUI_STATE_DIR to another directory."
                ) from error
        return target

    async def _download(self, address: str, target: Path) -> None:
        parts = urlsplit(address)
        try:
            way = self._open_way(f"{parts.scheme}://{parts.netloc}", _PATIENCE)
        except BadPlace as error:
            raise UnexpectedAnswer(f"The service names no usable file: {error}") from error
        request = Request("GET", unquote(parts.path), tuple(parse_qsl(parts.query)))
        self._folder.mkdir(_PRIVATE_DIR, parents=True, exist_ok=True)
        part = target.with_name(f".{target.stem}-{os.getpid()}.part")
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE)
            with os.fdopen(descriptor, "wb") as file:
                answer = await way.save(request, file)
            _check(answer)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
            await way.aclose()

    def _make_room(self, newest: Path) -> None:
        files = [(path, path.stat()) for path in self._folder.glob("*.mp4") if path != newest]
        files.sort(key=lambda pair: pair[1].st_mtime)
        total = newest.stat().st_size + sum(status.st_size for _, status in files)
        for path, status in files:
            if total <= self._max_kept_bytes:
                return
            path.unlink(missing_ok=True)
            total -= status.st_size


def _check(answer: Response) -> None:
    try:
        check(answer)
    except NotFound as error:
        raise NotFound("The file of this mediaclip is not where the service says.") from error
    except AccessRefused as error:  # the credentials are never sent there, so they are not at fault
        raise AccessRefused(
            "The file of this mediaclip is not given to everybody who asks: allow this computer to "
            "download the publication's media, or work on a copy in a folder."
        ) from error
    if answer.status != 200:  # noqa: PLR2004 - HTTP's own number for the whole of it
        raise UnexpectedAnswer("The file of this mediaclip does not come whole.")


def _touched(path: Path) -> bool:
    """Tell whether a file is here, and note that it is looked at."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True
