"""Laws of reading responses, for any bytes in any pieces."""

import contextlib
import itertools
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from providers._answer import Answer
from providers._response import NotHttp, ResponseReader


class Nobody:
    def read_on(self) -> None: ...

    def hang_up(self) -> None: ...


def cut(raw: bytes, cuts: list[int]) -> Iterator[bytes]:
    at = sorted({0, len(raw), *(where % (len(raw) + 1) for where in cuts)})
    return (raw[start:end] for start, end in itertools.pairwise(at))


def framed(pieces: list[bytes], *, chunked: bool) -> bytes:
    if chunked:
        body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece) + b"0\r\n\r\n"
        return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % sum(map(len, pieces)) + b"".join(pieces)


def body(answer: Answer) -> bytes:
    return b"".join(answer._pieces)


@given(st.lists(st.binary(max_size=40), max_size=6), st.booleans(), st.lists(st.integers(0, 400), max_size=8))
def test_any_body_in_any_frame_comes_out_of_any_pieces(pieces: list[bytes], chunked: bool, cuts: list[int]) -> None:
    reader = ResponseReader()
    for _ in range(2):
        answer = Answer(Nobody())
        reader.expect(answer)
        for piece in cut(framed(pieces, chunked=chunked), cuts):
            assert not reader.is_complete
            reader.feed(piece)
        assert (answer.status, body(answer)) == (200, b"".join(pieces))
        assert reader.is_complete
        assert reader.may_go_on


@given(st.lists(st.binary(max_size=20), max_size=3), st.booleans(), st.binary(min_size=3), st.integers(0, 400))
def test_whatever_follows_an_answer_changes_nothing_of_it_and_is_noticed(
    pieces: list[bytes], chunked: bool, behind: bytes, at: int
) -> None:
    reader, answer = ResponseReader(), Answer(Nobody())
    reader.expect(answer)
    raw = framed(pieces, chunked=chunked)
    start = at % len(raw)
    for piece in (raw[:start], raw[start:] + b"x" + behind):
        reader.feed(piece)
    assert body(answer) == b"".join(pieces)
    assert not reader.may_go_on


@given(st.binary(max_size=300), st.booleans(), st.lists(st.integers(0, 400), max_size=8))
def test_no_bytes_do_more_than_not_be_http(noise: bytes, begun: bool, cuts: list[int]) -> None:
    reader, answer = ResponseReader(), Answer(Nobody())
    reader.expect(answer)
    with contextlib.suppress(NotHttp):
        for piece in cut((b"HTTP/1.1 200 OK\r\n" if begun else b"") + noise, cuts):
            reader.feed(piece)
    assert len(body(answer)) <= len(noise)
