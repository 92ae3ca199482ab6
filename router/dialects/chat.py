"""OpenAI chat completions: what a request must look like, where its words are, what it needs.

Source: OpenAI API reference, "Create chat completion". Only what the router itself relies on is checked; any other
field passes as it came, and so does `null` where OpenAI takes it for absent.
"""

from collections.abc import Callable
from typing import Any

from router.core.redact import Vault
from router.core.types import Body, Dialect
from router.dialects.asking import NESTS, Options, canonical, check_choices, check_common, check_options, wrong
from router.dialects.chat_onward import continued, may_continue
from router.dialects.chat_reply import WholeReply
from router.dialects.chat_shape import STRUCTURAL
from router.dialects.chat_stream import StreamReply
from router.dialects.instructing import instruct
from router.dialects.language import OpenAi
from router.dialects.media import holds_media, may_spell_payload
from router.ports import Reader

_READABLE_PARTS = frozenset({"text", "refusal", "thinking", "reasoning", "input_text", "output_text"})
_ASKING = frozenset({"tools", "functions", "audio", "modalities", "response_format", "logprobs", "top_logprobs", "n"})
"""Members of a body by which it may need something of a model."""

_OPTIONS: Options = {
    "logprobs": (bool, "must be true or false"),
    "stream_options": (dict, "must be an object"),
    "response_format": (dict, "must be an object"),
}


class Chat(OpenAi):
    """Implements `ports.DialectPort`."""

    structural = STRUCTURAL

    @property
    def name(self) -> Dialect:
        return "chat"

    def check(self, body: Body) -> None:
        check_common(body)
        _check_messages(body.get("messages"))
        check_options(body, _OPTIONS)
        check_choices(body)
        _check_tools(body.get("tools"))

    def instruct(self, body: Body, text: str) -> Body:
        return {**body, "messages": instruct(body["messages"], text)}

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Whether it holds what detection cannot read: images, audio, files, `data:` URIs, earlier audio answers.

        Whatever `slots` leaves out as media counts, wherever it stands. The texts of most bodies are not looked into.
        """
        may_spell = may_spell_payload(raw)
        if not may_spell and _is_flat(body):
            return False
        if any(isinstance(message.get("audio"), dict) for message in body["messages"]):
            return True
        if any(part.get("type") not in _READABLE_PARTS for part in _parts(body)):
            return True
        return holds_media(body, STRUCTURAL, read=may_spell)

    def needs(self, body: Body) -> tuple[str, ...]:
        """Of tools, images, audio, files, json_schema, logprobs, choices: what a model must be able to do."""
        kinds = {part.get("type") for part in _parts(body)}
        if not kinds and body.keys().isdisjoint(_ASKING):
            return ()
        needed = (
            ("tools", body.get("tools") or body.get("functions")),
            ("images", "image_url" in kinds),
            ("audio", "input_audio" in kinds or body.get("audio") or "audio" in _list(body.get("modalities"))),
            ("files", "file" in kinds),
            ("json_schema", _response_format(body) == "json_schema"),
            ("logprobs", body.get("logprobs") or body.get("top_logprobs")),
            ("choices", (body.get("n") or 1) > 1),
        )
        return tuple([need for need, is_needed in needed if is_needed])

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """Each message with its keys sorted and without nulls: the same words give the same bytes in the next turn."""
        return tuple([canonical(message) for message in body["messages"]])

    def opening(self, body: Body) -> tuple[bytes, ...]:
        """`turns` up to the first of the user's: what a conversation keeps while it grows, and shares with few."""
        roles = [message["role"] for message in body["messages"]]
        return self.turns(body)[: roles.index("user") + 1 if "user" in roles else 1]

    def continued(self, body: Body, text: str, how: str) -> Body:
        return continued(body, text, how)

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        json_content = _response_format(body) in {"json_object", "json_schema"}
        if stream:
            return StreamReply(
                vault=vault,
                refusal=refusal,
                json_content=json_content,
                choices=body.get("n") or 1,
                tells_usage=(body.get("stream_options") or {}).get("include_usage") is True,
                resumable=resumable and may_continue(body),
            )
        return WholeReply(vault=vault, refusal=refusal, json_content=json_content)


CHAT = Chat()


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        wrong("messages", "must be a list of at least one message")
    for number, message in enumerate(messages):
        if not isinstance(message, dict):
            wrong(f"messages[{number}]", "must be an object")
        if not isinstance(message.get("role"), str) or not message["role"]:
            wrong(f"messages[{number}].role", "must be a string such as user")
        content = message.get("content")
        if content is not None and not isinstance(content, str):
            _check_content(content, f"messages[{number}].content")


def _check_content(content: Any, param: str) -> None:
    if not isinstance(content, list):
        wrong(param, "must be a string or a list of content parts")
    for number, part in enumerate(content):
        if not isinstance(part, dict):
            wrong(f"{param}[{number}]", "must be an object")
        if not isinstance(part.get("type"), str):
            wrong(f"{param}[{number}].type", "must be a string such as text")


def _check_tools(tools: Any) -> None:
    if tools is None:
        return
    if not isinstance(tools, list):
        wrong("tools", "must be a list")
    for number, tool in enumerate(tools):
        if not isinstance(tool, dict):
            wrong(f"tools[{number}]", "must be an object")
        function = tool.get("function")
        if tool.get("type") == "function" and not (isinstance(function, dict) and _is_name(function.get("name"))):
            wrong(f"tools[{number}].function.name", "must be a string that names the function")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _parts(body: Body) -> list[dict[str, Any]]:
    """Every content part of every message."""
    return [
        part for message in body["messages"] if isinstance(content := message.get("content"), list) for part in content
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_flat(body: Body) -> bool:
    """Beside the messages, and in them, nothing stands but words and numbers."""
    messages = body["messages"]
    for container in (body, *messages):
        for value in container.values():
            if type(value) in NESTS and value is not messages:
                return False
    return True


def _response_format(body: Body) -> object:
    wanted = body.get("response_format")
    return wanted.get("type") if isinstance(wanted, dict) else None
