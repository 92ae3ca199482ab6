from hypothesis import given
from hypothesis import strategies as st

from router.core.types import Finding
from router.detect.memo import Known, Memo
from router.detect.merging import LEFT, UNREADABLE, Found

ONE = Found(0, 4, "PERSON", 0.9, "x")
FOUND = Known.of((ONE,))
TEXTS = st.text(max_size=8)
LEXICONS = st.sampled_from([b"", b"\0" * 32, b"\1" * 32])
KEYS = st.tuples(TEXTS, LEXICONS, TEXTS, TEXTS)


def _name(memo: Memo, tenant: str, lexicon: bytes, hint: str, text: str) -> bytes:
    return memo.namer(tenant, lexicon)(hint, text)


def test_what_was_found_is_recalled_by_tenant_lexicon_hint_and_text() -> None:
    memo = Memo(b"key")
    memo.remember("t", _name(memo, "t", b"", "h", "text"), FOUND)
    assert memo.recall("t", _name(memo, "t", b"", "h", "text")) == FOUND
    for other in (
        ("u", b"", "h", "text"),
        ("t", b"x" * 32, "h", "text"),
        ("t", b"", "", "text"),
        ("t", b"", "h", "texts"),
    ):
        assert memo.recall(other[0], _name(memo, *other)) is None


def test_a_tenant_that_has_another_s_name_of_a_text_learns_nothing_by_it() -> None:
    memo = Memo(b"key")
    name = memo.namer("t")("", "text")
    memo.remember("t", name, FOUND)
    assert memo.recall("u", name) is None


@given(KEYS, KEYS)
def test_two_texts_go_by_two_names(one: tuple[str, bytes, str, str], other: tuple[str, bytes, str, str]) -> None:
    memo = Memo(b"key")
    assert (_name(memo, *one) == _name(memo, *other)) == (one == other)
    assert _name(memo, *one) != _name(Memo(b"other key"), *one)


def test_nothing_of_the_text_is_kept() -> None:
    memo = Memo(b"key")
    memo.remember("t", memo.namer("t")("", "ann@example.com"), FOUND)
    assert "ann" not in repr(memo)
    assert "ann" not in repr(memo._rooms)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 99), st.integers(0, 9)), max_size=200))
def test_its_size_is_bounded_and_never_drifts(told: list[tuple[str, int, int]]) -> None:
    memo = Memo(b"key", size=10_000)
    for tenant, text, count in told:
        memo.remember(tenant, memo.namer(tenant)("", str(text)), Known.of((ONE,) * count))
        assert memo._used == sum(room.used for room in memo._rooms.values()) <= 10_000
    for tenant, room in list(memo._rooms.items()):
        for name in list(room.known):
            memo._forget(tenant, name)
    assert (memo._used, memo._rooms) == (0, {})


def test_a_text_with_more_findings_than_fit_is_not_kept() -> None:
    memo = Memo(b"key", size=1_000)
    memo.remember("t", memo.namer("t")("", "x"), Known.of((ONE,) * 100))
    assert len(memo) == 0


def test_what_is_known_of_a_text_becomes_findings_of_whatever_slot_it_stands_in() -> None:
    known = Known.of((ONE, Found(9, 12, UNREADABLE, 1.0, "y")))
    for path in (("messages", 0, "content"), ("input",)):
        assert list(known.at(path)) == [Finding(path, 0, 4, "PERSON", 0.9, "x")]
    assert known.files == 1


def test_what_is_left_alone_in_a_text_is_known_apart_from_what_was_found() -> None:
    known = Known.of((ONE, Found(0, 9, LEFT, 1.0, "PERSON")))
    assert list(known.at(("input",))) == [Finding(("input",), 0, 4, "PERSON", 0.9, "x")]
    assert list(known.left_at(("input",))) == [Finding(("input",), 0, 9, "LEFT", 1.0, "PERSON")]
    assert known.files == 0
