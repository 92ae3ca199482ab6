# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
from hypothesis import given
from hypothesis import strategies as st

from router.detect.folding import fold

ODD = st.text(st.sampled_from("a1.@ \u00a0\u200b\ufeff\u00ad１．＠–é\U0001d7d9٣\u202f😀"), max_size=40)


def test_ascii_is_its_own_shadow() -> None:
    text = "plain text 123"
    assert fold(text).text is text


def test_typography_becomes_plain() -> None:
    assert fold("＋４９\u00a0３０\u2011１２–３٤\u202f𝟙 a＠b．c。d’s").text == "+49 30-12-34 1 a@b.c.d's"


def test_letters_stay_what_they_are() -> None:
    assert fold("né Łódź Ελλάδα 日本").text == "né Łódź Ελλάδα 日本"


@given(ODD)
def test_every_span_of_the_shadow_leads_back_to_what_it_shadows(text: str) -> None:
    shadow = fold(text)
    for start in range(len(shadow.text)):
        for end in range(start + 1, len(shadow.text) + 1):
            left, right = shadow.span(start, end)
            assert 0 <= left < right <= len(text)
            assert fold(text[left:right]).text == shadow.text[start:end]
