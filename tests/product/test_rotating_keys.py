"""Keys that are replaced under a running router, and a vault that comes late."""

import asyncio
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import running
import upstream as up
from running import Running, StartRouter
from upstream import Upstream
from vault_double import VaultDouble

RULES = """
version: 1
classes: [public]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  own: {kind: openai_compatible, base_url: "{url}", hosting: self, key: "{key}", retries: 0}
models: {m: [{provider: own, model: m}]}
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted]}}}
"""


def rules(url: str, key: str) -> str:
    return RULES.replace("{url}", url).replace("{key}", key)


class Strict(Upstream):
    """Takes one key alone, or none of a request that has another."""

    def __init__(self, *takes: str) -> None:
        super().__init__(up.chat())
        self.takes = set(takes)
        self.sent: list[str] = []

    def _next_answer(self) -> up.Answer:
        key = self.requests[-1].headers.get("authorization", "").removeprefix("Bearer ")
        self.sent.append(key)
        return up.chat() if key in self.takes else up.error(401)


async def ask(client: httpx.AsyncClient, router: Running) -> int:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
    headers = {"Authorization": f"Bearer {router.key}"}
    return (await client.post(f"{router.api_url}/chat/completions", json=body, headers=headers)).status_code


async def until(client: httpx.AsyncClient, router: Running, holds: Callable[[dict[str, Any]], bool]) -> None:
    """Until `/readyz` says so."""
    end = time.monotonic() + 15
    while not holds(said := (await client.get(f"{router.admin_url}/readyz")).json()):
        assert time.monotonic() < end, said
        await asyncio.sleep(0.1)


async def test_a_mounted_key_is_swapped_under_load_and_no_request_fails(
    tmp_path: Path, router_process: StartRouter
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "key").write_text(name)
    (tmp_path / "..data").symlink_to("one")
    (tmp_path / "key").symlink_to("..data/key")
    async with Strict("one", "two") as host, httpx.AsyncClient(trust_env=False) as client:
        router = await asyncio.to_thread(router_process, rules(host.url, f"file:{tmp_path}/key"))
        answers = [await ask(client, router) for _ in range(5)]
        (tmp_path / "..next").symlink_to("two")
        (tmp_path / "..next").rename(tmp_path / "..data")
        end = time.monotonic() + 10
        while host.sent[-2:] != ["two", "two"]:
            answers.append(await ask(client, router))
            assert time.monotonic() < end
    assert set(answers) == {200}
    assert "one" not in host.sent[host.sent.index("two") + 2 :]


async def test_what_is_no_key_in_a_file_costs_no_request_and_is_told(
    tmp_path: Path, router_process: StartRouter
) -> None:
    """Two lines where one key should be; then the file emptied, as an editor does before it writes."""
    file = tmp_path / "key"
    file.write_text("good\n")
    async with Strict("good") as host, httpx.AsyncClient(trust_env=False) as client:
        router = await asyncio.to_thread(router_process, rules(host.url, f"file:{file}"))
        assert await ask(client, router) == 200
        for text, told in (("sk-new\n# rotated by ops\n", "cannot stand in a header"), ("", "no secret is there")):
            file.write_text(text)
            await until(client, router, lambda said, told=told: told in said["credentials"].get("own", ""))  # type: ignore[misc]  # bound now
            assert {await ask(client, router) for _ in range(5)} == {200}
            assert (await client.get(f"{router.admin_url}/readyz")).json()["closed"] == []
    assert set(host.sent) == {"good"}
    assert router.logged().count("cannot stand in a header") == 1


async def test_a_vault_that_comes_late_opens_the_route_and_until_then_its_reason_is_told(
    router_process: StartRouter,
) -> None:
    vault = VaultDouble(port=running.free_port())
    vault.write("secret", "own", {"key": "from-the-vault"})
    environ = {"VAULT_ADDR": vault.url, "VAULT_TOKEN": vault.root}
    async with Strict("from-the-vault") as host, httpx.AsyncClient(trust_env=False) as client:
        text = rules(host.url, "vault:secret/own#key")
        router = await asyncio.to_thread(lambda: router_process(text, env=environ, wait=False))
        await asyncio.to_thread(listening, router)
        await until(client, router, lambda said: "whether it is up" in said["credentials"].get("own", ""))
        assert await ask(client, router) == 503
        outside = (await client.get(f"{router.base_url}/readyz")).json()
        assert outside.keys() == {"ready", "detectors", "ledger", "shared", "routes"}
        assert "vault" not in str(outside)
        with vault:
            await until(client, router, lambda said: bool(said["ready"]))
            assert await ask(client, router) == 200
        assert await ask(client, router) == 200, "what it gave is kept for a while"
    assert set(host.sent) == {"from-the-vault"}


def test_the_master_key_may_come_from_a_vault_and_the_process_is_closed_to_others(
    router_process: StartRouter,
) -> None:
    with VaultDouble() as vault:
        vault.write("secret", "sovereign", {"master": secrets.token_hex(32)})
        environ = {"VAULT_ADDR": vault.url, "VAULT_TOKEN": vault.root}
        reference = {"SOVEREIGN_MASTER_KEY": "vault:secret/sovereign#master"}
        router = router_process(rules("http://127.0.0.1:1/v1", "env:PATH"), env=environ | reference)
        assert not (router.data / "master.key").exists()
        limits = Path(f"/proc/{router.process.pid}/limits").read_text().splitlines()
        (core,) = [line.split() for line in limits if line.startswith("Max core file size")]
        assert core[4:6] == ["0", "0"]


def listening(router: Running) -> None:
    end = time.monotonic() + 20
    while "Base URL" not in router.logged():
        assert time.monotonic() < end, router.logged()
        time.sleep(0.05)
