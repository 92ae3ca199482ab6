"""Warnings: the file goes live, and an admin should know this. One function a subject."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from router.config.checks import named_lexicons
from router.config.faults import Complaint, Loc
from router.config.files import open_regular
from router.config.prices import has_budgets, name_of, prices_of, routes_of
from router.config.provider_checks import IN_PROCESS
from router.config.schema import ContractBlock, ProviderBlock, RoutesFile
from router.core.references import Scheme, parse_reference

SOON = timedelta(days=30)

Complaints = Iterator[Complaint]


def advise(file: RoutesFile, today: date) -> list[Complaint]:
    """`today` is the day in UTC."""
    providers = [
        complaint
        for name, provider in file.providers.items()
        for about in (_facts, _key, partial(_contract, today=today))
        for complaint in about(("providers", name), provider)
    ]
    return [*providers, *(complaint for rule in RULES for complaint in rule(file))]


def _facts(loc: Loc, provider: ProviderBlock) -> Complaints:
    if provider.base_url is not None and provider.kind in IN_PROCESS:
        yield Complaint((*loc, "base_url"), f"kind {provider.kind} calls nobody", "remove the line")
    if provider.hosting == "self":
        return
    missing = ", ".join(_missing(provider))
    if missing:
        wrong = f"{missing} not given, so its zone is elsewhere"
        yield Complaint(loc, wrong, "write what you know of it, or hosting: self if you run it")


def _key(loc: Loc, provider: ProviderBlock) -> Complaints:
    reference = parse_reference(provider.key) if provider.key is not None else None
    if reference is not None and reference.scheme is Scheme.VAULT:
        wrong = "vault references arrive with a later version; this route stays closed"
        yield Complaint((*loc, "key"), wrong, "write env:NAME or file:/path")


def _missing(provider: ProviderBlock) -> Iterator[str]:
    entity, location = provider.entity, provider.location
    facts = {
        "entity.seat": entity and entity.seat,
        "entity.parent": entity and entity.parent,
        "location.inference": location and location.inference,
        "location.storage": location and location.storage,
    }
    return (name for name, fact in facts.items() if not fact)


def _contract(loc: Loc, provider: ProviderBlock, today: date) -> Complaints:
    contract = provider.contract
    if provider.hosting == "self":
        return
    if contract is None:
        wrong = "has no contract, which counts as: retains and trains"
        yield Complaint(loc, wrong, "write contract: {training: prohibited, …} once you have one")
        return
    yield from _expiry((*loc, "contract", "expires"), contract, today)
    if contract.sha256 is not None and not re.fullmatch(r"[0-9a-f]{64}", contract.sha256):
        cure = "write what `sha256sum` prints for the file"
        yield Complaint((*loc, "contract", "sha256"), "is no SHA-256 digest, so the evidence is not checked", cure)


def _expiry(loc: Loc, contract: ContractBlock, today: date) -> Complaints:
    if contract.expires is None:
        yield Complaint(
            loc, "the contract has no end, and nobody is reminded to look at it", "write expires: YYYY-MM-DD"
        )
    elif contract.expires <= today:
        wrong = f"expired on {contract.expires}: closed for every tenant that requires a contract"
        yield Complaint(loc, wrong, "renew the contract, then write its new date")
    elif contract.expires <= today + SOON:
        yield Complaint(loc, f"expires on {contract.expires}, and closes then", "renew the contract in time")


def _detection(file: RoutesFile) -> Complaints:
    if not file.detection.enabled:
        wrong = "nothing is searched: every request counts as unscanned"
        yield Complaint(("detection", "enabled"), wrong, "write enabled: true")


def _kept_finds(file: RoutesFile) -> Complaints:
    for loc, block in named_lexicons(file):
        for index, entry in enumerate(block.find):
            if entry.kind in file.detection.keep:
                wrong = f"{entry.kind} is in `keep`: what is found leaves as it is"
                cure = "take it out of `keep`" if entry.asks else "write another kind, such as CUSTOM_TERM"
                yield Complaint((*loc, "find", index, "kind"), wrong, cure)


def _prices(file: RoutesFile) -> Complaints:
    """Only where a tenant has a budget; one's own machines cost nothing that a budget would count."""
    if not has_budgets(file):
        return
    prices = prices_of(file)
    for (name, index), route in routes_of(file):
        provider = file.providers[route.provider]
        is_own = provider.hosting == "self" or provider.kind in IN_PROCESS
        if name_of(route) not in prices and not is_own and _is_budgeted(file, name):
            wrong = "nobody knows its price, so no budget_eur_per_month counts it"
            cure = "write price: {input: …, output: …} in euro per million tokens"
            yield Complaint(("models", name, index), wrong, cure)


def _is_budgeted(file: RoutesFile, model: str) -> bool:
    """Some tenant with a budget may ask for it."""
    return any(t.limits.has_budget and ("*" in t.models or model in t.models) for t in file.tenants.values())


def _held_tools(file: RoutesFile) -> Complaints:
    for name, tenant in file.tenants.items():
        tools = tenant.tools
        if tools and "hold" in (tools.default, *tools.write.values(), *tools.irreversible.values()):
            wrong = "hold: this version has no approvals, so a held call is refused"
            yield Complaint(("tenants", name, "tools"), wrong, "write allow for calls that may go through unseen")


def _promises(file: RoutesFile) -> Complaints:
    if file.promises:
        yield Complaint(("promises",), "accepted, not yet proved by this version", "do not rely on it")


RULES: tuple[Callable[[RoutesFile], Complaints], ...] = (_detection, _kept_finds, _prices, _held_tools, _promises)


def examine_evidence(file: RoutesFile, folder: Path) -> Complaints:
    """Looks at the contract files themselves. `folder` is where `routes.yaml` stands."""
    for name, provider in file.providers.items():
        contract = provider.contract
        if contract is not None and contract.evidence is not None:
            loc: Loc = ("providers", name, "contract")
            yield from _examine(loc, folder / contract.evidence, contract.sha256)


def _examine(loc: Loc, evidence: Path, expected: str | None) -> Complaints:
    try:
        with open_regular(evidence) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        yield Complaint((*loc, "evidence"), f"cannot be read ({error.strerror})", "put the contract there")
        return
    if expected is not None and re.fullmatch(r"[0-9a-f]{64}", expected) and digest != expected:
        wrong = "is not the digest of the evidence: the file changed since it was recorded"
        yield Complaint((*loc, "sha256"), wrong, "read the contract again, then record its new digest")
