"""Any host that speaks the OpenAI API: most of them. `base_url` ends where the path begins, as in `.../v1`."""

from collections.abc import Callable

from yarl import URL

from providers import _wire
from providers._http import Http, usable
from router.core.languages import ALSO, SPEAKS
from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply

PATHS: dict[Dialect, str] = {
    "chat": "/chat/completions",
    "completions": "/completions",
    "count_tokens": "/messages/count_tokens",
    "embeddings": "/embeddings",
    "messages": "/messages",
    "responses": "/responses",
}
"""vLLM, llama.cpp, Ollama and OpenRouter speak Anthropic's languages too; a route that does says so (`serves`)."""


def connect(rule: ProviderRule, http: Http, secret: Callable[[], str | None]) -> "Connection":
    """Raises ValueError if `base_url` is not an http or https URL."""
    base = URL(rule.base_url or "")
    if base.scheme not in ("http", "https") or not base.host:
        raise ValueError(f"providers.{rule.name}.base_url: write the host's URL, such as https://api.example.eu/v1")
    return Connection(rule, base, http, secret)


class Connection:
    dialects = SPEAKS["openai_compatible"] | ALSO["openai_compatible"]
    restores = True

    def __init__(self, rule: ProviderRule, base: URL, http: Http, secret: Callable[[], str | None]) -> None:
        self._rule = rule
        self._http = http
        self._secret = secret
        root = base.raw_path.rstrip("/")
        self._urls = {
            dialect: base.with_path(root + path, encoded=True, keep_query=True) for dialect, path in PATHS.items()
        }
        self._models = base.with_path(f"{root}/models", encoded=True, keep_query=True)

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        return _wire.encode(envelope, body, self._rule, candidate)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        authorization = self._authorization()
        return await self._http.post(
            self._urls[dialect], body, rule=self._rule, stream=stream, authorization=authorization
        )

    async def probe(self, key: str) -> None:
        """As `Probing.probe`: asks for the list of models."""
        await self._http.probe(self._models, rule=self._rule, authorization=f"Bearer {usable(key)}")

    async def aclose(self) -> None:
        """The pool belongs to all providers and is closed with `Http`."""

    def _authorization(self) -> str | None:
        """A key that is configured but not at hand sends nothing: no request goes out anonymous by accident."""
        if self._rule.key is None:
            return None
        return f"Bearer {usable(self._secret())}"
