"""Handles with their sign: `(text, what is found)`."""

import pytest
from detect_reading import found

KIND = "USERNAME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@marcus_bell can you look at this?", "@marcus_bell"),
        ("@sabine_k schaust du mal bitte?", "@sabine_k"),
        ("@julie_m tu peux regarder ?", "@julie_m"),
        ("@martagil puedes mirar esto?", "@martagil"),
        ("@elenac puoi guardare?", "@elenac"),
        ("@joostb kun je kijken?", "@joostb"),
        ("@ewalis możesz zerknąć?", "@ewalis"),
        ("thanks @rosa-diaz for the fix", "@rosa-diaz"),
        ("ping @tomhardy about it", "@tomhardy"),
        ("danke @holmj!", "@holmj"),
        ("merci @jmartel", "@jmartel"),
        ("gracias @lobo_33", "@lobo_33"),
        ("bedankt @wolfje_99", "@wolfje_99"),
        ("dzięki @wilk_99.", "@wilk_99"),
        ("posted by u/throwRA_confused two hours ago", "throwRA_confused"),
    ],
)
def test_what_is_spoken_to_is_a_handle(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "@everyone please read, thanks @all, contact @support for help",
        "@return please, @param user the user name, use @property on the class please",
        "npm install @angular/core@17, thanks @types/node",
        "@media screen and (max-width: 600px)",
        "@dataclass(frozen=True)\nclass A: pass",
        "u/s and n/a and w/o and i/o and cpu/gpu and u/min",
        "thanks @dependabot and cc @copilot",
        "plugin install ${name}@octo please",
        "cc @platform-team, thanks @web_devs",
    ],
)
def test_tags_scopes_and_machines_are_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@odile_peint a repris mon illustration sans demander", ["@odile_peint"]),
        ("Look, @mia_draws has taken my picture without asking", ["@mia_draws"]),
        ("@tim92 hat mein Bild ohne Frage kopiert", ["@tim92"]),
    ],
)
def test_a_handle_that_does_something_in_a_sentence_is_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "@my_decorator\ndef f(): pass",
        " * @since_1 the method does this and that",
        "# @type_check the value is what it is",
        "@pytest_fixture def thing that is here",
        "@layer_2 a { color: red }",
    ],
)
def test_a_decorator_or_a_tag_before_words_is_no_handle(text: str) -> None:
    assert found(text, KIND) == []
