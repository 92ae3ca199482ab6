"""Patterns and readings take time in proportion to the text, also where every part of it is a disguise of a finding."""

import time

import pytest

from router.detect.engine import Engine

ENGINE = Engine()
HOSTILE = {
    "percents": "%25",
    "percents in percents": "%252540",
    "ampersands": "&amp;",
    "ampersands in ampersands": "&amp;amp;#64;",
    "marks of e-mail": "a@",
    "backslashes": "\\",
    "escapes": r"\u005c",
    "half escapes": r"\nanna1@firma.example ",
    "encoded e-mails": "anna%40firma.example ",
    "passwords": "the password is ",
    "open quotes": 'password: "',
    "quotes within quotes": 'password: "\\"',
}


def _seconds(text: str) -> float:
    started = time.process_time()
    ENGINE.scan(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_costs_what_its_length_does(name: str) -> None:
    """Four times the text may take eight times as long; the best of two, above the clock's noise."""
    short, long = (HOSTILE[name] * (size // len(HOSTILE[name])) for size in (16_000, 64_000))
    base = min(_seconds(short) for _ in range(2))
    assert min(_seconds(long) for _ in range(2)) < max(8 * base, 0.1)
