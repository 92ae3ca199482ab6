# ruff: noqa: E501 - lines of logs are long, and so are those that make them
"""Text that machines write and that names nobody, made up from a seed: logs, stack traces, lock files, JSON, metrics.

Everything in it looks like something personal now and then: versions like addresses, hashes like keys, order numbers
like telephones, snowflakes like cards. All of it is ours to leave alone.
"""

import base64
import json
import random
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

_PACKAGES = ("left-pad", "lodash", "@types/node", "@babel/core", "react-dom", "is-odd", "semver", "chalk", "ws", "vite")
_CLASSES = ("OrderService", "HttpClient", "JsonMapper", "PaymentGateway", "QueueWorker", "CacheLoader", "RetryPolicy")
_LEVELS = ("INFO", "WARN", "ERROR", "DEBUG")
_PATHS = ("/api/v2/orders", "/static/app.js", "/healthz", "/metrics", "/users/list", "/home/index.html", "/login")
_WORDS = ("widget", "cable", "lamp", "bracket", "sensor", "filter", "valve", "gasket", "spring", "bearing")
_START = datetime(2025, 3, 1, tzinfo=UTC)


def machine_text(size: int, seed: int = 7) -> str:
    """At least `size` characters, of every kind about as many."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < size:
        for kind in _KINDS:
            part = "\n".join(kind(chance)) + "\n\n"
            parts.append(part)
            length += len(part)
    return "".join(parts)


def _time(chance: random.Random) -> datetime:
    return _START + timedelta(milliseconds=chance.randrange(30_000_000_000))


def _hex(chance: random.Random, octets: int) -> str:
    return chance.randbytes(octets).hex()


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(bytes=chance.randbytes(16), version=4))


def _version(chance: random.Random) -> str:
    return ".".join(str(chance.randrange(40)) for _ in range(chance.choice((3, 3, 3, 2))))


def _nginx(chance: random.Random) -> Iterator[str]:
    for _ in range(20):
        stamp = _time(chance).strftime("%d/%b/%Y:%H:%M:%S +0000")
        path = f"{chance.choice(_PATHS)}?page={chance.randrange(90)}&v={_version(chance)}&t={chance.randrange(10**12)}"
        agent = (
            f"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/{chance.randrange(90, 130)}.0.0.0 Safari/537.36"
        )
        yield (
            f'127.0.0.1 - - [{stamp}] "GET {path} HTTP/1.1" {chance.choice((200, 304, 404))} {chance.randrange(10**6)} '
            f'"-" "{agent}" rt={chance.random():.3f} uct="0.{chance.randrange(1000):03}"'
        )


def _kubernetes(chance: random.Random) -> Iterator[str]:
    for _ in range(15):
        name = f"{chance.choice(_WORDS)}-{_hex(chance, 5)[:9]}-{_hex(chance, 3)[:5]}"
        klog = _time(chance).strftime("%m%d %H:%M:%S.%f")
        yield (
            f'I{klog} {chance.randrange(99999):7} kubelet.go:{chance.randrange(3000)}] "SyncLoop" pod="default/{name}" '
            f"podUID={_uuid(chance)} cpu={chance.randrange(4000)}m mem={chance.randrange(4096)}Mi restarts={chance.randrange(9)}"
        )
        yield f"{name}   1/1   Running   {chance.randrange(20)}   {chance.randrange(90)}d   ready  node-{chance.randrange(30)}"


def _java(chance: random.Random) -> Iterator[str]:
    stamp = _time(chance).strftime("%Y-%m-%d %H:%M:%S,%f")[:-3]
    thread = f"[nio-8080-exec-{chance.randrange(20)}]"
    yield f"{stamp} ERROR {chance.randrange(30000)} --- {thread} c.e.shop.{chance.choice(_CLASSES)} : call failed"
    yield f"java.lang.IllegalStateException: state {chance.randrange(10**9)} of order {chance.randrange(10**10)} is closed"
    for _ in range(12):
        name = chance.choice(_CLASSES)
        yield f"\tat com.example.shop.{name}.apply({name}.java:{chance.randrange(900)}) ~[shop-{_version(chance)}.jar:?]"
    yield f"\t... {chance.randrange(99)} more"


def _lock(chance: random.Random) -> Iterator[str]:
    packages = {}
    for _ in range(8):
        name, version = chance.choice(_PACKAGES), _version(chance)
        packages[f"node_modules/{name}"] = {
            "version": version,
            "resolved": f"https://registry.example/{name}/-/{name.rpartition('/')[2]}-{version}.tgz",
            "integrity": "sha512-" + base64.b64encode(chance.randbytes(64)).decode(),
            "engines": {"node": f">={chance.randrange(22)}.{chance.randrange(9)}.0"},
        }
    yield json.dumps(packages, indent=2)
    for _ in range(6):
        yield f"{chance.choice(_WORDS)}=={_version(chance)} --hash=sha256:{_hex(chance, 32)}"


def _orders(chance: random.Random) -> Iterator[str]:
    for _ in range(6):
        yield json.dumps(
            {
                "id": _uuid(chance),
                "order_id": chance.randrange(10**9, 10**10),
                "number": f"{chance.randrange(10**4)}-{chance.randrange(10**4):04}",
                "sku": f"{chance.choice(('AB', 'XK', 'QT'))}-{chance.randrange(10**4):04}-{chance.choice('ABC')}",
                "ean": f"{chance.randrange(4 * 10**12, 5 * 10**12)}",
                "snowflake": str(chance.randrange(10**17, 10**18)),
                "created_at": _time(chance).isoformat(),
                "epoch": int(_time(chance).timestamp() * 1000),
                "items": [
                    {
                        "name": chance.choice(_WORDS),
                        "qty": chance.randrange(9),
                        "price": round(chance.random() * 900, 2),
                    }
                    for _ in range(2)
                ],
                "total": f"{chance.randrange(10**4)}.{chance.randrange(100):02}",
                "currency": chance.choice(("EUR", "PLN", "CHF")),
                "lat": round(chance.uniform(35, 70), chance.choice((4, 6, 7))),
                "lon": round(chance.uniform(-9, 30), chance.choice((4, 6, 7))),
                "status": chance.choice(("open", "paid", "sent")),
                "etag": _hex(chance, 20),
                "user": "system",
                "ip": "0.0.0.0",
            }
        )


def _metrics(chance: random.Random) -> Iterator[str]:
    for _ in range(20):
        name = f"{chance.choice(_WORDS)}_{chance.choice(('seconds', 'bytes', 'total', 'ratio'))}"
        yield f'{name}{{le="{chance.random():.3f}",code="{chance.choice((200, 500))}"}} {chance.randrange(10**9)} {chance.randrange(10**13)}'
        yield f"{name}_sum {chance.random() * 10**6:.6f}"


def _tables(chance: random.Random) -> Iterator[str]:
    yield "id;amount;quantity;weight;checksum"
    for _ in range(20):
        yield f"{chance.randrange(10**6)};{chance.randrange(10**4)},{chance.randrange(100):02};{chance.randrange(99)};{chance.random():.4f};{_hex(chance, 4)}"
    for _ in range(10):
        yield " ".join(f"{chance.randrange(10**6):>8}" for _ in range(8))


def _dump(chance: random.Random) -> Iterator[str]:
    for line in range(10):
        octets = chance.randbytes(16)
        yield f"{line * 16:08x}  {octets[:8].hex(' ')}  {octets[8:].hex(' ')}  |................|"
    yield _hex(chance, 32)
    yield base64.b64encode(chance.randbytes(120)).decode()
    yield ":".join(f"{octet:02X}" for octet in chance.randbytes(32))


def _git(chance: random.Random) -> Iterator[str]:
    for _ in range(5):
        yield f"commit {_hex(chance, 20)}"
        yield f"index {_hex(chance, 4)[:7]}..{_hex(chance, 4)[:7]} 100644"
        yield f"@@ -{chance.randrange(900)},{chance.randrange(20)} +{chance.randrange(900)},{chance.randrange(20)} @@ def load(self):"
        yield f"-    timeout = {chance.randrange(10**4)}  # step {chance.randrange(9)}, place {chance.randrange(99)}"
        yield f"      - uses: actions/checkout@v{chance.randrange(6)}"


_KINDS: tuple[Callable[[random.Random], Iterator[str]], ...] = (
    _nginx, _kubernetes, _java, _lock, _orders, _metrics, _tables, _dump, _git,
)  # fmt: skip
