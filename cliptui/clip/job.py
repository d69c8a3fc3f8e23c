"""A job of a service: a clip or a file that is made without a draft."""

from dataclasses import dataclass
from typing import Final

_OVER: Final = ("done", "cancelled")


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its service tells it.

    Attributes:
        job_id: The service's identifier.
        state: `waiting`, `assigned`, `done` or `cancelled`, as the service spells it.
        kind: What it makes, as the service spells it.
        asset_id: What it is made of; once a clip is done, what it has become.
        url: Where what was made can be downloaded; empty until then, and for clips.
        failure: Why it could not be done; else empty.
    """

    job_id: str
    state: str
    kind: str = ""
    asset_id: str = ""
    url: str = ""
    failure: str = ""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen; a failure is told as `done`."""
        return self.state in _OVER
