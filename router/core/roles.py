"""What each role of an admin may do. Who may what is a table; nothing else decides."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

ALL = "*"
"""In place of the tenants' names."""


class Role(StrEnum):
    ADMIN = "admin"
    APPROVER = "approver"
    AUDITOR = "auditor"
    READ_ONLY = "read_only"


NAMED: Mapping[str, Role] = {role.value: role for role in Role}


class Right(StrEnum):
    LOOK = "look"
    """At which rules are in force, and at one's own keys, without their secrets, and receipts."""
    READ_LEDGER = "read_ledger"
    """All of it, whoever asked, and everybody's keys."""
    REVOKE_KEYS = "revoke_keys"
    STOP = "stop"
    """And to resume."""


HOLDERS: Mapping[Right, frozenset[Role]] = {
    Right.LOOK: frozenset(Role),
    Right.READ_LEDGER: frozenset({Role.ADMIN, Role.AUDITOR}),
    Right.REVOKE_KEYS: frozenset({Role.ADMIN}),
    Right.STOP: frozenset({Role.ADMIN}),
}


@dataclass(frozen=True, slots=True)
class RoleAt:
    """A role at one tenant, or at `ALL`."""

    role: Role
    tenant: str

    def __str__(self) -> str:
        return self.role.value if self.tenant == ALL else f"{self.role}@{self.tenant}"


def may(roles: Collection[Role], right: Right) -> bool:
    return not HOLDERS[right].isdisjoint(roles)


def may_at(grants: Iterable[RoleAt], right: Right, tenant: str | None) -> bool:
    """Whether one of them gives the right there. None: at the router itself, which belongs to all tenants together."""
    return any(grant.role in HOLDERS[right] and is_for((grant.tenant,), tenant) for grant in grants)


def is_for(tenants: Collection[str], tenant: str | None) -> bool:
    """Whether who is for `tenants` is for this one. None: the router itself, which belongs to all of them together."""
    return ALL in tenants or tenant in tenants


def parse_roles(names: Collection[str]) -> tuple[Role, ...]:
    """Each once, in the order of the list above. Raises ValueError that says what there is."""
    if not names or not set(names) <= NAMED.keys():
        raise ValueError(f"roles are some of {', '.join(Role)}")
    return tuple(role for role in Role if role in names)


def parse_role_map(text: str) -> tuple[str, dict[str, tuple[RoleAt, ...]]]:
    """`groups:router-admins=admin,acme-audit=auditor@acme`: the claim, and what each value of it gives.

    A role without a tenant is for all. The same value may give a role at each of several tenants, and one at most at
    each. The claim's name may hold colons, as those that are addresses do. Raises ValueError.
    """
    first, _, _ = text.partition("=")
    claim, _, _ = first.rpartition(":")
    given: dict[tuple[str, str], RoleAt | None] = {}
    pairs = [pair.rpartition("=") for pair in text[len(claim) + 1 :].split(",")]
    for value, _, words in pairs:
        grant = _parse_grant(words.strip())
        given[value.strip(), grant.tenant if grant else ""] = grant
    found = {place: grant for place, grant in given.items() if grant is not None and place[0]}
    if not claim.strip() or len(found) != len(pairs):
        raise ValueError(f"write CLAIM:VALUE=ROLE,VALUE=ROLE@TENANT; roles are {', '.join(Role)}")
    values = dict.fromkeys(value for value, _ in found)
    return claim.strip(), {one: tuple(grant for (value, _), grant in found.items() if value == one) for one in values}


def _parse_grant(words: str) -> RoleAt | None:
    name, at, tenant = words.partition("@")
    role = NAMED.get(name.strip())
    return None if role is None or (at and not tenant.strip()) else RoleAt(role, tenant.strip() or ALL)
