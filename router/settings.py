"""Process facts: where the rules, the records and the secrets are. `SOVEREIGN_*` variables; never routing.

A fault is told by the variable's name and its cure, never by its value: somebody will put a key or a password in the
wrong variable.
"""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from router.core.redis_address import parse_redis
from router.core.references import FORMS, is_reference, parse_transit
from router.core.roles import parse_role_map
from router.core.witnesses import parse_witnesses

PREFIX = "SOVEREIGN_"
SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")
MOST_WORKERS = 64

_FLAGS = {"HOST": "--host", "PORT": "--port", "ADMIN_PORT": "--admin-port"}
_ADDRESS = re.compile(r"(https://[^\s/?#@]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?)(/[^\s?#]*)?")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")
_KUBERNETES = re.compile(r"(\w+_)?(SERVICE_(HOST|PORT)(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)")
"""What Kubernetes puts into every pod beside a Service whose name begins with `sovereign`."""


class SettingsError(ValueError):
    """One line for each variable at fault."""


class Settings(BaseSettings):
    """Flags win over variables, variables over defaults; an empty variable is one that is not set.

    Raises `SettingsError`.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True)

    def __init__(self, **flags: Any) -> None:
        faults: list[str] = []
        try:
            super().__init__(**flags)
        except ValidationError as errors:
            faults = [
                _fault(error["loc"], error.get("ctx", {}).get("error", error["msg"])) for error in errors.errors()
            ]
        if faults:  # raised out here, where pydantic's own error, which holds the values, is no context of it
            raise SettingsError("\n".join(faults))

    routes: Path = Path("routes.yaml")
    data_dir: Path = Path("data")
    store_url: str = Field(
        default_factory=lambda data: f"{SQLITE}{data['data_dir']}", validate_default=True, repr=False
    )
    """`sqlite:///DIR` (three slashes and a relative folder, four and an absolute one), or `postgresql://…`.

    Never shown: it may hold a password.
    """
    store_owner_url: str | None = Field(default=None, repr=False)
    """The same database as its owner, for `sovereign store migrate` alone."""
    redis_url: str | None = Field(default=None, repr=False)
    """`redis://`, `rediss://` or `unix://`: what several routers share. None: each counts for itself."""
    redis_password: str | None = None
    """A secret reference. None: that of the URL, if it has one."""
    redis_lost_share: float = Field(default=0.5, gt=0, le=1)
    """Of each limit, in each process, while Redis is lost, or the supervisor of several workers."""
    workers: int = Field(default=1, ge=1, le=MOST_WORKERS)
    """Processes that serve. One: no supervisor, and all in one process."""
    drain: float = Field(default=30.0, ge=0, le=3600)
    """Seconds that open answers get to finish after a signal to stop."""
    master_key: str | None = None
    """A secret reference, or `transit:ENGINE/KEY`. None: `master.key` in the data folder."""
    admin_url: str | None = None
    """Where browsers find the admin side, where that is not `http://127.0.0.1`: https beyond this machine."""
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = None
    """A secret reference. None: the client has none."""
    oidc_hosts: str = ""
    """Hosts that the router may ask for keys and tokens besides the issuer's own, separated by spaces."""
    oidc_roles: str | None = None
    """`CLAIM:VALUE=ROLE,VALUE=ROLE@TENANT,…`: what of an ID token gives which role, at all tenants or at one."""
    oidc_issuer: str | None = None
    """The OpenID provider that admins log in by, written as it writes itself."""
    witnesses: str = ""
    """Who signs what the logs have grown to: `URL+VERIFIERKEY`, separated by spaces."""

    @field_validator("store_url")
    @classmethod
    def _is_served(cls, url: str) -> str:
        if url.startswith(POSTGRES):
            return url
        if not url.startswith(SQLITE) or url == SQLITE:
            raise ValueError(f"write {SQLITE}DIR, a folder, or {POSTGRES[0]}ROLE:PASSWORD@HOST/DATABASE")
        if "?" in url:
            raise ValueError(f"a folder takes no options: write {SQLITE}DIR without a question mark and what follows")
        return url

    @field_validator("redis_url")
    @classmethod
    def _is_redis(cls, url: str | None) -> str | None:
        if url is not None:
            parse_redis(url)
        return url

    @field_validator("master_key")
    @classmethod
    def _is_master_reference(cls, reference: str | None) -> str | None:
        if reference is not None and parse_transit(reference) is None and not is_reference(reference):
            raise ValueError(f"this is a reference, never the key itself; write transit:ENGINE/KEY, {FORMS}")
        return reference

    @field_validator("oidc_client_secret", "redis_password")
    @classmethod
    def _is_reference(cls, reference: str | None) -> str | None:
        if reference is not None and not is_reference(reference):
            raise ValueError(f"this is a reference, never the key itself; write {FORMS}")
        return reference

    @field_validator("admin_url", "oidc_issuer")
    @classmethod
    def _is_address(cls, address: str | None) -> str | None:
        if address is not None and not _ADDRESS.fullmatch(address):
            raise ValueError("write https://HOST, or http only to this machine itself")
        return address

    @field_validator("oidc_hosts")
    @classmethod
    def _are_hosts(cls, text: str) -> str:
        if not all(_HOST.fullmatch(word) for word in text.split()):
            raise ValueError("write names of hosts, separated by spaces, without https:// and without a port")
        return text.lower()

    @field_validator("oidc_roles")
    @classmethod
    def _is_role_map(cls, text: str | None) -> str | None:
        if text is not None:
            parse_role_map(text)
        return text

    @field_validator("witnesses")
    @classmethod
    def _are_witnesses(cls, text: str) -> str:
        parse_witnesses(text)
        return text

    @field_validator("oidc_issuer")
    @classmethod
    def _has_what_it_needs(cls, issuer: str | None, found: ValidationInfo) -> str | None:
        needed = ("oidc_client_id", "oidc_roles", "admin_url")
        missing = [f"{PREFIX}{name.upper()}" for name in needed if name in found.data and found.data[name] is None]
        if issuer is not None and missing:
            raise ValueError(f"login by it needs {' and '.join(missing)} too")
        return issuer

    @property
    def store_place(self) -> str:
        """Where the records are, without what is secret in it."""
        if not self.store_url.startswith(POSTGRES):
            return self.store_url
        return "postgresql://" + self.store_url.partition("://")[2].rpartition("@")[2].partition("?")[0]

    @property
    def routes_file(self) -> Path | None:
        """The rules file that was named, there or not; else `routes.yaml` here, or None when there is none."""
        named = "routes" in self.model_fields_set
        return self.routes if named or self.routes.is_file() else None


def unknown_settings(environ: Mapping[str, str]) -> list[str]:
    """A sentence for each `SOVEREIGN_*` variable that is no setting, with what was probably meant. Never a value."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    strangers = (name for name in sorted(environ) if name.upper().startswith(PREFIX) and name.upper() not in known)
    return [_told(name, known) for name in strangers if not _is_kubernetes(name, environ[name])]


def _fault(place: tuple[int | str, ...], wrong: object) -> str:
    return f"{PREFIX}{'.'.join(map(str, place)).upper()}: {wrong}"


def _told(name: str, known: set[str]) -> str:
    flag = _FLAGS.get(name.upper().removeprefix(PREFIX))
    if flag is not None:
        return f"{name} is not a setting; give it as a flag: sovereign serve {flag}"
    near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
    if near:
        return f"{name} is not a setting; did you mean {near[0]}?"
    return f"{name} is not a setting; the settings are {', '.join(sorted(known))}"


def _is_kubernetes(name: str, value: str) -> bool:
    rest = name.upper().removeprefix(PREFIX)
    return _KUBERNETES.fullmatch(rest) is not None or (rest.endswith("PORT") and value.startswith(("tcp://", "udp://")))
