"""Unique tokens in every header, body and secret of a running router; every error path driven; every sink searched.

`/proc/PID/environ` is no sink: what a service is given in its environment stands there by nature, for its own user to
read (serving makes it root's alone, see `router.secrets.process`).
"""

import asyncio
import base64
import json
import os
import secrets
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import canaries
import httpx
import pytest
import running
import upstream as up
from running import Running
from upstream import Answer, Upstream
from vault_double import VaultDouble

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
  nowhere: {<<: *own, base_url: "http://127.0.0.1:1/v1"}
  keyless: {<<: *own, key: "vault:secret/gone#key"}
  crash: {kind: mirror, hosting: self}
models:
  fine_env: [{provider: by_env, model: fine}]
  fine_file: [{provider: by_file, model: fine}]
  fine_vault: [{provider: by_vault, model: fine}]
  e400: [{provider: by_env, model: e400}]
  e401: [{provider: by_vault, model: e401}]
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
IBAN = "DE89 3704 0044 0532 0130 00"
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

    async def until(self, holds: Callable[[dict[str, Any]], bool]) -> None:
        """Until `/readyz` says so."""
        end = time.monotonic() + 15
        while not holds(said := await self.look(f"{self.router.admin_url}/readyz")):
            assert time.monotonic() < end, said
            await asyncio.sleep(0.1)


@pytest.fixture
async def aviary(tmp_path: Path) -> AsyncIterator[Aviary]:
    planted = {name: canaries.token(name) for name in SECRETS} | {"master": secrets.token_hex(32)}
    vault = VaultDouble(role=planted["role_id"], secret=planted["secret_id"], issues=planted["vault_token"])
    vault.write("secret", "mistral", {"key": planted["vault_key"], "other": "x"})
    file, data, routes = tmp_path / "key", tmp_path / "data", tmp_path / "routes.yaml"
    file.write_text(planted["file_key"])
    data.mkdir()
    async with Echo() as echo:
        routes.write_text(RULES.replace("{url}", echo.url).replace("{file}", str(file)))
        with vault, collector() as (endpoint, exported):
            environment = running.clean_environment(data, tmp_path / "lookups") | {
                "CANARY_KEY": planted["env_key"],
                "CANARY_MASTER": planted["master"],
                "SOVEREIGN_MASTER_KEY": "env:CANARY_MASTER",
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
                yield Aviary(router, echo, vault, exported, file, planted)
            finally:
                router.end()


async def drive_clients(aviary: Aviary) -> None:
    """What clients do wrong."""
    assert await aviary.ask("bad json", raw=b'{"model": "fine_env", "TOKEN": ') == 400
    assert await aviary.ask("duplicate", raw=b'{"model": "fine_env", "TOKEN": 1, "TOKEN": 2, "messages": []}') == 400
    assert await aviary.ask("wrong type", raw=b'{"model": "fine_env", "messages": "TOKEN"}') == 400
    assert await aviary.ask("fine_env", key=f"sov_{canaries.token('wrong')}") == 401
    assert await aviary.ask("no such model") == 404
    assert await aviary.ask("fine_env", text=IBAN) == 403
    assert await aviary.ask("large", raw=b"TOKEN" * 1_000_000) == 413


async def drive_providers(aviary: Aviary) -> None:
    """What providers do wrong, and then tell."""
    for model in ("fine_env", "fine_file", "fine_vault"):
        assert await aviary.ask(model) == 200
    expected = {"e400": 400, "e401": 503, "e403": 503, "e429": 429, "e500": 503, "nowhere": 503, "garbage": 502}
    for model, status in expected.items():
        assert await aviary.ask(model) == status, aviary.answers[-1]
    assert await aviary.ask("silent") == 504
    assert await aviary.ask("inside", stream=True) == 502
    assert await aviary.ask("keyless") in {403, 503}
    assert await aviary.ask("crash") == 502


async def drive_parts(aviary: Aviary) -> None:
    """What breaks inside: detectors, the store, the rules, a key that is replaced by a wrong one."""
    for worker in children(aviary.router.process.pid):
        os.kill(worker, 9)
    assert await aviary.ask("fine_env") in {200, 403, 503}
    data = aviary.router.data
    data.rename(data.with_name("aside"))
    assert await aviary.ask("fine_env") == 503
    data.with_name("aside").rename(data)
    good = aviary.router.routes.read_text()
    typo = aviary.secrets["typo"]
    aviary.router.routes.write_text(good.replace("key: env:CANARY_KEY", f"key: sk-{typo}\n    {typo}: {typo}"))
    await aviary.until(lambda said: bool(said["rejected"]))
    aviary.router.routes.write_text(good)
    await aviary.until(lambda said: not said["rejected"])
    aviary.echo.refuses.add(aviary.secrets["bad_key"])
    aviary.file.write_text(aviary.secrets["bad_key"])
    await aviary.until(lambda said: "refuses the new key" in said["credentials"].get("by_file", ""))
    assert await aviary.ask("fine_file") == 200


async def test_no_token_reaches_a_log_a_trace_a_file_or_an_answer_of_another(aviary: Aviary) -> None:
    await drive_clients(aviary)
    await drive_providers(aviary)
    await drive_parts(aviary)
    for url in (aviary.router.base_url, aviary.router.admin_url):
        for path in ("/healthz", "/readyz"):
            await aviary.look(url + path)
    await aviary.look(f"{aviary.router.admin_url}/")
    assert await asyncio.to_thread(aviary.router.stop) == 0

    kept = list(sinks(aviary))
    planted = [*aviary.secrets.values(), *aviary.headers]
    assert canaries.found([*planted, *aviary.bodies], kept) == []
    for name, own, answer in aviary.answers:
        others = [token for token in aviary.bodies if token != own]
        assert canaries.found([*planted, *others], [(f"the answer to {name}", answer)]) == []
    assert aviary.router.lookups() == []
    assert_planted(aviary)


def assert_planted(aviary: Aviary) -> None:
    """Each token was really there to be leaked, and a sink that holds one would be told."""
    sent = {request.headers["authorization"].removeprefix("Bearer ") for request in aviary.echo.requests}
    assert sent == {aviary.secrets[name] for name in ("env_key", "file_key", "vault_key", "bad_key")}
    bodies = b"".join(request.body for request in aviary.echo.requests)
    assert sum(token.encode() in bodies for token in aviary.bodies) > 10
    wire = [("a provider", f"{dict(request.headers)}".encode()) for request in aviary.echo.requests]
    assert canaries.found([*aviary.headers, aviary.secrets["agent"]], wire) == []
    token = aviary.secrets["vault_token"]
    assert any(token in asked.get("x-vault-token", "") for asked in aviary.vault.seen)
    (aviary.router.data / "leak").write_bytes(b"\0" + base64.b64encode(b"x" + token.encode()))
    assert canaries.found([token], sinks(aviary)) == [f"{token} in data/leak"]


def sinks(aviary: Aviary) -> Iterator[tuple[str, bytes]]:
    """All that the router leaves: its output, what it exported, its data folder."""
    yield "the log", aviary.router.log.read_bytes()
    assert aviary.exported, "no trace was exported"
    yield "a trace", b"".join(aviary.exported)
    for name, data in canaries.files_of(aviary.router.data):
        yield f"data/{name}", data


def children(pid: int) -> list[int]:
    """Of a process, and of its children: the detection workers."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [*children(int(child)), int(child)]
    return found
