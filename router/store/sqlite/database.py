"""A file: made once for its owner alone, opened for full durability. Its folder is held by at most one serving router.

A connection sees its own file and no other: ATTACH is refused by SQLite's authorizer, so that no statement, whoever
wrote it, can join one tenant's rows to another's.
"""

import fcntl
import os
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from router.store.faults import StoreError, StoreInUse
from router.store.sqlite.faults import CURES, described
from router.store.sqlite.schema import Layout, keep_a_journal, prepare

LOCK = "router.lock"

_PRAGMAS = (
    "PRAGMA synchronous = FULL",  # in WAL mode NORMAL would not sync at commit
    "PRAGMA fullfsync = ON",  # where fsync alone does not reach the disk (macOS)
    "PRAGMA trusted_schema = OFF",
    "PRAGMA secure_delete = ON",
    "PRAGMA wal_autocheckpoint = 8000",  # 32 MB of log: a busy page is copied into the file once, not each second
)
_POLL = 0.002
_ASK_AGAIN = 0.1
_LEADER, _WORKERS = 0, 1
"""Bytes of the lock file that are locked: by the router that leads, and by each worker of it."""
_SMALLEST = 512
"""Bytes of the smallest page. SQLite takes a shorter file for a new one, and would overwrite it."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where a file is, and of which sort. `patience`: seconds to wait for a lock that another process holds."""

    path: Path
    layout: Layout
    patience: float

    def create(self) -> None:
        """Makes folder (0700) and file (0600) where there are none. Raises `StoreError`, OSError."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            if 0 < self.path.stat().st_size < _SMALLEST:
                raise StoreError(f"{self.path}: {CURES[sqlite3.SQLITE_NOTADB]}") from None
            return
        sync(self.path.parent)

    def connect(self) -> sqlite3.Connection:
        """A connection to a file that is there, at this version. Raises `StoreError`; never makes a file."""
        connection = None
        try:
            connection = sqlite3.connect(
                f"{self.path.absolute().as_uri()}?mode=rw",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=self.patience,
            )
            keep_a_journal(connection, self.path, self.layout, self.patience)
            for pragma in _PRAGMAS:
                connection.execute(pragma)
            prepare(connection, self.path, self.layout)
            connection.set_authorizer(_authorized)
        except (sqlite3.Error, StoreError) as error:
            if connection is not None:
                connection.close()
            raise StoreError(described(error, self.path)) from None
        return connection

    def identity(self) -> tuple[int, int]:
        """Which file has the name now. SQLite would go on writing to one that was deleted. Raises OSError."""
        status = os.stat(self.path)  # noqa: PTH116 - once a commit
        return status.st_dev, status.st_ino

    def begin(self, connection: sqlite3.Connection) -> None:
        """BEGIN IMMEDIATE, asked again every 2 ms until patience ends. Raises sqlite3.OperationalError.

        For a connection whose busy_timeout is 0: SQLite's own waiting backs off to 100 ms, and between the commits
        of a busy router a command such as `keys revoke` would meet the gap too rarely.
        """
        deadline = time.monotonic() + self.patience
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_POLL)
            else:
                return


def _authorized(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action in (sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH) else sqlite3.SQLITE_OK


class Link:
    """A connection that is made when it is needed, and anew when the file with the name is another one.

    SQLite would go on with a file that was deleted, or taken away and replaced: what is written there nobody will ever
    read, and what was revoked elsewhere it does not know. For one thread.
    """

    def __init__(self, database: Database, pragma: str) -> None:
        self._database = database
        self._pragma = pragma
        self._connection: sqlite3.Connection | None = None
        self._identity = (0, 0)

    def connection(self) -> sqlite3.Connection:
        """Raises `StoreError`, OSError."""
        if self._connection is not None and self._identity != self._database.identity():
            self.drop()
        if self._connection is None:
            self._connection = self._database.connect()
            self._connection.execute(self._pragma)
            self._identity = self._database.identity()
        return self._connection

    def drop(self, *last: str) -> None:
        """Closes it, if there is one, after these statements."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                for statement in last:
                    connection.execute(statement)
            with suppress(sqlite3.Error):
                connection.close()


def sync(folder: Path) -> None:
    """Makes durable which files are in it. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hold(folder: Path, patience: float) -> int:
    """Takes the lock of the router that leads, and waits until no worker of one before it is left.

    Returns the descriptor to close. Raises `StoreInUse`, OSError. `patience` in seconds. POSIX record locks: they end
    with the process, and a child that outlives a killed router does not inherit them.
    """
    path = folder / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _LEADER)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
    except (BlockingIOError, PermissionError):
        holder = os.read(descriptor, 32).decode("ascii", "replace").strip()
        os.close(descriptor)
        raise StoreInUse(
            f"{path}: another router (process {holder or 'unknown'}) serves from this data folder; "
            "end it, or give this one its own SOVEREIGN_DATA_DIR"
        ) from None
    except OSError:
        os.close(descriptor)
        raise
    try:
        _outlive_workers(path, descriptor, patience)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def share(folder: Path) -> int:
    """Says that a worker is there, until the descriptor is closed. Raises `StoreInUse`, OSError."""
    path = folder / LOCK
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, _WORKERS)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        raise StoreInUse(f"{path}: the router that this worker belongs to is gone, and another one starts") from None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _outlive_workers(path: Path, descriptor: int, patience: float) -> None:
    """What they have open must not be marked as left by a crash."""
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _WORKERS)
        except (BlockingIOError, PermissionError):
            if time.monotonic() > deadline:
                raise StoreInUse(
                    f"{path}: workers of a router that died still answer; wait until they are gone, or end them"
                ) from None
            time.sleep(_ASK_AGAIN)
        else:
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, _WORKERS)
            return
