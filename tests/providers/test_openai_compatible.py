from collections.abc import AsyncIterator, Callable

import pytest
import upstream as up
from provider_rules import candidate, envelope, provider_rule
from upstream import Upstream

import providers
from providers._http import Http
from providers.openai_compatible import Connection, connect
from router.core.problems import FailureKind, UpstreamFailure
from router.core.types import Dialect
from router.ports import Provider, Reply


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.aclose()


def no_secret() -> str | None:
    return None


async def ask(provider: Provider, dialect: Dialect = "chat", *, stream: bool = False) -> Reply:
    body = {"model": "asked", "messages": []}
    data = provider.encode(envelope(body, dialect), body, candidate("m"))
    return await provider.send(dialect, data, model="m", stream=stream)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


async def test_it_is_a_provider_of_its_kind(http: Http) -> None:
    provider = providers.connect(provider_rule("https://api.example.eu/v1"), http, no_secret)
    assert isinstance(provider, Connection)
    assert provider.dialects == {"chat", "completions", "count_tokens", "embeddings", "messages", "responses"}
    assert provider.restores


@pytest.mark.parametrize(
    ("base", "dialect", "path"),
    [
        ("/v1", "chat", "/v1/chat/completions"),
        ("/v1/", "responses", "/v1/responses"),
        ("", "embeddings", "/embeddings"),
        ("/v1", "messages", "/v1/messages"),
        ("/v1", "count_tokens", "/v1/messages/count_tokens"),
        ("/a%20b/v1?api-version=1", "completions", "/a%20b/v1/completions?api-version=1"),
    ],
)
async def test_each_dialect_has_its_path_under_base_url(http: Http, base: str, dialect: Dialect, path: str) -> None:
    async with Upstream(up.chat()) as upstream:
        provider = connect(provider_rule(upstream.url.removesuffix("/v1") + base), http, no_secret)
        await read(await ask(provider, dialect))
        assert (upstream.requests[0].method, upstream.requests[0].path) == ("POST", path)


async def test_the_body_is_sent_as_encoded(http: Http) -> None:
    async with Upstream(up.chat()) as upstream:
        provider = connect(provider_rule(upstream.url), http, no_secret)
        await read(await ask(provider))
        assert upstream.requests[0].body == b'{"model":"m","messages":[]}'
        assert "authorization" not in upstream.requests[0].headers


async def test_the_key_is_asked_for_at_each_call_so_rotation_needs_no_restart(http: Http) -> None:
    keys = iter(["first", "second"])
    async with Upstream(up.chat()) as upstream:
        provider = connect(provider_rule(upstream.url, key="env:K"), http, lambda: next(keys))
        for _ in range(2):
            await read(await ask(provider))
        sent = [request.headers["authorization"] for request in upstream.requests]
        assert sent == ["Bearer first", "Bearer second"]


@pytest.mark.parametrize("secret", [no_secret, lambda: "", lambda: " \n", lambda: "two\nlines"])
async def test_a_key_that_is_not_at_hand_sends_nothing(http: Http, secret: Callable[[], str | None]) -> None:
    async with Upstream(up.chat()) as upstream:
        provider = connect(provider_rule(upstream.url, key="env:K"), http, secret)
        with pytest.raises(UpstreamFailure) as caught:
            await ask(provider)
        assert caught.value.kind is FailureKind.CREDENTIAL
        assert upstream.connections == 0


async def test_no_error_holds_the_key(http: Http) -> None:
    async with Upstream(up.error(401, "bad key sk-hush", code="sk-hush 123456")) as upstream:
        provider = connect(provider_rule(upstream.url, key="env:K"), http, lambda: "sk-hush")
        with pytest.raises(UpstreamFailure) as caught:
            await ask(provider)
        assert caught.value.kind is FailureKind.CREDENTIAL
        assert "sk-hush" not in repr(caught.value)
        assert "sk-hush" not in repr(provider)


@pytest.mark.parametrize("base_url", [None, "", "api.example.eu/v1", "ftp://example.eu", "https:///v1"])
async def test_a_base_url_that_is_none_is_named(http: Http, base_url: str | None) -> None:
    with pytest.raises(ValueError, match=r"providers\.p\.base_url"):
        connect(provider_rule(base_url), http, no_secret)


async def test_an_unknown_kind_is_named_with_those_that_are(http: Http) -> None:
    with pytest.raises(ValueError, match=r"providers\.p\.kind: 'oracle' is unknown.*openai_compatible"):
        providers.connect(provider_rule(kind="oracle"), http, no_secret)
    with pytest.raises(ValueError, match="unknown"):
        providers.connect(provider_rule(kind="_http"), http, no_secret)


def test_the_kinds_are_the_files() -> None:
    assert providers.kinds() == ("anthropic", "litellm", "mirror", "openai_compatible", "scripted")
