"""Agent keys as rows, and back: which of them are believed. The same for every store.

What a row is found and ended by stands in it readable, and once more in its sealed body. Who can write the database but
has no master key can change the one and not the other: a row that says other than its body is not believed. Nor is one
that is not revoked where the log tells that it was: an older state of the row, put back whole.

Bodies of the first versions told nothing of it. They are believed until a router has bound them at its start, which
the log tells: from then on nobody can bring such a one.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import asdict, replace
from json import loads
from typing import Any, NamedTuple

from router.ports import Act, KeyRecord
from router.store.faults import StoreError
from router.store.records import written
from router.store.sealing import Seal
from router.store.whose import tagged

log = logging.getLogger("sovereign.ledger")

BOUND = "keys_bound"
"""The act that tells that all bodies are bound to their rows."""
REVOKED = "revoked_"
"""And before the id of a key: the act that tells of its end."""

_BOUND_BY_PLACE = ("id", "tenant")
_LISTS = ("models", "tools", "networks")


class KeyRow(NamedTuple):
    """A row as it is kept, and what the log tells: that this key `was_revoked`, and that all keys `are_bound`."""

    id: str
    digest: bytes
    created: float
    expires: float | None
    revoked: float | None
    body: bytes
    was_revoked: bool
    are_bound: bool


class Believed:
    """The keys of a store. What is not believed is told in the log, once, and to whoever asks."""

    def __init__(self) -> None:
        self._doubts: dict[str, dict[str, str]] = {}

    def keys(self, rows: Iterable[KeyRow], tenant: str, seal: Seal) -> list[KeyRecord]:
        found, doubts = [], {}
        for row in rows:
            try:
                found.append(opened(row, tenant, seal))
            except StoreError as doubt:
                doubts[row.id] = str(doubt)
        for key_id in doubts.keys() - self._doubts.get(tenant, {}).keys():
            log.error("key %s of tenant %s does not work: %s", key_id, tenant, doubts[key_id])
        self._doubts[tenant] = doubts
        return found

    def doubts(self, tenants: Collection[str]) -> list[str]:
        """Of these tenants, as their keys were read last."""
        return [
            f"{tenant}/{key_id}: {why}"
            for tenant, doubts in self._doubts.items()
            if tenant in tenants
            for key_id, why in doubts.items()
        ]


def row_of(key: KeyRecord, seal: Seal) -> tuple[Any, ...]:
    """As a table `keys` has it."""
    whose = tagged(seal, key.owner, key.team)
    return key.id, *whose, key.digest, key.created, key.expires, key.revoked, sealed(key, seal)


def sealed(key: KeyRecord, seal: Seal) -> bytes:
    """Its body. For another `expires` or `revoked` it must be made anew."""
    told = {name: value for name, value in asdict(key).items() if name not in _BOUND_BY_PLACE}
    return seal.seal(_place(key.id), written({**told, "digest": key.digest.hex()}))


def opened(row: KeyRow, tenant: str, seal: Seal) -> KeyRecord:
    """Raises `StoreError` for what is not believed, with the reason and the cure."""
    told = _told(row, seal)
    if row.was_revoked and row.revoked is None:
        raise _doubt("the log tells that it was revoked, and the row does not")
    if "digest" not in told:
        if row.are_bound:
            raise _doubt("its body is one of before they were bound to their rows")
        told |= {"digest": row.digest.hex(), "created": row.created, "expires": row.expires, "revoked": row.revoked}
    told |= {name: tuple(told.get(name, ())) for name in _LISTS}
    try:
        key = KeyRecord(**{**told, "id": row.id, "tenant": tenant, "digest": bytes.fromhex(told["digest"])})
    except TypeError:
        raise _doubt("it was written by a newer version of the router") from None
    if (key.digest, key.created, key.expires, key.revoked) != row[1:5]:
        raise _doubt("its row was changed behind the router's back")
    return key


def unbound(rows: Iterable[KeyRow], tenant: str, seal: Seal) -> list[KeyRecord]:
    """Those that are believed though nothing binds them, and are to be sealed anew."""
    found = []
    for row in rows:
        try:
            key = opened(row, tenant, seal)
        except StoreError:
            continue
        if "digest" not in _told(row, seal):
            found.append(key)
    return found


def binding(tenant: str, count: int, at: float) -> Act:
    return Act("keys.bind", "router", at, tenant, details={"count": str(count)}, id=BOUND)


def ended(key: KeyRecord, act: Act) -> tuple[KeyRecord, Act]:
    """The key as it is once it is revoked, and what the log tells of it."""
    return replace(key, revoked=act.at), replace(act, tenant=key.tenant, id=f"{REVOKED}{key.id}")


def _told(row: KeyRow, seal: Seal) -> dict[str, Any]:
    told: dict[str, Any] = loads(seal.open(_place(row.id), row.body))
    return told


def _doubt(why: str) -> StoreError:
    return StoreError(f"{why}; issue another in its place, and look who can write the database")


def _place(key_id: str) -> str:
    return f"keys/{key_id}/body"
