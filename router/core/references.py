"""Secret references: what a file or a setting may say instead of a secret.

    env:NAME            an environment variable
    file:/path          a file, its trailing newline dropped
    vault:path#field    a field of a KV v2 secret, in Vault or OpenBao

The master key may also be what a transit key opens, `transit:engine/key`: then there is no secret to be read anywhere.

Messages never repeat what is not a reference: it may be the secret itself.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

FORMS = "env:NAME, file:/path or vault:path#field"

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_VAULT = re.compile(r"([^#\s]+)#([^#\s]+)")
_TRANSIT = re.compile(r"transit:(\w[\w.-]*(?:/\w[\w.-]*)*)/(\w[\w.-]*)")


class Scheme(StrEnum):
    ENV = "env"
    FILE = "file"
    VAULT = "vault"


@dataclass(frozen=True, slots=True)
class Reference:
    """`place` is a variable's name, a path, or a path in the vault; `field` is set for the vault alone."""

    scheme: Scheme
    place: str
    field: str | None = None

    def __str__(self) -> str:
        """As it was written."""
        return f"{self.scheme}:{self.place}" + (f"#{self.field}" if self.field is not None else "")


def parse_reference(text: str) -> Reference | None:
    """None for what is not a reference."""
    scheme, _, place = text.partition(":")
    match scheme:
        case Scheme.ENV if _NAME.fullmatch(place):
            return Reference(Scheme.ENV, place)
        case Scheme.FILE if place.strip() and place.isprintable():
            return Reference(Scheme.FILE, place)
        case Scheme.VAULT if found := _VAULT.fullmatch(place):
            return Reference(Scheme.VAULT, found[1], found[2])
        case _:
            return None


def is_reference(text: str) -> bool:
    return parse_reference(text) is not None


@dataclass(frozen=True, slots=True)
class TransitKey:
    """A key that never leaves the vault: in the transit engine at `engine`, called `name`."""

    engine: str
    name: str

    def __str__(self) -> str:
        """As it was written."""
        return f"transit:{self.engine}/{self.name}"


def parse_transit(text: str) -> TransitKey | None:
    """None for what is no `transit:ENGINE/KEY`."""
    found = _TRANSIT.fullmatch(text)
    return None if found is None else TransitKey(found[1], found[2])
