"""How keys in Redis are called: `PREFIX:{TENANT}:...`, so that an ACL can name a tenant's and a cluster keeps them.

Agents and keys are keyed digests: what is written there tells nobody's name.
"""

import hashlib
from functools import lru_cache
from urllib.parse import quote

from router.core.limits import Claim, Holder


class Keys:
    """`key`: whatever all routers of one installation have, and nobody else."""

    def __init__(self, prefix: str, key: bytes) -> None:
        self._prefix = prefix
        self._key = key
        self._of = lru_cache(maxsize=4096)(self._named)
        self._holder = lru_cache(maxsize=65_536)(self._digested)

    def tenant(self, tenant: str, *names: str) -> list[str]:
        """What a tenant has once: `epoch`, `leases`, `young` and `old` marks, `raised`, `retries`."""
        return [f"{self._of(tenant)}:{name}" for name in names]

    def use(self, holder: Holder) -> str:
        return f"{self._holder(holder)}:use"

    def places(self, holder: Holder) -> str:
        return f"{self._holder(holder)}:places"

    def spent(self, holder: Holder, month: str) -> str:
        return f"{self._holder(holder)}:{month}"

    def of_claim(self, claim: Claim, month: str) -> list[str]:
        name = self._holder(claim.holder)
        return [f"{name}:use", f"{name}:places", f"{name}:{month}"]

    def topic(self, topic: str) -> list[str]:
        """Notices and their ends. These belong to the installation: no tenant is called so."""
        return [f"{self._prefix}:{{:}}:{topic}:notices", f"{self._prefix}:{{:}}:{topic}:ends"]

    def _named(self, tenant: str) -> str:
        """A tenant's name is encoded as in a URL: no brace, colon or wildcard of it means anything."""
        return f"{self._prefix}:{{{quote(tenant, safe='')}}}"

    def _digested(self, holder: Holder) -> str:
        who = hashlib.blake2b(holder.name.encode(), key=self._key, digest_size=12, person=holder.scope.encode())
        return f"{self._of(holder.tenant)}:{holder.scope}:{who.hexdigest()}"
