"""From a checked file to the immutable `Ruleset` that policy and the walk read."""

import hashlib
import json
from types import MappingProxyType
from typing import Any, TypeVar

from router.config.checks import floor_of
from router.config.schema import (
    DetectionBlock,
    PromiseBlock,
    ProviderBlock,
    RequireBlock,
    RouteBlock,
    RoutesFile,
    TenantBlock,
    TimeoutBlock,
    ToolBlock,
)
from router.core.rules import (
    BreakerRule,
    ClassRule,
    Contract,
    Detection,
    Entity,
    Limits,
    Location,
    Promise,
    ProviderRule,
    Requirement,
    Route,
    Ruleset,
    Tenant,
    Timeouts,
    ToolRule,
)
from router.core.types import Treatment, Zone
from router.core.zones import zone_of

K = TypeVar("K")
V = TypeVar("V")


def compile_rules(file: RoutesFile) -> Ruleset:
    """Its digest is the SHA-256, in hex, of the `canonical` file."""
    classes = tuple(file.classes)
    return Ruleset(
        classes=classes,
        detection=_detection(file.detection, classes),
        providers=_frozen({name: _provider(name, block) for name, block in file.providers.items()}),
        models=_frozen({name: tuple(map(_route, routes)) for name, routes in file.models.items()}),
        tenants=_frozen({name: _tenant(name, block, file.classes) for name, block in file.tenants.items()}),
        digest=hashlib.sha256(canonical(file).encode()).hexdigest(),
        promises=tuple(map(_promise, file.promises)),
    )


def canonical(file: RoutesFile) -> str:
    """The file as read, in JSON: defaults filled in, keys sorted, comments and layout gone. JSON is YAML: it loads."""
    values = file.model_dump(mode="json", by_alias=True, exclude_none=True)
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


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
    return Timeouts(**{name: min(value, block.total) for name, value in block.model_dump().items()})


def _route(block: RouteBlock) -> Route:
    return Route(
        provider=block.provider,
        model=block.model,
        serves=frozenset(block.serves) if block.serves else None,
        context=block.context,
        lacks=frozenset(block.lacks),
    )


def _tenant(name: str, block: TenantBlock, classes: list[str]) -> Tenant:
    rules = {klass: ClassRule(_zones(rule.zones), rule.redact) for klass, rule in block.rules.items()}
    return Tenant(
        name=name,
        floor=floor_of(block, classes),
        models=tuple(block.models),
        require=_requirement(block.require),
        rules=_frozen(rules),
        limits=Limits(**block.limits.model_dump()),
        tools=_tools(block.tools) if block.tools else None,
    )


def _zones(names: list[Any] | None) -> frozenset[Zone]:
    return frozenset(map(Zone, names or ()))


def _requirement(block: RequireBlock) -> Requirement:
    basis = frozenset(block.transfer_basis) if block.transfer_basis else None
    return Requirement(block.training, block.max_retention_days, basis)


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
