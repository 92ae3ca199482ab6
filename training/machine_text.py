"""Text that machines write and that names nobody: code of this project, logs, identifiers, numbers."""

import random
from functools import cache
from pathlib import Path

from examples import Example

_ROOT = Path(__file__).parent.parent


@cache
def _sources() -> tuple[str, ...]:
    places = [*sorted((_ROOT / "router").rglob("*.py")), *sorted((_ROOT / "providers").rglob("*.py"))]
    return tuple(
        path.read_text(encoding="utf-8") for path in places if "naming" not in path.parts and path.name != "everyday.py"
    )


_LEVELS = ("INFO", "WARN", "ERROR", "DEBUG", "TRACE", "info", "warning")
_PARTS = (
    "http.server",
    "scheduler",
    "db.pool",
    "kafka-consumer",
    "auth",
    "worker-{n}",
    "nginx",
    "kernel",
    "sshd[{n}]",
    "systemd[1]",
    "org.apache.catalina.core",
    "GC",
    "api-gateway",
    "celery",
)
_EVENTS = (
    "request {h} finished in {n} ms status={s}",
    "connection to 10.0.{n}.{n} lost, retrying in {n}s",
    "Started Session {n} of user root",
    "cache miss key={h}",
    "GET /api/v1/items/{n} {s}",
    'Exception in thread "main" java.lang.NullPointerException at com.acme.core.Service.run(Service.java:{n})',
    "queue depth {n}, lag {n}",
    "token {h} expired",
    "rotated log file app.log.{n}",
    "TypeError: cannot read properties of undefined (reading 'map')",
    'Traceback (most recent call last): File "main.py", line {n}, in <module>',
    "pod/web-{h} Pulled image nginx:1.{n}",
    "SELECT id, status FROM orders WHERE total > {n} ORDER BY created_at",
    '{{"id": {n}, "status": "ok", "items": [], "total": {n}.50}}',
    "version: {n}.{n}.{n}",
    "commit {h}",
)


def example(rng: random.Random) -> Example:
    if rng.random() < 0.5:
        lines = rng.choice(_sources()).splitlines()
        start = rng.randrange(max(1, len(lines) - 8))
        return Example("\n".join(lines[start : start + rng.randint(2, 8)]), "code", ())
    return Example("\n".join(_line(rng) for _ in range(rng.randint(1, 4))), "code", ())


def _line(rng: random.Random) -> str:
    values = {"n": rng.randint(1, 250), "s": rng.choice((200, 404, 500)), "h": f"{rng.getrandbits(40):010x}"}
    stamp = (
        f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}T{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:07Z"
    )
    return f"{stamp} {rng.choice(_LEVELS)} {rng.choice(_PARTS).format(**values)} {rng.choice(_EVENTS).format(**values)}"
