"""Anthropic's own API, and proxies of it. `base_url` is what its SDKs are given, as in `https://api.anthropic.com`.

Source: Anthropic API reference, "API overview" (headers), "Beta headers", "List Models". Of the client's beta flags
those go along that `_wire` lets.
"""

from collections.abc import Callable

from yarl import URL

from providers import _wire
from providers._http import Fields, Http, usable
from router.core.languages import SPEAKS
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply

VERSION = "2023-06-01"

PATHS: dict[Dialect, str] = {"messages": "/v1/messages", "count_tokens": "/v1/messages/count_tokens"}


def connect(rule: ProviderRule, http: Http, secret: Callable[[], str | None]) -> "Connection":
    """Raises ValueError if `base_url` is not an http or https URL."""
    base = URL(rule.base_url or "")
    if base.scheme not in ("http", "https") or not base.host:
        raise ValueError(f"providers.{rule.name}.base_url: write the host's URL, such as https://api.anthropic.com")
    return Connection(rule, base, http, secret)


class Connection:
    dialects = SPEAKS["anthropic"]
    restores = True

    def __init__(self, rule: ProviderRule, base: URL, http: Http, secret: Callable[[], str | None]) -> None:
        self._rule = rule
        self._http = http
        self._secret = secret
        root = base.raw_path.rstrip("/").removesuffix("/v1")
        self._urls = {dialect: base.with_path(root + path, encoded=True) for dialect, path in PATHS.items()}
        self._models = base.with_path(f"{root}/v1/models", encoded=True)

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        return _wire.encode(envelope, body, self._rule, candidate)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        url = self._urls.get(dialect)
        if url is None:
            raise UpstreamFailure(FailureKind.REQUEST, f"kind {self._rule.kind} does not speak {dialect}")
        flags = _wire.passed_on(features, self._rule)
        fields = (*self._key(), *((("anthropic-beta", ",".join(flags)),) if flags else ()))
        return await self._http.post(url, body, rule=self._rule, stream=stream, fields=fields)

    async def probe(self, key: str) -> None:
        """As `Probing.probe`: asks for the list of models."""
        await self._http.probe(self._models, rule=self._rule, fields=_signed(usable(key)))

    async def aclose(self) -> None:
        """The pool belongs to all providers and is closed with `Http`."""

    def _key(self) -> Fields:
        """A key that is configured but not at hand sends nothing: no request goes out anonymous by accident."""
        return (("anthropic-version", VERSION),) if self._rule.key is None else _signed(usable(self._secret()))


def _signed(key: str) -> Fields:
    return ("x-api-key", key), ("anthropic-version", VERSION)
