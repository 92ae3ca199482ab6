"""Who may see a request: eliminate, then rank.

A *gate* asks about the request and shuts out every candidate at once; a *filter* asks about one candidate and may
object. Neither can add: what is permitted is what the model's list in `routes.yaml` names, minus every objection, in
the order of the list. A rule is one function here and one line in `GATES` or `FILTERS`, whose order is the order of
the verdicts. `Facts` and `Ruleset` are all there is to know, so a decision can be replayed from a receipt.
"""

from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase

from router.core.problems import Code, Problem
from router.core.rules import ClassRule, Contract, ProviderRule, Route, Ruleset, Tenant
from router.core.scopes import ceiling_rank
from router.core.types import Candidate, Decision, Drop, Effect, Facts, Reason, Treatment, Verdict, Zone

Objection = tuple[Reason, str]
"""Why a candidate is dropped, and the detail: names and numbers from `routes.yaml`, never request text."""

Gate = Callable[[Facts, Ruleset], Reason | None]
Filter = Callable[[Facts, Tenant, ProviderRule, Route], Objection | None]


def decide(facts: Facts, rules: Ruleset) -> Decision:
    """The candidates that may see this request, in order, and the verdict of every rule that was asked."""
    verdicts: list[Verdict] = []
    for name, gate in GATES:
        reason = gate(facts, rules)
        if reason is not None:
            verdicts.append(_shut(name, reason, facts, rules))
            return Decision((), tuple(verdicts), rules.digest)
        verdicts.append(ABSTENTIONS[name])
    routes = _sift(facts, rules, verdicts)
    rule = rules.tenants[facts.tenant].rules[facts.effective]
    candidates = tuple(_candidate(route, rules.providers[route.provider], rule) for route in routes)
    return Decision(candidates, tuple(verdicts), rules.digest)


def remembering(rules: Ruleset, *, most: int = 4096) -> Callable[[Facts], Decision]:
    """`decide` under these rules, each answer computed once: agents ask the same again and again.

    The key is every fact but those that no rule can see a difference in: which request, whose key, how large, what
    raised the class to where it is.
    """
    known: dict[tuple[object, ...], Decision] = {}

    def decided(facts: Facts) -> Decision:
        key = (
            facts.tenant,
            facts.model,
            facts.effective,
            facts.dialect,
            facts.stream,
            facts.day,
            facts.labels,
            facts.needs,
            facts.scope,
            facts.ceiling,
            facts.closed,
        )
        decision = known.get(key)
        if decision is None:
            if len(known) >= most:
                known.clear()
            decision = known[key] = decide(facts, rules)
        return decision

    return decided


def _shut(name: str, reason: Reason, facts: Facts, rules: Ruleset) -> Verdict:
    routes = rules.models.get(facts.model, ())
    return Verdict(name, Effect.DENY, reason, tuple(_drop(route, rules, (reason, "")) for route in routes))


def _sift(facts: Facts, rules: Ruleset, verdicts: list[Verdict]) -> list[Route]:
    """The routes that no filter objects to. Appends each filter's verdict."""
    tenant = rules.tenants[facts.tenant]
    still_open = [(rules.providers[route.provider], route) for route in rules.models[facts.model]]
    for name, objection_of in FILTERS:
        kept: list[tuple[ProviderRule, Route]] = []
        drops: list[Drop] = []
        for provider, route in still_open:
            objection = objection_of(facts, tenant, provider, route)
            if objection is None:
                kept.append((provider, route))
            else:
                drops.append(_drop(route, rules, objection))
        verdicts.append(Verdict(name, Effect.NARROW, drops[0].reason, tuple(drops)) if drops else ABSTENTIONS[name])
        still_open = kept
    if not still_open:
        verdicts.append(Verdict("candidates", Effect.DENY, Reason.NOTHING_PERMITTED))
    return [route for _, route in still_open]


def _drop(route: Route, rules: Ruleset, objection: Objection) -> Drop:
    return Drop(route.provider, route.model, rules.providers[route.provider].zone, *objection)


def _candidate(route: Route, provider: ProviderRule, rule: ClassRule) -> Candidate:
    raw = provider.zone is Zone.SELF_HOSTED or not rule.redact
    treatment = Treatment.RAW if raw else Treatment.REDACTED
    return Candidate(route.provider, route.model, provider.zone, treatment, route.context, provider.retries)


# ------------------------------------------------------------------------------------------------------------- gates


def model(facts: Facts, rules: Ruleset) -> Reason | None:
    return None if facts.model in rules.models else Reason.MODEL_UNKNOWN


def tenant_scope(facts: Facts, rules: Ruleset) -> Reason | None:
    tenant = rules.tenants.get(facts.tenant)
    if tenant is not None and ("*" in tenant.models or facts.model in tenant.models):
        return None
    return Reason.MODEL_NOT_IN_TENANT


def key_scope(facts: Facts, _: Ruleset) -> Reason | None:
    return None if _matches(facts.model, facts.scope) else Reason.MODEL_NOT_IN_KEY


def key_ceiling(facts: Facts, rules: Ruleset) -> Reason | None:
    within = rules.rank(facts.effective) <= ceiling_rank(facts.ceiling, rules.classes)
    return None if within else Reason.CLASS_ABOVE_KEY


def class_rule(facts: Facts, rules: Ruleset) -> Reason | None:
    return None if facts.effective in rules.tenants[facts.tenant].rules else Reason.CLASS_HAS_NO_RULE


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(pattern in ("*", name) or fnmatchcase(name, pattern) for pattern in patterns)


GATES: tuple[tuple[str, Gate], ...] = (
    ("model", model),
    ("tenant_scope", tenant_scope),
    ("key_scope", key_scope),
    ("key_ceiling", key_ceiling),
    ("class_rule", class_rule),
)

# ----------------------------------------------------------------------------------------------------------- filters


def zone(facts: Facts, tenant: Tenant, provider: ProviderRule, _: Route) -> Objection | None:
    permitted = tenant.rules[facts.effective].zones
    if provider.zone in permitted:
        return None
    return Reason.ZONE_NOT_PERMITTED, f"{provider.zone}; {facts.effective} may go to: {_listed(permitted)}"


def training(_: Facts, tenant: Tenant, provider: ProviderRule, __: Route) -> Objection | None:
    """A contract that nobody wrote down counts as one that allows training."""
    if provider.zone is Zone.SELF_HOSTED or tenant.require.training == "allowed":
        return None
    if provider.contract is None:
        return Reason.NO_CONTRACT, "counts as: retains and trains"
    if provider.contract.training == "prohibited":
        return None
    return Reason.TRAINING_NOT_PROHIBITED, f"training: {provider.contract.training}"


def expiry(facts: Facts, tenant: Tenant, provider: ProviderRule, _: Route) -> Objection | None:
    """Closed from 00:00 UTC of the day named, wherever the tenant asks anything of a contract."""
    contract = provider.contract
    if provider.zone is Zone.SELF_HOSTED or contract is None or contract.expires is None:
        return None
    if facts.day < contract.expires or not _asks_anything(tenant):
        return None
    return Reason.CONTRACT_EXPIRED, f"expired on {contract.expires.isoformat()}"


def _asks_anything(tenant: Tenant) -> bool:
    require = tenant.require
    return (require.training, require.max_retention_days, require.transfer_basis) != ("allowed", None, None)


def retention(_: Facts, tenant: Tenant, provider: ProviderRule, __: Route) -> Objection | None:
    allowed = tenant.require.max_retention_days
    if provider.zone is Zone.SELF_HOSTED or allowed is None:
        return None
    days = provider.contract.retention_days if provider.contract else None
    if days is None:
        return Reason.RETENTION_UNKNOWN, f"{allowed} days allowed"
    return None if days <= allowed else (Reason.RETENTION_TOO_LONG, f"retains {days} days, {allowed} allowed")


def transfer(_: Facts, tenant: Tenant, provider: ProviderRule, __: Route) -> Objection | None:
    """GDPR chapter V: asked wherever words leave the EU/EEA, or a foreign law reaches into it."""
    accepted = tenant.require.transfer_basis
    if accepted is None or provider.zone in (Zone.SELF_HOSTED, Zone.EU):
        return None
    basis = _basis(provider.contract)
    if basis in accepted:
        return None
    return Reason.TRANSFER_BASIS_MISSING, f"has {basis or 'nothing on record'}; accepted: {_listed(accepted)}"


def _basis(contract: Contract | None) -> str | None:
    return contract.transfer_basis if contract else None


def dialect(facts: Facts, _: Tenant, __: ProviderRule, route: Route) -> Objection | None:
    if route.serves is None or facts.dialect in route.serves:
        return None
    return Reason.DIALECT_NOT_SERVED, f"{facts.dialect}; serves: {_listed(route.serves)}"


def capability(facts: Facts, _: Tenant, __: ProviderRule, route: Route) -> Objection | None:
    if route.lacks.isdisjoint(facts.needs):
        return None
    return Reason.CAPABILITY_MISSING, f"lacks {_listed(route.lacks.intersection(facts.needs))}"


def credential(facts: Facts, _: Tenant, provider: ProviderRule, __: Route) -> Objection | None:
    """Last, so that what is dropped here was permitted by everything else: `refusal` relies on it."""
    if provider.name not in facts.closed:
        return None
    return Reason.CREDENTIAL_MISSING, f"set {provider.key}" if provider.key else ""


FILTERS: tuple[tuple[str, Filter], ...] = (
    ("zone", zone),
    ("training", training),
    ("expiry", expiry),
    ("retention", retention),
    ("transfer", transfer),
    ("dialect", dialect),
    ("capability", capability),
    ("credential", credential),
)

ABSTENTIONS = {name: Verdict(name, Effect.ABSTAIN, Reason.PERMITTED) for name, _ in (*GATES, *FILTERS)}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nowhere"


# ----------------------------------------------------------------------------------------------------------- refusal

HIDDEN = frozenset({Reason.MODEL_UNKNOWN, Reason.MODEL_NOT_IN_TENANT, Reason.MODEL_NOT_IN_KEY})
"""Told apart in the receipt and by `sovereign explain`, never to the client."""


def refusal(decision: Decision, facts: Facts) -> Problem:
    """What the client is told when nothing is permitted. Names rules, reasons and routes, never the text.

    A model that does not exist and one that is not this key's get the same bytes. Where a candidate was dropped for its
    credential alone, a permitted route exists and cannot answer: no_route_available.
    """
    reasons = {verdict.reason for verdict in decision.verdicts if verdict.effect is not Effect.ABSTAIN}
    if reasons & HIDDEN:
        message = "no such model for this key; GET /v1/models lists what it may ask for"
        return Problem(Code.MODEL_NOT_FOUND, message, param="model")
    if Reason.CLASS_ABOVE_KEY in reasons:
        message = f"this request has class {facts.effective!r}, and the highest that this key may have is"
        return Problem(Code.NOT_PERMITTED, f"{message} {facts.ceiling!r}; use a key with a higher ceiling")
    if Reason.CREDENTIAL_MISSING in reasons:
        message = f"routes may see class {facts.effective!r}, but none has its credential"
        return Problem(Code.NO_ROUTE_AVAILABLE, f"{message}: {_summary(decision)}")
    return Problem(Code.POLICY_DENIED, f"no route may see class {facts.effective!r}: {_summary(decision)}")


def _summary(decision: Decision) -> str:
    """Per rule and reason, the routes that it dropped."""
    groups: dict[str, list[str]] = {}
    for verdict in decision.verdicts:
        for drop in verdict.dropped:
            groups.setdefault(f"{verdict.rule}: {drop.reason}", []).append(drop.route)
    count = sum(map(len, groups.values()))
    listed = "; ".join(f"{group}: {', '.join(routes)}" for group, routes in groups.items())
    return f"{count} candidate{'' if count == 1 else 's'} dropped ({listed})"
