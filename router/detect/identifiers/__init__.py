"""The identifiers we know, one file per family. `FAMILIES` is all of them; adding one is a file and a row here."""

from functools import cache

from router.detect.cues import CueFinder
from router.detect.identifiers import (
    assignments,
    birth_dates,
    card,
    command_lines,
    email,
    iban,
    ip,
    key_shapes,
    national,
    phone,
    private_keys,
    tables,
)

FAMILIES = (
    email.FAMILY,
    iban.FAMILY,
    card.FAMILY,
    phone.FAMILY,
    ip.FAMILY,
    national.FAMILY,
    birth_dates.FAMILY,
    key_shapes.FAMILY,
    assignments.FAMILY,
    command_lines.FAMILY,
    private_keys.FAMILY,
    *tables.FAMILIES,
)


@cache
def cue_finder() -> CueFinder:
    """One finder for the cues of all families."""
    return CueFinder({tag: words for family in FAMILIES for tag, words in family.cues.items()})
