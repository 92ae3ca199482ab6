"""The token that the vault is asked with: given, or fetched by AppRole; renewed before it ends.

A lease is renewed when two thirds of it are over. Where it cannot be (its maximum is reached, or it is over), AppRole
logs in again, and a token that was given is used for as long as the vault takes it.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from router.secrets.files import SecretFiles
from router.secrets.vault_settings import Address, AppRole, Token, entrance_of
from router.secrets.vault_wire import VaultRefused, VaultUnreachable, exchange

LOGIN = "auth/approle/login"
RENEW = "auth/token/renew-self"
LOOK_UP = "auth/token/lookup-self"

RENEWED_AT = 2 / 3
"""Of a lease."""


@dataclass(frozen=True, slots=True)
class _Lease:
    entrance: Token | AppRole
    token: str = field(repr=False)
    renew_at: float | None
    """None for one that does not end, or cannot be renewed."""


class VaultSession:
    """Not for two threads at once."""

    def __init__(
        self, environ: Mapping[str, str], files: SecretFiles, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._environ = environ
        self._files = files
        self._clock = clock
        self._lease: _Lease | None = None

    def token(self, address: Address) -> str:
        """Raises `NoVault`, `VaultRefused` and `VaultUnreachable`."""
        entrance = entrance_of(self._environ, self._files)
        lease = self._lease
        if lease is None or lease.entrance != entrance:
            lease = self._enter(address, entrance)
        elif lease.renew_at is not None and self._clock() >= lease.renew_at:
            lease = self._renew(address, lease)
        self._lease = lease
        return lease.token

    def forget(self) -> bool:
        """The vault did not take the token. True where there is a way to another."""
        is_role = self._lease is not None and isinstance(self._lease.entrance, AppRole)
        self._lease = None
        return is_role

    def _enter(self, address: Address, entrance: Token | AppRole) -> _Lease:
        match entrance:
            case AppRole(role, secret):
                said = exchange(address, "POST", LOGIN, token=None, body={"role_id": role, "secret_id": secret})
                return self._granted(entrance, said.get("auth"))
            case Token(value):
                said = self._known(address, value)
                return _Lease(entrance, value, self._renewal(said.get("ttl"), said.get("renewable")))

    def _known(self, address: Address, token: str) -> Mapping[str, Any]:
        """What the vault knows of a token that was given; nothing where its policies do not let it ask."""
        try:
            said = exchange(address, "GET", LOOK_UP, token=token).get("data")
        except VaultRefused:
            return {}
        return said if isinstance(said, dict) else {}

    def _renew(self, address: Address, lease: _Lease) -> _Lease:
        try:
            said = exchange(address, "POST", RENEW, token=lease.token, body={})
            return self._granted(lease.entrance, said.get("auth"))
        except VaultRefused:
            if isinstance(lease.entrance, AppRole):
                return self._enter(address, lease.entrance)
            return _Lease(lease.entrance, lease.token, None)

    def _granted(self, entrance: Token | AppRole, auth: object) -> _Lease:
        match auth:
            case {"client_token": str(token), "lease_duration": int(seconds)}:
                return _Lease(entrance, token, self._renewal(seconds, can=True))
            case _:
                raise VaultUnreachable("the vault gave no token")

    def _renewal(self, seconds: object, can: object) -> float | None:
        """When. One that cannot be renewed is asked for again by AppRole then, which is what a refusal leads to."""
        if not isinstance(seconds, int) or seconds <= 0 or can is not True:
            return None
        return self._clock() + seconds * RENEWED_AT
