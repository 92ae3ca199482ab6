import copy
import json
import pickle
import random
import re
import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from router.core.everyday import EVERYDAY
from router.core.jsontext import dump
from router.core.leak import leaks
from router.core.redact import Redaction, Vault, redact, unreplaceable
from router.core.restore import restore
from router.core.rewriting import rewrite
from router.core.shape import Shape, Sort
from router.core.sightings import BY_VALUE
from router.core.slots import slots
from router.core.structural import Structural
from router.core.types import KINDS, Finding, Slot, SlotKind

SHAPE = Shape()
SHAPE.add("messages[].role", Sort.STRUCTURE)
SHAPE.add("tool", Sort.STRUCTURE)
CHAT = Structural(shape=SHAPE)
NONE: frozenset[str] = frozenset()


def text_slots(*texts: str) -> tuple[Slot, ...]:
    return tuple(Slot(("messages", index, "content"), text, "user") for index, text in enumerate(texts))


def find(found: Sequence[Slot], *marks: tuple[int, str, str]) -> list[Finding]:
    """Findings from (slot, words, kind): the first place where the words stand."""
    made = []
    for index, words, kind in marks:
        start = found[index].text.index(words)
        made.append(Finding(found[index].path, start, start + len(words), kind, 0.9, "test"))
    return made


def redacted(texts: Sequence[str], *marks: tuple[int, str, str], keep: frozenset[str] = NONE) -> list[str]:
    found = text_slots(*texts)
    return outcome(found, redact(found, find(found, *marks), keep=keep))


def outcome(found: Sequence[Slot], redaction: Redaction) -> list[str]:
    return [redaction.replacements.get(slot.path, slot.text) for slot in found]


def put_back(text: str, vault: Vault) -> str:
    """Plain substitution in one pass, to compare the machine with."""
    kinds = "|".join(vault.kinds())
    nonce = f"{vault.nonce}_" if vault.nonce else ""

    def original(match: re.Match[str]) -> str:
        return vault.original(match[1], vault.nonce, int(match[2])) or match[0]

    return re.sub(rf"\[\[({kinds})_{nonce}([1-9][0-9]*)\]\]", original, text) if kinds else text


def test_a_finding_becomes_a_placeholder_numbered_by_kind_in_reading_order() -> None:
    assert redacted(
        ["Ask Berta Blau and Anna Arndt", "at b@x.de, or a@x.de"],
        (1, "a@x.de", "EMAIL_ADDRESS"),
        (0, "Anna Arndt", "PERSON"),
        (1, "b@x.de", "EMAIL_ADDRESS"),
        (0, "Berta Blau", "PERSON"),
    ) == ["Ask [[PERSON_1]] and [[PERSON_2]]", "at [[EMAIL_ADDRESS_1]], or [[EMAIL_ADDRESS_2]]"]


def test_what_one_slot_revealed_is_replaced_in_all() -> None:
    assert redacted(
        ["annette wrote to ANNETTE.", "Annette, Annettes and annette@x.de", "x" * 9],
        (1, "Annette", "PERSON"),
    ) == ["[[PERSON_1]] wrote to [[PERSON_2]].", "[[PERSON_3]], Annettes and [[PERSON_1]]@x.de", "x" * 9]


def test_a_long_number_or_several_words_are_replaced_inside_other_words_too() -> None:
    assert redacted(
        ["Jolanda Arndt, DE89370400440532013000", "Jolanda Arndts IBANDE89370400440532013000x", "JOLANDA\n  ARNDT"],
        (0, "Jolanda Arndt", "PERSON"),
        (0, "DE89370400440532013000", "IBAN_CODE"),
    ) == ["[[PERSON_1]], [[IBAN_CODE_1]]", "[[PERSON_1]]s IBAN[[IBAN_CODE_1]]x", "[[PERSON_2]]"]


@pytest.mark.parametrize(
    ("original", "elsewhere", "expected"),
    [
        ("123456789012", "1234567890123 91234567890 12", "1234567890123 91234567890 12"),
        ("123456789012", "a123456789012b", "a[[SECRET_1]]b"),
        ("12345678", "a12345678 12345678b _12345678 é12345678", "a12345678 12345678b _12345678 é12345678"),
        ("12345678", "(12345678), 12345678.", "([[SECRET_1]]), [[SECRET_1]]."),
        ("a1b2c3d4", "ffa1b2c3d4 a1b2c3d4ff xA1B2C3D4", "ffa1b2c3d4 a1b2c3d4ff xA1B2C3D4"),
        ("a1b2c3d4", "a1b2c3d4-ff", "[[SECRET_1]]-ff"),
        ("Jo Arndt", "Jo Arndts, xJo Arndt", "Jo Arndts, xJo Arndt"),
        ("v1 2345678 x9", "v1 2345678 x9 v1 2345678 x99 av1 2345678 x9", "[[SECRET_1]] v1 2345678 x99 a[[SECRET_1]]"),
        ("1234", "1234 (1234)", "1234 (1234)"),
        ("7", "7", "7"),
        ("12345", "12345 012345 12345.6", "[[SECRET_1]] 012345 [[SECRET_1]].6"),
        ("12a4", "12a4 12a45", "[[SECRET_1]] 12a45"),
    ],
)
def test_what_was_found_is_not_replaced_inside_longer_numbers_and_hashes(
    original: str, elsewhere: str, expected: str
) -> None:
    assert redacted([original, elsewhere], (0, original, "SECRET")) == ["[[SECRET_1]]", expected]


GROUPINGS = [
    "DE89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "de89-3704-0044-0532-0130-00",
    "DE89.3704/0044 0532013000",
]


@pytest.mark.parametrize("kind", sorted(BY_VALUE))
@pytest.mark.parametrize("number", range(4))
def test_a_number_is_replaced_however_it_is_grouped(number: int, kind: str) -> None:
    texts = [f"x {text}, y" for text in GROUPINGS]
    found = text_slots(*texts)
    redaction = redact(found, find(found, (number, GROUPINGS[number], kind)), keep=NONE)
    assert outcome(found, redaction) == [f"x [[{kind}_{number}]], y" for number in range(1, 5)]
    assert [restore(redaction.vault, text) for text in outcome(found, redaction)] == texts


@pytest.mark.parametrize(
    ("kind", "original", "elsewhere"),
    [
        ("SECRET", "4111 1111 1111 1111", "4111111111111111"),
        ("CREDIT_CARD", "4111 1111 1111 1111", "04111111111111111 4111-1111-1111-11112"),
        ("PHONE_NUMBER", "123-4567", "1234567"),
        ("PHONE_NUMBER", "1234-5678", "a12345678 12345678b 1234 5678_"),
        ("PHONE_NUMBER", "1234-5678", "1234 -- -- 5678"),
        ("PHONE_NUMBER", "1234-5678", "1234,5678 1234:5678"),
    ],
)
def test_another_number_or_another_kind_is_not_replaced_by_value(kind: str, original: str, elsewhere: str) -> None:
    assert redacted([original, elsewhere], (0, original, kind))[1] == elsewhere


@given(
    st.text("0123456789", min_size=8, max_size=20),
    st.lists(st.text(" -./", max_size=3), min_size=20, max_size=20),
    st.sampled_from(["", " ", "x ", " ß ", "\n", "\\n", "%20"]),
)
def test_any_grouping_of_a_number_is_hidden_and_comes_back(digits: str, gaps: list[str], before: str) -> None:
    surface = before + "".join(digit + gap for digit, gap in zip(digits, gaps, strict=False)).rstrip(" -./")
    body = {"messages": [{"role": "user", "content": f"nr {digits}."}, {"role": "user", "content": surface}]}
    found = slots(body, CHAT)
    assume([slot.text for slot in found] == [f"nr {digits}.", surface])
    redaction = redact(found, find(found, (0, digits, "NATIONAL_ID")), keep=NONE)
    new = outcome(found, redaction)
    assert [restore(redaction.vault, text) for text in new] == [slot.text for slot in found]
    assert leaks(dump(rewrite(body, redaction.replacements, CHAT)), redaction.vault) == 0
    assert "[[NATIONAL_ID_" in new[1]


def test_words_hidden_in_escapes_or_percent_signs_are_replaced_whole() -> None:
    assert redacted(
        ["jörg@x.de Jo Arndt", "?to=j%C3%b6rg%40x.de&n=Jo+Arndt", r'print("J\u00F6rg@x.de\nJo Arndt")'],
        (0, "jörg@x.de", "EMAIL_ADDRESS"),
        (0, "Jo Arndt", "PERSON"),
    ) == [
        "[[EMAIL_ADDRESS_1]] [[PERSON_1]]",
        "?to=[[EMAIL_ADDRESS_2]]&n=[[PERSON_2]]",
        r'print("[[EMAIL_ADDRESS_3]]\n[[PERSON_1]]")',
    ]


def test_an_everyday_word_is_replaced_where_it_was_found_and_nowhere_else() -> None:
    assert redacted(["Will will", "WILL you, Will?"], (0, "Will", "PERSON")) == ["[[PERSON_1]] will", "WILL you, Will?"]
    assert redacted(["! a !", "a!"], (0, "!", "PERSON"), (0, "a", "PERSON")) == ["[[PERSON_1]] [[PERSON_2]] !", "a!"]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([("Anna Arndt", "PERSON"), ("Arndt Blau", "ORGANIZATION")], "[[PERSON_1]]"),
        ([("Anna", "PERSON"), ("Anna Arndt Blau", "ORGANIZATION")], "[[ORGANIZATION_1]]"),
        ([("Anna Arndt", "PERSON"), ("Arndt", "SECRET"), ("Arndt Blau", "PERSON")], "[[SECRET_1]]"),
        ([("Anna Arndt Blau", "PERSON"), ("Arndt", "PERSON")], "[[PERSON_1]]"),
        ([("Anna Arndt", "PERSON"), ("Blau", "PERSON")], "[[PERSON_1]] [[PERSON_2]]"),
        ([("Anna ", "PERSON"), ("Arndt", "PERSON"), (" Blau", "PERSON")], "[[PERSON_1]][[PERSON_2]][[PERSON_3]]"),
        ([("Anna", "PERSON"), ("Anna", "ORGANIZATION"), ("Anna", "PERSON")], "[[PERSON_1]] Arndt Blau"),
    ],
)
def test_findings_that_overlap_become_one_under_the_winner(marks: list[tuple[str, str]], expected: str) -> None:
    assert redacted(["Anna Arndt Blau"], *((0, words, kind) for words, kind in marks)) == [expected]


def test_the_better_score_wins_between_equals() -> None:
    (slot,) = found = text_slots("Quellheim")
    findings = [Finding(slot.path, 0, 9, "PERSON", 0.5, "a"), Finding(slot.path, 0, 9, "LOCATION", 0.7, "b")]
    assert outcome(found, redact(found, findings, keep=NONE)) == ["[[LOCATION_1]]"]


def test_what_is_seen_again_merges_with_what_was_found_there() -> None:
    assert redacted(
        ["Anna Arndt", "Anna Arndt Blau, Anna Arndt Blau"], (0, "Anna Arndt", "PERSON"), (1, "Arndt Blau", "PERSON")
    ) == ["[[PERSON_1]]", "[[PERSON_2]], [[PERSON_2]]"]


def test_what_merged_is_an_original_of_its_own() -> None:
    assert redacted(
        ["Rolf", "Rolf Ekman-Blau", "xRolf Ekman-Bx"], (0, "Rolf", "PERSON"), (1, "f Ekman-B", "PERSON")
    ) == ["[[PERSON_1]]", "[[PERSON_2]]lau", "x[[PERSON_2]]x"]


def test_what_stands_across_half_a_letter_takes_the_whole_letter() -> None:
    assert redacted(["Hauptweg 7 gros", "HAUPTWEG 7 Große"], (0, "Hauptweg 7 gros", "PERSON")) == [
        "[[PERSON_1]]",
        "[[PERSON_2]]e",
    ]


def test_a_place_that_is_no_whole_word_does_not_hide_the_one_that_overlaps_it() -> None:
    assert redacted(["q-q", "bq-q-q"], (0, "q-q", "PERSON")) == ["[[PERSON_1]]", "bq-[[PERSON_1]]"]


def test_the_same_words_have_one_placeholder_under_their_first_kind() -> None:
    assert redacted(["Quellheim", "Quellheim"], (0, "Quellheim", "PERSON"), (1, "Quellheim", "ORGANIZATION")) == [
        "[[PERSON_1]]",
        "[[PERSON_1]]",
    ]


def test_kept_kinds_stay_but_a_place_in_an_address_goes_with_it() -> None:
    keep = frozenset({"LOCATION", "DATE_TIME"})
    assert redacted(
        ["Hofweg 5, 10115 Quellheim am See, 3 May; Quellheim"],
        (0, "Hofweg 5, 10115 Quellheim", "ADDRESS"),
        (0, "Quellheim am See", "LOCATION"),
        (0, "3 May", "DATE_TIME"),
        keep=keep,
    ) == ["[[ADDRESS_1]], 3 May; Quellheim"]
    assert redacted(["Hofweg, Quellheim"], (0, "Hofweg", "ADDRESS"), (0, "Quellheim", "LOCATION"), keep=keep) == [
        "[[ADDRESS_1]], Quellheim"
    ]
    whole = [(0, "Hofweg, Quellheim", "ADDRESS"), (0, "Quellheim", "LOCATION")]
    assert redacted(["Hofweg, Quellheim"], *whole, keep=keep | {"ADDRESS"}) == ["Hofweg, Quellheim"]


def test_what_stands_in_a_key_or_number_is_replaced_elsewhere_and_barred_everywhere() -> None:
    body: dict[str, Any] = {"a": {"Anna Arndt": 4917012345678}, "b": ["by Anna Arndt, 4917012345678"]}
    found = slots(body, CHAT)
    findings = find(found, (0, "Anna Arndt", "PERSON"), (1, "4917012345678", "PHONE_NUMBER"))
    redaction = redact(found, findings, keep=NONE)
    assert redaction.replacements == {("b", 0): "by [[PERSON_1]], [[PHONE_NUMBER_1]]"}
    assert unreplaceable(found, findings, NONE) == 2
    assert unreplaceable(found, findings, frozenset({"PERSON"})) == 1
    alone = redact(found[:2], findings, keep=NONE)
    assert (alone.replacements, len(alone.vault), set(alone.vault.originals())) == (
        {},
        0,
        {"Anna Arndt", "4917012345678"},
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_found_in_a_word_of_the_protocol_counts_only_where_it_cannot_be_a_mere_id(kind: str) -> None:
    body: dict[str, Any] = {"tool": "call_4917012345678", "x": "4917012345678"}
    found = slots(body, CHAT)
    findings = find(found, (0, "4917012345678", kind))
    redaction = redact(found, findings, keep=NONE)
    left = dump(rewrite(body, redaction.replacements, CHAT))
    if kind in {"CUSTOM_TERM", "EMAIL_ADDRESS", "IBAN_CODE", "NATIONAL_ID", "SECRET"}:
        assert (unreplaceable(found, findings, NONE), unreplaceable(found, findings, frozenset({kind}))) == (1, 0)
        assert redaction.replacements == {("x",): f"[[{kind}_1]]"}
        assert leaks(left, redaction.vault) == 1
    else:
        assert (unreplaceable(found, findings, NONE), redaction.replacements) == (0, {})
        assert leaks(left, redaction.vault) == 0


def test_an_original_may_be_called_like_a_word_of_the_protocol() -> None:
    body: dict[str, Any] = {"tool": "annette", "x": "Ask Annette"}
    found = slots(body, CHAT)
    redaction = redact(found, find(found, (1, "Annette", "PERSON")), keep=NONE)
    after = rewrite(body, redaction.replacements, CHAT)
    assert after == {"tool": "annette", "x": "Ask [[PERSON_1]]"}
    assert leaks(dump(after), redaction.vault) == 0
    more: list[dict[str, Any]] = [{"y": "annette"}, {"y": {"tool": "annette"}}, {"x": "Ask annette"}]
    for other in [*more, {"tool": "ask annette"}]:
        assert leaks(dump({**after, **other}), redaction.vault) == 1


def test_nothing_found_changes_nothing() -> None:
    redaction = redact(text_slots("a", "[[PERSON_1]]"), (), keep=NONE)
    assert (redaction.replacements, len(redaction.vault), redaction.vault.counts()) == ({}, 0, ())


@pytest.mark.parametrize(
    ("text", "nonce"),
    [
        ("Anna", ""),
        ("[[PERSON]] [1] [[1]] [[NOBODY_1]] PERSON_1 [[]]", ""),
        ("[[PERSON_1]]", "A"),
        ("see [[ **email\\_address** 12 ]].", "A"),
        ("\\[\\[Person\\_1\\]\\]", "A"),
        ("[ [PERSON\u00a0\u200b1] ]", "A"),
        (r"[[PERSON\u005f1]] [[SECRET\\u005Fa\\u005f1]]", "B"),
        ("[[PERSON_A_1]]", "B"),
        ("[[PERSON_1]] [[SECRET_b_7]] [[HEALTH_A_2]]", "C"),
        (" ".join(f"[[PERSON_{chr(65 + letter)}_1]]" for letter in range(26)), "AA"),
    ],
)
def test_a_nonce_sets_placeholders_apart_from_what_already_looks_like_one(text: str, nonce: str) -> None:
    found = text_slots("Anna Arndt", text)
    redaction = redact(found, find(found, (0, "Anna Arndt", "PERSON")), keep=NONE)
    assert redaction.vault.nonce == nonce
    assert outcome(found, redaction) == [f"[[PERSON_{nonce}_1]]" if nonce else "[[PERSON_1]]", text]
    assert [restore(redaction.vault, new) for new in outcome(found, redaction)] == ["Anna Arndt", text]


@pytest.mark.parametrize(
    "text",
    [
        *("[[OSOBA_1]]", "[[PERSON ONE]]", "{{person 1}}", "<<PERSON_1>>", "⟦PERSON_1⟧", "[[PERSON No. 1]]"),
        *("[[PERSON_PERSON_1]]", "%5B%5BPERSON_1%5D%5D", "&#91;&#91;PERSON_1&#93;&#93;", "[[PERSON_1]", "[PERSON_1]]"),
        *(
            "\uff3b\uff3b\uff30\uff25\uff32\uff33\uff2f\uff2e\uff3f\uff11\uff3d\uff3d",
            "[[PERSONNES 1]]",
            "[[PERSON_1s]]",
        ),
        "{[}{[}PERSON\\_1{]}{]}",
    ],
)
def test_whatever_restoration_would_take_for_a_placeholder_takes_a_nonce(text: str) -> None:
    found = text_slots("Anna Arndt", text)
    redaction = redact(found, find(found, (0, "Anna Arndt", "PERSON")), keep=NONE)
    assert redaction.vault.nonce == "A"
    assert restore(redaction.vault, text) == text


@pytest.mark.parametrize("text", ["PERSON_1", "see (PERSON 1)", "a person_1", "PERSON\\_1", "[[PERSON_1, x"])
def test_a_bare_name_that_the_client_wrote_stays_and_changes_nothing_that_is_sent(text: str) -> None:
    found = text_slots("Anna Arndt, Berta Blau", text)
    findings = find(found, (0, "Anna Arndt", "PERSON"), (0, "Berta Blau", "PERSON"))
    redaction = redact(found, findings, keep=NONE)
    assert outcome(found, redaction) == ["[[PERSON_1]], [[PERSON_2]]", text]
    assert restore(redaction.vault, text) == text
    assert restore(redaction.vault, "PERSON_2 [person_1]") == "Berta Blau [person_1]"


def test_a_placeholder_in_a_key_counts_for_the_nonce() -> None:
    found = (*text_slots("Anna Arndt"), Slot(("x", 0), "[[PERSON_1]]", "x", SlotKind.KEY))
    assert redact(found, find(found, (0, "Anna", "PERSON")), keep=NONE).vault.nonce == "A"


@pytest.mark.parametrize("place", [(0, 0), (-1, 2), (0, 6), (3, 2), (5, 6)])
def test_a_finding_that_cannot_be_placed_is_an_error_without_words(place: tuple[int, int]) -> None:
    (slot,) = text_slots("Arndt")
    for finding in (
        Finding(slot.path, *place, "PERSON", 1.0, "test"),
        Finding((*slot.path, "Arndt"), 0, 1, "PERSON", 1.0, "test"),
        Finding(slot.path, 0, 1, "Arndt", 1.0, "test"),
    ):
        with pytest.raises(ValueError, match=r"^a finding") as caught:
            redact([slot], [finding], keep=NONE)
        assert "Arndt" not in str(caught.value)


def test_a_vault_shows_nothing_and_cannot_be_copied_out() -> None:
    found = text_slots("Anna Arndt")
    redaction = redact(found, find(found, (0, "Anna Arndt", "PERSON")), keep=NONE)
    for shown in (repr(redaction), str(redaction.vault), f"{redaction.vault}", f"{[redaction.vault]}"):
        assert "Arndt" not in shown
    assert repr(redaction.vault) == "<Vault of 1>"
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never serialised"):
            take(redaction.vault)
    with pytest.raises(TypeError):
        vars(redaction.vault)
    with pytest.raises(TypeError):
        json.dumps(redaction.vault)


def test_a_vault_answers_for_what_it_gave_and_nothing_else() -> None:
    vault = Vault("A")
    assert [vault.hold("PERSON", "Anna"), vault.hold("SECRET", "x"), vault.hold("SECRET", "Anna")] == [
        "[[PERSON_A_1]]",
        "[[SECRET_A_1]]",
        "[[PERSON_A_1]]",
    ]
    vault.bar("PERSON", "Berta")
    assert vault.original("person", "a", 1) == "Anna"
    for kind, nonce, number in [("PERSON", "A", 2), ("PERSON", "A", 0), ("PERSON", "", 1), ("HEALTH", "A", 1)]:
        assert vault.original(kind, nonce, number) is None
    assert (vault.kinds(), vault.counts(), len(vault)) == (("PERSON", "SECRET"), (("PERSON", 1), ("SECRET", 1)), 2)
    assert set(vault.originals()) == {"Anna", "x", "Berta"}
    vault.wipe()
    assert (len(vault), vault.counts(), list(vault.originals()), vault.original("PERSON", "A", 1)) == (0, (), [], None)


# Laws, over texts made of what is hard: names in several cases, names in names, placeholders, escapes, letters that
# grow when folded, marks that combine, and right-to-left script.
PIECES = [
    *("anna", "Anna", "ANNA", "Schmidt", "anna schmidt", "Groß", "GROSS", "straße 5", "STRASSE 5", "İzmir", "i̇zmir"),
    *("a@b.de", "A%40b.de", "1.2.3.4", "12345", "1", "will", "Ŀ", "ﬁn", "\u0345", "José", "Jose\u0301", "שלום", "😀"),
    *("PERSON_1", "(PERSON 1)", "<person_1>", "{PERSON_1}", "[[OSOBA_1]]", "[[PERSON ONE]", "&#91;", "%5B%5D", "{[}"),
    *(
        "[[PERSON_1",
        "[PERSON_1]",
        "\uff3b",
        "⟦",
        "⟧",
        "PERSON\\_1",
        "[[PERSON_1s]]",
        "[[address 1's]]",
        "SECRET_1 ",
        "$",
    ),
    *("[[PERSON_1]]", "[[", "]]", "[", "]", "PERSON", "_1", "[[person_a_2]]", "\\[", "\\", "\\\\", '"', "{", "}", ","),
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "_",
        "-",
        ".",
        "+",
        "%20",
        "%",
        "%C3%9f",
        "\\n",
        "\\u0061",
        "u0061",
        "\\/",
        "\0",
        "n",
        "x",
    ),
]
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)
kinds = st.sampled_from(["PERSON", "SECRET", "ADDRESS", "LOCATION", "EMAIL_ADDRESS"])


@st.composite
def conversations(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[Slot, ...], list[Finding]]:
    """A body, its slots, and findings anywhere in them."""
    words = st.one_of(pieces, st.text(max_size=8), st.lists(pieces, max_size=2).map(json.dumps))
    messages = [{"role": "user", "content": text} for text in draw(st.lists(words, min_size=1, max_size=4))]
    body = {"messages": messages}
    found = slots(body, CHAT)
    assume(found)
    findings = []
    for slot in draw(st.lists(st.sampled_from(found), max_size=5)):
        start = draw(st.integers(0, len(slot.text) - 1))
        end = draw(st.integers(start + 1, min(len(slot.text), start + 12)))
        score = draw(st.sampled_from([0.5, 0.9]))
        findings.append(Finding(slot.path, start, end, draw(kinds), score, "test"))
    return body, found, findings


@given(conversations())
def test_putting_back_gives_the_text_exactly(made: tuple[dict[str, Any], tuple[Slot, ...], list[Finding]]) -> None:
    _, found, findings = made
    redaction = redact(found, findings, keep=NONE)
    for slot in found:
        new = redaction.replacements.get(slot.path, slot.text)
        assert put_back(new, redaction.vault) == slot.text
        assert restore(redaction.vault, new) == slot.text


@given(conversations())
def test_no_original_can_be_seen_in_what_leaves(made: tuple[dict[str, Any], tuple[Slot, ...], list[Finding]]) -> None:
    body, found, findings = made
    redaction = redact(found, findings, keep=NONE)
    assert leaks(dump(rewrite(body, redaction.replacements, CHAT)), redaction.vault) == 0
    at = {slot.path: slot.text for slot in found}
    given_out = re.compile(r"\[\[[A-Z_]+_[0-9]+\]\]")
    for finding in findings:
        original = at[finding.path][finding.start : finding.end]
        name = original.casefold()
        for new in redaction.replacements.values():
            left = given_out.sub("\ua66e", new).casefold()
            if re.fullmatch(r"[^\W\d]{2,}", name) and name not in EVERYDAY:
                assert name not in re.findall(r"\w+", left)
            if len(name) > 4 and re.search(r"\w\w", name) and name.strip(" \t\n.,;:!?'\"()") not in EVERYDAY:
                for match in re.finditer(re.escape(name), left):
                    beside = left[max(0, match.start() - 1) : match.start()] + left[match.end() : match.end() + 1]
                    assert re.search(r"\w", beside)


@given(conversations(), st.randoms())
def test_order_and_repetition_of_findings_do_not_matter(
    made: tuple[dict[str, Any], tuple[Slot, ...], list[Finding]], chance: random.Random
) -> None:
    _, found, findings = made
    mixed = findings + findings[:2]
    chance.shuffle(mixed)
    first, second = redact(found, findings, keep=NONE), redact(found, mixed, keep=NONE)
    assert first.replacements == second.replacements
    assert list(first.vault.originals()) == list(second.vault.originals())


@given(conversations())
def test_keeping_every_kind_changes_nothing(made: tuple[dict[str, Any], tuple[Slot, ...], list[Finding]]) -> None:
    _, found, findings = made
    redaction = redact(found, findings, keep=KINDS)
    assert redaction.replacements == {}
    assert list(redaction.vault.originals()) == []


NAMES = ["Anna Arndt", "Berta Blau", "Carl Cohn", "dora@x.de", "DE89370400440532013000"]


@given(st.lists(st.lists(st.sampled_from([*NAMES, "hello", "and"]), max_size=5), min_size=1, max_size=6))
def test_a_growing_conversation_keeps_its_prefix(turns: list[list[str]]) -> None:
    texts = [" ".join(turn) for turn in turns]
    before: list[str] = []
    for count in range(1, len(texts) + 1):
        found = text_slots(*texts[:count])
        findings = [
            Finding(slot.path, match.start(), match.end(), "PERSON", 0.9, "test")
            for slot in found
            for name in NAMES
            for match in re.finditer(re.escape(name), slot.text)
        ]
        now = outcome(found, redact(found, findings, keep=NONE))
        assert now[:-1] == before
        before = now


def test_a_value_first_found_later_does_change_what_came_before() -> None:
    found = text_slots("Arndt called", "Mrs Arndt")
    assert outcome(found[:1], redact(found[:1], (), keep=NONE)) == ["Arndt called"]
    assert outcome(found, redact(found, find(found, (1, "Arndt", "PERSON")), keep=NONE))[0] == "[[PERSON_1]] called"


def test_a_thousand_originals_in_a_megabyte_take_less_than_two_seconds() -> None:
    chance = random.Random(1)
    names = [f"{chance.randbytes(4).hex()} {chance.randbytes(3).hex()}" for _ in range(1000)]
    filler = " ".join(chance.randbytes(3).hex() for _ in range(2700))
    found = text_slots(*(f"{filler} {' '.join(names[at : at + 20])}" for at in range(0, 1000, 20)))
    findings = [finding for at, name in enumerate(names) for finding in find(found, (at // 20, name, "PERSON"))]
    assert sum(len(slot.text) for slot in found) > 950_000
    started = time.process_time()
    redaction = redact(found, findings, keep=NONE)
    assert time.process_time() - started < 2
    assert len(redaction.vault) == 1000


@pytest.mark.parametrize("text", ["1" * 500_000, "1 " * 250_000, "1-" * 200_000, "1....1" * 80_000, "é1 " * 100_000])
def test_a_text_full_of_digits_takes_linear_time(text: str) -> None:
    found = text_slots("1111-1111", "1111 1111 1111 11", text)
    findings = find(found, (0, "1111-1111", "PHONE_NUMBER"), (1, "1111 1111 1111 11", "NATIONAL_ID"))
    started = time.process_time()
    redact(found, findings, keep=NONE)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("text", ["[" * 300_000, "[a" * 150_000, "[[PERSON_" * 40_000, "\\" * 300_000, "%4" * 200_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    found = text_slots("Anna Arndt 1.1.1", text, "1." * 100_000)
    findings = find(found, (0, "Anna Arndt", "PERSON"), (0, "1.1.1", "IP_ADDRESS"))
    started = time.process_time()
    redact(found, findings, keep=NONE)
    assert time.process_time() - started < 2
