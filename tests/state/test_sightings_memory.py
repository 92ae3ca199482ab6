import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.recollection import NOTHING, Recollection
from router.state.sightings import SightingsMemory


def recollection(memory: SightingsMemory, tenant: str, text: str, original: str) -> Recollection:
    own = memory.of(tenant)
    name = own.name(b"o", original)
    return Recollection(frozenset({name}), {own.name(b"t", text): ((name, 0, len(original)),)})


def test_a_tenant_learns_nothing_of_what_another_sent() -> None:
    memory = SightingsMemory(b"key")
    conversation = memory.of("a").name(b"c", "hello")
    memory.of("a").remember(conversation, NOTHING)
    assert memory.of("a").recall(conversation) is NOTHING
    assert memory.of("b").recall(conversation) is None
    assert memory.of("b").name(b"c", "hello") != conversation
    assert SightingsMemory(b"other").of("a").name(b"c", "hello") != conversation


@given(*[st.tuples(st.sampled_from([b"t", b"o"]), st.text(st.characters(), max_size=4))] * 2)
def test_two_texts_or_sorts_go_by_two_names(one: tuple[bytes, str], other: tuple[bytes, str]) -> None:
    own = SightingsMemory(b"key").of("a")
    assert (own.name(*one) == own.name(*other)) == (one == other)


def test_nothing_of_a_text_or_an_original_is_kept() -> None:
    memory = SightingsMemory(b"key")
    own = memory.of("a")
    conversation = own.name(b"c", "Anna Arndt wrote")
    own.remember(conversation, recollection(memory, "a", "Anna Arndt wrote", "anna arndt"))
    assert "nna" not in repr(own.recall(conversation))


@pytest.mark.parametrize("size", [0, 3_000, 100_000])
def test_no_more_is_kept_than_there_is_room_for(size: int) -> None:
    memory = SightingsMemory(b"key", size=size)
    own = memory.of("a")
    each = recollection(memory, "a", "Anna Arndt wrote", "anna arndt")
    for number in range(100):
        own.remember(own.name(b"c", str(number)), each)
    assert len(memory) == min(100, size // each.weight)
    last = own.recall(own.name(b"c", "99"))
    assert (last is None) == (size < each.weight)
