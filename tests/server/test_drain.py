"""Told to stop, a router ends nobody who is served, and tells everybody who could come back."""

import json
import signal
import socket
import threading
import time
from collections.abc import Sequence

import httpx
import pytest
from running import DIRECT, Running, StartRouter
from several import RULES, WORKERS, ask, load, until

KINDS: dict[str, Sequence[str]] = {"one process": (), "two workers": WORKERS}


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_has_begun_is_finished(router_process: StartRouter, kind: str) -> None:
    router = router_process(RULES, arguments=KINDS[kind])
    threading.Timer(0.6, router.process.terminate).start()
    answer = ask(router, "slow", stream=True)
    assert answer.text.endswith("data: [DONE]\n\n")
    words = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert "".join(one["choices"][0]["delta"].get("content") or "" for one in words if one["choices"]) == (
        "once upon a time"
    )
    assert router.process.wait(10) == 0


def test_a_terminal_that_is_closed_ends_nobody_who_is_served(router_process: StartRouter) -> None:
    router = router_process(RULES)
    threading.Timer(0.6, router.process.send_signal, (signal.SIGHUP,)).start()
    assert ask(router, "slow", stream=True).text.endswith("data: [DONE]\n\n")
    until(lambda: "SIGHUP" in router.logged())
    assert ask(router).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_that_outlasts_the_drain_ends_with_a_typed_error_and_a_receipt(
    router_process: StartRouter, kind: str
) -> None:
    router = router_process(RULES, arguments=KINDS[kind], env={"SOVEREIGN_DRAIN": "1"})
    threading.Timer(0.6, router.process.terminate).start()
    answer = ask(router, "long", stream=True)
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert events[-1]["error"]["code"] == "stopped"
    assert router.process.wait(10) == 0
    receipt = ("audit", "receipt", answer.headers["x-sovereign-receipt"], "--tenant", "default", "--json")
    assert json.loads(router.run(*receipt).stdout)["receipt"] is not None
    assert "Traceback" not in router.logged()


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_signal_ends_what_is_left_at_once(router_process: StartRouter, kind: str) -> None:
    router = router_process(RULES, arguments=KINDS[kind])
    threading.Timer(0.6, router.process.terminate).start()
    threading.Timer(1.6, router.process.terminate).start()
    began = time.monotonic()
    assert '"stopped"' in ask(router, "long", stream=True).text
    assert router.process.wait(10) == 0
    assert time.monotonic() - began < 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_that_keeps_its_connection_is_told_to_leave_and_never_cut(
    router_process: StartRouter, kind: str
) -> None:
    router = router_process(RULES, arguments=KINDS[kind])
    with load(router) as seen:
        time.sleep(0.5)
        router.process.terminate()
        until(lambda: router.process.poll() == 0)
    assert set(seen) <= {"200", "turned away"}, "nobody was cut; the door is closed afterwards"
    assert seen["200"] > 10


def test_while_it_drains_it_is_alive_and_not_ready(router_process: StartRouter) -> None:
    router = router_process(RULES)
    asking = threading.Thread(target=_read, args=(router,))
    asking.start()
    with httpx.Client(trust_env=False) as client:
        assert client.get(f"{router.base_url}/readyz").status_code == 200
        time.sleep(0.5)
        router.process.terminate()
        time.sleep(0.05)
        last = client.get(f"{router.base_url}/readyz")
        assert (last.status_code, last.headers["connection"]) == (503, "close")
    with DIRECT.open(f"{router.admin_url}/healthz", timeout=5) as alive:
        assert alive.status == 200
    with httpx.Client(trust_env=False) as client:
        inside = client.get(f"{router.admin_url}/readyz")
    assert (inside.status_code, inside.json()["draining"]) == (503, True)
    until(lambda: not _connects(router), 2)
    asking.join()
    assert router.process.wait(10) == 0


def test_an_idle_router_ends_at_once(router_process: StartRouter) -> None:
    router = router_process(RULES, arguments=WORKERS)
    began = time.monotonic()
    router.process.send_signal(signal.SIGINT)
    assert router.process.wait(10) == 0
    assert time.monotonic() - began < 4


def _connects(router: Running) -> bool:
    try:
        socket.create_connection(("127.0.0.1", int(router.base_url.rpartition(":")[2])), timeout=2).close()
    except ConnectionRefusedError:
        return False
    return True


def _read(router: Running) -> None:
    ask(router, "slow", stream=True)
