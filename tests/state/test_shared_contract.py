"""What both ways to keep the shared state promise: alone in a process, and in Redis."""

from redis_states import MONTH, RULES, begin, claim, granted, moment, refused, ruleset

from router.core.limits import NANO, Advance, Measure, Refusal
from router.core.rules import Quota
from router.ports import Shared

# ------------------------------------------------------------------------------------------------------------- limits


async def test_who_has_no_limit_is_let_through(shared: Shared) -> None:
    assert (await granted(shared)).claims == ()


async def test_no_more_requests_a_minute_than_the_limit(shared: Shared) -> None:
    own = claim(Quota(requests_per_minute=3))
    left = [(await granted(shared, own)).standings.requests for _ in range(3)]
    assert [standing.remaining for standing in left if standing] == [2, 1, 0]
    refusal = await refused(shared, own)
    assert (refusal.measure, refusal.limit, refusal.fits) == (Measure.REQUESTS, 3, True)
    assert 59 <= refusal.wait <= 61


async def test_tokens_count_as_reserved_and_then_as_used(shared: Shared) -> None:
    own = claim(Quota(tokens_per_minute=100))
    grant = await granted(shared, own, tokens=80)
    assert (await refused(shared, own, tokens=30)).measure is Measure.TOKENS
    shared.settle(grant, 10, 1000.0)
    again = await granted(shared, own, tokens=90)
    assert again.standings.tokens is not None
    assert again.standings.tokens.remaining == 0
    shared.settle(again, 95, 1000.0)
    assert (await refused(shared, own, tokens=1)).measure is Measure.TOKENS


async def test_what_is_more_than_the_limit_alone_never_fits(shared: Shared) -> None:
    refusal = await refused(shared, claim(Quota(tokens_per_minute=100)), tokens=101)
    assert not refusal.fits


async def test_places_are_given_back(shared: Shared) -> None:
    own = claim(Quota(concurrent_requests=2))
    grants = [await granted(shared, own) for _ in range(2)]
    assert (await refused(shared, own)).measure is Measure.CONCURRENT
    shared.settle(grants[0], 0, 1000.0)
    await granted(shared, own)


async def test_a_request_counts_against_all_or_none(shared: Shared) -> None:
    tight, wide = claim(Quota(requests_per_minute=1), name="a"), claim(Quota(requests_per_minute=3))
    await granted(shared, tight, wide)
    for _ in range(5):
        assert (await refused(shared, wide, tight)).holder == tight.holder
    await granted(shared, wide)
    await granted(shared, wide)
    assert (await refused(shared, wide)).holder == wide.holder


async def test_of_several_limits_the_one_that_stands_longest_is_told(shared: Shared) -> None:
    own = claim(Quota(requests_per_minute=1, concurrent_requests=1))
    await granted(shared, own)
    assert (await refused(shared, own)).measure is Measure.REQUESTS


async def test_agents_and_tenants_of_one_name_are_two(shared: Shared) -> None:
    quota = Quota(requests_per_minute=1)
    for tenant, name in (("t", "t"), ("t", "x"), ("x", "x"), ("x", "t")):
        await granted(shared, claim(quota, tenant=tenant, name=name))
        await refused(shared, claim(quota, tenant=tenant, name=name))


async def test_names_with_the_signs_of_keys_and_patterns_are_names(shared: Shared) -> None:
    names = ["a", "a}", "{a", "a:b", "*", "a b", "ä", "%61"]
    for name in names:
        await granted(shared, claim(Quota(requests_per_minute=1), tenant=name, name="x"))


async def test_a_client_that_asks_for_the_impossible_is_refused_or_counted_and_breaks_nothing(shared: Shared) -> None:
    own = claim(Quota(tokens_per_minute=100, budget_eur_per_month=1.0))
    assert not (await refused(shared, own, tokens=10**30, money=10**40)).fits
    grant = await granted(shared, claim(Quota(requests_per_minute=10)), tokens=10**30)
    shared.settle(grant, 5, 1000.0)
    assert shared.trouble() is None
    await granted(shared, own, tokens=10)


# -------------------------------------------------------------------------------------------------------------- money


async def test_a_budget_is_exact_to_the_nano_euro_beyond_what_a_double_holds(shared: Shared) -> None:
    own = claim(Quota(budget_eur_per_month=20_000_000.0))
    whole = 20_000_000 * NANO
    first = await shared.advance([own], whole - 2, moment())
    assert isinstance(first, Advance)
    for money, fits in ((3, False), (1, True), (2, False), (1, True), (1, False)):
        assert isinstance(await shared.advance([own], money, moment()), Advance) is fits, money
    shared.pay(first, whole - 3)
    assert isinstance(await shared.advance([own], 2, moment()), Refusal)
    assert isinstance(await shared.advance([own], 1, moment()), Advance)


async def test_what_costs_nothing_is_never_beyond_a_budget(shared: Shared) -> None:
    own = claim(Quota(budget_eur_per_month=1.0))
    await shared.advance([own], NANO, moment())
    assert isinstance(await shared.advance([own], 0, moment()), Advance)
    await granted(shared, own, money=0)
    refusal = await refused(shared, own, money=1)
    assert (refusal.measure, refusal.month) == (Measure.BUDGET, MONTH)


async def test_money_is_held_for_all_budgets_or_none(shared: Shared) -> None:
    small, large = claim(Quota(budget_eur_per_month=1.0), name="a"), claim(Quota(budget_eur_per_month=3.0))
    assert isinstance(await shared.advance([large, small], 2 * NANO, moment()), Refusal)
    assert isinstance(await shared.advance([large], 3 * NANO, moment()), Advance)


async def test_each_month_has_its_own_budget(shared: Shared) -> None:
    own = claim(Quota(budget_eur_per_month=1.0))
    assert isinstance(await shared.advance([own], NANO, moment()), Advance)
    assert isinstance(await shared.advance([own], 1, moment()), Refusal)
    assert isinstance(await shared.advance([own], NANO, moment(month="2026-12")), Advance)


async def test_what_the_record_says_was_spent_raises_the_count_and_never_lowers_it(shared: Shared) -> None:
    own = claim(Quota(budget_eur_per_month=10.0))
    shared.prime(MONTH, {own.holder: 9 * NANO})
    shared.prime(MONTH, {own.holder: 2 * NANO})
    assert isinstance(await shared.advance([own], 2 * NANO, moment()), Refusal)
    assert isinstance(await shared.advance([own], 1 * NANO, moment()), Advance)


# --------------------------------------------------------------------------------------------------------- high water


async def test_a_mark_keeps_the_highest_class_it_was_given(shared: Shared) -> None:
    for klass in ("internal", "restricted", "confidential"):
        shared.raise_water("t", b"1", klass, RULES)
    assert shared.high_water("t", [b"1"], RULES) == "restricted"


async def test_the_highest_of_the_marks_counts(shared: Shared) -> None:
    shared.raise_water("t", b"1", "confidential", RULES)
    shared.raise_water("t", b"2", "internal", RULES)
    assert shared.high_water("t", [b"0", b"1", b"2"], RULES) == "confidential"
    assert shared.high_water("t", [b"0"], RULES) is None


async def test_tenants_do_not_see_each_others_marks(shared: Shared) -> None:
    shared.raise_water("t", b"1", "restricted", RULES)
    assert shared.high_water("u", [b"1"], RULES) is None


async def test_a_class_that_a_reload_took_away_counts_as_the_top(shared: Shared) -> None:
    shared.raise_water("t", b"1", "confidential", RULES)
    fewer = ruleset("public", "internal", "secret")
    assert shared.high_water("t", [b"1"], fewer) == "secret"
    shared.raise_water("t", b"1", "public", fewer)
    assert shared.high_water("t", [b"1"], fewer) == "secret"


async def test_a_request_without_any_limit_may_bring_marks(shared: Shared) -> None:
    shared.raise_water("t", b"1", "restricted", RULES)
    water = (await begin(shared, marks=(b"1", b"2"))).water
    assert water in (None, "restricted")
    assert shared.high_water("t", [b"1", b"2"], RULES) == "restricted"


# ------------------------------------------------------------------------------------------------------- retry budget


async def test_three_repeats_are_always_free(shared: Shared) -> None:
    assert [shared.may_retry("t", 0.0) for _ in range(4)] == [True, True, True, False]
    assert shared.may_retry("u", 0.0)


async def test_repeats_are_a_fifth_of_the_requests(shared: Shared) -> None:
    for _ in range(100):
        shared.requested("t", 0.0)
    assert sum(shared.may_retry("t", 0.0) for _ in range(50)) == 20


async def test_the_budget_of_repeats_comes_back_with_time(shared: Shared) -> None:
    while shared.may_retry("t", 0.5):
        pass
    assert not shared.may_retry("t", 9.0)
    assert shared.may_retry("t", 11.0)
