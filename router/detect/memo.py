"""What was found in a text before: agents send the whole history at each turn, so a turn should cost what is new in it.

Keyed by BLAKE2b of the text under a key of the tenant's own: no text is kept, nothing can be looked up without having
the text, and no tenant learns what another has sent. Nothing of it outlives the process.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from router.core.fair_memory import FairMemory
from router.core.types import Finding, Path
from router.detect.merging import LEFT, UNREADABLE, Found

_NO_FINDINGS = frozenset({LEFT, UNREADABLE})
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
    left: tuple[Finding, ...] = ()
    """What the customer leaves alone in it: `kind` is LEFT, `by` the kind it is left as, "" for all but secrets."""

    @classmethod
    def of(cls, found: Collection[Found]) -> "Known":
        read = [one for one in found if one.kind not in _NO_FINDINGS]
        left = [one for one in found if one.kind == LEFT]
        return cls(_placed((), read), len(found) - len(read) - len(left), _placed((), left))

    def at(self, path: Path) -> tuple[Finding, ...]:
        """The findings, of the slot there."""
        if self.findings and self.findings[0].path != path:
            self.findings = _placed(path, [one[1:] for one in self.findings])
        return self.findings

    def left_at(self, path: Path) -> tuple[Finding, ...]:
        """What is left alone, of the slot there."""
        return _placed(path, [one[1:] for one in self.left])


def _placed(path: Path, found: Iterable[tuple[int, int, str, float, str]]) -> tuple[Finding, ...]:
    return tuple(map(_finding, [(path, *one) for one in found]))


_finding: Callable[[tuple[Path, int, int, str, float, str]], Finding] = partial(tuple.__new__, Finding)
"""As `Finding._make`, at a third of its cost: a long history has thousands."""


class Memo(FairMemory[Known]):
    """About `size` bytes. `key` is secret and lives as long as the process."""

    def __init__(self, key: bytes, *, size: int = 24 << 20) -> None:
        super().__init__(size, _weight)
        self._key = blake2b(key, digest_size=32).digest()

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


def _weight(findings: Known) -> int:
    return _ENTRY_BYTES + _FINDING_BYTES * (len(findings.findings) + len(findings.left))
