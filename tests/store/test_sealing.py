"""A ciphertext opens in its own place, under its own key, as it was; and nowhere else, and in no other way."""

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.store.faults import StoreError
from router.store.sealing import KEY_VERSION, Safe, Seal

MASTER = bytes(range(32))
TENANT, OTHER = "aaaaaaaa-0000-4000-8000-000000000000", "bbbbbbbb-0000-4000-8000-000000000000"
KEY, PLACE = b"k" * 32, "entries/intent/r1/1/body"


@given(st.binary(max_size=200), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_was_sealed_opens_in_its_place(data: bytes, place: str) -> None:
    seal = Seal(KEY, TENANT)
    sealed = seal.seal(place, data)
    assert seal.open(place, sealed) == data
    assert len(sealed) == len(data) + 28


def test_the_same_words_never_look_the_same_twice() -> None:
    seal = Seal(KEY, TENANT)
    assert len({seal.seal(PLACE, b"word") for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("seal", "place", "spoil"),
    [
        (Seal(KEY, TENANT), "entries/intent/r2/1/body", bytes),
        (Seal(KEY, TENANT), "entries/intent/r1/2/body", bytes),
        (Seal(KEY, TENANT), "entries/attempt/r1/1/body", bytes),
        (Seal(KEY, TENANT), "keys/r1/body", bytes),
        (Seal(KEY, OTHER), PLACE, bytes),
        (Seal(b"o" * 32, TENANT), PLACE, bytes),
        (Seal(KEY, TENANT, KEY_VERSION + 1), PLACE, bytes),
        (Seal(KEY, TENANT), PLACE, lambda sealed: sealed[:-1]),
        (Seal(KEY, TENANT), PLACE, lambda _: b""),
        (Seal(KEY, TENANT), PLACE, lambda sealed: sealed[:15] + bytes([sealed[15] ^ 1]) + sealed[16:]),
    ],
    ids=["row", "attempt", "kind", "table", "tenant", "key", "version", "cut", "empty", "bit"],
)
def test_what_was_moved_or_changed_does_not_open(seal: Seal, place: str, spoil: Callable[[bytes], bytes]) -> None:
    sealed = Seal(KEY, TENANT).seal(PLACE, b"a secret word")
    with pytest.raises(StoreError, match="changed, moved, or sealed under another key") as raised:
        seal.open(place, spoil(sealed))
    assert place in str(raised.value)
    assert raised.value.__cause__ is None


def test_a_persons_words_open_with_their_key_alone() -> None:
    seal = Seal(KEY, TENANT)
    anna, bert = seal.make_person("anna"), seal.make_person("bert")
    sealed = seal.cipher_of("anna", anna).seal(PLACE, b"a secret word")
    assert seal.cipher_of("anna", anna).open(PLACE, sealed) == b"a secret word"
    for other in (seal, seal.cipher_of("bert", bert)):
        with pytest.raises(StoreError, match="sealed under another key"):
            other.open(PLACE, sealed)
    for stranger, name in ((seal, "bert"), (Seal(b"o" * 32, TENANT), "anna"), (Seal(KEY, OTHER), "anna")):
        with pytest.raises(StoreError, match="sealed under another key"):
            stranger.cipher_of(name, anna)
    keys = {seal.commitments, seal.tags, *(seal.commitments_of(*one) for one in (("anna", anna), ("bert", bert)))}
    assert len(keys) == 4
    with pytest.raises(TypeError, match="do not leave"):
        pickle.dumps(seal.cipher_of("anna", anna))


def test_a_tenant_key_opens_under_its_master_key_for_its_tenant_alone() -> None:
    wrapped = Safe(MASTER).make(TENANT)
    seal = Safe(MASTER).unwrap(TENANT, KEY_VERSION, wrapped)
    assert seal.open(PLACE, Safe(MASTER).unwrap(TENANT, KEY_VERSION, wrapped).seal(PLACE, b"word")) == b"word"
    for safe, tenant, version in (
        (Safe(b"o" * 32), TENANT, KEY_VERSION),
        (Safe(MASTER), OTHER, KEY_VERSION),
        (Safe(MASTER), TENANT, KEY_VERSION + 1),
    ):
        with pytest.raises(StoreError, match="another master key"):
            safe.unwrap(tenant, version, wrapped)


def test_no_two_tenants_share_a_key_and_none_is_made_of_the_master_key_alone() -> None:
    safe = Safe(MASTER)
    seals = [safe.unwrap(tenant, KEY_VERSION, safe.make(tenant)) for tenant in (TENANT, TENANT, OTHER)]
    assert len({seal.commitments for seal in seals}) == 3


def test_a_tenants_commitments_are_keyed_apart_from_its_rows_and_stay_provable() -> None:
    seal = Seal(KEY, TENANT)
    assert seal.commitments == Seal(KEY, TENANT).commitments
    assert seal.commitments != KEY


def test_each_log_is_signed_with_a_key_of_its_own_that_the_master_key_gives_again() -> None:
    keys = {Safe(MASTER).notary(TENANT).key, Safe(MASTER).notary(OTHER).key, Safe(b"o" * 32).notary(TENANT).key}
    assert len(keys) == 3
    assert Safe(MASTER).notary(TENANT).key in keys


@pytest.mark.parametrize("holder", [Seal(KEY, TENANT), Safe(MASTER), Safe(MASTER).notary(TENANT)])
def test_whoever_holds_a_key_shows_nothing_of_it(holder: object) -> None:
    shown = repr(holder) + str(holder)
    for key in (KEY, MASTER):
        assert key.hex() not in shown
        assert repr(key)[2:-1] not in shown
    with pytest.raises((TypeError, pickle.PicklingError)):
        pickle.dumps(holder)
