"""What is remembered of people, and for how long; and what the log is told of those who went."""

import json

import pytest
from ledger_records import make_act

from router.auditing import ERASE
from router.core.gaps import read
from router.ports import Subject
from router.store import subjects
from router.store.records import LARGEST
from router.store.sealing import Seal
from router.store.subjects import Memory, acts_of, known, somebody_new, tag_of, tags_key

TENANT = "aaaaaaaa-0000-4000-8000-000000000000"
SEAL = Seal(b"k" * 32, TENANT)


def somebody(tag: bytes = b"t" * 32) -> Subject:
    return somebody_new(SEAL, tag)


def test_a_name_is_the_same_person_however_its_accents_are_written() -> None:
    assert tag_of(b"k", "Zo\u00eb") == tag_of(b"k", "Zoe\u0308")
    assert tag_of(b"k", "Zo\u00eb") != tag_of(b"k", "Zoe")
    assert tag_of(b"k", "\ud800")


def test_who_is_kept_is_found_again_for_this_tenant_alone() -> None:
    memory, anna = Memory(), somebody()
    assert memory.keep("one", anna, memory.age) is anna
    assert memory.find("one", anna.tag) is anna
    assert memory.find("other", anna.tag) is None
    assert memory.keep("one", somebody(), memory.age) is anna  # whoever was first


def test_when_keys_changed_all_are_forgotten_and_what_was_looked_up_before_is_not_kept() -> None:
    memory, anna = Memory(), somebody()
    memory.as_of(1)
    age = memory.age
    memory.keep("one", anna, age)
    memory.as_of(1)
    assert memory.find("one", anna.tag) is anna
    memory.as_of(2)
    assert memory.find("one", anna.tag) is None
    assert memory.keep("one", anna, age) is anna
    assert memory.find("one", anna.tag) is None


def test_however_many_there_are_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "REMEMBERED", 3)
    memory = Memory()
    people = [memory.keep("one", somebody(bytes([number]) * 32), memory.age) for number in range(5)]
    assert [memory.find("one", one.tag) is one for one in people] == [False, False, True, True, True]


def test_a_person_known_by_their_wrapped_keys_is_the_same_person() -> None:
    anna = somebody()
    assert known(SEAL, anna.id, anna.tag, anna.wrapped) == anna
    assert somebody().commitments != anna.commitments
    assert all(secret not in repr(anna) for secret in (repr(anna.tag), repr(anna.wrapped), repr(anna.commitments)))


def test_a_tag_says_nothing_without_its_key_and_the_key_of_another_tenant_can_be_kept() -> None:
    assert tag_of(SEAL.tags, "anna") == tag_of(tags_key(SEAL, None), "anna")
    assert tag_of(Seal(b"o" * 32, TENANT).tags, "anna") != tag_of(SEAL.tags, "anna")
    kept = Seal(b"o" * 32, TENANT).wrap("tags", SEAL.tags)
    assert tags_key(Seal(b"o" * 32, TENANT), kept) == SEAL.tags


@pytest.mark.parametrize("gone", [[], [7], list(range(0, 200_000, 2))], ids=["nothing", "one", "many"])
def test_however_many_entries_went_each_act_fits_a_bundle_and_together_they_name_all(gone: list[int]) -> None:
    entries = acts_of(make_act(ERASE, target=""), "somebody", gone)
    acts = [json.loads(entry.body) for entry in entries]
    assert max(len(entry.body) for entry in entries) <= LARGEST
    assert [number for act in acts for run in read(act["details"]["gone"]) for number in run] == gone
    assert {(act["target"], act["details"]["entries"]) for act in acts} == {("somebody", str(len(gone)))}
    assert entries[0].id == "somebody"
    assert len({entry.id for entry in entries}) == len(entries)
