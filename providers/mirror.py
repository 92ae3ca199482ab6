"""Answers with exactly what a provider would have seen: a newcomer asks something personal and reads the redaction.

In process, nothing is sent anywhere. The content of the answer is the text of the bytes and nothing else; placeholders
stay as they are, since `restores` is False.
"""

import json
from collections.abc import AsyncIterator, Callable

from providers import _completion, _wire
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

    async def send(self, dialect: Dialect, body: bytes, *, model: str, stream: bool) -> Reply:  # noqa: ARG002 - chat alone
        if stream:
            return Reply(200, _completion.SSE_HEADERS, _streamed(body, model))
        message = {"role": "assistant", "content": body.decode()}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        answer = _completion.whole("chatcmpl-mirror", model, [choice], NO_TOKENS)
        return Reply(200, _completion.JSON_HEADERS, _once(answer))

    async def aclose(self) -> None: ...


async def _once(answer: bytes) -> AsyncIterator[bytes]:
    yield answer


async def _streamed(body: bytes, model: str) -> AsyncIterator[bytes]:
    text = body.decode()
    yield _completion.delta("chatcmpl-mirror", model, 0, {"role": "assistant", "content": ""})
    for start in range(0, len(text), PIECE):
        yield _completion.delta("chatcmpl-mirror", model, 0, {"content": text[start : start + PIECE]})
    yield _completion.delta("chatcmpl-mirror", model, 0, {}, "stop")
    if _completion.wants_usage(json.loads(body)):
        yield _completion.tokens("chatcmpl-mirror", model, NO_TOKENS)
    yield _completion.DONE
