"""Making agent keys: what is stored, and the key itself, which is shown once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from ipaddress import ip_network
from math import inf

from router.core.keys import digest, format_key
from router.core.printing import LONGEST, is_name
from router.core.rules import Ruleset
from router.core.scopes import ceiling_rank, floor_rank, wider
from router.ports import Act, KeyRecord
from router.secrets import derive, random_key

LIFETIME = 90 * 86_400.0
"""Seconds that a key lives when nobody says otherwise."""
NEVER = inf

_UNBOUND = KeyRecord("", "", "", ("*",), ("all",), None, b"", 0.0, None, None)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for. None: as its parent has it; without a parent nothing bounds it there, but its life.

    `models` and `tools` are patterns, `floor` and `ceiling` the lowest and highest class its requests have, `networks`
    CIDR. `expires`: seconds since the epoch; None: LIFETIME from now, or with its parent if that is sooner.
    """

    tenant: str | None
    agent: str | None
    models: tuple[str, ...] | None = None
    tools: tuple[str, ...] | None = None
    floor: str | None = None
    ceiling: str | None = None
    networks: tuple[str, ...] | None = None
    owner: str | None = None
    team: str | None = None
    parent: str | None = None
    expires: float | None = None
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    budget_eur_per_month: float | None = None


def new_key(master: bytes, scope: Scope, now: float, parent: KeyRecord | None = None) -> tuple[KeyRecord, str]:
    """`now` in seconds since the epoch. Whether it is narrower than its parent `check_child` tells."""
    above = parent or _UNBOUND
    key_id, secret = random_key()
    record = KeyRecord(
        id=key_id,
        tenant=scope.tenant or above.tenant,
        agent=scope.agent or above.agent,
        models=scope.models or above.models,
        tools=scope.tools or above.tools,
        floor=scope.floor or above.floor,
        digest=digest(derive(master, "keys"), key_id, secret),
        created=now,
        expires=_end(scope.expires, now + LIFETIME, above),
        revoked=None,
        owner=scope.owner or above.owner,
        team=scope.team or above.team,
        parent=parent.id if parent else None,
        ceiling=scope.ceiling or above.ceiling,
        networks=scope.networks or above.networks,
        requests_per_minute=scope.requests_per_minute or above.requests_per_minute,
        tokens_per_minute=scope.tokens_per_minute or above.tokens_per_minute,
        budget_eur_per_month=scope.budget_eur_per_month or above.budget_eur_per_month,
    )
    return record, format_key(key_id, secret)


def successor(master: bytes, old: KeyRecord, now: float, parent: KeyRecord | None = None) -> tuple[KeyRecord, str]:
    """A key with the scope of `old` and as long a life as it was given, but not beyond `parent`'s end."""
    key_id, secret = random_key()
    life = NEVER if old.expires is None else now + old.expires - old.created
    record = replace(
        old,
        id=key_id,
        digest=digest(derive(master, "keys"), key_id, secret),
        created=now,
        expires=_end(None, life, parent or _UNBOUND),
        replaces=old.id,
    )
    return record, format_key(key_id, secret)


def check_scope(key: KeyRecord, rules: Ruleset) -> None:
    """Raises ValueError for what the rules do not have, for what is no network, and for a key that could do nothing."""
    for option, name in (("--agent", key.agent), ("--owner", key.owner), ("--team", key.team)):
        if name is not None and not is_name(name):
            raise ValueError(f"{option} takes a name: 1 to {LONGEST} printable characters")
    if key.tenant not in rules.tenants:
        raise ValueError(f"there is no tenant {key.tenant!r} in the rules; they have: {', '.join(rules.tenants)}")
    for klass in (key.floor, key.ceiling):
        if klass is not None and klass not in rules.classes:
            raise ValueError(f"there is no class {klass!r} in the rules; they have: {', '.join(rules.classes)}")
    for pattern in key.models:
        if not any(fnmatchcase(model, pattern) for model in rules.models):
            raise ValueError(f"there is no model {pattern!r} in the rules; they have: {', '.join(rules.models)}")
    _check_networks(key.networks)
    _check_classes(key, rules)
    _check_budget(key, rules)


def _check_networks(networks: Sequence[str]) -> None:
    for text in networks:
        try:
            ip_network(text)
        except ValueError as fault:
            raise ValueError(
                f"--networks takes addresses as CIDR, such as 10.1.0.0/16 or 2001:db8::/32: {fault}"
            ) from None


def _check_classes(key: KeyRecord, rules: Ruleset) -> None:
    """What is always above the ceiling is refused when it is asked for, and not request by request."""
    floors = {"the key": key.floor, f"tenant {key.tenant!r}": rules.tenants[key.tenant].floor}
    for whose, floor in floors.items():
        if floor_rank(floor, rules.classes) > ceiling_rank(key.ceiling, rules.classes):
            message = f"--ceiling {key.ceiling!r} is below {floor!r}, the floor of {whose}: it could ask for nothing"
            raise ValueError(message)


def _check_budget(key: KeyRecord, rules: Ruleset) -> None:
    """What has no price counts as free, so a budget for that alone would never be spent."""
    names = [model for model in rules.models if any(fnmatchcase(model, pattern) for pattern in key.models)]
    routes = {f"{route.provider}/{route.model}" for name in names for route in rules.models[name]}
    if key.budget_eur_per_month is not None and routes.isdisjoint(rules.prices):
        raise ValueError(
            "--budget would never be spent: no route of these models has a price; "
            "write `price` beside one in routes.yaml"
        )


def check_child(child: KeyRecord, parent: KeyRecord, rules: Ruleset) -> None:
    """Raises ValueError with every respect in which a child is wider than its parent."""
    reasons = wider(child, parent, rules.classes)
    if reasons:
        raise ValueError(f"a child of key {parent.id} can only be narrower than it: {'; '.join(reasons)}")


def issued(key: KeyRecord, actor: str) -> Act:
    """What the ledger tells of it."""
    return Act("keys.issue", actor, key.created, key.tenant, key.id, _details(key))


def rotated(old: KeyRecord, new: KeyRecord, until: float, actor: str) -> Act:
    """What the ledger tells of both. `until`: when the old one ends."""
    details = {"replaced_by": new.id, "until": f"{until:.0f}", **_details(new)}
    return Act("keys.rotate", actor, new.created, old.tenant, old.id, details)


def _details(key: KeyRecord) -> dict[str, str]:
    """Times in whole seconds since the epoch. What bounds nothing is not named."""
    told = {
        "agent": key.agent,
        "models": ",".join(key.models),
        "tools": ",".join(key.tools),
        "expires": "never" if key.expires is None else f"{key.expires:.0f}",
        "floor": key.floor,
        "ceiling": key.ceiling,
        "networks": ",".join(key.networks),
        "owner": key.owner,
        "team": key.team,
        "parent": key.parent,
        "requests_per_minute": key.requests_per_minute,
        "tokens_per_minute": key.tokens_per_minute,
        "budget_eur_per_month": key.budget_eur_per_month,
    }
    return {name: str(value) for name, value in told.items() if value}


def _end(asked: float | None, usual: float, above: KeyRecord) -> float | None:
    """None: never."""
    end = asked if asked is not None else min(usual, NEVER if above.expires is None else above.expires)
    return None if end == NEVER else end
