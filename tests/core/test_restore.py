"""`restore(redact(x)) == x` for every split, in text and in JSON; and what is no placeholder stays as it came."""

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.redact import Vault
from router.core.restore import Restorer, restore
from router.core.shapes import LONGEST

ORIGINALS = {
    "PERSON": ("Anna Müller", 'Bob "the\nbuilder" \\o/', "[[PERSON_1]]"),
    "EMAIL_ADDRESS": ("anna@example.org",),
    "ADDRESS": ("Hauptstr. 1\n10115 Berlin",),
}
TEXTS = st.text(st.sampled_from('[]\\_-*`PERSONA_19 person{}"\n:äx😀'), max_size=40)
VALUES = st.sampled_from([value for values in ORIGINALS.values() for value in values])
CUTS = st.lists(st.integers(0, 10_000), max_size=8)


def vault(nonce: str = "") -> Vault:
    held = Vault(nonce)
    for kind, values in ORIGINALS.items():
        for value in values:
            held.hold(kind, value)
    for number in range(4, 13):
        held.hold("PERSON", f"Person No {number}")
    return held


def in_pieces(text: str, places: list[int], *, escape: bool | None, held: Vault) -> str:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    restorer = Restorer(held, escape=escape)
    return "".join(restorer.feed(text[a:b]) for a, b in pairwise(bounds)) + restorer.flush()


NEARLY = st.lists(
    st.one_of(
        st.sampled_from(["```json\n", "```", "\n", '{"a": "', '["', '"}', "[ [", "] ]", "\u00a0", "\u200b", "\\u005f"]),
        st.sampled_from(
            ["&#91;", "%5B", "%5D", "{[}", "{]}", "⟦", "\uff3d", "{{", "}}", "<", ">", "(", ")", "&lt;", "\\lbrack "]
        ),
        st.sampled_from(
            ["PERSON_1", "PERSON_1]]", "[person_2]", "(PERSON 1)", "OSOBA", "'s", "s", "ONE", "0", "$", ","]
        ),
        st.sampled_from(["[[", "]]", "[", "]", "\\", "\\\\", "PERSON", "_1", "_10", "A_", " ", "**", '"', '\\"', "{"]),
        st.sampled_from(
            ["[[PERSON_1]]", "\\[\\[PERSON\\_2\\]\\]", "[[ADDRESS_1]]", "\\\\[\\\\[PERSON\\\\_2\\\\]\\\\]"]
        ),
        TEXTS,
    )
).map("".join)


@given(NEARLY, CUTS, st.sampled_from([True, False, None]), st.sampled_from(["", "A"]))
def test_any_split_gives_the_same_text(text: str, places: list[int], escape: bool | None, nonce: str) -> None:
    held = vault(nonce)
    whole = restore(held, text, escape=escape)
    assert in_pieces(text, places, escape=escape, held=held) == whole
    assert in_pieces(text, list(range(len(text))), escape=escape, held=held) == whole


@given(NEARLY, st.booleans())
def test_what_is_held_back_is_short_and_is_the_end_of_the_text(text: str, escape: bool) -> None:
    restorer = Restorer(vault(), escape=escape)
    for character in text:
        restorer.feed(character)
        assert len(restorer.held) <= 14 * LONGEST
        assert restorer.held in text


@given(st.lists(st.tuples(TEXTS, VALUES)), TEXTS, CUTS)
def test_redacted_text_is_restored_to_the_original(pairs: list[tuple[str, str]], end: str, places: list[int]) -> None:
    held = vault("B")  # the texts around may look like placeholders; redaction would have taken a nonce too
    redacted = "".join(text + held.hold("PERSON", value) for text, value in pairs) + end
    original = "".join(text + value for text, value in pairs) + end
    assert in_pieces(redacted, places, escape=False, held=held) == original


JSON = st.recursive(
    st.one_of(st.integers(), st.none(), st.lists(st.tuples(TEXTS, VALUES), max_size=3)),
    lambda inner: st.one_of(st.dictionaries(TEXTS, inner, max_size=3).map(lambda value: ("object", value))),
    max_leaves=4,
)


def filled(value: object, held: Vault | None) -> object:
    """Tool arguments with the values in it, or their placeholders."""
    match value:
        case ("object", dict(entries)):
            return {key: filled(inner, held) for key, inner in entries.items()}
        case list(pairs):
            return "".join(text + (held.hold("PERSON", value) if held else value) for text, value in pairs)
        case _:
            return value


@given(JSON, CUTS, st.booleans())
def test_redacted_tool_arguments_are_restored_to_the_original_values(
    value: object, places: list[int], ascii_only: bool
) -> None:
    held = vault("B")
    arguments = json.dumps({"arguments": filled(value, held)}, ensure_ascii=ascii_only)
    restored = in_pieces(arguments, places, escape=True, held=held)
    assert json.loads(restored) == {"arguments": filled(value, None)}


@pytest.mark.parametrize("levels", [1, 2, 3])
@pytest.mark.parametrize("value", ORIGINALS["PERSON"] + ORIGINALS["ADDRESS"])
def test_json_inside_a_json_string_stays_json(value: str, levels: int) -> None:
    held = vault("B")
    documents = []
    for text in (held.hold("PERSON", value), value):
        document: object = {"to": [text, "x"], "say": f'he said "{text}"'}
        for _ in range(levels):
            document = {"body": json.dumps(document, indent=1, ensure_ascii=False), "note": text}
        documents.append(json.dumps(document, ensure_ascii=False))
    redacted, original = documents
    restored = in_pieces(redacted, list(range(len(redacted))), escape=True, held=held)
    assert json.loads(restored) == json.loads(original)


LEADS = ["", " \n", "```json\n", "```\n", "\n```JSON \n "]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("value", ORIGINALS["PERSON"] + ORIGINALS["ADDRESS"])
@pytest.mark.parametrize("indent", [None, 2])
def test_json_that_nobody_asked_for_stays_json(value: str, lead: str, indent: int | None) -> None:
    held = vault("B")

    def document(text: str) -> dict[str, Any]:
        return {"to": ["x", text], "body": json.dumps({"a": text}), "n": {"b": [1, text]}}

    for wrapped in (False, True):
        placed = document(held.hold("PERSON", value))
        text = json.dumps([placed] if wrapped else placed, indent=indent)
        for places in ([], list(range(len(text)))):
            restored = in_pieces(f"{lead}{text}\n```", places, escape=None, held=held)
            read = json.loads(restored.removeprefix(lead).removesuffix("\n```"))
            read = read[0] if wrapped else read
            assert {**read, "body": json.loads(read["body"])} == {**document(value), "body": {"a": value}}


STREET = ORIGINALS["ADDRESS"][0]


@pytest.mark.parametrize(
    "text",
    [
        'He wrote {"a": "[[ADDRESS_1]]"}',
        '[Note] "[[ADDRESS_1]]"',
        '[[PERSON_1]] said "[[ADDRESS_1]]"',
        '[[[PERSON_1]], "[[ADDRESS_1]]"]',
        '[[NOBODY_1]] said "[[ADDRESS_1]]"',
        '{a: "[[ADDRESS_1]]"}',
        '``` {"a": "[[ADDRESS_1]]"}',
        '```python\n{"a": "[[ADDRESS_1]]"}',
        '{"a": [[ADDRESS_1]]}',
        '{"a": 1}\nHe said "[[ADDRESS_1]]"',
        '["a"]{"b": "[[ADDRESS_1]]"}',
        "{" * 300 + '"[[ADDRESS_1]]"',
    ],
)
def test_text_that_is_no_json_is_not_escaped(text: str) -> None:
    expected = text.replace("[[ADDRESS_1]]", STREET).replace("[[PERSON_1]]", "Anna Müller")
    assert restore(vault(), text, escape=None) == expected
    assert in_pieces(text, list(range(len(text))), escape=None, held=vault()) == expected


@given(NEARLY)
def test_a_value_without_quotes_is_put_back_in_the_same_way_in_text_and_in_what_may_be_json(text: str) -> None:
    held = Vault()
    held.hold("PERSON", "Anna")
    if "\\" not in text:
        assert restore(held, text, escape=None) == restore(held, text, escape=False)


def test_a_quote_in_prose_is_no_json_string() -> None:
    arguments = json.dumps({"a": 'He said "[[ADDRESS_1]]" (see {"x": "[[ADDRESS_1]]"}).'})
    restored = json.loads(restore(vault(), arguments, escape=True))
    assert restored["a"].count(ORIGINALS["ADDRESS"][0]) == 2


@pytest.mark.parametrize(
    "written",
    [
        r"[[PERSON\u005f1]]",
        r"[[PERSON\u005F1]]",
        r"[[PERSON\u00a01]]",
        r"[[PER\u200bSON_1]]",
        r"[[PERSON\\u005f1]]",
    ],
)
def test_what_json_spells_in_a_placeholder_is_forgiven_in_json(written: str) -> None:
    assert restore(vault(), f'{{"a": "{written}"}}', escape=True) == '{"a": "Anna Müller"}'
    assert restore(vault(), f'{{"a": "{written}"}}', escape=None) == '{"a": "Anna Müller"}'


@pytest.mark.parametrize("written", ["[[EMAIL_ADDRESS_1]]", "[[email address 1]]", "[[EMAIL\\_ADDRESS\\_1]]"])
def test_a_kind_of_two_words_is_recognised(written: str) -> None:
    assert restore(vault(), written) == "anna@example.org"


@pytest.mark.parametrize(
    "written", ["[[PERSON_1", "[PERSON_1", "[[PERSON_1\\", "PERSON_1", "[[" + "x" * 100 + "]]", "a[[0]][1]"]
)
def test_what_the_end_of_the_text_may_have_cut_off_stays(written: str) -> None:
    for escape in (False, True):
        assert restore(vault(), written, escape=escape) == written
        assert in_pieces(written, list(range(len(written))), escape=escape, held=vault()) == written


def test_what_the_end_cannot_have_cut_off_is_restored() -> None:
    held = Vault()
    held.hold("PERSON", "Anna")
    for written in ("PERSON_1", "[[PERSON_1", "[[PERSON_1]"):
        assert restore(held, written) == "Anna"
        assert in_pieces(written, list(range(len(written))), escape=False, held=held) == "Anna"


def test_one_is_not_found_in_ten() -> None:
    assert restore(vault(), "[[PERSON_10]] [[PERSON_1]]") == "Person No 10 Anna Müller"


def test_with_a_nonce_only_its_own_placeholders_are_restored() -> None:
    text = "[[PERSON_1]] [[PERSON_A_1]] [[person a 1]] [[PERSON_B_1]]"
    assert restore(vault("A"), text) == "[[PERSON_1]] Anna Müller Anna Müller [[PERSON_B_1]]"


def test_a_restored_text_is_not_searched_again() -> None:
    assert restore(vault(), "[[PERSON_3]]") == "[[PERSON_1]]"
    assert restore(vault(), "[[PERSON_[[PERSON_3]]_1]]") == "[[PERSON_[[PERSON_1]]_1]]"


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("C:\\Users\\[[PERSON_1]]\\x", "C:\\Users\\Anna Müller\\x"),
        ("[[[PERSON_1]]]", "[Anna Müller]"),
        ("\\[[[PERSON_1]]\\]", "\\[Anna Müller\\]"),
        ("[[PERSON_1]](mailto:[[EMAIL_ADDRESS_1]])", "Anna Müller(mailto:anna@example.org)"),
        ("[[PERSON_1]][[PERSON_4]]", "Anna MüllerPerson No 4"),
        ("`[[PERSON_1]]`", "`Anna Müller`"),
    ],
)
def test_what_stands_around_a_placeholder_stays(text: str, restored: str) -> None:
    assert restore(vault(), text) == restored


@pytest.mark.parametrize(
    "text", ["[see the", "(he said", "{x", "<div", "[[Category", "A", "I am", "PERC", "%d", "& co", "\\u0"]
)
def test_what_cannot_become_a_placeholder_is_not_held(text: str) -> None:
    restorer = Restorer(vault(), escape=False)
    assert restorer.feed(text + " ") == text + " "


def test_a_plain_piece_passes_at_once() -> None:
    restorer = Restorer(vault(), escape=False)
    assert restorer.feed("Hello ") == "Hello "
    assert restorer.feed("[[PERSON_1]") == ""
    assert restorer.feed("]!") == "Anna Müller!"
    assert restorer.feed(" [[PER") == " "
    assert restorer.feed("CENT") == "[[PERCENT"
    assert restorer.feed(" [[PERSON_1") == " "
    assert restorer.flush() == "[[PERSON_1"
    assert restorer.flush() == ""


HOSTILE = [
    "[",
    "[[",
    "\\",
    "\\[",
    "[[a",
    "[[PERSON_99",
    "]",
    "[[ ",
    '\\"',
    '"{',
    "(",
    "<",
    "{{",
    "{[",
    "PERSON_",
    "(PERSON 99",
]


@pytest.mark.parametrize(
    "piece", [*HOSTILE, "&#9", "%5", "[PERSON_99 ", "\\lbrac", "PERSON_PERSON_", "\uff3b", "\u200b", "[[P\u200b"]
)
@pytest.mark.parametrize("escape", [False, True, None])
def test_hostile_text_takes_linear_time(piece: str, escape: bool | None) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    restored = restore(vault(), text, escape=escape)
    assert time.process_time() - started < 2
    assert restored == text
