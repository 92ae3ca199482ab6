"""What the self-check says of a database: the warnings it lets through, or why it refuses."""

import pytest

from router.store.faults import StoreError
from router.store.postgres.address import Address
from router.store.postgres.pool import Pool
from router.store.postgres.self_check import check


async def checked(url: str) -> list[str]:
    pool = Pool(Address.of(url))
    await pool.start()
    try:
        return await check(pool)
    finally:
        await pool.aclose()


async def refusal(url: str) -> str:
    with pytest.raises(StoreError) as raised:
        await checked(url)
    return str(raised.value)
