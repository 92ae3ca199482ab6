"""A key's row says what its sealed body says, or the key does not work: on SQLite and on PostgreSQL."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from ledger_records import file_of, make_act, make_key
from postgres_server import Server

from router.ports import KeyRecord, Records
from router.store.key_records import BOUND
from router.store.postgres import PostgresStore
from router.store.sealing import Seal
from router.store.sqlite import SqliteStore

Open = Callable[..., Awaitable[Records]]
Tamper = Callable[[str], None]
DIGEST = b"\x07" * 32
OF_THE_ROW = ("id", "tenant", "digest", "created", "expires", "revoked")


@pytest.fixture
def tamper(request: pytest.FixtureRequest, tmp_path: Path, opening: Open) -> Tamper:
    """Runs statements as who can write the database but has no key. `{bytes}...` is written as each wants it."""
    del opening
    if request.node.callspec.params["make"] == "sqlite":

        def write(sql: str) -> None:
            with closing(sqlite3.connect(file_of(tmp_path))) as file:
                file.executescript(sql.replace("{", "x'").replace("}", "'"))

        return write
    server: Server = request.getfixturevalue("postgres")
    database: str = request.getfixturevalue("database")

    def change(sql: str) -> None:
        text = sql.replace("{", r"'\x").replace("}", "'")
        server.psql("BEGIN; SET search_path = sovereign; " + text + "; COMMIT", database=database)

    return change


def seal_of(store: Records) -> Seal:
    if isinstance(store, SqliteStore):
        return store._tenant("acme").seal
    assert isinstance(store, PostgresStore)
    return store._registry.tenant("acme").seal


def body_before(key: KeyRecord, store: Records) -> bytes:
    """As versions wrote it that bound nothing of the row."""
    told = {name: value for name, value in asdict(key).items() if name not in OF_THE_ROW}
    return seal_of(store).seal(f"keys/{key.id}/body", json.dumps(told).encode())


async def acts(store: Records) -> list[str]:
    size = (await store.log_head("acme")).size
    return [entry.id for entry in await store.log_entries("acme", 0, size) if entry.kind == "act"]


CHANGES = {
    "it is not revoked any more": "UPDATE keys SET revoked = NULL WHERE id = 'gone'",
    "it is revoked later": "UPDATE keys SET revoked = 8e9 WHERE id = 'gone'",
    "it never expires": "UPDATE keys SET expires = NULL WHERE id = 'gone'",
    "it expires later": "UPDATE keys SET expires = 9.5e9 WHERE id = 'gone'",
    "another secret opens it": f"UPDATE keys SET digest = {{{DIGEST.hex()}}} WHERE id = 'gone'",
    "it is older": "UPDATE keys SET created = 0.5 WHERE id = 'gone'",
    "it has another name": "UPDATE keys SET id = 'other' WHERE id = 'gone'",
    "its body is another": "UPDATE keys SET body = (SELECT body FROM keys WHERE id = 'kept') WHERE id = 'gone'",
    "its body is none": "UPDATE keys SET body = {00} WHERE id = 'gone'",
    "it is as it was": "DELETE FROM keys WHERE id = 'gone'; INSERT INTO keys SELECT * FROM before WHERE id = 'gone'",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_a_row_that_was_changed_behind_the_routers_back_opens_no_door_and_the_log_says_so_once(
    opening: Open, tamper: Tamper, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = await opening("acme")
    for name in ("gone", "kept"):
        await store.add_key(make_key(name), make_act())
    tamper("CREATE TABLE before AS SELECT * FROM keys")
    assert await store.revoke_key("gone", make_act("keys.revoke", at=7.0))
    assert len(await store.keys()) == 2
    assert store.doubts() == []
    with caplog.at_level(logging.ERROR):
        tamper(CHANGES[change])
        for _ in range(2):
            assert [key.id for key in await store.keys()] == ["kept"]
    assert len([record for record in caplog.records if "does not work" in record.getMessage()]) == 1
    assert len(store.doubts()) == 1
    assert not await store.revoke_key("gone", make_act("keys.revoke", at=8.0))
    assert await store.revoke_key("kept", make_act("keys.revoke", at=8.0))
    assert [key.revoked for key in await store.keys()] == [8.0]


async def test_keys_of_an_earlier_version_are_bound_by_the_first_router_that_serves_and_the_log_tells_it(
    opening: Open, tamper: Tamper
) -> None:
    first = await opening("acme", serving=False)
    key, over = make_key("k1"), replace(make_key("k2", 2.0), revoked=5.0)
    for one in (key, over):
        await first.add_key(one, make_act())
    old = body_before(key, first).hex(), body_before(over, first).hex()
    tamper(f"UPDATE keys SET body = {{{old[0]}}} WHERE id = 'k1'; UPDATE keys SET body = {{{old[1]}}} WHERE id = 'k2'")
    assert await first.keys() == [key, over]
    await first.aclose()
    for _ in range(2):
        router = await opening("acme")
        assert await router.keys() == [key, over]
        assert (await acts(router)).count(BOUND) == 1
        await router.aclose()
    later = await opening("acme")
    tamper("UPDATE keys SET expires = NULL WHERE id = 'k1'; UPDATE keys SET revoked = NULL WHERE id = 'k2'")
    assert await later.keys() == []
    tamper(f"UPDATE keys SET body = {{{old[0]}}} WHERE id = 'k1'; UPDATE keys SET body = {{{old[1]}}} WHERE id = 'k2'")
    assert await later.keys() == []
    assert all("before they were bound" in doubt for doubt in later.doubts())


async def test_where_all_keys_are_bound_the_log_has_no_line_of_it(opening: Open) -> None:
    for _ in range(2):
        store = await opening("acme")
        assert BOUND not in await acts(store)
        await store.aclose()


async def test_a_key_of_a_newer_version_opens_no_door_here(opening: Open, tamper: Tamper) -> None:
    """What it has beside may be a bound that this version would not keep."""
    store = await opening("acme")
    key = make_key("k1")
    await store.add_key(key, make_act())
    told = {name: value for name, value in asdict(key).items() if name not in {"id", "tenant"}}
    newer = json.dumps({**told, "digest": key.digest.hex(), "weekdays_only": True}).encode()
    tamper(f"UPDATE keys SET body = {{{seal_of(store).seal('keys/k1/body', newer).hex()}}}")
    assert await store.keys() == []
    assert "newer version" in store.doubts()[0]


async def test_a_key_that_was_kept_before_networks_and_limits_were_is_bound_by_none(
    opening: Open, tamper: Tamper
) -> None:
    store = await opening("acme")
    key = make_key("k1")
    await store.add_key(key, make_act())
    known = ("agent", "models", "tools", "floor", "created", "expires", "revoked")
    told = {name: value for name, value in asdict(key).items() if name in known}
    older = json.dumps({**told, "digest": key.digest.hex()}).encode()
    tamper(f"UPDATE keys SET body = {{{seal_of(store).seal('keys/k1/body', older).hex()}}}")
    assert await store.keys() == [key]


async def test_whoever_rotates_and_revokes_at_once_leaves_rows_that_are_believed(opening: Open) -> None:
    store, command = await opening("acme"), await opening("acme", serving=False)
    for number in range(10):
        old = make_key(f"k{number}")
        await store.add_key(old, make_act())
        revoked, again, _ = await asyncio.gather(
            store.revoke_key(old.id, make_act("keys.revoke", at=7.0)),
            command.revoke_key(old.id, make_act("keys.revoke", at=8.0)),
            command.rotate_key(old, make_key(f"n{number}"), 5e9, make_act("keys.rotate")),
        )
        assert revoked
        assert again
    keys = {key.id: key for key in await store.keys()}
    assert store.doubts() == []
    assert {keys[f"k{number}"].revoked for number in range(10)} <= {7.0, 8.0}
