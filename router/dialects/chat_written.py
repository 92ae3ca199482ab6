"""How much a model wrote, in bytes of UTF-8: what output tokens are guessed from where a provider tells none.

Counted is what the provider wrote, placeholders and withheld calls with it: that is what it charges for. Text that
stands twice, as reasoning does under two names, counts once.
"""

from typing import Any


def size_of(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def written(message: Any) -> int:
    """Of a message or of a delta of one: content, reasoning, refusal and tool calls."""
    if not isinstance(message, dict):
        return 0
    calls = message.get("tool_calls")
    functions = [call.get("function") for call in calls if isinstance(call, dict)] if isinstance(calls, list) else []
    reasoning = message.get("reasoning_content") or message.get("reasoning")
    texts = [message.get("content"), reasoning, message.get("refusal")]
    for function in (*functions, message.get("function_call")):
        if isinstance(function, dict):
            texts += [function.get("name"), function.get("arguments")]
    return sum(map(_size, texts))


def _size(value: Any) -> int:
    """Content may be in parts, each with its text."""
    if isinstance(value, list):
        return sum(_size(part.get("text")) for part in value if isinstance(part, dict))
    return size_of(value) if isinstance(value, str) else 0
