from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from ledger_records import opened
from traffic import NOW, START, THEN, Traffic

from router.ports import Store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """With the rules THEN in force from START on, and NOW from the tenth day on."""
    async with opened(tmp_path / "data", tenants=("acme", "beta")) as store:
        store.keep_rules(THEN.parts, START)
        store.keep_rules(NOW.parts, START + 10 * 86_400)
        await store.settled()
        yield store


@pytest.fixture
def traffic(store: Store) -> Traffic:
    return Traffic(store)
