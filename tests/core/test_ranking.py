"""Orders among the permitted. The law of all of them: what comes out is what went in, each once."""

from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.estimates import Estimate
from router.core.ranking import SCARCE, SPARSEST, cheapest, fastest, sift, spare, weighted
from router.core.types import Candidate, Treatment, Zone


def candidate(name: str, *, context: int | None = None) -> Candidate:
    return Candidate(name, "m", Zone.EU, Treatment.REDACTED, context)


A, B, C, D = (candidate(name) for name in "abcd")
ALL = (A, B, C, D)

names = st.sampled_from("abcdef")
lists = st.lists(st.builds(candidate, names, context=st.none() | st.integers(1, 10_000)), max_size=8).map(tuple)
scores = st.dictionaries(names.map("{}/m".format), st.floats(0, 100), max_size=6)
weights = st.dictionaries(names.map("{}/m".format), st.integers(1, 1000), max_size=6)
marks = st.binary(min_size=1, max_size=16)
chances = st.floats(0, 1, exclude_max=True)


def same(one: tuple[Candidate, ...], other: tuple[Candidate, ...]) -> bool:
    return Counter(map(id, one)) == Counter(map(id, other))


@given(lists, weights, marks)
def test_weighing_adds_and_drops_nobody(given_: tuple[Candidate, ...], weights: dict[str, int], mark: bytes) -> None:
    assert same(weighted(given_, weights, mark), given_)


@given(lists, scores, chances)
def test_looking_for_the_fastest_adds_and_drops_nobody(
    given_: tuple[Candidate, ...], scores: dict[str, float], chance: float
) -> None:
    assert same(fastest(given_, lambda route: scores.get(route, 0.0), chance), given_)


@given(lists, st.dictionaries(names, st.integers(0, 9), max_size=6))
def test_looking_for_the_cheapest_adds_and_drops_nobody(given_: tuple[Candidate, ...], prices: dict[str, int]) -> None:
    assert same(cheapest(given_, lambda one: prices.get(one.provider)), given_)


@given(lists, st.dictionaries(names, st.floats(0.0, 1.0), max_size=6))
def test_sparing_adds_and_drops_nobody_and_keeps_the_order_of_peers(
    given_: tuple[Candidate, ...], left: dict[str, float]
) -> None:
    def score(route: str) -> float:
        return left.get(route.partition("/")[0], 1.0)

    spared = spare(given_, score)
    plenty = [one for one in given_ if score(one.route) >= SCARCE]
    assert list(spared) == [*plenty, *(one for one in given_ if score(one.route) < SCARCE)]


@given(lists, st.integers(0, 100_000), st.integers(0, 10_000))
def test_sifting_parts_and_never_adds(given_: tuple[Candidate, ...], read: int, written: int) -> None:
    roomy, small = sift(given_, Estimate(read, written))
    assert same((*roomy, *small), given_)
    assert all(one.context is not None and one.context * SPARSEST < read + SPARSEST for one in small)


@given(weights, marks, st.integers(0, 3))
def test_when_one_is_out_all_others_keep_their_order(weights: dict[str, int], mark: bytes, out: int) -> None:
    rest = tuple(one for one in ALL if one is not ALL[out])
    assert weighted(rest, weights, mark) == tuple(one for one in weighted(ALL, weights, mark) if one is not ALL[out])


@given(marks)
def test_the_same_conversation_has_the_same_order(mark: bytes) -> None:
    assert weighted(ALL, {}, mark) == weighted(tuple(reversed(ALL)), {}, mark)


@pytest.mark.parametrize(("weights", "share"), [({"a/m": 3}, 3 / 6), ({}, 1 / 4), ({"b/m": 7}, 1 / 10)])
def test_each_comes_first_as_often_as_its_weight_says(weights: dict[str, int], share: float) -> None:
    times = 4000
    first = sum(weighted(ALL, weights, number.to_bytes(4))[0] is A for number in range(times))
    assert first / times == pytest.approx(share, abs=0.03)


SECONDS = {"a/m": 4.0, "b/m": 1.0, "c/m": 3.0, "d/m": 2.0}


def test_of_two_picked_by_chance_the_faster_goes_first_and_the_rest_follows_by_speed() -> None:
    firsts = Counter(fastest(ALL, SECONDS.__getitem__, number / 1200)[0].provider for number in range(1200))
    assert firsts == {"b": 600, "d": 400, "c": 200}, "the slowest of four is never picked, the fastest in half of pairs"
    order = "".join(one.provider for one in fastest(ALL, SECONDS.__getitem__, 0.999))
    assert order in {"bdca", "dbca", "cbda"}


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999_999_999])
def test_of_two_the_faster_goes_first_whatever_chance_says(chance: float) -> None:
    assert fastest((A, B), SECONDS.__getitem__, chance) == (B, A)


def test_the_cheapest_goes_first_and_what_nobody_knows_the_price_of_last() -> None:
    prices: dict[str, int | None] = {"a": None, "b": 5, "c": 0, "d": 5}
    assert cheapest(ALL, lambda one: prices[one.provider]) == (C, B, D, A)


@pytest.mark.parametrize(
    ("tokens", "order", "left_out"),
    [
        (Estimate(50, 10), "snr", ""),
        (Estimate(95, 10), "nrs", ""),
        (Estimate(SPARSEST * 100, 0), "nrs", ""),
        (Estimate(SPARSEST * 101, 0), "nr", "s"),
    ],
)
def test_who_has_little_room_goes_last_and_who_has_surely_none_is_left_out(
    tokens: Estimate, order: str, left_out: str
) -> None:
    some = (candidate("s", context=100), candidate("n"), candidate("r", context=100_000))
    told: Callable[[tuple[Candidate, ...]], str] = lambda these: "".join(one.provider for one in these)  # noqa: E731 - one line for two
    assert tuple(map(told, sift(some, tokens))) == (order, left_out)
