"""Who runs the router, for tests: a store in files, a clock that moves when told, and what is made of both."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from ledger_records import opened, rows_of

from router.core.roles import Role
from router.identity import Passes, People
from router.ports import AdminRecord
from router.store.sqlite import SqliteStore

KEY = bytes(range(32))
BEGINNING = 1_800_000_000.0


@dataclass
class MovingClock:
    seconds: float = BEGINNING

    def now(self) -> float:
        return self.seconds

    def monotonic(self) -> float:
        return self.seconds

    def today(self) -> date:
        return datetime.fromtimestamp(self.seconds, UTC).date()


@dataclass
class Office:
    store: SqliteStore
    clock: MovingClock = field(default_factory=MovingClock)

    def __post_init__(self) -> None:
        self.passes = Passes(self.store, KEY, self.clock)
        self.people = People(self.store, KEY, self.clock)

    async def appoint(
        self, name: str, *roles: Role, tenants: tuple[str, ...] = ("*",), team: str | None = None
    ) -> AdminRecord:
        return await self.people.appoint(name, roles or (Role.ADMIN,), tenants, "cli:tests", team)

    async def session(
        self, name: str = "anna", *roles: Role, tenants: tuple[str, ...] = ("*",), team: str | None = None
    ) -> str:
        """Of an admin who was just made."""
        token = await self.passes.invite(await self.appoint(name, *roles, tenants=tenants, team=team), "cli:tests")
        return (await self.passes.exchange(token)).token

    async def acts(self, tenant: str | None = None) -> list[tuple[str, str, str]]:
        """Verb, actor and target of what admins did, in order, as the log has it."""
        await self.store.settled()
        size = (await self.store.log_head(tenant)).size
        told = [json.loads(one.body) for one in await self.store.log_entries(tenant, 0, size) if one.body]
        acts = [entry for entry in told if entry["kind"] == "act"]
        return [(act["verb"], act["actor"], act["target"]) for act in acts if act["actor"] != "router"]

    def kept(self, sql: str) -> list[tuple[object, ...]]:
        """As another process sees the router's own file."""
        return rows_of(self.store.path, sql)


@asynccontextmanager
async def an_office(folder: Path, *tenants: str) -> AsyncIterator[Office]:
    async with opened(folder, tenants=tenants or ("acme", "globex")) as store:
        yield Office(store)
