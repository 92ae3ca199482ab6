"""What saboteurs do: floods of headers, silent streams, files that vanish or never end, a router told to stop."""

import json
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest
import running
from product import Product
from running import Running, StartRouter
from small_router import readiness

SLOW = """
version: 1
classes: [public, restricted]
detection: {enabled: false, languages: [en], unscanned: restricted}
providers:
  quiet: {kind: scripted, hosting: self, script: [{text: "once upon a time", chunk: 4, cut: 700, stall: 25}]}
  long: {kind: scripted, hosting: self, script: [{text: "a story that never ends", chunk: 1, pace: 10}]}
  fake: {kind: scripted, hosting: self, script: [{text: first}]}
models:
  quiet: [{provider: quiet, model: x}]
  long: [{provider: long, model: x}]
  m: [{provider: fake, model: x}]
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted]}, restricted: {zones: [self_hosted]}}}
"""

EXPIRED = """
version: 1
classes: [public]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  gone: &eu
    kind: scripted
    script: [{text: never}]
    entity: {name: Gone, seat: FR, parent: FR}
    location: {inference: [FR], storage: [FR]}
    contract: {training: prohibited, retention_days: 0, expires: 2020-01-01}
  unused: {<<: *eu, contract: {training: prohibited, retention_days: 0, expires: 2099-01-01}}
models:
  m: [{provider: gone, model: x}]
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted, eu]}}}
"""


def port_of(router: Running) -> int:
    return int(router.base_url.rpartition(":")[2])


def answer_to(router: Running, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What the router says until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port_of(router)), timeout=25) as client:
        try:
            for piece in pieces:
                client.sendall(piece)
                time.sleep(pause)
            return client.makefile("rb").read()
        except (ConnectionResetError, BrokenPipeError):
            return b"reset"


def error_in(answer: bytes) -> dict[str, object]:
    error: dict[str, object] = json.loads(answer.partition(b"\r\n\r\n")[2])["error"]
    return error


def ask(router: Running, model: str = "m", *, key: str | None = None, stream: bool = False) -> httpx.Response:
    body = {"model": model, "stream": stream, "messages": [{"role": "user", "content": "hi"}]}
    with httpx.Client(trust_env=False, timeout=60) as client:
        headers = {"Authorization": f"Bearer {key or router.key}"}
        return client.post(f"{router.api_url}/chat/completions", json=body, headers=headers)


def until_status(router: Running, key: str, status: int, seconds: float = 6.0) -> None:
    deadline = time.monotonic() + seconds
    while ask(router, key=key).status_code != status:
        assert time.monotonic() < deadline, f"not {status} within {seconds} s"
        time.sleep(0.2)


def test_a_flood_of_headers_is_refused_early_and_for_everybody(product: Product) -> None:
    head = b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n"
    one_line = answer_to(product.router, head + b"X-A: " + b"a" * 300_000)
    whole = answer_to(product.router, b"GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A: " + b"a" * 70_000 + b"\r\n\r\n")
    many = answer_to(product.router, head + b"".join(b"X-%d: y\r\n" % n for n in range(1000)) + b"\r\n")
    for answer in (one_line, whole, many):
        assert answer == b"reset" or answer.startswith(b"HTTP/1.1 431")


def test_what_is_not_http_gets_the_documented_error(product: Product) -> None:
    answer = answer_to(
        product.router, b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"
    )
    assert answer.startswith(b"HTTP/1.1 400")
    assert error_in(answer)["code"] == "invalid_request"
    assert b"x-request-id" in answer


def test_headers_that_never_end_are_cut_off(product: Product) -> None:
    began = time.monotonic()
    answer = answer_to(product.router, b"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n")
    assert answer.startswith(b"HTTP/1.1 408")
    assert 10 < time.monotonic() - began < 20


def test_two_different_keys_at_once_are_refused(product: Product) -> None:
    answer = product.ask("echo", headers={"x-api-key": "sov_other"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_request")


def test_a_revoked_key_ends_a_silent_stream_within_five_seconds(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    issued = json.loads(
        router.run(
            "keys", "issue", "--routes", str(router.routes), "--tenant", "default", "--agent", "a", "--json"
        ).stdout
    )
    until_status(router, issued["key"], 200)
    threading.Timer(0.5, lambda: router.run("keys", "revoke", issued["id"])).start()
    began = time.monotonic()
    answer = ask(router, "quiet", key=issued["key"], stream=True)
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert time.monotonic() - began < 6.5
    assert events[-1]["error"]["code"] == "invalid_api_key"
    assert "[DONE]" not in answer.text


def test_a_key_that_is_revoked_while_its_body_is_coming_gets_no_answer(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}]}).encode()
    head = f"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {router.key}\r\n"
    with socket.create_connection(("127.0.0.1", port_of(router)), timeout=10) as client:
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body[:10])
        assert router.run("keys", "revoke", router.key.split("_")[1]).returncode == 0
        answer = client.recv(4000)
    assert answer.startswith(b"HTTP/1.1 401")


def test_readiness_asks_whether_a_route_is_open_and_not_who_is_named(
    router_process: StartRouter,
) -> None:
    router = router_process(EXPIRED, wait=False)
    deadline = time.monotonic() + 10
    while not router.logged().count("Base URL"):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    with httpx.Client(trust_env=False) as client:
        answer, inside = (client.get(f"{url}/readyz") for url in (router.base_url, router.admin_url))
    assert (answer.status_code, answer.json()["routes"]) == (503, "closed")
    assert (inside.status_code, inside.json()["open"]) == (503, [])


def test_sigterm_ends_a_stream_that_does_not_with_a_typed_error(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    threading.Timer(0.7, router.process.terminate).start()
    answer = ask(router, "long", stream=True)
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert events[-1]["error"]["code"] == "stopped"
    assert router.process.wait(10) == 0
    assert "Traceback" not in router.logged()


def test_a_rules_file_that_never_ends_stops_neither_revocation_nor_the_router(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    good = router.routes.read_text()
    router.routes.unlink()
    os.mkfifo(router.routes)
    time.sleep(2.5)
    key_id = router.key.split("_")[1]
    assert router.run("keys", "revoke", key_id).returncode == 0
    until_status(router, router.key, 401)
    router.routes.unlink()
    router.routes.write_text(good)
    assert router.stop() == 0


def test_a_data_folder_that_was_restored_is_read_anew(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    copy = router.data.with_name("copy")
    shutil.copytree(router.data, copy)
    router.data.rename(router.data.with_name("old"))
    copy.rename(router.data)
    assert router.run("keys", "revoke", router.key.split("_")[1]).returncode == 0
    until_status(router, router.key, 401)


def test_without_its_data_folder_nothing_leaves_and_readiness_says_so(router_process: StartRouter) -> None:
    router = router_process(SLOW)
    aside = router.data.with_name("aside")
    router.data.rename(aside)
    refused = ask(router)
    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "ledger_unavailable")
    assert not router.is_ready()
    assert readiness(router, router.base_url)["ledger"] == "broken"
    assert str(router.data) in str(readiness(router)["ledger"])
    aside.rename(router.data)
    until_status(router, router.key, 200)
    router.wait_ready(5.0)


def test_detectors_that_are_killed_come_back_and_nothing_leaves_unread_meanwhile(product: Product) -> None:
    workers = children(product.router.process.pid)
    assert workers
    for worker in workers:
        os.kill(worker, 9)
    for _ in range(20):
        answer = product.ask("echo", "mail anna.schmidt@example.org")
        assert answer.status_code in {200, 503, 403}
        if answer.status_code == 200:
            assert answer.headers["x-sovereign-redactions"] == "1"
        time.sleep(0.2)
    assert answer.status_code == 200


@pytest.mark.parametrize("command", [("keys", "list"), ("keys", "revoke", "abcdefgh")])
def test_looking_into_the_wrong_folder_makes_nothing_there(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = running.sovereign(command, running.clean_environment(tmp_path / "nowhere", tmp_path / "lookups"))
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def children(pid: int) -> list[int]:
    """Of a process, and of its children: the detection workers."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [*children(int(child)), int(child)]
    return found
