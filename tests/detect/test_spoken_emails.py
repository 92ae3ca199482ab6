import pytest

from router.detect.cues import CueFinder
from router.detect.identifiers.spoken_emails import FAMILY
from router.detect.page import Page

FINDER = CueFinder(FAMILY.cues)


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in FAMILY.find(Page(text, FINDER))]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("my e-mail is anna at firma dot de, thanks", "anna at firma dot de"),
        ("Mail: anna Punkt schmidt at firma Punkt de", "anna Punkt schmidt at firma Punkt de"),
        ("mon courriel : anne tiret lise arobase exemple point fr", "anne tiret lise arobase exemple point fr"),
        ("mi correo es ana arroba ejemplo punto es", "ana arroba ejemplo punto es"),
        ("la mia mail: anna chiocciola esempio punto it", "anna chiocciola esempio punto it"),
        ("mijn mailadres is anna apenstaartje voorbeeld punt nl", "anna apenstaartje voorbeeld punt nl"),
        ("anna DOT k AT gmail DOT com", "anna DOT k AT gmail DOT com"),
        ("adres: anna małpa przyklad kropka pl", "anna małpa przyklad kropka pl"),
    ],
)
def test_an_address_in_words_is_found_near_a_word_for_mail(text: str, address: str) -> None:
    assert found(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "anna at firma dot de",
        "MEET ANNA AT NOON DOT COM",
        "SELECT a AT TIME DOT zone",
        "Mail me at work, dot the i and cross the t",
        "we met at noon to send the mail at once, dot com boom",
        "the email arrived at ten; point it at the host",
        "e-mail: meet at the dot design office",
    ],
)
def test_words_that_only_look_like_one_are_none(text: str) -> None:
    assert found(text) == []
