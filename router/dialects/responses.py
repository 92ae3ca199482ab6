"""OpenAI Responses: where the words of a request are, what it needs, and how its answers are read.

Source: OpenAI API reference, "Responses". Native: a provider that does not speak it is not asked. No provider keeps
anything (`store: false`, see `providers._wire`), so what a client wants remembered it sends again.
"""

from collections.abc import Callable, Iterator
from typing import Any

from router.core.problems import Problem
from router.core.redact import Vault
from router.core.types import Body, Dialect
from router.dialects.errors import named_error_event
from router.dialects.instructing import joined
from router.dialects.language import OpenAi
from router.dialects.media import holds_media, may_spell_payload
from router.dialects.responses_asking import check
from router.dialects.responses_reply import WholeResponse
from router.dialects.responses_restoring import Originals
from router.dialects.responses_shape import STRUCTURAL
from router.dialects.responses_stream import StreamedResponse
from router.dialects.responses_turns import items_of, opening, turns
from router.ports import Reader

_READABLE = frozenset({"input_text", "output_text", "text", "refusal", "summary_text", "reasoning_text", "logs", None})
"""Types of parts that hold words alone. What a shell printed says none."""

_LOGPROBS = "message.output_text.logprobs"


class Responses(OpenAi):
    """Implements `ports.DialectPort`."""

    structural = STRUCTURAL

    @property
    def name(self) -> Dialect:
        return "responses"

    def check(self, body: Body) -> None:
        check(body)

    def instruct(self, body: Body, text: str) -> Body:
        return {**body, "instructions": joined(body.get("instructions"), text)}

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Whether it holds what detection cannot read: images, audio, files, `data:` URIs, what a provider encrypted.

        What was encrypted (`encrypted_content` of reasoning and of compactions) goes back as it came, byte for byte.
        """
        if not _kinds(body) <= _READABLE:
            return True
        return holds_media(body, STRUCTURAL, read=may_spell_payload(raw))

    def needs(self, body: Body) -> tuple[str, ...]:
        """Of tools, images, audio, files, json_schema, logprobs: what a model must be able to do."""
        kinds = _kinds(body)
        needed = (
            ("tools", body.get("tools")),
            ("images", not kinds.isdisjoint({"input_image", "computer_screenshot"})),
            ("audio", "input_audio" in kinds),
            ("files", "input_file" in kinds),
            ("json_schema", _format(body) == "json_schema"),
            ("logprobs", body.get("top_logprobs") or _LOGPROBS in (body.get("include") or ())),
        )
        return tuple([need for need, is_needed in needed if is_needed])

    def turns(self, body: Body) -> tuple[bytes, ...]:
        return turns(body)

    def opening(self, body: Body) -> tuple[bytes, ...]:
        return opening(body)

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        originals = None
        if vault:
            is_json = _format(body) in {"json_object", "json_schema"}
            originals = Originals(vault, json_content=is_json, instructions=body.get("instructions"))
        reader = StreamedResponse if stream else WholeResponse
        return reader(originals, refusal)

    def problem_event(self, problem: Problem, request_id: str) -> bytes:
        return named_error_event(problem)


RESPONSES = Responses()


def _kinds(body: Body) -> set[str | None]:
    """The types of all content parts, of what tools gave back, and of what fills in a prompt template."""
    variables = (body.get("prompt") or {}).get("variables") or {}
    parts = [part for item in items_of(body) for part in _parts(item)]
    parts += [value for value in variables.values() if isinstance(value, dict)]
    kinds = [part.get("type") for part in parts]
    return {kind if isinstance(kind, str | None) else "of no kind" for kind in kinds}


def _parts(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("content", "output", "outputs"):
        value = item.get(key)
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield part


def _format(body: Body) -> object:
    wanted = (body.get("text") or {}).get("format")
    return wanted.get("type") if isinstance(wanted, dict) else None
