"""Who is let in, read again twice a second: the agent keys, and what an admin has stopped.

What was revoked, has expired or was stopped ends what it has open. Where that cannot be read, what is known is kept for
a moment, since a store may hiccup; then nobody can say any more who was revoked or stopped, and so every key is refused
and every open answer ends, until it is read again.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Protocol

from router.core.problems import Code, Problem
from router.core.stops import Reach, Stop, Stops, Target
from router.core.types import Caller
from router.http.auth import Keyring
from router.pipeline.stopping import Gate
from router.ports import Clock, KeyRecord, LedgerUnavailable

EVERY = 0.5
"""Seconds between two looks: what is stopped ends within one."""

STALE = 3.5
"""Seconds without a look that succeeded. With the time between two looks it is less than the five promised."""

log = logging.getLogger("sovereign.router")

_UNREAD = "the keys could not be read for some seconds, so nobody can say whether this one still holds; try again"
_ENDED = "this API key was revoked or has expired while its answer was coming"


class KeyStore(Protocol):
    async def keys_version(self) -> Hashable: ...

    async def keys(self) -> Collection[KeyRecord]: ...

    async def stops(self) -> Collection[Stop]: ...


class EndsWalks(Protocol):
    def end_walks(self, ended: Callable[[str], Problem | None]) -> None:
        """Ends what is open for every key of which `ended` gives a problem, and says so with it."""
        ...


class KeyWatch:
    """`stops`: what is stopped, as of the last look. `gate`: it hears which providers are."""

    def __init__(
        self, keyring: Keyring, store: KeyStore, clock: Clock, gateway: Callable[[], EndsWalks], gate: Gate
    ) -> None:
        self.stops = Stops()
        self._gate = gate
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
        """Raises `Problem`, as `Keyring.caller` does; stopped; and ledger_unavailable while the keys cannot be read."""
        if self._stale:
            raise Problem(Code.LEDGER_UNAVAILABLE, _UNREAD)
        caller = self._keyring.caller(headers, peer, self._clock.now())
        stop = self.stops.covering(caller.tenant, caller.agent)
        if stop is not None:
            raise stop.problem()
        return caller

    async def refresh(self) -> None:
        """Reads what changed, and ends what is open for keys that may ask no more. Given up after `STALE`."""
        try:
            async with asyncio.timeout(STALE):
                await self._read()
        except (LedgerUnavailable, TimeoutError) as fault:
            why = str(fault) or "the store is silent"
            log.warning("the keys could not be read again, those known are kept: %s", why)
        self._gateway().end_walks(self._ended)

    async def guard(self) -> None:
        """Ends everything that is open while nobody can say who was revoked. Asks nothing, and so never waits."""
        if self._stale:
            if not self._told:
                log.error("nobody is let in and all answers end: the keys could not be read for %.1f s", STALE)
                self._told = True
            self._gateway().end_walks(lambda _: Problem(Code.LEDGER_UNAVAILABLE, _UNREAD))
            self._gate.adopt(Stops([Stop(Target(Reach.EVERYTHING), self._clock.now(), "router")]))

    async def _read(self) -> None:
        began = self._clock.monotonic()  # what comes back may be as old as the question
        version = await self._store.keys_version()
        if version != self._version:
            stops, keys = Stops(await self._store.stops()), await self._store.keys()
            self._keyring.replace(keys)
            if set(stops) != set(self.stops):
                log.warning("what is stopped: %s", ", ".join(str(one.target) for one in stops) or "nothing any more")
            self.stops, self._version = stops, version
        self._gate.adopt(self.stops)
        self._read_at = began
        self._told = False

    def _ended(self, key_id: str) -> Problem | None:
        """Why a key that was good when its request began may ask no more."""
        key = self._keyring.holding(key_id, self._clock.now())
        if key is None:
            return Problem(Code.INVALID_API_KEY, _ENDED)
        stop = self.stops.covering(key.tenant, key.agent)
        return None if stop is None else stop.problem()
