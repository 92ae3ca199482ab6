"""One PostgreSQL for the whole session, and an empty database of it for whoever asks."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import asyncpg  # type: ignore[import-untyped]  # it ships no types
import postgres_server
import pytest
from postgres_server import APP, LAVISH, OWNER, Server

from router.store.postgres.migrating import migrate

NUMBERS = count(1)
GENEROUS = f"""
CREATE SCHEMA probes;
GRANT ALL ON SCHEMA sovereign TO {LAVISH};
GRANT ALL ON ALL TABLES IN SCHEMA sovereign TO {LAVISH};
"""


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """With the database `migrated` as a template. Where PostgreSQL is not installed this says so, and fails in CI."""
    missing = postgres_server.missing()
    if missing:
        told = f"not here: {', '.join(missing)}; {postgres_server.INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    with postgres_server.running_server() as server:
        server.psql(f"CREATE DATABASE migrated OWNER {OWNER}")
        with ThreadPoolExecutor(1) as aside:  # a loop may be running here
            aside.submit(lambda: asyncio.run(migrate(server.url(OWNER, "migrated"), APP))).result()
        server.psql(GENEROUS, database="migrated")
        yield server


@pytest.fixture
async def database(postgres: Server) -> AsyncIterator[str]:
    """The name of a migrated database that nobody has used."""
    name = f"test{next(NUMBERS)}"
    admin = await asyncpg.connect(postgres.url("postgres", "postgres"), statement_cache_size=0)
    await admin.execute(f"CREATE DATABASE {name} TEMPLATE migrated")
    yield name
    await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await admin.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = postgres_server.missing()
    if missing:
        terminalreporter.write_line(f"not tested: PostgreSQL ({', '.join(missing)} missing); {postgres_server.INSTALL}")
