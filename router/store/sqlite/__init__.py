"""SQLite: a file for the router, and one for each tenant."""

from router.store.sqlite.store import SqliteStore, StoreError, StoreInUse, store_file

__all__ = ["SqliteStore", "StoreError", "StoreInUse", "store_file"]
