"""Making agent keys: what is stored, and the key itself, which is shown once."""

from dataclasses import dataclass

from router.core.keys import digest, format_key
from router.ports import Act, KeyRecord
from router.secrets import derive, random_key


@dataclass(frozen=True, slots=True)
class Scope:
    """What a key may do. `models` and `tools` are patterns; `floor` is the lowest class its requests have."""

    tenant: str
    agent: str
    models: tuple[str, ...]
    tools: tuple[str, ...]
    floor: str | None = None


def new_key(master: bytes, scope: Scope, now: float) -> tuple[KeyRecord, str]:
    """`now` in seconds since the epoch."""
    key_id, secret = random_key()
    record = KeyRecord(
        id=key_id,
        tenant=scope.tenant,
        agent=scope.agent,
        models=scope.models,
        tools=scope.tools,
        floor=scope.floor,
        digest=digest(derive(master, "keys"), key_id, secret),
        created=now,
        expires=None,
        revoked=None,
    )
    return record, format_key(key_id, secret)


def issued(key: KeyRecord, actor: str) -> Act:
    """What the ledger tells of it."""
    details = {"agent": key.agent, "models": ",".join(key.models), "tools": ",".join(key.tools)}
    return Act("keys.issue", actor, key.created, key.tenant, key.id, details)
