"""Rules as they are kept: what is of no tenant once, and what is each tenant's apart, under one digest of all parts.

So a decision replays from the common part and the part of the tenant whose it was; of all others only digests are
needed, and those stay when a tenant is erased.

    part digest = SHA-256(PART || len(part) || part)             part: {"NAME":{its lines}}
    digest      = SHA-256(WHOLE || len(common) || common || the part digests, 32 bytes each, in order)

Both texts are canonical JSON in UTF-8: names sorted, no white space, nothing escaped that need not be. Lengths are of
bytes, in 8 bytes, the highest first. An earlier version took the SHA-256 of all of it as one text: what it decided goes
on under that digest (`was`).
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

PART, WHOLE = b"sovereign/rules/part/v1\n", b"sovereign/rules/v1\n"
TENANTS = "tenants"


@dataclass(frozen=True, slots=True)
class KeptRules:
    """`listed`: the digests of all parts, in order. `parts`: the texts of those that are at hand, by digest."""

    common: str
    listed: tuple[str, ...]
    parts: Mapping[str, str]
    was: str | None = None
    """The digest that an earlier version gave them, of all of it as one text: nobody can compute it from parts."""

    @property
    def digest(self) -> str:
        """SHA-256, in hex."""
        if self.was is not None:
            return self.was
        listed = b"".join(map(bytes.fromhex, self.listed))
        return hashlib.sha256(WHOLE + _measured(self.common) + listed).hexdigest()

    @property
    def text(self) -> str:
        """The file in canonical form, as if its tenants were those whose parts are at hand."""
        tenants = {name: lines for part in self.parts.values() for name, lines in json.loads(part).items()}
        return canonical_json({**json.loads(self.common), TENANTS: tenants})

    def only(self, names: Collection[str]) -> "KeptRules":
        """Without the parts of others."""
        return replace(self, parts={digest: part for digest, part in self.parts.items() if name_of(part) in names})

    def without_parts(self) -> "KeptRules":
        return replace(self, parts={})

    def check(self, digest: str) -> None:
        """Raises ValueError for what is not the rules of this digest, or a part that is none of theirs."""
        if self.digest != digest or list(self.listed) != sorted(self.listed):
            raise ValueError(f"the rules {digest} were changed: they have another digest")
        for known, part in self.parts.items():
            if known not in self.listed or part_digest(part) != known:
                raise ValueError(f"the rules {digest} were changed: a tenant's part of them has another digest")


def divided(text: str, was: str | None = None) -> KeptRules:
    """A whole file in canonical form, in parts. `was`: its digest, if an earlier version gave it one.

    Raises ValueError for what is no such file.
    """
    told = json.loads(text)
    if not (isinstance(told, dict) and isinstance(told.get(TENANTS), dict)):
        raise ValueError("this is no routes file in canonical form")  # noqa: TRY004 - whoever wrote it, not who calls
    parts = {part_digest(part): part for part in (canonical_json({name: own}) for name, own in told[TENANTS].items())}
    common = canonical_json({name: value for name, value in told.items() if name != TENANTS})
    return KeptRules(common, tuple(sorted(parts)), parts, was)


def whole_digest(text: str) -> str:
    """What an earlier version called the digest of a whole file."""
    return hashlib.sha256(text.encode()).hexdigest()


def part_digest(part: str) -> str:
    """Of a tenant's part, in hex."""
    return hashlib.sha256(PART + _measured(part)).hexdigest()


def name_of(part: str) -> str:
    """The tenant whose part it is."""
    return str(next(iter(json.loads(part))))


def canonical_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _measured(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(8, "big") + data
