"""Who runs the router: rows of no tenant, changed by one statement each, together with the entry that tells of it.

All changes go through the line of the router's own log, whose row is locked, so that of two routers that change the
same row at once the second sees what the first did.
"""

from collections.abc import Callable

from router.ports import Act, AdminRecord, PassRecord
from router.store import admin_records, records
from router.store.postgres import statements
from router.store.postgres.line import Line
from router.store.postgres.logbook import Logbook
from router.store.postgres.pool import Pool, Scope


class Admins:
    """Implements `ports.AdminStore`, on what the store owns. `line`: of the router's own log, `book`."""

    def __init__(self, pool: Pool, book: Logbook, line: Callable[[None], Line]) -> None:
        self._pool = pool
        self._scope = Scope(book.tenant_id)
        self._seal = book.seal
        self._line = line

    async def all(self) -> list[AdminRecord]:
        return [self._opened(*row.values()) for row in await self._pool.rows(self._scope, statements.ADMINS)]

    async def change(self, old: AdminRecord | None, new: AdminRecord, act: Act) -> bool:
        sealed = self._seal.seal(admin_records.place(new.id), admin_records.body(new))
        if old is None:
            return await self._write(act, statements.ADD_ADMIN, new.id, new.made, new.disabled, sealed)
        return await self._write(act, statements.CHANGE_ADMIN, new.disabled, sealed, old.id, old.disabled)

    async def find_pass(self, pass_id: str) -> PassRecord | None:
        found = await self._pool.rows(self._scope, statements.PASS, pass_id)
        return PassRecord(*found[0].values()) if found else None

    async def change_pass(self, old: PassRecord | None, new: PassRecord | None, act: Act | None) -> bool:
        match old, new:
            case None, PassRecord():
                added = (new.id, new.admin, new.digest, new.made, new.expires, new.seen)
                return await self._write(act, statements.ADD_PASS, *added)
            case PassRecord(), PassRecord():
                changed = (new.digest, new.made, new.expires, new.seen, old.id, old.admin, old.digest)
                return await self._write(act, statements.CHANGE_PASS, *changed)
            case PassRecord(), None:
                return await self._write(act, statements.END_PASS, old.id, old.digest)
            case _:
                return False

    async def _write(self, act: Act | None, statement: str, *values: object) -> bool:
        entry = None if act is None else records.of_act(act)
        return await self._line(None).write(entry, statement, values) > 0

    def _opened(self, admin_id: str, made: float, disabled: float | None, sealed: bytes) -> AdminRecord:
        opened = self._seal.open(admin_records.place(admin_id), sealed)
        return admin_records.admin_of(admin_id, made, disabled, opened)
