"""What is to be found in words, and what left alone, as `routes.yaml` has it: of everybody, and of a tenant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One line of what to find or to leave alone: terms, or patterns in RE2's syntax.

    `place`: where it stands in `routes.yaml`, such as `tenants.acme.detection.find[0]`. `kind`: what is found is of
    this kind; of what is left alone, findings of this kind, None for all but secrets. `exact`: case counts.
    """

    place: str
    kind: str | None
    terms: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    exact: bool = False


UNLESS_KEPT = frozenset({"DATE_TIME"})
"""Kinds that a file asks for by not keeping them."""

ON_REQUEST = UNLESS_KEPT | {"NRP", "TITLE", "URL"}
"""Kinds that are looked for only where the file asks: it raises the class by them, or has a line `find: [{kind: …}]`.

NRP is Presidio's word: nationality, religious or political group.
"""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a tenant wants found, or left alone, besides what everybody does: the defaults of the file, then its own.

    `digest` is the SHA-256 of all that, b"" where there is nothing. Two of one digest mean the same.
    """

    find: tuple[Wording, ...] = ()
    leave: tuple[Wording, ...] = ()
    digest: bytes = b""
    also: frozenset[str] = frozenset()
    """Kinds of `ON_REQUEST` that are looked for."""


NO_LEXICON = Lexicon()
