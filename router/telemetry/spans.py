"""One receipt, seen as one trace.

    SERVER    POST /v1/chat/completions        child of the client's own traceparent, if it sent a valid one
    INTERNAL    detect | decide | redact       from `stages`
    CLIENT      chat mistral-medium-latest     one per attempt: a failover shows as siblings

An act that must be seen, such as a provider's key that was rolled back, is a trace of one span that has no length.

Spans are built whole from times already past, so no span is ever open. `ReadableSpan` is what exporters take; making
it costs a tenth of a `Tracer` with its locks and limits. Whether a trace is wanted is asked once, of the sampler that
`OTEL_TRACES_SAMPLER` names, and holds for all its spans.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision, Sampler
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from router.core.types import Attempt, Outcome, Receipt
from router.ports import Act
from router.telemetry import attributes, names
from router.telemetry.attributes import Attributes

REQUEST = "request"
"""The stage that is the request itself: its times become the SERVER span's own, and it has no span besides."""

_PROPAGATOR = TraceContextTextMapPropagator()
_IDS = RandomIdGenerator()
_SAMPLED = TraceFlags(TraceFlags.SAMPLED)


@dataclass(frozen=True, slots=True)
class Record:
    """What the path handed over. Times are seconds since the epoch."""

    receipt: Receipt
    traceparent: str | None
    stages: tuple[tuple[str, float, float], ...]
    ended: float


@dataclass(frozen=True, slots=True)
class Weaver:
    """Makes the spans of a record: none where the sampler does not want the trace."""

    resource: Resource
    scope: InstrumentationScope
    sampler: Sampler

    def weave(self, record: Record) -> tuple[ReadableSpan, ...]:
        context = _PROPAGATOR.extract({"traceparent": record.traceparent or ""})
        parent = get_current_span(context).get_span_context()
        trace = parent.trace_id if parent.is_valid else _IDS.generate_trace_id()
        name = f"POST {names.PATHS[record.receipt.facts.dialect]}"
        sampling = self.sampler.should_sample(context, trace, name, SpanKind.SERVER)
        if sampling.decision is not Decision.RECORD_AND_SAMPLE:
            return ()
        root = SpanContext(trace, _IDS.generate_span_id(), is_remote=False, trace_flags=_SAMPLED)
        whole = self._server(name, root, parent if parent.is_valid else None, record)
        return (whole, *self._stages(root, record), *self._attempts(root, record.receipt))

    def note(self, act: Act) -> tuple[ReadableSpan, ...]:
        trace = _IDS.generate_trace_id()
        sampling = self.sampler.should_sample(None, trace, act.verb, SpanKind.INTERNAL)
        if sampling.decision is not Decision.RECORD_AND_SAMPLE:
            return ()
        own = SpanContext(trace, _IDS.generate_span_id(), is_remote=False, trace_flags=_SAMPLED)
        at = _nanoseconds(act.at)
        return (
            ReadableSpan(
                act.verb,
                own,
                None,
                self.resource,
                attributes.act(act),
                kind=SpanKind.INTERNAL,
                status=Status(StatusCode.ERROR),
                start_time=at,
                end_time=at,
                instrumentation_scope=self.scope,
            ),
        )

    def _server(self, name: str, own: SpanContext, parent: SpanContext | None, record: Record) -> ReadableSpan:
        receipt = record.receipt
        return ReadableSpan(
            name,
            own,
            parent,
            self.resource,
            attributes.server(receipt),
            kind=SpanKind.SERVER,
            status=_server_status(receipt),
            start_time=_nanoseconds(_began(record)),
            end_time=_nanoseconds(_ended(record)),
            instrumentation_scope=self.scope,
        )

    def _stages(self, root: SpanContext, record: Record) -> Iterator[ReadableSpan]:
        for name, start, end in record.stages:
            if name != REQUEST:
                said = attributes.stage(name, record.receipt)
                yield self._child(root, name, SpanKind.INTERNAL, (start, end), said=said, status=Status())

    def _attempts(self, root: SpanContext, receipt: Receipt) -> Iterator[ReadableSpan]:
        before: Attempt | None = None
        operation = names.OPERATIONS[receipt.facts.dialect]
        for attempt in receipt.attempts:
            name = f"{operation} {attempt.candidate.model}"
            said = attributes.client(receipt, attempt, before)
            times = (attempt.started, attempt.ended)
            yield self._child(root, name, SpanKind.CLIENT, times, said=said, status=_attempt_status(attempt))
            before = attempt

    def _child(
        self,
        root: SpanContext,
        name: str,
        kind: SpanKind,
        times: tuple[float, float],
        *,
        said: Attributes,
        status: Status,
    ) -> ReadableSpan:
        start, end = times
        own = SpanContext(root.trace_id, _IDS.generate_span_id(), is_remote=False, trace_flags=_SAMPLED)
        return ReadableSpan(
            name,
            own,
            root,
            self.resource,
            said,
            kind=kind,
            status=status,
            start_time=_nanoseconds(start),
            end_time=_nanoseconds(max(start, end)),
            instrumentation_scope=self.scope,
        )


def weave_all(weaver: Weaver, records: Sequence[Record | Act]) -> list[ReadableSpan]:
    woven = (weaver.note(one) if isinstance(one, Act) else weaver.weave(one) for one in records)
    return [span for spans in woven for span in spans]


def _server_status(receipt: Receipt) -> Status:
    """ERROR where the server is at fault: below 500 it kept its word, and `error.type` says what it said.

    OpenTelemetry semantic conventions, HTTP spans, "Status": a SERVER span leaves 4xx unset.
    """
    refused = attributes.status(receipt)
    if receipt.outcome in {Outcome.OK, Outcome.CANCELLED} or (refused is not None and 400 <= refused < 500):  # noqa: PLR2004 - RFC 9110
        return Status()
    return Status(StatusCode.ERROR)


def _attempt_status(attempt: Attempt) -> Status:
    failed = attempt.failure is not None or attempt.outcome in {Outcome.FAILED, Outcome.ORPHANED}
    return Status(StatusCode.ERROR) if failed else Status()


def _began(record: Record) -> float:
    starts = [start for _, start, _ in record.stages] + [attempt.started for attempt in record.receipt.attempts]
    return min(starts, default=record.ended)


def _ended(record: Record) -> float:
    for name, start, end in record.stages:
        if name == REQUEST:
            return max(start, end)
    return max(_began(record), record.ended)


def _nanoseconds(seconds: float) -> int:
    return int(seconds * 1e9)
