"""Names that run on into an identifier, cut around it: `Lindenstr. 5, 10115 Berlin, anna@example.com` is two findings.

What has a form of its own (an address of e-mail, an IBAN, a telephone number) keeps its own label inside a longer
finding of what is told by reading, else one placeholder would stand for both. All of it is still covered but for the
marks at the edges of what is left, and the word that announces the identifier (`Tel.`, `Steuer-ID`).
"""

# ruff: noqa: RUF001 - marks of typography are meant

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from router.detect.merging import Found

_READ = frozenset({"PERSON", "ADDRESS", "LOCATION", "ORGANIZATION"})
"""Told by reading: where they end is a guess."""
_FORMED = frozenset(
    {
        *("EMAIL_ADDRESS", "IBAN_CODE", "PHONE_NUMBER", "CREDIT_CARD", "NATIONAL_ID", "DATE_OF_BIRTH", "IP_ADDRESS"),
        *("MAC_ADDRESS", "SECRET"),
    }
)
_LEAST = 0.6
"""The score of a telephone number that is told by its groups alone. What is less sure cuts nothing."""
_MARKS = " \t\r\n,;:|/<>()[]\"'-–—•·*"


def cut(text: str, found: Iterable[Found]) -> list[Found]:
    """The same findings of `text`, none of those told by reading longer than an identifier that it overlaps."""
    everything = list(found)
    formed = united((one.start, one.end) for one in everything if one.kind in _FORMED and one.score >= _LEAST)
    if not formed:
        return everything
    starts = [start for start, _ in formed]
    parts: list[Found] = []
    for one in everything:
        over = formed[max(0, bisect_right(starts, one.start) - 1) : bisect_right(starts, one.end - 1)]
        parts += _around(text, one, over) if one.kind in _READ else [one]
    return parts


def united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order; those that overlap are one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart


def _around(text: str, one: Found, formed: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """What is left of it outside `formed`; itself where it lies wholly in one of them, or meets none."""
    over = [(start, end) for start, end in formed if start < one.end and one.start < end]
    if not over or (over[0][0] <= one.start and one.end <= over[0][1]):
        yield one
        return
    begins = [one.start, *(end for _, end in over)]
    ends = [*(start for start, _ in over), one.end]
    for start, end in zip(begins, ends, strict=True):
        rest = text[start:end]
        label = _LABEL.search(rest) if end < one.end else None
        rest = (rest[: label.start()] if label else rest).rstrip(_MARKS)
        if any(map(str.isalnum, rest)):
            yield one._replace(start=start + len(rest) - len(rest.lstrip(_MARKS)), end=start + len(rest))


_LABEL = re.compile(
    r"(?:(?<!\w)(?:tel|tél|telefono?|téléphone|teléfono|telefoon|phone|mobile?|handy|fax|iban|bic|e-?mail|mail|correo"
    r"|(?:steuer|tax|tin|ust|kredit|credit)-?(?:id|idnr|nummer|no|karte|card)|(?:(?:la|ma|mi|mia|meine|my|de) )?"
    r"(?:carte|tarjeta|carta|kaart|karta|karte|card)|bsn|pesel|nip|nif|dni|nie|nir|vat|tva)[\s.:=#|,-]{0,6})+$",
    re.IGNORECASE,
)
"""At the end, where an identifier follows."""
