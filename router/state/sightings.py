"""What was seen in conversations before (`router.core.recollection`): in this process, gone with it.

Names are BLAKE2b under a key of the tenant's own: no text is kept, nothing can be looked up without having the text,
and no tenant learns what another has sent. A conversation weighs about what its text does where every line names
somebody, and much less elsewhere.
"""

from hashlib import blake2b
from threading import Lock

from router.core.fair_memory import FairMemory
from router.core.recollection import Recollection


class SightingsMemory:
    """Of about `size` bytes, for all tenants. `key` is secret and lives as long as the process.

    May be used by several threads at once: large bodies are redacted in threads.
    """

    def __init__(self, key: bytes, *, size: int = 8 << 20) -> None:
        self._key = blake2b(key, digest_size=32).digest()
        self._memory: FairMemory[Recollection] = FairMemory(size, lambda recollection: recollection.weight)
        self._lock = Lock()

    def __len__(self) -> int:
        """How many conversations are remembered."""
        return len(self._memory)

    def of(self, tenant: str) -> "TenantMemory":
        return TenantMemory(tenant, self._key, self._memory, self._lock)


class TenantMemory:
    """Implements `router.core.recollection.Memory`."""

    def __init__(self, tenant: str, key: bytes, memory: FairMemory[Recollection], lock: Lock) -> None:
        own = blake2b(tenant.encode(), key=key, digest_size=32).digest()
        self._empty = blake2b(key=own, digest_size=24)
        self._tenant = tenant
        self._memory = memory
        self._lock = lock

    def name(self, sort: bytes, text: str) -> bytes:
        digest = self._empty.copy()
        digest.update(sort + text.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def recall(self, conversation: bytes) -> Recollection | None:
        with self._lock:
            return self._memory.recall(self._tenant, conversation)

    def remember(self, conversation: bytes, recollection: Recollection) -> None:
        with self._lock:
            self._memory.remember(self._tenant, conversation, recollection)
