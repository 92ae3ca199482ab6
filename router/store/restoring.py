"""Entries of another log, told by their bodies alone: what `router.store.records` wrote, taken apart again."""

import json
import time
from collections.abc import Iterable, Iterator
from itertools import islice, repeat

from router.core.tellings import telling
from router.ports import Pruned, Subject, Tags
from router.store.faults import StoreError
from router.store.records import LARGEST, VERSION, AnyEntry, Entry, PrunedEntry, about
from router.store.sealing import Seal
from router.store.subjects import TAGS, Row, somebody_new

PIECE = 1024
"""Entries that are in memory at once."""


def entry_of(body: bytes) -> Entry:
    """With the body as it is. Raises `StoreError` for what `records` did not write."""
    try:
        told = json.loads(body)
        if told["v"] != VERSION or len(body) > LARGEST:
            raise ValueError  # noqa: TRY301 - told with all the others
        return Entry(*telling(told)[:6], body)
    except (ValueError, TypeError, KeyError):
        raise StoreError("an entry is not one that this version of the router writes; nothing was restored") from None


def pruned_of(one: Pruned) -> PrunedEntry:
    """In the place of the entry that it was, so that what it opened or ended is known."""
    return PrunedEntry(one.kind, one.id, one.attempt, one.at, None, None, one.leaf)


def pieces(contents: Iterable[bytes | Pruned], tags: Tags | None, seal: Seal) -> Iterator[list[AnyEntry]]:
    """All of them in order, a few at a time, about people made anew. Raises `StoreError`."""
    people: dict[bytes, Subject] = {}
    entries = (
        pruned_of(one)
        if isinstance(one, Pruned)
        else about(entry_of(one), None if tag is None else _person(people, seal, tag))
        for one, tag in zip(contents, repeat(None) if tags is None else tags.of_entries, strict=False)
    )
    while piece := list(islice(entries, PIECE)):
        yield piece


class Leading:
    """How many entries at the beginning of a log have no body: those are what retention is done with."""

    def __init__(self) -> None:
        self.count = 0
        self._over = False

    def of(self, pieces: Iterable[list[AnyEntry]]) -> Iterator[list[AnyEntry]]:
        """The same pieces, counted as they pass."""
        for piece in pieces:
            for entry in piece:
                self._over = self._over or entry.body is not None
                self.count += not self._over
            yield piece


def _person(people: dict[bytes, Subject], seal: Seal, tag: bytes) -> Subject:
    known = people.get(tag)
    if known is None:
        known = people[tag] = somebody_new(seal, tag)
    return known


def tags_row(tags: Tags, seal: Seal) -> Row:
    """Keeps what names were tagged with: the tags come from another tenant, whose key this one does not have."""
    return TAGS, b"", time.time(), seal.wrap(TAGS, tags.key)
