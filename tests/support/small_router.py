"""A router with one scripted provider and no detection: it starts at once, for tests of what is around requests."""

import time
from collections.abc import Callable

import httpx
from running import Running

SMALL = """
version: 1
classes: [public, internal, restricted]
detection: {enabled: false, languages: [en], unscanned: restricted}
providers:
  fake: {kind: scripted, hosting: self, script: [{text: first}]}
models:
  m: [{provider: fake, model: x}]
tenants:
  default:
    floor: internal
    models: [m]
    rules: {restricted: {zones: [self_hosted]}, internal: {zones: [self_hosted]}}
"""


def ask(router: Running, key: str | None = None, user: str | None = None, patience: float = 10) -> httpx.Response:
    body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "user": user}
    headers = {"Authorization": f"Bearer {key or router.key}"}
    with httpx.Client(trust_env=False, timeout=patience) as client:
        return client.post(f"{router.api_url}/chat/completions", json=body, headers=headers)


def said(router: Running) -> str:
    return str(ask(router).json()["choices"][0]["message"]["content"])


def readiness(router: Running, url: str | None = None) -> dict[str, object]:
    """As the admin side tells it, or whoever is at `url`."""
    with httpx.Client(trust_env=False, timeout=5) as client:
        answer: dict[str, object] = client.get(f"{url or router.admin_url}/readyz").json()
        return answer


def has_said(router: Running, word: str) -> bool:
    return word in router.logged()


def until(holds: Callable[[], bool], seconds: float = 6.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not hold within {seconds} s"
        time.sleep(0.1)
