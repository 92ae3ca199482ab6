"""OpenAI chat completions: what a request must look like, where its words are, what it needs.

Source: OpenAI API reference, "Create chat completion". Only what the router itself relies on is checked; any other
field passes as it came, and so does `null` where OpenAI takes it for absent.
"""

import re
from collections.abc import Callable, Mapping
from itertools import repeat
from typing import Any, NoReturn

import msgspec

from router.core import jsontext
from router.core.problems import Code, Problem
from router.core.redact import Vault
from router.core.rewriting import rewrite
from router.core.slots import slots as read_slots
from router.core.types import Body, Dialect, Path, Slot
from router.dialects.chat_onward import continued, may_continue
from router.dialects.chat_reply import WholeReply
from router.dialects.chat_shape import STRUCTURAL
from router.dialects.chat_stream import StreamReply
from router.dialects.errors import error_body, error_event
from router.dialects.instructing import instruct
from router.ports import Reader

MAX_CHOICES = 128

_sorted = msgspec.json.Encoder(order="sorted").encode

_READABLE_PARTS = frozenset({"text", "refusal", "thinking", "reasoning", "input_text", "output_text"})
_ASKING = frozenset({"tools", "functions", "audio", "modalities", "response_format", "logprobs", "top_logprobs", "n"})
"""Members of a body by which it may need something of a model."""

_NESTS = frozenset({dict, list})

_OPTIONS: Mapping[str, tuple[type, str]] = {
    "stream": (bool, "must be true or false"),
    "logprobs": (bool, "must be true or false"),
    "stream_options": (dict, "must be an object"),
    "response_format": (dict, "must be an object"),
    "user": (str, "must be a string"),  # what is recorded of a person is found by these when it is to be erased
    "safety_identifier": (str, "must be a string"),
}
"""What an option must be where it is not null."""

_MEDIA_HOLDERS = frozenset(above for above, _ in STRUCTURAL.media)

_PAYLOAD = re.compile(
    r"data:(?:[\w.+-]{1,64}/[\w.+-]{1,128})?(?:;[^\s,;\"']{0,128}){0,8};base64,[A-Za-z0-9+/_-]{64}", re.IGNORECASE
)
"""A `data:` URI (RFC 2397) that carries something, anywhere in a text."""

_ESCAPED = re.compile(r"\\[u/]")  # JSON in a string can spell a URI so that it must be read to be seen


class Chat:
    """Implements `ports.DialectPort`."""

    @property
    def name(self) -> Dialect:
        return "chat"

    def parse(self, raw: bytes) -> Body:
        """Raises `Problem` (invalid_request); `param` names the field at fault where there is one."""
        body = jsontext.parse(raw)
        _check(body)
        return body

    def slots(self, body: Body) -> tuple[Slot, ...]:
        return read_slots(body, STRUCTURAL)

    def rewrite(self, body: Body, replacements: Mapping[Path, str]) -> Body:
        return rewrite(body, replacements, STRUCTURAL)

    def instruct(self, body: Body, text: str) -> Body:
        return {**body, "messages": instruct(body["messages"], text)}

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Whether it holds what detection cannot read: images, audio, files, `data:` URIs, earlier audio answers.

        Whatever `slots` leaves out as media counts, wherever it stands. The texts of most bodies are not looked into.
        """
        may_spell = _may_spell_payload(raw)
        if not may_spell and _is_flat(body):
            return False
        if any(isinstance(message.get("audio"), dict) for message in body["messages"]):
            return True
        if any(part.get("type") not in _READABLE_PARTS for part in _parts(body)):
            return True
        return _holds_media(body, read=may_spell)

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

    def user(self, body: Body) -> str | None:
        """`user`, or where there is none `safety_identifier`, which OpenAI puts in its place. "" names nobody."""
        return body.get("user") or body.get("safety_identifier") or None

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """Each message with its keys sorted and without nulls: the same words give the same bytes in the next turn."""
        return tuple([_turn(message) for message in body["messages"]])

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

    def problem(self, problem: Problem, request_id: str) -> bytes:  # noqa: ARG002 - it is in the header; the shape has no place for it
        return error_body(problem)

    def problem_event(self, problem: Problem, request_id: str) -> bytes:  # noqa: ARG002 - as above
        return error_event(problem)


CHAT = Chat()


def _check(body: Body) -> None:
    if not isinstance(body.get("model"), str) or not body["model"]:
        _wrong("model", "must be a string that names a model")
    _check_messages(body.get("messages"))
    _check_options(body)
    _check_tools(body.get("tools"))


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        _wrong("messages", "must be a list of at least one message")
    for number, message in enumerate(messages):
        if not isinstance(message, dict):
            _wrong(f"messages[{number}]", "must be an object")
        if not isinstance(message.get("role"), str) or not message["role"]:
            _wrong(f"messages[{number}].role", "must be a string such as user")
        content = message.get("content")
        if content is not None and not isinstance(content, str):
            _check_content(content, f"messages[{number}].content")


def _check_content(content: Any, param: str) -> None:
    if not isinstance(content, list):
        _wrong(param, "must be a string or a list of content parts")
    for number, part in enumerate(content):
        if not isinstance(part, dict):
            _wrong(f"{param}[{number}]", "must be an object")
        if not isinstance(part.get("type"), str):
            _wrong(f"{param}[{number}].type", "must be a string such as text")


def _check_options(body: Body) -> None:
    for name, (kind, wanted) in _OPTIONS.items():
        if (value := body.get(name)) is not None and not isinstance(value, kind):
            _wrong(name, wanted)
    n = body.get("n")
    if n is not None and (not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= MAX_CHOICES):
        _wrong("n", f"must be a whole number from 1 to {MAX_CHOICES}")


def _check_tools(tools: Any) -> None:
    if tools is None:
        return
    if not isinstance(tools, list):
        _wrong("tools", "must be a list")
    for number, tool in enumerate(tools):
        if not isinstance(tool, dict):
            _wrong(f"tools[{number}]", "must be an object")
        function = tool.get("function")
        if tool.get("type") == "function" and not (isinstance(function, dict) and _is_name(function.get("name"))):
            _wrong(f"tools[{number}].function.name", "must be a string that names the function")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _wrong(param: str, cure: str) -> NoReturn:
    raise Problem(Code.INVALID_REQUEST, f"`{param}` {cure}.", param=param)


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
            if type(value) in _NESTS and value is not messages:
                return False
    return True


def _may_spell_payload(raw: bytes) -> bool:
    """Whether a text of this JSON can hold a payload. With a backslash it may spell any character by its number."""
    return b"\\" in raw or (b";" in raw and b"64," in raw)


def _holds_media(body: Body, *, read: bool) -> bool:
    """Whether a string stands where media does or, if texts are `read`, is media.

    `above` and `key` are the two keys nearest above; lists have none. A loop: recursion costs more.
    """
    containers: list[tuple[str, str, Any]] = [("", "", body)]
    for outer, inner, container in containers:
        is_object = isinstance(container, dict)
        above = inner if is_object else outer
        holds = above in _MEDIA_HOLDERS
        for key, value in container.items() if is_object else zip(repeat(inner), container, strict=False):
            if isinstance(value, str):
                if value and ((holds and (above, key) in STRUCTURAL.media) or (read and _is_media(value))):
                    return True
            elif type(value) in _NESTS:
                containers.append((above, key, value))
    return False


def _is_media(text: str, nested: int = 0) -> bool:
    if ";" in text and "64," in text and "base64," in text.lower() and _PAYLOAD.search(text):
        return True
    if "\\" not in text or nested == jsontext.MAX_NESTING:
        return False
    if not _ESCAPED.search(text) or not jsontext.holds_json(text):
        return False
    return any(_is_media(literal.value, nested + 1) for literal in jsontext.literals(text))


def _turn(message: Any) -> bytes:
    """Most messages hold no null: the bytes tell, and are looked through faster than what they were made of."""
    turn = _sorted(message)
    return _sorted(_without_nulls(message)) if b"null" in turn else turn


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_nulls(inner) if type(inner) in _NESTS else inner
            for key, inner in value.items()
            if inner is not None
        }
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _response_format(body: Body) -> object:
    wanted = body.get("response_format")
    return wanted.get("type") if isinstance(wanted, dict) else None
