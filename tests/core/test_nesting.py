import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.nesting import Nesting


def depth(text: str) -> int:
    nesting = Nesting()
    nesting.feed(text)
    return nesting.depth


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("", 0),
        ("{", 0),
        ('{"', 1),
        ('{"a"', 0),
        ('{"a": "b', 1),
        ('{"a": "{\\"b', 2),
        ('{"a": "{\\"b\\": ', 1),
        ('{"a": "{\\"b\\": \\"c', 2),
        ('{"a": "{\\"b\\": \\"c\\"}"', 0),
        ('{"a": " \\n[ {\\n \\"b', 2),
        ('{"a": "he said \\"b', 1),
        ('{"a": "{x \\"b', 1),
        ('{"a": "{\\n x \\"b', 1),
        ('{"a": "\\"b', 1),
        ('{"a": "{\\"b\\": \\"[\\\\\\"c', 3),
        ('{"a": "{\\"b\\": \\"x \\\\\\"c', 2),
        ('{"a": "{\\"b\\": \\"c", "d": "', 1),
        ('{"a": "C:\\\\', 1),
    ],
)
def test_depth_is_how_many_json_strings_are_open(text: str, levels: int) -> None:
    assert depth(text) == levels


@given(st.text(st.sampled_from('{}[]":,\\n ax'), max_size=60), st.integers(0, 60))
def test_any_split_gives_the_same_depth(text: str, place: int) -> None:
    split = Nesting()
    split.feed(text[:place])
    split.feed(text[place:])
    split.feed("x")
    assert split.depth == depth(text + "x")


@given(st.integers(1, 4), st.sampled_from([None, 1, 3]))
def test_json_written_by_a_program_is_followed_to_four_levels(levels: int, indent: int | None) -> None:
    document: object = ["@"]
    for _ in range(levels - 1):
        document = {"a": 'some "words" \\ here', "b": json.dumps(document, indent=indent)}
    text = json.dumps(document, indent=indent)
    assert depth(text[: text.index("@")]) == levels
    assert depth(text) == 0
