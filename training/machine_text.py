"""Text that machines write or read and that names nobody: code, logs, identifiers, numbers.

Half of it is made of the commonest English words in the manner of several programming languages, the rest are lines of
this project's own code, and logs.
"""

import random
from functools import cache
from pathlib import Path

import wordfreq
from examples import Example
from people import family_names, given_names
from places import cities, countries

_ROOT = Path(__file__).parent.parent


@cache
def _sources() -> tuple[str, ...]:
    places = [*sorted((_ROOT / "router").rglob("*.py")), *sorted((_ROOT / "providers").rglob("*.py"))]
    kept = (path for path in places if "detect" not in path.parts and path.name != "everyday.py")
    return tuple(path.read_text(encoding="utf-8") for path in kept)


@cache
def _vocabulary() -> tuple[str, ...]:
    words = (word for word in wordfreq.top_n_list("en", 6000) if word.isascii() and word.isalpha() and len(word) > 2)
    return tuple(word for word in words if not _is_name(word))


def _is_name(word: str) -> bool:
    return given_names()[word] > 2 or family_names()[word] > 4 or cities().get(word, 0) > 100_000 or word in countries()


_LEVELS = ("INFO", "WARN", "ERROR", "DEBUG", "TRACE", "info", "warning")
_PARTS = (
    *("http.server", "scheduler", "db.pool", "kafka-consumer", "auth", "worker-{n}", "nginx", "kernel", "sshd[{n}]"),
    *("systemd[1]", "org.apache.catalina.core", "GC", "api-gateway", "celery", "{w}", "{w}.{w}", "com.{w}.{W}{W}"),
)
_EVENTS = (
    "request {h} finished in {n} ms status={s}",
    "connection to 10.0.{n}.{n} lost, retrying in {n}s",
    "Started Session {n} of user root",
    "cache miss key={h}",
    "GET /api/v1/{w}/{n} {s}",
    'Exception in thread "main" java.lang.{W}Exception at com.acme.core.{W}.{w}({W}.java:{n})',
    "queue depth {n}, lag {n}",
    "token {h} expired",
    "rotated log file app.log.{n}",
    "TypeError: cannot read properties of undefined (reading '{w}')",
    'Traceback (most recent call last): File "{w}.py", line {n}, in {w}_{w}',
    "pod/{w}-{h} Pulled image {w}:1.{n}",
    "{W} {w} failed: {w} is not {w}",
    "commit {h}",
)
_CODE = (
    "def {w}_{w}(self, {w}: {W}, {w}=None) -> {W}:",
    "    if {w} is None or {w}.{w}:",
    "    elif {w} in {w}:",
    "        {w} = {w}.{w}_{w}({w}, {n})",
    "    return [{w} for {w} in {w} if {w}.{w}]",
    "class {W}{W}({W}):",
    "    @property",
    "    async with self.{w}.{w}() as {w}:",
    "    raise {W}Error(f'{{{w}}} {w} {w}')",
    "from {w}.{w} import {W}, {w}",
    "import {w}",
    '    """{W} the {w} of {w} {w}."""',
    "# {w} {w} {w}: see {w}",
    "const {w} = await {w}.{w}({{ {w}: {n}, {w}: '{w}' }});",
    "export function {w}{W}({w}, {w}) {{",
    "  if ({w}.{w} === '{w}') return {w};",
    "public static {W}<{W}> {w}{W}(final {W} {w}) throws {W}Exception {{",
    "func ({w} *{W}) {W}({w} string) ({w} {W}, err error) {{",
    "SELECT {w}, {w}.{w} FROM {w} JOIN {w} ON {w}.id = {w}.{w}_id WHERE {w} > {n};",
    "INSERT INTO {w} ({w}, {w}) VALUES ({n}, '{w}');",
    "CREATE TABLE {w} (id BIGINT PRIMARY KEY, {w} TEXT NOT NULL, {w} TIMESTAMP);",
    "{w}:\n  {w}: {n}\n  {w}_{w}: {w}\n  - {w}: {w}",
    '{{"{w}": {n}, "{w}": "{w}", "{w}": [{n}, {n}], "{w}": {{"{w}": true}}}}',
    '{{"lat": {n}.{n}, "lon": {n}.{n}, "{w}": null}}',
    "${w} = Get-{W} | Where-Object {{ $_.{W} -eq '{w}' }}",
    "sudo apt-get install {w}-{w} && {w} --{w}={w} -v | grep {w}",
    "docker run -d --name {w} -e {w}={n} {w}/{w}:{n}.{n}",
    "<div class=\"{w}-{w}\" id='{w}'>{W} {w}</div>",
    ".{w} {{ {w}: {n}px; {w}-{w}: {w}; }}",
    "| {W} | {w} | {n} |\n|---|---|---|\n| {w} | {W} | {n} |",
    "let mut {w}: Vec<{W}> = {w}.iter().map(|{w}| {w}.{w}()).collect();",
    "- [{w}] fix({w}): {w} {w} on {w}",
    "{w}=={n}.{n}.{n}\n{w}-{w}>={n}.{n}",
    "The `{w}_{w}` {w} takes a `{W}` and {w} the {w}.",
    "Error: {W} '{w}' {w} {w} {w}",
    "{w}, {w} and {w}: {n} {w}",
)


def example(rng: random.Random) -> Example:
    roll = rng.random()
    if roll < 0.2:
        lines = rng.choice(_sources()).splitlines()
        start = rng.randrange(max(1, len(lines) - 8))
        return Example("\n".join(lines[start : start + rng.randint(2, 8)]), "code", ())
    make = _logged if roll < 0.45 else _coded
    return Example("\n".join(make(rng) for _ in range(rng.randint(1, 7))), "code", ())


def _coded(rng: random.Random) -> str:
    return _filled(rng.choice(_CODE), rng)


def _logged(rng: random.Random) -> str:
    stamp = (
        f"2026-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}T{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:07Z"
    )
    return f"{stamp} {rng.choice(_LEVELS)} {_filled(rng.choice(_PARTS), rng)} {_filled(rng.choice(_EVENTS), rng)}"


def _filled(pattern: str, rng: random.Random) -> str:
    text = pattern.replace("{{", "\1").replace("}}", "\2")
    for slot in ("{n}", "{s}", "{h}", "{w}", "{W}"):
        while slot in text:
            text = text.replace(slot, _value(slot, rng), 1)
    return text.replace("\1", "{").replace("\2", "}")


def _value(slot: str, rng: random.Random) -> str:
    match slot:
        case "{n}":
            return str(rng.randint(0, 250))
        case "{s}":
            return str(rng.choice((200, 404, 500)))
        case "{h}":
            return f"{rng.getrandbits(40):010x}"
        case "{w}":
            return rng.choice(_vocabulary())
        case _:
            return rng.choice(_vocabulary()).capitalize()
