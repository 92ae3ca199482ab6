"""Stop buttons on the admin side. Who is for some tenants alone presses and sees those of their tenants."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from router.core.roles import Right, may_at
from router.core.stops import Stop, Target, target_of
from router.http.admin_answers import AdminProblem, Code, told, when
from router.http.admin_door import Door
from router.identity import by
from router.ports import AdminRecord, Clock, Store, act_on

USAGE = "name one of ?tenant=, ?agent= (with &tenant=, if you like), ?provider= and ?everything"


def asked(
    tenant: str | None = None, agent: str | None = None, provider: str | None = None, everything: str | None = None
) -> Target:
    """A dependency. Raises `AdminProblem`."""
    if everything not in (None, "", "true", "1"):
        raise AdminProblem(Code.INVALID_REQUEST, f"?everything takes no value, or true: {USAGE}")
    try:
        return target_of(tenant, agent, provider, everything=everything is not None)
    except ValueError as fault:
        raise AdminProblem(Code.INVALID_REQUEST, f"{fault}: {USAGE}") from None


def about_stops(door: Door, store: Store, clock: Clock) -> APIRouter:
    routes = APIRouter(prefix="/admin")

    @routes.get("/stops")
    async def stops(admin: Annotated[AdminRecord, Depends(door.to(Right.LOOK))]) -> Response:
        found = await store.stops()
        return told({"stops": [shown(one) for one in found if may_at(admin.grants, Right.LOOK, one.target.whose)]})

    @routes.post("/stop")
    async def stop(
        admin: Annotated[AdminRecord, Depends(door.to(Right.STOP))], target: Annotated[Target, Depends(asked)]
    ) -> Response:
        _must_be_theirs(admin, target)
        one = Stop(target, clock.now(), by(admin))
        held = await store.stop(one, act_on("stop", target, one.by, one.since, by=admin.id))
        return told({**shown(held), "new": held is one})

    @routes.post("/resume")
    async def resume(
        admin: Annotated[AdminRecord, Depends(door.to(Right.STOP))], target: Annotated[Target, Depends(asked)]
    ) -> Response:
        _must_be_theirs(admin, target)
        if not await store.resume(target, act_on("resume", target, by(admin), clock.now(), by=admin.id)):
            raise AdminProblem(Code.NOT_FOUND, f"{target} is not stopped; GET /admin/stops lists what is")
        return told({**asdict(target), "resumed": True})

    return routes


def shown(stop: Stop) -> dict[str, Any]:
    return {**asdict(stop.target), "since": when(stop.since), "by": stop.by}


def _must_be_theirs(admin: AdminRecord, target: Target) -> None:
    if not may_at(admin.grants, Right.STOP, target.whose):
        raise AdminProblem(Code.NOT_PERMITTED, f"{target} is more than your tenants: name one of them with ?tenant=")
