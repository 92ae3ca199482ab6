"""A stream that broke off and goes on elsewhere: what was written so far, how another is asked, and the seam.

`routes.yaml` says by `continues` how a route takes the beginning of an answer that it shall go on with:

    word            | what is added to the request                          | source
    ----------------|-------------------------------------------------------|------------------------------------------
    prefix          | an assistant message with `prefix: true`              | Mistral, API reference, AssistantMessage;
                    |                                                       | DeepSeek, "Chat Prefix Completion" (its
                    |                                                       | beta URL); LiteLLM, "Pre-fix Assistant
                    |                                                       | Messages"
    final_message   | an assistant message; `continue_final_message: true`, | vLLM, "OpenAI-Compatible Server", extra
                    | `add_generation_prompt: false`                        | parameters of the Chat API; SGLang too
    prefill         | an assistant message, spaces at its end left out      | Anthropic, "Prefill Claude's response"
                    |                                                       | (not Claude 4.6 and later, not with
                    |                                                       | thinking); llama.cpp's server

The words are the provider's own, placeholders and all: what was put back for the client never leaves. An answer can be
gone on with while it is one choice of plain text: no tool call, no reasoning, no JSON that a grammar holds in shape.

Some answer with what they were given in front, some begin the last sentence anew. So the first words of a continuation
are held back while they may still be a repetition, and cut where they are one: LEAST characters at least of the end of
what was there, or for `prefix`, where Mistral answers so, all of it.
"""

from typing import Any

from router.core.estimates import BOUNDS, tokens_of
from router.core.types import Body

LEAST = 20
"""Characters. Shorter words are said again by chance."""

LONGEST = 1 << 18
"""Characters that are kept. A longer answer is not gone on with."""

_FREE_CHOICES = (None, "auto", "none")


def may_continue(body: Body) -> bool:
    """Whether the answer to this request can be text alone, and the answer's beginning is the router's to write."""
    wanted = body.get("response_format")
    return (
        (body.get("n") or 1) == 1
        and not (body.get("logprobs") or body.get("top_logprobs") or body.get("audio"))
        and (not isinstance(wanted, dict) or wanted.get("type") in (None, "text"))
        and body.get("tool_choice") in _FREE_CHOICES
        and body["messages"][-1]["role"] != "assistant"
    )


def continued(body: Body, text: str, how: str) -> Body:
    """`body` asking for what comes after `text`. What the client allows the whole answer, the rest has less of."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    more: dict[str, Any] = {name: _left(body[name], text) for name in BOUNDS["chat"] if _is_bound(body.get(name))}
    match how:
        case "prefix":
            message["prefix"] = True
        case "final_message":
            more |= {"continue_final_message": True, "add_generation_prompt": False}
        case "prefill":
            message["content"] = text.rstrip()
        case _:
            raise ValueError(f"{how!r} is no way to go on")
    return {**body, **more, "messages": [*body["messages"], message]}


def _left(bound: int, text: str) -> int:
    return max(1, bound - tokens_of(len(text)))


def _is_bound(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class Seam:
    """The text of one choice as its provider wrote it; after `join`, that of whoever goes on."""

    __slots__ = ("_before", "_held", "_how", "_is_text", "_joining", "_pieces", "_size")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._size = 0
        self._is_text = True
        self._joining = False
        self._before = self._held = self._how = ""

    @property
    def text(self) -> str | None:
        """None where nobody can go on with it."""
        return "".join(self._pieces) if self._is_text and self._pieces else None

    @property
    def can_go_on(self) -> bool:
        return self._is_text and bool(self._pieces)

    def join(self, how: str) -> None:
        """What is read from now on is meant to come behind what was."""
        self._before = "".join(self._pieces)
        self._held, self._how, self._joining = "", how, True

    def read(self, choice: dict[str, Any]) -> bool:
        """True when `choice` was changed: a repetition is left out, and what may be one is kept back."""
        delta = choice.get("delta")
        if not isinstance(delta, dict):
            self._is_text = self._is_text and not choice.get("message")
            return False
        self._is_text &= _is_plain(choice, delta)
        said = delta.get("content")
        text = said if isinstance(said, str) else ""
        new = self._joined(text, is_end=bool(choice.get("finish_reason")) or not self._is_text)
        self._keep(new)
        if new == text:
            return False
        if new:
            delta["content"] = new
        else:
            del delta["content"]
        return True

    def _keep(self, text: str) -> None:
        if text and self._is_text:
            self._pieces.append(text)
            self._size += len(text)
            self._is_text = self._size <= LONGEST

    def _joined(self, text: str, *, is_end: bool) -> str:
        if not self._joining:
            return text
        held = self._held + text
        if not is_end and held in self._before:
            self._held = held
            return ""
        self._joining, self._held = False, ""
        return held[self._repeated(held) :]

    def _repeated(self, held: str) -> int:
        """How many of the first characters say again what stands before them."""
        before = self._before
        if self._how == "prefix" and held.startswith(before):
            return len(before)
        for size in range(min(len(held), len(before)), LEAST - 1, -1):
            if before.endswith(held[:size]):
                return size
        return _spaces_again(before, held) if self._how == "prefill" else 0


def _is_plain(choice: dict[str, Any], delta: dict[str, Any]) -> bool:
    """Text, or nothing at all."""
    if choice.get("index", 0) != 0 or choice.get("message") or choice.get("logprobs"):
        return False
    return all(not value or (key in ("role", "content") and isinstance(value, str)) for key, value in delta.items())


def _spaces_again(before: str, held: str) -> int:
    """Those at the end were not sent, and whoever goes on may write them once more."""
    spaces = before[len(before.rstrip()) :]
    return next((size for size in range(len(spaces), 0, -1) if held.startswith(spaces[-size:])), 0)
