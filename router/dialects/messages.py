"""Anthropic's Messages API: where the words of a request are, what it needs, how its errors look.

Source: Anthropic API reference, "Create a Message"; "Errors". Any field that the router does not rely on passes as it
came, `cache_control` where it stood.

Thinking is signed by whoever wrote it, and a changed letter would break the signature. So it stays as it is in both
directions: what a client gets holds the placeholders that the model was given, and they mean the same when it comes
back (`SlotKind.SIGNED`). It is read all the same: what must not leave and stands there counts as not replaceable.
"""

from collections.abc import Callable, Mapping
from typing import Any

from router.core.problems import Problem
from router.core.redact import Vault
from router.core.types import Body, Dialect
from router.dialects.anthropic_errors import error_body, error_event
from router.dialects.asking import in_order
from router.dialects.instructing import joined
from router.dialects.language import Language
from router.dialects.media import spells_media
from router.dialects.messages_asking import check
from router.dialects.messages_blocks import blocks, has_unreadable, kind_of
from router.dialects.messages_reply import WholeMessage
from router.dialects.messages_shape import STRUCTURAL
from router.dialects.messages_stream import StreamedMessage
from router.ports import Reader


class Messages(Language):
    """Implements `ports.DialectPort`."""

    structural = STRUCTURAL

    @property
    def name(self) -> Dialect:
        return "messages"

    def check(self, body: Body) -> None:
        check(body)

    def instruct(self, body: Body, text: str) -> Body:
        """Behind what `system` says: what is cached in front of it stays cached."""
        return {**body, "system": joined(body.get("system"), text)}

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Images, files, cipher, `data:` URIs, blocks of a kind that nobody knows."""
        return has_unreadable(body) or spells_media(body, raw)

    def needs(self, body: Body) -> tuple[str, ...]:
        """Of tools, images, files, json_schema: what a model must be able to do."""
        kinds = {kind_of(block) for block in blocks(body)}
        needed = (
            ("tools", body.get("tools")),
            ("images", "image" in kinds),
            ("files", not kinds.isdisjoint({"document", "container_upload"})),
            ("json_schema", wants_json(body)),
        )
        return tuple([need for need, is_needed in needed if is_needed])

    def user(self, body: Body) -> str | None:
        """`metadata.user_id`. "" names nobody."""
        return (body.get("metadata") or {}).get("user_id") or None

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """Each message, the same in every turn: without nulls and cache marks, which move, and text always in blocks.

        `system` is none: it is sent anew with every request, and clients write the time of day into it.
        """
        return tuple([in_order(_lasting({**message, "content": _in_blocks(message)})) for message in body["messages"]])

    def opening(self, body: Body) -> tuple[bytes, ...]:
        """`turns` up to the first of the user's: what a conversation keeps while it grows, and shares with few."""
        roles = [message["role"] for message in body["messages"]]
        return self.turns(body)[: roles.index("user") + 1 if "user" in roles else 1]

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        kind = StreamedMessage if stream else WholeMessage
        return kind(vault=vault, refusal=refusal, json_content=wants_json(body))

    def problem(self, problem: Problem, request_id: str) -> bytes:
        return error_body(problem, request_id)

    def problem_event(self, problem: Problem, request_id: str) -> bytes:
        return error_event(problem, request_id)


MESSAGES = Messages()


def wants_json(body: Body) -> bool:
    """By `output_config.format`, or by the older `output_format`."""
    wanted = (body.get("output_config") or {}).get("format") or body.get("output_format")
    return isinstance(wanted, dict) and wanted.get("type") == "json_schema"


def _in_blocks(message: Mapping[str, Any]) -> Any:
    content = message.get("content")
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(inner) for key, inner in value.items() if inner is not None and key != "cache_control"}
    return [_lasting(item) for item in value] if isinstance(value, list) else value
