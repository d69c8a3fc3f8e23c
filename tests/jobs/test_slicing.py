"""A job is followed until it is over, whatever the service does meanwhile."""

from dataclasses import dataclass, field

import pytest

from cliptui.clip.job import Job
from cliptui.errors import NotFound, ServiceBusy, Unreachable
from cliptui.jobs.publish import LONGEST_WAIT_S
from cliptui.jobs.slicing import finished
from tests.fakes import FakeService

WAITING, ASSIGNED = Job("j1", "waiting"), Job("j1", "assigned")
DONE, CANCELLED = Job("j1", "done", asset_id="a9"), Job("j1", "cancelled")


@dataclass
class WithJobs(FakeService):
    """Answers about one job, the one after the other; an error is raised."""

    told: list[Job | Exception] = field(default_factory=list)

    async def job(self, job_id: str) -> Job:
        assert job_id == "j1"
        told = self.told.pop(0)
        if isinstance(told, Exception):
            raise told
        return told

    async def never(self, *_: object) -> Job:
        raise AssertionError

    quickclip = export = cancel_job = never

    async def jobs(self) -> list[Job]:
        raise AssertionError

    async def delete_job(self, job_id: str) -> None:
        raise AssertionError(job_id)


@pytest.mark.parametrize("end", [DONE, CANCELLED])
async def test_it_is_asked_about_less_and_less_often_until_it_is_over(end: Job) -> None:
    pauses: list[float] = []

    async def sleep(pause_s: float) -> None:
        pauses.append(pause_s)

    told: list[Job | Exception] = [Unreachable("gone"), ServiceBusy("busy"), *[ASSIGNED] * 20, end]
    service = WithJobs([], told=told)
    assert await finished(service, WAITING, sleep=sleep) == end
    assert service.told == []
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_WAIT_S


async def test_what_is_over_is_not_asked_about() -> None:
    assert await finished(WithJobs([]), DONE) == DONE


async def test_a_refusal_is_told() -> None:
    async def sleep(_: float) -> None:
        return

    with pytest.raises(NotFound):
        await finished(WithJobs([], told=[NotFound("gone")]), WAITING, sleep=sleep)
