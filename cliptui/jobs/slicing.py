"""Jobs of a service, followed until they are over."""

import asyncio

from cliptui.clip.catalogue import RunsJobs
from cliptui.clip.job import Job
from cliptui.errors import ServiceBusy, Unreachable
from cliptui.jobs.outbox import Sleep
from cliptui.jobs.publish import FIRST_WAIT_S, LONGEST_WAIT_S, WAIT_GROWTH


async def finished(service: RunsJobs, job: Job, *, sleep: Sleep = asyncio.sleep) -> Job:
    """Ask how far a job is, less and less often, and return it once it is over.

    A service that cannot be reached or is busy is asked again later.

    Args:
        service: Whose job it is.
        job: The job as it was last known.
        sleep: Waits some seconds.

    Raises:
        ServiceError: The service refuses to tell.
    """
    wait_s = FIRST_WAIT_S
    while not job.is_over:
        await sleep(wait_s)
        wait_s = min(wait_s * WAIT_GROWTH, LONGEST_WAIT_S)
        try:
            job = await service.job(job.job_id)
        except (Unreachable, ServiceBusy):
            continue
    return job
