"""What a terminal is given of text from elsewhere."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.printing import escaped


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("lim", "lim"),
        ("Łódź 北京", "Łódź 北京"),
        ("lim\x1b[2J", "lim\\u001b[2J"),
        ("lim\nmy: whole", "lim\\u000amy: whole"),
        ("\x7f\x9b1m\u202e", "\\u007f\\u009b1m\\u202e"),
        ("\U000e0001", "\\udb40\\udc01"),
        ("\udc80", "\\udc80"),
    ],
)
def test_what_would_move_a_cursor_is_seen(text: str, seen: str) -> None:
    assert escaped(text) == seen


@given(st.text())
def test_whatever_is_shown_is_printable_and_what_is_kept_stays(text: str) -> None:
    assert escaped(text).isprintable()
    assert all(line.isprintable() for line in escaped(text, keep="\n").split("\n"))
    assert escaped(text, keep="\n").count("\n") == text.count("\n")


@given(st.text())
def test_json_means_the_same_as_before(text: str) -> None:
    assert json.loads(escaped(json.dumps(text, ensure_ascii=False))) == text
