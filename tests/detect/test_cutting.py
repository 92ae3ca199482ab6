"""What has a form keeps its label inside a longer name or address, and nothing that was covered is uncovered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.cutting import cut
from router.detect.engine import Engine
from router.detect.merging import Found, merge

TEXT = "Anna Schmidt, Lindenstr. 5, 10115 Berlin, anna@example.com, IBAN DE89 3704 0044 0532 0130 00, 030 1234567 x"


def at(value: str, kind: str, score: float = 0.95) -> Found:
    start = TEXT.index(value)
    return Found(start, start + len(value), kind, score, kind.lower())


def told(found: list[Found]) -> list[tuple[str, str]]:
    return [(one.kind, TEXT[one.start : one.end]) for one in merge(cut(TEXT, found))]


MAIL, IBAN = at("anna@example.com", "EMAIL_ADDRESS"), at("DE89 3704 0044 0532 0130 00", "IBAN_CODE")
PHONE = at("030 1234567", "PHONE_NUMBER", 0.6)


@pytest.mark.parametrize("kind", ["PERSON", "ADDRESS", "LOCATION", "ORGANIZATION"])
def test_an_address_of_e_mail_at_the_end_of_a_longer_finding_keeps_its_label(kind: str) -> None:
    long = at("Lindenstr. 5, 10115 Berlin, anna@example.com", kind)
    assert told([long, MAIL]) == [(kind, "Lindenstr. 5, 10115 Berlin"), ("EMAIL_ADDRESS", "anna@example.com")]


def test_several_identifiers_in_one_finding_each_keep_their_label() -> None:
    long = at(TEXT.partition(", ")[2], "ADDRESS")
    assert told([long, MAIL, IBAN, PHONE]) == [
        ("ADDRESS", "Lindenstr. 5, 10115 Berlin"),
        ("EMAIL_ADDRESS", "anna@example.com"),
        ("IBAN_CODE", "DE89 3704 0044 0532 0130 00"),
        ("PHONE_NUMBER", "030 1234567"),
        ("ADDRESS", "x"),
    ]


def test_the_word_that_announces_the_identifier_is_no_part_of_what_is_left() -> None:
    text = "Ringweg 7, 1234 Oberdorf, Tel.: Fax: 030 1234567"
    found = [Found(0, len(text), "ADDRESS", 0.9, "a"), Found(37, 48, "PHONE_NUMBER", 0.9, "b")]
    assert [text[one.start : one.end] for one in cut(text, found)] == ["Ringweg 7, 1234 Oberdorf", "030 1234567"]


def test_a_finding_that_ends_within_an_identifier_ends_before_it() -> None:
    assert told([at("Berlin, anna", "LOCATION"), MAIL]) == [("LOCATION", "Berlin"), ("EMAIL_ADDRESS", TEXT[42:58])]


def test_a_name_within_an_identifier_is_a_part_of_it() -> None:
    assert told([at("example", "PERSON"), MAIL]) == [("EMAIL_ADDRESS", "anna@example.com")]


def test_what_is_less_sure_cuts_nothing() -> None:
    long, doubtful = at("Lindenstr. 5, 10115 Berlin", "ADDRESS"), at("10115", "NATIONAL_ID", 0.5)
    assert told([long, doubtful]) == [("ADDRESS", "Lindenstr. 5, 10115 Berlin")]


@pytest.mark.parametrize("kind", ["CUSTOM_TERM", "HEALTH", "DATE_TIME", "USERNAME"])
def test_only_what_is_told_by_reading_is_cut(kind: str) -> None:
    long = at("Berlin, anna@example.com", kind)
    assert cut(TEXT, [long, MAIL]) == [long, MAIL]


KINDS = st.sampled_from(["PERSON", "ADDRESS", "EMAIL_ADDRESS", "PHONE_NUMBER", "SECRET", "USERNAME", "DATE_TIME"])
SPANS = st.tuples(st.integers(0, 60), st.integers(1, 40), KINDS, st.sampled_from([0.5, 0.6, 0.9]))


@given(st.lists(SPANS, max_size=8), st.text(alphabet="ab, ", min_size=100, max_size=100))
def test_every_letter_that_was_covered_still_is(spans: list[tuple[int, int, str, float]], text: str) -> None:
    found = [Found(start, start + size, kind, score, "x") for start, size, kind, score in spans]
    covered = {place for one in merge(found) for place in range(one.start, one.end) if text[place].isalnum()}
    after = {place for one in merge(cut(text, found)) for place in range(one.start, one.end)}
    assert covered <= after


def test_the_engine_cuts_what_it_finds() -> None:
    text = "Anna Schmidt, Lindenstr. 5, 10115 Berlin anna@example.com"
    kinds = [one.kind for one in Engine().scan(text)]
    assert kinds == ["ADDRESS", "EMAIL_ADDRESS"]


@pytest.mark.parametrize("label", ["Steuer-ID ", "la tarjeta ", "Kreditkarte: ", "PESEL "])
def test_the_word_that_announces_an_identifier_is_no_address(label: str) -> None:
    text = f"{label}4539148803436467"
    number = Found(len(label), len(text), "CREDIT_CARD", 1.0, "card")
    assert cut(text, [Found(0, len(text), "ADDRESS", 0.9, "names"), number]) == [number]
