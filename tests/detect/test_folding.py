# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
from hypothesis import given
from hypothesis import strategies as st

from router.detect.folding import fold

PIECES = [
    *"a1.@ \u00a0\u200b\ufeff\u00ad１．＠–é\U0001d7d9٣\u202f😀\u0301\u0336ﬁ\x00\x1b\x1f",
    "\x1b[31m",
    "e\u0301",
    "ﬀ",
]
ODD = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


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
            assert shadow.text[start:end] in fold(text[left:right]).text


@given(ODD)
def test_what_was_folded_lies_in_order_and_is_folded(text: str) -> None:
    shadow = fold(text)
    assert fold(shadow.text).text == shadow.text
    spans = [shadow.span(at, at + 1) for at in range(len(shadow.text))]
    assert spans == sorted(spans)


def test_what_shows_nothing_disappears() -> None:
    shown = "\x1b[1;32man\x1b[0m\x00na\u200b\u0336\u202e \x1b]0;title\x07b\U000e0041\ufe0f\u3164c"
    assert fold(shown).text == "anna bc"


def test_letters_are_composed_and_scribble_is_wiped_off() -> None:
    assert fold("u\u0308 e\u0302\u0301 a\u0336 n\u0301\u0302\u0303\u0308 ﬁ ĳ").text == "ü ế a n fi ij"
    assert fold("u\u0308").span(0, 1) == (0, 2)


def test_a_row_of_signs_with_a_mark_on_each_is_read_without_them() -> None:
    marked = "".join(f"{sign}\u0301" for sign in "Anna") + " Lo\u0308we"
    assert fold(marked).text == "Anna Löwe"
    assert fold(marked).span(0, 4) == (0, 8)
    assert fold("a\u0300e\u0301 x").text == "àé x"


def test_ligatures_are_led_back() -> None:
    assert fold("xﬁy").span(2, 3) == (1, 2)
