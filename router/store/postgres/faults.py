"""What can be wrong with the database, told with its cure. Never holds a row's values: those stand in its own words."""

import ssl

import asyncpg  # type: ignore[import-untyped]  # it ships no types

from router.ports import LedgerUnavailable
from router.store.postgres.address import Address

MIGRATE = "run `sovereign store migrate`"

CURES = {
    "08": "the connection broke",
    "0A": "it is not a PostgreSQL that this router can use",
    "25006": "it is read-only: let SOVEREIGN_STORE_URL lead to the primary",
    "28": "it does not let this role in: check role and password of SOVEREIGN_STORE_URL, and pg_hba.conf",
    "3D000": "there is no such database: create it, or mend SOVEREIGN_STORE_URL",
    "40": "others changed the same rows",
    "42501": f"the role may not do this: {MIGRATE}, which grants what it needs",
    "42": f"its tables are not those of this version: {MIGRATE}",
    "3F": f"its tables are not there: {MIGRATE}",
    "53100": "its disk is full: free some space",
    "53": "it has no more connections or memory to give",
    "55P03": "a lock was not given in time: end what holds it",
    "57014": "a statement took too long",
    "57": "it is being shut down, or is not up yet",
    "58": "its disk failed to read or write: check the disk",
    "XX": "it is damaged: keep it for an audit, and restore a backup",
}
"""By SQLSTATE or its class (PostgreSQL manual, appendix A)."""

FOREIGN: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (TimeoutError, "it does not answer in time"),
    (ssl.SSLError, "no encrypted connection: check sslmode and the certificates"),
    (OSError, "it cannot be reached: start it, or mend SOVEREIGN_STORE_URL"),
    (
        asyncpg.ClientConfigurationError,
        "its address cannot be read: look at what SOVEREIGN_STORE_URL says behind the question mark",
    ),
    ((asyncpg.InterfaceError, asyncpg.InternalClientError), "the connection broke"),
)
"""What has no SQLSTATE, by its type: the first that fits."""


def is_of_the_row(error: Exception) -> bool:
    """Whether one entry alone is at fault, so that the others of its group stand."""
    state = _state(error)
    if state is not None:
        return state[:2] in {"22", "23"}
    return isinstance(error, (OverflowError, UnicodeEncodeError))


def described(error: BaseException, address: Address) -> str:
    """One sentence: which database, what is wrong, what to do."""
    if isinstance(error, LedgerUnavailable):
        return str(error)
    what = " ".join(filter(None, (_state(error), type(error).__name__)))
    return f"{address.place}: {_cure(error)} ({what})"


def _cure(error: BaseException) -> str:
    state = _state(error)
    if state is not None:
        return CURES.get(state) or CURES.get(state[:2], "it cannot be used")
    return next((cure for kinds, cure in FOREIGN if isinstance(error, kinds)), "unexpected")


def _state(error: BaseException) -> str | None:
    state = getattr(error, "sqlstate", None) if isinstance(error, asyncpg.PostgresError) else None
    return state if isinstance(state, str) else None
