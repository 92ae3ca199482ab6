"""The simulation sees what it is for: each promise, broken on purpose in the real code, turns it red."""

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from scenarios import scenarios
from simulation import Scenario, SlowNotebook, run

from providers import _wire
from router.core.failover import Failover
from router.core.stops import Stops
from router.core.types import Candidate, Decision, Facts, Treatment, Zone
from router.dialects.chat import Chat
from router.http.auth import Keyring
from router.pipeline import walk
from router.pipeline.stopping import Gate
from router.ports import KeyRecord

Breaks = Callable[[pytest.MonkeyPatch], None]


def intends_nothing(patch: pytest.MonkeyPatch) -> None:
    async def intend(*_: Any) -> None: ...

    patch.setattr(SlowNotebook, "intend", intend)


def asks_everybody(patch: pytest.MonkeyPatch) -> None:
    given_before = Failover.__init__

    def with_one_more(self: Failover, candidates: Sequence[Candidate], **more: Any) -> None:
        far = Candidate("far", "b", Zone.ELSEWHERE, Treatment.REDACTED, candidates[0].context)
        given_before(self, (*candidates, far), **more)

    patch.setattr(Failover, "__init__", with_one_more)


def shows_the_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(walk.Walk, "_redaction_for", lambda *_: None)


def revokes_nothing(patch: pytest.MonkeyPatch) -> None:
    replace = Keyring.replace

    def once(self: Keyring, keys: Collection[KeyRecord]) -> None:
        if not self._lineage._keys:
            replace(self, keys)

    patch.setattr(Keyring, "replace", once)


def shuts_no_gate(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Gate, "adopt", lambda *_: None)


def stops_nobody(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stops, "covering", lambda *_: None)


def decides_otherwise(patch: pytest.MonkeyPatch) -> None:
    decide = walk.Walk._decide

    def backwards(self: walk.Walk, facts: Facts) -> Decision:
        decision = decide(self, facts)
        self.decision = Decision(decision.candidates[::-1], decision.verdicts, decision.digest)
        return self.decision

    patch.setattr(walk.Walk, "_decide", backwards)


def mixes_requests_up(patch: pytest.MonkeyPatch) -> None:
    encode, kept = _wire.encode, list[bytes]()

    def first(*arguments: Any) -> bytes:
        kept.append(encode(*arguments))
        return kept[0]

    patch.setattr(_wire, "encode", first)


def says_no_error(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Chat, "problem_event", lambda *_: b"")


BROKEN: Sequence[tuple[str, Breaks]] = (
    ("1: no byte", asks_everybody),
    ("2: no original", shows_the_words),
    ("3: a durable", intends_nothing),
    ("6: exactly", says_no_error),
    ("7: nobody", mixes_requests_up),
    ("9: a revoked", revokes_nothing),
    ("9: a stopped provider", shuts_no_gate),
    ("9: a stopped tenant|9: nothing more", stops_nobody),
    ("10: it replays", decides_otherwise),
)


@pytest.mark.parametrize(("promise", "breaks"), BROKEN)
def test_a_promise_that_is_broken_is_seen(promise: str, breaks: Breaks, monkeypatch: pytest.MonkeyPatch) -> None:
    @settings(max_examples=800, deadline=None, phases=[Phase.generate], derandomize=True, database=None)
    @given(scenarios)
    def search(scenario: Scenario) -> None:
        with monkeypatch.context() as patch:
            breaks(patch)
            try:
                run(scenario)
            except (AssertionError, ExceptionGroup) as seen:
                if re.search(promise, str(seen)):  # what breaks one may break others on the way
                    raise

    with pytest.raises((AssertionError, ExceptionGroup), match=promise):
        search()
