"""What a vault holds, put back in the items, parts and events of a response.

Everything is put back in that is replaced in a request: all strings but the protocol's own words (`responses_shape`)
and media. `logprobs` stay as they came: they describe the tokens that the model wrote, and those are the placeholders.
Arguments of calls are JSON, as its text or as its value, keys and all, and so is a text of which that was asked; any
other may be.
"""

import re
from typing import Any

from router.core.redact import Vault
from router.core.restore import Restorer, restore
from router.core.shape import Shape, Sort
from router.dialects.responses_shape import EVENT, RESPONSE
from router.dialects.wire import put_back_input

OUTPUT_TEXT = "response.output_text"

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{256,}={0,2}")
"""Images and the like. No text is one word so long."""


class Originals:
    """`json_content`: the request asked for JSON. `instructions`: the client's own, of which an answer tells again."""

    __slots__ = ("_instructions", "_json_content", "_vault")

    def __init__(self, vault: Vault, *, json_content: bool, instructions: str | None) -> None:
        self._vault = vault
        self._json_content = json_content
        self._instructions = instructions

    def restorer(self, stem: str) -> Restorer:
        """For a text that comes in deltas. `stem`: the type of its events, without `.delta`."""
        return Restorer(self._vault, escape=self._escape_of(stem))

    def into_event(self, event: dict[str, Any], stem: str) -> bool:
        """In place. True when that changed it. `stem`: its type, without `.done`."""
        escape = self._escape_of(stem)
        changed = False
        for key, value in event.items():
            if key == "response" and isinstance(value, dict):
                changed |= self.into_response(value)
            elif key == "delta" and isinstance(value, str):
                continue  # a piece of a text, which a machine of its own reads
            elif isinstance(value, str) and key not in EVENT.members:
                event[key] = self._text(value, escape)
                changed |= event[key] != value
            else:
                event[key] = self._put(value, EVENT.under(key), key)
                changed |= event[key] is not value
        return changed

    def into_response(self, response: dict[str, Any]) -> bool:
        """In place. True when that changed it."""
        changed = False
        for key, value in response.items():
            response[key] = self._put(value, RESPONSE.under(key), key)
            changed |= response[key] is not value
        if isinstance(said := response.get("instructions"), str) and said != self._instructions:
            response["instructions"] = self._instructions  # without the note that the router added
            changed = True
        return changed

    def _put(self, value: Any, shape: Shape | None, key: str, kind: object = None) -> Any:
        """The same object where nothing changed. `key` is the nearest above, `kind` the type of what is around it."""
        if shape is not None and shape.sort is Sort.STRUCTURE:
            return value
        if isinstance(value, str):
            restored = self._text(value, self._escape(key, kind))
            return value if restored == value else restored
        if key == "arguments" and isinstance(value, list | dict):
            return put_back_input(value, self._vault)
        if isinstance(value, list):
            below = None if shape is None else shape.items
            items = [self._put(item, below, key, kind) for item in value]
            return value if all(new is old for new, old in zip(items, value, strict=True)) else items
        if isinstance(value, dict):
            kind = value.get("type")
            members = {
                name: self._put(member, None if shape is None else shape.under(name), name, kind)
                for name, member in value.items()
            }
            return value if all(members[name] is member for name, member in value.items()) else members
        return value

    def _text(self, text: str, escape: bool | None) -> str:
        return text if _BASE64.fullmatch(text) else restore(self._vault, text, escape=escape)

    def _escape(self, key: str, kind: object) -> bool | None:
        if key == "arguments":
            return True
        return self._escape_of(OUTPUT_TEXT) if key == "text" and kind == "output_text" else None

    def _escape_of(self, stem: str) -> bool | None:
        """None for what may be JSON though nobody asked for it."""
        if stem.endswith("arguments"):
            return True
        return True if stem == OUTPUT_TEXT and self._json_content else None
