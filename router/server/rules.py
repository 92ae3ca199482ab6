"""The rules that all workers have: read by the supervisor, in force everywhere or nowhere.

Every worker gets the same bytes and prepares them. Only when each has said yes are they committed; one that dies in
between comes back with whatever is committed then. One `no`, and nothing changes anywhere.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from router import config, wiring
from router.ports import LedgerUnavailable, Records
from router.server import control
from router.server.control import Fault
from router.server.member import Member

log = logging.getLogger("sovereign.router")


class Swap:
    """`raw`, `loaded` and `version` are what is in force. Raises `ConfigErrors`."""

    def __init__(self, routes: Path) -> None:
        self.version = 1
        self._routes = routes
        self._seen = wiring.stamp(routes)
        self.raw = config.fetch(routes)
        self.loaded = wiring.read_rules(routes, self.raw)
        self._tried = 1
        self.faults: list[Fault] = []
        """Of the file as it is, if it was refused."""

    async def keep(self, store: Records) -> None:
        """So that whatever is decided by them can be replayed. Raises `LedgerUnavailable`."""
        await _keep(self.loaded, store)

    async def look(self, store: Records, members: Sequence[Member]) -> None:
        """At the file; and where it changed, asks all."""
        now = await asyncio.to_thread(wiring.stamp, self._routes)
        if now == self._seen:
            return
        self._seen = now
        try:
            raw = await asyncio.to_thread(config.fetch, self._routes)
            loaded = await asyncio.to_thread(wiring.read_rules, self._routes, raw)
            await _keep(loaded, store)
        except config.ConfigErrors as errors:
            self._refuse(members, [asdict(fault) for fault in errors.faults], str(errors))
        except LedgerUnavailable as fault:
            self._seen = None  # asked again with the next tick
            log.warning("%s waits until it can be recorded: %s", self._routes, fault)
        else:
            await self._swap(raw, loaded, members)

    async def _swap(self, raw: bytes, loaded: config.Loaded, members: Sequence[Member]) -> None:
        self._tried += 1
        version = self._tried
        answers = await asyncio.gather(*(one.prepare(version, raw) for one in members))
        faults = next((answer for answer in answers if answer), None)
        if faults:
            self._refuse(members, faults, "\n".join(str(fault.get("wrong")) for fault in faults))
            return
        self.version, self.raw, self.loaded, self.faults = version, raw, loaded, []
        for member in members:
            member.say(control.Commit(version))
            member.version = version
        log.info("rules %s of %s are in force on %d workers", loaded.ruleset.digest[:12], self._routes, len(members))

    def _refuse(self, members: Sequence[Member], faults: list[Fault], why: str) -> None:
        self.faults = faults
        log.warning("%s was refused, the rules before it keep serving:\n%s", self._routes, why)
        for member in members:
            member.say(control.Abort(self._tried, faults))

    async def catch_up(self, member: Member) -> None:
        """One that was started with rules that were changed since."""
        while member.version != self.version and not member.gone:
            version = self.version
            faults = await member.prepare(version, self.raw)
            if faults:
                log.error("worker %d cannot have the rules that are in force: it is ended", member.place)
                member.kill()
                return
            member.say(control.Commit(version))
            member.version = version


async def _keep(loaded: config.Loaded, store: Records) -> None:
    await store.admit(loaded.ruleset.tenants.keys())
    store.keep_rules(loaded.parts, time.time())
    await store.settled()
