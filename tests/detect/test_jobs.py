from hypothesis import given
from hypothesis import strategies as st

from router.detect.jobs import PIECE, Reading, Ticket
from router.detect.merging import LEFT, Found


def _ticket(*sizes: int) -> Ticket:
    return Ticket([Reading(str(index).encode(), "", "x" * size) for index, size in enumerate(sizes)])


@given(st.lists(st.integers(1, 3 * PIECE), max_size=6))
def test_every_text_is_in_some_job_and_no_job_is_too_large(sizes: list[int]) -> None:
    ticket = _ticket(*sizes)
    assert all(job.size <= PIECE for job in ticket.jobs)
    for reading in ticket.readings:
        pieces = [piece for job in ticket.jobs for piece in job.pieces if piece.reading is reading]
        assert len(pieces) == reading.pending
        assert pieces[0].chunk.start == 0
        assert pieces[-1].chunk.end == len(reading.text)


def test_small_texts_travel_together() -> None:
    assert [len(job.pieces) for job in _ticket(*[100] * 50).jobs] == [50]


def test_findings_of_pieces_are_in_offsets_of_the_text() -> None:
    ticket = _ticket(2 * PIECE)
    for job in ticket.jobs:
        start = job.pieces[0].chunk.start
        place = PIECE + 7 - start
        job.answer([Found(place, place + 3, "PERSON", 0.9, "x")] if 0 <= place < job.size - 3 else [])
    assert ticket.done
    assert ticket.readings[0].findings() == (Found(PIECE + 7, PIECE + 10, "PERSON", 0.9, "x"),)


def test_what_is_left_alone_is_joined_to_no_finding() -> None:
    ticket = _ticket(20)
    left, found = Found(0, 14, LEFT, 1.0, ""), Found(4, 18, "PERSON", 0.9, "x")
    ticket.jobs[0].answer([found, left])
    assert ticket.readings[0].findings() == (left, found)


def test_a_failed_piece_fails_its_text_alone() -> None:
    ticket = _ticket(10, 10)
    job = ticket.jobs[0]
    job.answer(None)
    job.answer([])
    assert [reading.failed for reading in ticket.readings] == [True, False]
    assert ticket.done
