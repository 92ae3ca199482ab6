"""Adding an instruction to a list of messages: behind what the first system message says, else in front of all.

There it is part of the prefix that every turn begins with.
"""

from typing import Any

SYSTEM = frozenset({"system", "developer"})


def instruct(messages: list[Any], text: str) -> list[Any]:
    """A new list; no message is changed in place."""
    for place, message in enumerate(messages):
        if isinstance(message, dict) and message.get("role") in SYSTEM:
            content = joined(message.get("content"), text)
            return [*messages[:place], {**message, "content": content}, *messages[place + 1 :]]
    return [{"role": "system", "content": text}, *messages]


def joined(content: object, text: str) -> str | list[Any]:
    """Text, or content parts, with `text` behind."""
    if isinstance(content, list):
        return [*content, {"type": "text", "text": text}]
    return f"{content}\n\n{text}" if isinstance(content, str) and content else text
