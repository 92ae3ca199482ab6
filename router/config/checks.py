"""What must hold between the parts of a `routes.yaml`. One function a rule; each yields what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from router.config.expressions import MAX_PATTERNS, MAX_TERMS
from router.config.faults import Complaint, Loc, shown
from router.config.prices import name_of, routes_of
from router.config.provider_checks import PROVIDER_CHECKS, ROUTE_CHECKS
from router.config.schema import (
    FindBlock,
    LeaveBlock,
    LexiconBlock,
    PriceBlock,
    RoutesFile,
    RuleBlock,
    TenantBlock,
)
from router.config.serving import wrong_with_serving
from router.config.subject import Complaints, Subject
from router.config.words import one_of
from router.core.lexicons import ON_REQUEST

LONGEST_MONTH = 32
"""Days: a month of 31, and the time zones."""

READS = {
    "kind": {"kind"},
    "script": {"kind", "script"},
    "base_url": {"kind", "base_url", "hosting", "network"},
    "hosting": {"kind", "base_url", "hosting"},
    "timeouts": {"timeouts"},
}
"""What a rule reads of a provider, by where it complains. If one of these was taken out, it may speak of the gap."""


def check(subject: Subject) -> list[Complaint]:
    return [complaint for rule in CHECKS for complaint in rule(subject)]


# ----------------------------------------------------------------------------------------------------------- classes


def _class_list(subject: Subject) -> Complaints:
    classes = subject.file.classes
    for index, name in enumerate(classes):
        if name in classes[:index]:
            yield Complaint(("classes", index), f"{shown(name)} stands twice", "keep one; the order is lowest first")


def _class_names(subject: Subject) -> Complaints:
    known = subject.classes
    for loc, name in _named_classes(subject.file):
        if name not in known:
            yield Complaint(loc, f"{shown(name)} is no class", one_of(name, known))


def _named_classes(file: RoutesFile) -> Iterator[tuple[Loc, str]]:
    yield from ((("detection", "raise", kind), name) for kind, name in file.detection.raises.items())
    if file.detection.unscanned is not None:
        yield ("detection", "unscanned"), file.detection.unscanned
    for tenant, block in file.tenants.items():
        if block.floor is not None:
            yield ("tenants", tenant, "floor"), block.floor
        yield from ((("tenants", tenant, "rules", name), name) for name in block.rules)
    for model, serving in (file.serving or {}).items():
        if serving.hedge is not None:
            yield ("serving", model, "hedge", "up_to"), serving.hedge.up_to
    yield from ((("promises", index, "class"), promise.klass) for index, promise in enumerate(file.promises))


def floor_of(tenant: TenantBlock, classes: Sequence[str]) -> str:
    """As written; else the lowest class that the rules name, else the highest."""
    if tenant.floor is not None and tenant.floor in classes:
        return tenant.floor
    return next((name for name in classes if name in tenant.rules), classes[-1])


def _monotone(subject: Subject) -> Complaints:
    """Raising a class must never open a route: otherwise a detector that finds more would send words further."""
    classes = subject.file.classes
    for name, tenant in subject.file.tenants.items():
        reached = classes[classes.index(floor_of(tenant, classes)) :]
        for lower, higher in pairwise(reached):
            yield from _widens(("tenants", name, "rules"), tenant.rules, lower, higher)


def _widens(loc: Loc, rules: Mapping[str, RuleBlock], lower: str, higher: str) -> Complaints:
    if higher not in rules:
        return
    if lower not in rules:
        wrong = f"{lower} has no rule, while {higher}, which is higher, has one: raising a class would open routes"
        yield Complaint((*loc, higher), wrong, f"write a rule for {lower} too, or raise the tenant's floor to {higher}")
        return
    below, above = rules[lower], rules[higher]
    extra = [zone for zone in above.zones if zone not in below.zones]
    if extra:
        wrong = f"allows {', '.join(extra)}, which {lower}, a lower class, does not: raising a class would open routes"
        yield Complaint((*loc, higher, "zones"), wrong, f"remove it here, or add it to {lower}")
    shared = [zone for zone in above.zones if zone in below.zones and zone != "self_hosted"]
    if below.redact and not above.redact and shared:
        wrong = f"{lower}, a lower class, is redacted for {', '.join(shared)}, and this is not"
        yield Complaint((*loc, higher, "redact"), wrong, "write redact: true")


# ------------------------------------------------------------------------------------------------ models and tenants


def _prices(subject: Subject) -> Complaints:
    """One route costs the same whatever model it answers for."""
    seen: dict[str, PriceBlock] = {}
    for (name, index), route in routes_of(subject.file):
        if route.price is not None and seen.setdefault(name_of(route), route.price) != route.price:
            wrong = f"{name_of(route)} has another price above"
            yield Complaint(("models", name, index, "price"), wrong, "write one price for it")


def _serving(subject: Subject) -> Complaints:
    return wrong_with_serving(subject.file, subject.models)


def _tenant_models(subject: Subject) -> Complaints:
    for name, tenant in subject.file.tenants.items():
        for index, model in enumerate(tenant.models):
            if model != "*" and model not in subject.models:
                wrong = f"{shown(model)} is no model of this file"
                yield Complaint(("tenants", name, "models", index), wrong, one_of(model, subject.models))


def _retention(subject: Subject) -> Complaints:
    """What was spent in a month is read out of the record when the router starts."""
    for name, tenant in subject.file.tenants.items():
        days = tenant.record.keep_days
        if days is not None and days < LONGEST_MONTH and tenant.limits.has_budget:
            wrong = f"{days} days are less than a month, and the tenant's budget is counted from the record"
            yield Complaint(("tenants", name, "record", "keep_days"), wrong, f"write {LONGEST_MONTH} or more")


def _lexicons(subject: Subject) -> Complaints:
    for loc, block in named_lexicons(subject.file):
        lists: tuple[tuple[str, Sequence[FindBlock | LeaveBlock]], ...] = ("find", block.find), ("leave", block.leave)
        for name, entries in lists:
            place = (*loc, name)
            yield from (found for index, entry in enumerate(entries) for found in _entry((*place, index), entry))
            yield from _too_much(place, "terms", sum(len(entry.terms or ()) for entry in entries), MAX_TERMS)
            yield from _too_much(place, "patterns", sum(len(entry.patterns or ()) for entry in entries), MAX_PATTERNS)


def _entry(loc: Loc, entry: FindBlock | LeaveBlock) -> Complaints:
    if isinstance(entry, FindBlock) and entry.asks:
        if entry.case is not None:
            yield Complaint((*loc, "case"), "there is nothing here that has a case", "remove it")
    elif _names_a_kind_alone(entry):
        cure = f"remove the line, write terms: [...] or patterns: [...], or one of: {', '.join(sorted(ON_REQUEST))}"
        yield Complaint(loc, f"{entry.kind} is looked for anyway", cure)
    elif (entry.terms is None) == (entry.patterns is None):
        yield Complaint(loc, "says not exactly one thing", "write terms: [...] or patterns: [...]")
    elif entry.patterns is not None and entry.case is not None:
        yield Complaint((*loc, "case"), "patterns say it themselves", "remove it; (?i) at the front of one is any case")


def _names_a_kind_alone(entry: FindBlock | LeaveBlock) -> bool:
    """A line of `find` that looks as if it asked. `CUSTOM_TERM` is found by nothing but terms and patterns."""
    if not isinstance(entry, FindBlock) or entry.kind == "CUSTOM_TERM":
        return False
    return entry.terms is None and entry.patterns is None


def _too_much(loc: Loc, what: str, count: int, most: int) -> Complaints:
    if count > most:
        yield Complaint(loc, f"has {count} {what}, at most {most} are read", "keep what matters, or join some in one")


def named_lexicons(file: RoutesFile) -> Iterator[tuple[Loc, LexiconBlock]]:
    yield ("detection",), file.detection
    yield from ((("tenants", name, "detection"), tenant.detection) for name, tenant in file.tenants.items())


def _promises(subject: Subject) -> Complaints:
    cure = "write never: [zones], or always: redacted with outside: [zones], or require: {…}"
    for index, promise in enumerate(subject.file.promises):
        forms = (promise.never, promise.always, promise.require)
        if sum(form is not None for form in forms) != 1 or (promise.outside is None) != (promise.always is None):
            yield Complaint(("promises", index), "says not exactly one thing", cure)


CHECKS: tuple[Callable[[Subject], Complaints], ...] = (
    *PROVIDER_CHECKS,
    _class_list,
    _class_names,
    _monotone,
    *ROUTE_CHECKS,
    _prices,
    _serving,
    _tenant_models,
    _retention,
    _lexicons,
    _promises,
)
