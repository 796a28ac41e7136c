"""The admission gate: counts, order, shares, limits, and slots that always come back."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack

import pytest

from qwen_demo.admission import AdmissionGate, ClientGone, GatedEngine
from qwen_demo.chat import ChatDelta, EngineStatus, Message, Sampling, State
from qwen_demo.errors import Overloaded


def make_gate(slots: int = 2, queued: int = 2, wait_s: float = 5.0, reserve: int = 0):
    return AdmissionGate(slots, queued, wait_s, reserve)


async def settle() -> None:
    """Let every task run until it waits."""
    for _ in range(10):
        await asyncio.sleep(0)


class Holder:
    """A task that asks for a slot and holds it until told to go."""

    def __init__(self, gate: AdmissionGate, face="api", ticket: str = "") -> None:
        self.inside = False
        self.go = asyncio.Event()
        self.task = asyncio.create_task(self._hold(gate, face, ticket))

    async def _hold(self, gate: AdmissionGate, face, ticket: str) -> None:
        async with gate.slot(face, ticket):
            self.inside = True
            await self.go.wait()
        self.inside = False

    async def leave(self) -> None:
        self.go.set()
        await self.task


async def test_exactly_as_many_are_let_in_as_there_are_slots_and_places():
    gate = make_gate(slots=3, queued=2)
    holders = [Holder(gate) for _ in range(10)]
    await settle()
    assert sum(holder.inside for holder in holders) == gate.running == 3
    assert gate.waiting == 2
    rejected = [holder for holder in holders if holder.task.done()]
    assert len(rejected) == 5
    error = rejected[0].task.exception()
    assert isinstance(error, Overloaded) and error.headers() == {"Retry-After": "5"}
    for holder in rejected:
        holder.task.exception()
    for holder in holders:
        holder.go.set()
    await asyncio.gather(*(holder.task for holder in holders), return_exceptions=True)
    assert (gate.running, gate.waiting) == (0, 0)


async def test_waiters_are_served_in_the_order_they_came_and_see_their_place():
    gate = make_gate(slots=1, queued=3)
    first, second, third = (Holder(gate, ticket=name) for name in "abc")
    await settle()
    assert [gate.position(name) for name in "abc"] == [None, 1, 2]
    await first.leave()
    await settle()
    assert (second.inside, third.inside) == (True, False)
    assert gate.position("c") == 1
    await second.leave()
    await third.leave()


async def test_the_api_never_takes_the_reserved_slots():
    gate = make_gate(slots=3, reserve=1)
    api = [Holder(gate, "api") for _ in range(3)]
    await settle()
    assert [holder.inside for holder in api] == [True, True, False]
    page = Holder(gate, "page")
    await settle()
    assert page.inside
    await page.leave()
    await settle()
    assert not api[2].inside, "the slot that came free is the page's"
    await api[0].leave()
    await settle()
    assert api[2].inside
    await api[1].leave()
    await api[2].leave()


async def test_a_full_api_queue_leaves_the_page_its_own():
    gate = make_gate(slots=2, queued=1, reserve=1)
    holders = [Holder(gate, "api"), Holder(gate, "api"), Holder(gate, "page")]
    waiting_page = Holder(gate, "page")
    await settle()
    assert not waiting_page.task.done() and gate.waiting == 2
    for holder in [*holders, waiting_page]:
        holder.go.set()
    await asyncio.gather(*(holder.task for holder in [*holders, waiting_page]))


async def test_a_wait_that_is_too_long_ends_with_overloaded():
    gate = make_gate(slots=1, wait_s=0.01)
    holder = Holder(gate)
    await settle()
    with pytest.raises(Overloaded, match=r"within 0\.01 s"):
        async with gate.slot("api"):
            pytest.fail("there was no slot")
    assert gate.waiting == 0
    await holder.leave()


async def test_a_cancelled_waiter_leaves_the_queue():
    gate = make_gate(slots=1)
    holder, waiter = Holder(gate), Holder(gate)
    await settle()
    waiter.task.cancel()
    await asyncio.gather(waiter.task, return_exceptions=True)
    assert gate.waiting == 0
    await holder.leave()
    assert gate.running == 0


async def test_a_slot_granted_to_a_waiter_that_is_being_cancelled_comes_back():
    gate = make_gate(slots=1)
    holder, waiter = Holder(gate), Holder(gate)
    await settle()
    holder.go.set()
    await asyncio.sleep(0)  # the slot is passed on, the waiter has not run yet
    waiter.task.cancel()
    await asyncio.gather(holder.task, waiter.task, return_exceptions=True)
    assert (gate.running, gate.waiting) == (0, 0)


async def test_a_waiter_cancelled_before_the_slot_is_free_does_not_break_the_next():
    gate = make_gate(slots=1)
    holder, cancelled, patient = Holder(gate), Holder(gate), Holder(gate)
    await settle()
    holder.go.set()
    cancelled.task.cancel()  # the slot comes free before the waiter has taken itself out
    await holder.task
    await asyncio.gather(cancelled.task, return_exceptions=True)
    await settle()
    assert patient.inside
    await patient.leave()
    assert gate.running == 0


async def test_a_cancelled_waiter_does_not_hold_up_who_comes_after_it():
    gate = make_gate(slots=1)
    holder, cancelled = Holder(gate), Holder(gate)
    await settle()
    cancelled.task.cancel()
    holder.go.set()
    newcomer = Holder(gate)
    await settle()
    assert newcomer.inside
    await newcomer.leave()
    await asyncio.gather(holder.task, cancelled.task, return_exceptions=True)


async def test_a_slot_comes_back_when_its_holder_fails():
    gate = make_gate(slots=1)
    with pytest.raises(KeyError):
        async with gate.slot("api"):
            raise KeyError
    assert gate.running == 0


async def test_every_decision_is_observed():
    seen: list[tuple[str, str]] = []
    gate = AdmissionGate(1, 1, 1.0, 0, lambda face, _, outcome: seen.append((face, outcome)))
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(gate.slot("page"))
        waiting = Holder(gate)
        await settle()
        with pytest.raises(Overloaded):
            await stack.enter_async_context(gate.slot("api"))
        waiting.task.cancel()
        await asyncio.gather(waiting.task, return_exceptions=True)
    assert seen == [("page", "admitted"), ("api", "rejected"), ("api", "left")]


async def test_who_leaves_while_waiting_gives_up_the_place_at_once():
    gate = make_gate(slots=1, queued=1)
    gone = asyncio.Event()
    holder = Holder(gate)
    await settle()

    async def wait_in_queue() -> None:
        async with gate.slot("api", until_gone=gone.wait):
            pytest.fail("there was no slot")

    waiting = asyncio.create_task(wait_in_queue())
    await settle()
    assert gate.waiting == 1
    gone.set()
    with pytest.raises(ClientGone):
        await waiting
    assert gate.waiting == 0
    await holder.leave()
    assert gate.running == 0


async def test_who_waits_and_stays_is_no_longer_watched_once_it_is_their_turn():
    gate = make_gate(slots=1, queued=1)
    watched = asyncio.Event()
    holder = Holder(gate)
    await settle()

    async def until_gone() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            watched.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(holder.leave())
        async with gate.slot("api", until_gone=until_gone):
            assert watched.is_set() and gate.running == 1


@pytest.mark.parametrize("reserve", [-1, 2])
def test_a_reserve_that_leaves_the_api_nothing_is_refused(reserve: int):
    with pytest.raises(ValueError, match="page_reserve"):
        make_gate(slots=2, reserve=reserve)


class EndlessEngine:
    """An engine whose answers go on until they are closed."""

    closed = 0

    def status(self) -> EngineStatus:
        return EngineStatus(State.READY)

    async def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        try:
            while True:
                yield ChatDelta("x")
        finally:
            self.closed += 1


async def test_an_answer_on_the_page_holds_a_slot_until_it_is_closed():
    gate, engine = make_gate(slots=1), EndlessEngine()
    gated = GatedEngine(engine, gate)
    assert gated.status().is_ready
    answer = gated.stream_chat([], Sampling(), "a")
    assert gate.running == 0
    await anext(answer)
    assert gate.running == 1
    waiting = gated.stream_chat([], Sampling(), "b")
    waiting_task = asyncio.create_task(anext(waiting))
    await settle()
    assert gated.queue_position("b") == 1
    await answer.aclose()
    assert (await waiting_task).text == "x"
    await waiting.aclose()
    assert (gate.running, engine.closed) == (0, 2)
