"""Which keys hold: by themselves, by what they were made under, and while one takes the place of another."""

from dataclasses import dataclass

import pytest

from router.core.lineage import Lineage, State


@dataclass(frozen=True)
class Key:
    id: str
    parent: str | None = None
    replaces: str | None = None
    expires: float | None = None
    revoked: float | None = None


NOW = 10.0


def line(keys: list[Key], key_id: str, now: float = NOW) -> list[str] | None:
    lineage = Lineage(keys)
    key = lineage.find(key_id)
    assert key is not None
    found = lineage.line(key, now)
    return None if found is None else [one.id for one in found]


def state(keys: list[Key], key_id: str, now: float = NOW) -> State:
    lineage = Lineage(keys)
    key = lineage.find(key_id)
    assert key is not None
    return lineage.state(key, now)


@pytest.mark.parametrize(
    ("key", "now", "expected"),
    [
        (Key("k"), NOW, State.ACTIVE),
        (Key("k", expires=10.5), NOW, State.ACTIVE),
        (Key("k", expires=10.0), NOW, State.EXPIRED),
        (Key("k", revoked=3.0), NOW, State.REVOKED),
        (Key("k", expires=5.0, revoked=3.0), NOW, State.REVOKED),
        (Key("k", parent="nobody"), NOW, State.PARENT_ENDED),
    ],
    ids=str,
)
def test_a_key_by_itself(key: Key, now: float, expected: State) -> None:
    assert state([key], "k", now) is expected
    assert (line([key], "k", now) is not None) == (expected is State.ACTIVE)


@pytest.mark.parametrize(
    ("parent", "holds"),
    [
        (Key("p"), True),
        (Key("p", expires=11.0), True),
        (Key("p", expires=9.0), False),
        (Key("p", revoked=1.0), False),
        (Key("p", parent="nobody"), False),
    ],
    ids=str,
)
def test_a_child_holds_as_long_as_its_parent_and_so_does_its_own_child(parent: Key, holds: bool) -> None:
    keys = [parent, Key("c", parent="p"), Key("g", parent="c")]
    assert line(keys, "c") == (["c", "p"] if holds else None)
    assert line(keys, "g") == (["g", "c", "p"] if holds else None)
    assert state(keys, "g") is (State.ACTIVE if holds else State.PARENT_ENDED)


def test_a_line_of_rotated_keys_is_counted_under_the_id_of_the_first() -> None:
    keys = [Key("a"), Key("b", replaces="a"), Key("c", replaces="b"), Key("d", parent="c"), Key("e", replaces="gone")]
    lineage = Lineage(keys)
    assert [lineage.first(key) for key in keys] == ["a", "a", "a", "d", "e"]
    forged = [Key("x", replaces="y"), Key("y", replaces="x")]
    assert {Lineage(forged).first(key) for key in forged} <= {"x", "y"}


def test_both_hold_while_one_takes_the_place_of_the_other() -> None:
    keys = [Key("old", expires=11.0), Key("new", replaces="old")]
    assert [state(keys, name) for name in ("old", "new")] == [State.REPLACED, State.ACTIVE]
    assert [state(keys, name, 11.0) for name in ("old", "new")] == [State.EXPIRED, State.ACTIVE]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([Key("p", expires=11.0), Key("q", replaces="p")], ["c", "p"]),
        ([Key("p", expires=9.0), Key("q", replaces="p")], ["c", "q"]),
        ([Key("p", expires=9.0), Key("q", replaces="p", expires=9.5), Key("r", replaces="q")], ["c", "r"]),
        ([Key("p", expires=9.0), Key("q", replaces="p", revoked=9.5)], None),
        ([Key("p", expires=9.0), Key("q", replaces="p", expires=9.5)], None),
        ([Key("p", expires=9.0, revoked=9.0), Key("q", replaces="p")], None),
        ([Key("p", expires=9.0), Key("q", replaces="p", revoked=9.5), Key("r", replaces="q")], None),
    ],
    ids=str,
)
def test_the_child_of_a_replaced_key_goes_on_under_its_successor(keys: list[Key], expected: list[str] | None) -> None:
    assert line([*keys, Key("c", parent="p")], "c") == expected


@pytest.mark.parametrize(
    "keys",
    [
        [Key("c", parent="c")],
        [Key("c", parent="p"), Key("p", parent="c")],
        [Key("c", parent="p"), Key("p", expires=1.0, replaces="q"), Key("q", expires=1.0, replaces="p")],
    ],
    ids=str,
)
def test_a_forged_line_that_leads_back_to_itself_ends_and_holds_nothing(keys: list[Key]) -> None:
    assert line(keys, "c") is None


def test_of_an_unknown_key_nothing_is_known() -> None:
    assert Lineage[Key]().find("k") is None
