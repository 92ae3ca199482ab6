"""Breakers, quotas, probes and doors of a running router, over real sockets."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import upstream as up
from openai import OpenAI, RateLimitError
from running import Running, StartRouter
from upstream import Upstream

RULES = """
version: 1
classes: [public]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  one: &own
    kind: openai_compatible
    base_url: "{one}"
    hosting: self
    retries: 0
    timeouts: {connect: 1, first_token: 2, stall: 2, total: 8}
    breaker: {failures: 2, within: 10, open_for: 0.5}
  two: {<<: *own, base_url: "{two}"}
  narrow: {<<: *own, base_url: "{two}", concurrency: 2}
  keyed: {<<: *own, base_url: "{two}", key: "{key}", breaker: {failures: 2, within: 10, open_for: 600}}
models:
  m: [{provider: one, model: a}, {provider: two, model: b}]
  alone: [{provider: one, model: a}]
  narrow: [{provider: narrow, model: c}]
  keyed: [{provider: keyed, model: d}]
tenants:
  default: {floor: public, models: ["*"], rules: {public: {zones: [self_hosted]}}}
"""


class House:
    """A router with two providers."""

    def __init__(self, router: Running, one: Upstream, two: Upstream, client: httpx.AsyncClient) -> None:
        self.router, self.one, self.two, self.client = router, one, two, client

    async def ask(self, model: str = "m", *, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        body = {"model": model, "messages": [{"role": "user", "content": "hi customer"}], **more}
        sent = {"Authorization": f"Bearer {self.router.key}", **(headers or {})}
        return await self.client.post(f"{self.router.api_url}/chat/completions", json=body, headers=sent)

    async def health(self) -> dict[str, Any]:
        told: dict[str, Any] = (await self.client.get(f"{self.router.admin_url}/readyz")).json()["health"]
        return told

    async def until(self, route: str, state: str, seconds: float = 6.0) -> None:
        end = time.monotonic() + seconds
        while (told := (await self.health())["routes"].get(route, {})).get("state") != state:
            assert time.monotonic() < end, told
            await asyncio.sleep(0.05)


@asynccontextmanager
async def house(start: StartRouter, one: Upstream, two: Upstream, key: Path) -> AsyncIterator[House]:
    async with one, two, httpx.AsyncClient(trust_env=False, timeout=20) as client:
        text = RULES.replace("{one}", one.url).replace("{two}", two.url).replace("{key}", f"file:{key}")
        yield House(await asyncio.to_thread(start, text), one, two, client)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key"
    file.write_text("first-key")
    return file


def prompts(provider: Upstream) -> list[str]:
    return [request.json["messages"][-1]["content"] for request in provider.requests]


async def test_an_open_breaker_is_closed_by_a_probe_and_by_no_customer(router_process: StartRouter, key: Path) -> None:
    async with house(router_process, Upstream(up.error(500)), Upstream(up.chat()), key) as place:
        assert [(await place.ask()).headers["x-sovereign-attempts"] for _ in range(3)] == ["2", "2", "1"]
        await place.until("one/a", "open")
        failed = len(place.one.requests)
        place.one.answers[:] = [up.chat()]
        await place.until("one/a", "closed")
        assert "health" not in (await place.client.get(f"{place.router.base_url}/readyz")).json(), "admins alone"
        assert prompts(place.one)[failed:] == ["ping"]
        assert place.one.requests[-1].json["max_tokens"] == 1
        assert (await place.ask()).headers["x-sovereign-route"] == "one/a"


async def test_a_route_that_stays_broken_is_probed_ever_more_rarely(router_process: StartRouter, key: Path) -> None:
    async with house(router_process, Upstream(up.error(500)), Upstream(up.chat()), key) as place:
        for _ in range(2):
            await place.ask()
        await asyncio.sleep(4)
        probes = prompts(place.one).count("ping")
        assert 1 <= probes <= 3, "after about half a second, then a whole, then two"
        answer = await place.ask("alone")
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "no_route_available")
        assert int(answer.headers["retry-after"]) >= 1


async def test_a_429_opens_no_breaker_and_is_told_with_the_rest_of_its_wait(
    router_process: StartRouter, key: Path
) -> None:
    limited = Upstream(
        up.error(429, headers={"x-ratelimit-reset-requests": "2s", "x-ratelimit-remaining-requests": "0"})
    )
    async with house(router_process, limited, Upstream(up.chat()), key) as place:
        assert (await place.ask()).headers["x-sovereign-route"] == "two/b"
        assert (await place.ask()).headers["x-sovereign-attempts"] == "1"
        told = (await place.health())["routes"]["one/a"]
        assert (told["state"], told["quota"]) == ("closed", 0.0)
        answer = await place.ask("alone")
        assert (answer.status_code, answer.json()["error"]["code"]) == (429, "rate_limited")
        assert 1 <= int(answer.headers["retry-after"]) <= 2
        place.one.answers[:] = [up.chat()]
        await asyncio.sleep(2.1)
        assert (await place.ask()).headers["x-sovereign-route"] == "one/a"
        assert "ping" not in prompts(place.one)


async def test_a_quota_that_an_answer_says_is_used_up_saves_the_next_request_the_429(
    router_process: StartRouter, key: Path
) -> None:
    body = up.chat().body
    assert body is not None
    said = {"x-ratelimit-limit": "20", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "60"}
    last = up.Answer(headers={"content-type": "application/json", **said}, body=body)
    async with house(router_process, Upstream(last), Upstream(up.chat()), key) as place:
        routes = [(await place.ask()).headers["x-sovereign-route"] for _ in range(3)]
        assert routes == ["one/a", "two/b", "two/b"]


async def test_a_new_key_does_not_wait_for_what_the_old_one_ran_into(router_process: StartRouter, key: Path) -> None:
    async with house(router_process, Upstream(up.chat()), Upstream(up.error(401)), key) as place:
        for _ in range(3):
            await place.ask("keyed")
        assert (await place.health())["routes"]["keyed/d"]["state"] == "open"
        place.two.answers[:] = [up.chat()]
        assert (await place.ask("keyed")).status_code == 503
        await asyncio.to_thread(key.write_text, "second-key")
        end = time.monotonic() + 8
        while (await place.ask("keyed")).status_code != 200:
            assert time.monotonic() < end
            await asyncio.sleep(0.1)
        assert place.two.requests[-1].headers["authorization"] == "Bearer second-key"


async def test_no_more_requests_are_at_a_server_than_it_may_have_and_the_others_wait(
    router_process: StartRouter, key: Path
) -> None:
    slow = Upstream(up.chat().but(delay=0.3))
    async with house(router_process, Upstream(up.chat()), slow, key) as place:
        began = time.monotonic()
        asking = asyncio.gather(*(place.ask("narrow") for _ in range(6)))
        await asyncio.sleep(0.15)
        assert (await place.health())["servers"]["narrow"] == {"limit": 2, "inside": 2, "waiting": 4}
        answers = await asking
        assert Counter(answer.status_code for answer in answers) == {200: 6}
        assert time.monotonic() - began >= 0.85
        assert (await place.health())["servers"]["narrow"] == {"limit": 2, "inside": 0, "waiting": 0}


async def test_clients_that_hang_up_in_the_line_leave_their_place(router_process: StartRouter, key: Path) -> None:
    stuck = Upstream(up.stuck())
    async with house(router_process, Upstream(up.chat()), stuck, key) as place:
        asking = [asyncio.create_task(place.ask("narrow")) for _ in range(5)]
        await asyncio.sleep(0.4)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        end = time.monotonic() + 3
        while (told := (await place.health())["servers"]["narrow"])["inside"] or told["waiting"]:
            assert time.monotonic() < end, told
            await asyncio.sleep(0.05)
        stuck.answers[:] = [up.chat()]
        assert (await place.ask("narrow")).status_code == 200


async def test_a_client_that_waits_for_a_second_is_not_worked_for_any_longer(
    router_process: StartRouter, key: Path
) -> None:
    async with house(router_process, Upstream(up.stuck()), Upstream(up.chat()), key) as place:
        began = time.monotonic()
        answer = await place.ask(headers={"x-stainless-read-timeout": "0.5"})
        assert time.monotonic() - began < 1.5
        assert (answer.status_code, answer.json()["error"]["code"]) == (504, "upstream_timeout")
        assert place.two.requests == []
        assert (await place.health())["routes"]["one/a"]["state"] == "closed"


async def test_the_sdk_repeats_what_is_shed_by_itself_and_the_wait_is_one_it_honours(
    router_process: StartRouter, key: Path
) -> None:
    limited = Upstream(up.rate_limited(1))
    async with house(router_process, limited, Upstream(up.chat()), key) as place:

        def ask() -> str | None:
            with httpx.Client(trust_env=False) as http:
                client = OpenAI(
                    base_url=place.router.api_url, api_key=place.router.key, max_retries=2, http_client=http
                )
                try:
                    done = client.chat.completions.create(model="alone", messages=[{"role": "user", "content": "x"}])
                except RateLimitError as shed:
                    return json.dumps(shed.body)
                return done.choices[0].message.content

        asking = asyncio.create_task(asyncio.to_thread(ask))
        await asyncio.sleep(0.5)
        place.one.answers[:] = [up.chat("patience")]
        assert await asking == "patience"
