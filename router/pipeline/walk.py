"""The walk of one request: reserve, detect, facts, decide, redact, attempts, restore, settle, receipt.

Order is the security property, so it stands in one function, `Walk.run`, read from top to bottom, and nowhere else.
Nothing here parses, decides, retries by its own rules or knows a vendor: those are asked, and this file awaits.

`Walk.run` is an asynchronous generator. Its first item is the `Head`; what follows are bytes for the client. Closing
it (the client hung up) ends the provider's call, and its `finally` still settles and writes the receipt.
"""

import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf
from operator import attrgetter

from router.core.failover import Failover, counts_for_breaker
from router.core.leak import leaks
from router.core.ledger import commitment
from router.core.limits import Cost
from router.core.notes import note_for
from router.core.policy import refusal
from router.core.problems import Code, FailureKind, Problem, UpstreamFailure
from router.core.redact import Redaction, redact
from router.core.rules import LISTED, UNLIMITED, Serving, Tenant, Timeouts
from router.core.tools import allowance
from router.core.types import (
    Attempt,
    Body,
    Candidate,
    Decision,
    Envelope,
    Facts,
    Label,
    Outcome,
    Receipt,
    Slot,
    Treatment,
)
from router.pipeline.answering import Answer, Call
from router.pipeline.facting import MOST, NO_PAST, Past, past_of, state_facts, tenant_of
from router.pipeline.hedging import Race, hedge_for
from router.pipeline.metering import Meter, moment
from router.pipeline.onward import Onward, onward_from
from router.pipeline.ordering import Ordering, serving_of
from router.pipeline.surroundings import Engine, Foresight, Head, Surroundings, off_loop, receipt_of
from router.pipeline.trial import Trial
from router.ports import (
    LONGEST_LINE,
    Crowded,
    DialectPort,
    Intent,
    LedgerUnavailable,
    Permit,
    Reader,
    Resumable,
    Scan,
    Subject,
    SubjectGone,
    TenantGone,
)

log = logging.getLogger("sovereign.walk")

NOTHING_READ = Scan(())


@dataclass(slots=True)
class Walk:
    """One request on its way. What is learnt on the way stands in its fields, for the receipt."""

    envelope: Envelope
    dialect: DialectPort
    engine: Engine
    around: Surroundings
    ended: Callable[[], Problem | None] = lambda: None
    """Why it was cancelled, where it was not the client that went."""
    subject: Subject | None = None
    facts: Facts | None = None
    decision: Decision | None = None
    redaction: Redaction | None = None
    chosen: Candidate | None = None
    serving: Serving = LISTED
    onward: Onward | None = None
    broken: tuple[Candidate, UpstreamFailure] | None = None
    attempts: list[Attempt] = field(default_factory=list)
    stages: list[tuple[str, float, float]] = field(default_factory=list)
    reader: Reader | None = None
    has_finish: bool = False
    """The client, of its stream: who takes the next part has taken the last. No error may follow."""
    meter: Meter | None = None
    past: Past = NO_PAST
    stopped: list[str] = field(default_factory=list)
    tried: int = 0
    began: float = 0.0
    gives_up: float | None = None
    """When the client does, if nothing has come until then: on the clock of `_tick`."""
    in_line: float = inf
    """Until when this request waits for servers without room."""

    @property
    def receipt_id(self) -> str:
        return receipt_of(self.envelope.id)

    def rest(self) -> bytes | None:
        """What is left to say of an answer whose finish the client has; None where it has none."""
        if not self.has_finish or self.reader is None:
            return None
        rest = self.reader.finish()
        return rest if self.reader.failure is None else None  # another choice had begun, and has no finish

    async def run(self) -> AsyncGenerator[Head | bytes, None]:
        """The walk. Yields one `Head`, then bytes. Raises nothing but cancellation."""
        self.began = self._now()
        if self.envelope.patience is not None:
            self.gives_up = self._tick() + self.envelope.patience
        outcome, code, begun = Outcome.CANCELLED, None, False
        try:
            await self._reserve()
            await self._ask_subject()
            scan, slots = await self._detect()
            facts = self.facts = self._facts(scan, slots)
            decision = self.decision = self._decide(facts)
            self.redaction = await self._redact(decision, slots, scan)
            async with aclosing(self._attempt_all(facts, decision)) as answer:
                async for part in answer:
                    if not begun:
                        begun = True
                        yield self._head(200)
                    yield part
                    if self._finishes():
                        self.has_finish, outcome = True, Outcome.OK
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
        self.past = self._past()
        scan, slots = await self._detect()
        facts = self._facts(scan, slots)
        decision = self.decision = self.engine.decide(facts)
        self.redaction = await self._redact(decision, slots, scan)
        leaving = [(candidate, await self._encode(candidate)) for candidate in decision.candidates]
        self.serving = serving_of(self.engine.rules, self.envelope.model)
        passed_over = await self._ordering().passed_over(decision)
        return Foresight(facts, decision, tuple(leaving), scan.findings, self.serving, passed_over)

    # 0 ------------------------------------------------------------------------------------------------- reserve

    async def _reserve(self) -> None:
        """Before detection, so that what is over a limit costs next to nothing. Raises `Problem`.

        It leaves no receipt either: nothing was decided, and a client in a loop must not flood the record. In the same
        step other replicas tell what they know of the conversation, so that a request waits for them once.
        """
        limits, past = self._tenant().limits, self._past()
        if limits != UNLIMITED or self.envelope.caller.limits:
            self.meter = Meter(self.envelope, self.engine.rules, self.around)
            water = await self.meter.reserve(limits, past.marks)
        else:
            asked = self.envelope.caller.tenant, past.marks, (), Cost(0, 0), moment(self.around.clock)
            _, water = await self.around.shared.begin(*asked, self.engine.rules)
        self.past = past if water is None else past._replace(water=water)

    def _past(self) -> Past:
        return past_of(self.envelope, self.dialect, self.around)

    async def _ask_subject(self) -> None:
        """Whom the request is about: all that is recorded of it can be erased with them. Raises `Problem`."""
        user = self.dialect.user(self.envelope.body)
        if user is None:
            return
        try:
            self.subject = await self.around.store.subject(self.envelope.caller.tenant, user)
        except LedgerUnavailable as fault:
            raise no_egress(fault) from fault

    # 1 -------------------------------------------------------------------------------------------------- detect

    async def _detect(self) -> tuple[Scan, tuple[Slot, ...]]:
        if not self.engine.rules.detection.enabled:
            return NOTHING_READ, ()
        tenant = self._tenant()
        slots = await off_loop(len(self.envelope.raw), self.dialect.slots, self.envelope.body)
        started = self._now()
        scan = await self.around.detector.detect(tenant.name, slots, tenant.lexicon)
        self.stages.append(("detect", started, self._now()))
        return scan, slots

    # 2 --------------------------------------------------------------------------------------------------- facts

    def _facts(self, scan: Scan, slots: Sequence[Slot]) -> Facts:
        return state_facts(self.envelope, self.dialect, self.engine, self.around, scan, slots, past=self.past)

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

    async def _redact(self, decision: Decision, slots: Sequence[Slot], scan: Scan) -> Redaction | None:
        """At most once, and only if some candidate must not see the words."""
        if all(candidate.treatment is Treatment.RAW for candidate in decision.candidates):
            return None
        started = self._now()
        keep = self.engine.rules.detection.keep
        tenant = self._tenant()
        surrogates, memory = tenant.placeholders.style == "surrogates", self.around.sightings.of(tenant.name)
        work = partial(redact, slots, scan.findings, keep=keep, surrogates=surrogates, memory=memory, left=scan.left)
        redaction = await off_loop(len(self.envelope.raw), work)
        self.stages.append(("redact", started, self._now()))
        return redaction

    # 5 ------------------------------------------------------------------------------------------------ attempts

    async def _attempt_all(self, facts: Facts, decision: Decision) -> AsyncGenerator[bytes, None]:
        """Bytes of the first permitted provider that answers. Raises `Problem` if none does, or if one breaks off."""
        self.serving = serving_of(self.engine.rules, self.envelope.model)
        failover = self._failover(await self._in_order(decision))
        while (trial := await self._begin(facts, failover)) is not None:
            race = self._race(trial, facts, failover)
            try:
                part: bytes | None = await race.first()
                while part is not None:
                    if part:
                        self._choose(race.ahead)
                        yield part
                        if self._finishes():
                            race.ahead.outcome = Outcome.OK  # however its connection ends
                    part = await race.ahead.answer.more()
                race.ahead.outcome = Outcome.OK
            except UpstreamFailure as failure:
                self._failed(race.ahead, failure, failover)
                if self.chosen is not None and not self._goes_on(race.ahead, failure):
                    break
                continue
            finally:
                await race.aclose()
            return
        if self.broken is None:
            raise failover.verdict()
        if held := self._let_go():
            yield held
        raise broken_off(*self.broken)

    async def _in_order(self, decision: Decision) -> tuple[Candidate, ...]:
        """Those of the decision and nobody else. Raises `Problem` where the request is too long for all of them."""
        if not self.serving.orders:
            return decision.candidates
        return await self._ordering().of(decision)

    def _ordering(self) -> Ordering:
        return Ordering(self.envelope, self.dialect, self.serving, self.engine.rules, self.around)

    async def _begin(self, facts: Facts, failover: Failover, *, waits: bool = True) -> Trial | None:
        """A trial of the next candidate, its intent durable: its bytes may leave. None when there is nobody left.

        `waits`: in the line of a full server, if need be.
        """
        while (candidate := self._next(failover)) is not None:
            permit = await self._enter(candidate, failover, waits=waits)
            if permit is None:
                continue
            trial = None
            try:
                trial = await self._sent(candidate, facts, failover, permit)
            finally:
                if trial is None:
                    with permit:  # given back unused
                        pass
            if trial is not None:
                return trial  # left when it has ended
        return None

    async def _sent(self, candidate: Candidate, facts: Facts, failover: Failover, permit: Permit) -> Trial | None:
        takes = self.onward is None or (self._restores(candidate) and self.onward.takes(candidate))
        data = await self._prepare(candidate, failover) if takes else None
        if data is None:
            return None
        trial = self._trial(candidate, data, permit)
        await self._intend(facts, trial)
        permit.sent()
        self.around.latencies.begun(candidate.route)
        return trial

    def _race(self, trial: Trial, facts: Facts, failover: Failover) -> Race:
        race = Race(trial, self._attempted)
        if self.serving.hedge is not None and self.onward is None:
            hedge = hedge_for(self.serving.hedge, facts, self.engine.rules)
            race.hedge(hedge, partial(self._begin_beside, facts, failover), partial(self._failed, failover=failover))
        return race

    async def _begin_beside(self, facts: Facts, failover: Failover) -> Trial | None:
        """A second trial beside one that is slow. It takes one of the tenant's retries, so that nothing is stormed."""
        if not self.around.shared.may_retry(facts.tenant, self._tick()):
            return None
        try:
            return await self._begin(facts, failover, waits=False)
        except Problem:
            return None  # the first goes on alone

    def _finishes(self) -> bool:
        """A stream whose finish was among what was yielded: a whole reply is handed over when the walk has ended."""
        return self.envelope.stream and self.reader is not None and self.reader.finished

    def _choose(self, trial: Trial) -> None:
        """The client sees something of it."""
        if trial.first_token is None:
            trial.first_token, now = self._now(), self._tick()
            self.around.latencies.answered(trial.candidate.route, now - trial.began, now)
            if self.envelope.stream:
                trial.permit.began()
        if self.chosen is None:
            self.chosen, self.reader = trial.candidate, trial.answer.reader

    def _failed(self, trial: Trial, failure: UpstreamFailure, failover: Failover) -> None:
        trial.fail(failure)
        failover.failed(failure, self._tick(), trial.candidate)

    def _goes_on(self, trial: Trial, failure: UpstreamFailure) -> bool:
        """Whether another may be asked to go on with what the client has seen, now that it broke off."""
        self.broken = self.broken or (trial.candidate, failure)
        self.onward = onward_from(trial, failure, self.onward, self.serving)
        return self.onward is not None

    def _let_go(self) -> bytes:
        """Nobody goes on: what was held back for them."""
        return self.reader.let_go() if isinstance(self.reader, Resumable) else b""

    def _failover(self, candidates: tuple[Candidate, ...]) -> Failover:
        """Retries have one layer: what the client's SDK repeats by itself is not repeated here as well."""
        shared, health, tenant = self.around.shared, self.around.health, self.envelope.caller.tenant
        shared.requested(tenant, self._tick())
        return Failover(
            candidates,
            is_open=health.breaker_open,
            is_spent=health.is_spent,
            is_free=health.is_free,
            may_retry=lambda: not self.envelope.again and shared.may_retry(tenant, self._tick()),
            reopens_at=health.reopens_at,
            is_stopped=self.around.gate.is_stopped,
        )

    def _next(self, failover: Failover) -> Candidate | None:
        """Nobody more is asked for a client that has given up."""
        return None if self._left() <= 0 else failover.next(self._tick())

    def _left(self) -> float:
        """Seconds until the client gives up if nothing has come."""
        return inf if self.gives_up is None else self.gives_up - self._tick()

    async def _enter(self, candidate: Candidate, failover: Failover, *, waits: bool) -> Permit | None:
        """Leave to ask. A full server is waited for where nobody behind it has room, and no longer than a line is."""
        enter, tenant = self.around.health.enter, self.envelope.caller.tenant
        entered = await enter(candidate.route, tenant, 0.0)
        if isinstance(entered, Crowded) and waits and failover.is_last():
            self.in_line = min(self.in_line, self._tick() + LONGEST_LINE)
            entered = await enter(candidate.route, tenant, min(self._left(), self.in_line - self._tick()))
        if not isinstance(entered, Crowded):
            return entered
        failover.crowd_out(candidate, entered.wait)
        return None

    async def _prepare(self, candidate: Candidate, failover: Failover) -> bytes | None:
        """The bytes for this candidate, paid for; None if it is not to be asked after all."""
        data = await self._encode(candidate)
        if data is None:
            failover.drop(candidate)
            return None
        problem = await self.meter.advance(self.tried + 1, candidate) if self.meter is not None else None
        if problem is None:
            return data
        failover.forgo(candidate, problem)
        return None

    async def _encode(self, candidate: Candidate) -> bytes | None:
        """The exact bytes for this candidate, or None (and an alarm) if an original still shows in them."""
        provider, size = self.engine.providers[candidate.provider], len(self.envelope.raw)
        redaction = self._redaction_for(candidate)
        if redaction is None:
            return await off_loop(
                size, provider.encode, self.envelope, self._asking(self.envelope.body, candidate), candidate
            )
        body: Body = await off_loop(size, self.dialect.rewrite, self.envelope.body, redaction.replacements)
        note = note_for(redaction.vault) if self._tenant().placeholders.note else None
        if note is not None:
            body = self.dialect.instruct(body, note)
        data = await off_loop(size, provider.encode, self.envelope, self._asking(body, candidate), candidate)
        hits = await off_loop(size, leaks, data, redaction.vault)
        if not hits:
            return data
        log.error("leak suspected: request %s, route %s, %d originals", self.envelope.id, candidate.route, hits)
        self.stopped.append(candidate.route)
        return None

    def _asking(self, body: Body, candidate: Candidate) -> Body:
        """For an answer, or for the rest of one."""
        return body if self.onward is None else self.onward.body(self.dialect, body, candidate)

    def _restores(self, candidate: Candidate) -> bool:
        return self.engine.providers[candidate.provider].restores

    def _tenant(self) -> Tenant:
        return tenant_of(self.envelope, self.engine.rules)

    def _redaction_for(self, candidate: Candidate) -> Redaction | None:
        """Raises RuntimeError rather than let a candidate that must not see the words have them."""
        if candidate.treatment is Treatment.RAW:
            return None
        if self.redaction is None:
            raise RuntimeError("a redacted candidate without a redaction")
        return self.redaction

    async def _intend(self, facts: Facts, trial: Trial) -> None:
        """No durable intent, no egress. Raises `Problem` (ledger_unavailable)."""
        self.tried = trial.number
        try:
            try:
                await self.around.store.intend(self._intent(facts, trial), self.subject)
            except SubjectGone:
                await self._ask_subject()
                await self.around.store.intend(self._intent(facts, trial), self.subject)
        except LedgerUnavailable as fault:
            self.tried -= 1
            raise no_egress(fault) from fault
        except Problem:
            self.tried -= 1
            raise

    def _intent(self, facts: Facts, trial: Trial) -> Intent:
        """Raises `LedgerUnavailable`."""
        caller, candidate, data = self.envelope.caller, trial.candidate, trial.answer.call.data
        key = self.subject.commitments if self.subject else self.around.store.commitment_key(facts.tenant)
        return Intent(
            receipt=self.receipt_id,
            attempt=trial.number,
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
            held=self.meter.held(trial.number) if self.meter is not None else None,
        )

    def _trial(self, candidate: Candidate, data: bytes, permit: Permit) -> Trial:
        provider, onward = self.engine.providers[candidate.provider], self.onward
        reader = self._reader(candidate) if onward is None else onward.read_by(candidate)
        call = Call(provider, candidate, data, self.envelope, self._timeouts(candidate))
        answer = Answer(call, reader, self.around.deadlines, self.around.gate)
        source = None if onward is None else onward.source.number
        return Trial(self.tried + 1, candidate, answer, permit, self._now(), self._tick(), source)

    def _reader(self, candidate: Candidate) -> Reader:
        """6 restore: the reader puts back what the vault holds, unless the provider's answer shows placeholders."""
        restores = self._restores(candidate)
        redaction = self._redaction_for(candidate) if restores else None
        return self.dialect.reader(
            body=self.envelope.body,
            stream=self.envelope.stream,
            vault=redaction.vault if redaction else None,
            refusal=partial(stopped_call, self.envelope, self.engine),
            resumable=restores and bool(self.serving.continues),
        )

    def _timeouts(self, candidate: Candidate) -> Timeouts:
        """The route's, what was learned of it, and no longer than the client waits."""
        timeouts = self.around.health.timeouts(
            candidate.route, self.engine.rules.providers[candidate.provider].timeouts
        )
        if self.gives_up is None:
            return timeouts
        left = self._left()
        total = timeouts.total if self.envelope.stream else min(timeouts.total, left)
        return replace(timeouts, first_token=min(timeouts.first_token, left), total=total)

    def _attempted(self, trial: Trial) -> None:
        """Whatever happened, the route's health hears of it and the record will."""
        route, failure, now = trial.candidate.route, trial.failure, self._tick()
        is_blamed = failure is not None and (failure.kind is not FailureKind.TIMEOUT or self._left() > 0)
        with trial.permit:
            if trial.outcome is Outcome.OK:
                trial.permit.answered(trial.answer.quota)
            elif failure is not None and is_blamed:
                trial.permit.failed(failure)
        self._time(trial, now, counts=is_blamed and failure is not None and counts_for_breaker(failure.kind))
        attempt = trial.told(self._now(), self.engine.rules.prices.get(route))
        self.attempts.append(attempt)
        if self.meter is not None:
            self.meter.pay(attempt)
        if failure is not None:
            level = logging.INFO if failure.kind is FailureKind.REFUSED else logging.WARNING
            log.log(level, "request %s: %s failed: %s", self.envelope.id, route, failure)
            self.around.store.attempted(self.envelope.caller.tenant, self.receipt_id, attempt, self.subject)

    def _time(self, trial: Trial, now: float, *, counts: bool) -> None:
        """How long it let one wait, if no content of it came."""
        waited = None if trial.first_token is not None else now - trial.began
        self.around.latencies.ended(
            trial.candidate.route,
            now,
            failed_after=waited if counts else None,
            left_after=waited if trial.outcome is Outcome.CANCELLED else None,
        )

    # 7 ------------------------------------------------------------------------------------------------- receipt

    def _conclude(self, outcome: Outcome, code: Code | None) -> None:
        """Recorded whatever happened, also when the client hung up: nothing is awaited that could be cancelled."""
        if self.facts is None or self.decision is None:
            return
        if outcome is Outcome.CANCELLED and (problem := self.ended()) is not None:
            outcome, code = Outcome.FAILED, problem.code
        receipt = Receipt(
            id=self.receipt_id,
            facts=self.facts,
            decision=self.decision,
            attempts=tuple(sorted(self.attempts, key=attrgetter("number"))),
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


def stopped_call(envelope: Envelope, engine: Engine, tool: str) -> str | None:
    """What the agent reads in place of a tool call that may not reach it; None for one that may.

    No method: a reader that knew its walk would keep both, and the body, until the collector comes round.
    """
    match allowance(tool, tenant_of(envelope, engine.rules).tools, envelope.caller.tools):
        case "allow":
            return None
        case "hold":
            return (
                f"The call of {tool!r} was not passed on: the policy of this tenant holds it for a person's "
                "approval, and nobody approved it."
            )
        case "deny":
            return f"The call of {tool!r} was not passed on: this key or tenant may not use it."


def no_egress(fault: LedgerUnavailable) -> Problem:
    """What the client is told where there can be no record."""
    if isinstance(fault, TenantGone):
        return Problem(Code.INVALID_API_KEY, "the tenant of this API key was erased")
    message = "the record of this request could not be made durable, so nothing was sent"
    return Problem(Code.LEDGER_UNAVAILABLE, message)


def broken_off(candidate: Candidate, failure: UpstreamFailure) -> Problem:
    """The answer had begun: never silently continued, the client is told by a typed error."""
    if failure.kind is FailureKind.STOPPED:
        message = f"an admin stopped {candidate.provider} while its answer was coming; what came before is incomplete"
        return Problem(Code.STOPPED, message)
    code = Code.UPSTREAM_TIMEOUT if failure.kind is FailureKind.TIMEOUT else Code.UPSTREAM_ERROR
    return Problem(code, f"the answer of {candidate.route} broke off ({failure.kind}); what came before is incomplete")
