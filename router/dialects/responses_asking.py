"""What a Responses request must look like: only what the router itself relies on, and what it cannot serve."""

from typing import Any

from router.core.types import Body
from router.dialects.asking import check_common, wrong

_SEND = "send the conversation in `input`, as with `store: false`"
_NOT_KEPT = f"names what a provider would have to keep, and none may: {_SEND}"


def check(body: Body) -> None:
    """Raises `Problem` (invalid_request); `param` names the field at fault where there is one."""
    check_common(body)
    _check_kept(body)
    _check_options(body)
    _check_tools(body.get("tools"))
    _check_input(body)


def _check_kept(body: Body) -> None:
    for name in ("previous_response_id", "conversation"):
        if body.get(name) is not None:
            wrong(name, _NOT_KEPT)
    if body.get("background"):
        wrong("background", "must be false: a provider would have to keep the answer; ask for a stream instead")


def _check_options(body: Body) -> None:
    if not isinstance(body.get("instructions"), str | None):
        wrong("instructions", "must be a string")
    for name in ("text", "stream_options", "prompt", "reasoning"):
        if not isinstance(body.get(name), dict | None):
            wrong(name, "must be an object")
    if not isinstance(_inside(body, "text", "format"), dict | None):
        wrong("text.format", "must be an object")
    if not isinstance(_inside(body, "prompt", "variables"), dict | None):
        wrong("prompt.variables", "must be an object")
    if not isinstance(body.get("include"), list | None):
        wrong("include", "must be a list")


def _inside(body: Body, name: str, inner: str) -> Any:
    value = body.get(name)
    return value.get(inner) if isinstance(value, dict) else None


def _check_tools(tools: Any) -> None:
    if not isinstance(tools, list | None):
        wrong("tools", "must be a list")
    for number, tool in enumerate(tools or ()):
        if not isinstance(tool, dict):
            wrong(f"tools[{number}]", "must be an object")
        if tool.get("type") == "function" and not (isinstance(tool.get("name"), str) and tool["name"]):
            wrong(f"tools[{number}].name", "must be a string that names the function")


def _check_input(body: Body) -> None:
    given = body.get("input")
    if isinstance(given, str) or (given is None and body.get("prompt")):
        return
    if not isinstance(given, list) or not given:
        wrong("input", "must be a string, or a list of at least one item")
    for number, item in enumerate(given):
        _check_item(item, f"input[{number}]")


def _check_item(item: Any, place: str) -> None:
    if not isinstance(item, dict):
        wrong(place, "must be an object")
    kind = item.get("type")
    if not isinstance(kind, str | None):
        wrong(f"{place}.type", "must be a string such as message")
    if kind == "item_reference" or (kind is None and "role" not in item and "id" in item):
        wrong(place, f"refers to an item that a provider would have to keep, and none may: {_SEND}")
    if kind in (None, "message"):
        _check_message(item, place)


def _check_message(item: dict[str, Any], place: str) -> None:
    if not isinstance(item.get("role"), str) or not item["role"]:
        wrong(f"{place}.role", "must be a string such as user")
    if item.get("name") is not None:  # elsewhere a name is a tool's, and stays; here it would be somebody's
        wrong(f"{place}.name", "is no field of a message: say in its text who speaks")
    content = item.get("content")
    if isinstance(content, str):
        return
    if not isinstance(content, list):
        wrong(f"{place}.content", "must be a string or a list of content parts")
    for number, part in enumerate(content):
        if not isinstance(part, dict):
            wrong(f"{place}.content[{number}]", "must be an object")
        if not isinstance(part.get("type"), str):
            wrong(f"{place}.content[{number}].type", "must be a string such as input_text")
