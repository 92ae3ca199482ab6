"""The parser against a literal reading of the specification, whole, byte by byte, and with a tail."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.sse import Event, SseParser, SseTooLarge

PIECES = st.lists(st.sampled_from([b"data", b": ", b":", b"x", b"\n", b"\r", b"event", b"\n\n", b"\r\n", b"{}"]))
LINES = st.lists(
    st.sampled_from(
        [
            b"event: x\n",
            b"event: \n",
            b"event:  y\n",
            b"data: {}\n",
            b"data: \n",
            b"data:z\n",
            b"\n",
            b"\r",
            b": c\n",
            b"id: 1\n",
        ]
    )
)
"""Most events of the field: their name, their data, nothing else."""
STREAMS = (PIECES | LINES).map(b"".join)


def by_the_book(stream: bytes) -> list[tuple[bytes, str | None]]:
    """WHATWG 9.2.6, line by line, with all of the stream at hand."""
    lines = stream.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")[:-1]
    events: list[tuple[bytes, str | None]] = []
    data, name = b"", ""
    for line in lines:
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if not line:
            if data:
                events.append((data[:-1], name or None))
            data, name = b"", ""
        elif field == b"data":
            data += value + b"\n"
        elif field == b"event":
            name = value.decode()
    return events


def parse(pieces: list[bytes]) -> tuple[list[Event], bytes]:
    parser = SseParser()
    events = [event for piece in pieces for event in parser.feed(piece)]
    return [*events, *parser.close()], parser.tail


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    bounds = [0, *sorted(place % (len(stream) + 1) for place in places), len(stream)]
    return [stream[a:b] for a, b in pairwise(bounds)]


@given(STREAMS, st.booleans())
def test_events_are_those_of_the_specification(stream: bytes, mark: bool) -> None:
    stream = b"\xef\xbb\xbf" * mark + stream
    events, _ = parse([stream])
    assert [(event.data, event.event) for event in events if event.data is not None] == by_the_book(stream)


@given(STREAMS, st.lists(st.integers(0, 1000)))
def test_any_split_gives_the_same_events_bytes_and_tail(stream: bytes, places: list[int]) -> None:
    assert parse(cut(stream, places)) == parse([stream])


def test_byte_by_byte_is_the_same_as_whole() -> None:
    stream = b"\xef\xbb\xbf: hi\r\n\r\ndata: a\rdata: b\r\rdata: c\n\ndata: d\n\r\nevent: e\r\ndata:f\r\n\r\ndata: tail"
    events, tail = parse([stream[i : i + 1] for i in range(len(stream))])
    assert (events, tail) == parse([stream])
    assert [event.data for event in events] == [None, b"a\nb", b"c", b"d", b"f"]
    assert events[-1].event == "e"
    assert tail == b"data: tail"


@given(STREAMS)
def test_raw_bytes_of_an_event_parse_to_that_event_again(stream: bytes) -> None:
    for event in parse([stream])[0]:
        assert parse([event.raw]) == ([event], b"")


@pytest.mark.parametrize(
    ("block", "data", "name"),
    [
        (b"data: x\n\n", b"x", None),
        (b"data:x\n\n", b"x", None),
        (b"data:  x\n\n", b" x", None),
        (b"data\n\n", b"", None),
        (b"data: a\ndata: b\n\n", b"a\nb", None),
        (b"data: a\r\n\r\n", b"a", None),
        (b"data: a\r\r", b"a", None),
        (b"event: error\ndata: {}\n\n", b"{}", "error"),
        (b"id: 7\ndata: x\nretry: 10\n\n", b"x", None),
        (b": comment\ndata: x\n\n", b"x", None),
        (b"event: only\n\n", None, "only"),
        (b": keep-alive\n\n", None, None),
        (b"<html>\n\n", None, None),
        (b"data : x\n\n", None, None),
        (b"event: x\ndata: y\n\n", b"y", "x"),
        (b"event: \ndata: y\n\n", b"y", None),
        (b"event: x\ndata: y\ndata: z\n\n", b"y\nz", "x"),
        (b"event: x\ndata: y\rdata: z\n\n", b"y\nz", "x"),
        (b"event: x\rdata: y\ndata: z\n\n", b"y\nz", "x"),
    ],
)
def test_a_block_means_what_the_specification_says(block: bytes, data: bytes | None, name: str | None) -> None:
    assert parse([block]) == ([Event(data, block, name)], b"")


def test_only_a_block_of_comments_is_a_comment() -> None:
    blocks = parse([b": a\n: b\n\n: a\nretry: 1\n\n<html>\n\ndata: x\n\n"])[0]
    assert [block.is_comment for block in blocks] == [True, False, False, False]


def test_a_carriage_return_alone_ends_an_event_at_once_and_its_line_feed_is_swallowed() -> None:
    parser = SseParser()
    assert [event.data for event in parser.feed(b"data: x\r\r")] == [b"x"]
    assert [event.data for event in parser.feed(b"\ndata: y\n\n")] == [b"y"]


def test_an_event_larger_than_the_bound_is_refused_and_what_came_before_is_kept() -> None:
    with pytest.raises(SseTooLarge) as unfinished:
        SseParser(max_event=16).feed(b"data: a\n\ndata: " + b"x" * 16)
    with pytest.raises(SseTooLarge) as finished:
        SseParser(max_event=16).feed(b"data: a\n\ndata: " + b"x" * 16 + b"\n\n")
    for caught in (unfinished, finished):
        assert [event.data for event in caught.value.before] == [b"a"]


def test_the_bound_counts_what_came_in_many_pieces() -> None:
    parser = SseParser(max_event=1000)
    for _ in range(1000 // len(b"data: more\n")):
        assert parser.feed(b"data: more\n") == []
    with pytest.raises(SseTooLarge):
        parser.feed(b"data: more\n")


def test_a_large_event_in_small_pieces_takes_linear_time() -> None:
    parser = SseParser()
    searched = 0
    for _ in range(2000):
        parser.feed(b"x" * 4096)
        searched += len(parser.tail) - parser._scanned
    assert searched < 2000 * 4096
    assert len(parser.feed(b"\n\n")) == 1
