"""Who is let in by which key, from where and until when; and that nothing of a key is shown."""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from router.core.keys import derive
from router.core.problems import Code, Problem
from router.core.types import Caller, KeyLimit
from router.http.auth import Keyring
from router.issuing import NEVER, Scope, new_key, successor
from router.ports import KeyRecord

MASTER = bytes(range(32))
NOW = 1_790_000_000.0
DAY = 86_400.0
SCOPE = Scope("acme", "mailer", ("assistant",), ("read",), "internal")


def keyring(*keys: KeyRecord) -> Keyring:
    ring = Keyring(derive(MASTER, "keys"))
    ring.replace(keys)
    return ring


def caller(ring: Keyring, key: str, peer: str = "10.0.0.1", now: float = NOW) -> Caller:
    return ring.caller({b"authorization": b"Bearer " + key.encode()}, peer, now)


def code(ring: Keyring, key: str, peer: str = "10.0.0.1", now: float = NOW) -> Code | None:
    try:
        caller(ring, key, peer, now)
    except Problem as problem:
        return problem.code
    return None


def test_a_key_opens_with_what_it_was_issued_for() -> None:
    scope = replace(SCOPE, owner="anna", team="mail", ceiling="restricted", tokens_per_minute=5)
    record, key = new_key(MASTER, scope, NOW)
    limits = (KeyLimit(record.id, None, 5, None),)
    assert caller(keyring(record), key) == Caller(
        *(record.id, "acme", "mailer", ("assistant",), ("read",), "internal", "anna", "mail", "restricted"),
        limits,
        record.id,
    )


def test_what_a_rotated_key_uses_counts_with_what_the_first_of_its_line_used() -> None:
    first, _ = new_key(MASTER, replace(SCOPE, tokens_per_minute=5), NOW)
    second, _ = successor(MASTER, first, NOW)
    third, key = successor(MASTER, second, NOW)
    child, child_key = new_key(MASTER, SCOPE, NOW, third)
    ring = keyring(first, second, third, child)
    assert caller(ring, key).first_key == first.id
    assert caller(ring, key).limits == (KeyLimit(first.id, None, 5, None),)
    assert caller(ring, child_key).first_key == child.id
    assert caller(ring, child_key).limits == (KeyLimit(child.id, None, 5, None), KeyLimit(first.id, None, 5, None))


def test_an_unbound_key_has_no_limits() -> None:
    record, key = new_key(MASTER, SCOPE, NOW)
    assert caller(keyring(record), key).limits == ()


def test_a_key_is_let_in_until_it_expires_and_holds_as_long() -> None:
    record, key = new_key(MASTER, SCOPE, NOW)
    ring = keyring(record)
    for days, good in ((0, True), (89.999, True), (90, False), (900, False)):
        assert code(ring, key, now=NOW + days * DAY) == (None if good else Code.INVALID_API_KEY)
        assert (ring.holding(record.id, NOW + days * DAY) is not None) == good
    assert code(keyring(replace(record, expires=None)), key, now=NOW + 9000 * DAY) is None
    assert code(keyring(replace(record, revoked=NOW)), key) == Code.INVALID_API_KEY


def test_a_child_ends_with_its_parent_at_the_next_request() -> None:
    parent, parent_key = new_key(MASTER, SCOPE, NOW)
    child, key = new_key(MASTER, SCOPE, NOW, parent)
    ring = keyring(parent, child)
    assert code(ring, key) is None
    for ended in (replace(parent, revoked=NOW), replace(parent, expires=NOW)):
        ring.replace([ended, child])
        assert code(ring, key) == code(ring, parent_key) == Code.INVALID_API_KEY
        assert ring.holding(child.id, NOW) is None
    ring.replace([child])
    assert code(ring, key) == Code.INVALID_API_KEY


def test_the_limits_of_all_that_a_key_was_made_under_hold_for_it() -> None:
    parent, _ = new_key(MASTER, replace(SCOPE, requests_per_minute=9), NOW)
    between, _ = new_key(MASTER, SCOPE, NOW, replace(parent, requests_per_minute=None))
    child, key = new_key(MASTER, replace(SCOPE, budget_eur_per_month=2.5), NOW, between)
    limits = (KeyLimit(child.id, None, None, 2.5), KeyLimit(parent.id, 9, None, None))
    assert caller(keyring(parent, between, child), key).limits == limits


def test_old_and_new_key_open_until_the_overlap_is_over_and_children_stay() -> None:
    old, old_key = new_key(MASTER, SCOPE, NOW)
    child, child_key = new_key(MASTER, SCOPE, NOW, old)
    new, key = successor(MASTER, old, NOW)
    ring = keyring(replace(old, expires=NOW + 60), new, child)
    assert [code(ring, one) for one in (old_key, key, child_key)] == [None, None, None]
    later = [code(ring, one, now=NOW + 60) for one in (old_key, key, child_key)]
    assert later == [Code.INVALID_API_KEY, None, None]


@pytest.mark.parametrize(
    ("networks", "peer", "inside"),
    [
        (("10.0.0.0/8",), "10.255.0.1", True),
        (("10.0.0.0/8",), "::ffff:10.0.0.1", True),
        (("10.0.0.0/8",), "11.0.0.1", False),
        (("10.0.0.0/8",), "::10.0.0.1", False),
        (("10.0.0.0/8",), "", False),
        (("10.0.0.0/8",), "unix", False),
        (("192.0.2.7", "2001:db8::/32"), "2001:db8::1", True),
        (("192.0.2.7", "2001:db8::/32"), "192.0.2.7", True),
        (("192.0.2.7", "2001:db8::/32"), "192.0.2.8", False),
        ((), "203.0.113.9", True),
        ((), "", True),
    ],
)
def test_a_key_opens_from_its_networks_alone(networks: tuple[str, ...], peer: str, inside: bool) -> None:
    record, key = new_key(MASTER, replace(SCOPE, networks=networks), NOW)
    assert code(keyring(record), key, peer) == (None if inside else Code.NOT_PERMITTED)


def test_a_wrong_network_is_told_with_the_address_and_not_with_the_networks() -> None:
    record, key = new_key(MASTER, replace(SCOPE, networks=("10.9.0.0/16",)), NOW)
    with pytest.raises(Problem, match=r"may not be used from 11\.0\.0\.1; `sovereign keys list`") as raised:
        caller(keyring(record), key, "11.0.0.1")
    assert "10.9" not in raised.value.message
    assert not raised.value.may_retry


def test_where_a_key_is_used_from_says_nothing_to_whoever_does_not_hold_it() -> None:
    record, _ = new_key(MASTER, replace(SCOPE, networks=("10.9.0.0/16",)), NOW)
    _, other = new_key(MASTER, SCOPE, NOW)
    assert code(keyring(record), other, "11.0.0.1") == Code.INVALID_API_KEY


@pytest.mark.parametrize("mend", [lambda key: key[:-1] + ("a" if key[-1] != "a" else "b"), lambda _: "sov_", str.upper])
def test_what_is_mistyped_is_not_compared_with_anything(
    mend: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def compare(*both: bytes) -> bool:
        compared.append(both)
        return False

    record, key = new_key(MASTER, SCOPE, NOW)
    ring, compared = keyring(record), list[tuple[bytes, ...]]()
    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert code(ring, mend(key)) == Code.INVALID_API_KEY
    assert code(ring, key) == Code.INVALID_API_KEY
    assert len(compared) == 1


def test_a_key_is_proven_by_all_of_its_secret() -> None:
    record, _ = new_key(MASTER, SCOPE, NOW)
    _, other = new_key(MASTER, SCOPE, NOW)
    thief = replace(record, id=other.split("_")[1])
    assert code(keyring(thief), other) == Code.INVALID_API_KEY


def test_nothing_of_a_key_is_shown() -> None:
    record, key = new_key(MASTER, replace(SCOPE, expires=NEVER), NOW)
    ring = keyring(record)
    shown = f"{caller(ring, key)!r} {record!r} {ring!r}"
    assert record.id in shown
    assert key.split("_")[2] not in shown
    assert all(word not in shown for word in _forms(record.digest))


def _forms(digest: bytes) -> Iterable[str]:
    return digest.hex(), repr(digest)[2:-1]
