"""A child key can only be narrower than its parent: in each respect, and whatever words it is said in."""

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.rules import ToolRule
from router.core.scopes import ceiling_rank, covers, floor_rank, wider
from router.core.tools import allowance

CLASSES = ("public", "internal", "confidential", "restricted")


@dataclass(frozen=True)
class Key:
    tenant: str = "acme"
    models: tuple[str, ...] = ("assistant", "coder-*")
    tools: tuple[str, ...] = ("read", "send_*")
    floor: str | None = "internal"
    ceiling: str | None = "confidential"
    networks: tuple[str, ...] = ("10.0.0.0/8", "2001:db8::/32")
    requests_per_minute: int | None = 60
    tokens_per_minute: int | None = 9000
    budget_eur_per_month: float | None = 20.0
    expires: float | None = 100.0
    owner: str | None = "anna"
    team: str | None = "mail"


UNBOUND = Key(
    models=("*",),
    tools=("all",),
    floor=None,
    ceiling=None,
    networks=(),
    requests_per_minute=None,
    tokens_per_minute=None,
    budget_eur_per_month=None,
    expires=None,
    owner=None,
    team=None,
)

NARROWER: list[dict[str, Any]] = [
    {},
    {"models": ("assistant",)},
    {"models": ("coder-small", "coder-x*", "coder-*")},
    {"models": ()},
    {"tools": ("read",)},
    {"tools": ("send_mail", "send_*_now")},
    {"floor": "confidential"},
    {"ceiling": "internal"},
    {"networks": ("10.1.0.0/16", "2001:db8:1::/48")},
    {"networks": ("10.1.2.3",)},
    {"requests_per_minute": 59, "tokens_per_minute": 1, "budget_eur_per_month": 19.99},
    {"expires": 99.0},
]

WIDER: list[tuple[dict[str, Any], str]] = [
    ({"tenant": "globex"}, "tenant 'globex' is not the parent's 'acme'"),
    ({"models": ("assistant", "other")}, "models 'other' is not among the parent's 'assistant,coder-*'"),
    ({"models": ("*",)}, "models '*'"),
    ({"models": ("coder*",)}, "models 'coder*'"),
    ({"models": ("ass?stant",)}, "models 'ass?stant'"),
    ({"models": ("assistant", "[c]oder-x")}, "models '[c]oder-x'"),
    ({"tools": ("all",)}, "tools 'all'"),
    ({"tools": ("*",)}, "tools '*'"),
    ({"tools": ("write",)}, "tools 'write' is not among the parent's 'read,send_*'"),
    ({"tools": ("get_time",)}, "tools 'get_time'"),
    ({"tools": ("s*",)}, "tools 's*'"),
    ({"floor": None}, "floor None is below the parent's 'internal'"),
    ({"floor": "public"}, "floor 'public' is below"),
    ({"ceiling": None}, "ceiling None is above the parent's 'confidential'"),
    ({"ceiling": "restricted"}, "ceiling 'restricted' is above"),
    ({"networks": ()}, "it may be used from anywhere, its parent from 10.0.0.0/8,2001:db8::/32 only"),
    ({"networks": ("10.1.0.0/16", "192.168.0.0/16")}, "network 192.168.0.0/16 is not inside"),
    ({"networks": ("0.0.0.0/0",)}, "network 0.0.0.0/0 is not inside"),
    ({"networks": ("::/0",)}, "network ::/0 is not inside"),
    ({"requests_per_minute": 61}, "61 requests a minute is more than the parent's 60"),
    ({"requests_per_minute": None}, "any number of requests a minute is more than the parent's 60"),
    ({"tokens_per_minute": 9001}, "9001 tokens a minute"),
    ({"budget_eur_per_month": 20.01}, "20.01 euro a month"),
    ({"expires": 100.5}, "it would outlive its parent"),
    ({"expires": None}, "it would outlive its parent"),
    ({"owner": "bob"}, "owner 'bob' is not the parent's 'anna'"),
    ({"owner": None}, "owner None is not the parent's 'anna'"),
    ({"team": "sales"}, "team 'sales' is not the parent's 'mail'"),
]


@pytest.mark.parametrize("change", NARROWER, ids=str)
def test_what_is_narrower_or_the_same_may_be_derived(change: dict[str, Any]) -> None:
    assert wider(replace(Key(), **change), Key(), CLASSES) == []
    assert wider(replace(Key(), **change), UNBOUND, CLASSES) == []


@pytest.mark.parametrize(("change", "reason"), WIDER, ids=str)
def test_what_is_wider_in_one_respect_is_told_in_that_alone(change: dict[str, Any], reason: str) -> None:
    told = wider(replace(Key(), **change), Key(), CLASSES)
    assert len(told) == 1
    assert reason in told[0]


def test_every_respect_is_told_at_once() -> None:
    assert len(wider(UNBOUND, Key(), CLASSES)) == 11


def test_a_class_that_the_rules_no_longer_have_counts_against_the_key() -> None:
    assert [floor_rank(klass, CLASSES) for klass in (None, "public", "gone")] == [0, 0, 3]
    assert [ceiling_rank(klass, CLASSES) for klass in (None, "restricted", "gone")] == [3, 3, 0]
    assert wider(replace(Key(), ceiling="internal"), replace(Key(), ceiling="gone"), CLASSES)
    assert wider(replace(Key(), floor="confidential"), replace(Key(), floor="gone"), CLASSES)


NAMES = st.text("abw[]*?!-", max_size=6)


@given(pattern=NAMES, other=NAMES, name=NAMES)
def test_what_a_covered_pattern_matches_the_covering_one_matches_too(pattern: str, other: str, name: str) -> None:
    if covers(pattern, other) and fnmatchcase(name, other):
        assert fnmatchcase(name, pattern)


@given(pattern=st.text("ab*?", max_size=5), name=st.text("ab", max_size=5))
def test_a_name_is_covered_exactly_by_what_matches_it(pattern: str, name: str) -> None:
    assert covers(pattern, name) == fnmatchcase(name, pattern)


@given(pattern=st.text("ab*?-", max_size=6), middle=st.text("ab*?-", max_size=6), inner=st.text("ab*?-", max_size=6))
def test_what_is_covered_by_what_is_covered_is_covered(pattern: str, middle: str, inner: str) -> None:
    if covers(pattern, middle) and covers(middle, inner):
        assert covers(pattern, inner)


ENTRIES = st.lists(st.sampled_from(["all", "*", "read", "write", "get_*", "re*", "send_mail", "*_mail"]), max_size=3)
WORDS = st.sampled_from(["allow", "hold", "deny"])
TOOLS = st.sampled_from(["get_time", "send_mail", "read", "write", "get_mail", "all"])


@given(
    mine=ENTRIES.map(tuple),
    theirs=ENTRIES.map(tuple),
    tool=TOOLS,
    reads=st.lists(st.sampled_from(["get_*", "send_*", "read"])).map(tuple),
    writes=st.lists(st.tuples(st.sampled_from(["send_*", "write", "*"]), WORDS)).map(tuple),
)
def test_no_tool_is_open_to_a_child_that_is_closed_to_its_parent(
    mine: tuple[str, ...],
    theirs: tuple[str, ...],
    tool: str,
    reads: tuple[str, ...],
    writes: tuple[tuple[str, str], ...],
) -> None:
    child, parent = replace(UNBOUND, tools=mine), replace(UNBOUND, tools=theirs)
    rule = ToolRule("allow", reads, writes, ())
    if not wider(child, parent, CLASSES) and allowance(tool, rule, mine) != "deny":
        assert allowance(tool, rule, theirs) != "deny"
