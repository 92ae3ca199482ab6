"""Surrogates keep the laws of placeholders: back exactly, at every split; nobody's value; the same bytes each time."""

import json
import re
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core import surrogate_words as words
from router.core.everyday import EVERYDAY
from router.core.jsontext import dump
from router.core.leak import leaks
from router.core.redact import Redaction, redact
from router.core.restore import Restorer, restore
from router.core.surrogate_places import PLACES
from router.core.types import Finding, Slot

VALUES = {
    "PERSON": [
        "Anna Müller",
        "ANNA MÜLLER",
        "anna",
        "Jan de Vries",
        "Łukasz Wiśniewski",
        "J. O'Brien",
        "Anna-Lena Graf",
        "Grzegorz Nowak",
        "Grzegorzem Nowakiem",
        "Nowaka",
        "Anną Kowalską",
    ],
    "EMAIL_ADDRESS": ["anna.mueller@firma.de", "J.B@x.org", "info+a1@firma.de", "ANNA@FIRMA.DE"],
    "PHONE_NUMBER": ["+44 7911 123456", "(030) 123-4567", "0049 171 2345678", "+33 6 12 34 56 78", "+48 601 234 567"],
    "IBAN_CODE": ["DE89 3704 0044 0532 0130 00", "de89370400440532013000", "NL91ABNA0417164300"],
    "CREDIT_CARD": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
    "NATIONAL_ID": ["85031212345", "2 85 05 78 006 084 36", "12345678Z", "RSSMRA85T10A562S"],
    "ADDRESS": ["Hauptstraße 12, 10115 Berlin", "12 rue de la Paix\n75002 Paris", "ul. Długa 7/3, 00-238 Warszawa"],
    "DATE_OF_BIRTH": ["12.03.1985", "1985-03-12", "3 March 1985", "12/31/85", "5. März 1985"],
    "IP_ADDRESS": ["10.2.3.4", "2a02:8108::1"],
    "MAC_ADDRESS": ["aa:bb:cc:dd:ee:ff", "AABB.CCDD.EEFF"],
    "SECRET": ["sk-proj-abcDEF1234567890", "hunter2!", "AKIAIOSFODNN7ABCDEFG", "a\\b", "-----BEGIN\nX\n-----END"],
    "LICENSE_PLATE": ["B-AB 1234", "AB-123-CD"],
    "USERNAME": ["anna_m85", "@jdoe", "müller.a"],
    "ORGANIZATION": ["Müller Maschinenbau GmbH", "Acme Ltd", "ACME"],
    "LOCATION": ["Berlin", "San Sebastián", "BERLIN"],
    "CUSTOM_TERM": ["KD-2023-0042", "Projekt Adler"],
    "DATE_TIME": ["2023-05-01", "2023-05-01T14:30:01.123Z", "14h30", "35 years old", "1980s", "noon", "3 pm", "1987"],
    "NRP": ["Polish", "französische"],
    "TITLE": ["Frau", "Herr Prof. Dr."],
    "URL": ["https://firma.de/a?b=1", "www.firma.de"],
}
DAY, CLOCK = r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])", r"([01]\d|2[0-3]):[0-5]\d"
PAIRS = [(kind, value) for kind, some in VALUES.items() for value in some]
BETWEEN = [" ", ", ", " and ", "\n", "'s ", ".", "(", '"', " x", "s ", "_", "-", "e", "1", " [[PERSON_1]] ", "\\", "@"]
CUTS = st.lists(st.integers(0, 10_000), max_size=6)
TURNS = st.lists(
    st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(PAIRS)), max_size=4), min_size=1, max_size=4
)

Turns = list[list[tuple[str, tuple[str, str]]]]


def made(turns: Turns) -> tuple[tuple[Slot, ...], Redaction]:
    """A conversation of these values, all of them found."""
    slots: list[Slot] = []
    findings: list[Finding] = []
    for index, turn in enumerate(turns):
        path, text = ("messages", index, "content"), ""
        for before, (kind, value) in turn:
            text += before
            findings.append(Finding(path, len(text), len(text) + len(value), kind, 0.9, "test"))
            text += value
        slots.append(Slot(path, text + " end", "user"))
    return tuple(slots), redact(slots, findings, keep=frozenset(), surrogates=True)


def outcome(slots: Sequence[Slot], redaction: Redaction) -> list[str]:
    return [redaction.replacements.get(slot.path, slot.text) for slot in slots]


def one(kind: str, value: str, around: str = "so {} is") -> tuple[str, Redaction]:
    before, after = around.split("{}")
    slot = Slot(("x",), f"{before}{value}{after}", "user")
    finding = Finding(slot.path, len(before), len(before) + len(value), kind, 0.9, "test")
    redaction = redact([slot], [finding], keep=frozenset(), surrogates=True)
    return redaction.replacements[slot.path][len(before) :].removesuffix(after), redaction


def in_pieces(text: str, places: list[int], redaction: Redaction, *, escape: bool | None) -> str:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    restorer = Restorer(redaction.vault, escape=escape)
    return "".join(restorer.feed(text[a:b]) for a, b in pairwise(bounds)) + restorer.flush()


@given(TURNS, CUTS)
def test_putting_back_gives_the_text_exactly_at_every_split(turns: Turns, places: list[int]) -> None:
    slots, redaction = made(turns)
    for slot, new in zip(slots, outcome(slots, redaction), strict=True):
        assert in_pieces(new, places, redaction, escape=False) == slot.text
        assert in_pieces(new, list(range(len(new))), redaction, escape=False) == slot.text


@given(TURNS, CUTS, st.booleans(), st.sampled_from([True, None]))
def test_putting_back_gives_tool_arguments_exactly_at_every_split(
    turns: Turns, places: list[int], ascii_only: bool, escape: bool | None
) -> None:
    slots, redaction = made(turns)
    arguments = json.dumps({"a": outcome(slots, redaction), "n": 1}, ensure_ascii=ascii_only)
    restored = in_pieces(arguments, places, redaction, escape=escape)
    assert json.loads(restored) == {"a": [slot.text for slot in slots], "n": 1}


@given(TURNS)
def test_no_original_leaves_and_nothing_else_changes(turns: Turns) -> None:
    slots, redaction = made(turns)
    assert leaks(dump({"x": outcome(slots, redaction)}), redaction.vault) == 0
    again = made(turns)[1]
    assert again.replacements == redaction.replacements


@given(TURNS)
def test_no_surrogate_stands_in_what_the_client_wrote_and_no_two_originals_share_one(turns: Turns) -> None:
    slots, redaction = made(turns)
    hay = "\n".join(slot.text for slot in slots)
    assert restore(redaction.vault, re.sub(r"\[\[PERSON_1\]\]", "", hay)) == re.sub(r"\[\[PERSON_1\]\]", "", hay)
    forms = [redaction.vault.hold("PERSON", original) for original in redaction.vault.placeholders().values()]
    assert len(set(forms)) == len(forms)


@given(TURNS)
def test_a_growing_conversation_keeps_its_prefix(turns: Turns) -> None:
    turns = [[(" ", pair) for _, pair in turn] for turn in turns]
    before: list[str] = []
    for count in range(1, len(turns) + 1):
        slots, redaction = made(turns[:count])
        now = outcome(slots, redaction)
        assert now[:-1] == before
        before = now


@pytest.mark.parametrize(("kind", "value"), PAIRS)
def test_every_kind_has_a_surrogate_of_its_format_or_a_placeholder(kind: str, value: str) -> None:
    form, redaction = one(kind, value)
    assert form != value
    assert restore(redaction.vault, f"It is {form}, {form}.") == f"It is {value}, {value}."
    if (kind, value) in TAGS:
        assert form == f"[[{kind}_1]]"
    else:
        assert "[[" not in form
        assert form.isascii() or kind in {"DATE_OF_BIRTH", "USERNAME"} or value == "Anną Kowalską"


TAGS = {
    ("SECRET", "a\\b"),
    ("SECRET", "hunter2!"),
    ("SECRET", "-----BEGIN\nX\n-----END"),
    ("CUSTOM_TERM", "Projekt Adler"),
    ("DATE_TIME", "noon"),
    ("DATE_TIME", "3 pm"),
    ("DATE_TIME", "1987"),
    *((kind, value) for kind in ("NRP", "TITLE", "URL") for value in VALUES[kind]),
}


@pytest.mark.parametrize(
    ("kind", "value", "pattern"),
    [
        ("PERSON", "Anna", r"[A-Z][a-z]+"),
        ("PERSON", "ANNA MÜLLER", r"[A-Z]+ [A-Z]+"),
        ("PERSON", "anna müller", r"[a-z]+ [a-z]+"),
        ("PERSON", "Dr. Anna von Müller", r"Dr\. [A-Z][a-z]+ von [A-Z][a-z]+"),
        ("PERSON", "Müller, A.", r"[A-Z][a-z]+, A\."),
        ("EMAIL_ADDRESS", "anna.mueller@firma.de", r"[a-z]+\.[a-z]+@example\.com"),
        ("PHONE_NUMBER", "+44 7911 123456", r"\+44 (7700 900\d{3}|1632 960\d{3})"),
        ("PHONE_NUMBER", "+1 (415) 234-5678", r"\+1 \((202|312)\) 555-01\d\d"),
        ("PHONE_NUMBER", "+33 6 12 34 56 78", r"\+33 (6 39 98|1 99 00) \d\d \d\d"),
        ("PHONE_NUMBER", "030 1234567", r"000 \d{7}"),
        ("PHONE_NUMBER", "+48 601 234 567", r"\+48 000 \d{3} \d{3}"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00", r"DE00 \d{4} \d{4} \d{4} \d{4} \d\d"),
        ("CREDIT_CARD", "4111-1111-1111-1111", r"4\d{3}-\d{4}-\d{4}-\d{4}"),
        ("NATIONAL_ID", "85031212345", r"999999\d{5}"),
        ("IP_ADDRESS", "10.2.3.4", r"(192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}"),
        ("IP_ADDRESS", "fe80::1", r"2001:db8::[0-9a-f]+"),
        ("MAC_ADDRESS", "AA-BB-CC-DD-EE-FF", r"00-00-5E-00-53-[0-9A-F]{2}"),
        ("DATE_OF_BIRTH", "3 March 1985", r"\d March \d{4}"),
        ("DATE_TIME", "2023-05-12 14:30:01,123", rf"{DAY} {CLOCK}:[0-5]\d,\d{{3}}"),
        ("DATE_TIME", "2023-05-12T14:30+02:00", rf"{DAY}T{CLOCK}\+02:00"),
        ("DATE_TIME", "14:30:01 -0500", rf"{CLOCK}:[0-5]\d -0500"),
        ("DATE_TIME", "20230512T143001Z", r"(19|20)\d\d(0[1-9]|1[0-2])\d\dT([01]\d|2[0-3])([0-5]\d){2}Z"),
        ("DATE_TIME", "12/May/2023:14:30:01 +0200", rf"(0[1-9]|1\d)/May/(19|20)\d\d:{CLOCK}:[0-5]\d \+0200"),
        ("DATE_TIME", "09:30-10:30", rf"{CLOCK}-{CLOCK}"),
        ("DATE_TIME", "10:15 pm", r"(0[1-9]|1[0-2]):[0-5]\d pm"),
        ("DATE_TIME", "14 Uhr", r"([01]\d|2[0-3]) Uhr"),
        ("DATE_TIME", "8.30 Uhr", r"[1-9]\.[0-5]\d Uhr"),
        ("DATE_TIME", "42-year-old", r"\d\d-year-old"),
        ("DATE_TIME", "1980er", r"19\d0er"),
        ("SECRET", "sk-proj-abcDEF123", r"sk-proj-[a-z]{3}[A-Z]{3}\d{3}"),
        ("ADDRESS", "Hauptstraße 12, 10115 Berlin", r"[A-Z][a-z]+strasse 12, \d{5} [A-Z][a-z]+"),
        ("ORGANIZATION", "Müller & Söhne GmbH", r"[A-Z][a-z]+ GmbH"),
    ],
)
def test_a_surrogate_is_of_the_same_make(kind: str, value: str, pattern: str) -> None:
    assert re.fullmatch(pattern, one(kind, value)[0])


@pytest.mark.parametrize(("kind", "value"), [pair for pair in PAIRS if pair not in TAGS])
def test_a_surrogate_that_the_client_wrote_itself_is_not_taken(kind: str, value: str) -> None:
    first, _ = one(kind, value)
    around = f"{first.upper()} {first.lower()} {first} knows {{}} well"
    second, redaction = one(kind, value, around)
    assert second != first
    assert restore(redaction.vault, around.format(second)) == around.format(value)


@pytest.mark.parametrize("value", ["Anna Müller", "Łukasz\nWiśniewski"])
def test_json_inside_tool_arguments_stays_json(value: str) -> None:
    form, redaction = one("PERSON", value)
    inner = json.dumps({"to": form, "note": f'he said "{form}"'})
    arguments = json.dumps({"body": inner, "cc": [form]})
    for places in ([], list(range(len(arguments)))):
        restored = json.loads(in_pieces(arguments, places, redaction, escape=True))
        assert json.loads(restored["body"]) == {"to": value, "note": f'he said "{value}"'}
        assert restored["cc"] == [value]


@pytest.mark.parametrize(("name", "who"), [("Klaus", ("de", "m")), ("Giulia", ("it", "f")), ("Agnieszka", ("pl", "f"))])
def test_a_given_name_keeps_gender_and_language(name: str, who: tuple[str, str]) -> None:
    assert one("PERSON", name)[0].lower() in words.GIVEN[who].split()


def test_parts_of_a_name_lead_back_to_that_part() -> None:
    form, redaction = one("PERSON", "Anna Müller")
    given_name, family = form.split()
    told = f"{given_name}, Ms {family}, {family}s car, {family}'s, {family.upper()}, {given_name.lower()}."
    assert restore(redaction.vault, told) == "Anna, Ms Müller, Müllers car, Müller's, MÜLLER, anna."


@pytest.mark.parametrize(
    ("told", "gives"),
    [
        ("{0} Pausewang came", None),
        ("{0} von Pausewang came", None),
        ("Maria {1} came", None),
        ("Q. {1} came", None),
        ("{1}\nMaria {0}", "Müller\nMaria {0}"),
        ("Frau {1}, Dr. {1}, Dear {0}", "Frau Müller, Dr. Müller, Dear Anna"),
        ("Pausewang {0} {1}", "Pausewang Anna Müller"),
        ("{2}. {1} and {2}.{1}", "A. Müller and A.Müller"),
        ("to {3}.{4}@example.com x", None),
        ("to info@{4}.de or @{3}", None),
        ("as {3}.pausewang and {4}_x", None),
        ("as {3}_{4}", "as anna_müller"),
        ("{1}s Auto, {0}'s House", "Müllers Auto, Anna's House"),
        ("{0}\u0308 x", None),
    ],
)
def test_what_stands_beside_a_part_of_a_name_says_whose_it_is(told: str, gives: str | None) -> None:
    form, redaction = one("PERSON", "Anna Müller")
    first, last = form.split()
    parts = (first, last, first[0], first.lower(), last.lower())
    told = told.format(*parts)
    wanted = told if gives is None else gives.format(*parts)
    assert in_pieces(told, [], redaction, escape=False) == wanted
    assert in_pieces(told, list(range(len(told))), redaction, escape=False) == wanted


@pytest.mark.parametrize(
    ("name", "language", "pattern"),
    [
        ("Mario Rossi", ("it", "m"), "[A-Z][a-z]+"),
        ("Maria Rossi", ("it", "f"), "[A-Z][a-z]+"),
        ("Katarzyna Wiśniewska", ("pl", "f"), "[A-Z][a-z]+[scz]ka"),
        ("Jan Wiśniewski", ("pl", "m"), "[A-Z][a-z]+[scz]ki"),
        ("Olga Petrova", ("ru", "f"), "[A-Z][a-z]+ova"),
        ("Ju\u0308rgen Lo\u0308w", ("de", "m"), "[A-Z][a-z]+"),
    ],
)
def test_all_of_a_name_is_of_one_origin(name: str, language: tuple[str, str], pattern: str) -> None:
    given_name, family = one("PERSON", name)[0].split()
    assert given_name.lower() in words.GIVEN[language].split()
    assert re.fullmatch(pattern, family)


def test_a_married_couple_keeps_one_name_in_two_forms() -> None:
    slots, redaction = made([[(" ", ("PERSON", "Jan Wiśniewski")), (", ", ("PERSON", "Anna Wiśniewska"))]])
    his, hers = outcome(slots, redaction)[0].replace(",", "").split()[1:4:2]
    assert hers == his[:-1] + "a"


@pytest.mark.parametrize("name", ["Anna M&uuml;ller", "Anna M%C3%BCller", "Иван Петров"])
def test_what_has_no_plain_latin_letters_gets_a_placeholder(name: str) -> None:
    assert one("PERSON", name)[0] == "[[PERSON_1]]"


def test_what_is_longer_or_of_mixed_case_is_somebody_else() -> None:
    form, redaction = one("PERSON", "Anna")
    for other in (f"{form}berg", f"x{form}", form[:2] + form[2:].upper(), f"{form}1"):
        assert restore(redaction.vault, other) == other


def test_a_number_comes_back_however_it_is_grouped() -> None:
    form, redaction = one("IBAN_CODE", "DE89 3704 0044 0532 0130 00")
    for other in (form.replace(" ", ""), form.replace(" ", "-"), form.lower()):
        assert restore(redaction.vault, f"({other}).") == "(DE89 3704 0044 0532 0130 00)."


def test_in_a_link_it_comes_back_encoded() -> None:
    form, redaction = one("EMAIL_ADDRESS", "anna@firma.de")
    assert restore(redaction.vault, f"?to={form.replace('@', '%40')}&x") == "?to=anna%40firma.de&x"


def test_what_is_glued_to_other_words_gets_a_placeholder() -> None:
    form, redaction = one("IBAN_CODE", "DE89370400440532013000", "IBAN{}x")
    assert form == "[[IBAN_CODE_1]]"
    assert restore(redaction.vault, f"{form} PERSON") == "DE89370400440532013000 PERSON"


def test_the_words_surrogates_are_made_of_are_plain_and_name_one_thing() -> None:
    lists = [*words.GIVEN.values(), *words.FAMILY.values(), *words.BENDING.values(), words.COMPANIES]
    lists += PLACES.values()
    everything = [word for some in lists for word in some.split()]
    assert all(word.isascii() and word.isalpha() and word.islower() for word in everything)
    assert EVERYDAY.isdisjoint(everything)
    for some in lists:
        assert len(set(some.split())) == len(some.split())


def test_hundreds_of_people_and_a_long_answer_take_linear_time() -> None:
    turns: Turns = [
        [(" ", ("PERSON", f"Xena{chr(97 + a)}{chr(97 + b)} Y{chr(97 + b)}ork")) for b in range(26)] for a in range(12)
    ]
    started = time.process_time()
    slots, redaction = made(turns)
    texts = outcome(slots, redaction)
    answer = " ".join(texts) * (400_000 // sum(map(len, texts)))
    assert restore(redaction.vault, answer) == " ".join(slot.text for slot in slots) * (400_000 // sum(map(len, texts)))
    assert time.process_time() - started < 5
