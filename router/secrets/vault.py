"""Secrets in Vault or OpenBao: fields of KV v2 secrets, remembered, and looked up again off the path of requests.

    vault:secret/mistral#key            the field `key` of the secret `mistral` in the KV v2 engine at `secret/`
    vault:secret/data/mistral#key       the same, as the API writes it; for engines at `team/kv/`, say, the only form

What was read counts for TTL seconds and is then read again in the background. While the vault does not answer (down,
sealed, overloaded), the last good value is kept, for KEPT seconds since it was read: long enough for a restart, and an
end to keys that nobody can revoke any more. When the vault answers no (denied, deleted, no such field), that counts at
once.
"""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from router.core.references import Reference
from router.secrets.files import SecretFiles
from router.secrets.unavailable import SecretUnavailable
from router.secrets.vault_session import VaultSession
from router.secrets.vault_settings import NoVault, address_of
from router.secrets.vault_wire import VaultRefused, VaultUnreachable, exchange

TTL = 30.0
"""Seconds until a secret is read again."""
RETRY = 5.0
"""Seconds until the vault is asked again after it did not answer, or said no."""
KEPT = 900.0
"""Seconds that a value is used after it was read, while the vault does not answer."""
UNASKED = 120.0
"""Seconds after which a secret that nobody asked for is forgotten."""

DENIED = 403
NOT_ACCEPTED = 400


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a reference. Without a value, `why`. Times by the clock of `VaultSecrets`."""

    value: str | None = field(repr=False)
    why: str
    due: float
    """When it is looked up again."""
    until: float
    """When the value is no longer used."""


class VaultSecrets:
    """`resolve` may be called in one thread while `refresh` runs in another."""

    def __init__(self, environ: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._environ = environ
        self._clock = clock
        self._session = VaultSession(environ, SecretFiles(), clock)
        self._known: dict[Reference, _Known] = {}
        self._asked: dict[Reference, float] = {}
        self._silence = ""
        self._silent_until = 0.0
        """Until then the vault is not asked: nobody waits for it twice in a row."""
        self._lock = threading.Lock()

    def resolve(self, reference: Reference) -> str:
        """Raises `SecretUnavailable`. Blocks where the reference is new: see `Secrets.resolve`."""
        self._asked[reference] = now = self._clock()
        known = self._known.get(reference)
        if known is None:
            with self._lock:
                known = self._known[reference] = self._look_up(reference, None)
        if known.value is None or now >= known.until:
            raise SecretUnavailable(str(reference), known.why)
        return known.value

    def is_stale(self) -> bool:
        now = self._clock()
        return any(now >= known.due for known in self._known.values())

    def refresh(self) -> None:
        """Looks up what is due. Never raises."""
        with self._lock:
            for reference, known in list(self._known.items()):
                if self._clock() - self._asked.get(reference, 0.0) > UNASKED:
                    del self._known[reference]
                elif self._clock() >= known.due:
                    self._known[reference] = self._look_up(reference, known)

    def _look_up(self, reference: Reference, before: _Known | None) -> _Known:
        try:
            value = self._read(reference)
        except (NoVault, VaultRefused) as no:
            now = self._clock()
            return _Known(None, str(no), now + RETRY, now)
        except VaultUnreachable as silence:
            now, why = self._clock(), str(silence)
            if now >= self._silent_until:
                self._silent_until, self._silence = now + RETRY, why
            if before is None or before.value is None:
                return _Known(None, why, now + RETRY, now)
            return replace(before, why=f"{why}; for {KEPT / 60:.0f} minutes now", due=now + RETRY)
        now = self._clock()
        return _Known(value, "the vault was not asked in time", now + TTL, now + KEPT)

    def _read(self, reference: Reference) -> str:
        if self._clock() < self._silent_until:
            raise VaultUnreachable(self._silence)
        address, path = address_of(self._environ), kv_path(reference.place)
        try:
            said = exchange(address, "GET", path, token=self._session.token(address))
        except VaultRefused as no:
            if no.status != DENIED or not self._session.forget():
                raise VaultRefused(no.status, f"{no}; {_cure(no.status)}") from None
            said = exchange(address, "GET", path, token=self._session.token(address))
        return _field(said, str(reference.field))


def kv_path(place: str) -> str:
    """The path below `/v1/`, with `data` behind the engine's own where it is not written."""
    engine, *rest = place.strip("/").split("/")
    return quote("/".join([engine, *rest] if "data" in rest[:-1] else [engine, "data", *rest]))


def _field(said: Mapping[str, Any], name: str) -> str:
    match said.get("data"):
        case {"data": dict(fields)}:
            value = fields.get(name)
        case _:
            raise VaultRefused(200, "what is there is no KV v2 secret; write vault:ENGINE/data/PATH#FIELD")
    if not isinstance(value, str) or not value.strip():
        raise VaultRefused(200, f"the secret has no text in its field {name!r}")
    return value


def _cure(status: int) -> str:
    if status == DENIED:
        return "give the router's role or token `read` on this path, or a token that has not ended"
    if status == NOT_ACCEPTED:
        return "look at VAULT_ROLE_ID and VAULT_SECRET_ID"
    return "look at the path, and whether the secret's newest version was deleted"
