"""A tenant's part of the rules is sealed with its key: it goes with the tenant, and what others decided replays on."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_records import file_of, make_act
from postgres_server import Server
from two_tenants import ACME, ACME_WORD, BOTH, DAY, OLD_DIGEST, OTHER, OTHER_WORD, decisions

from router import config
from router.ports import Records
from router.store.faults import StoreError

Open = Callable[..., Awaitable[Records]]
Lies = Callable[[], Awaitable[str]]
Run = Callable[[str], None]
DIGEST = BOTH.ruleset.digest
ERASE = make_act("tenant.erase", tenant=None)
PUT_WHOLE = f"INSERT INTO rulesets VALUES ('{OLD_DIGEST}', 1, '{BOTH.canonical}')"


@pytest.fixture
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs a statement behind the store's back: in PostgreSQL, in the router's own file, or for parts in acme's."""

    def in_file(statement: str) -> None:
        file = file_of(tmp_path) if "rule_parts" in statement else tmp_path / "sovereign.db"
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute(statement)

    def in_database(statement: str) -> None:
        server: Server = request.getfixturevalue("postgres")
        server.psql("SET search_path TO sovereign", statement, database=request.getfixturevalue("database"))

    return in_database if "postgres" in request.node.callspec.id else in_file


async def replays(store: Records, tenant: str, digest: str = DIGEST, named: str | None = None) -> bool:
    """Whether all is decided as it was, from what the tenant can read."""
    kept, name = await store.rules(digest, tenant), named or tenant
    assert kept is not None
    rules = config.recall(kept)
    return rules.digest == digest and decisions(rules, name) == decisions(BOTH.ruleset, name)


async def test_each_tenant_reads_its_own_part_and_no_others(opening: Open, lies: Lies) -> None:
    store = await opening(ACME, OTHER)
    store.keep_rules(BOTH.parts, 1.0)
    await store.settled()
    for tenant, word, others in ((ACME, ACME_WORD, OTHER_WORD), (OTHER, OTHER_WORD, ACME_WORD)):
        assert await replays(store, tenant)
        kept = await store.rules(DIGEST, tenant)
        assert kept is not None
        assert word in kept.text
        assert others not in kept.text
    assert ACME_WORD not in await lies()


async def test_after_an_erasure_no_word_of_its_rules_lies_anywhere_and_the_others_replay(
    opening: Open, lies: Lies
) -> None:
    store = await opening(ACME, OTHER)
    store.keep_rules(BOTH.parts, 1.0)
    await store.settled()
    assert await replays(store, OTHER)
    await store.erase(ACME, ERASE)
    assert await replays(store, OTHER)
    await store.aclose()
    assert ACME_WORD not in await lies()
    again = await opening(OTHER)
    assert await replays(again, OTHER)


async def test_who_takes_the_name_of_one_that_was_erased_does_not_get_its_rules(opening: Open) -> None:
    store = await opening(ACME, OTHER)
    store.keep_rules(BOTH.parts, 1.0)
    await store.settled()
    await store.erase(ACME, ERASE)
    await store.admit([ACME])
    kept = await store.rules(DIGEST, ACME)
    assert kept == BOTH.parts.without_parts()
    store.keep_rules(BOTH.parts, 2.0)
    await store.settled()
    assert await replays(store, ACME), "it has its own when they come into force for it"


CHANGES = {
    "a part": "UPDATE rule_parts SET body = (SELECT body FROM rule_parts ORDER BY digest LIMIT 1)",
    "the common part": "UPDATE rules SET body = (SELECT body FROM rules ORDER BY digest LIMIT 1)",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_was_changed_or_moved_is_refused(opening: Open, run: Run, change: str) -> None:
    newer = config.load(BOTH.canonical.replace(ACME_WORD, "Gnuprojekt").replace("DPA-1", "DPA-3"), today=DAY)
    store = await opening(ACME, OTHER)
    for rules in (BOTH, newer):
        store.keep_rules(rules.parts, 1.0)
    await store.settled()
    run(CHANGES[change])
    refused = 0
    for rules in (BOTH, newer):
        try:
            await store.rules(rules.ruleset.digest, ACME)
        except StoreError as error:
            refused += 1
            assert "does not open" in str(error)  # noqa: PT017 - one of the two may stand where it stood
    assert refused


async def test_a_part_that_opens_and_is_another_one_is_refused(opening: Open) -> None:
    """As who has the master key could write it."""
    store = await opening(ACME, OTHER)
    parts = BOTH.parts
    (digest,) = parts.only([ACME]).parts
    forged = replace(parts, parts={digest: parts.parts[digest].replace(ACME_WORD, "Gnuprojekt")})
    store.keep_rules(forged, 1.0)
    await store.settled()
    with pytest.raises(StoreError, match="a tenant's part of them has another digest"):
        await store.rules(DIGEST, ACME)


# ------------------------------------------------------------------------------------------- of the version before


async def test_rules_that_were_kept_whole_are_put_apart_and_replay_as_before(
    opening: Open, run: Run, lies: Lies
) -> None:
    store = await opening(ACME, OTHER)
    await store.aclose()
    run(PUT_WHOLE)
    assert ACME_WORD in await lies()
    for _ in range(2):
        store = await opening(ACME, OTHER)
        for tenant in (ACME, OTHER):
            assert await replays(store, tenant, OLD_DIGEST)
        await store.aclose()
        assert ACME_WORD not in await lies()
        assert OTHER_WORD not in await lies()


async def test_what_they_say_of_one_who_was_erased_before_is_gone_with_the_first_start(
    opening: Open, run: Run, lies: Lies
) -> None:
    store = await opening(ACME, OTHER)
    await store.erase(ACME, ERASE)
    await store.aclose()
    run(PUT_WHOLE)
    store = await opening(OTHER)
    assert await replays(store, OTHER, OLD_DIGEST)
    kept = await store.rules(OLD_DIGEST)
    assert kept is not None
    assert kept.listed == BOTH.parts.listed
    await store.aclose()
    assert ACME_WORD not in await lies()


async def test_what_was_imported_under_another_name_replays_by_the_name_of_then(opening: Open, run: Run) -> None:
    store = await opening(OTHER)
    act = replace(make_act("tenant.import", tenant="copy"), details={"from": ACME})
    await store.restore("copy", [], [], [], act)
    await store.aclose()
    run(PUT_WHOLE)
    store = await opening(OTHER)
    assert await replays(store, "copy", OLD_DIGEST, named=ACME)
    kept = await store.rules(OLD_DIGEST, "copy")
    assert kept is not None
    assert OTHER_WORD not in kept.text


async def test_rules_that_are_not_what_their_digest_says_stay_where_they_are_and_are_not_believed(
    opening: Open, run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    store = await opening(ACME, OTHER)
    await store.aclose()
    run(PUT_WHOLE.replace(ACME_WORD, "Gnuprojekt"))
    store = await opening(ACME, OTHER)
    assert await store.rules(OLD_DIGEST) is None
    assert "were changed behind the router's back" in caplog.text
