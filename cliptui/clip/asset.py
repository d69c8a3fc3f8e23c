"""What an asset is: a video in somebody's library."""

from dataclasses import dataclass
from enum import StrEnum

from cliptui.clip.timing import Timing


class AssetState(StrEnum):
    """How far an asset is; the words are the ones that the screen shows."""

    READY = "ready"
    SLICING = "slicing"
    ENCODING = "encoding"
    ERROR = "error"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset as its service describes it.

    Attributes:
        asset_id: The service's identifier.
        name: What people call it; cleaned for the screen.
        duration_s: Length in seconds; 0 while it is not known.
        state: How far it is.
        job_type: `vod`, `live` or `clip`, as the service spells it.
        created_ms: Creation, in milliseconds since 1970.
        reason: Why it cannot be used, if the service tells; else empty.
        timing: When its frames are shown, once that is known.
        changed_ms: Last change, like `created_ms`; 0 where the service does not tell.
        external_id: The owner's own identifier of it; empty if there is none.
        notes: The owner's metadata, name and value.
        damaged_frames: How many of its frames are known not to be whole.
    """

    asset_id: str
    name: str
    duration_s: float
    state: AssetState
    job_type: str = "vod"
    created_ms: int = 0
    reason: str = ""
    timing: Timing | None = None
    changed_ms: int = 0
    external_id: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    damaged_frames: int = 0

    @property
    def is_ready(self) -> bool:
        """Whether it can be opened."""
        return self.state is AssetState.READY
