"""The transit engine of Vault or OpenBao: it wraps and unwraps the master key under a key that never leaves it.

What is wrapped, `vault:v1:...`, is no secret: it is kept in the data folder, and opens only where the vault says yes.
Source: the HTTP API of the transit engine, https://openbao.org/api-docs/secret/transit/.
"""

import base64
import re
from collections.abc import Mapping
from typing import Any

from router.core.references import TransitKey
from router.secrets.files import SecretFiles
from router.secrets.unavailable import SecretUnavailable
from router.secrets.vault_session import VaultSession
from router.secrets.vault_settings import NoVault, address_of
from router.secrets.vault_wire import VaultRefused, VaultUnreachable, exchange

KEY_SIZE = 32

_WRAPPED = re.compile(r"vault:v([1-9][0-9]{0,8}):[A-Za-z0-9+/=]+")
_UNKNOWN, _DENIED, _NOWHERE = 400, 403, 404


class Transit:
    """All of it blocks, and raises `SecretUnavailable` that names the transit key and the cure."""

    def __init__(self, key: TransitKey, environ: Mapping[str, str]) -> None:
        self._key = key
        self._environ = environ
        self._session = VaultSession(environ, SecretFiles())

    def make(self) -> str:
        """A new key of 256 bits, wrapped. The vault does not say what it is."""
        return self._wrapped(self._ask("datakey/wrapped", {}))

    def wrap(self, key: bytes) -> str:
        return self._wrapped(self._ask("encrypt", {"plaintext": base64.b64encode(key).decode()}))

    def rewrap(self, wrapped: str) -> str:
        """The same key under the newest version of the transit key."""
        return self._wrapped(self._ask("rewrap", {"ciphertext": wrapped}))

    def unwrap(self, wrapped: str) -> bytes:
        key = _decoded(self._ask("decrypt", {"ciphertext": wrapped}).get("plaintext"))
        if key is None:
            raise self._unavailable("what it unwraps is no master key, which has 32 bytes; restore the wrapped one")
        return key

    def _wrapped(self, data: Mapping[str, Any]) -> str:
        wrapped = data.get("ciphertext")
        if not isinstance(wrapped, str) or version_of(wrapped) is None:
            raise self._unavailable("what answers there is no transit engine; look at VAULT_ADDR and at its path")
        return wrapped

    def _ask(self, operation: str, body: Mapping[str, str]) -> Mapping[str, Any]:
        path = f"{self._key.engine}/{operation}/{self._key.name}"
        try:
            address = address_of(self._environ)
            data = exchange(address, "POST", path, token=self._session.token(address), body=body).get("data")
        except (NoVault, VaultUnreachable) as fault:
            raise self._unavailable(str(fault)) from None
        except VaultRefused as no:
            raise self._unavailable(f"{no}; {_cure(no.status, operation, path)}") from None
        return data if isinstance(data, dict) else {}

    def _unavailable(self, why: str) -> SecretUnavailable:
        return SecretUnavailable(str(self._key), why)


def version_of(wrapped: str) -> int | None:
    """Of the transit key, by which it was wrapped. None for what is not wrapped by a transit engine."""
    found = _WRAPPED.fullmatch(wrapped)
    return None if found is None else int(found[1])


def _decoded(text: object) -> bytes | None:
    """None for what is no key. Apart from its caller, whose errors must not hold the text as context."""
    try:
        key = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        return None
    return key if len(key) == KEY_SIZE else None


def _cure(status: int, operation: str, path: str) -> str:
    if status == _DENIED:
        return f"give the router's role or token `update` on {path}, or a token that has not ended"
    if status == _NOWHERE:
        return "enable the transit engine at this path, or write transit:ENGINE/KEY as it is mounted"
    if status == _UNKNOWN and operation in ("decrypt", "rewrap"):
        return (
            "it has no such key, or another one, or a version that it no longer decrypts, or the wrapped text was "
            "changed: name the key that wrapped it, restore the wrapped text, or lower min_decryption_version"
        )
    return f"make the key: vault write -f {path.replace(f'/{operation}/', '/keys/')}"
