"""Every national identifier of the table: found in the spellings of its country, and not without its word or check."""

import re
from itertools import chain

import pytest
from detect_reading import found
from national_examples import COMPANIES, DOCUMENTS, OTHERS, PERSONS, VATS

from router.detect.identifiers import cue_finder, national_told
from router.detect.identifiers.national_table import ROWS, described
from router.detect.identifiers.telling import is_telling

KIND = "NATIONAL_ID"
ROW = {row.name: row for row in ROWS}
NO_CHECK_DIGIT = {"dk.cpr", "gb.nino", "us.ssn"}

SPELLED = [(row, word, number) for row, (words, numbers) in PERSONS.items() for word in words for number in numbers]
FIRST = [(row, words[0], numbers[0]) for row, (words, numbers) in PERSONS.items()]


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number)).upper()


def _wrong(row: str, number: str) -> str:
    """The same with one digit changed so that the check fails."""
    for place in reversed([place for place, sign in enumerate(number) if sign.isdigit()]):
        for digit in "0123456789":
            other = number[:place] + digit + number[place + 1 :]
            if not ROW[row].valid(_bare(other)):
                return other
    raise AssertionError(f"every digit of {row} passes")


@pytest.mark.parametrize(("row", "word", "number"), SPELLED)
def test_a_persons_number_is_found_as_its_country_writes_it(row: str, word: str, number: str) -> None:
    assert ROW[row].valid(_bare(number))
    for text in (f"{word}: {number}", f"{word} {number}, thank you", f"{word.upper()}\n{number}", f"{number} ({word})"):
        assert found(text, KIND) == [number], text


@pytest.mark.parametrize(("row", "word", "number"), FIRST)
def test_a_persons_number_is_found_under_its_word_as_a_key(row: str, word: str, number: str) -> None:
    key = re.sub(r"\W+", "_", word.lower()).strip("_")
    for text in (f'{{"{key}": "{number}"}}', f"{key}={number}", f"{key}_number: {number}", f"<{key}>{number}</{key}>"):
        assert found(text, KIND) == [number], (row, text)


@pytest.mark.parametrize(("row", "word", "number"), [one for one in FIRST if one[2].isdigit()])
def test_digits_may_be_set_apart_in_any_way(row: str, word: str, number: str) -> None:
    pairs, threes = (" ".join(re.findall(f".{{1,{size}}}", number)) for size in (2, 3))
    for written in (" ".join(number), pairs, threes, threes.replace(" ", "."), threes.replace(" ", "-")):
        assert found(f"{word}: {written}", KIND) == [written], row


@pytest.mark.parametrize(("row", "word", "number"), [one for one in FIRST if one[0] not in NO_CHECK_DIGIT])
def test_a_number_that_its_check_refuses_is_found_only_right_behind_a_word_that_means_nothing_else(
    row: str, word: str, number: str
) -> None:
    wrong = _wrong(row, number)
    others = [one for one in ROWS if re.fullmatch(one.form, wrong) and one.valid(wrong) and not one.strict]
    tags = cue_finder().find(word)
    sharing = [one for one in ROWS if f"id.{one.name}" in tags]
    if is_telling(wrong) and not any(one in sharing for one in others):
        told = any(re.fullmatch(national_told.FORMS.get(one.name, "-"), wrong, re.IGNORECASE) for one in sharing)
        assert found(f"{word}: {wrong}", KIND) == ([wrong] if told else []), row
        assert found(f"{word} and many other things like {wrong}", KIND) == [], row
    assert found(f"it is {wrong} there", KIND) == [], row


@pytest.mark.parametrize(("row", "word", "number"), [one for one in FIRST if not ROW[one[0]].alone])
def test_a_number_whose_writing_proves_nothing_needs_its_word(row: str, word: str, number: str) -> None:
    assert found(f"see {number} there", KIND) == [], row
    assert found(f"x{word.replace(' ', '')}y {number}", KIND) == [], row


@pytest.mark.parametrize("country", VATS)
def test_a_vat_number_with_its_country_needs_no_word_and_without_it_does(country: str) -> None:
    word, bare, full = VATS[country]
    for number in full:
        assert found(f"Your reference: {number}.", KIND) == [number]
    assert found(f"{word} {bare}", KIND) == [bare]
    assert found(f"{word} {full[0].lower()}", KIND) == [full[0].lower()]
    if country not in {"ch", "es", "nl"}:
        assert found(f"see {bare} there", KIND) == []
    assert found(f"see {_wrong(f'{country}.vat', full[0])} there", KIND) == []


@pytest.mark.parametrize(
    ("row", "word", "number"), [(row, word, one) for row, (word, all_) in COMPANIES.items() for one in all_]
)
def test_a_companys_number_is_found_right_beside_its_word(row: str, word: str, number: str) -> None:
    assert [number in one or one in number for one in found(f"{word} {number}", KIND)] == [True], row
    assert [number in one or one in number for one in found(f"{word}: {number}, tel.", KIND)] == [True], row
    if not ROW[row].alone and row != "ch.uid" and not number.startswith("RO"):
        assert found(f"see {number} there", KIND) == []
    if ROW[row].checked and not number.startswith("FN"):
        wrong = _wrong(row, number)
        assert found(f"see {wrong} there", KIND) == []


@pytest.mark.parametrize("row", [*DOCUMENTS, *OTHERS])
def test_a_document_is_found_right_beside_a_word_for_it(row: str) -> None:
    word, number = (DOCUMENTS | OTHERS)[row]
    for text in (f"{word} {number}", f"{word}: {number}.", f'{{"{word}": "{number}"}}', f"{word} is {number}"):
        assert found(text, KIND) == [number], text
    if not ROW[row].alone:
        assert found(f"see {number} there", KIND) == []


@pytest.mark.parametrize("row", DOCUMENTS)
def test_english_words_name_the_documents_of_all_countries(row: str) -> None:
    name = {
        "passport": "passport",
        "card": "ID card",
        "licence": "driver's licence",
        "permit": "residence permit",
        "health": "health card",
    }
    number = DOCUMENTS[row][1]
    word = name[row.partition(".")[2].partition("_")[0]]
    assert found(f"{word} number: {number}", KIND) == [number] or row == "es.card"


def test_every_row_has_an_example_and_is_described() -> None:
    examples = {*PERSONS, *(f"{country}.vat" for country in VATS), *COMPANIES, *DOCUMENTS, *OTHERS}
    assert examples == set(ROW)
    assert len(ROW) == len(ROWS) == len(described())
    for row in ROWS:
        assert row.words or row.groups


COUNTRIES = (
    *("at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "ie", "it", "lv", "lt", "lu", "mt",
        "nl", "pl", "pt"),
    *("ro", "sk", "si", "es", "se", "ch", "gb", "no"),
)  # fmt: skip

OVERSEAS = ("ar", "au", "br", "ca", "cl", "co", "ec", "in", "mx", "nz", "pe", "tr", "us", "uy", "ve", "za")


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_country_has_its_persons_its_vat_number_and_its_passport(country: str) -> None:
    names = {row.name for row in ROWS if row.country == country}
    assert {f"{country}.vat", f"{country}.passport"} <= names
    assert any(name in PERSONS or name in OTHERS for name in names)


def test_the_table_is_told_in_words_of_its_own() -> None:
    by_country = {(one.country, one.document): one for one in described()}
    assert by_country["pl", "person number"] == ("pl", "person number", r"\d{11}", True, "needed")
    assert by_country["it", "tax code"].word == "not needed as written on paper"
    assert set(chain(COUNTRIES, OVERSEAS, ("eu", "is", "li"))) == {one.country for one in described()}
