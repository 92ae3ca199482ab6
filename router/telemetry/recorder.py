"""The path's side of telemetry: a bounded queue and a thread behind it.

`record` appends and returns. The thread sleeps for `OTEL_BSP_SCHEDULE_DELAY`, or until a batch is waiting, then takes
what there is. It shares the interpreter with the event loop, so spans are made cheaply (see `spans`), in short turns.
A full queue drops the newest and counts it: memory and time on the path are bounded whatever the collector does.
"""

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from router.core.types import Receipt
from router.ports import Act

if TYPE_CHECKING:
    from router.telemetry.courier import Courier

_EXPORTERS = ("otlp", "console")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")

_SWITCH_INTERVAL = 0.0005
"""Seconds. Encoding spans is pure computation, and the event loop waits this long for its turn. At the interpreter's
own 5 ms, 600 traced requests a second put 5 ms on the slowest hundredth of them; at 0.5 ms it is 1.5 ms."""

_Waiting = tuple[Receipt, str | None, tuple[tuple[str, float, float], ...], float] | Act

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sizes:
    """`OTEL_BSP_*`. `queue` counts requests, `batch` spans; `delay` is in seconds."""

    queue: int = 2048
    batch: int = 512
    delay: float = 5.0


class NullTelemetry:
    """Traces are off."""

    dropped = 0

    def start(self) -> None: ...

    def record(self, receipt: Receipt, traceparent: str | None, stages: Sequence[tuple[str, float, float]]) -> None: ...

    def note(self, act: Act) -> None: ...

    def shutdown(self, timeout: float = 5.0) -> None: ...


class Telemetry:
    """A `ports.Tracer`. One thread records, as the event loop does; `shutdown` blocks, so another calls it."""

    def __init__(self, exporters: Sequence[str], sizes: Sizes, version: str) -> None:
        self._exporters = tuple(exporters)
        self._version = version
        self._sizes = sizes
        self._queue: deque[_Waiting] = deque()
        self._room = sizes.queue
        self._wake_at = max(1, min(sizes.batch, sizes.queue))
        self._wake = threading.Event()
        self._stopping = False
        self._courier: Courier | None = None
        self._thread: threading.Thread | None = None
        self.dropped = 0
        """Requests that found the queue full."""

    def start(self) -> None:
        """Begins at once, so that the first request does not wait for an import. Twice is as good as once."""
        if self._thread is None:
            sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_INTERVAL))
            self._thread = threading.Thread(target=self._run, name="telemetry", daemon=True)
            self._thread.start()

    def record(self, receipt: Receipt, traceparent: str | None, stages: Sequence[tuple[str, float, float]]) -> None:
        """Never blocks, never raises. `stages` are (name, start, end) in seconds since the epoch.

        Stages become spans by their name, but one called `request`, which gives the request's own times.
        """
        self._put((receipt, traceparent, tuple(stages), time.time()))

    def note(self, act: Act) -> None:
        """As `Tracer.note`. Never blocks, never raises."""
        self._put(act)

    def _put(self, waits: _Waiting) -> None:
        waiting = len(self._queue)
        if waiting >= self._room:
            self.dropped += 1
            return
        self._queue.append(waits)
        if waiting + 1 == self._wake_at:
            self._wake.set()
        if self._thread is None:
            self.start()

    def shutdown(self, timeout: float = 5.0) -> None:
        """Delivers what is waiting, for at most `timeout` seconds; the rest is dropped."""
        self._room = 0
        self._stopping = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)
        if self._courier is not None:
            self._courier.close()

    def _run(self) -> None:
        courier = self._open()
        if courier is None:
            return
        while not self._stopping:
            self._wake.wait(self._sizes.delay)
            self._wake.clear()
            self._deliver(courier)
        self._deliver(courier)

    def _open(self) -> "Courier | None":
        from router.telemetry.courier import open_courier  # noqa: PLC0415 - opentelemetry is imported here, in its thread

        try:
            self._courier = open_courier(self._exporters, self._sizes.batch, self._version)
        except (OSError, RuntimeError, ValueError) as refused:
            _logger.error("traces are off: the OTEL_* settings were refused (%s)", type(refused).__name__)  # noqa: TRY400 - the text may hold a header
            self._room = 0
            self._queue.clear()
        return self._courier

    def _deliver(self, courier: "Courier") -> None:
        from router.telemetry.spans import Record  # noqa: PLC0415 - as above; a look-up by now

        waiting = [self._queue.popleft() for _ in range(len(self._queue))]
        records = [one if isinstance(one, Act) else Record(*one) for one in waiting]
        courier.deliver(records, self.dropped)


def from_environment(environ: Mapping[str, str], version: str) -> Telemetry | NullTelemetry:
    """Off, unless `OTEL_TRACES_EXPORTER` or an OTLP endpoint is set. What it cannot honour is said in the log.

    `environ` decides whether and how much; the SDK reads where to and what for from the process's own environment.
    """
    exporters = _exporters(environ)
    return Telemetry(exporters, _sizes(environ), version) if exporters else NullTelemetry()


def _exporters(environ: Mapping[str, str]) -> tuple[str, ...]:
    if _word(environ, "OTEL_SDK_DISABLED") == "true":
        return ()
    default = "otlp" if any(_word(environ, name) for name in _ENDPOINTS) else "none"
    named = [name.strip() for name in (_word(environ, "OTEL_TRACES_EXPORTER") or default).split(",")]
    return tuple(name for name in dict.fromkeys(named) if _is_possible(name, environ))


def _is_possible(exporter: str, environ: Mapping[str, str]) -> bool:
    if exporter in {"", "none"}:
        return False
    if exporter not in _EXPORTERS:
        _logger.warning("OTEL_TRACES_EXPORTER names no exporter that is known here: write otlp, console or none")
        return False
    protocol = next(filter(None, (_word(environ, name) for name in _PROTOCOLS)), "http/protobuf")
    if exporter == "otlp" and protocol != "http/protobuf":
        _logger.warning("OTEL_EXPORTER_OTLP_PROTOCOL: only http/protobuf is spoken here (port 4318); traces are off")
        return False
    return True


def _sizes(environ: Mapping[str, str]) -> Sizes:
    default = Sizes()
    queue = _number(environ, "OTEL_BSP_MAX_QUEUE_SIZE", default.queue)
    batch = _number(environ, "OTEL_BSP_MAX_EXPORT_BATCH_SIZE", default.batch)
    delay = _number(environ, "OTEL_BSP_SCHEDULE_DELAY", int(default.delay * 1000))
    return Sizes(queue, batch, delay / 1000)


def _number(environ: Mapping[str, str], name: str, default: int) -> int:
    word = _word(environ, name)
    if not word:
        return default
    if word.isascii() and word.isdigit() and int(word) > 0:
        return int(word)
    _logger.warning("%s must be a whole number above 0; %d is used", name, default)
    return default


def _word(environ: Mapping[str, str], name: str) -> str:
    """An empty variable counts as one that is not set (OpenTelemetry specification, "Parsing empty value")."""
    return environ.get(name, "").strip().lower()
