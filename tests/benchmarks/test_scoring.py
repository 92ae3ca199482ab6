"""Hand-made cases, small enough to count on one's fingers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring import (
    OTHER,
    SKIPPED,
    Example,
    Scanned,
    Span,
    Token,
    covered,
    f_beta,
    kinds_of,
    presidio_measure,
    score,
)

ANN = Example("own", "de", "Ann Lee wohnt in Ulm", (Span(0, 7, "PERSON"), Span(17, 20, "LOCATION")), "chat")
CLEAN = Example("own", "de", "nichts", (), "clean")


def words(text: str) -> list[Token]:
    return [(word.start(), word[0]) for word in re.finditer(r"\w+|[^\w\s]", text)]


def test_a_character_is_safe_under_any_label_and_right_under_its_own() -> None:
    sheet = score([(ANN, [Span(0, 3, "PERSON"), Span(4, 7, "ORGANIZATION"), Span(17, 20, "LOCATION")])])["de"]
    person = sheet.kinds["PERSON"]
    assert (person.gold, person.masked, person.alike) == (7, 6, 3)
    assert person.recall == pytest.approx(6 / 7)
    assert person.recall_alike == pytest.approx(3 / 7)
    assert sheet.kinds["LOCATION"].recall == 1.0


def test_a_finding_is_precise_when_it_touches_anything_and_exact_when_it_touches_its_kind() -> None:
    found = [Span(0, 3, "PERSON"), Span(8, 13, "PERSON"), Span(18, 20, "PERSON")]
    person = score([(ANN, found)])["de"].kinds["PERSON"]
    assert (person.predicted, person.touching, person.right, person.false) == (3, 2, 1, 1)
    assert person.precision == pytest.approx(2 / 3)
    assert person.precision_alike == pytest.approx(1 / 3)


def test_a_finding_that_only_adjoins_what_is_marked_does_not_touch_it() -> None:
    assert score([(ANN, [Span(7, 8, "PERSON")])])["de"].kinds["PERSON"].touching == 0


def test_overlapping_findings_mask_a_character_once() -> None:
    assert covered(Span(2, 8, "PERSON"), [Span(4, 6, "PERSON"), Span(0, 5, "PERSON"), Span(7, 99, "PERSON")]) == 5


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))), st.integers(0, 30), st.integers(1, 30))
def test_what_is_covered_is_what_a_set_of_characters_says(parts: list[tuple[int, int]], at: int, size: int) -> None:
    spans = [Span(start, start + length, "PERSON") for start, length in parts]
    hidden = {place for span in spans for place in range(span.start, span.end)}
    assert covered(Span(at, at + size, "PERSON"), spans) == len(hidden & set(range(at, at + size)))


def test_f2_weighs_recall_over_precision() -> None:
    assert f_beta(0.87005, 0.83934) == pytest.approx(0.8453, abs=1e-4)
    assert f_beta(0.5, 1.0) == pytest.approx(5 / 6)
    assert f_beta(1.0, 0.5) == pytest.approx(5 / 9)
    assert f_beta(0.0, 0.0) == 0.0
    assert f_beta(None, 0.5) is None


def test_texts_without_anything_marked_are_counted_and_so_are_those_touched() -> None:
    sheet = score([(CLEAN, [Span(0, 3, "PERSON"), Span(3, 6, "PERSON")]), (CLEAN, []), (ANN, [])])["de"]
    assert (sheet.texts, sheet.clean, sheet.touched) == (3, 2, 1)
    assert sheet.size == 6 + 6 + 20
    assert sheet.false_per_100_kb(sheet.kinds["PERSON"]) == pytest.approx(2 * 100_000 / 32)


def test_a_set_that_marks_names_alone_says_nothing_of_a_telephone_number() -> None:
    found = [Span(0, 7, "PHONE_NUMBER"), Span(9, 12, "PHONE_NUMBER")]
    sheet = score([(ANN, found), (CLEAN, [Span(0, 6, "PHONE_NUMBER")])], judged=kinds_of([ANN, CLEAN]))["de"]
    assert sheet.total().predicted == sheet.touched == 0
    assert sheet.kinds["PERSON"].masked == 7


def test_other_is_neither_owed_nor_a_fault() -> None:
    aged = Example("own", "en", "Ann is 44", (Span(0, 3, "PERSON"), Span(7, 9, OTHER)))
    total = score([(aged, [Span(7, 9, "DATE_TIME")])])["en"].total()
    assert (total.gold, total.masked, total.predicted, total.touching) == (3, 0, 1, 1)
    assert kinds_of([aged]) == {"PERSON"}


def test_sheets_can_be_kept_by_genre() -> None:
    assert set(score([(ANN, []), (CLEAN, [])], key=lambda example: example.genre)) == {"chat", "clean"}


def test_with_nothing_to_divide_by_there_is_no_rate() -> None:
    total = score([(CLEAN, [])])["de"].total()
    assert total.recall is total.precision is total.f2 is None


@pytest.mark.parametrize("span", [Span(3, 3, "PERSON"), Span(0, 21, "PERSON"), Span(0, 4, "PERSON"), Span(-3, 2, "X")])
def test_a_span_that_does_not_fit_its_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Example("own", "de", "Ann Lee wohnt in Ulm", (span,))


def presidio(*scanned: Scanned, published: bool = False) -> tuple[int, int, int]:
    got = presidio_measure(scanned, words, SKIPPED, published=published)
    return got.annotated, got.predicted, got.matched


def test_presidio_matches_from_seven_tenths_on_whatever_the_label() -> None:
    text = Example("s", "en", "Call Abcdefghij now", (Span(5, 15, "PERSON"),))
    assert presidio((text, [Span(5, 15, "LOCATION")])) == (1, 1, 1)
    long = Example("s", "en", "see Abcdefg hij now", (Span(4, 15, "PERSON"),))
    assert presidio((long, [Span(4, 11, "PERSON")])) == (1, 1, 0)
    longer = Example("s", "en", "see Abcdefgh ij now", (Span(4, 15, "PERSON"),))
    assert presidio((longer, [Span(4, 12, "PERSON")])) == (1, 1, 1)


def test_presidio_counts_a_miss_and_a_false_alarm() -> None:
    text = Example("s", "en", "Call Ann now please", (Span(5, 8, "PERSON"),))
    assert presidio((text, [])) == (1, 0, 0)
    assert presidio((text, [Span(9, 12, "PERSON")])) == (1, 1, 0)


def test_presidio_tags_a_token_that_the_span_begins_before_or_lies_in() -> None:
    text = Example("s", "en", "Call Annabel now", (Span(5, 12, "PERSON"),))
    assert presidio((text, [Span(7, 9, "PERSON")])) == (1, 1, 1)
    assert presidio((text, [Span(7, 16, "PERSON")])) == (1, 1, 0)


def test_presidio_does_not_see_words_that_it_skips() -> None:
    text = Example("s", "en", "the Elm Street, please", (Span(4, 14, "ADDRESS"),))
    assert presidio((text, [Span(4, 7, "ADDRESS")])) == (1, 1, 1)
    assert presidio((text, [Span(0, 3, "ADDRESS")])) == (1, 0, 0)


def test_presidio_merges_spans_across_skipped_words() -> None:
    text = Example(
        "s", "en", "Ann and Bob met Cleo", (Span(0, 3, "PERSON"), Span(8, 11, "PERSON"), Span(16, 20, "PERSON"))
    )
    assert presidio((text, text.spans)) == (2, 2, 2)


def test_presidio_as_published_merges_all_spans_of_a_sentence_but_the_first() -> None:
    text = Example("s", "en", "Ann met Bob", (Span(0, 3, "PERSON"), Span(8, 11, "PERSON")))
    assert presidio((text, text.spans), (text, text.spans), published=True) == (3, 3, 3)
    assert presidio((text, text.spans), (text, text.spans)) == (4, 4, 4)


def test_presidio_joins_what_overlaps_one_annotation() -> None:
    text = Example("s", "en", "Abcde fghi xx Klmno", (Span(0, 19, "ADDRESS"),))
    parts = [Span(0, 10, "ADDRESS"), Span(14, 19, "ADDRESS")]
    assert presidio((text, parts)) == (1, 1, 1)
    assert presidio((text, parts[1:])) == (1, 1, 0)
