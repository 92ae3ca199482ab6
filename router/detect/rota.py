"""Whose job is next: pure bookkeeping, no clock.

Between tenants it is fair queueing (Demers, Keshav and Shenker, 1989): each is charged the characters that workers took
of it, and who was charged least comes next. A tenant that comes new is charged as much as the one served last was, so
its small request waits for no queue of others, and saves nothing up by keeping quiet.

Within a tenant every second job is of the request with the least left to read, so a short question overtakes a long
history, and every other one of the oldest request, so that short questions never hold a long history up for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from operator import attrgetter

from router.detect.jobs import Job, Ticket


@dataclass(eq=False, slots=True)
class _Line:
    """The tickets of one tenant that have jobs left, the oldest first."""

    charged: int
    tickets: list[Ticket] = field(default_factory=list)
    shortest: Iterator[bool] = field(default_factory=lambda: cycle((True, False)))

    def next_ticket(self) -> Ticket:
        return min(self.tickets, key=attrgetter("left")) if next(self.shortest) else self.tickets[0]


class Rota:
    """Tickets that have jobs left. Those that nobody waits for any more give none."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}
        self._charged = 0
        """What whoever was served last had been charged before."""
        self._gone: dict[str, int] = {}
        """What tenants were charged that have no job left now: else whoever asks bit by bit were never charged."""
        self._again: list[Job] = []

    def __bool__(self) -> bool:
        return bool(self._lines or self._again)

    def add(self, ticket: Ticket) -> None:
        if ticket.jobs:
            line = self._lines.get(ticket.tenant)
            if line is None:
                line = _Line(max(self._charged, self._gone.pop(ticket.tenant, 0)))
                self._lines[ticket.tenant] = line
            line.tickets.append(ticket)

    def put_back(self, job: Job) -> None:
        """A job that a lost worker left behind: next of all."""
        self._again.append(job)

    def take(self) -> Job | None:
        while self._again:
            job = self._again.pop()
            if not job.ticket.dropped:
                return job
        while self._lines:
            tenant, line = min(self._lines.items(), key=lambda one: one[1].charged)
            line.tickets = [ticket for ticket in line.tickets if not ticket.dropped]
            if line.tickets:
                return self._of(tenant, line)
            self._end(tenant)
        return None

    def _of(self, tenant: str, line: _Line) -> Job:
        ticket = line.next_ticket()
        job = ticket.take()
        self._charged = line.charged
        line.charged += job.size
        if not ticket.jobs:
            line.tickets.remove(ticket)
        if not line.tickets:
            self._end(tenant)
        return job

    def _end(self, tenant: str) -> None:
        self._gone[tenant] = self._lines.pop(tenant).charged
        if not self._lines:
            self._gone.clear()
            self._charged = 0
