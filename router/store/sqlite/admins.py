"""Who runs the router: rows of its own file, each changed by one statement, together with the entry that tells it."""

from router.ports import Act, AdminRecord, PassRecord
from router.store import admin_records, records
from router.store.sqlite.control import Control
from router.store.sqlite.reader import Reader
from router.store.sqlite.statements import Row
from router.store.sqlite.writer import Writer

_ADMINS = "SELECT id, made, disabled, body FROM admins ORDER BY made, id"
_ADD_ADMIN = "INSERT INTO admins VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_CHANGE_ADMIN = "UPDATE admins SET disabled = ?, body = ? WHERE id = ? AND disabled IS ?"

_LOOK_UP = "SELECT id, admin, digest, made, expires, seen FROM passes WHERE id = ?"
_LET_IN = "INSERT INTO passes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_EXCHANGE = """UPDATE passes SET digest = ?, made = ?, expires = ?, seen = ?
WHERE id = ? AND admin = ? AND digest = ?"""
_END = "DELETE FROM passes WHERE id = ? AND digest = ?"


class Admins:
    """Implements `ports.AdminStore`, on what the store owns."""

    def __init__(self, writer: Writer, reader: Reader, control: Control) -> None:
        self._writer = writer
        self._reader = reader
        self._database = control.database
        self._seal = control.logbook.seal

    async def all(self) -> list[AdminRecord]:
        return [self._opened(*row) for row in await self._reader.read(self._reader.rows, self._database, _ADMINS)]

    async def change(self, old: AdminRecord | None, new: AdminRecord, act: Act) -> bool:
        sealed = self._seal.seal(admin_records.place(new.id), admin_records.body(new))
        if old is None:
            return await self._write(act, _ADD_ADMIN, (new.id, new.made, new.disabled, sealed))
        return await self._write(act, _CHANGE_ADMIN, (new.disabled, sealed, old.id, old.disabled))

    async def find_pass(self, pass_id: str) -> PassRecord | None:
        found = await self._reader.read(self._reader.rows, self._database, _LOOK_UP, (pass_id,))
        return PassRecord(*found[0]) if found else None

    async def change_pass(self, old: PassRecord | None, new: PassRecord | None, act: Act | None) -> bool:
        match old, new:
            case None, PassRecord():
                added = (new.id, new.admin, new.digest, new.made, new.expires, new.seen)
                return await self._write(act, _LET_IN, added)
            case PassRecord(), PassRecord():
                changed = (new.digest, new.made, new.expires, new.seen, old.id, old.admin, old.digest)
                return await self._write(act, _EXCHANGE, changed)
            case PassRecord(), None:
                return await self._write(act, _END, (old.id, old.digest))
            case _:
                return False

    async def _write(self, act: Act | None, statement: str, values: Row) -> bool:
        entry = None if act is None else records.of_act(act)
        return await self._writer.write(entry, statement, values) > 0

    def _opened(self, admin_id: str, made: float, disabled: float | None, sealed: bytes) -> AdminRecord:
        opened = self._seal.open(admin_records.place(admin_id), sealed)
        return admin_records.admin_of(admin_id, made, disabled, opened)
