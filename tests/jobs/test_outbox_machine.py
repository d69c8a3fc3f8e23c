"""Whatever order faults, deaths and sessions come in, each draft is saved once and none is lost."""

import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from cliptui.clip.draft import Draft, NewDraft
from cliptui.clip.outbox import IntentState
from cliptui.errors import (
    AccessRefused,
    AnswerLost,
    CliptuiError,
    RequestRefused,
    ServiceBusy,
    UnexpectedAnswer,
    Unreachable,
)
from cliptui.jobs.bench import Bench
from cliptui.jobs.outbox import queue, send_waiting
from cliptui.store import Store
from tests.fakes import FakeService
from tests.jobs.services import ASSET_ID, Sleeper

PLACE = "here"
TITLES = ("Goal", "Save", "Foul")
FAULTS = (
    (False, Unreachable("No connection.")),
    (False, AnswerLost("Lost on the way there.")),
    (True, AnswerLost("Lost on the way back.")),
    (True, ServiceBusy("502, but done.")),
    (False, ServiceBusy("503, not done.")),
    (True, UnexpectedAnswer("Garbage, but done.")),
    (False, RequestRefused("Not like this.")),
    (False, AccessRefused("Not you.")),
)
LIST_FAULTS = (Unreachable("No connection."), AnswerLost("Lost."), ServiceBusy("503"))
MANY = 10_000


class Death(BaseException):
    """The program is killed; nothing of ours catches it."""


class Clock:
    """A second goes by with each look at it."""

    def __init__(self) -> None:
        self._seconds = count(1_800_000_000)

    def __call__(self) -> float:
        return float(next(self._seconds))


class UnreliableService(FakeService):
    """Meets each call with the next fault, while there are any; dates drafts by the clock."""

    def __init__(self, clock: Clock) -> None:
        super().__init__([])
        self.faults: list[tuple[bool, CliptuiError]] = []
        self.list_faults: list[CliptuiError] = []
        self.dates: list[str] = []
        self._clock = clock

    async def save_draft(self, draft: NewDraft) -> str:
        is_done, error = self.faults.pop(0) if self.faults else (True, None)
        draft_id = ""
        if is_done:
            self.dates.append(datetime.fromtimestamp(self._clock(), UTC).isoformat())
            draft_id = await super().save_draft(draft)
        if error is not None:
            raise error
        return draft_id

    async def drafts(self) -> Sequence[Draft]:
        if self.list_faults:
            raise self.list_faults.pop(0)
        return await super().drafts()

    def _draft(self, number: int) -> Draft:
        told = super()._draft(number)
        return Draft(
            told.draft_id, told.asset_id, told.title, told.start_s, told.stop_s,
            self.dates[number - 1],
        )  # fmt: skip


class Mortal:
    """Passes calls on, and dies before or after the one that uses up its breath."""

    def __init__(self, real: Any, breath: list[int]) -> None:  # noqa: ANN401  stands for several
        self._real = real
        self._breath = breath

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  likewise
        member = getattr(self._real, name)
        if not callable(member):
            return member
        if asyncio.iscoroutinefunction(member):

            async def later(*arguments: object) -> object:
                self._breathe()
                result = await member(*arguments)
                self._breathe()
                return result

            return later

        def now(*arguments: object) -> object:
            self._breathe()
            result = member(*arguments)
            self._breathe()
            return result

        return now

    def _breathe(self) -> None:
        self._breath[0] -= 1
        if self._breath[0] == 0:
            raise Death


class Outbox(RuleBasedStateMachine):
    """Two sessions on one store, one service, and every misfortune."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.service = UnreliableService(self.clock)
        self.stores = [self.opened() for _ in range(2)]
        self.queued: Counter[str] = Counter()

    def opened(self) -> Store:
        store = Store.open(self.folder / "cliptui.db")
        store._database.rows("PRAGMA synchronous = OFF")  # no power fails here
        return store

    @rule(title=st.sampled_from(TITLES), session=st.integers(0, 1))
    def save(self, title: str, session: int) -> None:
        bench = Bench(self.service, self.stores[session], PLACE, self.clock)
        queue(bench, NewDraft(ASSET_ID, title, 1000, 2000))
        self.queued[title] += 1

    @rule(
        session=st.integers(0, 1),
        faults=st.lists(st.sampled_from(FAULTS), max_size=6),
        list_faults=st.lists(st.sampled_from(LIST_FAULTS), max_size=2),
        breath=st.integers(1, 40),
    )
    def send(
        self,
        session: int,
        faults: list[tuple[bool, CliptuiError]],
        list_faults: list[CliptuiError],
        breath: int,
    ) -> None:
        self.service.faults, self.service.list_faults = faults, list_faults
        try:
            self.run(session, breath)
        except CliptuiError:
            pass
        except Death:
            self.stores[session].close()  # all that the kernel does for the dead
            self.stores[session] = self.opened()

    @precondition(lambda self: self.queued)
    @rule(session=st.integers(0, 1))
    def retry(self, session: int) -> None:
        store = self.stores[session]
        for intent in store.intents(PLACE):
            if intent.state is IntentState.REFUSED:
                store.retry_intent(PLACE, intent.local_id)

    def run(self, session: int, breath: int = MANY) -> None:
        left = [breath]
        service, memory = Mortal(self.service, left), Mortal(self.stores[session], left)
        bench = Bench(service, memory, PLACE, self.clock)

        async def send() -> None:
            async for _ in send_waiting(bench, sleep=Sleeper().sleep):
                pass

        asyncio.run(send())

    def teardown(self) -> None:
        if not hasattr(self, "stores"):
            return
        self.service.faults, self.service.list_faults = [], []
        self.retry(0)
        self.run(0)
        saved = Counter(draft.title for draft in self.service.saved)
        watched = [draft.draft_id for draft in self.stores[0].watched(PLACE)]
        left = self.stores[0].intents(PLACE)
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)
        assert saved == self.queued
        assert sorted(watched) == sorted(f"draft{n + 1}" for n in range(saved.total()))
        assert left == ()


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(
    max_examples=40,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
