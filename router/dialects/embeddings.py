"""OpenAI embeddings: texts in, one vector for each out. Nothing is restored, for a vector holds no words.

Source: OpenAI API reference, "Create embeddings". A vector of a text that was redacted is one of the placeholders.
"""

from collections.abc import Callable, Mapping

from router.core.redact import Vault
from router.core.shape import Sort, shape
from router.core.structural import Structural
from router.core.types import Body, Dialect
from router.dialects.asking import check_common, check_texts, hold_tokens, in_order, wrong
from router.dialects.language import OpenAi
from router.dialects.media import spells_media
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import model_of, read_usage
from router.ports import Reader

STRUCTURAL = Structural(shape({"model": Sort.STRUCTURE, "encoding_format": Sort.STRUCTURE, "dimensions": Sort.NUMBER}))


class Embeddings(OpenAi):
    """Implements `ports.DialectPort`."""

    structural = STRUCTURAL

    @property
    def name(self) -> Dialect:
        return "embeddings"

    def check(self, body: Body) -> None:
        check_common(body)
        check_texts(body.get("input"), "input")
        if body.get("stream"):
            wrong("stream", "is not for embeddings: they come whole")

    def instruct(self, body: Body, text: str) -> Body:
        return body

    def has_media(self, body: Body, raw: bytes) -> bool:
        """A file spelt out; and tokens, which can be read with the model's own vocabulary alone."""
        return hold_tokens(body["input"]) or spells_media(body, raw)

    def needs(self, body: Body) -> tuple[str, ...]:
        return ()

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """No conversation: what was embedded before says nothing of what is embedded now."""
        return ()

    def opening(self, body: Body) -> tuple[bytes, ...]:
        return (in_order(body["input"]),)

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        return Vectors(expected=_count(body))


EMBEDDINGS = Embeddings()


class Vectors(Whole):
    """The provider's own bytes, if it gave as many vectors as it was asked for."""

    def __init__(self, *, expected: int) -> None:
        super().__init__()
        self._expected = expected

    def _read(self, raw: bytes) -> bytes:
        reply = reply_of(raw)
        data = reply.get("data")
        if not isinstance(data, list) or not all(isinstance(one, dict) and _is_vector(one) for one in data):
            raise garbage("no vectors")
        if len(data) != self._expected:
            raise garbage("not one vector for each text")
        self.usage = read_usage(reply.get("usage"))
        self.response_model = model_of(reply)
        return raw


def _count(body: Body) -> int:
    """Texts, or lists of tokens."""
    given = body["input"]
    return 1 if isinstance(given, str) or isinstance(given[0], int) else len(given)


def _is_vector(one: Mapping[str, object]) -> bool:
    """Numbers, or base64 of them."""
    return bool(one.get("embedding")) and isinstance(one["embedding"], list | str)
