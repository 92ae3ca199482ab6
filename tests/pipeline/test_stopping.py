"""A provider that is stopped: nothing begins there, what is open ends at once, and others go on."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest
from walks import RULES, Act, World, ask, world

from router.core.problems import Code, FailureKind, UpstreamFailure
from router.core.stops import Reach, Stop, Stops, Target
from router.core.types import Outcome
from router.pipeline.stopping import Gate
from router.ports import Intent, Subject

HEDGED = RULES + "serving: {m: {hedge: {after: 0.02, up_to: internal}}}\n"
ALL = ("home", "far", "near", "own")


def stops(*providers: str) -> Stops:
    return Stops([Stop(Target(Reach.PROVIDER, name), 1.0, "cli:anna") for name in providers])


def always(act: Act) -> Callable[[int], Act]:
    return partial(_given, act)


def _given(act: Act, _: int) -> Act:
    return act


def attempts(made: World) -> list[tuple[str, Outcome, str | None]]:
    return [(one.candidate.provider, one.outcome, one.failure) for one in made.store.receipts[-1].attempts]


@pytest.mark.parametrize("stream", [False, True])
async def test_the_next_permitted_one_is_asked_and_nothing_is_sent_to_who_is_stopped(stream: bool) -> None:
    made = world()
    made.around.gate.adopt(stops("home"))
    seen = await made.answer(ask(stream=stream))
    assert (seen.finishes, seen.errors) == (1, 0)
    assert made.providers["home"].sent == []
    assert attempts(made) == [("far", Outcome.OK, None)]


async def test_the_decision_is_the_same_as_without_the_stop() -> None:
    made = world()
    await made.answer(ask())
    made.around.gate.adopt(stops("home"))
    await made.answer(ask())
    assert made.store.receipts[0].decision == made.store.receipts[1].decision


async def test_where_all_are_stopped_the_client_is_told_and_no_intent_is_recorded() -> None:
    made = world()
    made.around.gate.adopt(stops(*ALL))
    seen = await made.answer(ask(stream=True))
    assert seen.head.problem is not None
    assert (seen.head.status, seen.head.problem.code, seen.head.problem.may_retry) == (503, Code.STOPPED, False)
    assert [name for name, _ in made.store.events] == ["concluded"]
    assert (made.store.receipts[0].outcome, made.store.receipts[0].code) == (Outcome.FAILED, Code.STOPPED)


async def stopped_meanwhile(made: World, *providers: str, stream: bool) -> tuple[int, str]:
    """Status and text of a request whose provider, which is slow, is stopped while it is waited for."""
    asked = asyncio.create_task(made.answer(ask(stream=stream)))
    await asyncio.sleep(0.01)
    assert made.providers["home"].under_way == 1
    made.around.gate.adopt(stops(*providers))
    async with asyncio.timeout(1):
        seen = await asked
    assert made.providers["home"].under_way == 0, "its call is ended"
    return seen.head.status, seen.text if seen.head.problem is None else str(seen.head.problem.code)


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("rules", [RULES, HEDGED])
async def test_an_answer_of_which_nothing_was_seen_yet_comes_from_the_next(stream: bool, rules: str) -> None:
    made = world({"home": always(Act(delay=30.0)), "far": always(Act("from afar"))}, rules=rules)
    assert await stopped_meanwhile(made, "home", stream=stream) == (200, "from afar")
    assert attempts(made) == [("home", Outcome.FAILED, FailureKind.STOPPED), ("far", Outcome.OK, None)]


async def test_and_is_refused_where_nobody_else_is_left() -> None:
    made = world({"home": always(Act(delay=30.0))})
    assert await stopped_meanwhile(made, *ALL, stream=True) == (503, "stopped")


async def test_a_stream_that_has_begun_ends_with_one_error_and_another_providers_goes_on() -> None:
    made = world({"home": always(Act("a tale of some length", after=300, fails=FailureKind.RESET))})
    others = made.walk(ask(stream=True))
    other = others.run()
    made.around.gate.adopt(stops("home"))
    await anext(other)  # at far
    made.around.gate.adopt(Stops())
    walk = made.walk(ask(stream=True))
    parts = walk.run()
    await anext(parts)
    await anext(parts)
    made.around.gate.adopt(stops("home"))
    rest = b"".join([part async for part in parts if isinstance(part, bytes)])
    assert rest.count(b'"error"') == 1
    assert b'"code":"stopped"' in rest.replace(b'": "', b'":"')
    assert b"[DONE]" not in rest
    assert made.store.receipts[-1].code is Code.STOPPED
    assert b"[DONE]" in b"".join([part async for part in other if isinstance(part, bytes)])


async def test_an_answer_whose_finish_the_client_has_is_followed_by_no_error() -> None:
    for words in range(1, 14):  # the finish comes at the end of a piece, or with what is behind it
        made = world({"home": always(Act("a" * words))})
        parts, got = made.walk(ask(stream=True)).run(), b""
        async for part in parts:
            got += part if isinstance(part, bytes) else b""
            if b'"stop"' in got:
                made.around.gate.adopt(stops(*ALL))
        assert b'"error"' not in got
        assert made.store.receipts[0].outcome is Outcome.OK


async def test_what_was_stopped_between_intent_and_sending_is_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    intend = made.store.intend

    async def intend_late(intent: Intent, subject: Subject | None = None) -> None:
        await intend(intent, subject)
        made.around.gate.adopt(stops("home"))

    monkeypatch.setattr(made.store, "intend", intend_late)
    await made.answer(ask())
    assert made.providers["home"].sent == []
    assert attempts(made)[0] == ("home", Outcome.FAILED, FailureKind.STOPPED)


async def test_a_stop_is_no_fault_of_the_route() -> None:
    made = world({"home": always(Act(delay=30.0))})
    await stopped_meanwhile(made, "home", stream=True)
    told = made.around.health.told(made.rules)["routes"]["home/a"]
    assert (told["state"], told["quota"]) == ("closed", 1.0)


# ------------------------------------------------------------------------------------------------------ the passage


async def in_passage(gate: Gate, work: Callable[[], Awaitable[object]]) -> None:
    with gate.to("home"):
        await work()


async def test_who_waits_in_a_passage_gets_a_failure_and_their_task_goes_on() -> None:
    gate = Gate()

    async def waits() -> int:
        with pytest.raises(UpstreamFailure) as ended:
            await in_passage(gate, lambda: asyncio.sleep(30))
        assert ended.value.kind is FailureKind.STOPPED
        task = asyncio.current_task()
        assert task is not None
        return task.cancelling()

    waiting = asyncio.create_task(waits())
    await asyncio.sleep(0)
    gate.adopt(stops("home"))
    gate.adopt(stops("home"))
    assert await waiting == 0, "it can be cancelled, and have deadlines, as before"


async def test_who_is_cancelled_at_the_same_moment_is_cancelled() -> None:
    gate = Gate()
    waiting = asyncio.create_task(in_passage(gate, lambda: asyncio.sleep(30)))
    await asyncio.sleep(0)
    gate.adopt(stops("home"))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_a_passage_that_was_shut_does_not_open_again_and_a_new_one_does_once_it_is_resumed() -> None:
    gate = Gate()
    passage = gate.to("home")
    gate.adopt(stops("home"))
    gate.adopt(Stops())
    with pytest.raises(UpstreamFailure), passage:
        pass
    with gate.to("home"):
        pass


async def test_others_are_not_touched_and_everything_is_all_of_them() -> None:
    gate = Gate()
    waiting = asyncio.create_task(in_passage(gate, lambda: asyncio.sleep(30)))
    await asyncio.sleep(0)
    gate.adopt(stops("far"))
    await asyncio.sleep(0)
    assert not waiting.done()
    gate.adopt(Stops([Stop(Target(Reach.EVERYTHING), 1.0, "cli:anna")]))
    with pytest.raises(UpstreamFailure):
        await waiting


async def test_passages_that_nobody_has_any_more_are_forgotten() -> None:
    gate = Gate()
    for _ in range(100):
        with gate.to("home"):
            pass
    assert len(gate._open) == 0
