"""Every place of Responses that can hold words: what is asked, and what comes back. `W` stands for the words."""

import json
from typing import Any

from response_streams import CIPHER, call, custom_call, message, reasoning, response

W = "W-O-R-D-S"

_FUNCTION: dict[str, Any] = {"type": "function", "name": "f", "description": W, "parameters": {}}
_PARAMETERS = {"type": "object", "properties": {"a": {"type": "string", "description": W, "enum": [W], "default": W}}}
_JSON = json.dumps({"who": W, "deep": json.dumps([W])})

ITEMS: dict[str, dict[str, Any]] = {
    "message": {"type": "message", "role": "user", "content": [{"type": "input_text", "text": f"to {W}"}]},
    "message as a text": {"role": "developer", "content": f"to {W}"},
    "answer": message(f"to {W}"),
    "refusal": {"type": "message", "role": "assistant", "content": [{"type": "refusal", "refusal": W}]},
    "citation": message("x", annotations=[{"type": "url_citation", "title": W, "url": "https://a.example"}]),
    "name of a file": {"role": "user", "content": [{"type": "input_file", "file_id": "f_1", "filename": f"{W} x"}]},
    "arguments": call("f", _JSON),
    "output": {"type": "function_call_output", "call_id": "call_1", "output": f"Chunk ID 1. Output: {W}"},
    "output that is json": {"type": "function_call_output", "call_id": "call_1", "output": _JSON},
    "output in parts": {
        "type": "function_call_output",
        "call_id": "call_1",
        "output": [{"type": "input_text", "text": W}],
    },
    "custom input": custom_call("patch", f"*** {W} ***"),
    "custom output": {"type": "custom_tool_call_output", "call_id": "call_2", "output": W},
    "local shell": {"type": "local_shell_call", "action": {"type": "exec", "command": ["grep", W], "env": {"TO": W}}},
    "local shell output": {"type": "local_shell_call_output", "id": "x", "output": W},
    "shell": {"type": "shell_call", "action": {"commands": [f"mail {W}"]}},
    "shell output": {"type": "shell_call_output", "output": [{"stdout": W, "stderr": W, "outcome": {"type": "exit"}}]},
    "patch": {"type": "apply_patch_call", "operation": {"type": "update_file", "path": f"/h/{W}", "diff": f"+{W}"}},
    "patch output": {"type": "apply_patch_call_output", "call_id": "c", "status": "failed", "output": W},
    "reasoning": reasoning(f"to {W}", content=[f"to {W}"]),
    "mcp call": {"type": "mcp_call", "id": "m", "name": "f", "arguments": _JSON, "output": W, "error": W},
    "mcp tools": {"type": "mcp_list_tools", "tools": [{"name": "f", "description": W, "input_schema": _PARAMETERS}]},
    "mcp request": {"type": "mcp_approval_request", "id": "m", "name": "f", "arguments": _JSON},
    "mcp answer": {"type": "mcp_approval_response", "approval_request_id": "m", "approve": False, "reason": W},
    "web search": {"type": "web_search_call", "action": {"type": "search", "query": W}},
    "file search": {"type": "file_search_call", "queries": [W], "results": [{"filename": W, "text": W}]},
    "computer": {"type": "computer_call", "action": {"type": "type", "text": W}},
    "code": {"type": "code_interpreter_call", "code": f"x = '{W}'", "outputs": [{"type": "logs", "logs": W}]},
    "program": {"type": "program", "id": "p", "code": W, "fingerprint": "f"},
    "tools found": {"type": "tool_search_output", "tools": [{**_FUNCTION, "parameters": _PARAMETERS}]},
    "more tools": {"type": "additional_tools", "role": "developer", "tools": [_FUNCTION]},
    "compaction": {"type": "compaction", "encrypted_content": CIPHER, "created_by": W},
    "of tomorrow": {"type": "of_tomorrow", "words": {"deep": [W]}},
}

FIELDS: dict[str, dict[str, Any]] = {
    "input": {"input": f"to {W}"},
    "instructions": {"instructions": f"Help {W}"},
    "description of a tool": {"tools": [{**_FUNCTION, "parameters": _PARAMETERS}]},
    "tool in a namespace": {"tools": [{"type": "namespace", "name": "n", "description": W, "tools": [_FUNCTION]}]},
    "custom tool": {"tools": [{"type": "custom", "name": "c", "description": W, "format": {"type": "text"}}]},
    "grammar": {"tools": [{"type": "custom", "name": "c", "format": {"type": "grammar", "definition": f'a: "{W}"'}}]},
    "hosted tool": {"tools": [{"type": "mcp", "server_label": "s", "server_description": W}]},
    "schema": {"text": {"format": {"type": "json_schema", "name": "n", "description": W, "schema": _PARAMETERS}}},
    "prompt template": {"prompt": {"id": "p", "variables": {"a": W, "b": {"type": "input_text", "text": W}}}},
    "metadata": {"metadata": {"who": W}},
    "client metadata": {"client_metadata": {"x": json.dumps({"who": W})}},
    "user": {"user": W},
    "cache key": {"prompt_cache_key": W},
    "of tomorrow": {"of_tomorrow": {"type": [W]}},
}

ANSWER = response(
    reasoning(f"to {W}", f"of {W}", content=[f"to {W}"]),
    message(f"to {W}, {W}", annotations=[{"type": "url_citation", "title": W, "url": "https://a.example"}]),
    {**message(""), "content": [{"type": "refusal", "refusal": W}]},
    call("f", _JSON),
    custom_call("patch", f"*** {W} ***"),
    {"id": "m", "type": "mcp_call", "name": "f", "server_label": "s", "arguments": _JSON, "output": _JSON, "error": W},
    {"id": "c", "type": "code_interpreter_call", "code": W, "outputs": [{"type": "logs", "logs": W}]},
    *({"id": f"x_{number}", **item} for number, item in enumerate(ITEMS.values()) if not {"id", "role"} & item.keys()),
    instructions=f"Help {W}",
    tools=[_FUNCTION],
    metadata={"who": W},
    user=W,
)
"""Everything that can be said at once."""


def saying(value: Any, words: str) -> Any:
    """The same with these words."""
    if isinstance(value, str):
        return value.replace(W, words)
    if isinstance(value, dict):
        return {key: saying(member, words) for key, member in value.items()}
    return [saying(item, words) for item in value] if isinstance(value, list) else value
