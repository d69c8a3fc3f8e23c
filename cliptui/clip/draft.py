"""Drafts and clips: what an editor asks to be cut, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

_MS_PER_S = 1000


class Drafted(Protocol):
    """What every kind of draft tells of its frames."""

    @property
    def asset_id(self) -> str:
        """The asset to cut from."""

    @property
    def title(self) -> str:
        """What the clip shall be called."""

    @property
    def start_ms(self) -> Fraction | int:
        """The start, in milliseconds from the start of the asset."""

    @property
    def stop_ms(self) -> Fraction | int:
        """The end, likewise."""


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A clip that is asked for.

    Attributes:
        asset_id: The asset to cut from.
        title: What the clip shall be called.
        start_ms: The start, in milliseconds from the start of the asset.
        stop_ms: The end, likewise; after the start.
        meta: Notes that override those of the profile.
        profile: The service's name of a profile; empty for the one that is usual there.
    """

    asset_id: str
    title: str
    start_ms: int
    stop_ms: int
    meta: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its service keeps it.

    Attributes:
        draft_id: The service's identifier.
        asset_id: The asset to cut from.
        title: What the clip shall be called; cleaned for the screen.
        start_s: The start, in seconds from the start of the asset.
        stop_s: The end, likewise.
        created: Creation, ISO 8601 in UTC, as the service writes it.
        meta: Notes that override those of the profile.
        profile: The profile; or empty.
    """

    draft_id: str
    asset_id: str
    title: str
    start_s: Fraction
    stop_s: Fraction
    created: str
    meta: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""

    @property
    def start_ms(self) -> Fraction:
        """The start in milliseconds."""
        return self.start_s * _MS_PER_S

    @property
    def stop_ms(self) -> Fraction:
        """The end in milliseconds."""
        return self.stop_s * _MS_PER_S


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip that is being made, or is made, from a draft.

    Attributes:
        clip_id: The service's identifier of the clip.
        draft_id: The draft that it is made from.
        asset_id: The asset that the clip has become; empty until it is complete.
        is_complete: Whether it is made.
        failure: Why it never will be, if the service tells; else empty.
        progress: The part of it that is made, 0 to 1, as far as the service tells.
        cut_mode: How it was cut, if the service tells; else empty.
        preroll_frames: Frames before its first one that are in its file and are not shown.
    """

    clip_id: str
    draft_id: str
    asset_id: str
    is_complete: bool
    failure: str = ""
    progress: float = 0.0
    cut_mode: str = ""
    preroll_frames: int = 0


class DraftState(StrEnum):
    """How far a draft is on its way to a clip; the words are the ones that the screen shows."""

    SAVED = "saved"
    CONVERTING = "converting"
    DONE = "done"
    FAILED = "failed"

    @classmethod
    def of(cls, clip: Clip | None) -> "DraftState":
        """Return the state of a draft whose clip is this; None while there is none."""
        if clip is None:
            return cls.SAVED
        if clip.failure:
            return cls.FAILED
        return cls.DONE if clip.is_complete else cls.CONVERTING

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self in (DraftState.DONE, DraftState.FAILED)


@dataclass(frozen=True, slots=True)
class WatchedDraft:
    """A draft that was saved from here and is followed until it is a clip.

    Attributes:
        draft_id: The service's identifier of the draft.
        asset_id: The asset to cut from.
        title: What the clip shall be called.
        start_ms: The start that was sent, in milliseconds.
        stop_ms: The end that was sent.
        saved_at_s: When it was saved, in Unix seconds.
        state: How far it is.
        clip_asset_id: The asset that the clip has become; empty until it is done.
        failure: Why it failed; else empty.
        progress: The part of the clip that is made, 0 to 1; not remembered between runs.
        is_silent: Whether the service gave no answer when it was last asked; likewise.
    """

    draft_id: str
    asset_id: str
    title: str
    start_ms: int
    stop_ms: int
    saved_at_s: float
    state: DraftState = DraftState.SAVED
    clip_asset_id: str = ""
    failure: str = ""
    progress: float = 0.0
    is_silent: bool = False
