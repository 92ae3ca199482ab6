"""A sieve never hides a match, and what it holds back matches nowhere."""

from hypothesis import given
from hypothesis import strategies as st

from router.detect.cues import CueFinder
from router.detect.identifiers import FAMILIES, sieve
from router.detect.page import Page
from router.detect.patterns import Pattern
from router.detect.sieve import Sieve

PATTERNS = [Pattern(source) for source in ("a+b", r"^x", r"\d{2}$", "ß", "(?i)end", r"(?:^|[^a])b", "c{3,5}")]
FINDER = CueFinder({"birth": ["dob"]})
SIEVE = Sieve(PATTERNS)


@given(st.text(st.sampled_from("aabbcccx1ßEend\n "), max_size=40))
def test_a_page_with_a_sieve_finds_what_each_pattern_finds(text: str) -> None:
    page = Page(text, FINDER, SIEVE)
    for pattern in PATTERNS:
        assert page.holds(pattern) == pattern.found(text)
        assert list(page.spans(pattern)) == list(pattern.spans(text))
        assert list(page.groups(pattern)) == list(pattern.groups(text))


def test_a_pattern_that_no_sieve_knows_is_searched_for() -> None:
    stranger = Pattern("e(n)d")
    page = Page("the end", FINDER, SIEVE)
    assert page.holds(stranger)
    assert list(page.spans(stranger, 1)) == [(5, 6)]
    assert not page.holds(Pattern("begin"))


def test_patterns_of_whole_texts_and_of_chunks_share_no_pass_but_one() -> None:
    known = sieve()
    of_whole, of_chunks = (
        {known.number(one) for family in FAMILIES if family.whole == whole for one in family.patterns}
        for whole in (True, False)
    )
    assert None not in of_whole | of_chunks
    assert len(of_whole & of_chunks) <= 1
