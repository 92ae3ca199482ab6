"""Where the vault is and how one gets in: the variables that Vault's and OpenBao's own tools read.

    VAULT_ADDR                              https://vault.example.eu:8200; no other host is ever looked up
    VAULT_NAMESPACE, VAULT_CACERT           if there is one; the certificate is always verified
    VAULT_ROLE_ID and VAULT_SECRET_ID       AppRole. Or VAULT_ROLE_ID_FILE and VAULT_SECRET_ID_FILE, paths
    VAULT_TOKEN                             a token. Or VAULT_TOKEN_FILE, a path; else ~/.vault-token

Each also as BAO_..., which is read first, as OpenBao does. Read at each use: an agent may renew the token in a file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from yarl import URL

from router.secrets.files import SecretFiles
from router.secrets.unavailable import SecretUnavailable

PREFIXES = ("BAO_", "VAULT_")


class NoVault(Exception):  # noqa: N818 - a state of the environment
    """The variables lead to no vault, or not into it. The message names the one to set."""


@dataclass(frozen=True, slots=True)
class Address:
    tls: bool
    host: str
    port: int
    root: str
    """Path that all requests begin with, without a slash at its end."""
    namespace: str | None
    authorities: str | None
    """A file of certificates to trust instead of the machine's."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AppRole:
    role: str = field(repr=False)
    secret: str = field(repr=False)


def address_of(environ: Mapping[str, str]) -> Address:
    """Raises `NoVault`."""
    try:
        url = URL(_variable(environ, "ADDR") or "")
        host, port = url.raw_host, url.port
    except ValueError:
        host = port = None
    if not host or not port or url.scheme not in ("http", "https") or url.raw_user is not None:
        raise NoVault("VAULT_ADDR (or BAO_ADDR) is not set to an address such as https://vault.example.eu:8200")
    namespace = (_variable(environ, "NAMESPACE") or "").strip("/")
    root = url.raw_path.rstrip("/")
    authorities = _variable(environ, "CACERT")
    return Address(url.scheme == "https", host, port, root, namespace or None, authorities)


def entrance_of(environ: Mapping[str, str], files: SecretFiles) -> Token | AppRole:
    """AppRole where it is set, else a token. Raises `NoVault`."""
    role, secret = (_given(environ, name, files) for name in ("ROLE_ID", "SECRET_ID"))
    if role is not None and secret is not None:
        return AppRole(role, secret)
    if role is not None or secret is not None:
        raise NoVault("VAULT_ROLE_ID and VAULT_SECRET_ID (or their _FILE) belong together; one of them is not set")
    token = _given(environ, "TOKEN", files)
    home = environ.get("HOME")
    if token is None and home:
        path = Path(home) / ".vault-token"
        token = _from_file(path, files) if path.exists() else None
    if token is None:
        raise NoVault("nothing lets the router in; set VAULT_ROLE_ID and VAULT_SECRET_ID, or VAULT_TOKEN (or _FILE)")
    return Token(token)


def _variable(environ: Mapping[str, str], name: str) -> str | None:
    return next((value for prefix in PREFIXES if (value := environ.get(prefix + name, "").strip())), None)


def _given(environ: Mapping[str, str], name: str, files: SecretFiles) -> str | None:
    """The variable's own value, or what the file holds that the one with `_FILE` names."""
    value = _variable(environ, name)
    path = _variable(environ, f"{name}_FILE")
    return value if value is not None or path is None else _from_file(Path(path), files)


def _from_file(path: Path, files: SecretFiles) -> str:
    try:
        return files.read(f"file:{path}", str(path)).strip()
    except SecretUnavailable as fault:
        raise NoVault(str(fault)) from None
