"""The people whom requests are about (data subjects): each has a key of their own, so that each can be erased.

A person is known by a tag, a keyed hash of the name that the tenant's clients have for them; under it stands a random
id, and the key that all entries about them are sealed with. Two routers that meet somebody at once may each make one:
both stand, and both are erased. Of who was erased the id stays, without tag and key, so that a router which still
remembers the key cannot bring it back: what it then records is about the person whom they have become.
"""

import hmac
import time
import uuid
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from router.core.gaps import runs, written
from router.ports import Act, LedgerUnavailable, Subject, SubjectGone
from router.store.faults import StoreError
from router.store.records import AnyEntry, Entry, PrunedEntry, of_act
from router.store.sealing import Seal

TAGS = "tags"
"""In place of an id, where the key of the tags is kept: that of another tenant, which this one was made of."""
REMEMBERED = 10_000
"""People whose keys are in memory, at most."""
PIECE = 60_000
"""Characters of a list of entries that one act holds: the entry that it becomes has to fit a bundle."""

Row = tuple[str, bytes, float, bytes]
"""Id, tag, when they were made, wrapped key."""


def tag_of(key: bytes, user: str) -> bytes:
    """The same for a name whose accents are letters of their own (Unicode NFD) and for one where they are not (NFC)."""
    return hmac.digest(key, normalize("NFC", user).encode("utf-8", "surrogatepass"), "sha256")


def tags_key(seal: Seal, kept: bytes | None) -> bytes:
    """What names are tagged with: the tenant's own, or what was `kept` of the tenant that it was made of."""
    return seal.tags if kept is None else seal.unwrap(TAGS, kept)


def somebody_new(seal: Seal, tag: bytes) -> Subject:
    subject_id = str(uuid.uuid4())
    return known(seal, subject_id, tag, seal.make_person(subject_id))


def known(seal: Seal, subject_id: str, tag: bytes, wrapped: bytes) -> Subject:
    """Raises `StoreError` for a key that does not open."""
    return Subject(subject_id, tag, wrapped, seal.commitments_of(subject_id, wrapped))


def row_of(subject: Subject) -> Row:
    return subject.id, subject.tag, time.time(), subject.wrapped


def sealed(seal: Seal, entry: AnyEntry) -> bytes | None:
    """The body, under the key of whom it is about; None for an entry that has none."""
    if entry.body is None:
        return None
    subject = entry.subject
    key = seal if subject is None else seal.cipher_of(subject.id, subject.wrapped)
    return key.seal(entry.place, entry.body)


def opened(seal: Seal, place: str, body: bytes | None, subject: str | None, keys: Mapping[str, Any]) -> bytes | None:
    """None where the body is gone, or the key that opened it. `keys`: wrapped ones by id, None of who was erased.

    Raises `StoreError`.
    """
    if body is None or subject is None:
        return None if body is None else seal.open(place, body)
    if subject not in keys:
        raise StoreError(f"{place}: the key of the person whom it is about is not there; restore a backup")
    wrapped = keys[subject]
    return None if wrapped is None else seal.cipher_of(subject, wrapped).open(place, body)


def named(entries: Iterable[AnyEntry]) -> dict[str, Subject]:
    """The people whom these are about, by id."""
    return {entry.subject.id: entry.subject for entry in entries if entry.subject is not None}


def about_the_living(entry: AnyEntry, living: Mapping[str, Subject]) -> AnyEntry | LedgerUnavailable:
    """The entry, about who lives now. An intent stays with whom it was made for, or is refused: its commitment is."""
    subject = entry.subject
    if isinstance(entry, PrunedEntry) or subject is None or living[subject.id].id == subject.id:
        return entry
    if entry.kind == "intent":
        return SubjectGone("the person whom the request is about was erased in this moment; ask again")
    return entry._replace(subject=living[subject.id])


class Memory:
    """Who was asked for lately, by tenant and tag. All are forgotten when keys changed, and so within a second."""

    def __init__(self) -> None:
        self.age = 0
        """Counts how often all were forgotten."""
        self._people: OrderedDict[tuple[str, bytes], Subject] = OrderedDict()
        self._tags: dict[str, bytes] = {}
        self._version: Hashable = None

    def find(self, tenant_id: str, tag: bytes) -> Subject | None:
        return self._people.get((tenant_id, tag))

    def keep(self, tenant_id: str, subject: Subject, age: int) -> Subject:
        """Whoever was first. Of a look that began at another `age` nothing is kept: they may be erased by now."""
        if age != self.age:
            return subject
        if len(self._people) >= REMEMBERED:
            self._people.popitem(last=False)
        return self._people.setdefault((tenant_id, subject.tag), subject)

    def tags(self, tenant_id: str) -> bytes | None:
        return self._tags.get(tenant_id)

    def keep_tags(self, tenant_id: str, key: bytes) -> None:
        self._tags[tenant_id] = key

    def as_of(self, version: Hashable) -> None:
        if version != self._version:
            self._version = version
            self.forget()

    def forget(self) -> None:
        self.age += 1
        self._people.clear()
        self._tags.clear()


def acts_of(act: Act, subject_id: str, gone: Sequence[int]) -> list[Entry]:
    """What tells of an erasure: how many entries lost their bodies, and which; in pieces where they are many."""
    pieces = list(written(runs(gone), PIECE)) or [""]
    told = {**act.details, "entries": str(len(gone))}
    names = (f"{subject_id}/{number}" if number else subject_id for number in range(len(pieces)))
    return [
        of_act(replace(act, id=name, target=subject_id, details={**told, "gone": piece}))
        for name, piece in zip(names, pieces, strict=True)
    ]
