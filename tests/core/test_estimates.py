import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.estimates import DEFAULT_OUTPUT, FILE_TOKENS, MOST, Estimate, cost, estimate, unreadable_bound
from router.core.rules import Price
from router.core.types import Dialect

PRICE = Price(input=400_000_000, output=1_200_000_000, cached=100_000_000)
"""0.4, 1.2 and 0.1 euro for a million tokens."""


@pytest.mark.parametrize(
    ("body", "output"),
    [
        ({}, DEFAULT_OUTPUT),
        ({"max_tokens": 7}, 7),
        ({"max_tokens": 0}, 0),
        ({"max_output_tokens": 9}, DEFAULT_OUTPUT),
        ({"max_tokens": 7, "max_completion_tokens": 8}, 8),
        ({"max_tokens": 8, "max_completion_tokens": 7}, 8),
        ({"max_tokens": 7, "max_completion_tokens": None}, 7),
        ({"max_tokens": 7, "n": 3}, 21),
        ({"n": 2}, 2 * DEFAULT_OUTPUT),
        ({"max_tokens": "7"}, DEFAULT_OUTPUT),
        ({"max_tokens": -7}, DEFAULT_OUTPUT),
        ({"max_tokens": True}, DEFAULT_OUTPUT),
        ({"max_tokens": 10**5000}, MOST),
        ({"max_tokens": MOST, "n": 128}, MOST),
    ],
)
def test_an_answer_is_taken_to_be_as_long_as_the_client_lets_it(body: dict[str, Any], output: int) -> None:
    assert estimate("chat", body, b"").output == output


@pytest.mark.parametrize("bound", [-5, "7", 10.5, True, [], {}])
def test_a_bound_that_is_no_count_is_named(bound: object) -> None:
    assert unreadable_bound("chat", {"max_tokens": 7, "max_completion_tokens": bound}) == "max_completion_tokens"


@pytest.mark.parametrize("bound", [0, 7, 10**30, None])
def test_a_bound_that_is_a_count_or_none_is_let_through(bound: object) -> None:
    assert unreadable_bound("chat", {"max_tokens": bound}) is None


@pytest.mark.parametrize(
    ("raw", "tokens"),
    [
        (b"", 0),
        (b"x" * 4000, 1000),
        (b'{"url": "data:image/png;base64,' + b"A" * 400_000 + b'"}', 8 + FILE_TOKENS),
        (
            b'{"input_audio": {"data": "' + b"A" * 4000 + b'"}, "input_audio": {"data": "' + b"B" * 4000 + b'"}}',
            14 + 2000,
        ),
        (b"base64 " + b"word " * 800, 1001),
    ],
)
def test_four_bytes_are_a_token_and_a_file_is_a_thousand(raw: bytes, tokens: int) -> None:
    assert estimate("chat", {"max_tokens": 1}, raw) == Estimate(tokens, 1)


def input_by_every_byte(raw: bytes) -> int:
    """As it was reckoned before every sixteenth byte told most bodies apart."""
    size, files = len(raw), 0
    if size > FILE_TOKENS * 4 and (b"base64" in raw or b"input_audio" in raw or b"file_data" in raw):
        lengths = [match.end() - match.start() for match in re.finditer(rb"[A-Za-z0-9+/=_-]{1024,}", raw)]
        size, files = size - sum(lengths), len(lengths)
    return size // 4 + files * FILE_TOKENS


RUNS = st.builds(
    bytes.__mul__, st.sampled_from((b"A", b"=", b"_", b"-", b"+/", b"0z", b" ", b",", b'"')), st.integers(1, 2100)
)
WORDS = st.sampled_from((b"base64,", b"input_audio", b"file_data", b"word ", b""))


@given(st.lists(RUNS | WORDS, max_size=12), st.integers(0, 16))
def test_a_file_is_seen_wherever_it_begins(pieces: list[bytes], shift: int) -> None:
    raw = b" " * shift + b"".join(pieces) + b" " * 4000
    assert estimate("chat", {}, raw).input == input_by_every_byte(raw)


@pytest.mark.parametrize("start", range(17))
def test_the_shortest_file_is_one_and_a_byte_less_is_none(start: int) -> None:
    head, tail = b"base64," + b" " * start, b" " * 4000
    assert estimate("chat", {}, head + b"A" * 1024 + tail).input == (len(head) + len(tail)) // 4 + FILE_TOKENS
    assert estimate("chat", {}, head + b"A" * 1023 + tail).input == (len(head) + 1023 + len(tail)) // 4


@pytest.mark.parametrize(
    ("used", "nano"),
    [
        ((0, 0, 0), 0),
        ((1_000_000, 0, 0), 400_000_000),
        ((0, 1_000_000, 0), 1_200_000_000),
        ((1_000_000, 1_000_000, 1_000_000), 1_300_000_000),
        ((1000, 10, 600), 160_000 + 60_000 + 12_000),
        ((10, 0, 50), 1000),
    ],
)
def test_what_tokens_cost(used: tuple[int, int, int], nano: int) -> None:
    assert cost(PRICE, *used) == nano
    assert cost(None, *used) == 0


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**10))
def test_a_cost_is_rounded_up_by_less_than_a_nano_euro(read: int, written: int, price: int) -> None:
    exact = (read + written) * price
    assert 0 <= cost(Price(price, price, price), read, written) * 1_000_000 - exact < 1_000_000


@pytest.mark.parametrize("dialect", ["embeddings", "count_tokens"])
def test_where_nothing_is_written_in_answer_nothing_is_reserved_for_it(dialect: Dialect) -> None:
    assert estimate(dialect, {"max_tokens": 50}, b"a" * 400) == Estimate(100, 0)


@pytest.mark.parametrize(
    ("dialect", "body", "output"),
    [
        ("messages", {"max_tokens": 64, "max_completion_tokens": 1, "n": 3}, 64),
        ("responses", {"max_output_tokens": 64, "max_tokens": 1}, 64),
        ("completions", {"max_tokens": 64, "max_completion_tokens": 1}, 64),
        ("completions", {"prompt": ["a", "b"], "max_tokens": 10, "n": 3}, 60),
        ("completions", {"prompt": [[1, 2], [3]], "max_tokens": 10}, 20),
        ("completions", {"prompt": [1, 2, 3], "max_tokens": 10}, 10),
        ("completions", {"prompt": "a", "max_tokens": 10, "n": 2, "best_of": 20}, 200),
    ],
)
def test_a_language_is_held_to_its_own_words_and_to_all_the_answers_that_it_asks_for(
    dialect: Dialect, body: dict[str, Any], output: int
) -> None:
    assert estimate(dialect, body, b"").output == output


def test_best_of_that_is_no_count_is_named() -> None:
    assert unreadable_bound("completions", {"max_tokens": 1, "best_of": "20"}) == "best_of"
    assert unreadable_bound("embeddings", {"max_tokens": "1"}) is None
