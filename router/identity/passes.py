"""How an admin gets in and stays in.

    invitation  `adm_<id>_<secret>_<checksum>`, valid for 15 minutes, used once: it becomes a session in the same step
    session     `ses_<id>_<secret>_<checksum>`, valid for 12 hours, and for one since it was last used

Both hold 256 random bits, and only their HMAC is stored, each sort's under a key of its own. It is made over whose they
are and when they end, too, so who can write the database gives nobody another's. Who the admin is and what they may do
is looked up each time, so whoever is disabled is out at once, on every replica.
"""

import hmac
from contextlib import suppress
from dataclasses import dataclass, replace

from router.core.keys import derive, digest, format_key, parse_key
from router.ports import Act, AdminRecord, AdminStore, Clock, LedgerUnavailable, PassRecord
from router.secrets import random_key

INVITATION = "adm"
SESSION = "ses"

INVITED = 15 * 60.0
LASTS = 12 * 3600.0
IDLE = 3600.0
NOTED = 60.0
"""Seconds. That a session is used is noted at most so often: idle means an hour, or a minute less."""


class Refused(Exception):  # noqa: N818 - an answer
    """Not let in. Never says which part was wrong."""


@dataclass(frozen=True, slots=True)
class Session:
    """What was opened. `token` is shown this once."""

    admin: AdminRecord
    token: str
    expires: float


class Passes:
    """`key` is under which digests are made. All methods raise `LedgerUnavailable`."""

    def __init__(self, store: AdminStore, key: bytes, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._keys = {mark: derive(key, mark) for mark in (INVITATION, SESSION)}

    async def invite(self, admin: AdminRecord, actor: str) -> str:
        """A token for `admin`, to be used once."""
        now = self._clock.now()
        made, token = self._new(INVITATION, admin.id, now, INVITED)
        await self._store.change_pass(None, made, _act("admins.invite", actor, now, admin))
        return token

    async def exchange(self, invitation: str) -> Session:
        """Raises `Refused`."""
        known = await self._presented(INVITATION, invitation)
        return await self._open(await self._admin(known), known, "invitation")

    async def admit(self, admin: AdminRecord, how: str) -> Session:
        """A session for someone who has proved who they are. Raises `Refused` for who was shut out."""
        if admin.disabled is not None:
            raise Refused
        return await self._open(admin, None, how)

    async def holder(self, session: str) -> AdminRecord:
        """Whose session this is. Raises `Refused`."""
        known = await self._presented(SESSION, session)
        now = self._clock.now()
        admin = await self._admin(known)
        if now - known.seen >= NOTED:
            with suppress(LedgerUnavailable):  # who cannot be noted now may still read
                await self._store.change_pass(known, replace(known, seen=now), None)
        return admin

    async def end(self, session: str) -> AdminRecord:
        """Raises `Refused`."""
        known = await self._presented(SESSION, session)
        admin = await self._admin(known)
        await self._store.change_pass(known, None, _act("admins.logout", by(admin), self._clock.now(), admin))
        return admin

    async def _open(self, admin: AdminRecord, instead_of: PassRecord | None, how: str) -> Session:
        """Where another used the same invitation first there is nothing to replace: one session comes of it."""
        now = self._clock.now()
        made, token = self._new(SESSION, admin.id, now, LASTS, instead_of)
        if not await self._store.change_pass(instead_of, made, _act("admins.login", by(admin), now, admin, how)):
            raise Refused
        return Session(admin, token, made.expires)

    async def _presented(self, mark: str, token: str) -> PassRecord:
        parsed = parse_key(token, mark)
        if parsed is None:
            raise Refused
        known = await self._store.find_pass(parsed[0])
        if known is None or not hmac.compare_digest(known.digest, self._digest(mark, known, parsed[1])):
            raise Refused
        if self._clock.now() >= min(known.expires, known.seen + IDLE):
            raise Refused
        return known

    async def _admin(self, known: PassRecord) -> AdminRecord:
        for admin in await self._store.admins():
            if admin.id == known.admin and admin.disabled is None:
                return admin
        raise Refused

    def _new(
        self, mark: str, admin_id: str, now: float, lasts: float, instead_of: PassRecord | None = None
    ) -> tuple[PassRecord, str]:
        fresh, secret = random_key()
        pass_id = fresh if instead_of is None else instead_of.id
        made = PassRecord(pass_id, admin_id, b"", now, now + lasts, now)
        return replace(made, digest=self._digest(mark, made, secret)), format_key(pass_id, secret, mark)

    def _digest(self, mark: str, known: PassRecord, secret: str) -> bytes:
        return digest(self._keys[mark], f"{known.id}|{known.admin}|{float(known.expires)!r}", secret)


def account_of(invitation: str) -> str | None:
    """What it names, true or not; None for what is no invitation."""
    parsed = parse_key(invitation, INVITATION)
    return None if parsed is None else parsed[0]


def by(admin: AdminRecord) -> str:
    """Who did it, for the record."""
    return f"admin:{admin.name}"


def _act(verb: str, actor: str, at: float, admin: AdminRecord, how: str | None = None) -> Act:
    return Act(verb, actor, at, target=admin.id, details={"name": admin.name} | ({"how": how} if how else {}))
