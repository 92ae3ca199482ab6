"""Where an answer in the Messages API has words to be put back, and how many it has.

Everything is restored but thinking and cipher, which are signed, and the protocol's own words. The input of a tool is
JSON: streamed it comes as its text, whole as its value, and either is restored as the text.
"""

from collections.abc import Mapping
from typing import Any

from router.core.redact import Vault
from router.core.restore import restore
from router.core.types import Usage
from router.dialects.chat_written import size_of
from router.dialects.wire import count, dump

UNTOUCHED = frozenset(
    {"type", "id", "name", "role", "model", "tool_use_id", "toolset_name", "usage", "stop_reason"}
    | {"thinking", "signature", "encrypted_content", "encrypted_index", "encrypted_stdout"}
)

_WRITTEN = ("text", "thinking", "partial_json", "name")


def put_back(value: Any, vault: Vault) -> Any:
    """`value` with its words restored. The same object when nothing changed."""
    if isinstance(value, str):
        restored = restore(vault, value, escape=None)
        return value if restored == value else restored
    if isinstance(value, list):
        items = [put_back(item, vault) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict) and value.get("type") != "redacted_thinking":
        members = {key: inner if key in UNTOUCHED else put_back(inner, vault) for key, inner in value.items()}
        return value if all(members[key] is inner for key, inner in value.items()) else members
    return value


def written(block: Mapping[str, Any]) -> int:
    """Bytes of what a model wrote in a block, or in a delta of one."""
    size = 0
    for key in _WRITTEN:
        text = block.get(key)
        if isinstance(text, str):
            size += size_of(text)
    given = block.get("input")
    return size + len(dump(given)) if given else size


def read_usage(value: object) -> Usage | None:
    """Anthropic's `usage`: what was read from a cache, or written to one, is not in its `input_tokens`."""
    if not isinstance(value, Mapping):
        return None
    cached = count(value, "cache_read_input_tokens")
    return Usage(
        input_tokens=count(value, "input_tokens") + count(value, "cache_creation_input_tokens") + cached,
        output_tokens=count(value, "output_tokens"),
        cached_tokens=cached,
        reasoning_tokens=count(value.get("output_tokens_details"), "thinking_tokens"),
    )
