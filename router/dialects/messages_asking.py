"""What a request in the Messages API must look like. Only what the router itself relies on is checked."""

from typing import Any

from router.core.types import Body
from router.dialects.asking import wrong


def check(body: Body) -> None:
    """Raises `Problem` (invalid_request); `param` names the field at fault."""
    if not isinstance(body.get("model"), str) or not body["model"]:
        wrong("model", "must be a string that names a model")
    if not isinstance(body.get("stream"), bool | None):
        wrong("stream", "must be true or false")
    _check_content(body.get("system"), "system")
    _check_messages(body.get("messages"))
    _check_metadata(body.get("metadata"))
    _check_tools(body.get("tools"))
    for name in ("output_config", "thinking"):
        if not isinstance(body.get(name), dict | None):
            wrong(name, "must be an object")


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        wrong("messages", "must be a list of at least one message")
    for number, message in enumerate(messages):
        if not isinstance(message, dict):
            wrong(f"messages[{number}]", "must be an object")
        if not isinstance(message.get("role"), str) or not message["role"]:
            wrong(f"messages[{number}].role", "must be a string such as user")
        _check_content(message.get("content"), f"messages[{number}].content")


def _check_content(content: Any, param: str) -> None:
    if isinstance(content, str | None):
        return
    if not isinstance(content, list):
        wrong(param, "must be a string or a list of content blocks")
    for number, block in enumerate(content):
        if not isinstance(block, dict):
            wrong(f"{param}[{number}]", "must be an object")
        if not isinstance(block.get("type"), str):
            wrong(f"{param}[{number}].type", "must be a string such as text")


def _check_metadata(metadata: Any) -> None:
    """What is recorded of a person is found by `user_id` when it is to be erased."""
    if not isinstance(metadata, dict | None):
        wrong("metadata", "must be an object")
    if metadata is not None and not isinstance(metadata.get("user_id"), str | None):
        wrong("metadata.user_id", "must be a string")


def _check_tools(tools: Any) -> None:
    if not isinstance(tools, list | None):
        wrong("tools", "must be a list")
    for number, tool in enumerate(tools or ()):
        if not isinstance(tool, dict):
            wrong(f"tools[{number}]", "must be an object")
        if tool.get("type") in (None, "custom") and not (isinstance(tool.get("name"), str) and tool["name"]):
            wrong(f"tools[{number}].name", "must be a string that names the tool")
