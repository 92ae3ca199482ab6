"""The record of processing activities (GDPR, article 30), as far as a router can know it.

Each field says what the ledger and the rules tell, and what a person must fill in. Nothing is guessed: a purpose, a
name or a data subject is nowhere in the ledger, so it is nowhere here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from router.core.types import SIGNALS
from router.reports.reading import Rules, Source
from router.reports.recipients import Recipient, recipients
from router.reports.requests import Request
from router.reports.tallies import Tallies
from router.reports.terms import NOT_STATED

NONE = "none in this period"


@dataclass(frozen=True, slots=True)
class Field:
    """`known`: what the records tell. `missing`: what a person adds; None where nothing is."""

    articles: tuple[str, ...]
    title: str
    known: tuple[str, ...]
    missing: str | None


class Processing:
    """Counts the requests of one tenant, those too that were sent to nobody: they were read, and that is processing."""

    def __init__(self) -> None:
        self.sent = Tallies()
        self.requests = 0
        self.unread = 0
        self.denied = 0
        """Of which nothing was sent."""
        self.stopped = 0
        """In which the leak check stopped a route."""
        self.kinds: Counter[str] = Counter()
        self.replaced: Counter[str] = Counter()
        """Values that placeholders stood for."""
        self.agents: Counter[str] = Counter()
        self.models: Counter[str] = Counter()
        self.digests: set[str] = set()

    def take(self, request: Request) -> None:
        self.sent.take(request)
        self.requests += 1
        self.unread += not request.is_read
        self.denied += not request.sendings
        self.kinds.update(request.kinds)
        self.digests.add(request.ruleset)
        if request.receipt is not None:
            self.stopped += bool(request.receipt["stopped"])
            self.replaced.update(dict(request.receipt["redactions"]))
            self.agents[request.facts["agent"]] += 1
            self.models[request.facts["model"]] += 1


def fields(seen: Processing, source: Source, rules: Mapping[str, Rules]) -> list[Field]:
    """In the order of the article. `rules` by digest."""
    rows = recipients(seen.sent, rules)
    others = [row for row in rows if not row.terms.own]
    return [
        Field(
            ("30(1)(a)", "30(2)(a)"),
            "Who is responsible",
            (),
            "names and contact details of the controller, of joint controllers, the representative and the data "
            "protection officer; where you act on behalf of others, of each of them, and of the processor",
        ),
        Field(
            ("30(1)(b)",),
            "Purposes",
            tuple(f"agent {agent}: {_requests(count)}" for agent, count in sorted(seen.agents.items())),
            "the purpose of each agent named here",
        ),
        Field(
            ("30(2)(b)",),
            "Categories of processing on behalf of a controller",
            (
                "search for personal data, and replacement by placeholders where the rules say so",
                *(f"answer by the model {name}: {_requests(count)}" for name, count in sorted(seen.models.items())),
            ),
            "on whose behalf, where that is not yourself",
        ),
        Field(("30(1)(c)",), "Categories of data subjects", (), "whose data it is: customers, staff, patients, ..."),
        Field(("30(1)(c)",), "Categories of personal data", _data(seen), _unread(seen)),
        Field(("30(1)(d)",), "Recipients", tuple(map(_recipient, rows)) or (NONE,), None),
        Field(("30(1)(e)", "30(2)(c)"), "Transfers to third countries", _transfers(others), _unsafe(others)),
        Field(
            ("30(1)(f)",),
            "Time limits for erasure",
            tuple(_retention(row) for row in others) or (NONE,),
            "how long the agents and their systems keep what they sent and received, and how long these records are "
            "kept; they hold no text of any request",
        ),
        Field(("30(1)(g)", "30(2)(d)"), "Security measures", _measures(seen, source, others), "those of your sites"),
    ]


def processing_json(tenant: str, found: Iterable[Field], source: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "source": source,
        "fields": [
            {
                "articles": list(field.articles),
                "title": field.title,
                "known": list(field.known),
                "to_be_filled_in": field.missing,
            }
            for field in found
        ],
    }


def _requests(count: int) -> str:
    return f"{count} request{'' if count == 1 else 's'}"


def _data(seen: Processing) -> tuple[str, ...]:
    return tuple(
        f"{kind}{' (special: article 9 or 10)' if kind in SIGNALS else ''}: found in {_requests(count)}"
        for kind, count in sorted(seen.kinds.items())
    ) or (f"none found in {_requests(seen.requests)}",)


def _unread(seen: Processing) -> str | None:
    if not seen.unread:
        return None
    return f"what is in the {_requests(seen.unread)} that could not be searched in whole"


def _recipient(row: Recipient) -> str:
    terms, tally = row.terms, row.tally
    if terms.own:
        return f"{row.provider}: your own machines, no third party; {_requests(tally.requests)}"
    who = f"{terms.entity or NOT_STATED}, seat {terms.seat or NOT_STATED}, parent {terms.parent or NOT_STATED}"
    contract = f"contract {terms.reference or NOT_STATED}"
    return f"{row.provider}: {who}; {contract}; {_requests(tally.requests)} as {', '.join(sorted(tally.classes))}"


def _transfers(rows: Iterable[Recipient]) -> tuple[str, ...]:
    return tuple(
        f"{row.provider}: {', '.join(row.terms.outside)}; basis: {row.terms.transfer_basis or NOT_STATED}"
        for row in rows
        if row.terms.outside
    ) or (NONE,)


def _unsafe(rows: Iterable[Recipient]) -> str | None:
    bare = sorted({row.provider for row in rows if row.terms.outside and row.terms.transfer_basis in {None, "none"}})
    return f"the basis of the transfer, and the safeguards, of: {', '.join(bare)}" if bare else None


def _retention(row: Recipient) -> str:
    days = row.terms.retention_days
    return f"{row.provider}: {NOT_STATED if days is None else f'{days} days by contract'}"


def _measures(seen: Processing, source: Source, others: Iterable[Recipient]) -> tuple[str, ...]:
    tallies = [row.tally for row in others]
    tries, redacted = sum(one.tries for one in tallies), sum(one.redacted for one in tallies)
    values = sum(seen.replaced.values())
    return (
        f"redaction: {redacted} of {tries} sendings to third parties with placeholders, in place of {values} values",
        f"leak check before each such sending: it stopped a route in {_requests(seen.stopped)}",
        f"least privilege: {_requests(seen.denied)} of {seen.requests} were sent to nobody",
        "encryption at rest: the records of this tenant are sealed with AES-256-GCM under a key of its own",
        f"accountability: {source.entries} entries in a Merkle log with signed checkpoints; its key is {source.key}",
        "minimisation: no text of a request or an answer is recorded",
    )
