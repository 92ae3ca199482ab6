"""What stands between the digits of a number goes, and the way back is found."""

from hypothesis import given
from hypothesis import strategies as st

from router.core.grouping import ungrouped

SEPARATORS = " -./()\u2010\u2011\u2012\u2013\u2014\u2212"
texts = st.lists(st.sampled_from([*SEPARATORS, "1", "ä", "\u20ac", "\ud800", "\U0001f600", "ab " * 200])).map("".join)


@given(texts, st.data())
def test_every_piece_without_separators_leads_back_to_where_it_stood(hay: str, data: st.DataObject) -> None:
    rest = ungrouped(hay)
    assert rest.text == "".join(sign for sign in hay if sign not in SEPARATORS)
    places = [at for at, sign in enumerate(hay) if sign not in SEPARATORS]
    if places:
        start = data.draw(st.integers(0, len(places) - 1))
        end = data.draw(st.integers(start + 1, len(places)))
        assert rest.source(start, end) == (places[start], places[end - 1] + 1)
