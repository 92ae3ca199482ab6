"""Answers with exactly what a provider would have seen: a newcomer asks something personal and reads the redaction.

In process, nothing is sent anywhere. The content of the answer is the text of the bytes and nothing else; placeholders
stay as they are, since `restores` is False.
"""

import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator

from providers import _completion, _message, _model_response, _wire
from providers._http import Http
from router.core.languages import SPEAKS
from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply

PIECE = 48
"""Characters a streamed event carries."""

NO_TOKENS = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""No model ran."""


def connect(rule: ProviderRule, _http: Http, _secret: Callable[[], str | None]) -> "Connection":
    return Connection(rule)


class Connection:
    dialects = SPEAKS["mirror"]
    restores = False

    def __init__(self, rule: ProviderRule) -> None:
        self._rule = rule

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        return _wire.encode(envelope, body, self._rule, candidate)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        parts = PARTS.get(dialect, _completion_of)
        headers = _completion.SSE_HEADERS if stream else _completion.JSON_HEADERS
        return Reply(200, headers, _played(parts(body, model, stream=stream)))

    async def aclose(self) -> None: ...


def _completion_of(body: bytes, model: str, *, stream: bool) -> Iterator[bytes]:
    text = body.decode()
    if not stream:
        choice = {"index": 0, "message": {"role": "assistant", "content": text}, "logprobs": None}
        yield _completion.whole("chatcmpl-mirror", model, [choice | {"finish_reason": "stop"}], NO_TOKENS)
        return
    yield _completion.delta("chatcmpl-mirror", model, 0, {"role": "assistant", "content": ""})
    for start in range(0, len(text), PIECE):
        yield _completion.delta("chatcmpl-mirror", model, 0, {"content": text[start : start + PIECE]})
    yield _completion.delta("chatcmpl-mirror", model, 0, {}, "stop")
    if _completion.wants_usage(json.loads(body)):
        yield _completion.tokens("chatcmpl-mirror", model, NO_TOKENS)
    yield _completion.DONE


def _message_of(body: bytes, model: str, *, stream: bool) -> Iterator[bytes]:
    blocks = [{"type": "text", "text": body.decode()}]
    if stream:
        yield from _message.events("msg_mirror", model, blocks, "end_turn", size=PIECE)
    else:
        yield _message.whole("msg_mirror", model, blocks, "end_turn")


def _response_of(body: bytes, model: str, *, stream: bool) -> Iterator[bytes]:
    items = [_model_response.message("msg_mirror", body.decode())]
    if stream:
        yield from _model_response.events("resp_mirror", model, items, size=PIECE)
    else:
        yield _model_response.whole("resp_mirror", model, items)


PARTS = {"messages": _message_of, "responses": _response_of}


async def _played(parts: Iterable[bytes]) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
