"""What a span says: attributes from a receipt, an attempt, and nothing else. Pure.

Receipts hold no request text, with three doors left open, each shut here. The model that a client asked for is the
client's own string until the rules know it, so it is named only then. A provider names its model and its finish reasons
as it likes, and a request id may be the client's: they pass only while they look like identifiers.
"""

import re
from collections.abc import Iterable, Mapping

from router.core.problems import STATUS
from router.core.types import Attempt, Candidate, Decision, Drop, Outcome, Reason, Receipt, Usage
from router.ports import Act
from router.telemetry import names

Value = str | bool | int | float | tuple[str, ...]
Attributes = dict[str, Value]

_STATUSES: dict[str | None, int] = {code.value: answer for code, answer in STATUS.items()}
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]{0,127}")


def server(receipt: Receipt) -> Attributes:
    """The whole request: who asked, what was decided, how it ended."""
    facts = receipt.facts
    path = names.PATHS[facts.dialect]
    return _present(
        {
            names.HTTP_METHOD: "POST",
            names.HTTP_ROUTE: path,
            names.URL_PATH: path,
            names.HTTP_BODY_SIZE: facts.size,
            names.HTTP_STATUS: status(receipt),
            names.ERROR_TYPE: receipt.code,
            names.OPERATION: names.OPERATIONS[facts.dialect],
            names.REQUEST_MODEL: _known_model(receipt),
            names.REQUEST_STREAM: facts.stream,
            names.RECEIPT: receipt.id,
            names.REQUEST: _identifier(facts.request),
            names.TENANT: facts.tenant,
            names.KEY: facts.key,
            names.AGENT: facts.agent,
            names.OUTCOME: receipt.outcome.value,
            names.DATA_CLASS: facts.effective,
            names.REDACTION_COUNT: sum(count for _, count in receipt.redactions),
            names.ATTEMPTS: len(receipt.attempts),
        }
    ) | _summary(receipt.decision)


def stage(name: str, receipt: Receipt) -> Attributes:
    """What one step of the walk found out. A step that has nothing to say has no attributes."""
    match name:
        case "detect":
            return _detected(receipt)
        case "decide":
            return _decided(receipt)
        case "redact":
            return _redacted(receipt)
        case _:
            return {}


def client(receipt: Receipt, attempt: Attempt, before: Attempt | None) -> Attributes:
    """One try at one candidate. `before` is the attempt whose failure led to this one."""
    candidate = attempt.candidate
    return (
        _route(candidate)
        | _present(
            {
                names.OPERATION: names.OPERATIONS[receipt.facts.dialect],
                names.REQUEST_STREAM: receipt.facts.stream,
                names.RESPONSE_MODEL: _identifier(attempt.response_model),
                names.FINISH_REASONS: _identifiers(attempt.finish_reasons),
                names.TIME_TO_FIRST_CHUNK: _first_chunk(attempt),
                names.HTTP_STATUS: attempt.status,
                names.ERROR_TYPE: attempt.failure,
                names.ATTEMPT: attempt.number,
                names.FAILOVER_REASON: before.failure if before else None,
                names.OUTCOME: attempt.outcome.value,
                names.DATA_CLASS: receipt.facts.effective,
                names.RECEIPT: receipt.id,
            }
        )
        | _usage(attempt.usage)
    )


def act(done: Act) -> Attributes:
    """What was done beside requests. Its details are names and numbers, as `Act` has it."""
    details = {f"{names.ACT}.{name}": value for name, value in done.details.items()}
    return {names.ERROR_TYPE: done.verb, names.ACT_ACTOR: done.actor, names.ACT_TARGET: done.target, **details}


def status(receipt: Receipt) -> int | None:
    """The status that the client saw; None when it hung up, or the process died, before there was one.

    A stream that had begun keeps its 200, whatever became of it.
    """
    if receipt.facts.stream and any(attempt.first_token is not None for attempt in receipt.attempts):
        return 200
    return _STATUSES.get(receipt.code, 200 if receipt.outcome is Outcome.OK else None)


def _summary(decision: Decision) -> Attributes:
    dropped = decision.dropped
    return {
        names.POLICY: decision.digest,
        names.DECISION_EFFECT: "deny" if decision.denied else "permit",
        names.DECISION_ALLOWED_COUNT: len(decision.candidates),
        names.DECISION_DROPPED_COUNT: len(dropped),
        names.DECISION_REASONS: _reasons(decision),
    }


def _decided(receipt: Receipt) -> Attributes:
    decision, facts = receipt.decision, receipt.facts
    return _present(
        {
            names.DECISION_ALLOWED: tuple(f"{c.route} {c.zone} {c.treatment}" for c in decision.candidates),
            names.DECISION_DROPPED: tuple(_drop(drop) for drop in decision.dropped),
            names.DECISION_VERDICTS: tuple(f"{v.rule} {v.effect} {v.reason}" for v in decision.verdicts),
            names.DATA_CLASS: facts.effective,
            names.DATA_RAISED_BY: tuple(f"{source}={klass}" for source, klass in facts.raised_by),
            names.NEEDS: facts.needs,
        }
    )


def _detected(receipt: Receipt) -> Attributes:
    facts = receipt.facts
    return _present({names.DATA_KINDS: _counts(facts.kinds), names.DATA_LABELS: facts.labels})


def _redacted(receipt: Receipt) -> Attributes:
    total = sum(count for _, count in receipt.redactions)
    return _present({names.REDACTION_COUNT: total, names.REDACTION_KINDS: _counts(receipt.redactions)})


def _route(candidate: Candidate) -> Attributes:
    return {
        names.PROVIDER: names.PROVIDERS.get(candidate.provider, candidate.provider),
        names.REQUEST_MODEL: candidate.model,
        names.ROUTE: candidate.route,
        names.JURISDICTION: candidate.zone.value,
        names.TREATMENT: candidate.treatment.value,
    }


def _usage(usage: Usage | None) -> Attributes:
    if usage is None:
        return {}
    guess: Attributes = {names.USAGE_ESTIMATED: True} if usage.estimated else {}
    return guess | {
        names.INPUT_TOKENS: usage.input_tokens,
        names.OUTPUT_TOKENS: usage.output_tokens,
        names.CACHED_TOKENS: usage.cached_tokens,
        names.REASONING_TOKENS: usage.reasoning_tokens,
    }


def _reasons(decision: Decision) -> tuple[str, ...]:
    """Each reason once, in the order in which the rules gave them."""
    given = [verdict.reason for verdict in decision.verdicts] + [drop.reason for drop in decision.dropped]
    return tuple(dict.fromkeys(reason.value for reason in given))


def _drop(drop: Drop) -> str:
    return f"{drop.route} {drop.zone} {drop.reason}{f' ({drop.detail})' if drop.detail else ''}"


def _known_model(receipt: Receipt) -> str | None:
    unknown = any(verdict.reason is Reason.MODEL_UNKNOWN for verdict in receipt.decision.verdicts)
    return None if unknown else _identifier(receipt.facts.model)


def _first_chunk(attempt: Attempt) -> float | None:
    """Seconds."""
    return None if attempt.first_token is None else max(0.0, attempt.first_token - attempt.started)


def _identifier(text: str | None) -> str | None:
    return text if text and _IDENTIFIER.fullmatch(text) else None


def _identifiers(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if _identifier(text))


def _counts(counts: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{name}={count}" for name, count in counts)


def _present(values: Mapping[str, Value | None]) -> Attributes:
    """Without what is not known: None, and lists with nothing in them."""
    return {name: value for name, value in values.items() if value is not None and value != ()}
