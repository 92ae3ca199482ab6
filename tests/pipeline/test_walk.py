"""The invariants of the walk, over real rules, dialect, redaction, failover and state (see tests/support/walks.py)."""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from walks import RULES, Act, Seen, World, ask, streamed, whole, world

from router.core.ledger import decode_decision, decode_facts, encode_receipt
from router.core.policy import decide
from router.core.problems import FailureKind
from router.core.types import Caller, Label, Outcome, Treatment

EMAIL = "anna.schmidt@example.org"
FAILURES = tuple(FailureKind)

RULES_WITHOUT_OWN = RULES.replace("    - {provider: own, model: d}\n", "")
RULES_KEEPING = RULES.replace("  keep: []", "  keep: [EMAIL_ADDRESS]")
RULES_WITH_TOOLS = RULES + "    tools: {default: allow, irreversible: {'send_*': hold}}\n"

acts = st.one_of(
    st.just(Act()),
    st.builds(Act, fails=st.sampled_from(FAILURES)),
    st.builds(Act, fails=st.sampled_from(FAILURES), after=st.integers(0, 400)),
)
scripts = st.fixed_dictionaries(
    {name: st.lists(acts, min_size=1, max_size=3) for name in ("home", "far", "near", "own")}
)
texts = st.sampled_from(
    ["hello", f"write to {EMAIL}", "the word is SECRET-12", f"{EMAIL} and SECRET-7", "[[EMAIL_ADDRESS_1]]"]
)
classes = st.sampled_from([None, "public", "internal", "confidential", "restricted"])


def in_turn(script: Sequence[Act]) -> Callable[[int], Act]:
    return lambda number: script[(number - 1) % len(script)]


def go(script: dict[str, list[Act]], text: str, declared: str | None, *, stream: bool) -> tuple[World, Seen]:
    async def walked() -> tuple[World, Seen]:
        made = world({name: in_turn(turns) for name, turns in script.items()})
        return made, await made.answer(ask(text, stream=stream), declared=declared)

    return asyncio.run(walked())


@settings(deadline=None, max_examples=150)
@given(scripts, texts, classes, st.booleans())
def test_whatever_fails_in_whatever_order_the_walk_keeps_its_promises(
    script: dict[str, list[Act]], text: str, declared: str | None, stream: bool
) -> None:
    made, seen = go(script, text, declared, stream=stream)
    receipt = made.store.receipts[0]
    allowed = {candidate.provider: candidate for candidate in receipt.decision.candidates}
    intents = []
    for name, value in made.store.events:
        if name == "intent":
            intents.append(value)
        if name == "egress":
            provider, data = value
            assert provider in allowed, "1: no byte reaches a provider outside the decision"
            assert intents.pop().provider == provider, "3: a durable intent precedes every egress"
            if allowed[provider].treatment is Treatment.REDACTED:
                assert EMAIL.encode() not in data, "2: no original in bytes for a redacted candidate"
                assert b"SECRET-12" not in data
    assert seen.finishes + seen.errors == 1, "6: exactly one finish or exactly one error"
    assert receipt.outcome is (Outcome.OK if seen.finishes else Outcome.FAILED)
    assert EMAIL not in repr(receipt), "2: nor in the receipt"


@settings(deadline=None, max_examples=50)
@given(scripts, texts, classes)
def test_a_receipt_replays_to_the_same_decision(script: dict[str, list[Act]], text: str, declared: str | None) -> None:
    made, _ = go(script, text, declared, stream=False)
    kept = json.loads(json.dumps(encode_receipt(made.store.receipts[0])))
    assert decide(decode_facts(kept["facts"]), made.rules) == decode_decision(kept["decision"])


async def test_the_answer_says_who_answered_and_how() -> None:
    made = world()
    seen = await made.answer(ask(f"mail {EMAIL}"))
    assert seen.head.status == 200
    assert seen.head.headers == {
        "x-request-id": "req_00000001",
        "x-sovereign-route": "home/a",
        "x-sovereign-zone": "eu",
        "x-sovereign-class": "internal",
        "x-sovereign-redactions": "1",
        "x-sovereign-attempts": "1",
        "x-sovereign-ruleset": made.rules.digest,
        "x-sovereign-receipt": "rcp_00000001",
    }


@pytest.mark.parametrize("stream", [False, True])
async def test_what_was_taken_out_comes_back_in_the_answer(stream: bool) -> None:
    made = world({"home": lambda _: Act("I wrote to [[EMAIL_ADDRESS_1]] for you")})
    seen = await made.answer(ask(f"mail {EMAIL}", stream=stream))
    assert seen.text == f"I wrote to {EMAIL} for you"
    assert b"[[EMAIL_ADDRESS_1]]" in made.providers["home"].sent[0]


async def test_a_self_hosted_route_gets_the_words_as_they_are() -> None:
    made = world()
    seen = await made.answer(ask(f"{EMAIL} SECRET-1"))
    assert seen.head.headers["x-sovereign-route"] == "own/d"
    assert seen.head.headers["x-sovereign-redactions"] == "0"
    assert EMAIL.encode() in made.providers["own"].sent[0]


async def test_redaction_is_done_once_and_only_where_somebody_must_not_see_the_words() -> None:
    made = world({"home": lambda _: Act(fails=FailureKind.SERVER)})
    await made.answer(ask(f"mail {EMAIL}"))
    assert made.providers["home"].sent[0].replace(b'"a"', b'"c"') == made.providers["near"].sent[0]


async def test_what_redaction_saw_is_remembered_for_the_next_turn_of_this_tenant_alone() -> None:
    made, opening = world(), f"mail {EMAIL}"
    turns = [{"role": "user", "content": opening}]
    await made.answer(ask(opening))
    turns += [{"role": "assistant", "content": "fine"}, {"role": "user", "content": f"again: {EMAIL}"}]
    await made.answer(ask(messages=turns))
    first, second = (json.loads(data)["messages"] for data in made.providers["home"].sent)
    assert [turn["content"] for turn in second] == [first[0]["content"], "fine", "again: [[EMAIL_ADDRESS_1]]"]
    tenant = made.detector.asked[0][0]
    for name, texts_known in ((tenant, 3), (f"not {tenant}", None)):
        memory = made.around.sightings.of(name)
        known = memory.recall(memory.name(b"c", opening))
        assert texts_known == (
            None if known is None else sum(memory.name(b"t", turn["content"]) in known.texts for turn in turns)
        )


async def test_failover_stays_inside_the_decision_and_is_counted() -> None:
    made = world({"home": lambda _: Act(fails=FailureKind.SERVER)})
    seen = await made.answer(ask(f"mail {EMAIL}"))
    assert seen.head.headers["x-sovereign-route"] == "near/c"
    assert seen.head.headers["x-sovereign-attempts"] == "2"
    assert made.providers["far"].sent == []


async def test_a_stream_that_breaks_before_content_moves_on_unseen() -> None:
    made = world({"home": lambda _: Act(fails=FailureKind.RESET, after=60)})
    seen = await made.answer(ask(stream=True))
    assert seen.head.headers["x-sovereign-route"] == "far/b"
    assert seen.text == "fine"


async def test_a_stream_that_breaks_after_content_ends_with_a_typed_error_and_no_done() -> None:
    made = world({"home": lambda _: Act("a longer answer", fails=FailureKind.RESET, after=300)})
    seen = await made.answer(ask(stream=True))
    assert seen.text.startswith("a lo")
    assert seen.events[-1]["error"]["code"] == "upstream_error"
    assert b"[DONE]" not in seen.body
    assert made.providers["far"].sent == []


async def test_without_a_durable_intent_nothing_leaves() -> None:
    made = world()
    made.store.broken = True
    seen = await made.answer(ask())
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (503, "ledger_unavailable")
    assert all(not provider.sent for provider in made.providers.values())


async def test_a_detector_that_fails_closes_every_route_but_the_self_hosted() -> None:
    made = world()
    made.detector.broken = True
    seen = await made.answer(ask())
    assert seen.head.headers["x-sovereign-route"] == "own/d"
    assert seen.head.headers["x-sovereign-class"] == "restricted"


async def test_more_than_can_be_replaced_goes_to_self_hosted_routes_alone() -> None:
    made = world()
    seen = await made.answer(ask(" ".join(f"u{number}@example.org" for number in range(10_001))))
    assert seen.head.headers["x-sovereign-route"] == "own/d"
    assert made.store.receipts[0].facts.labels == ("unscanned", "too_many_findings")


async def test_a_refusal_of_more_than_can_be_replaced_names_the_bound_and_the_cure() -> None:
    made = world(rules=RULES_WITHOUT_OWN)
    seen = await made.answer(ask(" ".join(f"u{number}@example.org" for number in range(10_001))))
    error = json.loads(seen.body)["error"]
    assert (seen.head.status, error["code"]) == (403, "policy_denied")
    assert "more than 10,000 values" in error["message"]
    assert "send less at once" in error["message"]
    assert "self-hosted" in error["message"]
    assert "example.org" not in error["message"]


async def test_what_is_kept_is_not_counted_with_what_must_be_replaced() -> None:
    made = world(rules=RULES_KEEPING)
    await made.answer(ask(" ".join(f"u{number}@example.org" for number in range(10_001))))
    assert made.store.receipts[0].facts.labels == ()


async def test_a_detector_that_fails_is_told_when_no_route_may_see_unread_words() -> None:
    made = world(rules=RULES_WITHOUT_OWN)
    made.detector.broken = True
    seen = await made.answer(ask())
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (503, "detector_unavailable")


async def test_a_conversation_keeps_the_class_of_its_earlier_turns() -> None:
    made = world()
    first = await made.answer(ask("nothing special"), declared="restricted")
    later = ask()
    later["messages"] = [
        {"role": "user", "content": "nothing special"},
        {"role": "assistant", "content": "fine"},
        {"role": "user", "content": "go on"},
    ]
    second = await made.answer(later)
    other = await made.answer(ask("something else"))
    assert [s.head.headers["x-sovereign-class"] for s in (first, second, other)] == [
        "restricted",
        "restricted",
        "public",
    ]


async def test_a_turn_keeps_its_class_when_what_came_before_it_is_dropped_or_changed() -> None:
    made = world()
    telling = {
        "role": "user",
        "content": "the plan for the new plant in the north, as the board has agreed on it in May",
    }
    await made.answer({"model": "m", "messages": [{"role": "user", "content": "hi"}, telling]}, declared="restricted")
    alone = await made.answer({"model": "m", "messages": [telling]})
    other = await made.answer({"model": "m", "messages": [{"role": "user", "content": "hi"}]})
    stranger = await made.answer(
        {"model": "m", "messages": [telling]}, caller=Caller("k2", "default", "another agent", ("*",), ("all",))
    )
    classes = [seen.head.headers["x-sovereign-class"] for seen in (alone, other, stranger)]
    assert classes == ["restricted", "public", "public"]


async def test_a_model_that_nobody_knows_is_not_in_the_record() -> None:
    made = world()
    seen = await made.answer({**ask(), "model": EMAIL})
    assert seen.head.status == 404
    assert EMAIL not in repr(made.store.receipts)


async def test_a_class_that_nobody_knows_is_refused_without_repeating_it() -> None:
    seen = await world().answer(ask(), declared="top-secret-word")
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (400, "unknown_class")
    assert b"top-secret-word" not in seen.body


async def test_an_original_that_still_shows_in_the_bytes_stops_the_route(caplog: pytest.LogCaptureFixture) -> None:
    made = world()
    made.providers["home"].puts_back = b" " + EMAIL.upper().encode()
    seen = await made.answer(ask(f"mail {EMAIL}"))
    assert seen.head.headers["x-sovereign-route"] == "near/c"
    assert made.providers["home"].sent == []
    assert "leak suspected" in caplog.text
    assert EMAIL not in caplog.text.lower()
    assert made.store.receipts[0].stopped == ("home/a",)


async def test_concurrent_requests_never_see_each_others_originals() -> None:
    made = world({"home": lambda _: Act("mine is [[EMAIL_ADDRESS_1]]")})
    emails = [f"user{n}@example.org" for n in range(100)]
    seen = await asyncio.gather(
        *(made.answer(ask(f"mail {mail}", stream=bool(n % 2))) for n, mail in enumerate(emails))
    )
    assert [s.text for s in seen] == [f"mine is {mail}" for mail in emails]


@pytest.mark.parametrize("stream", [False, True])
async def test_a_client_that_hangs_up_leaves_a_cancelled_receipt(stream: bool) -> None:
    made = world({"home": lambda _: Act("a rather long answer that nobody waits for " * 20)})
    async with aclosing(made.walk(ask(stream=stream)).run()) as parts:
        await anext(parts)
        await anext(parts)
    outcome = made.store.receipts[0].outcome
    assert outcome is Outcome.CANCELLED
    assert [attempt.outcome for attempt in made.store.receipts[0].attempts] == [Outcome.CANCELLED]


async def test_a_tool_call_that_is_held_never_reaches_the_agent() -> None:
    calls = [{"id": "t1", "type": "function", "function": {"name": "send_mail", "arguments": "{}"}}]
    answer = json.loads(whole("x"))
    answer["choices"][0] = {
        "index": 0,
        "message": {"role": "assistant", "tool_calls": calls},
        "finish_reason": "tool_calls",
    }
    made = world({"home": lambda _: Act(answer=json.dumps(answer).encode())}, rules=RULES_WITH_TOOLS)
    seen = await made.answer(ask())
    choice = json.loads(seen.body)["choices"][0]
    assert choice["finish_reason"] == "stop"
    assert "tool_calls" not in choice["message"] or not choice["message"]["tool_calls"]
    assert "send_mail" in choice["message"]["content"]


async def test_no_log_line_holds_what_the_client_wrote(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = world({name: lambda _: Act(fails=FailureKind.GARBAGE) for name in ("home", "near", "own", "far")})
    seen = await made.answer(ask(f"mail {EMAIL} canary-text"))
    assert json.loads(seen.body)["error"]["code"] == "upstream_error"
    assert caplog.text
    for word in (EMAIL, "canary-text"):
        assert word not in caplog.text
        assert word.encode() not in seen.body


async def test_a_key_of_a_tenant_that_left_the_rules_is_refused() -> None:
    seen = await world().answer(ask(), caller=Caller("k", "gone", "a", ("*",), ("all",)))
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (403, "not_permitted")


async def test_a_model_that_is_not_the_keys_looks_like_one_that_does_not_exist() -> None:
    made = world()
    unknown = await made.answer({**ask(), "model": "nope"})
    foreign = await made.answer(ask(), caller=Caller("k", "default", "a", ("other",), ("all",)))
    assert unknown.head.status == foreign.head.status == 404
    assert unknown.body == foreign.body


LOW = Caller("k", "default", "a", ("*",), ("all",), ceiling="public")


async def test_what_is_above_a_keys_ceiling_goes_nowhere_and_is_recorded_so_that_it_can_be_replayed() -> None:
    made = world()
    seen = await made.answer(ask(f"mail {EMAIL}"), caller=LOW)
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (403, "not_permitted")
    assert seen.head.headers["x-sovereign-class"] == "internal"
    assert not any(provider.sent for provider in made.providers.values())
    kept = encode_receipt(made.store.receipts[0])
    assert decide(decode_facts(kept["facts"]), made.rules) == decode_decision(kept["decision"])
    assert kept["decision"]["verdicts"][-1]["reason"] == "class_above_key"
    assert (await made.answer(ask(), caller=LOW)).head.status == 200


async def test_words_that_were_not_read_in_time_may_be_sent_again_though_unread_they_are_above_the_ceiling() -> None:
    made = world()
    made.detector.broken = True
    seen = await made.answer(ask(), caller=LOW)
    assert (seen.head.status, json.loads(seen.body)["error"]["code"]) == (503, "detector_unavailable")


def test_the_recorders_answers_are_what_a_provider_sends() -> None:
    assert json.loads(whole("abc"))["choices"][0]["message"]["content"] == "abc"
    assert streamed("abc").endswith(b"data: [DONE]\n\n")


async def test_a_tenant_s_texts_are_read_by_its_own_lexicon_and_no_other() -> None:
    own = "    detection: {find: [{terms: [Nordlicht]}]}\n"
    other = RULES[RULES.index("  default:\n") :].replace("  default:\n", "  other:\n", 1)
    made = world(rules=f"{RULES.rstrip()}\n{own}{other}")
    for tenant in ("default", "other"):
        await made.answer(ask(), caller=Caller("k1", tenant, "tests", ("*",), ("all",)))
    (first, lexicon), (second, empty) = made.detector.asked
    assert (first, second) == ("default", "other")
    assert [one.terms for one in lexicon.find] == [("Nordlicht",)]
    assert (empty.find, empty.leave) == ((), ())


async def test_one_slot_of_many_that_was_not_read_in_time_closes_what_unread_words_may_not_see() -> None:
    made = world()
    made.detector.late = 1
    walk = made.walk({"model": "m", "messages": [{"role": "user", "content": f"hello {n}"} for n in range(50)]})
    seen = await walk.foresee()
    assert set(seen.facts.labels) == {Label.UNSCANNED, Label.DETECTOR_FAILED}
    assert seen.facts.effective == "restricted"
    assert [candidate.provider for candidate, _ in seen.leaving] == ["own"]
