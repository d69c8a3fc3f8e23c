"""Runs: a service looks for clips in an asset, and suggests them as it finds them."""

from dataclasses import dataclass, field
from enum import StrEnum


class RunState(StrEnum):
    """How far a run, or the rendering of a clip, is."""

    PROCESSING = "processing"
    COMPLETE = "complete"
    ERROR = "error"

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self is not RunState.PROCESSING


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clip that a service suggests.

    Attributes:
        suggestion_id: The service's identifier.
        media_id: Its identifier of the media that the clip is of; empty if it does not tell.
        start_ms: The start, in milliseconds from the start of the media.
        stop_ms: The end, likewise; after the start.
    """

    suggestion_id: str
    media_id: str
    start_ms: int
    stop_ms: int


@dataclass(frozen=True, slots=True)
class Media:
    """A video that clips are looked for in, or that a clip was rendered to.

    Attributes:
        media_id: The service's identifier.
        url: Where its file can be fetched; empty if the service does not tell.
        duration_ms: Its length; 0 if it is not known.
    """

    media_id: str
    url: str = ""
    duration_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """A search for clips.

    Attributes:
        run_id: The service's identifier.
        state: How far it is.
        suggestions: What was found so far; there may come more while it is `PROCESSING`.
        prompt: What was asked for in words, if the service tells.
        failure: Why it failed, if the service tells; else empty.
        media: The videos that its clips are of, as far as the service tells. Two runs are equal
            whatever their addresses are: signed ones are others in each answer.
    """

    run_id: str
    state: RunState
    suggestions: tuple[Suggestion, ...] = ()
    prompt: str = ""
    failure: str = ""
    media: tuple[Media, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A suggested clip that becomes a file at the service.

    Attributes:
        render_id: The service's identifier.
        state: How far it is.
        media_id: The media that it has become; empty until it is complete.
        media_url: Where the file can be fetched; likewise.
        failure: Why it failed, if the service tells; else empty.
    """

    render_id: str
    state: RunState
    media_id: str = ""
    media_url: str = ""
    failure: str = ""
