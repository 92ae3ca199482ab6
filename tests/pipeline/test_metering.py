"""Limits in the walk: looked at before anything is read, settled by what was used, whatever happens between."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from walks import NOW, RULES, Act, Seen, World, ask, fail, streamed, whole, world

from router.core.limits import NANO, Holder
from router.core.problems import FailureKind
from router.core.types import Caller, KeyLimit, Usage
from router.pipeline.metering import month_of, spent_by

OTHER_KEY = Caller("k2", "default", "tests", ("*",), ("all",))
OTHER_AGENT = Caller("k3", "default", "others", ("*",), ("all",))
DEAR = "price: {input: 1000, output: 1000}"
"""A thousandth of a euro for a token."""


def limited(limits: str, **acts: Act) -> World:
    """Every route costs the same; `limits` as `routes.yaml` has them."""
    rules = RULES.replace("scripted, hosting: self", "scripted") + f"    limits: {limits}\n"
    for model in "abcd":
        rules = rules.replace(f"model: {model}}}", f"model: {model}, {DEAR}}}")
    return world({name: always(act) for name, act in acts.items()}, rules=rules)


def always(act: Act) -> Callable[[int], Act]:
    return lambda _: act


def told(text: str = "fine", **usage: int) -> Act:
    answer = json.loads(whole(text)) | {"usage": usage}
    return Act(answer=json.dumps(answer).encode())


def remaining(seen: Seen, what: str) -> int:
    return int(seen.head.headers[f"x-ratelimit-remaining-{what}"])


def code_of(seen: Seen) -> str | None:
    return seen.head.problem.code if seen.head.problem else None


# ----------------------------------------------------------------------------------------------------------- refusal


async def test_a_request_over_a_limit_costs_no_detection_and_leaves_no_record() -> None:
    made = limited("{requests_per_minute: 2}")
    assert [code_of(await made.answer(ask("hello"))) for _ in range(4)] == [None, None, "rate_limited", "rate_limited"]
    assert len(made.detector.asked) == 2
    assert len(made.store.receipts) == 2
    assert len(made.providers["home"].sent) == 2


async def test_a_refusal_says_when_to_come_back_and_then_there_is_room() -> None:
    made = limited("{requests_per_minute: 1}")
    await made.answer(ask())
    seen = await made.answer(ask())
    assert seen.head.status == 429
    assert seen.head.problem is not None
    assert seen.head.problem.retry_after == 61.0
    assert seen.head.headers["x-ratelimit-remaining-requests"] == "0"
    assert "hello" not in seen.head.problem.message
    made.clock.at += 61.0
    assert code_of(await made.answer(ask())) is None


@pytest.mark.parametrize(
    ("limits", "callers"),
    [
        ("{requests_per_minute: 1}", [OTHER_KEY, OTHER_AGENT]),
        ("{per_agent: {requests_per_minute: 1}}", [OTHER_KEY]),
        ("{per_key: {requests_per_minute: 1}}", []),
    ],
)
async def test_a_limit_is_the_tenants_each_agents_or_each_keys(limits: str, callers: list[Caller]) -> None:
    made = limited(limits)
    await made.answer(ask())
    assert code_of(await made.answer(ask())) == "rate_limited"
    refused = [who for who in (OTHER_KEY, OTHER_AGENT) if code_of(await made.answer(ask(), caller=who))]
    assert refused == callers


async def test_a_request_that_alone_is_over_the_limit_is_not_to_be_tried_again() -> None:
    made = limited("{tokens_per_minute: 100}")
    seen = await made.answer(ask(max_tokens=500))
    assert seen.head.problem is not None
    assert (seen.head.problem.code, seen.head.problem.may_retry) == ("rate_limited", False)
    assert code_of(await made.answer(ask(max_tokens=50))) is None


async def test_without_limits_nothing_is_counted_and_no_header_says_so() -> None:
    made = world()
    seen = await made.answer(ask())
    assert not [name for name in seen.head.headers if name.startswith("x-ratelimit")]


# --------------------------------------------------------------------------------------------------------- settlement


async def test_the_headers_tell_what_is_left() -> None:
    seen = await limited("{requests_per_minute: 9, tokens_per_minute: 5000}").answer(ask(max_tokens=100))
    size = len(json.dumps(ask(max_tokens=100)))
    assert {name: value for name, value in seen.head.headers.items() if name.startswith("x-ratelimit")} == {
        "x-ratelimit-limit-requests": "9",
        "x-ratelimit-remaining-requests": "8",
        "x-ratelimit-reset-requests": "1m1s",
        "x-ratelimit-limit-tokens": "5000",
        "x-ratelimit-remaining-tokens": str(4900 - size // 4),
        "x-ratelimit-reset-tokens": "1m1s",
    }


ESTIMATE = len(json.dumps(ask(max_tokens=100))) // 4 + 100
READ = ESTIMATE - 100
STREAM_READ = len(json.dumps(ask(max_tokens=100, stream=True))) // 4


@pytest.mark.parametrize(
    ("act", "used"),
    [
        (told(prompt_tokens=30, completion_tokens=12), 42),
        (told(prompt_tokens=300, completion_tokens=500), 800),
        (told("five!", prompt_tokens=0, completion_tokens=0), READ + 2),
        (Act("five!"), READ + 2),
        (Act(fails=FailureKind.REQUEST), 0),
    ],
    ids=["less", "more", "nothing told", "no usage", "failed"],
)
async def test_what_the_provider_told_stands_in_the_place_of_the_estimate(act: Act, used: int) -> None:
    made = limited("{tokens_per_minute: 10000, concurrent_requests: 1}", home=act)
    await made.answer(ask(max_tokens=100))
    assert remaining(await made.answer(ask(max_tokens=100)), "tokens") == 10_000 - used - ESTIMATE


async def test_every_attempt_that_was_answered_costs() -> None:
    broken = Act(answer=streamed("begun, and"), fails=FailureKind.RESET, after=300)
    made = limited("{tokens_per_minute: 10000}", home=Act(fails=FailureKind.SERVER), far=broken)
    seen = await made.answer(ask(max_tokens=100, stream=True))
    assert (seen.errors, seen.text) == (1, "begu")
    assert remaining(await made.answer(ask(max_tokens=100)), "tokens") == 10_000 - (STREAM_READ + 1) - ESTIMATE


async def test_the_receipt_says_what_was_used_and_paid_and_what_of_it_is_a_guess() -> None:
    made = limited("{}", home=told(prompt_tokens=30, completion_tokens=12))
    await made.answer(ask())
    (attempt,) = made.store.receipts[0].attempts
    assert (attempt.usage, attempt.cost) == (Usage(30, 12), 42_000_000)
    made = limited("{}", home=Act("five!"))
    await made.answer(ask(stream=True))
    (attempt,) = made.store.receipts[0].attempts
    read = len(json.dumps(ask(stream=True))) // 4
    assert (attempt.usage, attempt.cost) == (Usage(read, 2, estimated=True), (read + 2) * 1_000_000)


async def test_what_nobody_knows_the_price_of_has_no_cost_in_the_receipt() -> None:
    made = world()
    await made.answer(ask())
    (attempt,) = made.store.receipts[0].attempts
    assert (attempt.usage is not None, attempt.cost) == (True, None)


@pytest.mark.parametrize(("stream", "written"), [(False, 100), (True, 0)])
async def test_a_whole_reply_that_nobody_waited_for_counts_as_reserved(stream: bool, written: int) -> None:
    made = limited("{tokens_per_minute: 10000}")

    async def walked() -> None:
        await made.answer(ask(max_tokens=100, stream=stream))

    task = asyncio.create_task(walked())
    for _ in range(20):
        if not made.providers["home"].sent:
            await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    read = len(json.dumps(ask(max_tokens=100, stream=stream))) // 4
    assert made.store.receipts[0].attempts[0].usage == Usage(read, written, estimated=True)


@pytest.mark.parametrize("text", ["x", "SECRET-1"])
async def test_what_failed_before_anything_left_gives_back_all_but_the_request(text: str) -> None:
    made = limited("{requests_per_minute: 9, tokens_per_minute: 10000, concurrent_requests: 1}")
    made.store.broken = True
    seen = await made.answer(ask(text, max_tokens=100))
    assert seen.errors == 1
    made.store.broken = False
    seen = await made.answer(ask(max_tokens=100))
    assert remaining(seen, "tokens") == 10_000 - ESTIMATE
    assert remaining(seen, "requests") == 7


async def test_a_fault_of_our_own_gives_back_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made = limited("{concurrent_requests: 1}")
    with monkeypatch.context() as patched:
        patched.setattr(type(made.detector), "detect", None)
        with pytest.raises(TypeError):
            await made.answer(ask())
    assert code_of(await made.answer(ask())) is None


async def test_a_receipt_is_written_even_if_settling_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    made = limited("{requests_per_minute: 10}")
    monkeypatch.setattr(type(made.around.shared), "settle", None)
    with pytest.raises(TypeError):
        await made.answer(ask())
    assert len(made.store.receipts) == 1


# ------------------------------------------------------------------------------------------------------------- budget


def budget(euro: float, **acts: Act) -> World:
    return limited(f"{{budget_eur_per_month: {euro}}}", **acts)


async def test_a_budget_is_reserved_by_the_estimate_and_spent_by_what_was_told() -> None:
    made = budget(1.0, home=told(prompt_tokens=100, completion_tokens=100))
    assert [code_of(await made.answer(ask(max_tokens=500))) for _ in range(4)] == [None, None, None, "budget_exceeded"]
    assert code_of(await made.answer(ask(max_tokens=300))) is None


async def test_a_budget_that_is_spent_opens_again_with_the_month() -> None:
    made = budget(0.2, home=told(prompt_tokens=100, completion_tokens=100))
    await made.answer(ask(max_tokens=100))
    seen = await made.answer(ask(max_tokens=100))
    assert seen.head.status == 429
    assert seen.head.problem is not None
    assert (seen.head.problem.code, seen.head.problem.may_retry) == ("budget_exceeded", False)
    assert seen.head.problem.retry_after == datetime(2026, 10, 1, tzinfo=UTC).timestamp() - NOW
    made.clock.at += seen.head.problem.retry_after
    assert code_of(await made.answer(ask(max_tokens=100))) is None


def issued(key: str, *limits: KeyLimit) -> Caller:
    return Caller(key, "default", "tests", ("*",), ("all",), limits=limits)


async def codes(made: World, caller: Caller, times: int) -> list[str | None]:
    return [code_of(await made.answer(ask(max_tokens=1), caller=caller)) for _ in range(times)]


@pytest.mark.parametrize(
    ("limits", "own", "pass_"),
    [
        (None, KeyLimit("k1", 2, None, None), 2),
        ("{requests_per_minute: 9}", KeyLimit("k1", 2, None, None), 2),
        ("{per_key: {requests_per_minute: 3}}", KeyLimit("k1", 2, None, None), 2),
        ("{per_key: {requests_per_minute: 1}}", KeyLimit("k1", 2, None, None), 1),
        ("{per_key: {requests_per_minute: 2}}", KeyLimit("k1", None, 90_000, None), 2),
        (None, KeyLimit("k1", None, 1, None), 0),
        (None, KeyLimit("k1", None, None, 0.03), 1),
    ],
)
async def test_of_the_limits_of_the_rules_and_of_the_key_the_tighter_one_holds(
    limits: str | None, own: KeyLimit, pass_: int
) -> None:
    made = limited(limits or "{}", home=told(prompt_tokens=20, completion_tokens=1))
    seen = await codes(made, issued("k1", own), 3)
    assert [code is None for code in seen] == [True] * pass_ + [False] * (3 - pass_)
    assert await codes(made, issued("k2"), 1) == [None]


async def test_what_children_use_counts_against_their_parent_and_its_own_use_too() -> None:
    made, most = limited("{}"), KeyLimit("parent", 3, None, None)
    children = [issued("c1", KeyLimit("c1", 2, None, None), most), issued("c2", most)]
    assert await codes(made, children[0], 3) == [None, None, "rate_limited"]
    assert await codes(made, issued("parent", most), 1) == [None]
    assert await codes(made, children[1], 1) == ["rate_limited"]


# ------------------------------------------------------------------------------------------------------ which route

FREE = RULES.replace("scripted, hosting: self", "scripted")
"""Every route has the price that a test gives it, or none."""


def routed(prices: Mapping[str, str], budget: float = 1.0, **acts: Act) -> World:
    """`prices` by model; a budget of so many euro."""
    rules = FREE + f"    limits: {{budget_eur_per_month: {budget}}}\n"
    for model, price in prices.items():
        rules = rules.replace(f"model: {model}}}", f"model: {model}, price: {price}}}")
    return world({name: always(act) for name, act in acts.items()}, rules=rules)


DEARER = "{input: 10000, output: 10000}"
CHEAP = "{input: 1, output: 1}"


def route_of(seen: Seen) -> str:
    return seen.head.headers["x-sovereign-route"]


async def test_who_has_spent_the_budget_is_still_answered_by_a_route_that_costs_nothing() -> None:
    made = routed({"a": DEARER, "b": DEARER}, home=told(prompt_tokens=90, completion_tokens=10))
    seen = [await made.answer(ask(max_tokens=50)) for _ in range(3)]
    assert [route_of(one) for one in seen] == ["home/a", "near/c", "near/c"]
    assert [code_of(one) for one in seen] == [None, None, None]
    assert len(made.providers["home"].sent) == 1
    assert not made.providers["far"].sent


async def test_a_dear_route_is_passed_over_for_a_cheap_one_and_nothing_is_held_for_it() -> None:
    made = routed(dict.fromkeys("bcd", CHEAP) | {"a": DEARER})
    seen = await made.answer(ask(max_tokens=500))
    assert (route_of(seen), seen.head.headers["x-sovereign-attempts"]) == ("far/b", "1")
    (attempt,) = made.store.receipts[0].attempts
    assert attempt.cost is not None
    assert attempt.cost < 1_000_000


async def test_a_failover_pays_the_price_of_the_route_that_answers() -> None:
    made = routed(
        {"a": CHEAP, "b": DEARER, "c": CHEAP, "d": CHEAP},
        home=Act(fails=FailureKind.SERVER),
        far=told(prompt_tokens=9, completion_tokens=41),
    )
    await made.answer(ask(max_tokens=50))
    assert [attempt.cost for attempt in made.store.receipts[0].attempts] == [None, 500_000_000]
    seen = await made.answer(ask(max_tokens=50))
    assert route_of(seen) == "near/c", "half a euro is left, and 0.7 would be needed"


async def test_of_a_model_with_no_affordable_route_the_client_is_told_of_the_budget_before_anything_is_read() -> None:
    made = routed(dict.fromkeys("abcd", DEARER), budget=0.1)
    seen = await made.answer(ask(max_tokens=50))
    assert code_of(seen) == "budget_exceeded"
    assert not made.detector.asked
    assert not made.store.receipts


async def test_where_no_free_route_may_see_it_the_client_is_told_of_the_budget_and_the_record_too() -> None:
    made = routed({"a": DEARER, "c": DEARER}, budget=0.1)
    seen = await made.answer(ask("write to anna@example.org", max_tokens=50), declared="internal")
    assert code_of(seen) == "budget_exceeded"
    assert not any(provider.sent for provider in made.providers.values())
    (receipt,) = made.store.receipts
    assert (receipt.code, receipt.attempts) == ("budget_exceeded", ())


async def test_a_client_is_told_of_its_budget_only_where_nothing_else_is_in_the_way() -> None:
    made = routed({"a": CHEAP, "b": DEARER, "c": DEARER, "d": DEARER}, home=Act(fails=FailureKind.SERVER))
    seen = await made.answer(ask(max_tokens=500))
    assert seen.head.problem is not None
    assert seen.head.problem.code == "no_route_available"
    assert "far/b (beyond the budget)" in seen.head.problem.message


async def test_who_may_not_pay_for_a_route_is_not_its_probe() -> None:
    """A route that is tried again after failures lets one request through, and waits for what it reports."""
    made = routed({"a": DEARER})
    poor = issued("k2", KeyLimit("k2", None, None, 0.0))
    await fail(made.around.health, "home/a", 1000)
    made.clock.at += 37.0
    assert route_of(await made.answer(ask(max_tokens=50), caller=poor)) == "far/b"
    assert route_of(await made.answer(ask(max_tokens=50))) == "home/a"


async def test_what_was_spent_before_a_restart_is_spent() -> None:
    made = budget(1.0)
    made.around.shared.prime("2026-09", {Holder("default", "tenant", "default"): NANO})
    assert code_of(await made.answer(ask(max_tokens=1))) == "budget_exceeded"


def test_what_the_record_holds_is_summed_for_tenant_agent_and_key() -> None:
    mine = Caller("k1", "t", "one", ("*",), ("all",))
    other = Caller("k2", "t", "two", ("*",), ("all",))
    rotated = replace(mine, key_id="k3", first_key="k1")
    assert spent_by([(mine, 2), (mine, 3), (other, 5), (rotated, 7)]) == {
        Holder("t", "tenant", "t"): 17,
        Holder("t", "agent", "one"): 12,
        Holder("t", "agent", "two"): 5,
        Holder("t", "key", "k1"): 12,
        Holder("t", "key", "k2"): 5,
    }


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_month_ends_where_the_next_begins(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC).timestamp()
    name, left = month_of(now)
    assert name == f"{moment:%Y-%m}"
    assert left > 0
    assert month_of(now + left - 0.01)[0] == name
    following = datetime.fromtimestamp(round(now + left), UTC)
    assert (following.day, following.hour, month_of(following.timestamp())[0] > name) == (1, 0, True)


# -------------------------------------------------------------------------------------------------------- concurrency


async def test_of_many_at_once_exactly_as_many_pass_as_the_limit_says() -> None:
    made = limited("{requests_per_minute: 7, per_key: {concurrent_requests: 50}}")
    seen = await asyncio.gather(*(made.answer(ask()) for _ in range(40)))
    assert sorted(str(code_of(one)) for one in seen) == ["None"] * 7 + ["rate_limited"] * 33


async def test_at_once_means_until_the_answer_has_ended() -> None:
    made = limited("{concurrent_requests: 3}")
    seen = await asyncio.gather(*(made.answer(ask(stream=True)) for _ in range(10)))
    assert sorted(str(code_of(one)) for one in seen) == ["None"] * 3 + ["rate_limited"] * 7
    assert code_of(await made.answer(ask())) is None


async def test_a_stream_holds_its_place_until_the_client_hangs_up() -> None:
    made = limited("{concurrent_requests: 1, tokens_per_minute: 10000}", home=Act("a long answer that goes on"))
    async with aclosing(made.walk(ask(max_tokens=100, stream=True)).run()) as parts:
        await anext(parts)
        await anext(parts)
        assert code_of(await made.answer(ask())) == "rate_limited"
    seen = await made.answer(ask(max_tokens=100))
    assert code_of(seen) is None
    assert remaining(seen, "tokens") == 10_000 - (STREAM_READ + 1) - ESTIMATE


@pytest.mark.parametrize("turns", range(8))
async def test_wherever_a_request_is_cancelled_its_place_comes_back(turns: int) -> None:
    made = limited("{concurrent_requests: 1}")

    async def walked() -> None:
        await made.answer(ask(stream=True))

    task = asyncio.create_task(walked())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert code_of(await made.answer(ask())) is None


def spend(moves: list[tuple[int, int]]) -> tuple[int, list[Seen]]:
    """Walks as many at once, of so many letters and so many tokens; gives what was reserved for those that passed."""

    async def together() -> list[Seen]:
        made = budget(1.0, home=told(prompt_tokens=1, completion_tokens=1))
        return list(await asyncio.gather(*(made.answer(ask("x" * size, max_tokens=most)) for size, most in moves)))

    seen = asyncio.run(together())
    passed = [move for move, one in zip(moves, seen, strict=True) if code_of(one) is None]
    return sum(len(json.dumps(ask("x" * size, max_tokens=most))) // 4 + most for size, most in passed), seen


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 600)), min_size=1, max_size=20))
def test_reservations_that_are_out_at_once_never_exceed_the_budget(moves: list[tuple[int, int]]) -> None:
    """None has ended before the last has begun: a walk awaits its provider first."""
    reserved, seen = spend(moves)
    assert reserved <= 1000
    assert {code_of(one) for one in seen} <= {None, "budget_exceeded"}


@pytest.mark.parametrize("bound", [-5, "7", 10.5, True])
async def test_a_bound_that_is_no_number_is_the_requests_fault_where_a_budget_stands(bound: object) -> None:
    made = limited("{budget_eur_per_month: 5}")
    seen = await made.answer(ask(max_tokens=bound))
    assert seen.head.problem is not None
    assert (seen.head.status, seen.head.problem.code, seen.head.problem.param) == (400, "invalid_request", "max_tokens")
    assert code_of(await made.answer(ask(max_tokens=5))) is None, "nothing was held for it"
    unbounded = limited("{requests_per_minute: 5}")
    assert code_of(await unbounded.answer(ask(max_tokens=bound))) is None
