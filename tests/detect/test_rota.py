"""Whose job is next."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from router.detect.jobs import JOB, PIECE, Job, Reading, Ticket
from router.detect.rota import Rota

_NUMBERS = count()


def _ticket(tenant: str, *sizes: int) -> Ticket:
    return Ticket([Reading(str(next(_NUMBERS)).encode(), "", "x" * size) for size in sizes], tenant)


def _rota(*tickets: Ticket) -> Rota:
    rota = Rota()
    for ticket in tickets:
        rota.add(ticket)
    return rota


def _order(rota: Rota) -> list[Ticket]:
    return [job.ticket for job in iter(rota.take, None)]


def test_a_tenant_that_comes_new_is_next_however_many_others_wait() -> None:
    rota = _rota(*(_ticket(f"t{number}", 10 * PIECE) for number in range(20)))
    assert all(rota.take() for _ in range(30))
    small = _ticket("small", 10)
    rota.add(small)
    assert small in _order(rota)[:20]
    rota = _rota(*(_ticket("big", 10 * PIECE) for _ in range(20)))
    assert all(rota.take() for _ in range(30))
    rota.add(small := _ticket("small", 10))
    assert _order(rota)[0] is small


def test_many_requests_of_one_tenant_take_no_more_than_one_of_another() -> None:
    many = [_ticket("many", 4 * JOB) for _ in range(50)]
    rota = _rota(*many, one := _ticket("one", *[JOB] * 4))
    order = _order(rota)
    assert sum(ticket is one for ticket in order[:8]) == 4


def test_whoever_asks_bit_by_bit_is_charged_all_the_same() -> None:
    rota = _rota(large := _ticket("large", 4 * PIECE))
    first = rota.take()
    assert first is not None
    taken = 0
    for _ in range(1_000):
        rota.add(_ticket("bits", 1_000))
        job = rota.take()
        assert job is not None
        if job.ticket is large:
            break
        taken += job.size
    assert taken <= 2 * PIECE


def test_the_shortest_of_a_tenant_overtakes_and_the_oldest_still_gets_every_second_turn() -> None:
    rota = _rota(large := _ticket("t", 10 * PIECE), *(short := [_ticket("t", 10) for _ in range(6)]))
    assert _order(rota)[:6] == [short[0], large, short[1], large, short[2], large]


def test_a_dropped_ticket_gives_no_more_work() -> None:
    ticket, other = _ticket("t", 10 * PIECE), _ticket("u", 10)
    rota = _rota(ticket, other)
    ticket.dropped = True
    assert _order(rota) == [other]
    assert not rota


def test_what_a_worker_left_behind_is_next_unless_nobody_waits_for_it() -> None:
    rota = _rota(first := _ticket("t", 10, 10), second := _ticket("u", 10))
    job = rota.take()
    assert job is not None
    rota.put_back(Job(job.ticket, job.rest, retried=True))
    again = rota.take()
    assert again is not None
    assert again.retried
    assert again.ticket is first
    rota.put_back(again)
    first.dropped = True
    assert _order(rota) == [second]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.lists(st.integers(1, 2 * PIECE), max_size=3)), max_size=8))
def test_every_job_is_taken_once_and_those_of_a_ticket_in_order(asked: list[tuple[str, list[int]]]) -> None:
    tickets = [_ticket(tenant, *sizes) for tenant, sizes in asked]
    jobs = {id(ticket): list(ticket.jobs) for ticket in tickets}
    rota = _rota(*tickets)
    taken: dict[int, list[Job]] = {id(ticket): [] for ticket in tickets}
    for job in iter(rota.take, None):
        taken[id(job.ticket)].append(job)
    assert taken == jobs
    assert not rota
