"""Traces: what the walk measured, as OpenTelemetry spans, for people who already run a trace back end.

    recorder    takes receipts on the path (a few hundred nanoseconds each); a thread of its own does the rest
    courier     the thread's side: resource, sampler, exporters, and the one log line a minute when they fail
    spans       one receipt -> the spans of one trace
    attributes  one receipt, one attempt -> the attributes of one span. Pure
    names       every name that leaves, in one table

Off unless the standard `OTEL_*` variables turn it on. `opentelemetry` is imported by the thread, and only then.
"""

from router.telemetry.recorder import NullTelemetry, Telemetry, from_environment

__all__ = ["NullTelemetry", "Telemetry", "from_environment"]
