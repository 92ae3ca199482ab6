"""The answers of OpenAI's completions, whole and streamed: their texts restored, and nothing else to look after.

A stream is complete when every choice that was asked for has finished. What a choice held back stands in its finishing
event, before its `finish_reason`. `[DONE]` before that is a failure and is not forwarded, as in `chat_stream`.
"""

from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.restore import Restorer, restore
from router.core.sse import Event
from router.dialects.chat_choice import index_of
from router.dialects.chat_written import size_of
from router.dialects.stream import DONE, Stream, object_of
from router.dialects.whole import Whole, garbage, reply_of
from router.dialects.wire import dump, model_of, read_usage, restore_around

_HEAD = ("id", "object", "created", "model", "system_fingerprint")


class Texts(Whole):
    """A whole answer. What a vault holds is put back in it."""

    def __init__(self, *, vault: Vault | None) -> None:
        super().__init__()
        self._vault = vault or None

    def _read(self, raw: bytes) -> bytes:
        reply = reply_of(raw)
        choices = [_choice(one) for one in _choices(reply)]
        if not choices:
            raise garbage("no choices")
        reasons = [_reason(choice) for choice in choices]
        if None in reasons:
            raise UpstreamFailure(FailureKind.NO_FINISH, "a choice without a finish_reason")
        self.usage = read_usage(reply.get("usage"))
        if self.usage is None or not self.usage.output_tokens:
            self.written = sum(size_of(choice["text"]) for choice in choices)
        self.response_model = model_of(reply)
        self.finish_reasons = tuple(reason for reason in reasons if reason is not None)
        changes = [restore_around(reply, self._vault), *map(self._restore, choices)]
        return dump(reply) if any(changes) else raw

    def _restore(self, choice: dict[str, Any]) -> bool:
        written = choice["text"]
        if self._vault is not None:
            choice["text"] = restore(self._vault, written, escape=None)
        return bool(choice["text"] != written)


class StreamedTexts(Stream):
    """An answer in pieces. `choices`: how many were asked for."""

    def __init__(self, *, vault: Vault | None, choices: int) -> None:
        super().__init__()
        self._vault = vault or None
        self._asked_for = choices
        self._restorers: dict[int, Restorer] = {}
        self._reasons: dict[int, str | None] = {}
        self._head: dict[str, Any] = {}

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        """Of the choices that have finished, by index."""
        return tuple(reason for _, reason in sorted(self._reasons.items()) if reason is not None)

    @property
    def finished(self) -> bool:
        return self._have_finished(self._asked_for)

    def _have_finished(self, expected: int) -> bool:
        return len(self._reasons) >= expected and None not in self._reasons.values()

    def _read(self, event: Event) -> bytes:
        if event.data is None:
            return event.raw if event.is_comment else b""
        if event.data.strip() == b"[DONE]":
            return self._end(event.raw)
        try:
            return self._read_chunk(event, object_of(event))
        except UpstreamFailure as failure:
            return self._fail(failure)
        except RecursionError:
            return self._fail(garbage("nested too deeply"))

    def _read_chunk(self, event: Event, chunk: dict[str, Any]) -> bytes:
        self.usage = read_usage(chunk.get("usage")) or self.usage
        self.response_model = model_of(chunk) or self.response_model
        self._head = {key: chunk[key] for key in _HEAD if key in chunk}
        changes = [self._read_choice(_choice(one)) for one in _choices(chunk)]
        changed = restore_around(chunk, self._vault) or any(changes)
        return b"data: " + dump(chunk) + b"\n\n" if changed else event.raw

    def _read_choice(self, choice: dict[str, Any]) -> bool:
        """Restores it in place. True when that changed it."""
        index, written, reason = index_of(choice), choice["text"], _reason(choice)
        if self._reasons.get(index) is not None:  # the client sees one finish, and nothing behind it
            choice["text"], choice["finish_reason"] = "", None
            return True
        self._reasons[index] = reason
        self.written += size_of(written)
        self.heard += bool(written)
        if self._vault is not None:
            restorer = self._restorers.setdefault(index, Restorer(self._vault, escape=None))
            choice["text"] = restorer.feed(written) + (restorer.flush() if reason is not None else "")
        self.committed = self.committed or bool(choice["text"])
        return bool(choice["text"] != written)

    def _rest(self) -> bytes:
        """What is still held back, in the envelope of the chunk that was read last."""
        tails = [(index, restorer.flush()) for index, restorer in self._restorers.items()]
        choices = [{"index": index, "text": tail, "finish_reason": None} for index, tail in tails if tail]
        return b"".join(b"data: " + dump({**self._head, "choices": [choice]}) + b"\n\n" for choice in choices)

    def _end(self, done: bytes, expected: int = 1) -> bytes:
        if not self._reasons:
            return self._fail(garbage("empty"))
        if not self._have_finished(expected):
            return self._fail(UpstreamFailure(FailureKind.NO_FINISH, "a choice without a finish_reason"))
        self.complete = True
        return done

    def _end_of_all(self) -> bytes:
        return self._end(DONE, self._asked_for)

    def _fail(self, failure: UpstreamFailure) -> bytes:
        if self.committed and self.finished:
            return self._end_of_all()
        rest = self._rest() if self.committed else b""
        self.failure = failure
        return rest


def _choices(reply: dict[str, Any]) -> list[Any]:
    choices = reply.get("choices")
    return choices if isinstance(choices, list) else []


def _choice(choice: Any) -> dict[str, Any]:
    """One that has a text, if an empty one. Raises `UpstreamFailure` (garbage)."""
    if not isinstance(choice, dict):
        raise garbage("a choice that is no object")
    if choice.get("text") is None:
        choice["text"] = ""
    if not isinstance(choice["text"], str):
        raise garbage("a choice without a text")
    return choice


def _reason(choice: dict[str, Any]) -> str | None:
    """None where it has not finished. Raises `UpstreamFailure` (garbage, in_stream)."""
    reason = choice.get("finish_reason")
    if reason == "error":
        raise UpstreamFailure(FailureKind.IN_STREAM, "finish_reason error")
    if not isinstance(reason, str | None):
        raise garbage("a finish_reason that is no string")
    return reason or None
