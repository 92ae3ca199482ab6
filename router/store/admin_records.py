"""Who runs the router, as bytes to be sealed, and back. The same for every store."""

import json

from router.core.roles import Role, RoleAt
from router.ports import AdminRecord
from router.store.faults import StoreError


def place(admin_id: str) -> str:
    """What the ciphertext is bound to."""
    return f"admins/{admin_id}/body"


def body(admin: AdminRecord) -> bytes:
    """All but the id, which it is bound to. What the row is ordered and ended by stands in both."""
    told = {
        "name": admin.name,
        "roles": admin.roles,
        "tenants": admin.tenants,
        "issuer": admin.issuer,
        "subject": admin.subject,
        "team": admin.team,
        "made": admin.made,
        "disabled": admin.disabled,
        "more": [(grant.role, grant.tenant) for grant in admin.more],
    }
    return json.dumps(told, sort_keys=True).encode()


def admin_of(admin_id: str, made: float, disabled: float | None, opened: bytes) -> AdminRecord:
    """Raises `StoreError` where row and body differ. Bodies of earlier versions do not tell what the row does."""
    told = json.loads(opened)
    if (told.get("made", made), told.get("disabled", disabled)) != (made, disabled):
        raise StoreError(f"admin {told['name']!r}: the row was changed behind the router's back; restore a backup")
    roles = tuple(Role(name) for name in told["roles"])
    tenants = tuple(told["tenants"])
    more = tuple(RoleAt(Role(role), tenant) for role, tenant in told.get("more", ()))  # an older store has none
    login = told["issuer"], told["subject"], told.get("team")
    return AdminRecord(admin_id, told["name"], roles, tenants, made, disabled, *login, more)
