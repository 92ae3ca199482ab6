"""What anybody in the house may see of a log, over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from ledger_records import make_intent, opened

from router.core.checkpoints import parse_checkpoint
from router.core.merkle import HASH_SIZE, read_frontier
from router.core.signed_notes import parse_note
from router.core.tiles import Tile, hash_reader, partial_tiles
from router.http.log_face import log_face, tile_at
from router.store.sqlite import SqliteStore

SIZE = 600


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    async with opened(tmp_path / "data") as store:
        await asyncio.gather(*(store.intend(make_intent(f"r{number}")) for number in range(SIZE)))
        await store.log_head("acme")
        yield store


@pytest.fixture
async def client(store: SqliteStore) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.include_router(log_face(store))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://admin") as client:
        yield client


@pytest.fixture
async def log(store: SqliteStore) -> str:
    """The path of the tenant's log."""
    return next(f"/log/{log_id}" for log_id, name in (await store.log_ids()).items() if name == "acme")


async def test_a_monitor_makes_the_signed_root_of_the_tiles_alone(client: httpx.AsyncClient, log: str) -> None:
    answer = await client.get(f"{log}/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    checkpoint = parse_checkpoint(parse_note(answer.content).text)
    assert checkpoint.size == SIZE
    full = [Tile(0, 0), Tile(0, 1)]
    tiles = {tile: (await client.get(f"{log}/{tile.path}")).content for tile in [*full, *partial_tiles(SIZE)]}
    assert all(len(data) == tile.width * HASH_SIZE for tile, data in tiles.items())
    assert read_frontier(SIZE, hash_reader(SIZE, tiles.__getitem__)).root() == checkpoint.root


async def test_tiles_never_change_and_say_so(client: httpx.AsyncClient, log: str) -> None:
    answer = await client.get(f"{log}/tile/0/001")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    part = await client.get(f"{log}/tile/0/001.p/8")
    assert part.content == answer.content[: 8 * HASH_SIZE]


@pytest.mark.parametrize(
    "place",
    [
        "tile/entries/000",
        "tile/0/002",
        "tile/0/002.p/89",
        "tile/0/002.p/256",
        "tile/0/002.p/0",
        "tile/0/002.p/088",
        "tile/0/0",
        "tile/0/000/",
        "tile/00/000",
        "tile/0/x000/000",
        "tile/1/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/%30%30%30.p/300",
        "key",
        "",
    ],
)
async def test_nothing_else_is_there(client: httpx.AsyncClient, log: str, place: str) -> None:
    answer = await client.get(f"{log}/{place}")
    assert answer.status_code == 404


async def test_a_tenants_name_is_no_id_and_none_is_told(client: httpx.AsyncClient, log: str) -> None:
    for other in ("/log/acme", f"{log}0", "/log/../log/acme", log.upper()):
        assert (await client.get(f"{other}/checkpoint")).status_code == 404
        assert (await client.get(f"{other}/tile/0/000")).status_code == 404
    assert b"acme" not in (await client.get(f"{log}/checkpoint")).content


async def test_it_only_reads(client: httpx.AsyncClient, log: str) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert (await client.request(method, f"{log}/checkpoint")).status_code == 405


async def test_a_record_that_cannot_be_read_is_told_as_such(
    client: httpx.AsyncClient, log: str, store: SqliteStore
) -> None:
    await store.aclose()
    assert (await client.get(f"{log}/checkpoint")).status_code == 503
    assert (await client.get(f"{log}/tile/0/000")).status_code == 503


@pytest.mark.parametrize("tile", [Tile(0, 0), Tile(3, 67, 8), Tile(0, 1_234_067), Tile(63, 999, 255)])
def test_a_path_is_read_as_it_is_written(tile: Tile) -> None:
    assert tile_at(tile.path.removeprefix("tile/")) == tile
