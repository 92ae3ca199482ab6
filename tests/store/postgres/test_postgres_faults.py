import ssl

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import pytest

from router.ports import LedgerUnavailable
from router.store.postgres.address import Address
from router.store.postgres.faults import described, is_of_the_row

ADDRESS = Address.of("postgresql://app:hunter2@db.example:5432/records")

FAULTS = [
    (asyncpg.DiskFullError("hunter2"), "its disk is full: free some space (53100 DiskFullError)"),
    (asyncpg.TooManyConnectionsError("hunter2"), "it has no more connections or memory to give"),
    (asyncpg.CannotConnectNowError("hunter2"), "it is being shut down, or is not up yet"),
    (asyncpg.InvalidPasswordError("hunter2"), "it does not let this role in: check role and password"),
    (asyncpg.ReadOnlySQLTransactionError("hunter2"), "it is read-only: let SOVEREIGN_STORE_URL lead to the primary"),
    (asyncpg.UndefinedTableError("hunter2"), "its tables are not those of this version: run `sovereign store migrate`"),
    (asyncpg.LockNotAvailableError("hunter2"), "a lock was not given in time"),
    (asyncpg.DataCorruptedError("hunter2"), "it is damaged: keep it for an audit"),
    (asyncpg.UniqueViolationError("Key (id)=(hunter2) already exists."), "it cannot be used (23505"),
    (asyncpg.InterfaceError("hunter2"), "the connection broke (InterfaceError)"),
    (asyncpg.ClientConfigurationError("hunter2"), "its address cannot be read: look at what SOVEREIGN_STORE_URL says"),
    (ssl.SSLError(1, "hunter2"), "no encrypted connection: check sslmode"),
    (ConnectionRefusedError("hunter2"), "it cannot be reached: start it"),
    (TimeoutError("hunter2"), "it does not answer in time"),
    (ZeroDivisionError("hunter2"), "unexpected (ZeroDivisionError)"),
]


@pytest.mark.parametrize(("fault", "told"), FAULTS, ids=lambda value: type(value).__name__)
def test_a_fault_is_told_by_place_and_cure_and_never_in_the_databases_own_words(fault: Exception, told: str) -> None:
    sentence = described(fault, ADDRESS)
    assert sentence.startswith(f"PostgreSQL at db.example:5432, database 'records': {told}")
    assert "hunter2" not in sentence


def test_what_was_told_already_is_told_as_it_was() -> None:
    assert described(LedgerUnavailable("the store is closed"), ADDRESS) == "the store is closed"


@pytest.mark.parametrize(
    ("fault", "alone"),
    [
        (asyncpg.UniqueViolationError(""), True),
        (asyncpg.CharacterNotInRepertoireError(""), True),
        (asyncpg.DataError("a value that cannot be bound"), True),
        (OverflowError(), True),
        (asyncpg.DiskFullError(""), False),
        (asyncpg.DeadlockDetectedError(""), False),
        (asyncpg.InterfaceError(""), False),
        (ConnectionResetError(), False),
    ],
)
def test_only_a_fault_of_the_row_lets_the_others_of_its_commit_stand(fault: Exception, alone: bool) -> None:
    assert is_of_the_row(fault) is alone
