"""A running router with unique tokens in every header, body and secret, who is around it, and all that it leaves."""

import asyncio
import json
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import canaries
import httpx
import running
import upstream as up
from running import Running
from upstream import Answer, Upstream
from vault_double import TransitRing, VaultDouble

RULES = """
version: 1
classes: [public, restricted]
detection: {languages: [en], raise: {IBAN_CODE: restricted}, unscanned: restricted}
providers:
  by_env: &own
    kind: openai_compatible
    base_url: "{url}"
    hosting: self
    key: env:CANARY_KEY
    timeouts: {connect: 1, first_token: 1, stall: 1, total: 2}
    breaker: {failures: 1000}
    retries: 0
  by_file: {<<: *own, key: "file:{file}"}
  by_vault: {<<: *own, key: "vault:secret/mistral#key"}
  refused: {<<: *own, key: "vault:secret/mistral#key"}
  nowhere: {<<: *own, base_url: "http://127.0.0.1:1/v1"}
  keyless: {<<: *own, key: "vault:secret/gone#key"}
  crash: {kind: mirror, hosting: self}
models:
  fine_env: [{provider: by_env, model: fine}]
  fine_file: [{provider: by_file, model: fine}]
  fine_vault: [{provider: by_vault, model: fine}]
  e400: [{provider: by_env, model: e400}]
  e401: [{provider: refused, model: e401}]
  e403: [{provider: by_file, model: e403}]
  e429: [{provider: by_vault, model: e429}]
  e500: [{provider: by_file, model: e500}]
  inside: [{provider: by_vault, model: inside}]
  silent: [{provider: by_env, model: silent}]
  garbage: [{provider: by_file, model: garbage}]
  nowhere: [{provider: nowhere, model: x}]
  keyless: [{provider: keyless, model: x}]
  crash: [{provider: crash, model: x}]
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted]}}}
"""
SECRETS = ("env_key", "file_key", "vault_key", "bad_key", "role_id", "secret_id", "vault_token", "otlp", "typo")
HEADERS = ("cookie", "referer", "user-agent", "x-request-id", "x-canary", "openai-organization", "baggage", "forwarded")


class Echo(Upstream):
    """Fails in every way and says all it was sent while it does: key, headers and body."""

    def __init__(self) -> None:
        super().__init__(up.chat())
        self.refuses: set[str] = set()

    def _next_answer(self) -> Answer:
        asked = self.requests[-1]
        key = asked.headers.get("authorization", "").removeprefix("Bearer ")
        echo = f"{key} {dict(asked.headers)} {asked.body.decode()}"
        if asked.path == "/v1/models":
            return up.error(401, echo, code=key) if key in self.refuses else Answer(body=b"{}")
        model = asked.json["model"]
        if model.startswith("e"):
            return up.error(int(model[1:]), echo, code=key, type=echo, param=key, headers={"x-echo": key})
        return {
            "fine": up.chat(f"you said {asked.body.decode()}"),
            "inside": up.sse({"error": {"message": echo, "code": key}}),
            "silent": up.stuck(),
            "garbage": Answer(body=echo.encode(), headers={"content-type": echo.replace("\n", " ")}),
        }[model]


BETWEEN = "=" * 20
SEVERAL = f"""
import json, os, sys
from router.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.stdout = os.fdopen(os.dup(1), "w")
    if main(arguments) != 0:
        sys.exit(f"sovereign {{arguments}}")
    if not sys.stdout.closed:
        sys.stdout.flush()
    os.write(1, {BETWEEN.encode()!r})
"""


@contextmanager
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """An OTLP receiver: its address, and what it is sent."""
    bodies: list[bytes] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """The test's output is its assertions."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", bodies
        server.shutdown()


@dataclass
class Aviary:
    """The running router, who is around it, and what was planted."""

    router: Running
    echo: Echo
    vault: VaultDouble
    exported: list[bytes]
    file: Path
    secrets: dict[str, str]
    headers: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    answers: list[tuple[str, str, bytes]] = field(default_factory=list)
    """What was asked, the token of its body, and all that came back."""
    receipts: list[str] = field(default_factory=list)
    said: list[tuple[str, bytes]] = field(default_factory=list)
    """What commands and the admin side tell, by what was asked of them."""

    async def ask(self, name: str, *, raw: bytes | None = None, key: str | None = None, **more: Any) -> int:
        """One request with new tokens; the status of the answer. `raw`: TOKEN in it is replaced."""
        planted = {header: canaries.token(header.replace("-", "")) for header in HEADERS}
        token = canaries.token("body")
        self.headers += planted.values()
        self.bodies.append(token)
        text = f"{more.pop('text', 'hello')} {token}"
        body = {"model": name, "messages": [{"role": "user", "content": text}], "user": token, **more}
        content = json.dumps(body).encode() if raw is None else raw.replace(b"TOKEN", token.encode())
        headers = {**planted, "Authorization": f"Bearer {key or self.router.key}", "Content-Type": "application/json"}
        url = f"{self.router.api_url}/chat/completions?canary={planted['x-canary']}"
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            answer = await client.post(url, content=content, headers=headers)
        self.receipts += [one for one in answer.headers.get_list("x-sovereign-receipt") if one != "none"]
        head = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
        self.answers.append((name, token, head.encode() + answer.content))
        return answer.status_code

    async def look(self, url: str) -> dict[str, Any]:
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            answer = await client.get(url, headers={"x-canary": self.headers[-1]})
        self.answers.append((url, "", answer.content))
        value = answer.json()
        assert isinstance(value, dict)
        return value

    async def run(self, *commands: tuple[str, ...]) -> list[str]:
        """What `sovereign` commands print, one after the other in one process. It is a sink like any other."""
        given = json.dumps([[str(word) for word in command] for command in commands])
        done = await asyncio.to_thread(self.router.run_script, SEVERAL, given)
        assert done.returncode == 0, done.stderr
        self.said.append(("commands", f"{done.stdout}{done.stderr}".encode()))
        return done.stdout.split(BETWEEN)

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        """Until `/readyz` says so."""
        end = time.monotonic() + 15
        while not holds(said := await self.look(f"{self.router.admin_url}/readyz")):
            assert time.monotonic() < end, said
            await asyncio.sleep(0.1)


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncIterator[Aviary]:
    planted = {name: canaries.token(name) for name in SECRETS}
    vault = VaultDouble(role=planted["role_id"], secret=planted["secret_id"], issues=planted["vault_token"])
    vault.write("secret", "mistral", {"key": planted["vault_key"], "other": "x"})
    ring = vault.transit["transit", "sovereign"] = TransitRing()
    file, data, routes = tmp_path / "key", tmp_path / "data", tmp_path / "routes.yaml"
    file.write_text(planted["file_key"])
    data.mkdir()
    async with Echo() as echo:
        routes.write_text(RULES.replace("{url}", echo.url).replace("{file}", str(file)))
        with vault, collector() as (endpoint, exported):
            environment = running.clean_environment(data, tmp_path / "lookups") | {
                "CANARY_KEY": planted["env_key"],
                "SOVEREIGN_MASTER_KEY": "transit:transit/sovereign",
                "VAULT_ADDR": vault.url,
                "VAULT_ROLE_ID": planted["role_id"],
                "VAULT_SECRET_ID": planted["secret_id"],
                "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
                "OTEL_EXPORTER_OTLP_HEADERS": f"api-key={planted['otlp']}",
            }
            issue = {"tenant": "default", "agent": "tests", "models": "*", "tools": "all"}
            key = await asyncio.to_thread(lambda: running.issue_key(routes, environment, **issue))
            script = (sys.executable, str(running.ROOT / "tests" / "support" / "crashing_router.py"))
            router = running.launch(tmp_path, routes, environment, key, command=script)
            try:
                await asyncio.to_thread(router.wait_ready)
                planted["agent"] = key.split("_")[2]
                planted["master"] = ring.decrypt((data / "master.key.wrapped").read_text().strip()).hex()
                yield Aviary(router, echo, vault, exported, file, planted)
            finally:
                router.end()


def sinks(aviary: Aviary) -> Iterator[tuple[str, bytes]]:
    """All that the router leaves: its output, what it exported and told, its data folder, and what lies beside it."""
    yield "the log", aviary.router.log.read_bytes()
    yield from aviary.said
    beside = aviary.router.data.parent
    for name, data in canaries.files_of(beside):
        if beside / name not in (aviary.file, aviary.router.log) and aviary.router.data not in (beside / name).parents:
            yield f"beside/{name}", data
    assert aviary.exported, "no trace was exported"
    yield "a trace", b"".join(aviary.exported)
    for name, data in canaries.files_of(aviary.router.data):
        yield f"data/{name}", data
