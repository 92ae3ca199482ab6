"""One text's findings, free of overlaps: where two claim the same characters, one span covers both.

The more telling kind names it: a secret is a secret even where an e-mail address can be read into it. Signals stand
beside all that: they replace nothing, so what they say of a person is not lost in a name that covers them. So do dates
and the other kinds that are looked for on request, which one tenant keeps and another does not: they may neither widen
what is replaced nor hide in what is kept, nor in each other.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from router.core.lexicons import ON_REQUEST
from router.core.types import SIGNALS


class Found(NamedTuple):
    """Offsets in characters of the original text, end exclusive."""

    start: int
    end: int
    kind: str
    score: float
    by: str


UNREADABLE = "UNREADABLE"
"""The kind of what was seen and could not be read: no finding, but the text is not all read."""

LEFT = "LEFT"
"""The kind of a stretch that the customer leaves alone: no finding. `by` is the kind it is left as, "" for all."""

_FIRST = (
    "SECRET",
    "IBAN_CODE",
    "CREDIT_CARD",
    "NATIONAL_ID",
    "EMAIL_ADDRESS",
    "DATE_OF_BIRTH",
    "IP_ADDRESS",
    "PHONE_NUMBER",
    "CUSTOM_TERM",
    "ADDRESS",
    "PERSON",
    "USERNAME",
    "LICENSE_PLATE",
    "MAC_ADDRESS",
    "ORGANIZATION",
    "LOCATION",
    "URL",
    "TITLE",
    "NRP",
    "DATE_TIME",
)
"""Last what a tenant may keep by default: what is read out of one encoded run is one finding, and must not stay."""
_OFTEN_KEPT = ON_REQUEST | {"ORGANIZATION", "LOCATION"}
_BESIDE = SIGNALS | ON_REQUEST
"""What overlaps others."""
_RANK = {kind: rank for rank, kind in enumerate(_FIRST)}


def merge(found: Iterable[Found]) -> tuple[Found, ...]:
    """In order of appearance. No two of a kind overlap; nothing overlaps but signals and `ON_REQUEST`.

    What was looked for on request goes where something graver covers it.
    """
    merged = _layered(found, lambda one: one.kind if one.kind in _BESIDE else "")
    return tuple(_without_covered(merged)) if any(one.kind in ON_REQUEST for one in merged) else merged


def _without_covered(merged: tuple[Found, ...]) -> Iterator[Found]:
    """`merged` is in order, and what may cover overlaps nothing of its like."""
    cover = sorted((one.start, -one.end) for one in merged if one.kind not in _OFTEN_KEPT | SIGNALS)
    for one in merged:
        place = bisect_right(cover, (one.start, 0)) - 1
        if one.kind not in ON_REQUEST or place < 0 or -cover[place][1] < one.end:
            yield one


def unite(found: Iterable[Found]) -> tuple[Found, ...]:
    """In order of appearance. No two of a kind overlap."""
    return _layered(found, lambda one: one.kind)


def _layered(found: Iterable[Found], layer: Callable[[Found], str]) -> tuple[Found, ...]:
    layers: dict[str, list[Found]] = {}
    for item in sorted(found):
        merged = layers.setdefault(layer(item), [])
        if merged and item.start < merged[-1].end:
            merged[-1] = _union(merged[-1], item)
        else:
            merged.append(item)
    return tuple(sorted(item for merged in layers.values() for item in merged))


def _union(one: Found, other: Found) -> Found:
    better = min(one, other, key=_precedence)
    return better._replace(start=min(one.start, other.start), end=max(one.end, other.end))


def _precedence(found: Found) -> tuple[bool, bool, int, float, int]:
    """What a tenant keeps by default names nothing else; then the surer first, then by kind, score and length."""
    weak = found.score < 0.7  # noqa: PLR2004 - below: believed by its surroundings alone
    return found.kind in _OFTEN_KEPT, weak, _RANK.get(found.kind, len(_RANK)), -found.score, found.start - found.end
