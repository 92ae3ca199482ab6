"""Traces end to end: a receipt goes in, a real OTLP receiver says what came out. And the switch, and the failures."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

from router.core.types import (
    Attempt,
    Candidate,
    Decision,
    Drop,
    Effect,
    Facts,
    Outcome,
    Reason,
    Receipt,
    Treatment,
    Usage,
    Verdict,
    Zone,
)
from router.ports import Act
from router.telemetry import NullTelemetry, Telemetry, attributes, from_environment
from router.telemetry.courier import Courier, open_courier
from router.telemetry.spans import Record

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"
START = 1_800_000_000.0
CANARY = "Zarathustra Quxwell"

MISTRAL = Candidate("mistral", "mistral-medium-latest", Zone.EU, Treatment.REDACTED)
VLLM = Candidate("vllm", "mistral-small-3.2", Zone.SELF_HOSTED, Treatment.RAW)
STAGES = (
    ("detect", START, START + 0.01),
    ("decide", START + 0.01, START + 0.011),
    ("redact", START + 0.011, START + 0.012),
)

FACTS = Facts(
    request="req_1",
    tenant="default",
    key="k7",
    agent="bot",
    dialect="chat",
    model="assistant",
    stream=True,
    day=date(2026, 11, 22),
    effective="internal",
    raised_by=(("declared", "public"), ("detected:PERSON", "internal")),
    labels=(),
    kinds=(("PERSON", 2),),
    needs=("tools",),
    size=1024,
    scope=("*",),
)
DECISION = Decision(
    candidates=(VLLM, MISTRAL),
    verdicts=(
        Verdict("models", Effect.ABSTAIN, Reason.PERMITTED),
        Verdict(
            "contracts",
            Effect.NARROW,
            Reason.RETENTION_TOO_LONG,
            (Drop("openai", "gpt-5", Zone.ELSEWHERE, Reason.RETENTION_TOO_LONG, "retains 90 days, 30 allowed"),),
        ),
    ),
    digest="d" * 64,
)
FAILED = Attempt(1, VLLM, START + 0.02, START + 0.05, Outcome.FAILED, failure="server", status=500)
ANSWERED = Attempt(
    2,
    MISTRAL,
    START + 0.06,
    START + 0.9,
    Outcome.OK,
    status=200,
    first_token=START + 0.31,
    usage=Usage(120, 30, 100, 5),
    finish_reasons=("stop",),
    response_model="mistral-medium-2508",
)
RECEIPT = Receipt("rcp_1", FACTS, DECISION, (FAILED, ANSWERED), (("PERSON", 2), ("EMAIL_ADDRESS", 1)), Outcome.OK)


@dataclass
class Collector:
    """An OTLP receiver. `status` is what it answers."""

    status: int = 200
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def requests(self) -> list[ExportTraceServiceRequest]:
        return [ExportTraceServiceRequest.FromString(body) for body in self.bodies]

    def spans(self) -> list[Span]:
        return [
            span
            for request in self.requests()
            for of_resource in request.resource_spans
            for of_scope in of_resource.scope_spans
            for span in of_scope.spans
        ]

    def span(self, name: str) -> Span:
        (span,) = [span for span in self.spans() if span.name == name]
        return span


@pytest.fixture
def collector() -> Iterator[Collector]:
    seen = Collector()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.headers.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
            seen.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(seen.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The test's output is its assertions."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        seen.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield seen
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _restored_switch_interval() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_TRACES_EXPORTER", "OTEL_TRACES_SAMPLER", "OTEL_SDK_DISABLED"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def tracing(monkeypatch: pytest.MonkeyPatch, **otel: str) -> Iterator[Telemetry]:
    """Telemetry from the environment; on leaving, everything recorded was delivered."""
    for name, value in otel.items():
        monkeypatch.setenv(f"OTEL_{name}", value)
    tracer = from_environment(os.environ, "9.9.9")
    assert isinstance(tracer, Telemetry)
    yield tracer
    tracer.shutdown()


def plain(value: AnyValue) -> object:
    kind = value.WhichOneof("value")
    assert kind is not None
    return [plain(v) for v in value.array_value.values] if kind == "array_value" else getattr(value, kind)


def said(span: Span) -> dict[str, object]:
    return {attribute.key: plain(attribute.value) for attribute in span.attributes}


def test_a_request_becomes_a_tree_of_server_stages_and_sibling_attempts(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, TRACEPARENT, STAGES)

    server = collector.span("POST /v1/chat/completions")
    assert server.kind == Span.SPAN_KIND_SERVER
    assert (server.trace_id.hex(), server.parent_span_id.hex()) == (TRACE, PARENT)
    children = [span for span in collector.spans() if span is not server and span.name != server.name]
    assert [(span.name, span.kind) for span in children] == [
        ("detect", Span.SPAN_KIND_INTERNAL),
        ("decide", Span.SPAN_KIND_INTERNAL),
        ("redact", Span.SPAN_KIND_INTERNAL),
        ("chat mistral-small-3.2", Span.SPAN_KIND_CLIENT),
        ("chat mistral-medium-latest", Span.SPAN_KIND_CLIENT),
    ]
    assert {span.parent_span_id for span in children} == {server.span_id}
    assert {span.trace_id.hex() for span in children} == {TRACE}
    assert len({span.span_id for span in collector.spans()}) == 6


def test_spans_have_the_times_that_were_measured(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    stages = (("request", START - 0.001, START + 1.0), *STAGES)
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, None, stages)

    def times(name: str) -> tuple[float, float]:
        span = collector.span(name)
        return span.start_time_unix_nano / 1e9, span.end_time_unix_nano / 1e9

    assert times("POST /v1/chat/completions") == pytest.approx((START - 0.001, START + 1.0), abs=1e-6)
    assert "request" not in {span.name for span in collector.spans()}
    assert times("detect") == pytest.approx((START, START + 0.01), abs=1e-6)
    assert times("chat mistral-medium-latest") == pytest.approx((START + 0.06, START + 0.9), abs=1e-6)


def test_without_a_request_stage_the_server_span_reaches_from_the_first_stage_to_the_recording(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    attempt = replace(ANSWERED, started=now - 1, first_token=now - 0.5, ended=now)
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(replace(RECEIPT, attempts=(attempt,)), None, (("decide", now - 2, now - 1.9),))

    server = collector.span("POST /v1/chat/completions")
    assert server.start_time_unix_nano / 1e9 == pytest.approx(now - 2, abs=1e-6)
    assert now <= server.end_time_unix_nano / 1e9 <= time.time()


def test_the_attempts_speak_the_genai_conventions_and_show_why_there_was_a_second(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, TRACEPARENT, STAGES)

    first, second = collector.span("chat mistral-small-3.2"), collector.span("chat mistral-medium-latest")
    assert first.status.code == 2
    assert said(first)["error.type"] == "server"
    assert said(first)["http.response.status_code"] == 500
    assert "sovereign.failover.reason" not in said(first)
    assert second.status.code == 0
    assert said(second) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "mistral_ai",
        "gen_ai.request.model": "mistral-medium-latest",
        "gen_ai.request.stream": True,
        "gen_ai.response.model": "mistral-medium-2508",
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.response.time_to_first_chunk": pytest.approx(0.25, abs=1e-6),
        "gen_ai.usage.input_tokens": 120,
        "gen_ai.usage.output_tokens": 30,
        "gen_ai.usage.cache_read.input_tokens": 100,
        "gen_ai.usage.reasoning.output_tokens": 5,
        "http.response.status_code": 200,
        "sovereign.attempt": 2,
        "sovereign.failover.reason": "server",
        "sovereign.outcome": "ok",
        "sovereign.data.class": "internal",
        "sovereign.receipt.id": "rcp_1",
        "sovereign.route.id": "mistral/mistral-medium-latest",
        "sovereign.route.jurisdiction": "eu",
        "sovereign.route.treatment": "redacted",
    }


def test_tokens_that_the_router_guessed_are_marked(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    guessed = replace(ANSWERED, usage=Usage(120, 30, estimated=True))
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(replace(RECEIPT, attempts=(guessed,)), TRACEPARENT, STAGES)
    told = said(collector.span("chat mistral-medium-latest"))
    assert (told["gen_ai.usage.output_tokens"], told["sovereign.usage.estimated"]) == (30, True)


def test_the_reason_of_every_decision_is_in_the_trace(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, TRACEPARENT, STAGES)

    server = said(collector.span("POST /v1/chat/completions"))
    assert server["sovereign.tenant.id"] == "default"
    assert server["sovereign.policy.hash"] == "d" * 64
    assert server["sovereign.data.class"] == "internal"
    assert server["sovereign.redaction.count"] == 3
    assert server["sovereign.decision.effect"] == "permit"
    assert server["sovereign.decision.allowed_count"] == 2
    assert server["sovereign.decision.dropped_count"] == 1
    assert server["sovereign.decision.reasons"] == ["permitted", "retention_too_long"]
    decide = said(collector.span("decide"))
    assert decide["sovereign.decision.dropped"] == [
        "openai/gpt-5 elsewhere retention_too_long (retains 90 days, 30 allowed)"
    ]
    assert decide["sovereign.decision.allowed"] == [
        "vllm/mistral-small-3.2 self_hosted raw",
        "mistral/mistral-medium-latest eu redacted",
    ]
    assert decide["sovereign.data.raised_by"] == ["declared=public", "detected:PERSON=internal"]
    assert said(collector.span("detect"))["sovereign.data.kinds"] == ["PERSON=2"]
    assert said(collector.span("redact"))["sovereign.redaction.kinds"] == ["PERSON=2", "EMAIL_ADDRESS=1"]


def test_a_key_that_was_rolled_back_is_a_trace_of_its_own_marked_as_an_error(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    details = {"reference": "env:K", "version": "2"}
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.note(Act("credentials.roll_back", "router", START, target="mistral", details=details))

    (span,) = collector.spans()
    assert (span.name, span.status.code, span.parent_span_id) == ("credentials.roll_back", 2, b"")
    assert span.start_time_unix_nano == span.end_time_unix_nano == int(START * 1e9)
    assert said(span) == {
        "error.type": "credentials.roll_back",
        "sovereign.act.actor": "router",
        "sovereign.act.target": "mistral",
        "sovereign.act.reference": "env:K",
        "sovereign.act.version": "2",
    }


def test_no_span_is_made_of_an_act_that_the_sampler_does_not_want(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url, TRACES_SAMPLER="always_off") as tracer:
        tracer.note(Act("credentials.roll_back", "router", START))
    assert collector.bodies == []


def test_the_resource_is_what_the_environment_says_else_the_routers_own_name(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resource() -> dict[str, object]:
        return {a.key: plain(a.value) for a in collector.requests()[-1].resource_spans[0].resource.attributes}

    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, None, ())
    assert (resource()["service.name"], resource()["service.version"]) == ("sovereign-router", "9.9.9")
    scope = collector.requests()[-1].resource_spans[0].scope_spans[0]
    assert scope.schema_url == "https://opentelemetry.io/schemas/1.41.0"
    with tracing(monkeypatch, SERVICE_NAME="gate", RESOURCE_ATTRIBUTES="deployment.environment.name=prod") as tracer:
        tracer.record(RECEIPT, None, ())
    assert resource()["service.name"] == "gate"
    assert resource()["deployment.environment.name"] == "prod"


def test_headers_and_the_traces_endpoint_are_taken_from_the_environment(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(
        monkeypatch, EXPORTER_OTLP_TRACES_ENDPOINT=f"{collector.url}/custom", EXPORTER_OTLP_HEADERS="x-team=blue"
    ) as tracer:
        tracer.record(RECEIPT, None, ())
    assert collector.headers[0]["path"] == "/custom"
    assert collector.headers[0]["x-team"] == "blue"
    assert collector.headers[0]["content-type"] == "application/x-protobuf"


@pytest.mark.parametrize(
    "traceparent",
    [
        None,
        "",
        CANARY,
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f"00-{TRACE}-{PARENT}-01-more",
        f"00-{TRACE}-{PARENT}",
    ],
)
def test_an_invalid_traceparent_starts_a_trace_of_its_own(
    collector: Collector, monkeypatch: pytest.MonkeyPatch, traceparent: str | None
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, traceparent, ())
    server = collector.span("POST /v1/chat/completions")
    assert server.parent_span_id == b""
    assert server.trace_id.hex() not in {TRACE, "0" * 32}


def test_a_traceparent_of_a_later_version_is_still_understood(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, f"01-{TRACE}-{PARENT}-01-future", ())
    assert collector.span("POST /v1/chat/completions").parent_span_id.hex() == PARENT


def test_a_caller_that_did_not_sample_is_followed(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, f"00-{TRACE}-{PARENT}-00", STAGES)
    assert collector.bodies == []


def test_the_sampler_of_the_environment_decides(collector: Collector, monkeypatch: pytest.MonkeyPatch) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url, TRACES_SAMPLER="always_off") as tracer:
        tracer.record(RECEIPT, TRACEPARENT, STAGES)
    assert collector.bodies == []
    with tracing(monkeypatch, TRACES_SAMPLER="parentbased_traceidratio", TRACES_SAMPLER_ARG="0.0") as tracer:
        tracer.record(RECEIPT, None, STAGES)
        tracer.record(RECEIPT, TRACEPARENT, STAGES)
    assert {span.trace_id.hex() for span in collector.spans()} == {TRACE}


def test_no_text_reaches_a_span_from_where_a_client_or_provider_may_put_some(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = replace(DECISION, candidates=(), verdicts=(Verdict("models", Effect.DENY, Reason.MODEL_UNKNOWN),))
    facts = replace(FACTS, model="Zarathustra", request=f"req {CANARY}")
    babbling = replace(ANSWERED, response_model=f"model of {CANARY}", finish_reasons=(CANARY, "stop"))
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(replace(RECEIPT, facts=facts, decision=unknown, attempts=()), CANARY, STAGES)
        tracer.record(replace(RECEIPT, attempts=(babbling,)), f"{TRACEPARENT}-{CANARY}", STAGES)
    assert len(collector.spans()) == 4 + 5
    for word in (b"Zarathustra", b"Quxwell"):
        assert not any(word in body for body in collector.bodies)
    assert said(collector.span("chat mistral-medium-latest"))["gen_ai.response.finish_reasons"] == ["stop"]


@given(st.text(min_size=1))
def test_what_a_provider_calls_its_model_is_shown_only_as_an_identifier(name: str) -> None:
    shown = attributes.client(RECEIPT, replace(ANSWERED, response_model=name), None).get("gen_ai.response.model")
    assert shown is None or (
        shown == name and name.isascii() and len(name) <= 128 and " " not in name and "@" not in name
    )


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        (RECEIPT, (200, None, 0)),
        (replace(RECEIPT, outcome=Outcome.FAILED, code="policy_denied", attempts=()), (403, "policy_denied", 0)),
        (
            replace(RECEIPT, outcome=Outcome.FAILED, code="no_route_available", attempts=(FAILED,)),
            (503, "no_route_available", 2),
        ),
        (replace(RECEIPT, outcome=Outcome.FAILED, code="upstream_error"), (200, "upstream_error", 2)),
        (replace(RECEIPT, outcome=Outcome.CANCELLED, attempts=()), (None, None, 0)),
        (replace(RECEIPT, outcome=Outcome.ORPHANED, attempts=()), (None, None, 2)),
    ],
    ids=["answered", "denied", "nobody-answered", "broke-in-the-stream", "hung-up", "died"],
)
def test_the_server_span_has_the_status_that_the_client_saw_and_an_error_only_where_the_server_is_at_fault(
    collector: Collector,
    monkeypatch: pytest.MonkeyPatch,
    receipt: Receipt,
    expected: tuple[int | None, str | None, int],
) -> None:
    with tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(receipt, None, ())
    server = collector.span("POST /v1/chat/completions")
    told = said(server)
    shown = (told.get("http.response.status_code"), told.get("error.type"), server.status.code)
    assert shown == expected


def test_a_hundred_requests_are_delivered_in_batches_without_waiting_for_the_delay(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tracing(
        monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url, BSP_MAX_EXPORT_BATCH_SIZE="50", BSP_SCHEDULE_DELAY="3600000"
    ) as tracer:
        for _ in range(100):
            tracer.record(RECEIPT, None, ())
        deadline = time.monotonic() + 5
        while not collector.bodies and time.monotonic() < deadline:
            time.sleep(0.01)
        assert collector.bodies
    assert len(collector.spans()) == 300
    assert max(len(r.resource_spans[0].scope_spans[0].spans) for r in collector.requests()) <= 50


def test_a_full_queue_drops_the_newest_and_counts_it() -> None:
    tracer = from_environment({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_BSP_MAX_QUEUE_SIZE": "3"}, "0")
    assert isinstance(tracer, Telemetry)
    tracer._thread = threading.Thread()  # one that never takes anything
    for _ in range(5):
        tracer.record(RECEIPT, None, ())
    assert tracer.dropped == 2


def test_an_unreachable_collector_slows_no_request_and_no_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    tracer = from_environment(os.environ, "0")
    assert isinstance(tracer, Telemetry)
    tracer.start()
    before = time.perf_counter()
    for _ in range(2000):
        tracer.record(RECEIPT, TRACEPARENT, STAGES)
    assert time.perf_counter() - before < 0.5
    before = time.perf_counter()
    tracer.shutdown(timeout=0.3)
    assert time.perf_counter() - before < 2
    assert tracer._thread is not None
    tracer._thread.join(5)
    assert not tracer._thread.is_alive()


def test_what_could_not_be_delivered_is_said_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    class Down(SpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:  # noqa: ARG002 - it is down
            return SpanExportResult.FAILURE

    minute = [0.0]
    courier = open_courier((), 512, "0")
    courier = Courier(courier.weaver, (Down(),), 512, now=lambda: minute[0])
    record = Record(RECEIPT, None, (), START)
    with caplog.at_level(logging.WARNING, logger="router.telemetry"):
        for minute[0] in (0, 10, 59):
            courier.deliver([record], 0)
        assert len(caplog.records) == 1
        assert "3 spans could not be delivered" in caplog.text
        minute[0] = 61
        courier.deliver([], 7)
        assert "9 spans could not be delivered and 7 requests found the queue full" in caplog.text
        minute[0] = 200
        courier.deliver([], 7)
    assert len(caplog.records) == 2


def test_a_refusing_collector_is_told_of_in_one_line_without_the_librarys_own(
    collector: Collector, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    collector.status = 400
    with caplog.at_level(logging.DEBUG), tracing(monkeypatch, EXPORTER_OTLP_ENDPOINT=collector.url) as tracer:
        tracer.record(RECEIPT, None, ())
    lines = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in lines] == ["router.telemetry.courier"]


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"OTEL_TRACES_EXPORTER": "none", "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
        {"OTEL_SDK_DISABLED": "TRUE", "OTEL_TRACES_EXPORTER": "otlp"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "  "},
        {"OTEL_TRACES_EXPORTER": "zipkin"},
        {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"},
    ],
)
def test_traces_are_off_unless_the_environment_asks_for_what_is_possible(environ: dict[str, str]) -> None:
    tracer = from_environment(environ, "0")
    assert isinstance(tracer, NullTelemetry)
    tracer.start()
    tracer.record(RECEIPT, TRACEPARENT, STAGES)
    tracer.shutdown()


@pytest.mark.parametrize(
    "environ",
    [
        {"OTEL_TRACES_EXPORTER": "otlp"},
        {"OTEL_TRACES_EXPORTER": "console"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"},
        {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"},
        {"OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"},
        {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_TRACES_EXPORTER": "console"},
    ],
)
def test_an_exporter_or_an_endpoint_turns_traces_on(environ: dict[str, str]) -> None:
    assert isinstance(from_environment(environ, "0"), Telemetry)


@pytest.mark.parametrize("wrong", ["0", "-1", "many", "1.5"])
def test_a_size_that_is_no_size_is_said_and_the_default_used(wrong: str, caplog: pytest.LogCaptureFixture) -> None:
    tracer = from_environment({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_BSP_MAX_QUEUE_SIZE": wrong}, "0")
    assert isinstance(tracer, Telemetry)
    assert tracer._sizes.queue == 2048
    assert "OTEL_BSP_MAX_QUEUE_SIZE" in caplog.text


def test_settings_that_an_exporter_refuses_turn_traces_off_and_say_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    credentials = "PYTHON_EXPORTER_OTLP_HTTP_TRACES_CREDENTIAL_PROVIDER"
    with tracing(monkeypatch, TRACES_EXPORTER="otlp", **{credentials: "nobody"}) as tracer:
        tracer.record(RECEIPT, None, ())
        assert tracer._thread is not None
        tracer._thread.join(5)
        tracer.record(RECEIPT, None, ())
        assert not tracer._queue
        assert tracer.dropped == 1
    assert "traces are off" in caplog.text


def test_the_console_shows_spans(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with tracing(monkeypatch, TRACES_EXPORTER="console") as tracer:
        tracer.record(replace(RECEIPT, attempts=()), TRACEPARENT, ())
    shown = json.loads(capsys.readouterr().out)
    assert shown["name"] == "POST /v1/chat/completions"
    assert shown["attributes"]["sovereign.receipt.id"] == "rcp_1"


@pytest.mark.parametrize(("otel", "imported"), [({}, False), ({"OTEL_TRACES_EXPORTER": "console"}, True)])
def test_opentelemetry_is_imported_only_when_traces_are_on(otel: dict[str, str], imported: bool) -> None:
    script = (
        "import os, sys, time\n"
        "from router import telemetry\n"
        "tracer = telemetry.from_environment(os.environ, '0')\n"
        "assert not any(name.startswith('opentelemetry') for name in sys.modules)\n"
        "tracer.start(); tracer.shutdown()\n"
        "print(any(name.startswith('opentelemetry') for name in sys.modules))\n"
    )
    root = Path(__file__).parent.parent
    ran = subprocess.run([sys.executable, "-c", script], env=otel, cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(imported)


def test_recording_costs_less_than_three_microseconds() -> None:
    tracer = from_environment({"OTEL_TRACES_EXPORTER": "otlp", "OTEL_BSP_MAX_QUEUE_SIZE": "1000000"}, "0")
    assert isinstance(tracer, Telemetry)
    tracer._thread = threading.Thread()
    best = float("inf")
    for _ in range(20):
        before = time.thread_time()
        for _ in range(1000):
            tracer.record(RECEIPT, TRACEPARENT, STAGES)
        best = min(best, (time.thread_time() - before) / 1000)
    assert best < 3e-6
