"""A tenant goes into a folder and comes out of it again; and nothing of a folder is believed unseen."""

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_records import MASTER, make_act, make_intent, opened, pending_of
from running import ROOT
from traffic import NOW, START, THEN, Traffic, add_key, key_of
from two_tenants import ACME, ACME_WORD, BOTH, OLD_DIGEST, OTHER, OTHER_WORD

from router import auditing, config, exporting, parcels
from router.auditing import ERASE
from router.core.checkpoints import open_checkpoint
from router.core.ledger import decode_decision, decode_facts
from router.core.merkle import Frontier, leaf_hash
from router.core.policy import decide
from router.core.signed_notes import parse_verifier_key
from router.core.tiles import decode_bundle, encode_bundle
from router.core.types import Outcome
from router.parcels import Parcel, pack, unpack
from router.parcels.layout import sha256_of, statement
from router.ports import Act, Store
from router.signing import verify
from router.store.notary import Notary
from router.store.sealing import Safe
from router.store.sqlite import SqliteStore

OK, FAILED = Outcome.OK, Outcome.FAILED
COUNT = 300
"""Requests: their entries are more than two bundles."""
ERASING = make_act(ERASE, target="")
IMPORT = make_act("tenant.import", tenant="copy", target="")


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Parcel:
    folder = tmp_path_factory.mktemp("origin")
    with ThreadPoolExecutor(1) as aside:  # a loop may be running here
        return aside.submit(lambda: asyncio.run(packed(folder))).result()


async def packed(folder: Path) -> Parcel:
    async with opened(folder / "data", tenants=("acme",)) as store:
        await fill(store)
        return await pack(store, "acme", folder / "parcel")


async def fill(store: SqliteStore) -> None:
    store.keep_rules(THEN.parts, START)
    store.keep_rules(NOW.parts, START)
    for key in (key_of("k1", owner="anna"), key_of("k2", "k1", revoked=START + 1, networks=("10.0.0.0/8",))):
        await add_key(store, key)
    traffic = Traffic(store)
    await traffic.ask("r1", [FAILED, FAILED, OK], "public", ["PERSON"])
    await traffic.ask("r2", [FAILED, OK], "internal", ["PERSON"], day=1, rules=NOW)
    await traffic.ask("r3", [], "restricted", model="writer")
    await traffic.ask("r4", [OK], model="writer", has_receipt=False)
    for number in range(COUNT):
        await store.record(make_act("ledger.read", target=f"r{number}"))


@pytest.fixture
def folder(origin: Parcel, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    for path in sorted(origin.folder.rglob("*")):
        target = tmp_path / "parcel" / path.relative_to(origin.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            target.write_bytes(path.read_bytes())
    return tmp_path / "parcel"


def importing(parcel: Parcel) -> Act:
    return replace(IMPORT, details={"entries": str(parcel.entries)})


async def receipts(store: Store, tenant: str) -> list[dict[str, Any]]:
    size = (await store.log_head(tenant)).size
    kept = await store.log_entries(tenant, 0, size)
    return [json.loads(one.body)["receipt"] for one in kept if one.kind == "receipt" and one.body]


async def test_after_an_import_every_decision_replays_to_itself(folder: Path, tmp_path: Path) -> None:
    async with opened(tmp_path / "new", tenants=()) as store:
        parcel = unpack(folder)
        await store.restore("copy", parcel.contents(), parcel.keys, parcel.rules, IMPORT)
        found = await receipts(store, "copy")
        assert len(found) == 3
        for receipt in found:
            kept = await store.rules(receipt["decision"]["digest"], "copy")
            assert kept is not None
            assert decide(decode_facts(receipt["facts"]), config.recall(kept)) == decode_decision(receipt["decision"])


async def test_entries_keys_and_rules_are_the_same_and_the_log_grows_from_there(folder: Path, tmp_path: Path) -> None:
    parcel = unpack(folder)
    assert (parcel.tenant, parcel.pruned, parcel.missing) == ("acme", 0, ())
    assert {one.digest: one for one in parcel.rules} == {
        one.ruleset.digest: one.parts.only(["acme"]) for one in (THEN, NOW)
    }
    assert parcel.keys == (
        key_of("k1", owner="anna"),
        key_of("k2", "k1", revoked=START + 1, networks=("10.0.0.0/8",)),
    )
    async with opened(tmp_path / "new", tenants=(), master=b"m" * 32) as store:
        await store.restore("copy", parcel.contents(), parcel.keys, parcel.rules, IMPORT)
        kept = await store.log_entries("copy", 0, parcel.entries)
        assert [one.body for one in kept] == list(parcel.bodies())
        again = await pack(store, "copy", tmp_path / "again")
        assert again.entries == parcel.entries + 1
        assert list(again.bodies())[:-1] == list(parcel.bodies())
        assert parcels.issuer(again.key) != parcels.issuer(parcel.key)


async def test_whom_entries_are_about_comes_along_and_their_names_do_not(tmp_path: Path) -> None:
    async with opened(tmp_path / "old", tenants=("acme",)) as store:
        for name, user in (("r1", "anna@b.c"), ("r2", None), ("r3", "bert"), ("r4", "carl")):
            await store.intend(make_intent(name), None if user is None else await store.subject("acme", user))
        await store.erase_subject("acme", "bert", ERASING)
        parcel = await pack(store, "acme", tmp_path / "parcel")
    assert (parcel.entries, parcel.pruned) == (5, 1)
    told = b"".join(path.read_bytes() for path in parcel.folder.rglob("*") if path.is_file())
    assert not any(name in told for name in (b"anna@b.c", b"bert", b"carl"))
    async with opened(tmp_path / "new", tenants=(), master=b"m" * 32) as store:
        await store.restore("copy", parcel.contents(), (), (), importing(parcel), parcel.tags())
        erased = await store.erase_subject("copy", "carl", replace(ERASING, tenant="copy"))
        assert erased is not None
        assert erased.entries == 1
        assert [(await store.receipt("copy", name) or {}).get("pruned") for name in ("r1", "r2", "r3", "r4")] == [
            0,
            0,
            1,
            1,
        ]
        assert (await auditing.verify(store, "copy")).fault is None
        again = await pack(store, "copy", tmp_path / "again")
    async with opened(tmp_path / "third", tenants=()) as store:
        await store.restore("copy", again.contents(), (), (), importing(again), again.tags())
        assert await store.erase_subject("copy", "anna@b.c", ERASING) is not None


async def test_an_erased_entry_is_empty_in_tiles_and_a_verifier_is_told_how_many(tmp_path: Path) -> None:
    async with opened(tmp_path / "old", tenants=("acme",)) as store:
        for number in range(600):
            await store.record(make_act("ledger.read", target=f"r{number}"))
            if number == 300:
                await store.intend(make_intent("r"), await store.subject("acme", "anna"))
        await store.erase_subject("acme", "anna", ERASING)
        await exporting.tiles(store, "acme", tmp_path / "tiles")
    key = (tmp_path / "tiles" / "key").read_text().strip()
    assert verdict(tmp_path / "tiles", key) == 1
    assert verdict(tmp_path / "tiles", key, "--erased", "1") == 0


async def test_a_folder_that_does_not_tell_of_people_is_read_as_before(folder: Path, tmp_path: Path) -> None:
    (folder / "subjects.jsonl").unlink()
    resign(folder)
    parcel = unpack(folder)
    assert parcel.tags() is None
    async with opened(tmp_path / "new", tenants=()) as store:
        await store.restore("copy", parcel.contents(), (), (), importing(parcel), parcel.tags())
        assert (await auditing.verify(store, "copy")).fault is None


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "line 1 is no key of tags"),
        ('{"key":"xx"}\n', "line 1 is no key of tags"),
        ('{"key":"00"}\n{"index":0}\n', "line 2 does not tell"),
        ('{"key":"00"}\n{"index":1,"tag":"00"}\n{"index":1,"tag":"00"}\n', "entry 1 is not in its place"),
    ],
)
def test_people_that_are_told_of_wrongly_are_refused(folder: Path, lines: str, told: str) -> None:
    (folder / "subjects.jsonl").write_text(lines)
    resign(folder)
    with pytest.raises(ValueError, match=told):
        unpack(folder)


async def test_a_request_that_was_open_is_an_orphan_of_the_new_log(folder: Path, tmp_path: Path) -> None:
    parcel = unpack(folder)
    async with opened(tmp_path / "new", tenants=()) as store:
        await store.restore("copy", parcel.bodies(), (), (), IMPORT)
        assert pending_of(tmp_path / "new", "copy") == {"r4"}
    async with opened(tmp_path / "new", tenants=()) as store:
        assert store.orphans == 1


async def test_a_restore_that_fails_leaves_no_file(folder: Path, tmp_path: Path) -> None:
    async with opened(tmp_path / "new", tenants=()) as store:
        with pytest.raises(Exception, match="nothing was restored"):
            await store.restore("copy", [*unpack(folder).bodies(), b"{}"], (), (), IMPORT)
        assert list((tmp_path / "new" / "tenants").iterdir()) == []


def test_the_log_in_it_convinces_a_verifier_that_knows_no_router(folder: Path) -> None:
    key = (folder / "log" / "key").read_text().strip()
    assert verdict(folder / "log", key) == 0


def verdict(folder: Path, key: str, *more: str) -> int:
    """Of the verifier that shares no line with the router."""
    program = ROOT / "verifier" / "sovereign_verify.py"
    command = [sys.executable, "-I", "-S", str(program), "log", str(folder), "--key", key, *more]
    return subprocess.run(command, capture_output=True, check=False).returncode


async def test_its_lines_are_those_of_an_audit_export(tmp_path: Path) -> None:
    async with opened(tmp_path / "data", tenants=("acme",)) as store:
        await fill(store)
        await pack(store, "acme", tmp_path / "parcel")
        lines = [line async for line in exporting.lines(store, "acme", exporting.as_json)]
    assert (tmp_path / "parcel" / "entries.jsonl").read_text().splitlines() == lines


def test_nobody_else_may_read_it_and_no_secret_is_in_it(origin: Parcel) -> None:
    assert origin.folder.stat().st_mode & 0o77 == 0
    told = b"".join(path.read_bytes() for path in origin.folder.rglob("*") if path.is_file())
    assert MASTER not in told
    assert MASTER.hex().encode() not in told


async def test_a_folder_that_is_not_empty_is_left_alone(folder: Path, tmp_path: Path) -> None:
    async with opened(tmp_path / "data", tenants=("acme",)) as store:
        await fill(store)
        with pytest.raises(ValueError, match="not empty"):
            await pack(store, "acme", folder)
    unpack(folder)


def own_notary(folder: Path) -> Notary:
    """What the router signs this log with."""
    return Safe(MASTER).notary(parse_verifier_key((folder / "log" / "key").read_text().strip()).name.split("/")[-1])


def resign(folder: Path, notary: Notary | None = None) -> None:
    """As somebody does who writes the manifest anew, and has the router's own key or, if one is given, another."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["files"] = {name: sha256_of(folder / name) for name in manifest["files"] if (folder / name).exists()}
    path.write_text(json.dumps(manifest))
    notary = notary or own_notary(folder)
    (folder / "manifest.note").write_text(notary.note(statement(folder)))


def forge(folder: Path) -> str:
    """All of it signed by somebody else, under the same name. Their key."""
    log, own = folder / "log", own_notary(folder)
    thief = Notary(own.origin, b"t" * 32)
    signed = open_checkpoint((log / "checkpoint").read_bytes(), own.key, verify)
    (log / "checkpoint").write_text(thief.checkpoint(signed.size, signed.root))
    (log / "key").write_text(f"{thief.key}\n")
    resign(folder, thief)
    return str(thief.key)


def swap(name: str, old: bytes, new: bytes, *, signed: bool = True) -> Callable[[Path], None]:
    """Changes something in a file, and unless `signed` is False in the manifest too."""

    def spoil(folder: Path) -> None:
        notary = own_notary(folder)
        data = (folder / name).read_bytes()
        assert old in data
        (folder / name).write_bytes(data.replace(old, new, 1))
        if signed:
            resign(folder, notary)

    return spoil


def rename_rules(folder: Path) -> None:
    path = next((folder / "rules").iterdir())
    path.write_text(path.read_text().replace("DPA", "XXL"))
    resign(folder)


LEFT = f'{{"index":0,"leaf":"{"0" * 64}","kind":"act","id":"a","attempt":0,"at":1.0}}\n'


def add_pruned(folder: Path) -> None:
    (folder / "pruned.jsonl").write_text(LEFT)
    resign(folder)


BUNDLE = "log/tile/entries/000"
SPOILS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file changed": (swap("keys.jsonl", b"mailer", b"sailor", signed=False), "keys.jsonl was changed"),
    "a file gone": (lambda folder: (folder / "keys.jsonl").unlink(), "keys.jsonl is missing"),
    "a file too many": (lambda folder: (folder / "rules" / "x.json").write_text("{}"), "rules/x.json does not stand"),
    "a link": (lambda folder: (folder / "more").symlink_to("/etc"), "no plain file"),
    "no manifest": (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest.json"),
    "no signature": (lambda folder: (folder / "manifest.note").unlink(), "manifest.note: there is none"),
    "no note": (lambda folder: (folder / "manifest.note").write_text("x"), "manifest.note: "),
    "a signature by another": (lambda folder: resign(folder, Notary("x/y/z", b"t" * 32)), "it is not signed by"),
    "a signature by another of that name": (
        lambda folder: resign(folder, Notary(own_notary(folder).origin, b"t" * 32)),
        "manifest.note: it is not signed by",
    ),
    "a manifest changed": (swap("manifest.json", b'"acme"', b'"evil"', signed=False), "manifest.json was changed"),
    "a manifest of something else": (swap("manifest.json", b"sovereign-tenant", b"x", signed=False), "there is no"),
    "a newer format": (swap("manifest.json", b'"version": 3', b'"version": 4', signed=False), "version 4"),
    "an older format": (swap("manifest.json", b'"version": 3', b'"version": 1', signed=False), "version 1"),
    "an entry changed": (swap(BUNDLE, b"r3", b"r9"), "entry .* was changed"),
    "an entry too long": (swap(BUNDLE, b"\x01", b"\xff"), "entries/000: entry 2 of the bundle is cut off"),
    "entries gone": (swap("log/checkpoint", b"\n3", b"\n2"), "checkpoint: the signature of"),
    "another key": (swap("log/key", b"sovereign/", b"sovereign-"), "manifest.note: "),
    "a pruned entry too many": (
        add_pruned,
        "tells of an entry that has its body",
    ),
    "rules changed": (rename_rules, "not those of this digest"),
    "a key cut off": (swap("keys.jsonl", b'"agent"', b'"agents"'), "line 1 is no key"),
}


@pytest.mark.parametrize("name", SPOILS)
def test_what_does_not_fit_is_refused_and_named(folder: Path, name: str) -> None:
    spoil, told = SPOILS[name]
    spoil(folder)
    with pytest.raises(ValueError, match=told):
        unpack(folder)


def test_hashes_changed_with_their_entries_do_not_lead_to_what_was_signed(folder: Path) -> None:
    bundle, hashes = folder / BUNDLE, folder / "log" / "tile" / "0" / "000"
    old = decode_bundle(bundle.read_bytes())
    new = [body.replace(b"anna", b"otto") for body in old]
    assert new != old
    bundle.write_bytes(encode_bundle(new))
    hashes.write_bytes(b"".join(map(leaf_hash, new)))
    resign(folder)
    with pytest.raises(ValueError, match="not those that the checkpoint was signed for"):
        unpack(folder)


def test_who_signed_all_of_it_anew_is_not_taken_for_the_router_that_is_named(folder: Path) -> None:
    key = (folder / "log" / "key").read_text().strip()
    assert unpack(folder, key).key == key
    forged = forge(folder)
    assert unpack(folder).key == forged, "without a key from elsewhere this is not known"
    with pytest.raises(ValueError, match="not of the one that --key names"):
        unpack(folder, key)


# ------------------------------------------------------------------------------------------------------------- rules


async def pack_both(folder: Path) -> Parcel:
    """Of acme, beside another tenant with words of its own, decided by rules of this version and of the one before."""
    async with opened(folder / "data", tenants=(ACME, OTHER)) as store:
        store.keep_rules(BOTH.parts, START)
        store.keep_rules(replace(BOTH.parts, was=OLD_DIGEST), START)
        old = replace(BOTH, ruleset=replace(BOTH.ruleset, digest=OLD_DIGEST))
        for name, rules in (("r1", BOTH), ("r2", old)):
            await Traffic(store).ask(name, [OK], "internal", rules=rules)
        return await pack(store, ACME, folder / "parcel")


async def replays(store: Store, tenant: str) -> None:
    found = await receipts(store, tenant)
    assert {receipt["decision"]["digest"] for receipt in found} == {BOTH.ruleset.digest, OLD_DIGEST}
    for receipt in found:
        kept = await store.rules(receipt["decision"]["digest"], tenant)
        assert kept is not None
        assert decide(decode_facts(receipt["facts"]), config.recall(kept)) == decode_decision(receipt["decision"])


def words_of(folder: Path) -> bytes:
    return b"".join(path.name.encode() + path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_it_has_its_own_rules_and_no_word_of_another_tenants(tmp_path: Path) -> None:
    parcel = await pack_both(tmp_path)
    told = words_of(parcel.folder)
    assert ACME_WORD.encode() in told
    assert OTHER_WORD.encode() not in told
    assert OTHER.encode() not in told
    async with opened(tmp_path / "new", tenants=(), master=b"m" * 32) as store:
        await store.restore("copy", parcel.contents(), (), parcel.rules, importing(parcel))
        await replays(store, "copy")
        again = await pack(store, "copy", tmp_path / "again")
        assert again.missing == ()
        assert {one.digest: one for one in again.rules} == {one.digest: one for one in parcel.rules}


async def test_a_folder_of_the_version_before_is_read_and_what_it_says_of_others_is_left(tmp_path: Path) -> None:
    parcel = await pack_both(tmp_path)
    old_folder(parcel.folder)
    parcel = unpack(parcel.folder)
    assert parcel.missing == (BOTH.ruleset.digest,), "rules of this version never lay in such a folder"
    (kept,) = parcel.rules
    assert kept == replace(BOTH.parts.only([ACME]), was=OLD_DIGEST)
    async with opened(tmp_path / "new", tenants=(), master=b"m" * 32) as store:
        await store.restore("copy", parcel.contents(), (), parcel.rules, importing(parcel))
        assert await store.rules(OLD_DIGEST, "copy") == kept
    assert OTHER_WORD.encode() not in words_of(tmp_path / "new")


def old_folder(folder: Path) -> None:
    """As the version before wrote it: rules as whole files, named after the digest of their text."""
    notary = own_notary(folder)
    for path in (folder / "rules").iterdir():
        path.unlink()
    (folder / "rules" / f"{OLD_DIGEST}.json").write_text(BOTH.canonical)
    manifest = json.loads((folder / "manifest.json").read_text())
    names = [name for name in manifest["files"] if (folder / name).exists()]
    manifest |= {"version": 2, "files": {name: sha256_of(folder / name) for name in names}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "manifest.note").write_text(notary.note(statement(folder, 2)))


RULES: dict[str, tuple[str, str]] = {
    "a word of its own part": (ACME_WORD, "Gnuprojekt"),
    "the common part": ("DPA-1", "DPA-9"),
    "another's digest": ('"parts":["', '"parts":["00'),
    "the common part gone": ('"common"', '"uncommon"'),
    "no JSON": ("{", ""),
}


@pytest.mark.parametrize("name", RULES)
async def test_rules_with_one_thing_changed_are_not_those_of_their_digest(tmp_path: Path, name: str) -> None:
    folder = (await pack_both(tmp_path)).folder
    path = folder / "rules" / f"{BOTH.ruleset.digest}.json"
    old, new = RULES[name]
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    resign(folder)
    with pytest.raises(ValueError, match="not those of this digest"):
        unpack(folder)


# ------------------------------------------------------------------------------------------------- what was pruned


@pytest.fixture(scope="module")
def pruned(tmp_path_factory: pytest.TempPathFactory) -> Parcel:
    folder = tmp_path_factory.mktemp("pruned")
    with ThreadPoolExecutor(1) as aside:  # a loop may be running here
        return aside.submit(lambda: asyncio.run(packed_after_pruning(folder))).result()


async def packed_after_pruning(folder: Path) -> Parcel:
    async with opened(folder / "data", tenants=("acme",)) as store:
        await fill(store)
        await store.record(Act(auditing.PRUNE, "router", START, "acme", details={"start": "0", "stop": "256"}))
        await store.prune("acme", 256)
        return await pack(store, "acme", folder / "parcel")


async def test_entries_that_were_pruned_go_round_identically(pruned: Parcel, tmp_path: Path) -> None:
    assert (pruned.pruned, unpack(pruned.folder)) == (256, pruned)
    async with opened(tmp_path / "new", tenants=(), master=b"m" * 32) as store:
        await store.restore("copy", pruned.contents(), pruned.keys, pruned.rules, importing(pruned))
        kept = await store.log_entries("copy", 0, pruned.entries)
        tree = Frontier()
        for one in kept:
            tree.append(one.leaf)
        signed = open_checkpoint(pruned.checkpoint.encode(), parse_verifier_key(pruned.key), verify)
        assert tree.root() == signed.root
        found = await auditing.verify(store, "copy")
        assert (found.fault, found.size, found.pruned) == (None, pruned.entries + 1, 256)
        known = await store.receipt("copy", "r1")
        assert known is not None
        assert (known["receipt"], known["pruned"]) == (None, 4)
        again = await pack(store, "copy", tmp_path / "again")
    for name in ("pruned.jsonl", "log/tile/0/000"):
        assert (again.folder / name).read_bytes() == (pruned.folder / name).read_bytes()
    assert list(again.bodies())[:-1] == list(pruned.bodies())


async def test_pruning_goes_on_where_it_was(pruned: Parcel, tmp_path: Path) -> None:
    async with opened(tmp_path / "new", tenants=()) as store:
        await store.restore("copy", pruned.contents(), (), (), IMPORT)
        assert (await store.prunable("copy", START + 1e9)).start == 256


LINES: dict[str, tuple[bytes, bytes, str]] = {
    "another hash": (b'"leaf":"', b'"leaf":"00', "does not tell of an entry|does not tell of it"),
    "another place": (b'"index":7,', b'"index":8,', "entry 7 has no body"),
    "no kind": (b'"kind":"intent"', b'"kind":"poem"', "does not tell of an entry"),
    "no id": (b'"id":"r1"', b'"id":5', "does not tell of an entry"),
    "no number": (b'"attempt":1', b'"attempt":"1"', "does not tell of an entry"),
    "no JSON": (b"{", b"", "line 1 does not tell of an entry"),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_tells_wrongly_of_a_pruned_entry_is_refused(pruned: Parcel, tmp_path: Path, name: str) -> None:
    shutil.copytree(pruned.folder, tmp_path / "parcel")
    old, new, told = LINES[name]
    swap("pruned.jsonl", old, new)(tmp_path / "parcel")
    with pytest.raises(ValueError, match=told):
        unpack(tmp_path / "parcel")


def test_a_bundle_that_is_gone_is_not_taken_for_one_that_was_pruned(folder: Path) -> None:
    (folder / BUNDLE).unlink()
    manifest = json.loads((folder / "manifest.json").read_text())
    del manifest["files"][BUNDLE]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    resign(folder)
    with pytest.raises(ValueError, match=r"entry 0 has no body, and pruned\.jsonl does not tell of it"):
        unpack(folder)
