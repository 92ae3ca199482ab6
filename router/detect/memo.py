"""What was found in a text before: agents send the whole history at each turn, so a turn should cost what is new in it.

Keyed by BLAKE2b of the text under a key of the tenant's own: no text is kept, nothing can be looked up without having
the text, and no tenant learns what another has sent. Nothing of it outlives the process.

The size is shared fairly: who holds the most forgets first, the least recently used of its own. So of n tenants, none
loses anything by what others send as long as it holds no more than the n-th part.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b

from router.core.types import Finding, Path
from router.detect.merging import UNREADABLE, Found

Namer = Callable[[str, str], bytes]
"""Takes a hint and a text."""
_ENTRY_BYTES, _FINDING_BYTES = 360, 200
"""Rough size in memory of an entry, and of each finding in it."""


@dataclass(slots=True)
class Known:
    """What is known of a text: its findings, at the place where it was last seen, for there it mostly stands again."""

    findings: tuple[Finding, ...]
    files: int
    """How much in it was seen and could not be read."""

    @classmethod
    def of(cls, found: Collection[Found]) -> "Known":
        read = [one for one in found if one.kind != UNREADABLE]
        return cls(_placed((), read), len(found) - len(read))

    def at(self, path: Path) -> tuple[Finding, ...]:
        """The findings, of the slot there."""
        if self.findings and self.findings[0].path != path:
            self.findings = _placed(path, [one[1:] for one in self.findings])
        return self.findings


def _placed(path: Path, found: Iterable[tuple[int, int, str, float, str]]) -> tuple[Finding, ...]:
    return tuple(map(_finding, [(path, *one) for one in found]))


_finding: Callable[[tuple[Path, int, int, str, float, str]], Finding] = partial(tuple.__new__, Finding)
"""As `Finding._make`, at a third of its cost: a long history has thousands."""


@dataclass(slots=True)
class _Room:
    """What is remembered for one tenant, least recently used first. `used` in bytes."""

    known: OrderedDict[bytes, Known] = field(default_factory=OrderedDict)
    used: int = 0


class Memo:
    """About `size` bytes. `key` is secret and lives as long as the process."""

    def __init__(self, key: bytes, *, size: int = 24 << 20) -> None:
        self._key = blake2b(key, digest_size=32).digest()
        self._size = size
        self._used = 0
        self._rooms: dict[str, _Room] = {}

    def __len__(self) -> int:
        return sum(len(room.known) for room in self._rooms.values())

    def __repr__(self) -> str:
        return f"Memo({len(self)} texts)"

    def namer(self, tenant: str, lexicon: bytes = b"") -> Namer:
        """What texts of this tenant go by, read by the lexicon of this digest.

        Raises UnicodeEncodeError for a text that is not Unicode.
        """
        own = blake2b(tenant.encode() + b"\xff" + lexicon, key=self._key, digest_size=32).digest()
        empty = blake2b(key=own, digest_size=24)

        def name(hint: str, text: str) -> bytes:
            digest = empty.copy()
            digest.update(text.encode())
            digest.update(b"\xff" + hint.encode())  # 0xff is no byte of UTF-8: text and hint cannot run together
            return digest.digest()

        return name

    def recall(self, tenant: str, name: bytes) -> Known | None:
        room = self._rooms.get(tenant)
        found = room.known.get(name) if room is not None else None
        if room is not None and found is not None:
            room.known.move_to_end(name)
        return found

    def remember(self, tenant: str, name: bytes, findings: Known) -> None:
        self._forget(tenant, name)
        room = self._rooms.setdefault(tenant, _Room())
        room.known[name] = findings
        room.used += _weight(findings)
        self._used += _weight(findings)
        while self._used > self._size:
            largest = max(self._rooms, key=lambda name: self._rooms[name].used)
            self._forget(largest, next(iter(self._rooms[largest].known)))

    def _forget(self, tenant: str, name: bytes) -> None:
        room = self._rooms.get(tenant)
        findings = room.known.pop(name, None) if room is not None else None
        if room is not None and findings is not None:
            room.used -= _weight(findings)
            self._used -= _weight(findings)
            if not room.known:
                del self._rooms[tenant]


def _weight(findings: Known) -> int:
    return _ENTRY_BYTES + _FINDING_BYTES * len(findings.findings)
