"""Whatever a child key is let do, its parent could have done: asked of the real door, real rules and random keys."""

from datetime import date
from ipaddress import ip_address, ip_network

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from routes_files import load, put, spoilt

from router.core.classify import classify
from router.core.keys import derive
from router.core.policy import decide
from router.core.problems import Problem
from router.core.rules import ToolRule
from router.core.tools import allowance
from router.core.types import Caller, Facts
from router.http.auth import Keyring
from router.issuing import NEVER, Scope, check_child, new_key
from router.ports import KeyRecord

MASTER = bytes(range(32))
NOW, DAY = 1_790_000_000.0, 86_400.0
WRITER = put("models.writer", [{"provider": "local", "model": "w"}])
RULES = load(spoilt(WRITER, put("tenants.default.models", ["*"]))).ruleset
TENANT = RULES.tenants["default"]
CLASSES = RULES.classes
TOOL_RULE = ToolRule("allow", ("get_*",), (("send_*", "allow"),), ())


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


FOUR = ("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "0.0.0.0/0", "127.0.0.0/8")
SIX = ("::/0", "2001:db8::/32", "2001:db8:1::1", "::ffff:10.1.2.3", "::ffff:0:0/96", "::ffff:10.0.0.0/104")
PEERS = ("10.1.2.3", "10.1.9.9", "10.9.9.9", "127.0.0.1", "8.8.8.8", "2001:db8:1::1", "2001:db8::2", "::1", "", "?")
BOUNDS: dict[str, st.SearchStrategy[object]] = {
    "models": some("assistant", "writer", "assist*", "w*", "*", "?riter", "[a]ssistant", "*t"),
    "tools": some("all", "*", "read", "write", "get_*", "get_time", "send_mail", "*_mail", "s*"),
    "floor": st.sampled_from([*CLASSES, "gone"]),
    "ceiling": st.sampled_from([*CLASSES, "gone"]),
    "networks": some(*FOUR, *SIX),
    "owner": st.sampled_from(["anna", "bob"]),
    "team": st.sampled_from(["mail", "sales"]),
    "expires": st.sampled_from([NOW + DAY, NOW + 30 * DAY, NOW + 400 * DAY, NEVER]),
    "requests_per_minute": st.integers(1, 3),
    "tokens_per_minute": st.integers(1, 3),
    "budget_eur_per_month": st.sampled_from([0.5, 1.0, 2.0]),
}


def scopes(names: set[str]) -> st.SearchStrategy[Scope]:
    return st.builds(Scope, st.just("default"), st.just("a"), **{name: BOUNDS[name] for name in names})


PAIRS = st.sets(st.sampled_from(sorted(BOUNDS)), max_size=2).flatmap(
    lambda names: st.tuples(scopes(names), scopes(names))
)
"""A parent's and a child's, bound in the same few respects: most of what is random is let in, and tells something."""


def let_in(ring: Keyring, key: str, peer: str, now: float) -> Caller | None:
    try:
        return ring.caller({b"authorization": b"Bearer " + key.encode()}, peer, now)
    except Problem:
        return None


def permitted(caller: Caller, model: str, declared: str) -> str | None:
    """The class that the request has, if some route may see it."""
    effective, raised_by = classify(RULES, TENANT, caller, declared=declared, kinds=[], labels=(), high_water=None)
    facts = Facts(
        *("r", "default", caller.key_id, caller.agent, "chat", model, False, date(2026, 9, 21), effective, raised_by),
        *((), (), (), 10, caller.models),
        ceiling=caller.ceiling,
    )
    return None if decide(facts, RULES).denied else effective


def is_accepted(child: KeyRecord, parent: KeyRecord) -> bool:
    try:
        check_child(child, parent, RULES)
    except ValueError:
        return False
    return True


REQUESTS = st.tuples(
    st.sampled_from(["assistant", "writer", "nothing"]),
    st.sampled_from(CLASSES),
    st.sampled_from(["get_time", "get_mail", "send_mail", "drop_table", "read"]),
)
"""Model, declared class, and a tool that is called in the answer."""


@given(PAIRS, st.sampled_from(PEERS), st.sampled_from([0.5, 20.0, 89.0, 200.0]), REQUESTS)
@settings(max_examples=200)
def test_what_a_child_is_let_do_its_parent_could_have_done(
    pair: tuple[Scope, Scope], peer: str, days: float, request: tuple[str, str, str]
) -> None:
    model, declared, tool = request
    parent, parent_key = new_key(MASTER, pair[0], NOW)
    child, child_key = new_key(MASTER, pair[1], NOW, parent)
    assume(is_accepted(child, parent))
    ring, now = Keyring(derive(MASTER, "keys")), NOW + days * DAY
    ring.replace([parent, child])
    inner, outer = let_in(ring, child_key, peer, now), let_in(ring, parent_key, peer, now)
    if inner is None:
        event("the child is not let in")
        return
    assert outer is not None
    assert set(outer.limits) <= set(inner.limits), "what it uses counts against its parent too"
    klass = permitted(inner, model, declared)
    if klass is not None:
        event("a route may see what the child asks")
        assert permitted(outer, model, klass) == klass
    if allowance(tool, TOOL_RULE, inner.tools) != "deny":
        assert allowance(tool, TOOL_RULE, outer.tools) != "deny"


PARTS = st.lists(st.tuples(st.integers(0, 31), st.integers(0, 5)), min_size=1, max_size=3)
"""Of the first five bits of an address, so that networks meet: a value, and how many of its bits count."""


@given(PARTS, PARTS, st.integers(0, 31))
def test_no_address_is_open_to_a_child_that_is_closed_to_its_parent(
    wide: list[tuple[int, int]], narrow: list[tuple[int, int]], at: int
) -> None:
    outer, inner = (tuple(str(ip_network((one << 27, bits), strict=False)) for one, bits in x) for x in (wide, narrow))
    parent, parent_key = new_key(MASTER, Scope("default", "a", networks=outer), NOW)
    child, child_key = new_key(MASTER, Scope("default", "a", networks=inner), NOW, parent)
    ring, peer = Keyring(derive(MASTER, "keys")), str(ip_address((at << 27) + 5))
    ring.replace([parent, child])
    is_open = let_in(ring, child_key, peer, NOW) is not None
    assert is_open == (let_in(ring, child_key, f"::ffff:{peer}", NOW) is not None)
    if is_open and is_accepted(child, parent):
        event("the child is let in")
        assert let_in(ring, parent_key, peer, NOW) is not None
