"""From a checked file to the immutable `Ruleset` that policy and the walk read."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any, TypeVar

from router.config.checks import floor_of
from router.config.faults import Loc, dotted
from router.config.prices import cheapest_of, prices_of
from router.config.schema import (
    DetectionBlock,
    FindBlock,
    LeaveBlock,
    LexiconBlock,
    LimitBlock,
    PromiseBlock,
    ProviderBlock,
    QuotaBlock,
    RequireBlock,
    RouteBlock,
    RoutesFile,
    TenantBlock,
    TimeoutBlock,
    ToolBlock,
)
from router.config.serving import serving_of
from router.core.kept_rules import canonical_json, divided
from router.core.languages import spoken
from router.core.lexicons import NO_LEXICON, ON_REQUEST, UNLESS_KEPT, Lexicon, Wording
from router.core.rules import (
    BreakerRule,
    ClassRule,
    Concurrency,
    Contract,
    Detection,
    Entity,
    Limits,
    Location,
    Placeholders,
    Promise,
    ProviderRule,
    Quota,
    Requirement,
    Retention,
    Route,
    Ruleset,
    Tenant,
    Timeouts,
    ToolRule,
)
from router.core.types import Treatment, Zone
from router.core.zones import zone_of

MOST_ADAPTIVE = 256
"""Requests at once that an adaptive limit never exceeds."""

K = TypeVar("K")
V = TypeVar("V")


def compile_rules(file: RoutesFile) -> Ruleset:
    """Its digest is that of the `canonical` file in parts (`core.kept_rules`)."""
    classes = tuple(file.classes)
    shared = _asking(file.detection, _lists(("detection",), file.detection))
    prices = prices_of(file)
    return Ruleset(
        classes=classes,
        detection=_detection(file.detection, classes),
        providers=_frozen({name: _provider(name, block) for name, block in file.providers.items()}),
        models=_frozen({name: tuple(_route(one, file) for one in routes) for name, routes in file.models.items()}),
        tenants=_frozen({name: _tenant(name, block, classes, shared) for name, block in file.tenants.items()}),
        digest=divided(canonical(file)).digest,
        promises=tuple(map(_promise, file.promises)),
        prices=_frozen(prices),
        cheapest=_frozen(cheapest_of(file, prices)),
        serving=_frozen(serving_of(file)),
    )


def canonical(file: RoutesFile) -> str:
    """The file as read, in JSON: defaults filled in, keys sorted, comments and layout gone. JSON is YAML: it loads."""
    return canonical_json(file.model_dump(mode="json", by_alias=True, exclude_none=True))


def _frozen(values: dict[K, V]) -> MappingProxyType[K, V]:
    return MappingProxyType(values)


def _detection(block: DetectionBlock, classes: tuple[str, ...]) -> Detection:
    return Detection(
        enabled=block.enabled,
        languages=tuple(block.languages),
        raises=_frozen(dict(block.raises)),
        unscanned=block.unscanned or classes[-1],
        keep=frozenset(block.keep),
    )


def _provider(name: str, block: ProviderBlock) -> ProviderRule:
    entity = Entity(**block.entity.model_dump()) if block.entity else None
    location = Location(tuple(block.location.inference), tuple(block.location.storage)) if block.location else None
    return ProviderRule(
        name=name,
        kind=block.kind,
        zone=zone_of(block.hosting, entity, location),
        base_url=block.base_url.rstrip("/") if block.base_url else None,
        key=block.key,
        private=block.is_private,
        contract=_contract(block),
        entity=entity,
        timeouts=_timeouts(block.timeouts),
        breaker=BreakerRule(**block.breaker.model_dump()),
        concurrency=_concurrency(block.concurrency),
        retries=block.retries,
        forward=frozenset(block.forward),
        script=tuple(block.script),
        location=location,
    )


def _contract(block: ProviderBlock) -> Contract | None:
    """What the evidence is stays in the file; policy reads the terms."""
    return Contract(**block.contract.model_dump(exclude={"evidence", "sha256"})) if block.contract else None


def _timeouts(block: TimeoutBlock) -> Timeouts:
    """A total that is shorter than a default shortens the default."""
    least = block.least_first_token
    limits = {name: min(value, block.total) for name, value in block.longest.items()}
    return Timeouts(**limits, least_first_token=None if least is None else min(least, block.total))


def _concurrency(at_once: int | str | None) -> Concurrency | None:
    match at_once:
        case None:
            return None
        case int():
            return Concurrency(at_once)
        case _:
            return Concurrency(MOST_ADAPTIVE, adaptive=True)


def _route(block: RouteBlock, file: RoutesFile) -> Route:
    return Route(
        provider=block.provider,
        model=block.model,
        serves=spoken(file.providers[block.provider].kind, frozenset(block.serves) if block.serves else None),
        context=block.context,
        lacks=frozenset(block.lacks),
    )


def _tenant(name: str, block: TenantBlock, classes: tuple[str, ...], shared: Lexicon) -> Tenant:
    rules = {klass: ClassRule(_zones(rule.zones), rule.redact) for klass, rule in block.rules.items()}
    return Tenant(
        name=name,
        floor=floor_of(block, classes),
        models=tuple(block.models),
        require=_requirement(block.require),
        rules=_frozen(rules),
        limits=_limits(block.limits),
        record=Retention(block.record.keep_days, block.record.hold),
        tools=_tools(block.tools) if block.tools else None,
        placeholders=Placeholders(block.placeholders.style, block.placeholders.note),
        lexicon=_joined(shared, _lists(("tenants", name, "detection"), block.detection)),
    )


def _lists(loc: Loc, block: LexiconBlock) -> Lexicon:
    find, leave = _wordings((*loc, "find"), block.find), _wordings((*loc, "leave"), block.leave)
    lexicon = NO_LEXICON
    if find or leave:
        meaning = json.dumps([[asdict(one) for one in some] for some in (find, leave)], sort_keys=True)
        lexicon = Lexicon(find, leave, hashlib.sha256(meaning.encode()).digest())
    return _also(lexicon, frozenset(entry.kind for entry in block.find if entry.asks))


def _asking(block: DetectionBlock, lexicon: Lexicon) -> Lexicon:
    """With the kinds that the whole file asks for, besides its lines of `find`."""
    return _also(lexicon, (UNLESS_KEPT - set(block.keep)) | (ON_REQUEST & set(block.raises)))


def _also(lexicon: Lexicon, kinds: frozenset[str]) -> Lexicon:
    """Looking for these kinds as well."""
    also = lexicon.also | kinds
    if also == lexicon.also:
        return lexicon
    digest = hashlib.sha256(lexicon.digest + json.dumps(sorted(also)).encode()).digest()
    return replace(lexicon, digest=digest, also=also)


def _joined(shared: Lexicon, own: Lexicon) -> Lexicon:
    """Tenants that add nothing have one lexicon, compiled once for all of them."""
    if own == NO_LEXICON:
        return shared
    if shared == NO_LEXICON:
        return own
    digest = hashlib.sha256(shared.digest + own.digest).digest()
    return Lexicon((*shared.find, *own.find), (*shared.leave, *own.leave), digest, shared.also | own.also)


def _wordings(loc: Loc, blocks: Sequence[FindBlock | LeaveBlock]) -> tuple[Wording, ...]:
    return tuple(
        Wording(
            place=dotted((*loc, index)),
            kind=block.kind,
            terms=tuple(block.terms or ()),
            patterns=tuple(block.patterns or ()),
            exact=block.case == "exact",
        )
        for index, block in enumerate(blocks)
        if block.terms or block.patterns
    )


def _zones(names: list[Any] | None) -> frozenset[Zone]:
    return frozenset(map(Zone, names or ()))


def _requirement(block: RequireBlock) -> Requirement:
    basis = frozenset(block.transfer_basis) if block.transfer_basis else None
    return Requirement(block.training, block.max_retention_days, basis)


def _limits(block: LimitBlock) -> Limits:
    return Limits(_quota(block), _quota(block.per_agent), _quota(block.per_key))


def _quota(block: QuotaBlock | None) -> Quota | None:
    """None where nothing is limited: then nothing is counted."""
    named = block.model_dump(include=set(QuotaBlock.model_fields), exclude_none=True) if block else {}
    return Quota(**named) if named else None


def _tools(block: ToolBlock) -> ToolRule:
    """Sorted, so that the order of lines in the file can mean nothing."""
    return ToolRule(
        default=block.default,
        read=tuple(sorted(block.read)),
        write=tuple(sorted(block.write.items())),
        irreversible=tuple(sorted(block.irreversible.items())),
    )


def _promise(block: PromiseBlock) -> Promise:
    return Promise(
        klass=block.klass,
        never=_zones(list(block.never or ())),
        always=Treatment(block.always) if block.always else None,
        outside=_zones(list(block.outside or ())),
        require=_requirement(block.require) if block.require else None,
    )
