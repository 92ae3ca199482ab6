"""The router as a whole on PostgreSQL: migrated by its owner, served by a role that may change no table."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import postgres_server
import pytest
import running
from postgres_server import APP, OWNER, Server
from running import Running, StartRouter
from small_router import SMALL, ask, until

VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "sovereign_verify.py"
MASTER = "7" * 64
DATABASE = "product"
LONG = SMALL.replace("{text: first}", '{text: "a tale of many words and of no end", chunk: 1, pace: 0.5}')


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    missing = postgres_server.missing()
    if missing:
        told = f"not here: {', '.join(missing)}; {postgres_server.INSTALL}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
    with postgres_server.running_server() as server:
        yield server


@pytest.fixture
def settings(postgres: Server, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Variables of a database that nobody migrated yet."""
    key = tmp_path / "master.key"
    key.write_text(MASTER)
    key.chmod(0o600)
    postgres.psql(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
    yield {
        "SOVEREIGN_STORE_URL": postgres.url(APP, DATABASE),
        "SOVEREIGN_STORE_OWNER_URL": postgres.url(OWNER, DATABASE),
        "SOVEREIGN_MASTER_KEY": f"file:{key}",
    }
    postgres.psql(f"DROP DATABASE {DATABASE} WITH (FORCE)")


def sovereign(settings: dict[str, str], tmp_path: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups")
    return running.sovereign(arguments, {**environment, **settings})


def test_a_database_that_was_not_migrated_is_refused_with_the_command_that_does_it(
    settings: dict[str, str], tmp_path: Path
) -> None:
    routes = tmp_path / "routes.yaml"
    routes.write_text(SMALL)
    done = sovereign(settings, tmp_path, "serve", "--routes", str(routes), "--port", "0", "--admin-port", "0")
    assert done.returncode == 2
    assert "sovereign store migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_migrating_needs_the_owner_and_twice_changes_nothing(settings: dict[str, str], tmp_path: Path) -> None:
    alone = {name: value for name, value in settings.items() if name != "SOVEREIGN_STORE_OWNER_URL"}
    assert "SOVEREIGN_STORE_OWNER_URL" in sovereign(alone, tmp_path, "store", "migrate").stderr
    assert json.loads(sovereign(settings, tmp_path, "store", "migrate", "--json").stdout)["steps"]
    assert json.loads(sovereign(settings, tmp_path, "store", "migrate", "--json").stdout)["ok"] is True
    assert "CREATE POLICY" in sovereign(settings, tmp_path, "store", "migrate", "--sql").stdout


def test_a_router_serves_from_it_and_its_record_is_proved(
    settings: dict[str, str], tmp_path: Path, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    router = router_process(SMALL, env=settings)
    answer = ask(router)
    assert answer.status_code == 200
    verified = sovereign(settings, tmp_path, "audit", "verify", "--json")
    assert verified.returncode == 0, verified.stderr
    assert {log["tenant"] for log in json.loads(verified.stdout)["logs"]} == {None, "default"}
    proof = tmp_path / "receipt.proof"
    receipt = answer.headers["x-sovereign-receipt"]
    told = sovereign(settings, tmp_path, "audit", "receipt", receipt, "--out", str(proof), "--json")
    assert told.returncode == 0, told.stderr
    command = [
        sys.executable,
        "-I",
        "-S",
        str(VERIFIER),
        "receipt",
        str(proof),
        "--key",
        json.loads(told.stdout)["key"],
    ]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_key_revoked_anywhere_is_refused_by_every_router_within_five_seconds(
    settings: dict[str, str], tmp_path: Path, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    one = router_process(SMALL, env=settings)
    other = router_process(SMALL, env=settings, data=tmp_path / "other")
    assert ask(one, other.key).status_code == ask(other, one.key).status_code == 200
    key_id = one.key.split("_")[1]
    began = time.monotonic()
    assert sovereign(settings, tmp_path, "keys", "revoke", key_id).returncode == 0
    for router in (one, other):
        until(partial(is_refused, router, one.key), seconds=5)
    assert time.monotonic() - began < 8


def test_what_is_stopped_anywhere_is_refused_and_ends_within_a_second_in_every_router(
    settings: dict[str, str], tmp_path: Path, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    one = router_process(LONG, env=settings)
    other = router_process(LONG, env=settings, data=tmp_path / "other")
    streams = [Open(one, one.key), Open(other, one.key), Open(other, other.key)]
    assert sovereign(settings, tmp_path, "stop", "--provider", "fake").returncode == 0
    at = time.monotonic()
    assert [stream.code() for stream in streams] == ["stopped"] * 3
    assert time.monotonic() - at < 1.0
    assert [ask(router).json()["error"]["code"] for router in (one, other)] == ["stopped"] * 2
    assert sovereign(settings, tmp_path, "resume", "--provider", "fake").returncode == 0
    until(lambda: all(ask(router).status_code == 200 for router in (one, other)), seconds=3)


def test_where_nobody_can_say_any_more_who_is_stopped_all_is_refused_and_ends_within_five_seconds(
    settings: dict[str, str], tmp_path: Path, postgres: Server, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    router = router_process(LONG, env=settings)
    stream = Open(router, router.key)
    postgres.stop()
    at = time.monotonic()
    try:
        assert stream.code() == "ledger_unavailable"
        assert time.monotonic() - at < 5
        with httpx.Client(trust_env=False) as client:
            listed = client.get(f"{router.api_url}/models", headers={"Authorization": f"Bearer {router.key}"})
        assert listed.json()["error"]["code"] == "ledger_unavailable", "which records nothing, and is refused too"
    finally:
        postgres.start()
    until(lambda: ask(router).status_code == 200, seconds=20)
    assert_quiet(router)


def test_without_its_database_nothing_leaves_and_with_it_again_service_resumes(
    settings: dict[str, str], tmp_path: Path, postgres: Server, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    router = router_process(SMALL, env=settings)
    assert ask(router).status_code == 200
    postgres.stop()
    refused = ask(router)
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "ledger_unavailable"
    postgres.start()
    until(lambda: ask(router).status_code == 200, seconds=20)
    assert_quiet(router)


def test_a_database_that_hangs_holds_nobody_for_long_and_with_it_again_service_resumes(
    settings: dict[str, str], tmp_path: Path, postgres: Server, router_process: StartRouter
) -> None:
    assert sovereign(settings, tmp_path, "store", "migrate").returncode == 0
    router = router_process(SMALL, env=settings)
    assert ask(router).status_code == 200
    with hung(postgres):
        began = time.monotonic()
        refused = ask(router, patience=30)
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "ledger_unavailable")
        assert time.monotonic() - began < 20  # what was on its way waits out its time first
        assert not router.is_ready()
    until(lambda: ask(router).status_code == 200, seconds=20)
    assert router.logged().count("nothing can be recorded") <= 1
    assert router.logged().count("nobody is let in") == 1
    assert_quiet(router)


@contextmanager
def hung(postgres: Server) -> Iterator[None]:
    """Every process of the server stands still; the kernel goes on taking connections and bytes for it."""
    assert postgres.process is not None
    children = Path(f"/proc/{postgres.process.pid}/task/{postgres.process.pid}/children").read_text().split()
    pids = [postgres.process.pid, *map(int, children)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


class Open:
    """A stream that has begun, and comes for far longer than a test waits."""

    def __init__(self, router: Running, key: str) -> None:
        body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "stream": True}
        headers = {"Authorization": f"Bearer {key}"}
        self._client = httpx.Client(trust_env=False, timeout=30)
        asked = self._client.build_request("POST", f"{router.api_url}/chat/completions", json=body, headers=headers)
        self._lines = self._client.send(asked, stream=True).iter_lines()
        assert '"content"' in next(line for line in self._lines if "content" in line)

    def code(self) -> str:
        """Of the error that it ends with."""
        last = [line for line in self._lines if line.startswith("data: ")][-1]
        self._client.close()
        return str(json.loads(last[6:])["error"]["code"])


def is_refused(router: Running, key: str) -> bool:
    return ask(router, key).status_code == 401


def assert_quiet(router: Running) -> None:
    assert "Traceback" not in router.logged()
    assert MASTER not in router.logged()
