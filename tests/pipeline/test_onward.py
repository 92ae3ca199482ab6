"""Streams that break off after the client has seen some of them, and go on elsewhere where the admin allows it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walks import RULES, Act, Recorder, Seen, World, ask, streamed, world

from router.core.problems import FailureKind
from router.core.types import Outcome

EMAIL = "anna.schmidt@example.org"
SAID = "I wrote to [[EMAIL_ADDRESS_1]] and then I wrote to [[EMAIL_ADDRESS_1]] again"
READ = SAID.replace("[[EMAIL_ADDRESS_1]]", EMAIL)
WHOLE = streamed(SAID)
ONWARD = RULES.replace("model: c}", "model: c, continues: prefix}").replace(
    "model: b}", "model: b, continues: final_message}"
)


@dataclass
class Continuer(Recorder):
    """Answers with what is missing of `said`, and with some of what it was given in front, if `repeats`."""

    said: str = SAID
    repeats: int = 0

    async def send(self, dialect: Any, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()) -> Any:
        last = json.loads(body)["messages"][-1]
        before = last["content"] if last["role"] == "assistant" else ""
        assert self.said.startswith(before), "what it is given is what the provider wrote"
        self.act = lambda _: Act(self.said[max(0, len(before) - self.repeats) :])
        return await super().send(dialect, body, model=model, stream=stream, features=features)


def cut_at(size: int, fails: FailureKind = FailureKind.RESET, answer: bytes = WHOLE) -> Callable[[int], Act]:
    return lambda _: Act(answer=answer, fails=fails, after=size)


def made_of(home: Callable[[int], Act], *, rules: str = ONWARD, repeats: int = 0) -> World:
    made = world({"home": home}, rules=rules)
    made.providers["near"] = Continuer("near", lambda _: Act(), made.store.events, repeats=repeats)
    object.__setattr__(made.engine, "providers", made.providers)
    return made


async def asked(made: World, **more: Any) -> Seen:
    return await made.answer(ask(f"mail {EMAIL}", stream=True, **more))


@pytest.mark.parametrize(("repeats", "step"), [(0, 1), (25, 11), (1000, 13)])
async def test_wherever_it_breaks_off_the_client_reads_one_whole_answer(repeats: int, step: int) -> None:
    for size in range(0, len(WHOLE), step):
        made = made_of(cut_at(size), repeats=repeats)
        seen = await asked(made)
        assert (seen.text, seen.finishes, seen.errors) == (READ, 1, 0), size
        assert seen.body.count(b"[DONE]") == 1
        for data in made.providers["home"].sent + made.providers["near"].sent:
            assert EMAIL.encode() not in data
        assert made.providers["far"].sent == [], "it continues too, and is not permitted"


async def test_the_receipt_says_who_went_on_from_whom() -> None:
    made = made_of(cut_at(700))
    await asked(made)
    receipt = made.store.receipts[0]
    told = [(one.number, one.candidate.route, one.outcome, one.continued_from) for one in receipt.attempts]
    assert told == [(1, "home/a", Outcome.FAILED, None), (2, "near/c", Outcome.OK, 1)]
    assert receipt.outcome is Outcome.OK
    order = [name for name, _ in made.store.events if name in ("intent", "egress")]
    assert order == ["intent", "egress", "intent", "egress"]
    last = json.loads(made.providers["near"].sent[0])["messages"][-1]
    assert last["prefix"] is True
    assert SAID.startswith(last["content"])
    assert EMAIL not in repr(receipt)


async def test_where_nobody_may_go_on_the_client_is_told_by_one_error() -> None:
    made = made_of(cut_at(700), rules=RULES)
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert made.providers["near"].sent == []
    assert READ.startswith(seen.text.partition("[[")[0])
    assert seen.text.endswith("[[EMAIL_A"), "what was held back is given, as it came"


async def test_what_was_written_about_placeholders_does_not_go_to_who_sees_the_words() -> None:
    rules = RULES.replace("model: d}", "model: d, continues: prefix}")
    made = made_of(cut_at(700), rules=rules)
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert made.providers["own"].sent == []


@pytest.mark.parametrize("kind", [FailureKind.REQUEST, FailureKind.CONTEXT, FailureKind.TOO_LARGE])
async def test_what_is_the_requests_own_fault_is_not_gone_on_with(kind: FailureKind) -> None:
    made = made_of(cut_at(700, kind))
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert made.providers["near"].sent == []


async def test_an_error_event_after_content_is_gone_on_from_too() -> None:
    answer = WHOLE[:700].rpartition(b"\n\n")[0] + b'\n\ndata: {"error": {"code": "overloaded"}}\n\n'
    made = made_of(lambda _: Act(answer=answer))
    seen = await asked(made)
    assert (seen.text, seen.finishes, seen.errors) == (READ, 1, 0)


async def test_it_goes_on_twice_at_most_and_never_across_a_tool_call() -> None:
    rules = ONWARD.replace("model: a}", "model: a, continues: prefix}").replace("retries: 0", "retries: 9")
    made = world({name: cut_at(700) for name in ("home", "far", "near", "own")}, rules=rules)
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert [one.continued_from for one in made.store.receipts[0].attempts] == [None, 1, 2]

    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "f", "arguments": "{"}}
    delta = {"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]}
    broken = WHOLE[:700].rpartition(b"\n\n")[0] + b"\n\ndata: " + json.dumps(delta).encode() + b"\n\n"
    made = made_of(lambda _: Act(answer=broken), rules=ONWARD + "    tools: {default: allow}\n")
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert made.providers["near"].sent == []


async def test_who_goes_on_is_held_to_the_leak_check() -> None:
    """A provider that found a word out by itself: it is not passed on to the next one."""
    made = made_of(cut_at(1500, answer=streamed(f"You mean {EMAIL}, and I say so at length and at leisure, do I not")))
    seen = await asked(made)
    assert (seen.finishes, seen.errors) == (0, 1)
    assert made.providers["near"].sent == []
    assert made.store.receipts[0].stopped == ("near/c",)


acts = st.one_of(
    st.builds(Act, text=st.just(SAID)),
    st.builds(Act, text=st.just(SAID), fails=st.sampled_from(FailureKind), after=st.none() | st.integers(0, 1500)),
    st.builds(Act, text=st.just(SAID), delay=st.just(0.01)),
)
EVERYTHING = (
    RULES.replace("model: a}", "model: a, continues: prefill}")
    .replace("model: b}", "model: b, continues: final_message}")
    .replace("model: c}", "model: c, continues: prefix}")
    .replace("model: d}", "model: d, continues: prefix}")
    .replace("retries: 0", "retries: 1")
    + "serving: {m: {rank: RANK, hedge: {after: 0.005, up_to: internal}}}\n"
)


@settings(deadline=None, max_examples=120)
@given(
    st.fixed_dictionaries({name: st.lists(acts, min_size=1, max_size=3) for name in ("home", "far", "near", "own")}),
    st.sampled_from(["hello", f"mail {EMAIL}", "SECRET-12"]),
    st.sampled_from(["listed", "weighted", "fastest", "cheapest"]),
    st.booleans(),
)
async def test_whatever_is_ranked_hedged_and_gone_on_with_the_walk_keeps_its_promises(
    script: dict[str, list[Act]], text: str, rank: str, stream: bool
) -> None:
    def in_turn(turns: list[Act]) -> Callable[[int], Act]:
        return lambda number: turns[(number - 1) % len(turns)]

    made = world({name: in_turn(turns) for name, turns in script.items()}, rules=EVERYTHING.replace("RANK", rank))
    seen = await made.answer(ask(text, stream=stream))
    receipt = made.store.receipts[0]
    allowed = {candidate.provider for candidate in receipt.decision.candidates}
    intended: list[str] = []
    for name, value in made.store.events:
        if name == "intent":
            intended.append(value.provider)
        if name == "egress":
            assert value[0] in allowed, "1: no byte reaches a provider outside the decision"
            intended.remove(value[0])  # 3: a durable intent precedes every egress
            assert value[0] == "own" or EMAIL.encode() not in value[1], "2: no original for who must not see it"
    assert seen.finishes + seen.errors == 1, "6: exactly one finish or exactly one error"
    numbers = [attempt.number for attempt in receipt.attempts]
    assert numbers == list(range(1, len(numbers) + 1)), "each attempt is told once, in order"
    assert sum(name == "intent" for name, _ in made.store.events) == len(numbers)
    assert sum(attempt.outcome is Outcome.OK for attempt in receipt.attempts) == seen.finishes
    assert all(provider.under_way == 0 for provider in made.providers.values())
    assert EMAIL not in repr(receipt)
