"""Of what a supervisor is to be told that reads nothing, all that still counts is kept, and no more."""

from common_workers import claims

from router.core.limits import UNLIMITED, Advance, Grant
from router.state.common_backlog import Backlog
from router.state.commons_words import Message, Notice, Paid, Primed, Raised, Settled, Taken

LIMITED = tuple(claims(requests_per_minute=5))
MONTH = "2026-11"


def grant(number: int, second: int) -> Grant:
    return Grant(LIMITED, 10, second, UNLIMITED, number)


def kept(*messages: Message) -> list[Message]:
    backlog = Backlog(marks_per_tenant=3, clock=lambda: 0.0)
    for message in messages:
        backlog.add(message)
    return list(backlog.messages())


def requests(count: int) -> list[Message]:
    """One a second, each over at once."""
    told: list[Message] = []
    for number in range(count):
        told += [Taken(grant(number, number)), Settled(grant(number, number), 10, float(number))]
    return told


def test_a_request_is_told_with_its_end() -> None:
    assert kept(*requests(2)) == requests(2)


def test_a_request_that_is_over_is_kept_for_a_minute_more() -> None:
    assert kept(*requests(1000)) == requests(1000)[-2 * 61 :]


def test_a_request_that_runs_is_kept_until_it_ends() -> None:
    runs = Taken(grant(2000, 0))
    assert kept(runs, *requests(1000)) == [*requests(1000)[-2 * 61 :], runs]
    end = Settled(runs.grant, 5, 999.0)
    assert kept(runs, *requests(1000), end) == [*requests(1000)[-2 * 61 :], runs, end]


def test_the_end_of_what_the_supervisor_granted_is_told_first() -> None:
    end = Settled(grant(7, 0), 3, 50.0)
    assert kept(*requests(1), end) == [end, *requests(1)]


def test_each_class_of_a_conversation_is_told_once_and_the_newest_conversations_of_each_tenant_are() -> None:
    one, other = Raised("t", b"0", "low"), Raised("t", b"0", "high")
    assert kept(one, one, other) == [one, other]
    many = [Raised("t", b"%d" % number, "high") for number in range(5)]
    elsewhere = Raised("u", b"0", "high")
    assert kept(*many[:3], elsewhere, many[0], *many[3:]) == [many[0], *many[3:], elsewhere]


def test_of_the_notices_of_one_name_the_last_is_told() -> None:
    assert kept(Notice("breaker", "a", "open", 5.0), Notice("breaker", "a", "closed", 7.0)) == [
        Notice("breaker", "a", "closed", 7.0)
    ]


def test_what_was_spent_is_one_sum_before_and_after_what_it_was_raised_to() -> None:
    held, alone = Advance(LIMITED, 10, MONTH), Advance(LIMITED, 0, MONTH)
    primed = Primed(MONTH, [(LIMITED[0].holder, 100)])
    told = kept(Paid(held, 7), Paid(alone, 50), primed, Paid(alone, 1), Paid(alone, 2))
    assert told == [Paid(alone, 47), primed, Paid(alone, 3)]
