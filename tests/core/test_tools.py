import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.rules import ToolRule
from router.core.tools import allowance, effect

RULE = ToolRule(
    default="hold",
    read=("get_*", "list_*", "search_*"),
    write=(("create_*", "allow"), ("get_and_lock_*", "hold"), ("create_user", "deny")),
    irreversible=(("send_*", "hold"), ("delete_*", "deny"), ("pay_*", "hold"), ("create_payment", "hold")),
)
ALL = ("all",)
NAMES = st.sampled_from(["get_x", "create_x", "create_user", "send_x", "delete_x", "unknown", "create_payment", ""])
WORDS = {"allow": 0, "hold": 1, "deny": 2}


@pytest.mark.parametrize(
    ("name", "does", "word"),
    [
        ("get_weather", "read", "allow"),
        ("create_ticket", "write", "allow"),
        ("create_user", "write", "deny"),
        ("get_and_lock_row", "write", "hold"),
        ("create_payment", "irreversible", "hold"),
        ("send_mail", "irreversible", "hold"),
        ("delete_all", "irreversible", "deny"),
        ("never_heard_of", "unknown", "hold"),
        ("GET_weather", "unknown", "hold"),
        ("", "unknown", "hold"),
    ],
)
def test_the_gravest_line_that_names_a_tool_decides(name: str, does: str, word: str) -> None:
    assert effect(name, RULE) == does
    assert allowance(name, RULE, ALL) == word


@pytest.mark.parametrize(
    ("scope", "open_names"),
    [
        (("all",), {"get_x", "create_x", "send_x", "unknown"}),
        (("*",), {"get_x", "create_x", "send_x", "unknown"}),
        (("read",), {"get_x"}),
        (("write",), {"get_x", "create_x"}),
        (("read", "send_*"), {"get_x", "send_x"}),
        (("unknown",), {"unknown"}),
        ((), set()),
    ],
)
def test_beyond_the_scope_everything_is_denied(scope: tuple[str, ...], open_names: set[str]) -> None:
    names = {"get_x", "create_x", "send_x", "unknown"}
    assert {name for name in names if allowance(name, RULE, scope) != "deny"} == open_names


def test_without_a_rule_the_scope_alone_decides() -> None:
    assert effect("get_x", None) == "unknown"
    assert allowance("anything", None, ALL) == "allow"
    assert allowance("get_x", None, ("get_*",)) == "allow"
    assert allowance("get_x", None, ("read",)) == "deny"


@given(NAMES, st.lists(st.sampled_from(["all", "read", "write", "send_*", "create_user"])))
def test_a_scope_never_opens_what_the_rule_closes(name: str, scope: list[str]) -> None:
    assert WORDS[allowance(name, RULE, tuple(scope))] >= WORDS[allowance(name, RULE, ALL)]


@given(NAMES, st.sampled_from(["allow", "hold", "deny"]))
def test_one_more_line_that_names_a_tool_never_opens_it_further(name: str, word: str) -> None:
    more = ToolRule(RULE.default, RULE.read, RULE.write, (*RULE.irreversible, (name, word)))
    named = effect(name, RULE) != "unknown"
    before = allowance(name, RULE, ALL) if named else "allow"
    assert WORDS[allowance(name, more, ALL)] == max(WORDS[before], WORDS[word])


def test_a_word_that_is_none_of_the_three_is_an_error() -> None:
    with pytest.raises(ValueError, match="'maybe'"):
        allowance("x", ToolRule("maybe", (), (), ()), ALL)
