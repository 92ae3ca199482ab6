from hypothesis import given
from hypothesis import strategies as st

from router.detect.chunks import cut

TEXTS = st.text(st.sampled_from("ab \n"), max_size=400)


@given(TEXTS, st.integers(20, 60))
def test_chunks_cover_the_text_and_each_place_has_one_owner(text: str, size: int) -> None:
    chunks = list(cut(text, size, 10))
    assert chunks[0].start == 0
    assert chunks[-1].end == len(text)
    assert all(chunk.end - chunk.start <= size for chunk in chunks)
    for place in range(len(text)):
        seen = [chunk for chunk in chunks if chunk.start <= place < chunk.end]
        assert sum(chunk.owns(place, place + 1) for chunk in seen) == 1


@given(TEXTS, st.integers(20, 60))
def test_what_is_no_longer_than_half_an_overlap_is_whole_in_the_chunk_that_owns_it(text: str, size: int) -> None:
    chunks = list(cut(text, size, 10))
    for start in range(max(0, len(text) - 5)):
        owner = next(chunk for chunk in chunks if chunk.start <= start < chunk.end and chunk.owns(start, start + 1))
        assert owner.start <= start
        assert start + 5 <= owner.end


def test_a_chunk_ends_behind_a_line_where_there_is_one_near() -> None:
    text = "x" * 55 + "\n" + "y" * 50
    assert next(iter(cut(text, 60, 20))).end == 56
    assert next(iter(cut(text.replace("\n", "z"), 60, 20))).end == 60
