"""How a fault is said: a path one can follow, and no secret."""

from datetime import date

import pytest

from router.config.faults import ConfigErrors, Fault, dotted, looks_secret, shown


def test_a_path_reads_like_the_file() -> None:
    assert dotted(("providers", "mistral", "location", "inference", 0)) == "providers.mistral.location.inference[0]"
    assert dotted(("models", "gpt-4.1", 0, "model")) == 'models["gpt-4.1"][0].model'
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [("abc", "'abc'"), (True, "true"), (3, "3"), (date(2027, 3, 31), "2027-03-31"), (None, "nothing"), ([1], "a list")],
)
def test_a_value_is_shown_as_it_is_written(value: object, text: str) -> None:
    assert shown(value) == text


def test_a_long_value_is_cut() -> None:
    assert len(shown("a " * 1000)) < 100


@pytest.mark.parametrize(
    "word",
    [
        "mistral-small-3.2-24b-instruct-2506",
        "qwen3-235b-a22b-instruct-2507",
        "https://api.example.eu/v1",
        "env:NAME",
        "skill",
    ],
)
def test_the_words_of_a_file_are_not_taken_for_secrets(word: str) -> None:
    assert not looks_secret(word)


def test_a_fault_says_line_path_wrong_and_cure_and_leaves_out_what_it_has_not() -> None:
    assert str(Fault("a.b", "is missing", "write b: 1", 3)) == "line 3, a.b: is missing; write b: 1"
    assert str(Fault("a.b", "is missing", "write b: 1")) == "a.b: is missing; write b: 1"
    assert str(Fault("", "is empty", "write something")) == "is empty; write something"


def test_a_fault_can_be_told_to_a_machine() -> None:
    assert Fault("a", "b", "c", 1).as_dict() == {"path": "a", "wrong": "b", "write": "c", "line": 1}


def test_faults_are_in_the_order_of_the_file() -> None:
    errors = ConfigErrors([Fault("b", "x", "y", 9), Fault("a", "x", "y", 2)], "mine.yaml")
    assert [fault.path for fault in errors.faults] == ["a", "b"]
    assert str(errors).splitlines()[0] == "mine.yaml: 2 faults"
