"""Admins are made, changed, disabled, and known again.

An id is a keyed digest of what makes someone the same: the name of a local admin; issuer and subject of one whom an
OpenID provider vouches for (OpenID Connect Core 1.0, section 5.7: no other claim does). So a person has one record,
however many logins race for it.
"""

import hmac
import re
from dataclasses import replace
from urllib.parse import urlsplit

from router.core.printing import LONGEST, is_name
from router.core.roles import ALL, Role
from router.identity.openid import Person
from router.identity.passes import Refused, by
from router.ports import Act, AdminRecord, AdminStore, Clock

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
"""Of a local admin: no slash, so that none is taken for one of a provider's."""
ID_LENGTH = 16


class People:
    """`key` is under which ids are made. All methods raise `LedgerUnavailable`."""

    def __init__(self, store: AdminStore, key: bytes, clock: Clock) -> None:
        self._store = store
        self._key = key
        self._clock = clock

    async def appoint(
        self, name: str, roles: tuple[Role, ...], tenants: tuple[str, ...], actor: str, team: str | None = None
    ) -> AdminRecord:
        """A local admin, made; or changed to this, and enabled. Raises ValueError for what is no name, nor a team's."""
        if not NAME.fullmatch(name):
            raise ValueError(f"an admin's name is 1 to 64 letters, digits and any of . _ @ + -, not {name!r}")
        if team is not None and not is_name(team):
            raise ValueError(f"a team's name is 1 to {LONGEST} printable characters")
        wanted = AdminRecord(self._id("", name), name, roles, tenants, self._clock.now(), team=team)
        return await self._put(wanted, actor, enable=True)

    async def welcome(self, person: Person) -> AdminRecord:
        """Whom a provider vouches for, with what it gives today. Raises `Refused` for who was shut out."""
        admin_id, name = self._id(person.issuer, person.subject), f"{urlsplit(person.issuer).netloc}/{person.name}"
        everywhere = {grant.role for grant in person.grants if grant.tenant == ALL}
        wanted = AdminRecord(
            id=admin_id,
            name=name,
            roles=tuple(role for role in Role if role in everywhere),
            tenants=(ALL,) if everywhere else (),
            made=self._clock.now(),
            issuer=person.issuer,
            subject=person.subject,
            more=tuple(sorted({grant for grant in person.grants if grant.role not in everywhere}, key=str)),
        )
        return await self._put(wanted, by(wanted), enable=False)

    async def disable(self, name: str, actor: str) -> AdminRecord | None:
        """None where there is nobody of that name, or they were shut out before."""
        for admin in await self._store.admins():
            if admin.name == name and admin.disabled is None:
                gone = replace(admin, disabled=self._clock.now())
                if await self._store.change_admin(admin, gone, self._act("admins.disable", actor, gone)):
                    return gone
        return None

    async def _put(self, wanted: AdminRecord, actor: str, *, enable: bool) -> AdminRecord:
        """As often as another is faster: of two at once, one finds what the other made."""
        while True:
            known = {admin.id: admin for admin in await self._store.admins()}.get(wanted.id)
            if known is not None and known.disabled is not None and not enable:
                raise Refused
            new = wanted if known is None else replace(wanted, made=known.made)
            if new == known:
                return new
            verb = "admins.make" if known is None else "admins.change"
            if await self._store.change_admin(known, new, self._act(verb, actor, new)):
                return new

    def _act(self, verb: str, actor: str, admin: AdminRecord) -> Act:
        told = {"name": admin.name, "roles": ",".join(admin.roles), "tenants": ",".join(admin.tenants)}
        if admin.team is not None:
            told["team"] = admin.team
        if admin.more:
            told["more"] = ",".join(map(str, admin.more))
        return Act(verb, actor, self._clock.now(), target=admin.id, details=told)

    def _id(self, issuer: str, name: str) -> str:
        return hmac.digest(self._key, f"{issuer}\n{name}".encode(), "sha256").hex()[:ID_LENGTH]
