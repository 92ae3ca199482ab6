"""A streamed response: read event by event, restored, calls withheld, numbered without a gap.

Most events add to one text. Those are read as types (`responses_texts.Delta`), and pass as their own bytes unless that
text changes. All others are parsed in full; what changed there is written anew, what did not keeps its own bytes too.

What a text says stands in a stream three times or four: in its deltas, where it is done, where its part and item are
done, and in the response at the end. It is put back in all of them, and a withheld call is missing from all of them: in
its place stands a message that says why.

Where events were added or left out, `sequence_number` of those behind them moves.

The stream is complete with `response.completed` or `response.incomplete`; nothing is read behind it. A failure is the
last thing a reader says, as in `chat_stream`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.sse import Event
from router.dialects.chat_written import size_of
from router.dialects.responses_calls import OpenCalls, Passing, in_place_of, name_of_call, shown, without_refused
from router.dialects.responses_places import Place, Places
from router.dialects.responses_reply import check_status, finish_reasons, usage_of, written
from router.dialects.responses_restoring import Originals
from router.dialects.responses_texts import TYPE, Delta, Texts, delta_in, delta_of
from router.dialects.stream import Stream
from router.dialects.whole import garbage
from router.dialects.wire import dump, load, model_of, stated_error

_ENDS = frozenset({"response.completed", "response.incomplete"})
_FAILURES = frozenset({"response.failed", "response.cancelled"})
_SILENT = frozenset({"message", "reasoning"})
"""Items that say nothing by being there."""

_SOUND = "response.audio.delta"


class StreamedResponse(Stream):
    """Implements `ports.Reader` for server-sent events."""

    def __init__(self, originals: Originals | None, refusal: Callable[[str], str | None]) -> None:
        super().__init__()
        self._originals = originals
        self._refusal = refusal
        self._texts = None if originals is None else Texts(originals)
        self._calls = OpenCalls(refusal)
        self._places = Places()
        self._begun = False
        self._last: int | None = None
        self._shift = 0
        self.finish_reasons: tuple[str, ...] = ()

    @property
    def finished(self) -> bool:
        return self.complete

    def _read(self, event: Event) -> bytes:
        if event.data is None:
            return event.raw if event.is_comment else b""
        try:
            return self._read_event(event, event.data)
        except UpstreamFailure as failure:
            return self._fail(failure)
        except RecursionError:
            return self._fail(garbage("nested too deeply"))

    def _read_event(self, event: Event, data: bytes) -> bytes:
        delta = delta_of(data)
        if delta is not None and event.event in (None, delta.type):
            return self._read_delta(event, data, delta)
        value = _value(event)
        if _only_adds(value) and (delta := delta_in(value)) is not None:
            return self._read_delta(event, data, delta, value)
        kind, item, place = value["type"], value.get("item"), self._places.of_event(value)
        match self._calls.read(kind, place, name_of_call(item) if item else _said_name(value)):
            case Passing.NOTHING:
                return self._drop(value.get("sequence_number"))
            case str(text):
                return self._refuse(event, place, value, text)
            case Passing.WHOLE:
                return self._read_value(event, kind, place, value)

    def _read_delta(self, event: Event, data: bytes, delta: Delta, value: dict[str, Any] | None = None) -> bytes:
        """`value` of one that says something else besides."""
        place = self._places.of(delta.output_index, delta.item_id)
        if self._calls.concerns(delta.type, place):
            match self._calls.read(delta.type, place, None):
                case Passing.NOTHING:
                    return self._drop(delta.sequence_number)
                case str(text):
                    return self._refuse(event, place, load(data), text)
                case Passing.WHOLE:
                    pass
        said, changed = delta.delta, False
        if self._texts is not None and delta.type != _SOUND:
            said = self._texts.feed(delta, place, data)
        if self._originals is not None and value is not None:
            changed = self._originals.into_event(value, delta.stem)
        self.written += size_of(delta.delta)
        self.heard += bool(delta.delta)
        self._begun = True
        self.committed = self.committed or bool(said)
        if said == delta.delta and not changed and not self._shift:
            self._last = delta.sequence_number
            return event.raw
        return self._write(event, self._numbered({**(value or load(data)), "delta": said}))

    def _read_value(self, event: Event, kind: str, place: Place, value: dict[str, Any]) -> bytes:
        self._begun = True
        if kind in _ENDS:
            _check_end(value.get("response"))
        before = self._insert(event, self._ended_by(kind, place, value))
        self.heard += "output_index" in value
        self.committed = self.committed or _shows(value)
        changed = self._originals is not None and self._originals.into_event(value, kind.removesuffix(".done"))
        response = value.get("response")
        if isinstance(response, dict):
            self.response_model = model_of(response) or self.response_model
            changed |= without_refused(response, self._refusal)
            if kind in _ENDS:
                self._end(response)
        changed |= self._shift != 0
        self._numbered(value)
        return before + (self._write(event, value) if changed else event.raw)

    def _ended_by(self, kind: str, place: Place, value: dict[str, Any]) -> Iterable[dict[str, Any]]:
        if self._texts is None:
            return ()
        return self._texts.rest() if kind in _ENDS else self._texts.ended_by(kind, place, value)

    def _end(self, response: dict[str, Any]) -> None:
        self.usage = usage_of(response)
        self.written = self.written or written(response.get("output"))
        self.finish_reasons = finish_reasons(response)
        self.complete = True

    def _refuse(self, event: Event, place: Place, value: dict[str, Any], text: str) -> bytes:
        """Shows, in place of this event and of all that follow of its call, a message."""
        call = value.get("item")
        self._drop(value.get("sequence_number"))
        self.committed = True
        self.heard += 1
        message = in_place_of(call if isinstance(call, dict) else {"id": value.get("item_id")}, place, text)
        return self._insert(event, shown(message, place))

    def _drop(self, number: object) -> bytes:
        if isinstance(number, int):
            self._shift -= 1
            self._last = number - 1 if self._last is None else self._last
        return b""

    def _insert(self, like: Event | None, values: Iterable[dict[str, Any]]) -> bytes:
        """Events of ours, numbered on from what the client got last."""
        out: list[bytes] = []
        for value in values:
            self.committed = True
            if self._last is not None:
                self._last, self._shift = self._last + 1, self._shift + 1
                value["sequence_number"] = self._last
            out.append(self._write(like, value))
        return b"".join(out)

    def _numbered(self, value: dict[str, Any]) -> dict[str, Any]:
        number = value.get("sequence_number")
        if isinstance(number, int):
            self._last = value["sequence_number"] = number + self._shift
        return value

    def _write(self, like: Event | None, value: dict[str, Any]) -> bytes:
        name = b"" if like is not None and like.event is None else b"event: " + str(value["type"]).encode() + b"\n"
        return name + b"data: " + dump(value) + b"\n\n"

    def _end_of_all(self) -> bytes:
        if self._begun or self._parser.tail.startswith((b"data:", b"event:")):
            return self._fail(UpstreamFailure(FailureKind.NO_FINISH, "no response.completed"))
        return self._fail(garbage("empty"))

    def _fail(self, failure: UpstreamFailure) -> bytes:
        rest = b""
        if self.committed and self._texts is not None:
            rest = self._insert(None, self._texts.rest())
        self.failure = failure
        return rest


def _value(event: Event) -> dict[str, Any]:
    """Raises `UpstreamFailure`: garbage, or the error that the event states."""
    try:
        value = load(event.data or b"")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        if (event.data or b"").strip() == b"[DONE]":
            raise UpstreamFailure(FailureKind.NO_FINISH, "no response.completed")
        raise garbage("an event that is no JSON object")
    if (error := _error_in(value, event.event)) and (failure := stated_error({"error": error})) is not None:
        raise failure
    if not isinstance(kind := value.get("type"), str):
        raise garbage("an event without a type")
    if not TYPE.fullmatch(kind):
        raise garbage("an event whose type is no word")
    return value


def _error_in(value: dict[str, Any], name: str | None) -> object:
    """What the event says that went wrong, if it is one that says so."""
    kind, response = value.get("type"), value.get("response")
    if "error" in (kind, name):
        return value.get("error") or value
    if isinstance(kind, str) and kind in _FAILURES:
        return (response.get("error") if isinstance(response, dict) else None) or True
    return None if isinstance(kind, str) else value.get("error")


def _check_end(response: object) -> None:
    """Some hosts leave `status` out: the event itself says it. Raises `UpstreamFailure`."""
    if not isinstance(response, dict):
        raise garbage("an end without a response")
    if (failure := stated_error(response)) is not None:
        raise failure
    check_status(response.get("status") or "completed")


def _only_adds(value: dict[str, Any]) -> bool:
    """Whether a `delta` in it is all that matters. One that has more has to be read, or a call would pass with it."""
    return not (value.get("item") or value.get("response") or _said_name(value) or value["type"] in _ENDS)


def _said_name(value: dict[str, Any]) -> str | None:
    name = value.get("name")
    return name if isinstance(name, str) and value["type"].endswith("arguments.done") else None


def _shows(value: dict[str, Any]) -> bool:
    """Whether the client sees something of the answer; that it has begun, or has an empty item, is nothing of it."""
    item = value.get("item")
    if isinstance(item, dict) and str(item.get("type")) not in _SILENT:
        return True
    return "partial_image_b64" in value or written({**value, "response": None}) > 0
