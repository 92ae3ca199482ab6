"""Encryption at rest: master key -> tenant key -> rows (envelope encryption); of people, tenant key -> key -> rows.

AES-256-GCM (NIST SP 800-38D) with a random nonce of 96 bits in front of each ciphertext. What is sealed is bound to its
place (tenant, table, row, column, version of the key): moved to another row, column or tenant it does not open. A
tenant key is random and kept wrapped under the master key; without its wrapped key a tenant's rows, and the commitments
made with a key derived from it, are lost for good: that is how a tenant is erased (crypto-shredding). So is a person
whom requests are about: their entries are sealed with a key of theirs, which is kept wrapped under the tenant's.

Random nonces are safe for 2**32 messages of one key (section 8.3); a tenant would need 4 billion entries.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from router.core.keys import derive
from router.store.faults import StoreError
from router.store.notary import Notary

KEY_VERSION = 1
_KEY = 32
_NONCE = 12


class Cipher:
    """A key that rows are sealed with. Shows nothing of it, and cannot be pickled."""

    __slots__ = ("_bound", "_cipher", "_owner")

    def __init__(self, key: bytes, owner: str, version: int = KEY_VERSION) -> None:
        self._owner = owner
        self._bound = f"{owner}|{version}|"
        self._cipher = AESGCM(key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._owner})"

    def __reduce__(self) -> str:
        raise TypeError("keys do not leave the process")

    def seal(self, place: str, data: bytes) -> bytes:
        """Nonce and ciphertext; 28 bytes longer than `data`. `place`: table, row and column."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, data, (self._bound + place).encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """Raises `StoreError` for what was changed, or sealed for another place or owner."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], (self._bound + place).encode())
        except (InvalidTag, ValueError):
            raise StoreError(f"{place}: it does not open: it was changed, moved, or sealed under another key") from None


class Seal(Cipher):
    """One tenant's key, and what it opens: the keys of people."""

    __slots__ = ("commitments", "names", "tags")

    def __init__(self, key: bytes, tenant_id: str, version: int = KEY_VERSION) -> None:
        super().__init__(derive(key, "rows"), tenant_id, version)
        self.commitments = derive(key, "commitments")
        """What commitments to a tenant's words are keyed with: 32 bytes."""
        self.names = derive(key, "names")
        """What the names of owners and teams are tagged with in rows (`core.whose`): 32 bytes."""
        self.tags = derive(key, "tags")
        """What the names of people are tagged with: 32 bytes."""

    def wrap(self, name: str, key: bytes) -> bytes:
        """A key, sealed. `name`: whose it is."""
        return self.seal(_place_of_key(name), key)

    def unwrap(self, name: str, wrapped: bytes) -> bytes:
        """Raises `StoreError`."""
        return self.open(_place_of_key(name), wrapped)

    def make_person(self, name: str) -> bytes:
        """The keys of somebody new, wrapped: one for their entries, one for commitments to their words."""
        return self.wrap(name, os.urandom(2 * _KEY))

    def cipher_of(self, name: str, wrapped: bytes) -> Cipher:
        """For the entries about this person. Raises `StoreError`."""
        return Cipher(self.unwrap(name, wrapped)[:_KEY], f"{self._owner}/{name}")

    def commitments_of(self, name: str, wrapped: bytes) -> bytes:
        """What commitments to this person's words are keyed with. Raises `StoreError`."""
        return self.unwrap(name, wrapped)[_KEY:]


class Safe:
    """What the master key opens: tenant keys, and the keys that sign the logs."""

    __slots__ = ("_master", "_wrapping")

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._wrapping = AESGCM(derive(master, "tenant keys"))

    def __repr__(self) -> str:
        return "Safe()"

    def make(self, tenant_id: str) -> bytes:
        """A new tenant key, wrapped."""
        nonce = os.urandom(_NONCE)
        return nonce + self._wrapping.encrypt(nonce, os.urandom(_KEY), _of(tenant_id, KEY_VERSION))

    def unwrap(self, tenant_id: str, version: int, wrapped: bytes) -> Seal:
        """Raises `StoreError` under another master key."""
        try:
            key = self._wrapping.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _of(tenant_id, version))
        except (InvalidTag, ValueError):
            raise StoreError(
                f"the key of tenant {tenant_id} does not open: it was changed, or wrapped under another master key; "
                "restore that master key, or a backup of the records"
            ) from None
        return Seal(key, tenant_id, version)

    def own(self, tenant_id: str) -> Seal:
        """For the rows of no tenant: a key of the master key's own."""
        return Seal(derive(self._master, "own rows"), tenant_id)

    def notary(self, tenant_id: str) -> Notary:
        """Signs this tenant's log. Derived from the master key, so that what was signed outlives the tenant's key."""
        return Notary(f"sovereign/{self.fingerprint[:16]}/{tenant_id}", derive(self._master, f"log {tenant_id}"))

    @property
    def fingerprint(self) -> str:
        """Of the master key, 64 hexadecimal digits; says nothing of it."""
        return derive(self._master, "fingerprint").hex()


def _place_of_key(name: str) -> str:
    return f"subjects/{name}/wrapped"


def _of(tenant_id: str, version: int) -> bytes:
    return f"{tenant_id}|{version}|tenant key".encode()
