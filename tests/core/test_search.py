"""A turn that is searched with what is remembered of the turns before comes out as one that is searched anew."""

import re
from collections.abc import Sequence
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from router.core import sightings, views
from router.core.redact import redact
from router.core.search import Search
from router.core.sightings import Wanted
from router.core.types import Finding, Slot, SlotKind
from router.state.sightings import SightingsMemory

WORDS = [
    *(
        "Anna Arndt",
        "ANNA ARNDT",
        "Anna",
        "Arndt Blau",
        "Rolf Ekman-Blau",
        "f Ekman-B",
        "4917012345678",
        "49170-12345678",
    ),
    *("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "a@b.de", "A%40b.de", "straße 5", "STRASSE\n 5", "will"),
    *("Anna\\u0020Arndt", "[[PERSON_1]]", "é", "x", "-", "1"),
]
KINDS = ["PERSON", "PHONE_NUMBER", "IBAN_CODE", "SECRET", "NRP"]
texts = st.lists(st.sampled_from(WORDS), max_size=5).flatmap(
    lambda words: st.sampled_from(["", " ", "  ", "\n"]).map(lambda gap: gap.join(words))
)
marks = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(KINDS)), max_size=4)
turns = st.lists(
    st.tuples(
        st.sampled_from("ab"),  # the tenant
        st.sampled_from(["hello", "Ask Anna Arndt"]),  # how the conversation begins
        st.lists(texts, max_size=5),
        marks,
    ),
    min_size=1,
    max_size=6,
)
sizes = st.sampled_from([0, 3_000, 1 << 20])


def slots_of(said: Sequence[str]) -> tuple[Slot, ...]:
    roles = [Slot(("role", index), "user", "user", SlotKind.STRUCTURAL) for index in range(2)]
    return (*roles, *(Slot(("messages", index), text, "user") for index, text in enumerate(said)))


def found_in(slots: Sequence[Slot], marked: Sequence[tuple[str, str]]) -> list[Finding]:
    """The first place of each, in the last slot that has it."""
    findings = []
    for words, kind in marked:
        for slot in reversed(slots):
            if words in slot.text:
                start = slot.text.index(words)
                findings.append(Finding(slot.path, start, start + len(words), kind, 0.9, "test"))
                break
    return findings


def same(memory: SightingsMemory, tenant: str, slots: Sequence[Slot], findings: Sequence[Finding]) -> bool:
    anew = redact(slots, findings, keep=frozenset())
    again = redact(slots, findings, keep=frozenset(), memory=memory.of(tenant))
    return (
        again.replacements == anew.replacements
        and again.vault.wanted() == anew.vault.wanted()
        and again.vault.placeholders() == anew.vault.placeholders()
    )


@given(turns, sizes)
def test_any_turns_in_any_order_come_out_as_without_a_memory(
    played: list[tuple[str, str, list[str], list[tuple[str, str]]]], size: int
) -> None:
    memory = SightingsMemory(b"key", size=size)
    for tenant, opening, said, marked in played:
        slots = slots_of([opening, *said])
        assert same(memory, tenant, slots, found_in(slots, marked))


@given(st.lists(st.tuples(texts, marks), min_size=1, max_size=8), sizes)
def test_a_growing_conversation_comes_out_as_without_a_memory(
    said: list[tuple[str, list[tuple[str, str]]]], size: int
) -> None:
    memory = SightingsMemory(b"key", size=size)
    marked: list[tuple[str, str]] = []
    for count in range(1, len(said) + 1):
        slots = slots_of([text for text, _ in said[:count]])
        marked = [*marked, *said[count - 1][1]]
        assert same(memory, "a", slots, found_in(slots, marked))


def test_what_was_searched_before_is_not_searched_again() -> None:
    memory = SightingsMemory(b"key").of("a")
    said = ["Anna Arndt wrote", "to Berta Blau, twice: Berta Blau"]
    anna, berta, carl = Wanted("anna arndt"), Wanted("berta blau"), Wanted("carl cohn")
    first = Search(said, memory, said[0])
    found = sorted(first.seen([anna, berta]))
    first.remember()
    assert found == [(anna, 0, 0, 10), (berta, 1, 3, 13), (berta, 1, 22, 32)]
    with patch.object(sightings, "views", wraps=views.views) as read:
        again = Search([*said, "Carl Cohn and Anna Arndt"], memory, said[0])
        assert sorted(again.seen([anna, berta])) == [found[0], (anna, 2, 14, 24), *found[1:]]
        assert [call.args for call in read.call_args_list] == [("Carl Cohn and Anna Arndt",)]
        assert list(again.seen([carl])) == [(carl, 2, 0, 9)]
        assert [call.args[0] for call in read.call_args_list[1:]] == said


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    kept = SightingsMemory(b"key")
    memory, said = kept.of("a"), ["Anna Arndt wrote"]
    anna, berta = Wanted("anna arndt"), Wanted("berta blau")
    for asked in (anna, berta):
        search = Search(said, memory, said[0])
        list(search.seen([asked]))
        search.remember()
    known = memory.recall(memory.name(b"c", said[0]))
    assert known is not None
    assert list(known.originals) == [memory.name(b"o", "berta blau")]
    assert list(known.texts.values()) == [()]


def test_a_number_is_remembered_apart_from_the_same_signs_as_words() -> None:
    memory, said = SightingsMemory(b"key").of("a"), ["4917 012345678", "4917012345678"]
    for _ in range(2):
        search = Search(said, memory, said[0])
        assert sorted(search.seen([Wanted("4917012345678")])) == [(Wanted("4917012345678"), 1, 0, 13)]
        by_value = Wanted("4917012345678", by_value=True)
        assert sorted(search.seen([by_value])) == [(by_value, 0, 0, 14), (by_value, 1, 0, 13)]
        search.remember()


def test_a_conversation_in_which_nothing_was_found_is_not_remembered() -> None:
    memory = SightingsMemory(b"key")
    redact(slots_of(["Anna Arndt"]), (), keep=frozenset(), memory=memory.of("a"))
    assert len(memory) == 0


def test_conversations_that_share_a_system_prompt_are_remembered_apart() -> None:
    memory = SightingsMemory(b"key")
    for name in ("Anna Arndt", "Berta Blau"):
        slots = (Slot(("system",), "You are kind.", "system"), Slot(("messages", 0), f"I am {name}", "user"))
        findings = [
            Finding(slots[1].path, *match.span(), "PERSON", 0.9, "test") for match in re.finditer(name, slots[1].text)
        ]
        redact(slots, findings, keep=frozenset(), memory=memory.of("a"))
    assert len(memory) == 2
