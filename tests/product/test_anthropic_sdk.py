"""Anthropic's SDK as client: what an agent's developer sees, and what a provider does."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anthropic
import httpx2
import message_streams as streams
import pytest
from anthropic import Anthropic, AsyncAnthropic
from product import Product
from upstream import Answer, Upstream, listening

EMAIL = "anna.schmidt@example.org"
IBAN = "DE89 3704 0044 0532 0130 00"
TEXT = f"Mail {EMAIL} about {IBAN}, please."
ASK: dict[str, Any] = {"max_tokens": 99, "messages": [{"role": "user", "content": TEXT}]}
TOOLS: list[Any] = [{"name": name, "input_schema": {"type": "object"}} for name in ("send_mail", "get_time")]
FORM = "[[EMAIL_ADDRESS_1]]"


@pytest.fixture
def claude(product: Product) -> Iterator[Anthropic]:
    with httpx2.Client(trust_env=False) as http:
        url, key = product.router.base_url, product.router.key
        yield Anthropic(base_url=url, api_key=key, max_retries=0, http_client=http)


@pytest.fixture
async def provider(product: Product) -> AsyncIterator[Upstream]:
    async with listening(Answer(), product.first) as upstream:
        yield upstream


async def asked(product: Product, *, stream: bool, **more: Any) -> Any:
    async with httpx2.AsyncClient(trust_env=False) as http:
        url, key = product.router.base_url, product.router.key
        client = AsyncAnthropic(base_url=url, api_key=key, max_retries=0, http_client=http)
        body = {**ASK, "model": "claude", **more}
        if not stream:
            return await client.messages.create(**body)
        async with client.messages.stream(**body) as streamed:
            return await streamed.get_final_message()


def answers(*blocks: Any, stream: bool, reason: str = "end_turn") -> Answer:
    """What the provider says, whole or streamed."""
    parts = streams.message(*blocks, reason=reason)
    return Answer(events=list(parts)) if stream else Answer(body=json.dumps(streams.added_up(b"".join(parts))).encode())


BOTH = pytest.mark.parametrize("stream", [False, True])


# In the process


def test_a_whole_answer_comes_back_restored(claude: Anthropic) -> None:
    answer = claude.messages.create(model="echo", **ASK)
    assert [block.text for block in answer.content if block.type == "text"] == [TEXT]
    assert answer.stop_reason == "end_turn"
    assert answer.usage.input_tokens > 0


def test_a_stream_comes_back_restored_and_ends_once(claude: Anthropic) -> None:
    with claude.messages.stream(model="echo", **ASK) as stream:
        assert "".join(stream.text_stream) == TEXT
        assert stream.get_final_message().stop_reason == "end_turn"


@BOTH
def test_tool_calls_are_restored_and_stay_json(claude: Anthropic, stream: bool) -> None:
    if stream:
        with claude.messages.stream(model="tools", tools=TOOLS, **ASK) as streamed:
            answer = streamed.get_final_message()
    else:
        answer = claude.messages.create(model="tools", tools=TOOLS, **ASK)
    calls = [(block.name, block.input) for block in answer.content if block.type == "tool_use"]
    assert calls == [("send_mail", {"to": EMAIL, "about": 'a "b"'}), ("get_time", {})]
    assert answer.stop_reason == "tool_use"


def test_tokens_are_counted_of_what_would_leave(claude: Anthropic) -> None:
    assert claude.messages.count_tokens(model="echo", messages=ASK["messages"]).input_tokens > 5


def test_a_candidate_that_cannot_count_or_does_not_speak_it_is_dropped_and_said_so(claude: Anthropic) -> None:
    with pytest.raises(anthropic.PermissionDeniedError, match="dialect: dialect_not_served: mirror/mirror"):
        claude.messages.count_tokens(model="mirror", messages=ASK["messages"])
    with pytest.raises(anthropic.PermissionDeniedError, match="dialect_not_served: first/m1"):
        claude.messages.create(model="one", **ASK)


def test_the_models_are_listed_in_anthropics_shape(claude: Anthropic) -> None:
    page = claude.models.list()
    assert {"echo", "claude"} <= {model.id for model in page.data}
    assert (page.has_more, page.first_id, page.last_id) == (False, page.data[0].id, page.data[-1].id)
    assert claude.models.retrieve("echo").display_name == "echo"
    with pytest.raises(anthropic.NotFoundError):
        claude.models.retrieve("nope")


def test_errors_are_the_sdks_own_types(product: Product, claude: Anthropic) -> None:
    expected: list[tuple[type[anthropic.APIStatusError], str, str, dict[str, Any]]] = [
        (anthropic.NotFoundError, "not_found_error", "model_not_found", {"model": "nope"}),
        (anthropic.PermissionDeniedError, "permission_error", "policy_denied", {"model": "closed"}),
        (anthropic.BadRequestError, "invalid_request_error", "invalid_request", {"model": "echo", "messages": []}),
        (anthropic.ServiceUnavailableError, "api_error", "no_route_available", {"model": "claude"}),
    ]
    for kind, named, code, more in expected:
        with pytest.raises(kind) as caught:
            claude.messages.create(**{**ASK, **more})
        assert isinstance(caught.value.body, dict)
        error = caught.value.body["error"]
        assert (error["type"], error["code"]) == (named, code)
        assert caught.value.body["request_id"] == caught.value.response.headers["x-request-id"]
        assert EMAIL not in str(caught.value)
    wrong = claude.with_options(api_key=product.router.key[:-1] + "x")
    for asks in (wrong.models.list, lambda: wrong.messages.create(model="echo", **ASK)):
        with pytest.raises(anthropic.AuthenticationError):
            asks()


def test_what_is_no_endpoint_of_anthropics_is_said_in_its_shape(product: Product) -> None:
    for method, path, status in (("GET", "/v1/messages", 405), ("POST", "/v1/messages/batches", 404)):
        headers = {"x-api-key": product.router.key, "anthropic-version": "2023-06-01"}
        with httpx2.Client(trust_env=False) as http:
            answer = http.request(method, product.router.base_url + path, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (status, "error")


def test_somebody_is_there(product: Product) -> None:
    with httpx2.Client(trust_env=False) as http:
        assert http.head(product.router.base_url).status_code == 200
        assert http.head(f"{product.router.base_url}/nowhere").status_code == 404


# Over a socket: what a provider sees, and what it may say


@BOTH
async def test_a_provider_sees_placeholders_and_the_flags_that_it_may(
    product: Product, provider: Upstream, stream: bool
) -> None:
    provider.answers[:] = [answers(streams.text(0, f"To {FORM}."), stream=stream)]
    flags = "context-1m-2025-08-07,mcp-client-2025-11-20"
    answer = await asked(
        product,
        stream=stream,
        metadata={"user_id": EMAIL},
        extra_headers={"anthropic-beta": flags},
        extra_query={"beta": "true"},
    )
    assert [block.text for block in answer.content if block.type == "text"] == [f"To {EMAIL}."]
    (sent,) = provider.requests
    assert sent.path == "/v1/messages"
    assert sent.headers["anthropic-beta"] == "context-1m-2025-08-07"
    assert sent.headers["x-api-key"] == "sk-claude-1234567890"
    assert sent.json["messages"][0]["content"] == f"Mail {FORM} about [[IBAN_CODE_1]], please."
    assert "metadata" not in sent.json
    assert EMAIL.encode() not in sent.body


ASKED: dict[str, dict[str, Any]] = {
    "system": {"system": f"for {EMAIL}"},
    "blocks of system": {"system": [{"type": "text", "text": f"for {EMAIL}", "cache_control": {"type": "ephemeral"}}]},
    "a system message": {"messages": [{"role": "system", "content": f"for {EMAIL}"}, {"role": "user", "content": "x"}]},
    "an unknown field": {"extra_body": {"of_tomorrow": [{"deep": EMAIL}]}},
    "stop_sequences": {"stop_sequences": [EMAIL]},
    "a tool": {"tools": [{"name": "f", "description": f"mails {EMAIL}", "input_schema": {"type": "object"}}]},
    "a schema": {"tools": [{"name": "f", "input_schema": {"type": "object", "properties": {"to": {"enum": [EMAIL]}}}}]},
}
HISTORY: dict[str, Any] = {
    "text": {"type": "text", "text": f"for {EMAIL}"},
    "tool_use": {
        "type": "tool_use",
        "id": "toolu_1",
        "name": "f",
        "input": {"to": [EMAIL], "text": f'{{"a": "{EMAIL}"}}'},
    },
    "tool_result": {"type": "tool_result", "tool_use_id": "toolu_1", "content": f"sent to {EMAIL}"},
    "blocks of a tool_result": {
        "type": "tool_result",
        "tool_use_id": "toolu_1",
        "content": [{"type": "text", "text": f"sent to {EMAIL}"}],
    },
    "a document": {
        "type": "document",
        "title": f"of {EMAIL}",
        "source": {"type": "text", "media_type": "text/plain", "data": f"from {EMAIL}"},
    },
    "a search_result": {
        "type": "search_result",
        "source": f"mailto:{EMAIL}",
        "title": "x",
        "content": [{"type": "text", "text": EMAIL}],
    },
    "a citation": {
        "type": "text",
        "text": "x",
        "citations": [{"type": "char_location", "cited_text": EMAIL, "document_index": 0, "document_title": EMAIL}],
    },
}
PLACES = ASKED | {name: {"messages": [{"role": "user", "content": [block]}]} for name, block in HISTORY.items()}


@BOTH
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
async def test_wherever_a_request_says_it_no_provider_sees_it_and_the_answer_has_it(
    product: Product, provider: Upstream, place: dict[str, Any], stream: bool
) -> None:
    provider.answers[:] = [answers(streams.text(0, f"To {FORM}.", size=3), stream=stream)]
    answer = await asked(product, stream=stream, **place)
    (sent,) = provider.requests
    assert EMAIL.encode() not in sent.body
    assert FORM.encode() in sent.body
    assert [block.text for block in answer.content if block.type == "text"] == [f"To {EMAIL}."]


SAID: dict[str, tuple[bytes, ...]] = {
    "text": streams.text(0, f"To {FORM}", size=3),
    "the input of a tool": streams.call(0, "f", json.dumps({"to": [FORM], "text": json.dumps({"a": FORM})}), size=3),
    "a citation": streams.block(
        0,
        {"type": "text", "text": "", "citations": []},
        {"type": "citations_delta", "citation": {**streams.CITED, "cited_text": FORM, "document_title": FORM}},
    ),
    "what it asked a tool of its own": streams.block(
        0,
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {}},
        {"type": "input_json_delta", "partial_json": json.dumps({"query": FORM})},
    ),
    "what that found": streams.block(
        0,
        {
            "type": "web_search_tool_result",
            "tool_use_id": "s",
            "content": [{**streams.FOUND, "title": FORM, "url": "x", "encrypted_content": "Eq"}],
        },
    ),
}


@BOTH
@pytest.mark.parametrize("place", SAID.values(), ids=SAID.keys())
async def test_wherever_an_answer_says_it_the_client_reads_what_it_stands_for(
    product: Product, provider: Upstream, place: tuple[bytes, ...], stream: bool
) -> None:
    provider.answers[:] = [answers(place, stream=stream)]
    answer = (await asked(product, stream=stream)).to_json()
    assert EMAIL in answer
    assert "EMAIL_ADDRESS" not in answer


@BOTH
async def test_thinking_goes_and_comes_byte_for_byte(product: Product, provider: Upstream, stream: bool) -> None:
    provider.answers[:] = [answers(streams.thinking(0, f"Ask {FORM}."), streams.text(1, f"Hi {FORM}"), stream=stream)]
    first = await asked(product, stream=stream)
    thought = first.content[0].to_dict()
    assert (thought["thinking"], thought["signature"]) == (f"Ask {FORM}.", "EqQB[[PERSON_1]]==")
    turns = [*ASK["messages"], {"role": "assistant", "content": [block.to_dict() for block in first.content]}]
    await asked(product, stream=stream, messages=[*turns, {"role": "user", "content": "go on"}])
    sent = provider.requests[1].json["messages"]
    assert sent[1]["content"] == [thought, {"type": "text", "text": f"Hi {FORM}"}]
    assert sent[0] == provider.requests[0].json["messages"][0], "the prefix stays, and the prompt cache warm"


async def test_thinking_that_holds_what_must_not_leave_is_sent_to_nobody_who_may_not_see_it(product: Product) -> None:
    thought = {"type": "thinking", "thinking": f"Ask {EMAIL}.", "signature": "EqQB"}
    with pytest.raises(anthropic.PermissionDeniedError, match="zone_not_permitted: claude/c1"):
        await asked(product, stream=False, messages=[{"role": "assistant", "content": [thought]}])


BROKEN: dict[str, Answer] = {
    "cut": Answer(events=list(streams.STREAMS["text"])[:5]),
    "an error": Answer(
        events=[
            *streams.STREAMS["text"][:5],
            streams.event("error", error={"type": "overloaded_error", "message": EMAIL}),
        ]
    ),
    "no reason": Answer(events=[*streams.STREAMS["text"][:-2], streams.STOP]),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
async def test_a_stream_that_breaks_off_is_an_error_and_no_message(
    product: Product, provider: Upstream, broken: Answer
) -> None:
    provider.answers[:] = [broken]
    with pytest.raises(anthropic.APIStatusError, match="broke off") as caught:
        await asked(product, stream=True)
    assert isinstance(caught.value.body, dict)
    assert caught.value.body["error"]["code"] == "upstream_error"
    assert EMAIL not in str(caught.value)


async def test_an_error_before_content_is_an_answer_of_its_own(product: Product, provider: Upstream) -> None:
    provider.answers[:] = [Answer(events=[streams.start(), streams.event("error", error={"type": "overloaded_error"})])]
    with pytest.raises(anthropic.InternalServerError):
        await asked(product, stream=True)
    assert await asyncio.to_thread(product.router.is_ready)
