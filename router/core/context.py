"""What a text is called where it stands: `{"bsn": "111222333"}` holds no personal number without its key.

The hint of a place is the nearest key above it, then the enclosing keys that say something, innermost first:
`{"password": {"value": "x"}}` gives x the hint `value password`. In a list it is the list's key. An object that names
its value beside it, `{"field": "pesel", "value": "44051401359"}`, lends that name too: `value pesel`.

Names of containers say nothing. Where no key says anything the hint is empty, so that the same text is remembered as
one, wherever it stands.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

_LONGEST_KEY, _LONGEST_HINT = 64, 80
"""Characters. A longer key is no name of anything, and so says nothing."""

_LONGEST_LABEL = 40

SAYS_NOTHING = frozenset(
    {"arguments", "body", "content", "custom", "data", "description", "function", "function_call", "functions", "input"}
    | {"instructions", "json_schema", "message", "messages", "metadata", "name", "output", "parameters", "parts"}
    | {"prediction", "prompt", "properties", "query", "response_format", "role", "schema", "stop", "system", "text"}
    | {"title", "tool_calls", "tools", "type", "user", "value", "values", "val", ""}
)

DESCRIBES = frozenset(
    {"comment", "data_type", "datatype", "description", "doc", "format", "help", "kind", "required", "title", "type"}
)
"""Members that tell of the field above them, as in JSON Schema and OpenAPI: `{"password": {"type": "boolean"}}` holds
no password, and so the keys above say nothing there."""

_TEXTS = frozenset({"text", "content"})
VALUES = frozenset({"value", "values", "val"}) | _TEXTS
"""Members that a sibling may name."""

_SURE_LABELS = frozenset({"field", "key", "label"})
LABELS = _SURE_LABELS | {"name", "type"}
"""The siblings that name them; a text is named by the sure ones alone: `name` beside the content of a message is who
wrote it, `type` beside a text is the sort of part."""

Label = tuple[str, str]
"""A member that names its siblings, and the name."""


class Context(NamedTuple):
    """`hint` of the texts here; `trail`: the speaking keys above, which the keys below here add to theirs."""

    hint: str = ""
    trail: str = ""

    def under(self, key: str) -> "Context":
        if len(key) > _LONGEST_KEY:
            return Context(self.trail, self.trail)
        if key.lower() in DESCRIBES:
            return _NOWHERE
        silent = key in SAYS_NOTHING or key.lower() in SAYS_NOTHING
        if not self.trail:
            return _NOWHERE if silent else Context(key, key)
        hint = joined(key, self.trail)
        return Context(hint, self.trail if silent else hint)


def joined(hint: str, more: str) -> str:
    """Both, as far as whole words of them fit."""
    both = f"{hint} {more}" if hint else more
    return both if len(both) <= _LONGEST_HINT else both[: _LONGEST_HINT + 1].rpartition(" ")[0]


def is_label(key: str, value: str) -> bool:
    """Whether this member names its siblings' value."""
    return key.lower() in LABELS and 0 < len(value) <= _LONGEST_LABEL and value.lower() not in SAYS_NOTHING


def labels(members: Mapping[str, Any]) -> list[Label]:
    """What the members of an object call the value beside them."""
    if VALUES.isdisjoint(map(str.lower, members)):
        return []
    return [(key, value) for key, value in members.items() if isinstance(value, str) and is_label(key, value)]


def labelled(hint: str, key: str, named: Iterable[Label]) -> str:
    """The hint of a text below `key`, which its siblings name."""
    is_text = key.lower() in _TEXTS
    for label, name in named:
        if not is_text or label.lower() in _SURE_LABELS:
            hint = joined(hint or key, name)
    return hint


_NOWHERE = Context()
