"""The agent keys that open the door, read again every second: what was revoked or has expired ends what it has open.

Where they cannot be read, those known are kept for a moment, since a store may hiccup; then nobody can say any more who
was revoked, and so every key is refused and every open answer ends, until they are read again.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Protocol

from router.core.problems import Code, Problem
from router.core.types import Caller
from router.http.auth import Keyring
from router.ports import Clock, KeyRecord, LedgerUnavailable

STALE = 3.5
"""Seconds without a look that succeeded. With the second between two looks it is less than the five promised."""

log = logging.getLogger("sovereign.router")

_UNREAD = "the keys could not be read for some seconds, so nobody can say whether this one still holds; try again"
_ENDED = "this API key was revoked or has expired while its answer was coming"


class KeyStore(Protocol):
    async def keys_version(self) -> Hashable: ...

    async def keys(self) -> Collection[KeyRecord]: ...


class EndsWalks(Protocol):
    def end_walks(self, holds: Callable[[str], bool], problem: Problem) -> None:
        """Ends, with a problem, what is open for every key of which `holds` says no."""
        ...


class KeyWatch:
    def __init__(self, keyring: Keyring, store: KeyStore, clock: Clock, gateway: Callable[[], EndsWalks]) -> None:
        self._keyring = keyring
        self._store = store
        self._clock = clock
        self._gateway = gateway
        self._version: Hashable = object()
        self._read_at = clock.monotonic()
        self._told = False

    @property
    def _stale(self) -> bool:
        return self._clock.monotonic() - self._read_at > STALE

    def trouble(self) -> str | None:
        """Why no key opens the door; None while it does."""
        return _UNREAD if self._stale else None

    def caller(self, headers: Mapping[bytes, bytes], peer: str) -> Caller:
        """Raises `Problem`, as `Keyring.caller` does, and ledger_unavailable while the keys cannot be read."""
        if self._stale:
            raise Problem(Code.LEDGER_UNAVAILABLE, _UNREAD)
        return self._keyring.caller(headers, peer, self._clock.now())

    async def refresh(self) -> None:
        """Reads what changed, and ends what is open for keys that do not hold any more. Given up after `STALE`."""
        try:
            async with asyncio.timeout(STALE):
                await self._read()
        except (LedgerUnavailable, TimeoutError) as fault:
            why = str(fault) or "the store is silent"
            log.warning("the keys could not be read again, those known are kept: %s", why)
        self._gateway().end_walks(self._holds, Problem(Code.INVALID_API_KEY, _ENDED))

    async def guard(self) -> None:
        """Ends everything that is open while nobody can say who was revoked. Asks nothing, and so never waits."""
        if self._stale:
            if not self._told:
                log.error("nobody is let in and all answers end: the keys could not be read for %.1f s", STALE)
                self._told = True
            self._gateway().end_walks(lambda _: False, Problem(Code.LEDGER_UNAVAILABLE, _UNREAD))

    async def _read(self) -> None:
        began = self._clock.monotonic()  # what comes back may be as old as the question
        version = await self._store.keys_version()
        if version != self._version:
            self._keyring.replace(await self._store.keys())
            self._version = version
        self._read_at = began
        self._told = False

    def _holds(self, key_id: str) -> bool:
        return self._keyring.holds(key_id, self._clock.now())
