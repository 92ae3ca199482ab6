"""What a new key is given: what was asked for, else what its parent has, else nothing that bounds it but its life."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from router import config
from router.core.keys import derive, digest, parse_key
from router.core.rules import Ruleset
from router.issuing import NEVER, Scope, check_child, check_scope, issued, new_key, rotated, successor
from router.ports import KeyRecord

MASTER = bytes(32)
NOW = 1_790_000_000.0
DAY = 86_400.0

RULES = """
version: 1
classes: [public, internal, restricted]
detection: {enabled: false, languages: [en], unscanned: restricted}
providers: {own: {kind: scripted, hosting: self, script: [{text: hello}]}}
models: {assistant: [{provider: own, model: a, price: {input: 1, output: 2}}], coder: [{provider: own, model: b}]}
tenants: {acme: {floor: internal, models: ["*"], rules: {internal: {zones: [self_hosted]}}}}
"""

PARENT_SCOPE = Scope(
    tenant="acme",
    agent="lead",
    models=("assistant",),
    tools=("read",),
    floor="internal",
    ceiling="restricted",
    networks=("10.0.0.0/8",),
    owner="anna",
    team="mail",
    expires=NOW + 30 * DAY,
    requests_per_minute=9,
    tokens_per_minute=900,
    budget_eur_per_month=5.0,
)


@pytest.fixture
def rules() -> Ruleset:
    return config.load(RULES, today=date(2026, 11, 22)).ruleset


def made(scope: Scope, parent: KeyRecord | None = None) -> KeyRecord:
    return new_key(MASTER, scope, NOW, parent)[0]


PARENT = made(PARENT_SCOPE)


def test_a_key_that_asks_for_nothing_may_do_all_and_lives_90_days() -> None:
    key = made(Scope("acme", "bot"))
    assert (key.models, key.tools, key.floor, key.ceiling, key.networks) == (("*",), ("all",), None, None, ())
    assert (key.created, key.expires, key.parent, key.revoked) == (NOW, NOW + 90 * DAY, None, None)


def test_what_is_stored_is_a_digest_under_a_key_of_its_own() -> None:
    record, key = new_key(MASTER, Scope("acme", "bot"), NOW)
    parts = parse_key(key)
    assert parts is not None
    assert record.id == parts[0]
    assert record.digest == digest(derive(MASTER, "keys"), *parts)


def test_never_is_said_by_that_word_alone() -> None:
    assert made(Scope("acme", "bot", expires=NEVER)).expires is None


def test_a_child_has_what_its_parent_has_and_ends_with_it(rules: Ruleset) -> None:
    child = made(Scope("acme", "bot"), PARENT)
    ours = {"id": PARENT.id, "digest": PARENT.digest, "agent": "lead", "parent": None}
    assert child.parent == PARENT.id
    assert replace(child, **ours) == PARENT  # type: ignore[arg-type]  # names of fields
    check_child(child, PARENT, rules)


def test_a_child_lives_90_days_where_its_parent_lives_longer() -> None:
    assert made(Scope("acme", "bot"), replace(PARENT, expires=None)).expires == NOW + 90 * DAY


def test_a_child_that_asks_for_more_is_refused_with_every_reason(rules: Ruleset) -> None:
    child = made(Scope("acme", "bot", models=("*",), owner="bob", expires=NEVER), PARENT)
    with pytest.raises(ValueError, match="can only be narrower") as raised:
        check_child(child, PARENT, rules)
    for reason in ("models '*'", "owner 'bob'", "outlive"):
        assert reason in str(raised.value)


def test_a_successor_has_the_same_scope_and_as_long_a_life() -> None:
    later = NOW + 20 * DAY
    new, key = successor(MASTER, PARENT, later)
    ours = {"id": PARENT.id, "digest": PARENT.digest, "created": NOW, "expires": PARENT.expires, "replaces": None}
    assert (new.created, new.expires, new.replaces) == (later, later + 30 * DAY, PARENT.id)
    assert replace(new, **ours) == PARENT  # type: ignore[arg-type]  # names of fields
    assert new.id == key.split("_")[1] != PARENT.id
    assert new.digest != PARENT.digest


def test_a_successor_of_a_child_ends_with_the_parent_and_of_an_endless_key_never() -> None:
    child = made(Scope("acme", "bot"), PARENT)
    assert successor(MASTER, child, NOW + 20 * DAY, PARENT)[0].expires == PARENT.expires
    assert successor(MASTER, replace(PARENT, expires=None), NOW)[0].expires is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"agent": " "}, "--agent takes a name"),
        ({"agent": "a\nb"}, "--agent takes a name"),
        ({"owner": "x" * 101}, "--owner takes a name"),
        ({"team": "\x00"}, "--team takes a name"),
        ({"tenant": "globex"}, "no tenant 'globex' in the rules; they have: acme"),
        ({"floor": "cosmic"}, "no class 'cosmic' in the rules; they have: public, internal, restricted"),
        ({"ceiling": "cosmic"}, "no class 'cosmic'"),
        ({"models": ("assistant", "other*")}, "no model 'other\\*' in the rules; they have: assistant, coder"),
        ({"networks": ("10.0.0.1/8",)}, "--networks takes addresses as CIDR, .* host bits"),
        ({"networks": ("office",)}, "--networks takes addresses as CIDR"),
        ({"floor": "restricted", "ceiling": "internal"}, "below 'restricted', the floor of the key"),
        ({"models": ("cod*",), "budget_eur_per_month": 1.0}, "--budget would never be spent"),
        ({"ceiling": "public"}, "--ceiling 'public' is below 'internal', the floor of tenant 'acme'"),
    ],
)
def test_a_key_that_could_do_nothing_or_names_what_is_not_there_is_refused(
    rules: Ruleset, change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        check_scope(made(replace(Scope("acme", "bot"), **change)), rules)


def test_what_the_rules_have_is_issued(rules: Ruleset) -> None:
    check_scope(PARENT, rules)
    check_scope(made(Scope("acme", "bot")), rules)
    check_scope(made(Scope("acme", "bot", budget_eur_per_month=1.0)), rules)


def test_the_ledger_is_told_all_of_a_key_but_its_secret() -> None:
    child, key = new_key(MASTER, Scope("acme", "bot"), NOW, PARENT)
    act = issued(child, "cli:anna")
    assert (act.verb, act.actor, act.at, act.tenant, act.target) == ("keys.issue", "cli:anna", NOW, "acme", child.id)
    assert act.details == {
        "agent": "bot",
        "models": "assistant",
        "tools": "read",
        "expires": f"{NOW + 30 * DAY:.0f}",
        "floor": "internal",
        "ceiling": "restricted",
        "networks": "10.0.0.0/8",
        "owner": "anna",
        "team": "mail",
        "parent": PARENT.id,
        "requests_per_minute": "9",
        "tokens_per_minute": "900",
        "budget_eur_per_month": "5.0",
    }
    assert key.split("_")[2] not in str(act)
    assert issued(made(Scope("acme", "bot", expires=NEVER)), "x").details["expires"] == "never"


def test_a_rotation_is_one_act_that_names_both_keys_and_when_the_old_one_ends() -> None:
    new, _ = successor(MASTER, PARENT, NOW + 1)
    act = rotated(PARENT, new, NOW + 60, "cli:anna")
    assert (act.verb, act.target, act.at, act.tenant) == ("keys.rotate", PARENT.id, NOW + 1, "acme")
    assert (act.details["replaced_by"], act.details["until"]) == (new.id, f"{NOW + 60:.0f}")
