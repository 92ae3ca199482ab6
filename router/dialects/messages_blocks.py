"""The blocks of content in a request of the Messages API: which there are, and which of them detection cannot read."""

from collections.abc import Iterator, Mapping
from typing import Any

from router.core.structural import Where
from router.core.types import Body
from router.dialects.messages_shape import STRUCTURAL

_READABLE = frozenset(
    {"text", "thinking", "search_result", "tool_reference", "compaction", "tool_addition", "tool_removal"}
    | {"tool_use", "server_tool_use", "mcp_tool_use", "tool_result", "mcp_tool_result"}
    | {"web_search_tool_result", "web_search_result", "web_fetch_tool_result", "web_fetch_result"}
    | {"tool_search_tool_result", "code_execution_tool_result", "bash_code_execution_tool_result"}
    | {"text_editor_code_execution_tool_result", "tool_search_tool_search_result", "code_execution_result"}
    | {"bash_code_execution_result", "text_editor_code_execution_view_result"}
    | {"text_editor_code_execution_create_result", "text_editor_code_execution_str_replace_result"}
    | {"web_search_tool_result_error", "web_fetch_tool_result_error", "tool_search_tool_result_error"}
    | {"code_execution_tool_result_error", "bash_code_execution_tool_result_error"}
    | {"text_editor_code_execution_tool_result_error"}
)
"""Types whose words are all in strings. What is not here is an image, a file, cipher, or unknown."""

_ENCRYPTED = ("encrypted_content", "encrypted_index", "encrypted_stdout")
_BARE = Where(STRUCTURAL.shape).under("system").inside().under("source").under("data")
"""Where a source has its data."""


def blocks(body: Body) -> Iterator[dict[str, Any]]:
    """All of them, those inside others too."""
    yield from _within(body.get("system"))
    for message in body["messages"]:
        yield from _within(message.get("content"))


def kind_of(block: Mapping[str, Any]) -> str | None:
    """Its type. None for what has no name: a block inside another, or a provider's, may have anything there."""
    kind = block.get("type")
    return kind if isinstance(kind, str) else None


def has_unreadable(body: Body) -> bool:
    return any(map(_is_unreadable, blocks(body)))


def _within(content: object) -> Iterator[dict[str, Any]]:
    """`content` is text, a list of blocks, or one block that stands alone: what a tool of the provider's found."""
    if isinstance(content, list):
        for one in content:
            yield from _within(one)
    elif isinstance(content, dict):
        yield content
        yield from _within(content.get("content"))
        yield from _within(_source(content).get("content"))


def _is_unreadable(block: dict[str, Any]) -> bool:
    if any(block.get(key) for key in _ENCRYPTED):
        return True
    if any(one.get(key) for one in _citations(block) for key in _ENCRYPTED):
        return True
    kind = kind_of(block)
    if kind == "document":
        return not _is_text(_source(block))
    return kind not in _READABLE or _holds_bare(_source(block))


def _is_text(source: dict[str, Any]) -> bool:
    return source.get("type") in ("text", "content") and not _holds_bare(source)


def _holds_bare(source: dict[str, Any]) -> bool:
    """Base64, or what looks like it: it is no slot."""
    data = source.get("data")
    return isinstance(data, str) and bool(data) and STRUCTURAL.sort(data, _BARE) is None


def _source(block: dict[str, Any]) -> dict[str, Any]:
    source = block.get("source")
    return source if isinstance(source, dict) else {}


def _citations(block: dict[str, Any]) -> list[dict[str, Any]]:
    citations = block.get("citations")
    return [one for one in citations if isinstance(one, dict)] if isinstance(citations, list) else []
