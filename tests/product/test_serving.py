"""Ranking, hedging and streams that go on elsewhere, over real sockets and with a real record."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import running
import upstream
from running import Running
from upstream import Answer, listening

RULES = """
version: 1
classes: [public, internal]
detection: {enabled: false, unscanned: internal}
providers:
  first: &own
    kind: openai_compatible
    base_url: http://127.0.0.1:{first}/v1
    hosting: self
    timeouts: {connect: 1, first_token: 5, stall: 1, total: 8}
    breaker: {failures: 1000}
    retries: 0
  second: {<<: *own, base_url: "http://127.0.0.1:{second}/v1"}
models:
  hedged: [{provider: first, model: m1}, {provider: second, model: m2}]
  onward:
    - {provider: first, model: m1}
    - {provider: second, model: m2, continues: final_message}
  spread:
    - {provider: first, model: m1, weight: 3}
    - {provider: second, model: m2}
serving:
  hedged: {hedge: {after: 0.3, up_to: internal}}
  spread: {rank: weighted, sticky: true}
tenants:
  default:
    floor: public
    models: ["*"]
    rules:
      internal: {zones: [self_hosted]}
      public: {zones: [self_hosted]}
"""


class Served:
    def __init__(self, router: Running, first: int, second: int) -> None:
        self.router, self.first, self.second = router, first, second

    async def ask(self, model: str, text: str = "hi") -> httpx.Response:
        body = {"model": model, "stream": True, "messages": [{"role": "user", "content": text}]}
        headers = {"Authorization": f"Bearer {self.router.key}"}
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            return await client.post(f"{self.router.api_url}/chat/completions", json=body, headers=headers)

    async def attempts(self, answer: httpx.Response) -> list[dict[str, Any]]:
        """As the record has them."""
        name = answer.headers["x-sovereign-receipt"]
        done = await asyncio.to_thread(self.router.run, "audit", "receipt", name, "--json")
        told: list[dict[str, Any]] = json.loads(done.stdout)["receipt"]["attempts"]
        return told


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("serving")
    first, second = running.free_port(), running.free_port()
    routes = folder / "routes.yaml"
    routes.write_text(RULES.replace("{first}", str(first)).replace("{second}", str(second)))
    data = folder / "data"
    data.mkdir()
    environment = running.clean_environment(data, folder / "lookups")
    key = running.issue_key(routes, environment, tenant="default", agent="tests", models="*", tools="all")
    router = running.launch(folder, routes, environment, key)
    try:
        router.wait_ready()
        yield Served(router, first, second)
        assert "Traceback" not in router.logged()
    finally:
        router.end()


def text_of(answer: httpx.Response) -> str:
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    return "".join(choice["delta"].get("content") or "" for event in events for choice in event.get("choices", ()))


async def test_a_stuck_provider_is_overtaken_and_its_call_ended(served: Served) -> None:
    async with (
        listening(upstream.stuck(), served.first) as stuck,
        listening(upstream.stream("here ", "I am"), served.second),
    ):
        answer = await served.ask("hedged")
        await stuck.left(within=1.0)
    assert text_of(answer) == "here I am"
    assert answer.headers["x-sovereign-route"] == "second/m2"
    assert [(one["number"], one["outcome"]) for one in await served.attempts(answer)] == [(1, "cancelled"), (2, "ok")]


@pytest.mark.parametrize("how", [{"cut": 500}, {"cut": 500, "reset": True}, {"stall": 500}])
async def test_a_stream_that_breaks_off_goes_on_at_the_next(served: Served, how: dict[str, Any]) -> None:
    begins = upstream.stream("All happy families ", "are alike; ", "each unhappy").but(**how)
    async with (
        listening(begins, served.first),
        listening(upstream.stream("each unhappy", " family"), served.second) as second,
    ):
        answer = await served.ask("onward")
    asked = second.requests[0].json
    said = asked["messages"][-1]["content"]
    assert said.startswith("All happy families ")
    assert (asked["continue_final_message"], asked["add_generation_prompt"]) == (True, False)
    assert text_of(answer) == f"{said}each unhappy family"
    assert answer.text.count("[DONE]") == 1
    assert [one["continued_from"] for one in await served.attempts(answer)] == [None, 1]


async def test_comments_and_empty_deltas_are_no_progress(served: Served) -> None:
    empty = b"data: " + json.dumps(upstream.chunk({})).encode() + b"\n\n"
    begun = upstream.stream("begun").events or ()
    idle = Answer(events=[*begun[:2], *[b": still here\n\n", empty] * 20], pace=0.2)
    words = await owned_by(served, "first")
    async with listening(idle, served.first), listening(upstream.stream("never"), served.second):
        began = asyncio.get_running_loop().time()
        answer = await served.ask("spread", words)
    assert '"upstream_timeout"' in answer.text
    assert text_of(answer) == "begun"
    assert asyncio.get_running_loop().time() - began < 4


async def owned_by(served: Served, provider: str) -> str:
    """Words of a conversation that stays with this provider."""
    async with listening(upstream.stream("1"), served.first), listening(upstream.stream("2"), served.second):
        for number in range(50):
            answer = await served.ask("spread", f"question {number}")
            if answer.headers["x-sovereign-route"].startswith(f"{provider}/"):
                return f"question {number}"
    raise AssertionError(f"nothing went to {provider}")


async def test_conversations_spread_by_weight_and_stay(served: Served) -> None:
    async with listening(upstream.stream("1"), served.first), listening(upstream.stream("2"), served.second):
        routes = [(await served.ask("spread", f"q{n % 40}")).headers["x-sovereign-route"] for n in range(80)]
    assert routes[:40] == routes[40:]
    assert 18 <= routes[:40].count("first/m1") <= 39, "three in four, of forty"


def test_explain_says_how_the_permitted_would_be_asked(served: Served) -> None:
    where = ("explain", "--routes", str(served.router.routes), "--tenant", "default", "--text", "hi")
    told = json.loads(served.router.run(*where, "--model", "spread", "--json").stdout)["serving"]
    assert told == {
        "rank": "weighted",
        "sticky": True,
        "weights": {"first/m1": 3},
        "hedge": None,
        "continues": {},
    }
    assert (
        "asked     by weight, 1 where none is named; first/m1 3"
        in served.router.run(*where, "--model", "spread").stdout
    )
    hedged = served.router.run(*where, "--model", "hedged").stdout
    assert "asked     in this order; after 0.3 s without content the next one too, up to internal" in hedged
