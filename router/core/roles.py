"""What each role of an admin may do. Who may what is a table; nothing else decides."""

from collections.abc import Collection, Mapping
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
    """At keys, without their secrets, at which rules are in force, and at the receipts of one's own requests."""
    READ_LEDGER = "read_ledger"
    """All of it, whoever asked."""
    REVOKE_KEYS = "revoke_keys"


HOLDERS: Mapping[Right, frozenset[Role]] = {
    Right.LOOK: frozenset(Role),
    Right.READ_LEDGER: frozenset({Role.ADMIN, Role.AUDITOR}),
    Right.REVOKE_KEYS: frozenset({Role.ADMIN}),
}


def may(roles: Collection[Role], right: Right) -> bool:
    return not HOLDERS[right].isdisjoint(roles)


def is_for(tenants: Collection[str], tenant: str | None) -> bool:
    """Whether who is for `tenants` is for this one. None: the router itself, which belongs to all of them together."""
    return ALL in tenants or tenant in tenants


def parse_roles(names: Collection[str]) -> tuple[Role, ...]:
    """Each once, in the order of the list above. Raises ValueError that says what there is."""
    if not names or not set(names) <= NAMED.keys():
        raise ValueError(f"roles are some of {', '.join(Role)}")
    return tuple(role for role in Role if role in names)


def parse_role_map(text: str) -> tuple[str, dict[str, Role]]:
    """`groups:router-admins=admin,router-audit=auditor`: the claim, and the role that each value of it gives.

    The claim's name may hold colons, as those that are addresses do. Raises ValueError.
    """
    first, _, _ = text.partition("=")
    claim, _, _ = first.rpartition(":")
    pairs = [pair.rpartition("=") for pair in text[len(claim) + 1 :].split(",")]
    roles = {value.strip(): NAMED[role.strip()] for value, _, role in pairs if value.strip() and role.strip() in NAMED}
    if not claim.strip() or len(roles) != len(pairs):
        raise ValueError(f"write CLAIM:VALUE=ROLE,VALUE=ROLE; roles are {', '.join(Role)}")
    return claim.strip(), roles
