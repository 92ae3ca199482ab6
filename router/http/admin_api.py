"""What admins see and do: each address says who may, and what is read of the ledger or changed stands in the ledger.

An admin who is for some tenants alone learns nothing of others, not even that they are there.
"""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from router import auditing
from router.core.roles import Right, may_at
from router.http.admin_answers import AdminProblem, Code, told, when
from router.http.admin_door import Door
from router.http.admin_login import profile
from router.identity import by
from router.ports import Act, AdminRecord, Clock, KeyRecord, Records, Store, Viewer


def about_me(door: Door) -> APIRouter:
    routes = APIRouter(prefix="/admin")

    @routes.get("/me")
    async def me(admin: Annotated[AdminRecord, Depends(door.admin)]) -> Response:
        return told(profile(admin))

    return routes


def about_keys(door: Door, store: Store, clock: Clock) -> APIRouter:
    routes = APIRouter(prefix="/admin")

    @routes.get("/keys")
    async def keys(admin: Annotated[AdminRecord, Depends(door.to(Right.LOOK))]) -> Response:
        """As of receipts: whose role does not show them the ledger sees what bears their name or their team's."""
        known = await store.keys()
        theirs = {key.tenant for key in known if may_at(admin.grants, Right.LOOK, key.tenant)}
        whole = {tenant for tenant in theirs if may_at(admin.grants, Right.READ_LEDGER, tenant)}
        shown = {tenant: await store.keys_shown(tenant, _viewer(admin)) for tenant in theirs - whole}
        keys = [key for key in known if key.tenant in whole or key.id in shown.get(key.tenant, ())]
        return told({"keys": [_shown(key) for key in keys]})

    @routes.post("/keys/{key_id}/revoke")
    async def revoke(key_id: str, admin: Annotated[AdminRecord, Depends(door.to(Right.REVOKE_KEYS))]) -> Response:
        for key in await store.keys():
            if key.id == key_id and may_at(admin.grants, Right.REVOKE_KEYS, key.tenant):
                act = Act("keys.revoke", by(admin), clock.now(), key.tenant, key_id, {"by": admin.id})
                return told({"id": key_id, "revoked": await store.revoke_key(key_id, act)})
        raise AdminProblem(Code.NOT_FOUND, f"there is no key {key_id!r} for you to revoke; GET /admin/keys lists them")

    return routes


def about_ledger(door: Door, store: Records, clock: Clock) -> APIRouter:
    routes = APIRouter(prefix="/admin")
    one_by_one = asyncio.Lock()

    @routes.get("/receipts/{receipt_id}")
    async def receipt(receipt_id: str, admin: Annotated[AdminRecord, Depends(door.to(Right.LOOK))]) -> Response:
        """Whose role does not show them the ledger is shown what bears their name or their team's."""
        for tenant in await store.tenants():
            is_theirs = may_at(admin.grants, Right.LOOK, tenant)
            sees_all = may_at(admin.grants, Right.READ_LEDGER, tenant)
            viewer = None if sees_all else _viewer(admin)
            known = await store.receipt(tenant, receipt_id, viewer) if is_theirs else None
            if known is not None:
                await store.record(_reading(admin, "receipt", tenant, receipt_id))
                proof = await store.prove(tenant, receipt_id)
                proved = {} if proof is None else {"key": proof.key, "proof": auditing.receipt_file(proof).decode()}
                return told({**known, **proved})
        raise AdminProblem(Code.NOT_FOUND, f"there is no receipt {receipt_id!r}")

    @routes.get("/audit/verify")
    async def verify(
        admin: Annotated[AdminRecord, Depends(door.to(Right.READ_LEDGER))], tenant: str | None = None
    ) -> Response:
        """One log at a time, whoever asks: it is read whole."""
        is_theirs = may_at(admin.grants, Right.READ_LEDGER, tenant)
        if not is_theirs or (tenant is not None and tenant not in await store.tenants()):
            raise AdminProblem(Code.NOT_FOUND, "there is no such tenant; name one of yours with ?tenant=")
        async with one_by_one:
            await store.record(_reading(admin, "verify", tenant))
            found = await auditing.verify(store, tenant)
        told_of = {"tenant": found.tenant, "ok": found.fault is None, "fault": found.fault, "size": found.size}
        more = {"root": found.root.hex(), "checkpoints": found.checkpoints, "key": found.key}
        return told({**told_of, **more, "pruned": found.pruned, "erased": found.erased})

    def _reading(admin: AdminRecord, what: str, tenant: str | None, target: str = "") -> Act:
        return Act("ledger.read", by(admin), clock.now(), tenant, target, {"what": what, "by": admin.id})

    return routes


def about_rules(door: Door, rules: Callable[[], Any]) -> APIRouter:
    routes = APIRouter(prefix="/admin", dependencies=[Depends(door.to(Right.LOOK))])

    @routes.get("/config")
    async def config() -> Response:
        return told(rules())

    return routes


def _viewer(admin: AdminRecord) -> Viewer:
    """Whom an OpenID provider vouches for goes by their id: the name that it tells they may have chosen themselves."""
    return Viewer(admin.name if admin.issuer is None else admin.id, admin.team or "")


def _shown(key: KeyRecord) -> dict[str, Any]:
    return {
        "id": key.id,
        "tenant": key.tenant,
        "agent": key.agent,
        "models": key.models,
        "tools": key.tools,
        "floor": key.floor,
        "owner": key.owner,
        "team": key.team,
        "created": when(key.created),
        "expires": when(key.expires),
        "revoked": when(key.revoked),
    }
