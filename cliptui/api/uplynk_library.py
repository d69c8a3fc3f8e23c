"""Changing what is in a library at Uplynk: assets, jobs, and which profiles there are."""

from collections.abc import Sequence

from cliptui.api.uplynk_line import UplynkLine
from cliptui.clip.asset import Asset
from cliptui.clip.draft import NewDraft
from cliptui.clip.edits import AssetChanges, AssetEdit, Profile
from cliptui.clip.job import Job
from cliptui.wire.uplynk import assets, edits, jobs, profiles


class UplynkLibrary:
    """What can be done to a library beside cutting drafts from it.

    Args:
        line: The line to the service.
    """

    def __init__(self, line: UplynkLine) -> None:
        self._line = line

    async def update_asset(self, asset_id: str, edit: AssetEdit) -> Asset:
        """Change an asset; see `EditsAssets`."""
        ask = self._line.read if edit.is_repeatable else self._line.send
        response = await ask(
            lambda credentials, stamp: edits.update_asset(credentials, stamp, asset_id, edit)
        )
        return assets.read_asset(response)

    async def delete_assets(self, asset_ids: Sequence[str]) -> tuple[str, ...]:
        """Delete assets; see `EditsAssets`."""
        response = await self._line.remove(
            lambda credentials, stamp: edits.delete_assets(credentials, stamp, asset_ids)
        )
        return tuple(asset_ids) if response is None else edits.read_deleted_assets(response)

    async def changes(self, start_ms: int) -> AssetChanges:
        """Return what changed from a time on; see `EditsAssets`."""
        response = await self._line.read(
            lambda credentials, stamp: edits.list_changes(credentials, stamp, start_ms)
        )
        return edits.read_changes(response)

    async def profiles(self) -> tuple[Profile, ...]:
        """Return all profiles; see `ListsProfiles`."""
        return profiles.read_profiles(await self._line.read(profiles.list_profiles))

    async def quickclip(self, draft: NewDraft) -> Job:
        """Begin a clip; see `RunsJobs`. It is asked for once: a second job would cut it twice."""
        span_ms = (draft.start_ms, draft.stop_ms)
        response = await self._line.send(
            lambda credentials, stamp: jobs.quickclip(
                credentials, stamp, draft.asset_id, span_ms, draft.title
            )
        )
        return jobs.read_job(response)

    async def export(self, asset_id: str) -> Job:
        """Begin a file of a whole asset; see `RunsJobs`."""
        response = await self._line.send(
            lambda credentials, stamp: jobs.create_export(credentials, stamp, asset_id)
        )
        return jobs.read_job(response)

    async def jobs(self) -> tuple[Job, ...]:
        """Return all jobs; see `RunsJobs`."""
        return jobs.read_jobs(await self._line.read(jobs.list_jobs))

    async def job(self, job_id: str) -> Job:
        """Return one job; see `RunsJobs`."""
        response = await self._line.read(
            lambda credentials, stamp: jobs.get_job(credentials, stamp, job_id)
        )
        return jobs.read_job(response)

    async def cancel_job(self, job_id: str) -> Job:
        """Give a job up; see `RunsJobs`."""
        response = await self._line.read(
            lambda credentials, stamp: jobs.cancel_job(credentials, stamp, job_id)
        )
        return jobs.read_job(response)

    async def delete_job(self, job_id: str) -> None:
        """Forget a job; see `RunsJobs`."""
        response = await self._line.remove(
            lambda credentials, stamp: jobs.delete_job(credentials, stamp, job_id)
        )
        if response is not None:
            jobs.read_job(response)
