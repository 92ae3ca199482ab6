"""A router of several workers, and what tests do to it."""

import json
import os
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from running import DIRECT, Running

RULES = """
version: 1
classes: [public, restricted]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  fake: {kind: scripted, hosting: self, script: [{text: first}]}
  slow: {kind: scripted, hosting: self, script: [{text: "once upon a time", chunk: 1, pace: 0.1}]}
  long: {kind: scripted, hosting: self, script: [{text: "a story that takes long to tell", chunk: 1, pace: 0.5}]}
models:
  m: [{provider: fake, model: x}]
  slow: [{provider: slow, model: x}]
  long: [{provider: long, model: x}]
tenants:
  default:
    floor: public
    models: ["*"]
    rules: {public: {zones: [self_hosted]}, restricted: {zones: [self_hosted]}}
"""
WORKERS = ("--workers", "2")


def ask(router: Running, model: str = "m", *, client: httpx.Client | None = None, **more: Any) -> httpx.Response:
    headers = {"Authorization": f"Bearer {router.key}", **more.pop("headers", {})}
    body = {"model": model, "messages": [{"role": "user", "content": "hi"}], **more}
    if client is not None:
        return client.post(f"{router.api_url}/chat/completions", json=body, headers=headers)
    with httpx.Client(trust_env=False, timeout=60) as once:
        return once.post(f"{router.api_url}/chat/completions", json=body, headers=headers)


def team(router: Running) -> list[dict[str, Any]]:
    """The workers that are there, by /readyz of the admin side."""
    with DIRECT.open(urllib.request.Request(f"{router.admin_url}/readyz"), timeout=5) as answer:
        told: list[dict[str, Any]] = json.load(answer)["workers"]
    return told


def pids(router: Running) -> list[int]:
    return [worker["process"] for worker in sorted(team(router), key=lambda one: str(one["place"]))]


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def all_ready(router: Running, count: int = 2) -> bool:
    told = team(router)
    return len(told) == count and all(worker["ready"] for worker in told)


@contextmanager
def load(router: Running, clients: int = 4) -> Iterator["Counter[str]"]:
    """Clients that ask without a pause, each on a connection that it keeps. What became of it is counted.

    Whose connection was new when it broke was `turned away`: nothing had been answered on it.
    """
    seen: Counter[str] = Counter()
    stop = threading.Event()

    def asking() -> None:
        with httpx.Client(trust_env=False, timeout=30) as client:
            is_new = True
            while not stop.is_set():
                try:
                    answer = ask(router, client=client)
                    seen[str(answer.status_code)] += 1
                    is_new = answer.headers.get("connection") == "close"
                except httpx.HTTPError as fault:
                    seen["turned away" if is_new else type(fault).__name__] += 1
                    is_new = True

    threads = [threading.Thread(target=asking) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
