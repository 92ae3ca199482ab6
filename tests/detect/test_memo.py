from hypothesis import given
from hypothesis import strategies as st

from router.detect.memo import Memo
from router.detect.merging import Found

FOUND = (Found(0, 4, "PERSON", 0.9, "x"),)
TEXTS = st.text(max_size=8)


def test_what_was_found_is_recalled_by_tenant_hint_and_text() -> None:
    memo = Memo(b"key")
    memo.remember(memo.name("t", "h", "text"), FOUND)
    assert memo.recall(memo.name("t", "h", "text")) == FOUND
    assert memo.recall(memo.name("u", "h", "text")) is None
    assert memo.recall(memo.name("t", "", "text")) is None
    assert memo.recall(memo.name("t", "h", "texts")) is None


@given(st.tuples(TEXTS, TEXTS, TEXTS), st.tuples(TEXTS, TEXTS, TEXTS))
def test_two_texts_go_by_two_names(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    memo = Memo(b"key")
    assert (memo.name(*one) == memo.name(*other)) == (one == other)
    assert memo.name(*one) != Memo(b"other key").name(*one)


def test_nothing_of_the_text_is_kept() -> None:
    memo = Memo(b"key")
    memo.remember(memo.name("t", "", "ann@example.com"), FOUND)
    assert "ann" not in repr(memo)
    assert all("ann" not in repr(item) for item in memo._known.items())


def test_the_least_recently_used_is_forgotten_first() -> None:
    memo = Memo(b"key", entries=2)
    one, two, three = (memo.name("t", "", text) for text in "123")
    memo.remember(one, FOUND)
    memo.remember(two, FOUND)
    memo.recall(one)
    memo.remember(three, FOUND)
    assert [memo.recall(name) is not None for name in (one, two, three)] == [True, False, True]


def test_its_size_is_bounded_and_never_drifts() -> None:
    memo = Memo(b"key", size=10_000)
    for number in range(200):
        memo.remember(memo.name("t", "", str(number % 50)), FOUND * (number % 7))
        assert memo._used <= 10_000
    for name in list(memo._known):
        memo._forget(name)
    assert memo._used == 0


def test_a_text_with_more_findings_than_fit_is_not_kept() -> None:
    memo = Memo(b"key", size=1_000)
    memo.remember(memo.name("t", "", "x"), FOUND * 100)
    assert len(memo) == 0
