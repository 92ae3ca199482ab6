"""What can be wrong with a file of records, told with its cure. Never holds a row's values."""

import sqlite3
from pathlib import Path

from router.ports import LedgerUnavailable

CURES = {
    sqlite3.SQLITE_FULL: "the disk is full: free some space",
    sqlite3.SQLITE_READONLY: "it is read-only: make the file and its folder writable",
    sqlite3.SQLITE_PERM: "permission denied: make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened: the file must be there, and it and its folder be writable",
    sqlite3.SQLITE_BUSY: "it is locked by another process: end what holds it",
    sqlite3.SQLITE_LOCKED: "it is locked: end what holds it",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write: check the disk",
    sqlite3.SQLITE_CORRUPT: "it is damaged: keep it for an audit, and restore a backup or choose another data folder",
    sqlite3.SQLITE_NOTADB: "it is not a database: move it away, and restore a backup or choose another data folder",
}


def is_of_the_row(error: Exception) -> bool:
    """Whether one entry alone is at fault, so that the others of its batch stand."""
    if isinstance(error, (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError)):
        return True
    return isinstance(error, (sqlite3.ProgrammingError, OverflowError, UnicodeEncodeError))


def described(error: Exception, path: Path) -> str:
    """One sentence: which file, what is wrong, what to do."""
    if isinstance(error, LedgerUnavailable):
        return str(error)
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        name = getattr(error, "sqlite_errorname", type(error).__name__)
        cure = CURES.get(code & 0xFF, "it cannot be used") if isinstance(code, int) else "it cannot be used"
        return f"{path}: {cure} ({name})"
    if isinstance(error, OSError):
        return f"{path}: {error.strerror or type(error).__name__}"
    return f"{path}: unexpected {type(error).__name__}"
