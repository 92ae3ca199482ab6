"""Anthropic's token counting: a request in messages that nobody answers, and how long it is.

Source: Anthropic API reference, "Count tokens in a Message". The words leave all the same, so the request is read,
decided on and redacted as any other. What is counted is what would leave: placeholders, not the words behind them.
"""

from collections.abc import Callable

from router.core.redact import Vault
from router.core.types import Body, Dialect
from router.dialects.asking import wrong
from router.dialects.messages import Messages
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import count
from router.ports import Reader


class CountTokens(Messages):
    """Implements `ports.DialectPort`."""

    @property
    def name(self) -> Dialect:
        return "count_tokens"

    def check(self, body: Body) -> None:
        super().check(body)
        if body.get("stream"):
            wrong("stream", "must be left out: a count is no stream")

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        return Count()


class Count(Whole):
    """`{"input_tokens": 12}`."""

    def _read(self, raw: bytes) -> bytes:
        reply = reply_of(raw)
        if not count(reply, "input_tokens"):
            raise garbage("no count")
        self.finish_reasons = ("stop",)
        return raw


COUNT_TOKENS = CountTokens()
