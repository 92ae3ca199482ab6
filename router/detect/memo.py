"""What was found in a text before: agents send the whole history at each turn, so a turn should cost what is new in it.

Keyed by BLAKE2b of the text under a key of the tenant's own: no text is kept, nothing can be looked up without having
the text, and no tenant learns what another has sent. The least recently used are forgotten, by number and by size.
"""

from collections import OrderedDict
from hashlib import blake2b

from router.detect.merging import Found

Findings = tuple[Found, ...]
_ENTRY_BYTES, _FINDING_BYTES = 200, 120
"""Rough size in memory of an entry, and of each finding in it."""


class Memo:
    """At most `entries` texts and about `size` bytes. `key` is secret and lives as long as the process."""

    def __init__(self, key: bytes, *, entries: int = 50_000, size: int = 16 << 20) -> None:
        self._key = blake2b(key, digest_size=32).digest()
        self._entries = entries
        self._size = size
        self._used = 0
        self._known: OrderedDict[bytes, Findings] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def __repr__(self) -> str:
        return f"Memo({len(self)} texts)"

    def name(self, tenant: str, hint: str, text: str) -> bytes:
        """What a text goes by. Raises UnicodeEncodeError for a text that is not Unicode."""
        own = blake2b(tenant.encode(), key=self._key, digest_size=32).digest()
        digest = blake2b(text.encode(), key=own, digest_size=24)
        digest.update(b"\xff" + hint.encode())  # 0xff is no byte of UTF-8: text and hint cannot run together
        return digest.digest()

    def recall(self, name: bytes) -> Findings | None:
        found = self._known.get(name)
        if found is not None:
            self._known.move_to_end(name)
        return found

    def remember(self, name: bytes, findings: Findings) -> None:
        self._forget(name)
        self._known[name] = findings
        self._used += _weight(findings)
        while len(self._known) > self._entries or self._used > self._size:
            self._forget(next(iter(self._known)))

    def _forget(self, name: bytes) -> None:
        findings = self._known.pop(name, None)
        if findings is not None:
            self._used -= _weight(findings)


def _weight(findings: Findings) -> int:
    return _ENTRY_BYTES + _FINDING_BYTES * len(findings)
