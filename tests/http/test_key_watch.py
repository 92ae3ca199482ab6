"""What holds while keys and stops can be read, while they cannot for a moment, and when nobody can say any more."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

import pytest

from router.core.keys import digest, format_key
from router.core.problems import Code, Problem
from router.core.stops import Reach, Stop, Target
from router.http.auth import Keyring
from router.http.key_watch import EVERY, STALE, KeyWatch
from router.pipeline.stopping import Gate
from router.ports import KeyRecord, LedgerUnavailable

MASTER = b"m" * 32
ID, SECRET = "a" * 8, "b" * 43
HEADERS = {b"authorization": f"Bearer {format_key(ID, SECRET)}".encode()}


@dataclass
class Hands:
    """The clock, the store and the gateway, in the hands of a test."""

    seconds: float = 100.0
    revoked: float | None = None
    fault: Exception | None = None
    silent: bool = False
    stopped: list[Stop] = field(default_factory=list)
    ended: list[Code | None] = field(default_factory=list)
    """Why what the key has open ends, by each look."""

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds

    async def keys_version(self) -> Hashable:
        if self.silent:
            await asyncio.sleep(3600)
        if self.fault is not None:
            raise self.fault
        return self.revoked, tuple(self.stopped)

    async def stops(self) -> Collection[Stop]:
        return list(self.stopped)

    async def keys(self) -> Collection[KeyRecord]:
        made = digest(MASTER, ID, SECRET)
        scope: dict[str, Any] = {"tenant": "t", "agent": "a", "models": ("*",), "tools": (), "floor": None}
        return [KeyRecord(id=ID, digest=made, created=0.0, expires=None, revoked=self.revoked, **scope)]

    def end_walks(self, ended: Callable[[str], Problem | None]) -> None:
        problem = ended(ID)
        self.ended.append(None if problem is None else problem.code)


async def opened(hands: Hands, gate: Gate | None = None) -> KeyWatch:
    watch = KeyWatch(Keyring(MASTER), hands, hands, lambda: hands, gate or Gate())
    await watch.refresh()
    return watch


async def test_a_key_opens_the_door_until_it_is_revoked_and_then_ends_what_it_has_open() -> None:
    hands = Hands()
    watch = await opened(hands)
    assert watch.caller(HEADERS, "").key_id == ID
    hands.revoked = hands.seconds
    await watch.refresh()
    assert hands.ended == [None, Code.INVALID_API_KEY]
    with pytest.raises(Problem, match="revoked"):
        watch.caller(HEADERS, "")


@pytest.mark.parametrize(
    "target",
    [
        Target(Reach.EVERYTHING),
        Target(Reach.TENANT, "t"),
        Target(Reach.AGENT, "a"),
        Target(Reach.AGENT, "a", "t"),
    ],
    ids=str,
)
async def test_who_is_stopped_is_refused_and_ended_until_they_are_resumed(target: Target) -> None:
    hands = Hands()
    watch = await opened(hands)
    hands.stopped.append(Stop(target, hands.seconds, "cli:anna"))
    await watch.refresh()
    with pytest.raises(Problem, match="was stopped at") as refused:
        watch.caller(HEADERS, "")
    assert refused.value.code is Code.STOPPED
    hands.stopped.clear()
    await watch.refresh()
    assert hands.ended == [None, Code.STOPPED, None]
    assert watch.caller(HEADERS, "").key_id == ID


async def test_another_tenants_stop_and_a_providers_end_nothing_here_and_the_gate_hears_of_the_provider() -> None:
    hands, gate = Hands(), Gate()
    targets = Target(Reach.TENANT, "a"), Target(Reach.AGENT, "a", "u"), Target(Reach.PROVIDER, "mistral")
    hands.stopped += [Stop(target, 1.0, "cli:anna") for target in targets]
    watch = await opened(hands, gate)
    assert watch.caller(HEADERS, "").key_id == ID
    assert hands.ended == [None]
    assert gate.is_stopped("mistral")
    assert not gate.is_stopped("a")


async def test_a_key_that_is_not_known_learns_of_no_stop() -> None:
    hands = Hands()
    hands.stopped.append(Stop(Target(Reach.EVERYTHING), 1.0, "cli:anna"))
    watch = await opened(hands)
    with pytest.raises(Problem) as refused:
        watch.caller({b"authorization": b"Bearer sov_x"}, "")
    assert refused.value.code is Code.INVALID_API_KEY


def test_looks_are_so_close_that_what_is_stopped_ends_within_a_second_and_all_within_five_where_none_succeeds() -> None:
    assert 2 * EVERY <= 1.0
    assert STALE + 2 * EVERY < 5.0


async def test_a_store_that_is_away_for_a_moment_ends_nothing() -> None:
    hands = Hands()
    watch = await opened(hands)
    hands.fault = LedgerUnavailable("away")
    hands.seconds += STALE
    await watch.refresh()
    await watch.guard()
    assert set(hands.ended) == {None}
    assert watch.caller(HEADERS, "").key_id == ID


async def test_where_nobody_can_say_any_more_who_was_revoked_every_key_is_refused_until_somebody_can() -> None:
    hands, gate = Hands(fault=None), Gate()
    watch = await opened(hands, gate)
    hands.fault = LedgerUnavailable("away")
    hands.seconds += STALE + 0.1
    await watch.refresh()
    await watch.guard()
    assert hands.ended[-1] is Code.LEDGER_UNAVAILABLE
    with pytest.raises(Problem) as refused:
        watch.caller(HEADERS, "")
    assert refused.value.code is Code.LEDGER_UNAVAILABLE
    assert gate.is_stopped("mistral"), "it might be, so not even a probe goes there"
    hands.fault = None
    await watch.refresh()
    assert not gate.is_stopped("mistral")
    assert watch.caller(HEADERS, "").key_id == ID


async def test_a_store_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands()
    watch = await opened(hands)
    hands.silent = True
    monkeypatch.setattr("router.http.key_watch.STALE", 0.05)
    await asyncio.wait_for(watch.refresh(), 5.0)
    assert watch.caller(HEADERS, "").key_id == ID
