"""The arithmetic of limits: no interleaving of requests lets more through than was written."""

from dataclasses import dataclass, field
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.limits import NANO, Accounts, Advance, Claim, Cost, Grant, Holder, Measure, Moment, Refusal
from router.core.rules import Quota
from router.core.window import REQUESTS, TOKENS, Minute, Standing

ACME = Holder("acme", "tenant", "acme")
BOT = Holder("acme", "agent", "bot")
MONTH, LEFT = "2026-11", 9 * 86_400.0
ONE, NOTHING = Cost(1, 0), Cost(0, 0)


def at(now: float, month: str = MONTH) -> Moment:
    return Moment(now, month, LEFT)


def claims(tenant: Quota | None = None, agent: Quota | None = None) -> list[Claim]:
    pairs = (ACME, tenant), (BOT, agent)
    return [Claim(holder, quota) for holder, quota in pairs if quota is not None]


def granted(held: Grant | Refusal) -> Grant:
    assert isinstance(held, Grant)
    return held


def advanced(held: Advance | Refusal) -> Advance:
    assert isinstance(held, Advance)
    return held


def refused(held: Grant | Advance | Refusal) -> Refusal:
    assert isinstance(held, Refusal)
    return held


# ------------------------------------------------------------------------------------------------------------- window


@pytest.mark.parametrize(
    ("counted", "now", "amount", "wait"),
    [
        ([], 100.0, 10, 0.0),
        ([], 100.0, 11, inf),
        ([(100.0, 10)], 100.0, 1, 61.0),
        ([(100.9, 10)], 100.9, 1, 60.1),
        ([(100.9, 10)], 160.9, 1, 0.1),
        ([(100.0, 10)], 161.0, 10, 0.0),
        ([(100.0, 4), (110.0, 6)], 120.0, 4, 41.0),
        ([(100.0, 4), (110.0, 6)], 120.0, 5, 51.0),
        ([(100.0, 4), (110.0, 6)], 120.0, 10, 51.0),
        ([(100.0, 25)], 120.0, 1, 41.0),
    ],
)
def test_a_wait_is_until_enough_seconds_are_forgotten(
    counted: list[tuple[float, int]], now: float, amount: int, wait: float
) -> None:
    minute = Minute()
    for second, count in counted:
        minute.add(count, count, second)
    for what in (REQUESTS, TOKENS):
        assert minute.wait(what, amount, 10, now) == pytest.approx(wait)
        if 0 < wait < inf:
            assert minute.wait(what, amount, 10, now + wait - 0.01) > 0
            assert Minute.of(minute.seconds(now)).wait(what, amount, 10, now + wait + 1e-6) == 0


def test_what_is_given_back_is_free_where_it_was_counted() -> None:
    minute = Minute()
    minute.add(1, 8, 100.0)
    minute.give_back(5, 100)
    assert minute.counted(100.0) == (1, 3)
    assert minute.counted(161.0) == (0, 0)
    minute.give_back(3, 100)
    assert minute.counted(161.0) == (0, 0)


def test_tokens_beyond_an_estimate_change_nothing_of_when_requests_are_whole_again() -> None:
    minute = Minute()
    minute.add(1, 8, 100.9)
    minute.add(0, 5, 130.2)
    assert (minute.whole_at(REQUESTS), minute.whole_at(TOKENS)) == (161, 191)
    assert minute.counted(160.9) == (1, 13)
    assert minute.counted(161.0) == (0, 5)
    assert list(minute.seconds(161.0)) == [(130, 0, 5)]


def test_what_is_counted_and_never_asked_for_is_forgotten_too() -> None:
    minute = Minute()
    for second in range(10_000):
        minute.add(1, 2, float(second))
    assert len(minute._seconds) == 61
    assert minute.counted(9_999.0) == (61, 122)


@given(st.lists(st.tuples(st.floats(0.0, 30.0), st.integers(1, 6)), max_size=120), st.integers(1, 12))
def test_no_sixty_seconds_ever_hold_more_than_the_limit(tries: list[tuple[float, int]], limit: int) -> None:
    minute, now, taken = Minute(), 0.0, list[tuple[float, int]]()
    for passed, amount in tries:
        now += passed
        if minute.wait(TOKENS, amount, limit, now) == 0:
            minute.add(1, amount, now)
            taken.append((now, amount))
            assert sum(count for then, count in taken if then > now - 60) <= limit
        else:
            recent = sum(count for then, count in taken if then > now - 61)
            assert recent + amount > limit, "and nobody waits a second longer than that needs"


# ------------------------------------------------------------------------------------------------------- reservations


@pytest.mark.parametrize(
    ("quota", "measure", "wait"),
    [
        (Quota(requests_per_minute=3), Measure.REQUESTS, 61.0),
        (Quota(tokens_per_minute=12), Measure.TOKENS, 61.0),
        (Quota(concurrent_requests=3), Measure.CONCURRENT, 1.0),
    ],
)
def test_each_limit_lets_through_what_it_says_and_then_says_when_to_come_back(
    quota: Quota, measure: Measure, wait: float
) -> None:
    accounts = Accounts()
    for _ in range(3):
        granted(accounts.reserve(claims(quota), Cost(4, 0), at(0.0)))
    over = refused(accounts.reserve(claims(quota), Cost(4, 0), at(0.0)))
    assert (over.holder, over.measure, over.wait, over.fits) == (ACME, measure, wait, True)


def test_all_limits_of_a_request_are_counted_or_none() -> None:
    accounts = Accounts()
    wide, narrow = Quota(requests_per_minute=5, concurrent_requests=5), Quota(requests_per_minute=1)
    granted(accounts.reserve(claims(wide, narrow), ONE, at(0.0)))
    for _ in range(9):
        assert refused(accounts.reserve(claims(wide, narrow), ONE, at(0.0))).holder == BOT
    for left in (3, 2, 1, 0):
        held = granted(accounts.reserve(claims(wide), ONE, at(0.0)))
        assert held.standings.requests is not None
        assert held.standings.requests.remaining == left
    assert refused(accounts.reserve(claims(wide), ONE, at(0.0))).holder == ACME


def test_the_limit_that_stands_in_the_way_longest_is_told() -> None:
    accounts = Accounts()
    quota = Quota(requests_per_minute=1, concurrent_requests=1, budget_eur_per_month=1)
    granted(accounts.reserve(claims(quota), Cost(1, NANO), at(0.0)))
    advanced(accounts.advance(claims(quota), NANO, at(0.0)))
    assert refused(accounts.reserve(claims(quota), Cost(1, NANO), at(0.0))).measure is Measure.BUDGET
    assert refused(accounts.reserve(claims(quota), NOTHING, at(0.0))).measure is Measure.REQUESTS
    assert refused(accounts.reserve(claims(quota), NOTHING, at(61.0))).measure is Measure.CONCURRENT


def test_what_never_passes_is_told_before_what_passes_later() -> None:
    accounts, quota = Accounts(), Quota(requests_per_minute=1, tokens_per_minute=10)
    granted(accounts.reserve(claims(quota), ONE, at(0.0)))
    over = refused(accounts.reserve(claims(quota), Cost(11, 0), at(0.0)))
    assert (over.measure, over.fits) == (Measure.TOKENS, False)


@pytest.mark.parametrize(
    ("quota", "cost"),
    [(Quota(tokens_per_minute=10), Cost(11, 0)), (Quota(budget_eur_per_month=1), Cost(1, NANO + 1))],
)
def test_a_request_that_alone_is_more_than_a_limit_is_told_so(quota: Quota, cost: Cost) -> None:
    over = refused(Accounts().reserve(claims(quota), cost, at(0.0)))
    assert not over.fits
    assert 1 <= over.wait < inf


def test_the_tightest_of_several_limits_is_what_a_client_is_told() -> None:
    accounts = Accounts()
    held = granted(
        accounts.reserve(
            claims(Quota(requests_per_minute=3, tokens_per_minute=90), Quota(requests_per_minute=9)),
            Cost(30, 0),
            at(5.5),
        )
    )
    assert held.standings == (Standing(3, 2, 60.5), Standing(90, 60, 60.5))
    only = granted(Accounts().reserve(claims(Quota(concurrent_requests=1)), ONE, at(0.0)))
    assert only.standings == (None, None)


def test_a_limit_of_which_nothing_is_used_is_whole_now() -> None:
    over = refused(Accounts().reserve(claims(Quota(requests_per_minute=3, tokens_per_minute=10)), Cost(11, 0), at(5.5)))
    assert over.standings == (Standing(3, 3, 0.0), Standing(10, 10, 0.0))


# --------------------------------------------------------------------------------------------------------- settlement


@pytest.mark.parametrize(("used", "left"), [(0, 100), (10, 90), (60, 40), (100, 0), (130, 0)])
def test_tokens_that_were_used_stand_in_the_place_of_those_reserved(used: int, left: int) -> None:
    accounts, quota = Accounts(), Quota(tokens_per_minute=100)
    held = granted(accounts.reserve(claims(quota), Cost(60, 0), at(0.0)))
    accounts.settle(held, used, 3.0)
    standings = accounts.reserve(claims(quota), NOTHING, at(3.0)).standings
    assert standings.tokens is not None
    assert standings.tokens.remaining == left


def test_what_was_used_beyond_the_estimate_counts_when_it_is_known() -> None:
    """A stream may last longer than a minute: its tokens must not be forgotten with the second it began in."""
    accounts, quota = Accounts(), Quota(tokens_per_minute=100)
    held = granted(accounts.reserve(claims(quota), Cost(60, 0), at(0.0)))
    accounts.settle(held, 150, 100.0)
    assert refused(accounts.reserve(claims(quota), Cost(20, 0), at(100.0))).wait == 61.0


def test_a_place_is_given_back_when_the_request_has_ended() -> None:
    accounts, quota = Accounts(), Quota(concurrent_requests=1)
    for _ in range(3):
        held = granted(accounts.reserve(claims(quota), ONE, at(0.0)))
        refused(accounts.reserve(claims(quota), ONE, at(0.0)))
        accounts.settle(held, 0, 0.0)


# -------------------------------------------------------------------------------------------------------------- money

EURO = Quota(budget_eur_per_month=1)


def test_a_budget_lets_through_what_it_says_and_then_says_when_to_come_back() -> None:
    accounts, quota = Accounts(), Quota(budget_eur_per_month=12e-9)
    for _ in range(3):
        advanced(accounts.advance(claims(quota), 4, at(0.0)))
    for over in (accounts.advance(claims(quota), 1, at(0.0)), accounts.reserve(claims(quota), Cost(1, 1), at(0.0))):
        told = refused(over)
        assert (told.holder, told.measure, told.limit, told.wait) == (ACME, Measure.BUDGET, 12e-9, LEFT)


def test_what_a_request_can_cost_at_least_is_looked_at_and_not_counted() -> None:
    accounts = Accounts()
    for _ in range(3):
        granted(accounts.reserve(claims(EURO), Cost(1, NANO), at(0.0)))
    advanced(accounts.advance(claims(EURO), NANO, at(0.0)))
    refused(accounts.reserve(claims(EURO), Cost(1, 1), at(0.0)))


@pytest.mark.parametrize("spent", [0, NANO, 5 * NANO])
def test_what_costs_nothing_is_never_beyond_a_budget(spent: int) -> None:
    accounts = Accounts()
    accounts.pay(advanced(accounts.advance(claims(EURO), 0, at(0.0))), spent)
    granted(accounts.reserve(claims(EURO), ONE, at(0.0)))
    advanced(accounts.advance(claims(EURO), 0, at(0.0)))
    none = Quota(budget_eur_per_month=0)
    advanced(accounts.advance(claims(none), 0, at(0.0)))
    assert not refused(accounts.advance(claims(none), 1, at(0.0))).fits


def test_money_is_held_against_all_budgets_or_none() -> None:
    accounts = Accounts()
    for _ in range(9):
        assert refused(accounts.advance(claims(Quota(budget_eur_per_month=2), EURO), 2 * NANO, at(0.0))).holder == BOT
    advanced(accounts.advance(claims(Quota(budget_eur_per_month=2)), 2 * NANO, at(0.0)))


def test_the_budget_holds_what_was_spent_and_a_new_month_begins_anew() -> None:
    accounts = Accounts()
    accounts.pay(advanced(accounts.advance(claims(EURO), NANO, at(0.0))), NANO // 4)
    late = advanced(accounts.advance(claims(EURO), 3 * NANO // 4, at(2.0)))
    refused(accounts.advance(claims(EURO), 1, at(2.0)))
    advanced(accounts.advance(claims(EURO), NANO, at(3.0, "2026-12")))
    accounts.pay(late, 0)
    refused(accounts.advance(claims(EURO), 1, at(4.0, "2026-12")))
    advanced(accounts.advance(claims(EURO), 3 * NANO // 4, at(4.0)))


def test_months_that_are_over_are_forgotten() -> None:
    accounts = Accounts()
    for month in ("2026-09", "2026-10", "2026-11"):
        advanced(accounts.advance(claims(EURO), NANO, at(0.0, month)))
    refused(accounts.advance(claims(EURO), 1, at(0.0, "2026-10")))
    advanced(accounts.advance(claims(EURO), 1, at(0.0, "2026-09")))


def test_what_the_record_says_was_spent_raises_the_count_and_never_lowers_or_doubles_it() -> None:
    accounts, quota = Accounts(), Quota(budget_eur_per_month=10)
    for spent, left in ((4 * NANO, 6 * NANO), (4 * NANO, 6 * NANO), (NANO, 6 * NANO), (7 * NANO, 3 * NANO)):
        accounts.prime(MONTH, {ACME: spent})
        refused(accounts.advance(claims(quota), left + 1, at(0.0)))
        accounts.pay(advanced(accounts.advance(claims(quota), left, at(0.0))), 0)


def test_a_limit_that_a_reload_adds_finds_what_is_running_and_gives_back_as_much() -> None:
    accounts = Accounts()
    before = granted(accounts.reserve(claims(Quota(requests_per_minute=9)), ONE, at(0.0)))
    quota = Quota(concurrent_requests=1)
    refused(accounts.reserve(claims(quota), ONE, at(0.0)))
    accounts.settle(before, 1, 0.0)
    granted(accounts.reserve(claims(quota), ONE, at(0.0)))


@dataclass
class Book:
    """The same, kept the slow way: every reservation ever made."""

    taken: list[tuple[float, Grant]] = field(default_factory=list)
    paid: list[Advance] = field(default_factory=list)
    running: list[tuple[Grant, Advance]] = field(default_factory=list)
    used: dict[int, int] = field(default_factory=dict)
    """Tokens or nano-euro, by what was reserved."""

    def requests(self, now: float) -> int:
        return sum(then > now - 60 for then, _ in self.taken)

    def reserved_tokens(self, now: float) -> int:
        """By the estimate or by what was used, whichever is known, of what began within the minute."""
        return sum(self.used.get(id(held), held.tokens) for then, held in self.taken if then > now - 60)

    def money(self) -> int:
        return sum(self.used.get(id(held), held.money) for held in self.paid)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.integers(1, 40), st.integers(0, 40)),
        st.tuples(st.just("end"), st.integers(0, 100), st.integers(0, 100)),
        st.tuples(st.just("wait"), st.integers(0, 90), st.just(0)),
    ),
    max_size=80,
)


@given(steps)
def test_in_whatever_order_requests_come_and_end_no_limit_is_exceeded(moves: list[tuple[str, int, int]]) -> None:
    """Each uses at most what was reserved for it, as with a true `max_tokens`."""
    quota = Quota(requests_per_minute=6, tokens_per_minute=100, concurrent_requests=4, budget_eur_per_month=300e-9)
    accounts, book, now = Accounts(), Book(), 0.0
    for move, first, second in moves:
        if move == "wait":
            now += first / 3
        elif move == "end" and book.running:
            held, advance = book.running.pop(first % len(book.running))
            book.used[id(held)] = held.tokens * second // 100
            book.used[id(advance)] = advance.money * first // 100
            accounts.settle(held, book.used[id(held)], now)
            accounts.pay(advance, book.used[id(advance)])
        elif move == "ask":
            answer = accounts.reserve(claims(quota), Cost(first, second), at(now))
            if isinstance(answer, Grant):
                book.taken.append((now, answer))
                money = advanced(accounts.advance(claims(quota), second, at(now)))
                book.paid.append(money)
                book.running.append((answer, money))
        assert book.requests(now) <= 6
        assert book.reserved_tokens(now) <= 100
        assert len(book.running) <= 4
        assert book.money() <= 300
