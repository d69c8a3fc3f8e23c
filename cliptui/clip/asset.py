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
class Break:
    """A stretch of an asset that its service tells apart.

    Attributes:
        start_ms: Its start, in milliseconds from the start of the asset.
        stop_ms: Its end, likewise.
        label: What is said of it; clean.
        is_ad: Whether advertisements are shown there, so that it belongs to no clip.
    """

    start_ms: int
    stop_ms: int
    label: str = ""
    is_ad: bool = False


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
        breaks: Advertisements and other stretches that the service tells of.
        is_shared: Whether it is of somebody else's library, who lets us see it.
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
    breaks: tuple[Break, ...] = ()
    is_shared: bool = False
    damaged_frames: int = 0

    @property
    def kind(self) -> str:
        """What it is and whose, in words."""
        return f"{self.job_type}, shared by others" if self.is_shared else self.job_type

    @property
    def is_ready(self) -> bool:
        """Whether it can be opened."""
        return self.state is AssetState.READY
