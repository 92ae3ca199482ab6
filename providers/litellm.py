"""The long tail: every provider LiteLLM has an adapter for. `model` in routes.yaml is LiteLLM's, as in `cohere/…`.

The only file that imports LiteLLM, and only when routes.yaml names this kind; `_silence` says what is switched off in
it first. What is left that a reader should know:

- Only parameters of the chat API pass. Unknown ones are dropped: LiteLLM takes many as orders to itself.
- LiteLLM fetches remote images for some providers. Their names are none of routes.yaml, so only `data:` URLs pass.
- Without `key`, the clouds' own credentials are used (AWS, Google): that is how Bedrock and Vertex are used. No other
  vendor is asked without one, whatever key stands in the environment.
- Variables that would say where a call goes, or on whose behalf, are not obeyed: while one is set, nothing is sent
  (`_environment`).
- A stream that just ends is closed by LiteLLM with a finish it made up. It is taken out: that answer is not complete.
- It costs some fifty times the CPU of `openai_compatible`; where a host speaks OpenAI's API, that kind is better.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from types import ModuleType
from typing import Any

import httpx
from yarl import URL

from providers import _completion, _environment, _guarded, _silence, _splice, _wire
from providers._http import Http, usable, vet
from providers._refusals import refusal
from router.core.languages import SPEAKS
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule, Timeouts
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply

PARAMETERS = frozenset(
    """
    audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens messages
    modalities model n parallel_tool_calls prediction presence_penalty prompt_cache_key reasoning_effort
    response_format safety_identifier seed service_tier stop stream stream_options temperature thinking tool_choice
    tools top_logprobs top_p user verbosity
    """.split()  # noqa: SIM905 - a table is read as a table
)

PLACES = frozenset({"url", "image_url", "audio_url", "video_url", "file_url", "file_id"})
"""Fields of messages that say where something is."""
WORDS = frozenset(
    {"arguments", "content", "input", "name", "reasoning", "reasoning_content", "refusal", "text", "thinking"}
)
"""Fields of messages that are words: an address in them is one of many."""

KEEPS_CHATS = ("openai/", "azure/")
"""Vendors whose chat API has `store`."""

NO_CREDENTIALS = frozenset(
    {"CredentialRetrievalError", "DefaultCredentialsError", "NoCredentialsError", "RefreshError"}
)
"""What the clients of AWS and Google call it. LiteLLM gives some of them the status 500."""


def connect(rule: ProviderRule, _http: Http, secret: Callable[[], str | None]) -> "Connection":
    """Imports LiteLLM: seconds, once. Raises ValueError if `base_url` is given and is not an http or https URL."""
    if rule.base_url is not None and URL(rule.base_url).scheme not in ("http", "https"):
        raise ValueError(f"providers.{rule.name}.base_url: write the host's URL, such as https://api.example.eu/v1")
    return Connection(rule, silenced(), secret)


def silenced() -> ModuleType:
    """LiteLLM, unable to phone out on its own account."""
    _silence.before_import()
    litellm = import_module("litellm")
    _silence.after_import(litellm)
    return litellm


class Connection:
    dialects = SPEAKS["litellm"]
    restores = True

    def __init__(self, rule: ProviderRule, litellm: ModuleType, secret: Callable[[], str | None]) -> None:
        self._rule = rule
        self._litellm = litellm
        self._secret = secret

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        forced = _wire.enforce(envelope.dialect, body, self._rule, candidate)
        kept = {key: value for key, value in forced.items() if key in PARAMETERS}
        if candidate.model.startswith(KEEPS_CHATS):
            kept["store"] = False
        return _splice.dump(kept)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        request = json.loads(body)
        orders = self._orders(self._vet(model, request))
        limits = self._rule.timeouts
        end = asyncio.get_running_loop().time() + limits.total
        first = min(end, asyncio.get_running_loop().time() + limits.first_token) if stream else end
        try:
            async with asyncio.timeout_at(first), _guarded.asking(self._rule):
                answer = await self._litellm.acompletion(**request, **orders)
        except TimeoutError:
            raise UpstreamFailure(FailureKind.TIMEOUT, "first_token" if stream else "total") from None
        except Exception as error:  # noqa: BLE001 - LiteLLM raises whatever its hundred adapters raise
            raise failure_of(error) from None
        if stream:
            return Reply(200, _completion.SSE_HEADERS, _Events(answer, limits, first, end))
        return Reply(200, _completion.JSON_HEADERS, _once(_answer(answer)))

    async def aclose(self) -> None: ...

    def _orders(self, vendor: str) -> dict[str, Any]:
        orders: dict[str, Any] = {
            "timeout": self._rule.timeouts.total,
            "max_retries": 0,
            "num_retries": 0,
            "caching": False,
            "no-log": True,
        }
        if self._rule.base_url is not None:
            orders["api_base"] = self._rule.base_url
        key = self._key(vendor)
        if key is not None:
            orders["api_key"] = key
        return orders

    def _key(self, vendor: str) -> str | None:
        """Always said where LiteLLM would look for one itself: it would find what routes.yaml does not name."""
        if self._rule.key is not None:
            return usable(self._secret())
        if vendor in _environment.CLOUDS:
            return None
        if self._rule.private or self._rule.base_url is not None:
            return "none"
        raise UpstreamFailure(FailureKind.CREDENTIAL, "no key: write one in routes.yaml")

    def _vet(self, model: str, request: Mapping[str, Any]) -> str:
        """The vendor. Raises `UpstreamFailure` rather than send what routes.yaml does not fully describe."""
        vendor, slash, _ = model.partition("/")
        if not slash:
            raise UpstreamFailure(FailureKind.REFUSED, "the model names no vendor, as in cohere/command-a")
        if vendor == "openrouter":
            raise UpstreamFailure(FailureKind.REFUSED, "openrouter: its switches are forced by kind openai_compatible")
        base_url = self._rule.base_url
        if base_url is not None:
            vet(URL(base_url), self._rule)
        name = _environment.steering(vendor, os.environ, has_base_url=base_url is not None)
        if name is not None:
            raise UpstreamFailure(FailureKind.REFUSED, f"{name} is set and routes.yaml does not know of it: unset it")
        if _has_remote_media(request.get("messages")):
            raise UpstreamFailure(FailureKind.REQUEST, "kind litellm takes media as data: URLs alone")
        return vendor


class _Events(AsyncIterator[bytes]):
    """A LiteLLM stream as server-sent events. Raises `UpstreamFailure`, nothing else."""

    def __init__(self, stream: Any, limits: Timeouts, first: float, end: float) -> None:
        self._stream = stream
        self._stall = limits.stall
        self._by = first
        self._end = end
        self._done = False

    async def __anext__(self) -> bytes:
        if self._done:
            raise StopAsyncIteration
        try:
            async with asyncio.timeout_at(self._by):
                chunk = await anext(self._stream, None)
        except TimeoutError:
            raise UpstreamFailure(FailureKind.TIMEOUT, "stall") from None
        except Exception as error:  # noqa: BLE001 - LiteLLM raises whatever its hundred adapters raise
            raise broken_off(error) from None
        self._by = min(self._end, asyncio.get_running_loop().time() + self._stall)
        if chunk is None:
            self._done = True
            return _completion.DONE
        if _is_made_up(chunk, self._stream):
            raise UpstreamFailure(FailureKind.NO_FINISH)
        return _event(chunk)

    async def aclose(self) -> None:
        self._done = True
        with suppress(Exception):  # closing what may be broken already; LiteLLM raises whatever its adapters raise
            await self._stream.aclose()


def failure_of(error: Exception) -> UpstreamFailure:
    """What an exception of LiteLLM means: by its status. Its text may quote the request and is dropped."""
    exceptions = import_module("litellm.exceptions")
    for cause in _causes(error):
        if isinstance(cause, UpstreamFailure):
            return cause
    if isinstance(error, exceptions.ContextWindowExceededError):
        return UpstreamFailure(FailureKind.CONTEXT, status=400)
    kind = _kind_without_status(error)
    if kind is not None:
        return UpstreamFailure(kind)
    status = getattr(error, "status_code", None)
    if not isinstance(status, int):
        return UpstreamFailure(FailureKind.GARBAGE, type(error).__name__)
    named = {name: getattr(error, name, None) for name in ("code", "type", "param")}
    fault = {"error": {name: value for name, value in named.items() if isinstance(value, str)}}
    headers = getattr(error, "litellm_response_headers", None) or {}
    return refusal(status, headers, json.dumps(fault).encode(), datetime.now(UTC))


def _kind_without_status(error: Exception) -> FailureKind | None:
    """For what LiteLLM gives a status that nobody sent: no answer came at all."""
    exceptions = import_module("litellm.exceptions")
    if isinstance(error, exceptions.Timeout | httpx.TimeoutException):
        return FailureKind.TIMEOUT
    if any(type(cause).__name__ in NO_CREDENTIALS for cause in _causes(error)):
        return FailureKind.CREDENTIAL
    if isinstance(error, exceptions.APIConnectionError) or _is_of_transport(error):
        return FailureKind.REFUSED
    return None


def broken_off(error: Exception) -> UpstreamFailure:
    """The same after the answer had begun: what would be a refusal is an error inside the stream."""
    failure = failure_of(error)
    match failure.kind:
        case FailureKind.TIMEOUT | FailureKind.GARBAGE:
            return failure
        case FailureKind.REFUSED:
            return UpstreamFailure(FailureKind.RESET)
        case _:
            return UpstreamFailure(FailureKind.IN_STREAM, failure.detail, status=failure.status)


def _is_of_transport(error: BaseException) -> bool:
    """LiteLLM gives a connection that broke the status 500; what it was made of tells."""
    return any(isinstance(cause, httpx.TransportError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made of."""
    seen: list[BaseException] = []
    inner: BaseException | None = error
    while inner is not None and inner not in seen:
        yield inner
        seen.append(inner)
        inner = inner.__cause__ or inner.__context__


def _event(chunk: Any) -> bytes:
    """Without the empty fields that LiteLLM adds, but with the null that OpenAI's own stream has."""
    value = chunk.model_dump(mode="json", exclude_none=True, warnings=False)
    for choice in value["choices"]:
        choice.setdefault("finish_reason", None)
    return _completion.event(value)


def _answer(response: Any) -> bytes:
    value = response.model_dump(mode="json", exclude_none=True, warnings=False)
    for choice in value["choices"]:
        choice["message"].setdefault("content", None)
    return _splice.dump(value)


async def _once(answer: bytes) -> AsyncIterator[bytes]:
    yield answer


def _is_made_up(chunk: Any, stream: Any) -> bool:
    """A finish that the provider never sent: LiteLLM's wrapper has none on record."""
    if all(choice.finish_reason is None for choice in chunk.choices):
        return False
    return stream.received_finish_reason is None and stream.intermittent_finish_reason is None


def _has_remote_media(value: object, name: str = "") -> bool:
    """Whether something in it might be fetched. `name`: of the field that it is in. What is read as words is not."""
    match value:
        case str() if name in PLACES:
            return not value.startswith("data:")
        case str() if name not in WORDS:
            return "://" in value
        case dict():
            return any(_has_remote_media(inner, key) for key, inner in value.items())
        case list():
            return any(_has_remote_media(inner, name) for inner in value)
        case _:
            return False
