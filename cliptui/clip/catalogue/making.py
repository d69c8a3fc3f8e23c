"""Abilities to make clips: drafts, jobs, suggestions."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from cliptui.clip.draft import Clip, Draft, NewDraft
from cliptui.clip.edits import Profile
from cliptui.clip.job import Job
from cliptui.clip.run import Rendering, Run, Suggestion


class KeepsDrafts(Protocol):
    """Keeps drafts of clips."""

    async def save_draft(self, draft: NewDraft) -> str:
        """Save a draft and return its identifier.

        Raises:
            RequestRefused: The service does not take it, and says why.
        """

    async def drafts(self) -> Sequence[Draft]:
        """Return all drafts, the newest first."""

    async def draft(self, draft_id: str) -> Draft:
        """Return one draft."""

    async def delete_draft(self, draft_id: str) -> None:
        """Delete a draft."""


class TellsOfClips(Protocol):
    """Tells what has become of drafts."""

    async def clips(self, draft_id: str | None = None) -> Sequence[Clip]:
        """Return clips, the newest first; of one draft only if it is named."""

    async def clip(self, clip_id: str) -> Clip:
        """Return one clip."""


@runtime_checkable
class ConvertsDrafts(Protocol):
    """Turns a saved draft into a clip on request; services of others cannot."""

    async def can_convert(self) -> bool:
        """Return whether this server has the ability and waits to be asked."""

    async def convert_draft(self, draft_id: str) -> Clip:
        """Start the conversion and return the clip that is being made."""


@runtime_checkable
class ListsProfiles(Protocol):
    """Tells which profiles a draft can name."""

    async def profiles(self) -> Sequence[Profile]:
        """Return all profiles, the usual one first where the service has such an order."""


@runtime_checkable
class RunsJobs(Protocol):
    """Makes clips without a draft, and files of whole assets."""

    async def quickclip(self, draft: NewDraft) -> Job:
        """Begin a clip and return the job that makes it."""

    async def export(self, asset_id: str) -> Job:
        """Begin a file of a whole asset, to be downloaded, and return the job that makes it."""

    async def jobs(self) -> Sequence[Job]:
        """Return all jobs, the newest first."""

    async def job(self, job_id: str) -> Job:
        """Return one job."""

    async def cancel_job(self, job_id: str) -> Job:
        """Give a job up and return it."""

    async def delete_job(self, job_id: str) -> None:
        """Forget a job; what it has made stays."""


class SuggestsClips(Protocol):
    """Looks for clips in a video, and suggests them as it finds them."""

    async def import_media(self, source_url: str) -> str:
        """Bring in a video from an address that the service can read; return its media id."""

    async def start_run(self, media_id: str, prompt: str = "") -> Run:
        """Begin to look for clips, and return at once.

        Args:
            media_id: The video; on our own server the id of an asset.
            prompt: What is wanted, in words; empty for what the service thinks best.

        Raises:
            NotFound: There is no such video.
            RequestRefused: The service does not take it, and says why.
        """

    async def run(self, run_id: str) -> Run:
        """Return what a run has found so far.

        Raises:
            NotFound: There is no such run.
        """


class RendersClips(Protocol):
    """Makes files of clips of its own."""

    async def make_clip(self, media_id: str, start_ms: int, stop_ms: int) -> Suggestion:
        """Make a clip of a span, in milliseconds from the start of the video."""

    async def start_rendering(self, clip_id: str) -> Rendering:
        """Begin to make a file of a clip that was suggested or made, and return at once."""

    async def rendering(self, clip_id: str, render_id: str) -> Rendering:
        """Return how far a file is."""
