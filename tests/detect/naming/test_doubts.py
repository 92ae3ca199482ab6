"""What has the form of a name and is none: left out by rule, whatever the network says."""

import pytest

from router.detect.naming.decoding import KINDS, Name
from router.detect.naming.doubts import doubt
from router.detect.naming.encoder import Encoder
from router.detect.naming.recogniser import MODEL
from router.detect.naming.words import words

LEXICON = Encoder(MODEL).lexicon


def doubted(text: str, value: str, *, kind: str = "PERSON", score: float = 0.9) -> bool:
    found = words(text)
    start, end = text.index(value), text.index(value) + len(value)
    inside = [at for at, word in enumerate(found) if start <= word.start and word.end <= end]
    assert inside
    return doubt(found, Name(inside[0], inside[-1] + 1, KINDS.index(kind), score), LEXICON)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Geburtsdatum: TT.MM.JJJJ", "TT.MM.JJJJ"),
        ("Data: DD-MM-RRRR", "DD-MM-RRRR"),
        ("caché L1 y disco SSD, por favor", "SSD"),
        ("Der Koch war krank", "Koch"),
        ("wegen einer Weber gefragt", "Weber"),
        ("la formule de Bayes en stats", "Bayes"),
        ("un neurinoma di Morton al piede", "di Morton"),
        ("the theorem of Noether", "Noether"),
    ],
)
def test_masks_abbreviations_professions_and_eponyms_are_no_persons(text: str, value: str) -> None:
    assert doubted(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("when Hurricane Rita came", "Rita"),
        ("when Hurricane Rita came", "Hurricane Rita"),
        ("el huracán María llegó", "María"),
        ("aboard HMS Duke of York", "HMS Duke"),
        ("May it please Your Honor", "Honor"),
        ("most Panamanians speak it", "Panamanians"),
        ("some Sunnis disagree", "Sunnis"),
        ("our Co-founder left", "Co-founder"),
        ("Country-specific advice", "Country-specific"),
    ],
)
def test_storms_ships_dignities_peoples_and_joined_words_are_no_persons(text: str, value: str) -> None:
    assert doubted(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rita, the hurricane came", "Rita"),
        (" Rita fled the hurricane", "Rita"),
        ("your Honor Blackman film", "Honor Blackman"),
        ("Honor called", "Honor"),
        ("Mr Panamanian called", "Panamanian"),
        ("Sardo called", "Sardo"),
        ("Christian called", "Christian"),
        ("Norman and French came", "French"),
        ("Kwok-hung spoke", "Kwok-hung"),
        ("Ann-marie spoke", "Ann-marie"),
        ("die Anna kommt", "Anna"),
        ("Herr Koch war krank", "Koch"),
        ("CALL LISA KIM NOW", "KIM"),
        ("la maladie de Martin", "Martin"),
        ("la formule de Jean Bayes Martin", "Jean Bayes Martin"),
        ("Teresa Weber fragt", "Teresa Weber"),
    ],
)
def test_what_may_be_somebody_stays(text: str, value: str) -> None:
    assert not doubted(text, value)


def test_a_word_that_is_surely_a_name_stays_behind_an_article() -> None:
    assert not doubted("Der Schneider rief an", "Schneider", score=0.98)


def test_a_word_for_a_people_that_is_certainly_a_name_stays() -> None:
    assert not doubted("Szwed rief an", "Szwed", score=0.999)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("sum of file105.bin", "file105.bin", True),
        ("in Lindenhof 12a now", "Lindenhof 12a", False),
        ("in London SW1A", "London SW1A", False),
    ],
)
def test_a_number_within_a_long_word_is_no_number_of_a_house(text: str, value: str, *, expected: bool) -> None:
    assert doubted(text, value, kind="ADDRESS") == expected


def test_an_address_has_a_word_and_a_number() -> None:
    assert doubted("RR 145/90 heute", "RR 145/90", kind="ADDRESS")
    assert doubted("eine rondella hier", "rondella", kind="ADDRESS")
    assert not doubted("in der Lindenstr. 5", "Lindenstr. 5", kind="ADDRESS")
