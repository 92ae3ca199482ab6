"""Tags of owners and teams: equal for the same name, and telling nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from router.core.whose import Sort, tag

KEY, OTHER = bytes(range(32)), bytes(32)
NAMES = st.text()
SORTS: st.SearchStrategy[Sort] = st.sampled_from(["owner", "team"])


@given(NAMES, NAMES, SORTS)
def test_tags_are_equal_where_names_are(one: str, two: str, sort: Sort) -> None:
    assert (tag(KEY, sort, one) == tag(KEY, sort, two)) == (one == two)


@given(NAMES)
def test_another_key_another_sort_and_nobody_have_other_tags(name: str) -> None:
    tags = [tag(KEY, "owner", name), tag(KEY, "team", name), tag(OTHER, "owner", name), tag(KEY, "owner", None)]
    assert len(set(tags)) == 4
    assert tags[3] is None


@given(NAMES, SORTS)
def test_a_tag_is_32_hexadecimal_digits_whatever_the_name(name: str, sort: Sort) -> None:
    assert len(bytes.fromhex(str(tag(KEY, sort, name)))) == 16


def test_half_a_surrogate_pair_is_a_name_too() -> None:
    assert tag(KEY, "owner", "\ud800") is not None
