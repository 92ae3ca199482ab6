"""What holds while the keys can be read, while they cannot for a moment, and when nobody can say who was revoked."""

import asyncio
from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass, field
from typing import Any

import pytest

from router.core.keys import digest, format_key
from router.core.problems import Code, Problem
from router.http.auth import Keyring
from router.http.key_watch import STALE, KeyWatch
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
    ended: list[tuple[bool, Code]] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds

    async def keys_version(self) -> Hashable:
        if self.silent:
            await asyncio.sleep(3600)
        if self.fault is not None:
            raise self.fault
        return self.revoked

    async def keys(self) -> Collection[KeyRecord]:
        made = digest(MASTER, ID, SECRET)
        scope: dict[str, Any] = {"tenant": "t", "agent": "a", "models": ("*",), "tools": (), "floor": None}
        return [KeyRecord(id=ID, digest=made, created=0.0, expires=None, revoked=self.revoked, **scope)]

    def end_walks(self, holds: Callable[[str], bool], problem: Problem) -> None:
        self.ended.append((holds(ID), problem.code))


async def opened(hands: Hands) -> KeyWatch:
    watch = KeyWatch(Keyring(MASTER), hands, hands, lambda: hands)
    await watch.refresh()
    return watch


async def test_a_key_opens_the_door_until_it_is_revoked_and_then_ends_what_it_has_open() -> None:
    hands = Hands()
    watch = await opened(hands)
    assert watch.caller(HEADERS, "").key_id == ID
    hands.revoked = hands.seconds
    await watch.refresh()
    assert hands.ended == [(True, Code.INVALID_API_KEY), (False, Code.INVALID_API_KEY)]
    with pytest.raises(Problem, match="revoked"):
        watch.caller(HEADERS, "")


async def test_a_store_that_is_away_for_a_moment_ends_nothing() -> None:
    hands = Hands()
    watch = await opened(hands)
    hands.fault = LedgerUnavailable("away")
    hands.seconds += STALE
    await watch.refresh()
    await watch.guard()
    assert all(holds for holds, _ in hands.ended)
    assert watch.caller(HEADERS, "").key_id == ID


async def test_where_nobody_can_say_any_more_who_was_revoked_every_key_is_refused_until_somebody_can() -> None:
    hands = Hands(fault=None)
    watch = await opened(hands)
    hands.fault = LedgerUnavailable("away")
    hands.seconds += STALE + 0.1
    await watch.refresh()
    await watch.guard()
    assert hands.ended[-1] == (False, Code.LEDGER_UNAVAILABLE)
    with pytest.raises(Problem) as refused:
        watch.caller(HEADERS, "")
    assert refused.value.code is Code.LEDGER_UNAVAILABLE
    hands.fault = None
    await watch.refresh()
    assert watch.caller(HEADERS, "").key_id == ID


async def test_a_store_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands()
    watch = await opened(hands)
    hands.silent = True
    monkeypatch.setattr("router.http.key_watch.STALE", 0.05)
    await asyncio.wait_for(watch.refresh(), 5.0)
    assert watch.caller(HEADERS, "").key_id == ID
