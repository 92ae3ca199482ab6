"""Anthropic's API as a provider: its addresses, its headers, and what of the client's flags goes along."""

import json
from collections.abc import AsyncIterator, Callable

import message_streams as streams
import pytest
import upstream as up
from provider_rules import candidate, envelope, provider_rule
from upstream import Answer, Upstream

import providers
from providers._http import Http
from providers.anthropic import VERSION, Connection, connect
from router.core.problems import FailureKind, UpstreamFailure
from router.core.types import Dialect
from router.ports import Probing, Provider, Reply

MESSAGE = Answer(body=json.dumps(streams.added_up(b"".join(streams.STREAMS["text"]))).encode())
LIMITS = {
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "49",
    "anthropic-ratelimit-requests-reset": "2026-11-23T08:00:00Z",
}


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.aclose()


def no_secret() -> str | None:
    return None


def root(upstream: Upstream) -> str:
    return upstream.url.removesuffix("/v1")


async def ask(
    provider: Provider, dialect: Dialect = "messages", *, stream: bool = False, features: tuple[str, ...] = ()
) -> Reply:
    data = provider.encode(envelope(streams.BODY, dialect), streams.BODY, candidate("m"))
    return await provider.send(dialect, data, model="m", stream=stream, features=features)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


@pytest.mark.parametrize("base", ["", "/", "/v1", "/v1/"])
@pytest.mark.parametrize(
    ("dialect", "path"), [("messages", "/v1/messages"), ("count_tokens", "/v1/messages/count_tokens")]
)
async def test_either_form_of_base_url_leads_to_the_same_place(
    http: Http, base: str, dialect: Dialect, path: str
) -> None:
    async with Upstream(MESSAGE) as upstream:
        provider = providers.connect(provider_rule(root(upstream) + base, kind="anthropic"), http, no_secret)
        assert isinstance(provider, Connection)
        assert provider.restores
        await read(await ask(provider, dialect))
        assert (upstream.requests[0].method, upstream.requests[0].path) == ("POST", path)
        assert upstream.requests[0].json == {**streams.BODY, "model": "m"}


async def test_a_proxy_may_have_a_path_in_front(http: Http) -> None:
    async with Upstream(MESSAGE) as upstream:
        await read(await ask(connect(provider_rule(f"{root(upstream)}/anthropic"), http, no_secret)))
        assert upstream.requests[0].path == "/anthropic/v1/messages"


async def test_the_key_has_a_header_of_its_own_and_is_asked_for_at_each_call(http: Http) -> None:
    keys = iter(["first", "second"])
    async with Upstream(MESSAGE) as upstream:
        provider = connect(provider_rule(root(upstream), key="env:K"), http, lambda: next(keys))
        for _ in range(2):
            await read(await ask(provider))
        assert [request.headers["x-api-key"] for request in upstream.requests] == ["first", "second"]
        assert {request.headers["anthropic-version"] for request in upstream.requests} == {VERSION}
        assert not any("authorization" in request.headers for request in upstream.requests)


async def test_without_a_key_the_version_is_said_all_the_same(http: Http) -> None:
    async with Upstream(MESSAGE) as upstream:
        await read(await ask(connect(provider_rule(root(upstream)), http, no_secret)))
        assert upstream.requests[0].headers["anthropic-version"] == VERSION
        assert "x-api-key" not in upstream.requests[0].headers


@pytest.mark.parametrize("secret", [no_secret, lambda: "", lambda: "two\nlines"])
async def test_a_key_that_is_not_at_hand_sends_nothing(http: Http, secret: Callable[[], str | None]) -> None:
    async with Upstream(MESSAGE) as upstream:
        with pytest.raises(UpstreamFailure) as caught:
            await ask(connect(provider_rule(root(upstream), key="env:K"), http, secret))
        assert caught.value.kind is FailureKind.CREDENTIAL
        assert upstream.connections == 0


FLAGS = ("context-1m-2025-08-07", "mcp-client-2025-11-20", "claude-code-20250219", "files-api-2025-04-14")


@pytest.mark.parametrize(
    ("features", "forward", "sent"),
    [
        ((), frozenset(), None),
        (FLAGS, frozenset(), "context-1m-2025-08-07,claude-code-20250219"),
        (FLAGS[1:2], frozenset(), None),
        (FLAGS, frozenset({"hosted_tools"}), ",".join(FLAGS)),
    ],
)
async def test_flags_go_along_but_those_that_let_words_go_elsewhere(
    http: Http, features: tuple[str, ...], forward: frozenset[str], sent: str | None
) -> None:
    async with Upstream(MESSAGE) as upstream:
        await read(
            await ask(connect(provider_rule(root(upstream), forward=forward), http, no_secret), features=features)
        )
        assert upstream.requests[0].headers.get("anthropic-beta") == sent


async def test_its_limits_are_read_and_a_stream_is_one(http: Http) -> None:
    async with Upstream(Answer(events=list(streams.STREAMS["text"]), headers=LIMITS)) as upstream:
        reply = await ask(connect(provider_rule(root(upstream)), http, no_secret), stream=True)
        assert await read(reply) == b"".join(streams.STREAMS["text"])
        assert [(one.name, one.remaining) for one in reply.quota] == [("requests", 49.0)]
        assert upstream.requests[0].headers["accept"] == "text/event-stream"


@pytest.mark.parametrize(
    ("status", "error", "kind"),
    [
        (400, {"type": "invalid_request_error", "message": "prompt is too long: 3 tokens > 2 maximum"}, "context"),
        (
            400,
            {"type": "invalid_request_error", "message": "input length and `max_tokens` exceed context limit"},
            "context",
        ),
        (400, {"type": "invalid_request_error", "message": "Anna"}, "request"),
        (401, {"type": "authentication_error", "message": "sk-hush"}, "credential"),
        (413, {"type": "request_too_large", "message": "Anna"}, "garbage"),
        (429, {"type": "rate_limit_error", "message": "Anna"}, "rate"),
        (529, {"type": "overloaded_error", "message": "Anna"}, "server"),
    ],
)
async def test_its_errors_are_understood_and_their_text_goes_nowhere(
    http: Http, status: int, error: dict[str, str], kind: str
) -> None:
    said = json.dumps({"type": "error", "error": error, "request_id": "req_1"}).encode()
    async with Upstream(Answer(status=status, headers={"retry-after": "7"}, body=said)) as upstream:
        with pytest.raises(UpstreamFailure) as caught:
            await ask(connect(provider_rule(root(upstream), key="env:K"), http, lambda: "sk-hush"))
        assert (caught.value.kind, caught.value.status) == (kind, status)
        assert caught.value.detail == f"type={error['type']}"
        assert caught.value.retry_after == (7 if kind in ("rate", "server") else None)


async def test_a_key_is_tried_with_the_list_of_models(http: Http) -> None:
    async with Upstream(Answer(body=b"{}"), up.error(401)) as upstream:
        provider = connect(provider_rule(upstream.url, key="env:K"), http, no_secret)
        assert isinstance(provider, Probing)
        await provider.probe("sk-new")
        asked = upstream.requests[0]
        assert (asked.method, asked.path, asked.headers["x-api-key"]) == ("GET", "/v1/models", "sk-new")
        with pytest.raises(UpstreamFailure) as caught:
            await provider.probe("sk-wrong")
        assert caught.value.kind is FailureKind.CREDENTIAL


async def test_what_it_does_not_speak_is_not_sent(http: Http) -> None:
    async with Upstream(MESSAGE) as upstream:
        with pytest.raises(UpstreamFailure, match="does not speak chat"):
            await ask(connect(provider_rule(root(upstream), kind="anthropic"), http, no_secret), "chat")
        assert upstream.connections == 0


@pytest.mark.parametrize("base_url", [None, "", "api.anthropic.com", "ftp://example.eu"])
async def test_a_base_url_that_is_none_is_named(http: Http, base_url: str | None) -> None:
    with pytest.raises(ValueError, match=r"providers\.p\.base_url"):
        connect(provider_rule(base_url), http, no_secret)
