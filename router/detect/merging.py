"""One text's findings, free of overlaps: where two claim the same characters, one span covers both.

The more telling kind names it: a secret is a secret even where an e-mail address can be read into it.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Found(NamedTuple):
    """Offsets in characters of the original text, end exclusive."""

    start: int
    end: int
    kind: str
    score: float
    by: str


_FIRST = (
    "SECRET",
    "IBAN_CODE",
    "CREDIT_CARD",
    "NATIONAL_ID",
    "EMAIL_ADDRESS",
    "DATE_OF_BIRTH",
    "IP_ADDRESS",
    "PHONE_NUMBER",
)
_RANK = {kind: rank for rank, kind in enumerate(_FIRST)}


def merge(found: Iterable[Found]) -> tuple[Found, ...]:
    """In order of appearance."""
    merged: list[Found] = []
    for item in sorted(found):
        if merged and item.start < merged[-1].end:
            merged[-1] = _union(merged[-1], item)
        else:
            merged.append(item)
    return tuple(merged)


def _union(one: Found, other: Found) -> Found:
    better = min(one, other, key=_precedence)
    return better._replace(start=min(one.start, other.start), end=max(one.end, other.end))


def _precedence(found: Found) -> tuple[bool, int, float, int]:
    """Surer first: a score under one half over another never wins; then by kind, score and length."""
    weak = found.score < 0.7  # noqa: PLR2004 - below: believed by its surroundings alone
    return weak, _RANK.get(found.kind, len(_RANK)), -found.score, found.start - found.end
