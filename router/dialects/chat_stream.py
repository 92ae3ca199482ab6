"""A streamed chat completion: read event by event, restored, tool calls withheld.

Most events are plain: a text or a finish, and nothing that needs us. While the vault is empty those are looked at by a
typed decoder, noted, and passed on as their own bytes; else those with one text (`chat_lone`), of which that alone is
written anew where it is restored. Everything else is parsed in full; what changed there is written anew, what did not
still passes as its own bytes.

The stream is complete when every choice seen has finished. `[DONE]` before that is a failure and is not forwarded; an
end without `[DONE]` after it gets one from us, if there are as many choices as were asked for; so does whatever would
be a failure there, for the client has its finish and may not have an error too. A failure is the last thing a reader
says: what preceded it is returned first, held-back text too if the client has seen content already (else another
provider may still answer instead). After a failure, and after `[DONE]`, nothing is read.

The event that tells the usage alone is the router's: it asked for it. A client sees it that asked for it too.

Where another may go on (`resumable`) what was held back stays so after a failure, since the rest of a placeholder may
come from there: `go_on` reads the next answer into the same channels, under the name of the first; `let_go` gives up.
"""

from collections.abc import Callable, Sequence
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.sse import Event, SseParser
from router.dialects.chat_choice import Change, ChoiceStream, has_content, index_of
from router.dialects.chat_lone import lone, place_of
from router.dialects.chat_onward import Seam
from router.dialects.chat_plain import PlainChoice, PlainChunk, plain
from router.dialects.chat_written import size_of, written
from router.dialects.stream import DONE, Stream, object_of
from router.dialects.wire import dump, load, model_of, read_usage, restore_around

_NAME = ("id", "created", "model")
"""What the chunks of one answer have in common."""

_HEAD = ("id", "object", "created", "model", "service_tier", "system_fingerprint", "provider")


class StreamReply(Stream):
    """A chat completion in pieces. What a vault holds is put back in it."""

    def __init__(
        self,
        *,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        json_content: bool,
        choices: int = 1,
        tells_usage: bool = True,
        resumable: bool = False,
    ) -> None:
        super().__init__()
        self._vault = vault or None
        self._refusal = refusal
        self._json_content = json_content
        self._asked_for = choices
        self._tells_usage = tells_usage
        self._choices: dict[int, ChoiceStream] = {}
        self._head: dict[str, Any] = {}
        self._last: bytes | None = None
        self._seam = Seam() if resumable else None
        self._first: dict[str, Any] | None = None

    @property
    def so_far(self) -> str | None:
        """What the provider wrote, if another may go on with it."""
        return self._seam.text if self._seam is not None and not self.complete else None

    def go_on(self, how: str) -> None:
        if self._seam is None:
            raise RuntimeError("nobody can go on with this answer")
        self._seam.join(how)
        self._parser = SseParser()
        self._first = self._first or {key: self._head[key] for key in _NAME if key in self._head}
        self.failure = self.usage = self.response_model = None
        self.written = 0

    def let_go(self) -> bytes:
        return self._rest()

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        """Of the choices that have finished, by index."""
        reasons = (self._choices[index].finish_reason for index in sorted(self._choices))
        return tuple(reason for reason in reasons if reason is not None)

    @property
    def finished(self) -> bool:
        return self._have_finished(self._asked_for)

    def _have_finished(self, expected: int) -> bool:
        """So many choices at least, and all that there are."""
        choices = self._choices.values()
        return len(choices) >= expected and all(one.finish_reason is not None for one in choices)

    def _read(self, event: Event) -> bytes:
        if event.data is None:
            return event.raw if event.is_comment else b""
        if self._seam is None and event.event is None:
            read = self._read_plain(event, event.data) if self._vault is None else self._read_lone(event, event.data)
            if read is not None:
                return read
        if event.data.strip() == b"[DONE]":
            return self._end(event.raw)
        try:
            return self._read_chunk(event, object_of(event))
        except UpstreamFailure as failure:
            return self._fail(failure)
        except RecursionError:
            return self._fail(UpstreamFailure(FailureKind.GARBAGE, "nested too deeply"))

    def _is_ours(self, choices: Sequence[object], usage: object) -> bool:
        return isinstance(usage, dict) and not choices and not self._tells_usage

    def _read_plain(self, event: Event, data: bytes) -> bytes | None:
        """Notes a chunk that needs no more than that. None, and nothing noted, for any other."""
        chunk = plain(data)
        if chunk is None:
            return None
        for choice in chunk.choices:
            reason = choice.finish_reason
            if reason is not None and not self._choice(choice.index).may_finish_plainly(reason):
                return None
        for choice in chunk.choices:
            self._note_choice(choice)
        self._note_around(chunk)
        return b"" if self._is_ours(chunk.choices, chunk.usage) else event.raw

    def _read_lone(self, event: Event, data: bytes) -> bytes | None:
        """As `_read_plain`, where words may have to be restored."""
        found = lone(data)
        if found is None:
            return None
        chunk, key, text = found
        stream = self._choice(chunk.choices[0].index)
        restorer = stream.restorer(key)
        if restorer is None:
            return None
        restored, read = text, event.raw
        if not restorer.passes(text):
            place = place_of(data, key, text)
            if place is None:
                return None
            restored = restorer.feed(text)
            if restored != text:
                read = b"data: " + data[: place.start] + dump(restored) + data[place.stop :] + b"\n\n"
        self.written += size_of(text)
        self.heard += 1
        self.committed = self.committed or restored != ""
        stream.spoke = stream.spoke or (key == "content" and restored != "")
        self._note_around(chunk)
        self._last = data
        return read

    def _note_around(self, chunk: PlainChunk) -> None:
        if chunk.usage is not None:
            self.usage = read_usage(chunk.usage)
        self.response_model = chunk.model or self.response_model

    def _note_choice(self, choice: PlainChoice) -> None:
        stream = self._choice(choice.index)
        delta = choice.delta
        text = delta.content
        if text:
            stream.spoke = self.committed = True
        elif text := delta.reasoning_content or delta.reasoning or delta.refusal:
            self.committed = True
        if text:
            self.written += size_of(text)
            self.heard += 1
        if choice.finish_reason:
            stream.finish_reason = choice.finish_reason

    def _choice(self, index: int) -> ChoiceStream:
        stream = self._choices.get(index)
        if stream is None:
            stream = ChoiceStream(self._vault, self._refusal, json_content=self._json_content)
            self._choices[index] = stream
        return stream

    def _read_chunk(self, event: Event, chunk: dict[str, Any]) -> bytes:
        """The events that go to the client for this one: none, it, or others before it."""
        self.usage = read_usage(chunk.get("usage")) or self.usage
        self.response_model = model_of(chunk) or self.response_model
        if self._first is not None:
            chunk.update(self._first)
        self._head, self._last = _head_of(chunk), None
        if self._is_ours(_choices(chunk), chunk.get("usage")):
            return b""
        before: list[bytes] = []
        changes = [self._read_choice(choice, before) for choice in _choices(chunk)]
        changed = restore_around(chunk, self._vault) or any(change is not Change.NONE for change in changes)
        changed = changed or self._first is not None
        if Change.GONE in changes:
            kept = zip(chunk["choices"], changes, strict=True)
            chunk["choices"] = [choice for choice, change in kept if change is not Change.GONE]
            if not chunk["choices"] and not chunk.get("usage"):
                return b"".join(before)
        before.append(_encode(event, chunk) if changed else event.raw)
        return b"".join(before)

    def _read_choice(self, choice: Any, before: list[bytes]) -> Change:
        if not isinstance(choice, dict):
            raise UpstreamFailure(FailureKind.GARBAGE, "a choice that is no object")
        index = index_of(choice)
        delta = choice.get("delta")
        self.written += written(delta)
        self.heard += has_content(delta)
        seamed = self._seam is not None and self._join(self._seam, choice)
        change, deltas = self._choice(index).read(choice)
        before += self._events(index, deltas)
        self.committed |= has_content(choice.get("delta"))
        if seamed and change is Change.NONE:
            return Change.SOME if delta or choice.get("finish_reason") else Change.GONE
        return change

    def _join(self, seam: Seam, choice: dict[str, Any]) -> bool:
        """An answer says once whose it is, and says nothing twice."""
        delta = choice.get("delta")
        named = self._first is not None and isinstance(delta, dict) and delta.pop("role", None) is not None
        return seam.read(choice) or named

    def _events(self, index: int, deltas: Sequence[dict[str, Any]]) -> list[bytes]:
        """Deltas of ours as events, in the envelope of the chunk that was read last."""
        if not deltas:
            return []
        self.committed = True
        head = self._envelope()
        choices = [{"index": index, "delta": delta, "finish_reason": None} for delta in deltas]
        return [b"data: " + dump({**head, "choices": [choice]}) + b"\n\n" for choice in choices]

    def _envelope(self) -> dict[str, Any]:
        """What the chunk that was read last says of the answer."""
        if self._last is not None:
            self._head, self._last = _head_of(load(self._last)), None
        return self._head

    def _rest(self) -> bytes:
        return b"".join(b"".join(self._events(index, stream.rest())) for index, stream in self._choices.items())

    def _end(self, done: bytes, expected: int = 1) -> bytes:
        if not self._choices:
            half = self._parser.tail.startswith(b"data:")
            return self._fail(UpstreamFailure(FailureKind.NO_FINISH if half else FailureKind.GARBAGE, "empty"))
        if not self._have_finished(expected):
            return self._fail(UpstreamFailure(FailureKind.NO_FINISH, "a choice without a finish_reason"))
        rest = self._rest()
        self.complete = True
        return rest + done

    def _end_of_all(self) -> bytes:
        """The provider says no more, `[DONE]` or not."""
        return self._end(DONE, self._asked_for)

    def _fail(self, failure: UpstreamFailure) -> bytes:
        if self.committed and self.finished:
            return self._end_of_all()
        may_go_on = self._seam is not None and self._seam.can_go_on
        rest = self._rest() if self.committed and not may_go_on else b""
        self.failure = failure
        return rest


def _head_of(chunk: dict[str, Any]) -> dict[str, Any]:
    return {key: chunk[key] for key in _HEAD if key in chunk}


def _choices(chunk: dict[str, Any]) -> list[Any]:
    choices = chunk.get("choices")
    return choices if isinstance(choices, list) else []


def _encode(event: Event, chunk: dict[str, Any]) -> bytes:
    name = b"" if event.event is None else b"event: " + event.event.encode() + b"\n"
    return name + b"data: " + dump(chunk) + b"\n\n"
