"""What is stopped: rows of the router's own file, each written or removed together with the entry that tells it."""

from router.core.stops import Stop, Target
from router.ports import Act
from router.store import records, stop_records
from router.store.sqlite.control import Control
from router.store.sqlite.reader import Reader
from router.store.sqlite.writer import Writer

VERSION = "SELECT id, since FROM stops ORDER BY id"
"""What is another whenever something was stopped or resumed."""
_STOPS = "SELECT id, body FROM stops ORDER BY since, id"
_ADD = "INSERT INTO stops VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_REMOVE = "DELETE FROM stops WHERE id = ?"


class StopRows:
    """On what the store owns."""

    def __init__(self, writer: Writer, reader: Reader, control: Control) -> None:
        self._writer = writer
        self._reader = reader
        self._database = control.database
        self._seal = control.logbook.seal

    async def all(self) -> list[Stop]:
        rows = await self._reader.read(self._reader.rows, self._database, _STOPS)
        return [stop_records.opened(stop_id, body, self._seal) for stop_id, body in rows]

    async def add(self, stop: Stop, act: Act) -> bool:
        return await self._writer.write(records.of_act(act), _ADD, stop_records.row_of(stop, self._seal)) > 0

    async def remove(self, target: Target, act: Act) -> bool:
        row = (stop_records.id_of(target, self._seal),)
        return await self._writer.write(records.of_act(act), _REMOVE, row) > 0
