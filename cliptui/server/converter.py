"""Drafts become clips, one at a time, in the background."""

import asyncio
import errno
import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from cliptui.clip.draft import DraftState
from cliptui.clip.ledger import ClipEntry, DraftEntry
from cliptui.clip.text import clean
from cliptui.errors import BadPlace, CutFailed, MediaError, NotFound, StoreError
from cliptui.media.modes import CutMode, CutReport
from cliptui.server import clip_files
from cliptui.server.library import Library, clip_asset_id
from cliptui.server.needs import Ledger, Media
from cliptui.server.profiles import notes_of

RETRY_S: Final = 1.0
"""How long to wait before looking again for a draft that another process works on."""

_LOG: Final = logging.getLogger(__name__)
_MS_PER_S: Final = 1000


class Convert(StrEnum):
    """When drafts become clips; the words are those of the command line."""

    AUTO = "auto"
    """As soon as they are saved."""

    MANUAL = "manual"
    """When a request of our own extension asks for it."""

    OFF = "off"
    """Not by this process."""


class Converter:
    """Makes clips of drafts.

    A draft that was begun and not finished, because the process ended, is begun again by the
    next one. Several processes may share a ledger and a folder of clips: see `clip_files`.

    Args:
        library: What to cut from.
        ledger: Where drafts and clips are kept.
        media: Cuts.
        convert: When drafts become clips.
        cut: How they are cut.
        now: Unix time in seconds.
        new_id: Makes identifiers of 32 hexadecimal digits.
    """

    def __init__(  # noqa: PLR0913  where the parts meet, and all are needed
        self,
        library: Library,
        ledger: Ledger,
        media: Media,
        *,
        convert: Convert,
        cut: CutMode,
        now: Callable[[], float],
        new_id: Callable[[], str],
    ) -> None:
        self.convert = convert
        self._cut_mode = cut
        self._library = library
        self._ledger = ledger
        self._media = media
        self._now = now
        self._new_id = new_id
        self._waiting = deque[str]()
        self._woken = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._cutting: tuple[str, asyncio.Task[CutReport]] | None = None
        self._progress = 0.0

    async def start(self) -> None:
        """Begin to work, with what earlier processes left unfinished.

        Raises:
            BadPlace: The folder of clips cannot be made or written to.
            StoreError: The ledger cannot be read.
        """
        if self.convert is Convert.OFF or self._runner is not None:
            return
        await asyncio.to_thread(_prepare, self._library.clips_folder)
        self._waiting.extend(self._unfinished())
        self._runner = asyncio.create_task(self._run())
        self._runner.add_done_callback(_tell_of_bug)

    async def aclose(self) -> None:
        """Stop at once; what is being cut is left unfinished, for the next start."""
        runner, self._runner = self._runner, None
        if runner is not None:
            runner.cancel()
            await asyncio.wait({runner})

    def saved(self, draft_id: str) -> None:
        """Take note of a draft that was saved just now."""
        if self.convert is Convert.AUTO:
            self._enqueue(draft_id)

    def begin(self, draft: DraftEntry) -> ClipEntry:
        """Begin a clip because somebody asks for it, also if it failed before.

        Returns:
            The clip of the draft: being made from now on, or made long ago.
        """
        clip = self._ledger.begin_clip(self._new_clip(draft))
        if clip.state is DraftState.CONVERTING:
            self._enqueue(draft.draft_id)
        return clip

    def removed(self, draft_id: str) -> None:
        """Take note of a draft that was removed just now: its cut is stopped."""
        if self._cutting is not None and self._cutting[0] == draft_id:
            self._cutting[1].cancel()

    def progress(self, draft_id: str) -> float | None:
        """Return the part of a draft's clip that is made, 0 to 1; None if it is not cut here."""
        is_cutting = self._cutting is not None and self._cutting[0] == draft_id
        return round(self._progress, 3) if is_cutting else None

    def _enqueue(self, draft_id: str) -> None:
        self._waiting.append(draft_id)
        self._woken.set()

    def _unfinished(self) -> list[str]:
        """Return the drafts to begin with, the oldest first."""
        wanted = {DraftState.CONVERTING}
        if self.convert is Convert.AUTO:
            wanted.add(DraftState.SAVED)
        return [
            draft.draft_id
            for draft in reversed(self._ledger.drafts(self._library.key))
            if (state := self._state(draft)) in wanted or (draft.job and not state.is_final)
        ]

    def _state(self, draft: DraftEntry) -> DraftState:
        clips = self._ledger.clips(self._library.key, draft.draft_id)
        return clips[0].state if clips else DraftState.SAVED

    def _new_clip(self, draft: DraftEntry) -> ClipEntry:
        folder = self._library.clips_folder
        return ClipEntry(
            clip_id=self._new_id(),
            draft_id=draft.draft_id,
            library=self._library.key,
            asset_id="",
            file_name=clip_files.clip_name(folder, draft.title, draft.draft_id),
            title=draft.title,
            updated_ms=self._now_ms(),
            job=draft.job,
        )

    def _now_ms(self) -> int:
        return int(self._now() * _MS_PER_S)

    async def _run(self) -> None:
        while True:
            elsewhere = []
            while self._waiting:
                draft_id = self._waiting.popleft()
                if not await self._convert(draft_id):
                    elsewhere.append(draft_id)
            self._woken.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(RETRY_S if elsewhere else None):
                    await self._woken.wait()
            self._waiting.extend(elsewhere)

    async def _convert(self, draft_id: str) -> bool:
        """Make the clip of a draft; return False if another process is at it."""
        try:
            draft = self._ledger.draft(self._library.key, draft_id)
            clip = None if draft is None else self._unfinished_clip(draft)
            if draft is None or clip is None:
                return True
            return await self._make(draft, clip)
        except StoreError as error:
            # The draft stays unfinished, so that the next start tries again.
            _LOG.warning("A draft was not converted: %s", error)
            return True

    def _unfinished_clip(self, draft: DraftEntry) -> ClipEntry | None:
        """Return the clip of a draft, begun if need be; None if nothing is left to do."""
        clips = self._ledger.clips(self._library.key, draft.draft_id)
        clip = clips[0] if clips else self._ledger.begin_clip(self._new_clip(draft))
        return clip if clip.state is DraftState.CONVERTING else None

    async def _make(self, draft: DraftEntry, clip: ClipEntry) -> bool:
        try:
            with clip_files.claimed(self._library.clips_folder, draft.draft_id) as part:
                if part is None:
                    return False
                # Until the claim another process may have finished it.
                if self._unfinished_clip(draft) is not None:
                    await self._make_claimed(draft, clip, part)
        except (MediaError, NotFound, BadPlace) as error:
            self._ledger.fail_clip(clip.clip_id, str(error), self._now_ms())
        except OSError as error:
            self._ledger.fail_clip(clip.clip_id, _disk_sentence(clip, error), self._now_ms())
        return True

    async def _make_claimed(self, draft: DraftEntry, clip: ClipEntry, part: Path) -> None:
        target = self._library.clips_folder / clip.file_name
        # A file of this name is whole: its process ended before it could say so.
        if not await asyncio.to_thread(target.exists):
            report = await self._cut_unless_removed(draft, part)
            if report is None or self._ledger.draft(self._library.key, draft.draft_id) is None:
                return
            await asyncio.to_thread(clip_files.publish, part, target)
            clip = replace(clip, cut_mode=report.mode, preroll_frames=report.preroll_frames)
            _LOG.info("“%s”: %s", clip.title, _told(report))
        asset_id = clip_asset_id(clip.file_name)
        done = replace(clip, asset_id=asset_id, updated_ms=self._now_ms())
        self._ledger.finish_clip(done, notes_of(draft))

    async def _cut_unless_removed(self, draft: DraftEntry, part: Path) -> CutReport | None:
        """Cut in a task of its own, which ends with this one or when the draft is removed.

        Returns:
            What was done; None if the draft was removed.
        """
        task = asyncio.create_task(self._cut(draft, part))
        self._cutting, self._progress = (draft.draft_id, task), 0.0
        try:
            [outcome] = await asyncio.gather(task, return_exceptions=True)
        finally:
            self._cutting = None
        if task.cancelled():
            return None
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def _cut(self, draft: DraftEntry, part: Path) -> CutReport:
        asset = await self._library.asset(draft.asset_id)
        index = (await self._library.media_file(asset)).index
        frames = range(index.boundary_near(draft.start_ms), index.boundary_near(draft.stop_ms))
        if not frames:
            raise CutFailed(
                f"“{draft.title}” has no frame: “{asset.file_name}” has changed since the draft "
                "was saved."
            )
        return await self._media.cut(
            asset.path,
            index,
            frames,
            part,
            title=draft.title,
            mode=self._cut_mode,
            on_progress=self._keep_progress,
            is_cancelled=_never,
        )

    def _keep_progress(self, part: float) -> None:
        self._progress = part


def _prepare(clips_folder: Path) -> None:
    try:
        clips_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        clip_files.remove_stale(clips_folder)
    except OSError as error:
        raise BadPlace(
            f"Clips cannot be written to “{clean(str(clips_folder))}”: {error.strerror}. "
            "Name another folder with --clips."
        ) from error


def _disk_sentence(clip: ClipEntry, error: OSError) -> str:
    advice = "Free some space and" if error.errno == errno.ENOSPC else "Mend that and"
    reason = clean(error.strerror or type(error).__name__)
    return f"“{clip.title}” could not be written: {reason}. {advice} save the draft again."


def _told(report: CutReport) -> str:
    """Say how a clip was cut, for the log."""
    hidden = f", {report.preroll_frames} hidden before them" if report.preroll_frames else ""
    why = f" (not copied, since {report.reason})" if report.reason else ""
    return f"{report.mode} cut of {len(report.frames)} frames{hidden}{why}"


def _never() -> bool:
    """Say that nobody asks a cut to stop: it is stopped by cancelling its task."""
    return False


def _tell_of_bug(runner: asyncio.Task[None]) -> None:
    if not runner.cancelled() and (bug := runner.exception()) is not None:
        _LOG.critical("The conversion of drafts has stopped: this is a bug.", exc_info=bug)
