"""Who runs the router, as bytes to be sealed, and back. The same for every store."""

import json

from router.core.roles import Role, RoleAt
from router.ports import AdminRecord


def place(admin_id: str) -> str:
    """What the ciphertext is bound to."""
    return f"admins/{admin_id}/body"


def body(admin: AdminRecord) -> bytes:
    """All but what the row is found, ordered and ended by."""
    told = {
        "name": admin.name,
        "roles": admin.roles,
        "tenants": admin.tenants,
        "issuer": admin.issuer,
        "subject": admin.subject,
        "more": [(grant.role, grant.tenant) for grant in admin.more],
    }
    return json.dumps(told, sort_keys=True).encode()


def admin_of(admin_id: str, made: float, disabled: float | None, opened: bytes) -> AdminRecord:
    told = json.loads(opened)
    roles = tuple(Role(name) for name in told["roles"])
    tenants = tuple(told["tenants"])
    more = tuple(RoleAt(Role(role), tenant) for role, tenant in told.get("more", ()))  # an older store has none
    return AdminRecord(admin_id, told["name"], roles, tenants, made, disabled, told["issuer"], told["subject"], more)
