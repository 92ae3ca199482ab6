import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.views import fold, views

SIGNS = [*" \t\n\r\v\f\x1c\x85\xa0\u2003\u2028", "  ", "\r\n", *"aAßŉİﬁé", "\ud800", "\u200b", "Σ"]
texts = st.one_of(st.lists(st.sampled_from(SIGNS), max_size=8).map("".join), st.text(max_size=8))


@given(texts)
def test_folding_takes_away_case_and_makes_one_space_of_any_white_space(text: str) -> None:
    assert fold(text) == re.sub(r"\s+", " ", text).casefold()


@given(texts)
def test_what_is_folded_leads_back_to_pieces_that_make_up_the_text(text: str) -> None:
    view = next(iter(views(text)))
    pieces = dict.fromkeys(view.source(at, at + 1) for at in range(len(view.folded)))
    assert "".join(text[start:end] for start, end in pieces) == text
    assert "".join(fold(text[start:end]) for start, end in pieces) == view.folded


def test_a_space_is_the_only_white_space_that_counts_as_printable() -> None:
    printable = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isprintable()]
    assert [sign for sign in printable if sign.isspace() or re.match(r"\s", sign)] == [" "]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("q=Anna+Arndt", ["q=anna+arndt", "q=anna arndt"]),
        ("Anna + Arndt", ["anna + arndt", "anna arndt"]),
        ("Anna +Arndt", ["anna +arndt", "anna arndt"]),
        ("+Anna++", ["+anna++", " anna "]),
        ("tel=+49+30", ["tel=+49+30", "tel= 49 30"]),
        ("call +49 30 1", ["call +49 30 1"]),
        ("+49 30 1", ["+49 30 1"]),
        ("+49 of a%20b", ["+49 of a%20b", "+49 of a b"]),
    ],
)
def test_a_plus_is_read_as_a_space_but_in_front_of_a_telephone_number(text: str, readings: list[str]) -> None:
    assert list(dict.fromkeys(view.folded for view in views(text))) == readings


@pytest.mark.parametrize("gap", ["\n", "\t", "\r", " ", "\n\n", " \n ", "\r\n", "\xa0", "\u2003\n"])
def test_a_run_of_white_space_is_never_cut(gap: str) -> None:
    view = next(iter(views(f"A{gap}B")))
    assert (view.folded, view.source(1, 2), view.source(0, 3)) == ("a b", (1, 1 + len(gap)), (0, 2 + len(gap)))
