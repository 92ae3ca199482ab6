"""The texts of a streamed response, each restored by a machine of its own.

A text is known by the type of its events and by where it stands: the index of its item, of its part, of its summary.
A machine may hold back the end of its text (`router.core.restore`). That goes out as one more delta before the text is
said to be done, or what it is part of, or the response.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from router.core.restore import Restorer
from router.dialects.responses_places import Place
from router.dialects.responses_restoring import Originals
from router.dialects.whole import garbage
from router.dialects.wire import load


class Delta(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """An event that adds to a text. One with any other field is none: whatever it says has to be read."""

    type: str
    delta: str
    sequence_number: int | None = None
    output_index: int | None = None
    item_id: str | None = None
    content_index: int | None = None
    summary_index: int | None = None
    logprobs: msgspec.Raw = msgspec.Raw()
    obfuscation: str | None = None

    @property
    def stem(self) -> str:
        return self.type.removesuffix(".delta")


TYPE = re.compile(r"[\w.:/-]{1,128}", re.ASCII)
"""What may be the type of an event, for it names the event too: no line break, no half of a surrogate pair."""
_ADDS = re.compile(r"[\w.:/-]{1,122}\.delta", re.ASCII)
_FIELDS = ("type", "delta", "sequence_number", "output_index", "item_id", "content_index", "summary_index")
_DECODER = msgspec.json.Decoder(Delta)


def delta_of(data: bytes) -> Delta | None:
    """None where the event is of no kind that is known to say nothing else: an end, an error."""
    try:
        delta = _DECODER.decode(data)
    except (ValueError, RecursionError):
        return None
    return delta if _ADDS.fullmatch(delta.type) else None


def delta_in(event: dict[str, Any]) -> Delta | None:
    """Of an event that says something else besides."""
    if not isinstance(event.get("delta"), str):
        return None
    try:
        return msgspec.convert({key: event[key] for key in _FIELDS if key in event}, Delta)
    except msgspec.ValidationError:
        raise garbage("a delta without a place") from None


@dataclass(slots=True)
class _Text:
    restorer: Restorer
    last: bytes
    """The data of the event that added to it last."""


_Key = tuple[str, Place, int | None, int | None]


class Texts:
    def __init__(self, originals: Originals) -> None:
        self._originals = originals
        self._texts: dict[_Key, _Text] = {}

    def feed(self, delta: Delta, place: Place, data: bytes) -> str:
        """What of it the client may see now."""
        stem = delta.stem
        key = (stem, place, delta.content_index, delta.summary_index)
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = _Text(self._originals.restorer(stem), data)
        text.last = data
        return text.restorer.feed(delta.delta)

    def ended_by(self, kind: str, place: Place, event: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The deltas that must go before an event of this kind; the texts that it ends are forgotten."""
        if kind.endswith(".done"):
            part, summary = event.get("content_index"), event.get("summary_index")
            for key in list(self._texts):
                if key[1] == place and part in (None, key[2]) and summary in (None, key[3]):
                    yield from _tail(self._texts.pop(key))

    def rest(self) -> Iterator[dict[str, Any]]:
        """The response ends here, in whatever way."""
        for text in self._texts.values():
            yield from _tail(text)
        self._texts.clear()


def _tail(text: _Text) -> Iterator[dict[str, Any]]:
    if tail := text.restorer.flush():
        last = load(text.last)
        told = {"delta": tail, "logprobs": []} if "logprobs" in last else {"delta": tail}
        yield {key: last[key] for key in _FIELDS if key in last} | told
