"""The key that an answer was asked with is not in it, wherever the answer is cut."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.problems import FailureKind, UpstreamFailure
from router.secrets.masking import SHORTEST, Masked

KEY = "sk-sk-sk-0123456789abcdef"
"""Its beginning stands in it three times."""


async def pieces(data: list[bytes], failure: UpstreamFailure | None = None) -> AsyncIterator[bytes]:
    for piece in data:
        yield piece
    if failure is not None:
        raise failure


def masked(data: list[bytes]) -> tuple[list[bytes], int]:
    found: list[None] = []

    async def read() -> list[bytes]:
        return [piece async for piece in Masked(pieces(data), KEY, lambda: found.append(None))]

    return asyncio.run(read()), len(found)


@pytest.mark.parametrize("cut", range(len(KEY) + 1))
def test_a_key_that_is_cut_anywhere_becomes_as_many_asterisks(cut: int) -> None:
    text = b'{"id": "' + KEY.encode() + b'", "n": 1}'
    told, found = masked([text[: 8 + cut], text[8 + cut :]])
    assert b"".join(told) == text.replace(KEY.encode(), b"*" * len(KEY))
    assert found == 1


@given(st.lists(st.sampled_from(["sk-", "sk", "-0123456789abcdef", KEY, " ", "s", "é"]), max_size=12), st.data())
def test_what_comes_out_is_what_went_in_without_the_key_however_it_is_cut(
    words: list[str], data: st.DataObject
) -> None:
    text = "".join(words).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    cut = [text[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    told, _ = masked(cut)
    assert b"".join(told) == text.replace(KEY.encode(), b"*" * len(KEY))


def test_an_event_is_held_back_by_nothing() -> None:
    events = [b'data: {"delta": "sk-sk-"}\n\n', b"data: [DONE]\n\n"]
    assert masked(events) == (events, 0)


async def test_what_preceded_a_failure_is_given_before_it() -> None:
    broken = UpstreamFailure(FailureKind.RESET)
    answer = Masked(pieces([b"text sk-"], broken), KEY, lambda: None)
    assert await anext(answer) + await anext(answer) == b"text sk-"
    with pytest.raises(UpstreamFailure):
        await anext(answer)


def test_no_word_is_a_key() -> None:
    assert all(len(word) < SHORTEST for word in ("none", "EMPTY", "ollama", "lm-studio", "token-abc123"))
