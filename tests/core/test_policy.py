"""Eliminate, then rank: a rule can only narrow, every drop has its reason, and what nobody permits is refused."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core import policy
from router.core.policy import FILTERS, GATES, decide, refusal, remembering
from router.core.problems import Code
from router.core.rules import (
    BreakerRule,
    ClassRule,
    Contract,
    Detection,
    Limits,
    ProviderRule,
    Requirement,
    Route,
    Ruleset,
    Tenant,
    Timeouts,
)
from router.core.types import Decision, Effect, Facts, Reason, Treatment, Zone

CLASSES = ("public", "internal", "confidential", "restricted")
TODAY = date(2026, 11, 22)
GOOD = Contract("prohibited", 0, None)


def provider(name: str, zone: Zone = Zone.EU, contract: Contract | None = GOOD, retries: int = 1) -> ProviderRule:
    return ProviderRule(
        name,
        "scripted",
        zone,
        None,
        f"env:{name.upper()}",
        False,
        contract,
        None,
        Timeouts(),
        BreakerRule(),
        retries,
        frozenset(),
    )


def route(name: str, model: str = "m", **changes: object) -> Route:
    return replace(Route(name, model, None, None, frozenset()), **changes)  # type: ignore[arg-type]  # names of fields


def tenant(
    rules: Mapping[str, ClassRule] | None = None, models: tuple[str, ...] = ("*",), require: Requirement | None = None
) -> Tenant:
    everywhere = {name: ClassRule(frozenset(Zone), redact=True) for name in CLASSES}
    return Tenant(
        "acme", "public", models, require or Requirement(), everywhere if rules is None else rules, Limits(), None
    )


def ruleset(*providers: ProviderRule, routes: tuple[Route, ...] | None = None, acme: Tenant | None = None) -> Ruleset:
    return Ruleset(
        CLASSES,
        Detection(True, ("en",), {}, "restricted", frozenset()),
        {one.name: one for one in providers},
        {"assistant": tuple(route(one.name) for one in providers) if routes is None else routes},
        {"acme": acme or tenant()},
        "digest",
    )


FACTS = Facts(
    request="r",
    tenant="acme",
    key="k",
    agent="a",
    dialect="chat",
    model="assistant",
    stream=False,
    day=TODAY,
    effective="internal",
    raised_by=(("tenant", "internal"),),
    labels=(),
    kinds=(),
    needs=(),
    size=10,
    scope=("*",),
)


def reasons(decision: Decision) -> dict[str, Reason]:
    return {drop.route: drop.reason for drop in decision.dropped}


def kept(decision: Decision) -> list[str]:
    return [candidate.route for candidate in decision.candidates]


# ------------------------------------------------------------------------------------------------------------- rules


def test_what_nothing_objects_to_is_kept_in_the_order_of_the_list() -> None:
    rules = ruleset(provider("b"), provider("a", Zone.SELF_HOSTED, None), provider("c"))
    decision = decide(FACTS, rules)
    assert kept(decision) == ["b/m", "a/m", "c/m"]
    assert not decision.dropped
    assert decision.digest == "digest"


def test_every_rule_that_was_asked_says_so() -> None:
    verdicts = decide(FACTS, ruleset(provider("a"))).verdicts
    assert [verdict.rule for verdict in verdicts] == [name for name, _ in (*GATES, *FILTERS)]
    assert {(verdict.effect, verdict.reason) for verdict in verdicts} == {(Effect.ABSTAIN, Reason.PERMITTED)}


@pytest.mark.parametrize(
    ("facts", "acme", "rule", "reason"),
    [
        (replace(FACTS, model="other"), tenant(), "model", Reason.MODEL_UNKNOWN),
        (FACTS, tenant(models=("coder",)), "tenant_scope", Reason.MODEL_NOT_IN_TENANT),
        (replace(FACTS, tenant="gone"), tenant(), "tenant_scope", Reason.MODEL_NOT_IN_TENANT),
        (replace(FACTS, scope=("coder", "assist")), tenant(), "key_scope", Reason.MODEL_NOT_IN_KEY),
        (replace(FACTS, scope=()), tenant(), "key_scope", Reason.MODEL_NOT_IN_KEY),
        (replace(FACTS, scope=("ASSIST*",)), tenant(), "key_scope", Reason.MODEL_NOT_IN_KEY),
        (replace(FACTS, ceiling="public"), tenant(), "key_ceiling", Reason.CLASS_ABOVE_KEY),
        (replace(FACTS, ceiling="gone"), tenant(), "key_ceiling", Reason.CLASS_ABOVE_KEY),
        (FACTS, tenant(rules={}), "class_rule", Reason.CLASS_HAS_NO_RULE),
    ],
)
def test_a_gate_shuts_out_every_candidate(facts: Facts, acme: Tenant, rule: str, reason: Reason) -> None:
    decision = decide(facts, ruleset(provider("a"), provider("b"), acme=acme))
    last = decision.verdicts[-1]
    assert (last.rule, last.effect, last.reason) == (rule, Effect.DENY, reason)
    assert decision.denied
    assert set(reasons(decision).values()) <= {reason}


@pytest.mark.parametrize("scope", [("*",), ("assistant",), ("x", "assist*"), ("[ab]ssistant",)])
def test_a_key_reaches_the_models_that_its_patterns_name(scope: tuple[str, ...]) -> None:
    assert kept(decide(replace(FACTS, scope=scope), ruleset(provider("a")))) == ["a/m"]


@pytest.mark.parametrize("ceiling", [None, "internal", "restricted"])
def test_a_key_sends_what_is_not_above_its_ceiling(ceiling: str | None) -> None:
    assert kept(decide(replace(FACTS, ceiling=ceiling), ruleset(provider("a")))) == ["a/m"]


def test_a_tenant_reaches_the_models_that_it_names() -> None:
    assert kept(decide(FACTS, ruleset(provider("a"), acme=tenant(models=("assistant",))))) == ["a/m"]


def test_the_class_decides_the_zones() -> None:
    acme = tenant({"internal": ClassRule(frozenset({Zone.SELF_HOSTED}), redact=True)})
    decision = decide(FACTS, ruleset(provider("here", Zone.SELF_HOSTED), provider("there"), acme=acme))
    assert kept(decision) == ["here/m"]
    assert reasons(decision) == {"there/m": Reason.ZONE_NOT_PERMITTED}
    assert decision.dropped[0].detail == "eu; internal may go to: self_hosted"


@pytest.mark.parametrize(
    ("contract", "require", "reason"),
    [
        (None, Requirement(), Reason.NO_CONTRACT),
        (Contract("allowed", 0, None), Requirement(), Reason.TRAINING_NOT_PROHIBITED),
        (Contract("prohibited", 0, TODAY), Requirement(), Reason.CONTRACT_EXPIRED),
        (Contract("prohibited", 31, None), Requirement(max_retention_days=30), Reason.RETENTION_TOO_LONG),
        (Contract("prohibited", None, None), Requirement(max_retention_days=30), Reason.RETENTION_UNKNOWN),
        (None, Requirement("allowed", max_retention_days=30), Reason.RETENTION_UNKNOWN),
        (Contract("allowed", 0, TODAY), Requirement("allowed", max_retention_days=30), Reason.CONTRACT_EXPIRED),
    ],
)
def test_a_contract_that_does_not_say_enough_closes_the_route(
    contract: Contract | None, require: Requirement, reason: Reason
) -> None:
    acme = tenant(require=require)
    decision = decide(FACTS, ruleset(provider("a", contract=contract), acme=acme))
    assert reasons(decision) == {"a/m": reason}
    assert kept(decide(FACTS, ruleset(provider("a", Zone.SELF_HOSTED, contract), acme=acme))) == ["a/m"]


@pytest.mark.parametrize(
    ("contract", "require"),
    [
        (Contract("prohibited", 30, TODAY + timedelta(days=1)), Requirement(max_retention_days=30)),
        (Contract("prohibited", None, None), Requirement()),
        (Contract("allowed", None, TODAY), Requirement("allowed")),
        (None, Requirement("allowed")),
    ],
)
def test_a_contract_that_says_enough_keeps_it_open(contract: Contract | None, require: Requirement) -> None:
    assert kept(decide(FACTS, ruleset(provider("a", contract=contract), acme=tenant(require=require)))) == ["a/m"]


def test_a_contract_closes_at_midnight_of_the_day_named() -> None:
    rules = ruleset(provider("a", contract=Contract("prohibited", 0, date(2027, 3, 31))))
    assert kept(decide(replace(FACTS, day=date(2027, 3, 30)), rules)) == ["a/m"]
    assert reasons(decide(replace(FACTS, day=date(2027, 3, 31)), rules)) == {"a/m": Reason.CONTRACT_EXPIRED}


@pytest.mark.parametrize("zone", [Zone.EU_HOSTED, Zone.ADEQUATE, Zone.ELSEWHERE])
def test_a_transfer_needs_a_basis_that_the_tenant_accepts(zone: Zone) -> None:
    acme = tenant(require=Requirement(transfer_basis=frozenset({"adequacy", "scc"})))
    with_scc = replace(GOOD, transfer_basis="scc")
    with_dpf = replace(GOOD, transfer_basis="dpf")
    rules = ruleset(provider("a", zone), provider("b", zone, with_scc), provider("c", zone, with_dpf), acme=acme)
    decision = decide(FACTS, rules)
    assert kept(decision) == ["b/m"]
    assert set(reasons(decision).values()) == {Reason.TRANSFER_BASIS_MISSING}
    assert kept(decide(FACTS, ruleset(provider("a", Zone.EU), acme=acme))) == ["a/m"]


def test_a_route_is_asked_only_for_what_it_serves_and_can() -> None:
    rules = ruleset(
        provider("a"),
        routes=(
            route("a", "embeds", serves=frozenset({"embeddings"})),
            route("a", "talks", serves=frozenset({"chat"})),
            route("a", "plain", lacks=frozenset({"tools", "images"})),
        ),
    )
    decision = decide(replace(FACTS, needs=("tools", "logprobs")), rules)
    assert kept(decision) == ["a/talks"]
    assert reasons(decision) == {"a/embeds": Reason.DIALECT_NOT_SERVED, "a/plain": Reason.CAPABILITY_MISSING}
    assert [drop.detail for drop in decision.dropped] == ["chat; serves: embeddings", "lacks tools"]


def test_a_provider_without_its_credential_is_closed() -> None:
    decision = decide(replace(FACTS, closed=("a",)), ruleset(provider("a"), provider("b")))
    assert kept(decision) == ["b/m"]
    assert reasons(decision) == {"a/m": Reason.CREDENTIAL_MISSING}
    assert decision.dropped[0].detail == "set env:A"


def test_words_are_redacted_wherever_the_rule_says_and_the_route_is_not_self_hosted() -> None:
    redacting = {
        "internal": ClassRule(frozenset(Zone), redact=True),
        "public": ClassRule(frozenset(Zone), redact=False),
    }
    rules = ruleset(provider("here", Zone.SELF_HOSTED), provider("there"), acme=tenant(redacting))
    treatments = [candidate.treatment for candidate in decide(FACTS, rules).candidates]
    assert treatments == [Treatment.RAW, Treatment.REDACTED]
    raw = decide(replace(FACTS, effective="public"), rules).candidates
    assert [candidate.treatment for candidate in raw] == [Treatment.RAW, Treatment.RAW]


def test_a_candidate_carries_what_the_walk_needs() -> None:
    rules = ruleset(provider("a", retries=3), routes=(route("a", context=8000),))
    (candidate,) = decide(FACTS, rules).candidates
    assert (candidate.zone, candidate.context, candidate.retries) == (Zone.EU, 8000, 3)


def test_a_route_that_stands_twice_is_kept_twice() -> None:
    assert kept(decide(FACTS, ruleset(provider("a"), routes=(route("a"), route("a"))))) == ["a/m", "a/m"]


def test_what_is_left_with_nothing_is_denied() -> None:
    last = decide(FACTS, ruleset(provider("a", contract=None))).verdicts[-1]
    assert (last.rule, last.effect, last.reason) == ("candidates", Effect.DENY, Reason.NOTHING_PERMITTED)


# ----------------------------------------------------------------------------------------------------------- refusal


def refused(facts: Facts, rules: Ruleset) -> tuple[Code, str]:
    problem = refusal(decide(facts, rules), facts)
    return problem.code, problem.message


def test_a_model_that_is_unknown_and_one_that_is_not_this_keys_look_alike() -> None:
    rules = ruleset(provider("a"))
    unknown = refused(replace(FACTS, model="nothing-of-the-kind"), rules)
    assert unknown[0] is Code.MODEL_NOT_FOUND
    assert "nothing-of-the-kind" not in unknown[1]
    assert refused(replace(FACTS, scope=("other",)), rules) == unknown
    assert refused(FACTS, ruleset(provider("a"), acme=tenant(models=("other",)))) == unknown


def test_a_refusal_names_the_class_the_rules_and_the_routes() -> None:
    acme = tenant({"restricted": ClassRule(frozenset({Zone.EU}), redact=True)})
    rules = ruleset(
        provider("a", Zone.ELSEWHERE), provider("b", contract=None), provider("c", Zone.ADEQUATE), acme=acme
    )
    assert refused(replace(FACTS, effective="restricted"), rules) == (
        Code.POLICY_DENIED,
        (
            "no route may see class 'restricted': 3 candidates dropped "
            "(zone: zone_not_permitted: a/m, c/m; training: no_contract: b/m)"
        ),
    )


def test_a_class_above_the_keys_is_not_permitted_and_named() -> None:
    facts = replace(FACTS, effective="restricted", ceiling="internal")
    problem = refusal(decide(facts, ruleset(provider("a"))), facts)
    assert (problem.code, problem.status, problem.may_retry) == (Code.NOT_PERMITTED, 403, False)
    assert "class 'restricted'" in problem.message
    assert "'internal'" in problem.message


def test_a_class_without_a_rule_is_refused_as_policy() -> None:
    code, message = refused(FACTS, ruleset(provider("a"), acme=tenant({})))
    assert code is Code.POLICY_DENIED
    assert message == "no route may see class 'internal': 1 candidate dropped (class_rule: class_has_no_rule: a/m)"


def test_a_permitted_route_without_its_credential_is_a_route_that_is_not_available() -> None:
    rules = ruleset(provider("a", contract=None), provider("b"))
    code, message = refused(replace(FACTS, closed=("a", "b")), rules)
    assert code is Code.NO_ROUTE_AVAILABLE
    assert message.startswith("routes may see class 'internal', but none has its credential")
    assert refused(replace(FACTS, closed=("a",)), ruleset(provider("a", contract=None)))[0] is Code.POLICY_DENIED


# -------------------------------------------------------------------------------------------------------- properties

contracts = st.none() | st.builds(
    Contract,
    training=st.sampled_from(["prohibited", "allowed"]),
    retention_days=st.none() | st.integers(0, 60),
    expires=st.none() | st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2)),
    transfer_basis=st.none() | st.sampled_from(["none", "adequacy", "dpf", "scc"]),
)
requirements = st.builds(
    Requirement,
    training=st.sampled_from(["prohibited", "allowed"]),
    max_retention_days=st.none() | st.integers(0, 60),
    transfer_basis=st.none() | st.frozensets(st.sampled_from(["adequacy", "scc"]), min_size=1),
)
providers = st.lists(
    st.builds(provider, st.sampled_from("abcd"), st.sampled_from(Zone), contracts),
    min_size=1,
    max_size=4,
    unique_by=lambda p: p.name,
)
needs = st.lists(st.sampled_from(["tools", "images", "audio"]), unique=True).map(tuple)


@st.composite
def narrowing_rules(draw: st.DrawFn) -> dict[str, ClassRule]:
    """As `router.config` lets through: each higher class has fewer zones, and is redacted where a lower one is."""
    rules: dict[str, ClassRule] = {}
    zones, redact = frozenset(Zone), False
    for name in CLASSES[: draw(st.integers(0, len(CLASSES)))]:
        zones = draw(st.frozensets(st.sampled_from(sorted(zones)))) if zones else zones
        redact = redact or draw(st.booleans())
        rules[name] = ClassRule(zones, redact)
    return rules


@st.composite
def rulesets(draw: st.DrawFn) -> Ruleset:
    drawn = draw(providers)
    one = st.builds(
        Route,
        provider=st.sampled_from([each.name for each in drawn]),
        model=st.sampled_from(["m", "n"]),
        serves=st.none() | st.frozensets(st.sampled_from(["chat", "embeddings"]), min_size=1),
        context=st.none(),
        lacks=st.frozensets(st.sampled_from(["tools", "images"])),
    )
    routes = tuple(draw(st.lists(one, min_size=1, max_size=5)))
    acme = tenant(
        draw(narrowing_rules()), draw(st.sampled_from([("*",), ("*",), ("assistant",), ("x",)])), draw(requirements)
    )
    return ruleset(*drawn, routes=routes, acme=acme)


facts_strategy = st.builds(
    replace,
    st.just(FACTS),
    model=st.sampled_from(["assistant", "assistant", "assistant", "other"]),
    effective=st.sampled_from(CLASSES),
    needs=needs,
    scope=st.sampled_from([("*",), ("*",), ("assist*",), ("x",)]),
    ceiling=st.sampled_from([None, None, None, *CLASSES]),
    closed=st.lists(st.sampled_from("abcd"), unique=True).map(tuple),
)


@given(facts_strategy, rulesets())
def test_each_candidate_of_the_list_is_kept_or_dropped_with_a_reason_and_never_both(
    facts: Facts, rules: Ruleset
) -> None:
    decision = decide(facts, rules)
    listed = Counter(f"{one.provider}/{one.model}" for one in rules.models.get(facts.model, ()))
    dropped = Counter(drop.route for drop in decision.dropped)
    assert Counter(kept(decision)) + dropped == listed
    assert Reason.PERMITTED not in {drop.reason for drop in decision.dropped}


@given(st.lists(facts_strategy, min_size=1, max_size=6), rulesets())
def test_a_remembered_decision_is_the_one_that_would_be_made_now(asked: list[Facts], rules: Ruleset) -> None:
    remembered = remembering(rules, most=3)
    assert [remembered(facts) for facts in asked * 2] == [decide(facts, rules) for facts in asked * 2]


def test_every_fact_that_a_rule_reads_makes_another_question() -> None:
    """Whoever adds a rule that reads one of the facts named here must add it to the key of `remembering`."""
    remembered = remembering(ruleset(provider("a")))
    unread: dict[str, Any] = {
        "request": "other",
        "key": "other",
        "agent": "other",
        "raised_by": (),
        "kinds": (),
        "size": 7,
        "owner": "other",
        "team": "other",
    }
    assert {field.name for field in fields(Facts)} - set(unread) == {
        *("tenant", "model", "effective", "dialect", "stream", "day", "labels", "needs", "scope", "ceiling", "closed"),
    }
    assert remembered(replace(FACTS, **unread)) is remembered(FACTS)


@given(facts_strategy, rulesets())
def test_what_is_kept_keeps_the_order_of_the_list(facts: Facts, rules: Ruleset) -> None:
    remaining = iter([f"{one.provider}/{one.model}" for one in rules.models.get(facts.model, ())])
    assert all(name in remaining for name in kept(decide(facts, rules)))


@given(facts_strategy, rulesets(), st.sampled_from(CLASSES))
def test_raising_the_class_never_adds_a_candidate_nor_bares_one(facts: Facts, rules: Ruleset, other: str) -> None:
    lower, higher = sorted((facts.effective, other), key=CLASSES.index)
    below, above = (decide(replace(facts, effective=klass), rules) for klass in (lower, higher))
    assert Counter(kept(above)) <= Counter(kept(below))
    assert Counter(_raw(above)) <= Counter(_raw(below))


def _raw(decision: Decision) -> list[str]:
    return [candidate.route for candidate in decision.candidates if candidate.treatment is Treatment.RAW]


@given(facts_strategy, rulesets(), st.sampled_from(["tools", "images"]), st.sampled_from("abcd"))
def test_needing_more_or_closing_one_more_never_adds_a_candidate(
    facts: Facts, rules: Ruleset, need: str, closed: str
) -> None:
    before = Counter(kept(decide(facts, rules)))
    worse = replace(facts, needs=(*facts.needs, need), closed=(*facts.closed, closed), labels=("unscanned",))
    assert Counter(kept(decide(worse, rules))) <= before


@given(facts_strategy, rulesets())
def test_the_same_facts_and_rules_give_the_same_decision_to_the_letter(facts: Facts, rules: Ruleset) -> None:
    assert repr(decide(facts, rules)) == repr(decide(replace(facts), replace(rules)))


@given(facts_strategy, rulesets())
def test_what_is_permitted_satisfies_every_rule(facts: Facts, rules: Ruleset) -> None:
    """Written out once more, without the filters: what a kept candidate must be."""
    for candidate in decide(facts, rules).candidates:
        acme = rules.tenants["acme"]
        one = rules.providers[candidate.provider]
        assert one.zone in acme.rules[facts.effective].zones
        assert one.name not in facts.closed
        assert facts.ceiling is None or CLASSES.index(facts.effective) <= CLASSES.index(facts.ceiling)
        if one.zone is not Zone.SELF_HOSTED and acme.require.training == "prohibited":
            assert one.contract is not None
            assert one.contract.training == "prohibited"
            assert one.contract.expires is None or facts.day < one.contract.expires
        if one.zone is not Zone.SELF_HOSTED and acme.rules[facts.effective].redact:
            assert candidate.treatment is Treatment.REDACTED


@given(facts_strategy, rulesets())
def test_whatever_is_denied_can_be_told(facts: Facts, rules: Ruleset) -> None:
    decision = decide(facts, rules)
    if decision.denied:
        told = {Code.MODEL_NOT_FOUND, Code.NOT_PERMITTED, Code.POLICY_DENIED, Code.NO_ROUTE_AVAILABLE}
        assert refusal(decision, facts).code in told


@pytest.mark.parametrize(("name", "rule"), [*GATES, *FILTERS])
def test_a_rule_has_the_name_of_its_function(name: str, rule: Callable[..., object]) -> None:
    assert getattr(policy, name) is rule
