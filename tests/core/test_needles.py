"""Many needles are found in one pass, and exactly where each would be found alone."""

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core import needles
from router.core.needles import Hit, by_grams, by_words

TEXTS = st.text("ab1 -", max_size=60)


def alone(needle: str, hay: str, rest: int) -> Iterator[Hit]:
    """One needle at a time; `rest` makes some places not count."""
    at = hay.find(needle)
    while at >= 0:
        taken = at % 3 != rest
        if taken:
            yield needle, at, at + len(needle)
        at = hay.find(needle, at + (len(needle) if taken else 1))


@given(TEXTS, st.data(), st.integers(0, 3), st.sampled_from([(0, 0), (8, 0), (8, 2_000)]))
def test_each_is_found_where_it_would_be_found_alone(
    hay: str, data: st.DataObject, rest: int, bounds_of_few: tuple[int, int]
) -> None:
    bounds = st.tuples(st.integers(0, len(hay)), st.integers(1, 30))
    some = {hay[at : at + size] for at, size in data.draw(st.lists(bounds, max_size=12))} - {""}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(needles, "FEW", bounds_of_few[0])
        patch.setattr(needles, "SHORT", bounds_of_few[1])
        found = sorted(by_grams(some, hay, lambda hit: hit[1] % 3 != rest))
    assert found == sorted(hit for needle in some for hit in alone(needle, hay, rest))


@given(TEXTS, st.data(), st.sampled_from([0, 2_000]))
def test_by_words_is_by_grams_where_the_first_word_is_whole(hay: str, data: st.DataObject, short: int) -> None:
    bounds = st.tuples(st.integers(0, len(hay)), st.integers(1, 30))
    some = {hay[at : at + size] for at, size in data.draw(st.lists(bounds, max_size=12))} - {""}
    words = {match.span() for match in re.finditer(r"\w+", hay)}

    def is_whole(hit: Hit) -> bool:
        first = re.search(r"\w+", hit[0])
        return first is not None and (hit[1] + first.start(), hit[1] + first.end()) in words

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(needles, "SHORT", short)
        assert sorted(by_words(some, hay, lambda _: True)) == sorted(by_grams(some, hay, is_whole))


@pytest.mark.parametrize("form", ["KD-{}", "Customer number {}", "x{}y{}z"])
def test_ten_times_the_needles_in_ten_times_the_text_cost_ten_times_as_much(form: str) -> None:
    def seconds(count: int) -> float:
        some = {form.format(*[100_000 + 7 * number] * 2) for number in range(count)}
        hay = ";open\n".join(sorted(some))
        started = time.process_time()
        assert len([*by_words(some, hay, bool), *by_grams(some, hay, bool)]) == 2 * count
        return time.process_time() - started

    seconds(1_000)
    assert min(seconds(20_000) for _ in range(3)) < 60 * max(min(seconds(2_000) for _ in range(3)), 0.005)
