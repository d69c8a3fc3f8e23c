"""What a session works with: a service, and what is remembered of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cliptui.clip.catalogue import ClipService, KeepsRecords, SuggestsClips
from cliptui.clip.draft import WatchedDraft
from cliptui.clip.kept import KeptDesk
from cliptui.clip.outbox import Intent, IntentState
from cliptui.clip.timecode import FrameRate
from cliptui.clip.titles import DEFAULT_TEMPLATE
from cliptui.errors import ReadOnly


class Memory(Protocol):
    """What is remembered between runs, kept apart by place."""

    def watched(self, place: str) -> Sequence[WatchedDraft]:
        """Return the drafts that were saved from here, the newest first."""

    def watch(self, place: str, draft: WatchedDraft) -> None:
        """Remember a draft, or its newer state."""

    def unwatch(self, place: str, draft_id: str) -> None:
        """Forget a draft; nothing happens if it is not known."""

    def frame_rate(self, place: str, asset_id: str) -> FrameRate | None:
        """Return the frame rate that was once proved for an asset, or told by the user."""

    def remember_frame_rate(self, place: str, asset_id: str, rate: FrameRate) -> None:
        """Remember a frame rate that is proved, or that the user tells."""

    def keep_desk(self, place: str, asset_id: str, text: str, now_s: float) -> None:
        """Keep the state of an asset's desk for good, before this returns."""

    def kept_desk(self, place: str, asset_id: str) -> KeptDesk | None:
        """Return the latest state of an asset's desk, whichever session kept it."""

    def queue_intent(self, place: str, intent: Intent) -> None:
        """Keep a draft that shall be sent, for good, before this returns."""

    def intents(self, place: str) -> Sequence[Intent]:
        """Return what a place has not confirmed, the oldest first."""

    def claim_intent(self, place: str, now_s: float) -> Intent | None:
        """Take the oldest intent that is not refused for this session alone, if it can be had.

        One that was pending is `SENDING` from now on; one that may have been sent `CHECKING`.
        """

    def begin_again(self, local_id: str, now_s: float) -> bool:
        """Keep that a claimed intent is sent once more; return whether it is still ours."""

    def leave_intent(self, local_id: str, state: IntentState, reason: str = "") -> None:
        """Give a claimed intent back, in a state that tells how to go on with it."""

    def confirm_intent(self, place: str, local_id: str, draft: WatchedDraft) -> None:
        """Watch the draft that an intent has become in its stead, both at once."""

    def retry_intent(self, place: str, local_id: str) -> bool:
        """Let an intent that was refused be sent again; return whether there is such a one."""

    def drop_intent(self, place: str, local_id: str) -> bool:
        """Forget an intent that was refused; return whether there was such a one."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A service at work, and what is remembered of it.

    Attributes:
        service: The service.
        memory: What is remembered between runs.
        place: The name under which it is remembered: a folder's path or a URL.
        now: The clock, in Unix seconds.
        suggester: What looks for clips in the service's assets; None where nothing does.
        records: Who keeps mediaclips; None where nobody does.
        told: What the user must know of how it was opened, as a sentence; else empty.
        title_template: What clips are called that nobody gives a title; see `clip.titles`.
        is_read_only: Whether nothing may be saved, converted or deleted from here.
    """

    service: ClipService
    memory: Memory
    place: str
    now: Callable[[], float]
    suggester: SuggestsClips | None = None
    records: KeepsRecords | None = None
    told: str = ""
    title_template: str = DEFAULT_TEMPLATE
    is_read_only: bool = False

    def check_writable(self) -> None:
        """Make sure that something may be changed.

        Raises:
            ReadOnly: Nothing may be.
        """
        if self.is_read_only:
            raise ReadOnly("This desk is read-only: nothing is saved or deleted. Marks can be set.")
