"""Unique tokens in every header, body and secret of a running router; every error path driven; every sink searched.

`/proc/PID/environ` is no sink: what a service is given in its environment stands there by nature, for its own user to
read (serving makes it root's alone, see `router.process`).
"""

import asyncio
import base64
import json
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import canaries
import httpx
import pytest
from aviary import Aviary, opened, sinks

IBAN = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
async def aviary(tmp_path: Path) -> AsyncIterator[Aviary]:
    async with opened(tmp_path) as made:
        yield made


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
        assert core_limits(worker) == ["0", "0"]
        os.kill(worker, signal.SIGSEGV)
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


async def drive_admins(aviary: Aviary) -> None:
    """What the admin side tells who is logged in, and who is not. The ways in are secrets too."""
    invite = ("admin", "invite", "anna", "--roles", "admin,auditor", "--json")
    invitation = json.loads((await asyncio.to_thread(aviary.router.run, *invite)).stdout)["token"]
    async with httpx.AsyncClient(trust_env=False, base_url=aviary.router.admin_url, timeout=30) as client:
        client.headers.update({"x-sovereign-csrf": "1", "x-canary": aviary.headers[-1]})
        welcome = await client.post("/admin/login", json={"token": invitation, "bearer": True})
        session = welcome.json()["session"]
        aviary.secrets |= {"invitation": invitation, "session": session}
        await fail_to_log_in(aviary, client, invitation)
        client.headers["authorization"] = f"Bearer {session}"
        logs = ("audit/verify", "audit/verify?tenant=default", *(f"receipts/{one}" for one in aviary.receipts[-5:]))
        for path in ("me", "keys", "config", *logs):
            answer = await client.get(f"/admin/{path}")
            assert answer.status_code == 200, answer.text
            aviary.said.append((path, answer.content))


async def fail_to_log_in(aviary: Aviary, client: httpx.AsyncClient, used: str) -> None:
    wrong = canaries.token("wronglogin")
    aviary.headers.append(wrong)
    for body in ({"token": used}, {"token": wrong}, {"token": [wrong]}, {wrong: wrong}):
        answer = await client.post("/admin/login", json=body)
        assert answer.status_code in {400, 401}
        aviary.said.append(("a failed login", answer.content))


async def drive_commands(aviary: Aviary) -> None:
    """What commands tell, and what they write: lists, the log in every form, reports, a whole tenant in a folder."""
    routes, tenant = ("--routes", str(aviary.router.routes)), ("--tenant", "default")
    folder = aviary.router.data.parent
    listed, *_ = await aviary.run(
        ("keys", "list", "--json"),
        ("admin", "list", "--json"),
        ("audit", "verify"),
        ("audit", "export"),
        ("audit", "export", *tenant, "--format", "ocsf"),
        ("report", "recipients", *tenant),
        ("report", "processing", *tenant),
        ("report", "providers", *routes),
        ("check", *routes),
    )
    (key,) = json.loads(listed)
    await aviary.run(
        ("report", "leak", "--key", key["id"], *routes),
        ("export", *tenant, "--out", str(folder / "parcel")),
        ("import", str(folder / "parcel"), "--tenant", "again"),
        ("audit", "export", "--tenant", "again"),
        ("master-key", "rewrap"),
    )


async def test_no_token_reaches_a_log_a_trace_a_file_or_an_answer_of_another(aviary: Aviary) -> None:
    await drive_clients(aviary)
    await drive_providers(aviary)
    await drive_parts(aviary)
    for url in (aviary.router.base_url, aviary.router.admin_url):
        for path in ("/healthz", "/readyz"):
            await aviary.look(url + path)
    await aviary.look(f"{aviary.router.admin_url}/")
    await drive_admins(aviary)
    await drive_commands(aviary)
    assert await asyncio.to_thread(aviary.router.stop) == 0

    kept = list(sinks(aviary))
    assert [name for name, _ in kept if Path(name).name.startswith("core")] == []
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
    assert ("POST", "/v1/transit/decrypt/sovereign") in aviary.vault.asked
    told = [b"".join(data for name, data in aviary.said if name == "commands"), b"".join(aviary.exported)]
    assert all(b"credentials.roll_back" in one for one in told), "the alarm of the key that was refused"
    assert any("parcel/entries.jsonl" in name for name, _ in sinks(aviary))
    (aviary.router.data / "leak").write_bytes(b"\0" + base64.b64encode(b"x" + token.encode()))
    assert canaries.found([token], sinks(aviary)) == [f"{token} in data/leak"]


def children(pid: int) -> list[int]:
    """Of a process, and of its children: the detection workers."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [*children(int(child)), int(child)]
    return found


def core_limits(pid: int) -> list[str]:
    """Soft and hard."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.split()[4:6] for line in lines if line.startswith("Max core file size"))
