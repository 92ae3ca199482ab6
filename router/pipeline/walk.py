"""The walk of one request: reserve, detect, facts, decide, redact, attempts, restore, settle, receipt.

Order is the security property, so it stands in one function, `Walk.run`, read from top to bottom, and nowhere else.
Nothing here parses, decides, retries by its own rules or knows a vendor: those are asked, and this file awaits.

`Walk.run` is an asynchronous generator. Its first item is the `Head`; what follows are bytes for the client. Closing
it (the client hung up) ends the provider's call, and its `finally` still settles and writes the receipt.
"""

import logging
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from functools import partial

from router.core.failover import Failover, counts_for_breaker
from router.core.leak import leaks
from router.core.ledger import commitment
from router.core.notes import note_for
from router.core.policy import refusal
from router.core.problems import Code, FailureKind, Problem, UpstreamFailure
from router.core.redact import Redaction, redact
from router.core.rules import UNLIMITED, Tenant
from router.core.tools import allowance
from router.core.types import (
    Attempt,
    Body,
    Candidate,
    Decision,
    Envelope,
    Facts,
    Finding,
    Label,
    Outcome,
    Receipt,
    Slot,
    Treatment,
)
from router.pipeline.answering import Answer, Call
from router.pipeline.facting import MOST, state_facts, tenant_of
from router.pipeline.metering import Meter
from router.pipeline.surroundings import Engine, Foresight, Head, Surroundings, off_loop
from router.pipeline.trial import Trial
from router.ports import DialectPort, Intent, LedgerUnavailable, Reader, Scan, Subject, SubjectGone

log = logging.getLogger("sovereign.walk")


@dataclass(slots=True)
class Walk:
    """One request on its way. What is learnt on the way stands in its fields, for the receipt."""

    envelope: Envelope
    dialect: DialectPort
    engine: Engine
    around: Surroundings
    subject: Subject | None = None
    facts: Facts | None = None
    decision: Decision | None = None
    redaction: Redaction | None = None
    chosen: Candidate | None = None
    attempts: list[Attempt] = field(default_factory=list)
    stages: list[tuple[str, float, float]] = field(default_factory=list)
    reader: Reader | None = None
    meter: Meter | None = None
    stopped: list[str] = field(default_factory=list)
    tried: int = 0
    began: float = 0.0

    @property
    def receipt_id(self) -> str:
        return f"rcp_{self.envelope.id}"

    def is_finished(self) -> bool:
        """Whether the answer's end was among what was yielded."""
        return self.reader is not None and self.reader.complete

    async def run(self) -> AsyncGenerator[Head | bytes, None]:
        """The walk. Yields one `Head`, then bytes. Raises nothing but cancellation."""
        self.began = self._now()
        outcome, code, begun = Outcome.CANCELLED, None, False
        try:
            await self._reserve()
            await self._ask_subject()
            scan, slots = await self._detect()
            facts = self.facts = self._facts(scan, slots)
            decision = self.decision = self._decide(facts)
            self.redaction = await self._redact(decision, slots, scan.findings)
            async with aclosing(self._attempt_all(facts, decision)) as answer:
                async for part in answer:
                    if not begun:
                        begun = True
                        yield self._head(200)
                    yield part
            outcome = Outcome.OK
        except Problem as problem:
            outcome, code = Outcome.FAILED, problem.code
            if begun:
                yield self.dialect.problem_event(problem, self.envelope.id)
            else:
                yield self._head(problem.status, problem)
                yield self.dialect.problem(problem, self.envelope.id)
        except Exception:
            outcome = Outcome.FAILED  # a fault of ours: the gateway answers, and no text of it goes anywhere
            raise
        finally:
            try:
                if self.meter is not None:
                    self.meter.settle()
            finally:
                self._conclude(outcome, code)

    async def foresee(self) -> Foresight:
        """The walk up to the bytes, for `sovereign explain`: nothing leaves, nothing is recorded. Raises `Problem`."""
        scan, slots = await self._detect()
        facts = self._facts(scan, slots)
        decision = self.decision = self.engine.decide(facts)
        self.redaction = await self._redact(decision, slots, scan.findings)
        leaving = [(candidate, await self._encode(candidate)) for candidate in decision.candidates]
        return Foresight(facts, decision, tuple(leaving), scan.findings)

    # 0 ------------------------------------------------------------------------------------------------- reserve

    async def _reserve(self) -> None:
        """Before detection, so that what is over a limit costs next to nothing. Raises `Problem`.

        It leaves no receipt either: nothing was decided, and a client in a loop must not flood the record.
        """
        limits = self._tenant().limits
        if limits != UNLIMITED or self.envelope.caller.limits:
            self.meter = Meter(self.envelope, self.engine.rules, self.around)
            await self.meter.reserve(limits)

    async def _ask_subject(self) -> None:
        """Whom the request is about: all that is recorded of it can be erased with them. Raises `Problem`."""
        user = self.dialect.user(self.envelope.body)
        if user is not None:
            with no_record_no_egress():
                self.subject = await self.around.store.subject(self.envelope.caller.tenant, user)

    # 1 -------------------------------------------------------------------------------------------------- detect

    async def _detect(self) -> tuple[Scan, tuple[Slot, ...]]:
        if not self.engine.rules.detection.enabled:
            return Scan(()), ()
        tenant = self._tenant()
        slots = await off_loop(len(self.envelope.raw), self.dialect.slots, self.envelope.body)
        started = self._now()
        scan = await self.around.detector.detect(tenant.name, slots, tenant.lexicon)
        self.stages.append(("detect", started, self._now()))
        return scan, slots

    # 2 --------------------------------------------------------------------------------------------------- facts

    def _facts(self, scan: Scan, slots: Sequence[Slot]) -> Facts:
        return state_facts(self.envelope, self.dialect, self.engine, self.around, scan, slots)

    # 3 -------------------------------------------------------------------------------------------------- decide

    def _decide(self, facts: Facts) -> Decision:
        """Raises `Problem` when nothing is permitted."""
        started = self._now()
        decision = self.decision = self.engine.decide(facts)
        self.stages.append(("decide", started, self._now()))
        if not decision.denied:
            return decision
        problem = refusal(decision, facts)
        if problem.code in (Code.POLICY_DENIED, Code.NOT_PERMITTED) and Label.DETECTOR_FAILED in facts.labels:
            message = (
                "the detectors could not read this request in time, and no route may see unread words;"
                " try again, or send less text at once"
            )
            raise Problem(Code.DETECTOR_UNAVAILABLE, message)
        if problem.code is Code.POLICY_DENIED and Label.TOO_MANY in facts.labels:
            message = (
                f"this request holds more than {MOST:,} values that would have to be replaced, so it counts as not"
                " read; send less at once, or add a self-hosted route, which gets the words as they are:"
            )
            raise Problem(Code.POLICY_DENIED, f"{message} {problem.message}")
        raise problem

    # 4 -------------------------------------------------------------------------------------------------- redact

    async def _redact(self, decision: Decision, slots: Sequence[Slot], findings: Sequence[Finding]) -> Redaction | None:
        """At most once, and only if some candidate must not see the words."""
        if all(candidate.treatment is Treatment.RAW for candidate in decision.candidates):
            return None
        started = self._now()
        keep = self.engine.rules.detection.keep
        surrogates = self._tenant().placeholders.style == "surrogates"
        work = partial(redact, slots, findings, keep=keep, surrogates=surrogates)
        redaction = await off_loop(len(self.envelope.raw), work)
        self.stages.append(("redact", started, self._now()))
        return redaction

    # 5 ------------------------------------------------------------------------------------------------ attempts

    async def _attempt_all(self, facts: Facts, decision: Decision) -> AsyncGenerator[bytes, None]:
        """Bytes of the first permitted provider that answers. Raises `Problem` if none does, or if one breaks off."""
        failover = self._failover(decision)
        while (candidate := failover.next(self._tick())) is not None:
            data = await self._prepare(candidate, failover)
            if data is None:
                self.around.shared.not_asked(candidate.route)
                continue
            trial = self._trial(candidate, data)
            await self._intend(facts, candidate, data)
            try:
                part: bytes | None = await trial.answer.first()
                while part is not None:
                    if part:
                        if self.chosen is None:
                            self.chosen, trial.first_token = candidate, self._now()
                        yield part
                    part = await trial.answer.more()
                trial.outcome = Outcome.OK
            except UpstreamFailure as failure:
                trial.outcome, trial.failure = Outcome.FAILED, failure
                if self.chosen is not None:
                    raise broken_off(candidate, failure) from None
                failover.failed(failure, self._tick())
                continue
            finally:
                await trial.answer.aclose()
                self._attempted(trial)
            return
        raise failover.verdict()

    def _failover(self, decision: Decision) -> Failover:
        shared, tenant = self.around.shared, self.envelope.caller.tenant
        shared.requested(tenant, self._tick())
        return Failover(
            decision.candidates,
            is_open=lambda route: shared.breaker_open(route, self._tick()),
            may_retry=lambda: shared.may_retry(tenant, self._tick()),
            reopens_at=shared.reopens_at,
        )

    async def _prepare(self, candidate: Candidate, failover: Failover) -> bytes | None:
        """The bytes for this candidate, paid for; None if it is not to be asked after all."""
        data = await self._encode(candidate)
        if data is None:
            failover.drop(candidate)
            return None
        problem = await self.meter.advance(candidate) if self.meter is not None else None
        if problem is None:
            return data
        failover.forgo(candidate, problem)
        return None

    async def _encode(self, candidate: Candidate) -> bytes | None:
        """The exact bytes for this candidate, or None (and an alarm) if an original still shows in them."""
        provider, size = self.engine.providers[candidate.provider], len(self.envelope.raw)
        redaction = self._redaction_for(candidate)
        if redaction is None:
            return await off_loop(size, provider.encode, self.envelope, self.envelope.body, candidate)
        body: Body = await off_loop(size, self.dialect.rewrite, self.envelope.body, redaction.replacements)
        note = note_for(redaction.vault) if self._tenant().placeholders.note else None
        if note is not None:
            body = self.dialect.instruct(body, note)
        data = await off_loop(size, provider.encode, self.envelope, body, candidate)
        hits = await off_loop(size, leaks, data, redaction.vault)
        if not hits:
            return data
        log.error("leak suspected: request %s, route %s, %d originals", self.envelope.id, candidate.route, hits)
        self.stopped.append(candidate.route)
        return None

    def _tenant(self) -> Tenant:
        return tenant_of(self.envelope, self.engine.rules)

    def _redaction_for(self, candidate: Candidate) -> Redaction | None:
        """Raises RuntimeError rather than let a candidate that must not see the words have them."""
        if candidate.treatment is Treatment.RAW:
            return None
        if self.redaction is None:
            raise RuntimeError("a redacted candidate without a redaction")
        return self.redaction

    async def _intend(self, facts: Facts, candidate: Candidate, data: bytes) -> None:
        """No durable intent, no egress. Raises `Problem` (ledger_unavailable)."""
        self.tried += 1
        try:
            with no_record_no_egress():
                try:
                    await self.around.store.intend(self._intent(facts, candidate, data), self.subject)
                except SubjectGone:
                    await self._ask_subject()
                    await self.around.store.intend(self._intent(facts, candidate, data), self.subject)
        except Problem:
            self.tried -= 1
            self.around.shared.not_asked(candidate.route)
            raise

    def _intent(self, facts: Facts, candidate: Candidate, data: bytes) -> Intent:
        """Raises `LedgerUnavailable`."""
        caller = self.envelope.caller
        key = self.subject.commitments if self.subject else self.around.store.commitment_key(facts.tenant)
        return Intent(
            receipt=self.receipt_id,
            attempt=self.tried,
            tenant=facts.tenant,
            at=self._now(),
            provider=candidate.provider,
            model=candidate.model,
            zone=candidate.zone,
            effective=facts.effective,
            treatment=candidate.treatment,
            ruleset=self.engine.rules.digest,
            commitment=commitment(key, data),
            owner=caller.owner,
            team=caller.team,
            key=caller.key_id,
            held=self.meter.held if self.meter is not None else None,
        )

    def _trial(self, candidate: Candidate, data: bytes) -> Trial:
        """6 restore: the reader puts back what the vault holds, unless the provider's answer shows placeholders."""
        provider = self.engine.providers[candidate.provider]
        redaction = self._redaction_for(candidate) if provider.restores else None
        reader = self.dialect.reader(
            body=self.envelope.body,
            stream=self.envelope.stream,
            vault=redaction.vault if redaction else None,
            refusal=self._refusal,
        )
        timeouts = self.engine.rules.providers[candidate.provider].timeouts
        self.reader = reader
        answer = Answer(Call(provider, candidate, data, self.envelope, timeouts), reader)
        return Trial(candidate, answer, self._now())

    def _refusal(self, tool: str) -> str | None:
        """What the agent reads in place of a tool call that may not reach it."""
        match allowance(tool, self._tenant().tools, self.envelope.caller.tools):
            case "allow":
                return None
            case "hold":
                return (
                    f"The call of {tool!r} was not passed on: the policy of this tenant holds it for a person's "
                    "approval, and nobody approved it."
                )
            case "deny":
                return f"The call of {tool!r} was not passed on: this key or tenant may not use it."

    def _attempted(self, trial: Trial) -> None:
        """Whatever happened, the breaker hears of it and the record will."""
        route, failure = trial.candidate.route, trial.failure
        if trial.outcome is Outcome.OK:
            self.around.shared.succeeded(route, self._tick())
        elif failure is not None and counts_for_breaker(failure.kind):
            self.around.shared.failed(route, self._tick(), failure.retry_after)
        attempt = trial.told(self.tried, self._now(), self.engine.rules.prices.get(route))
        self.attempts.append(attempt)
        if self.meter is not None:
            self.meter.pay(attempt)
        if failure is not None:
            level = logging.INFO if failure.kind is FailureKind.REFUSED else logging.WARNING
            log.log(level, "request %s: %s failed: %s", self.envelope.id, route, failure)
            self.around.store.attempted(self.envelope.caller.tenant, self.receipt_id, attempt, self.subject)

    # 7 ------------------------------------------------------------------------------------------------- receipt

    def _conclude(self, outcome: Outcome, code: Code | None) -> None:
        """Recorded whatever happened, also when the client hung up: nothing is awaited that could be cancelled."""
        if self.facts is None or self.decision is None:
            return
        receipt = Receipt(
            id=self.receipt_id,
            facts=self.facts,
            decision=self.decision,
            attempts=tuple(self.attempts),
            redactions=self.redaction.vault.counts() if self.redaction else (),
            outcome=outcome,
            code=code,
            stopped=tuple(self.stopped),
        )
        self.around.store.concluded(receipt, self.subject)
        self.stages.append(("request", self.began, self._now()))
        self.around.tracer.record(receipt, self.envelope.traceparent, tuple(self.stages))

    def _head(self, status: int, problem: Problem | None = None) -> Head:
        return Head(status, self._headers(), problem)

    def _headers(self) -> Mapping[str, str]:
        redaction = self._redaction_for(self.chosen) if self.chosen else None
        return {
            "x-request-id": f"req_{self.envelope.id}",
            "x-sovereign-route": self.chosen.route if self.chosen else "none",
            "x-sovereign-zone": self.chosen.zone if self.chosen else "none",
            "x-sovereign-class": self.facts.effective if self.facts else "none",
            "x-sovereign-redactions": str(len(redaction.vault) if redaction else 0),
            "x-sovereign-attempts": str(self.tried),
            "x-sovereign-ruleset": self.engine.rules.digest,
            "x-sovereign-receipt": self.receipt_id if self.decision else "none",
            **(self.meter.headers if self.meter else {}),
        }

    def _now(self) -> float:
        """For the record."""
        return self.around.clock.now()

    def _tick(self) -> float:
        """For what waits: it does not jump when somebody sets the clock."""
        return self.around.clock.monotonic()


@contextmanager
def no_record_no_egress() -> Iterator[None]:
    try:
        yield
    except LedgerUnavailable as fault:
        message = "the record of this request could not be made durable, so nothing was sent"
        raise Problem(Code.LEDGER_UNAVAILABLE, message) from fault


def broken_off(candidate: Candidate, failure: UpstreamFailure) -> Problem:
    """The answer had begun: never silently continued, the client is told by a typed error."""
    code = Code.UPSTREAM_TIMEOUT if failure.kind is FailureKind.TIMEOUT else Code.UPSTREAM_ERROR
    return Problem(code, f"the answer of {candidate.route} broke off ({failure.kind}); what came before is incomplete")
