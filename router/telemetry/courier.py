"""The thread's side of telemetry: spans made, spans delivered, failures counted and told once a minute.

Nothing that fails here reaches a request. What cannot be delivered is dropped: traces may be lost, the ledger may not.
"""

import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, OTELResourceDetector, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SpanExporter, SpanExportResult
from opentelemetry.sdk.util.instrumentation import InstrumentationScope

from router.ports import Act
from router.telemetry import names
from router.telemetry.spans import Record, Weaver, weave_all

_SECONDS_BETWEEN_NOTICES = 60.0
_FOREIGN_LOGGERS = ("opentelemetry.exporter.otlp.proto.http.trace_exporter", "opentelemetry.exporter.otlp.common.http")

_logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Courier:
    """Delivers in batches of at most `batch` spans. Used by one thread; `close` may be called by another."""

    weaver: Weaver
    exporters: tuple[SpanExporter, ...]
    batch: int
    now: Callable[[], float] = time.monotonic
    _undelivered: int = 0
    _closed: bool = False
    _told: tuple[int, int] = (0, 0)
    _next_notice: float = float("-inf")

    def deliver(self, records: Sequence[Record | Act], overflown: int) -> None:
        """Blocks while exporters do (`OTEL_EXPORTER_OTLP_TIMEOUT` each). `overflown`: requests that found no room."""
        spans = weave_all(self.weaver, records)
        for start in range(0, len(spans), self.batch):
            for exporter in self.exporters:
                self._export(exporter, spans[start : start + self.batch])
        self._tell(overflown)

    def close(self) -> None:
        """Ends a retry in progress; what was not delivered yet is dropped."""
        self._closed = True
        for exporter in self.exporters:
            exporter.shutdown()

    def _export(self, exporter: SpanExporter, spans: Sequence[ReadableSpan]) -> None:
        if self._closed:
            return
        try:
            result = exporter.export(spans)
        except (OSError, ValueError):  # a console that is closed, a collector's certificate that is not there
            result = SpanExportResult.FAILURE
        if result is not SpanExportResult.SUCCESS:
            self._undelivered += len(spans)

    def _tell(self, overflown: int) -> None:
        now, lost = self.now(), (self._undelivered, overflown)
        if now < self._next_notice or lost == self._told:
            return
        self._told, self._next_notice = lost, now + _SECONDS_BETWEEN_NOTICES
        _logger.warning(
            "traces are incomplete: since start, %d spans could not be delivered and %d requests found the queue full; "
            "check OTEL_EXPORTER_OTLP_ENDPOINT and the collector behind it",
            *lost,
        )


def open_courier(kinds: Sequence[str], batch: int, version: str) -> Courier:
    """Reads what the SDK reads of the `OTEL_*` variables. Raises what the exporters raise for settings they refuse."""
    for name in _FOREIGN_LOGGERS:
        logging.getLogger(name).disabled = True  # a line for each batch and each retry; ours comes once a minute
    provider = TracerProvider(resource=_resource(version), shutdown_on_exit=False)
    scope = InstrumentationScope(names.SCOPE, version, names.SCHEMA_URL)
    weaver = Weaver(provider.resource, scope, provider.sampler)
    return Courier(weaver, tuple(_exporter(kind) for kind in kinds), batch)


def _resource(version: str) -> Resource:
    """What `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` say wins over what the router says of itself."""
    own = {SERVICE_NAME: names.SERVICE, SERVICE_VERSION: version}
    return Resource.create(own).merge(OTELResourceDetector().detect())


def _exporter(kind: str) -> SpanExporter:
    match kind:
        case "otlp":
            return OTLPSpanExporter()
        case "console":
            return ConsoleSpanExporter(out=sys.stdout)
        case _:
            raise ValueError(f"no exporter is called {kind!r}")
