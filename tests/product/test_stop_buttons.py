"""Stop buttons as an admin presses them and agents feel them, on a router of two workers."""

import io
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import httpx
import pytest
import running
from running import Running
from several import WORKERS, all_ready, until

from router import cli

RULES = """
version: 1
classes: [public]
detection: {enabled: false, languages: [en], unscanned: public}
providers:
  left: &slow
    kind: scripted
    hosting: self
    script: [{text: "a long tale that goes on and on and is never quite told to its end", chunk: 1, pace: 0.2}]
  right: *slow
  late: {kind: scripted, hosting: self, script: [{text: late, delay: 20}]}
  spare: {kind: scripted, hosting: self, script: [{text: spare}]}
models:
  left: [{provider: left, model: x}]
  right: [{provider: right, model: x}]
  safe: [{provider: late, model: x}, {provider: spare, model: x}]
  late: [{provider: late, model: x}]
  quick: [{provider: spare, model: x}]
tenants:
  default: &all
    floor: public
    models: ["*"]
    rules: {public: {zones: [self_hosted]}}
  other: *all
"""

WITHIN = 1.0
"""Seconds from the end of the command."""


@dataclass
class Agents:
    """A router, and agents `a` and `b` of tenant `default`, and `a` of `other`, by these names."""

    router: Running
    keys: dict[str, str]

    def ask(self, who: str, model: str = "quick") -> httpx.Response:
        with httpx.Client(trust_env=False, timeout=30) as client:
            return client.post(f"{self.router.api_url}/chat/completions", **self.asked(who, model, stream=False))

    def asked(self, who: str, model: str, *, stream: bool) -> dict[str, Any]:
        body = {"model": model, "messages": [{"role": "user", "content": "hi"}], "stream": stream}
        return {"json": body, "headers": {"Authorization": f"Bearer {self.keys[who]}"}}

    def press(self, *words: str) -> Any:
        """As the command, but without waiting for Python to start once more."""
        told = io.StringIO()
        with patch.dict(os.environ, self.router.environment), redirect_stdout(told):
            assert cli.main([*words, "--json", "--routes", str(self.router.routes)]) == 0
        return json.loads(told.getvalue())


@dataclass
class Stream:
    """An answer that is coming. `lines`: what came, and when."""

    who: str
    model: str
    lines: list[tuple[float, str]] = field(default_factory=list)
    receipt: str = ""
    leaves: bool = False

    def come(self, agents: Agents) -> None:
        """What another test stopped and resumed may not be resumed in every process yet."""
        deadline = time.monotonic() + 10
        while not self._comes(agents) and time.monotonic() < deadline:
            time.sleep(0.2)

    def _comes(self, agents: Agents) -> bool:
        with httpx.Client(trust_env=False, timeout=30) as client:
            asked = agents.asked(self.who, self.model, stream=True)
            with client.stream("POST", f"{agents.router.api_url}/chat/completions", **asked) as answer:
                if answer.status_code != 200:
                    return False
                self.receipt = answer.headers["x-sovereign-receipt"]
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        self.lines.append((time.monotonic(), line))
                    if self.leaves:
                        break
        return True

    @property
    def errors(self) -> list[tuple[float, Any]]:
        return [(at, json.loads(line[6:])["error"]) for at, line in self.lines if '"error"' in line]


@pytest.fixture(scope="module")
def agents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agents]:
    folder = tmp_path_factory.mktemp("stop-buttons")
    routes = folder / "routes.yaml"
    routes.write_text(RULES)
    environment = running.clean_environment(folder / "data", folder / "lookups")
    (folder / "data").mkdir()
    keys = {
        name: running.issue_key(routes, environment, tenant=tenant, agent=agent, models="*", tools="all")
        for name, tenant, agent in (("a", "default", "a"), ("b", "default", "b"), ("other", "other", "a"))
    }
    router = running.launch(folder, routes, environment, keys["a"], WORKERS)
    try:
        router.wait_ready()
        until(lambda: all_ready(router))
        yield Agents(router, keys)
        assert "Traceback" not in router.logged()
    finally:
        router.end()


@pytest.fixture
def streams(agents: Agents) -> Iterator[list[Stream]]:
    """Open ones of each agent, from each provider: two of each, so that most of the time both workers have some."""
    pairs = [("a", "left"), ("a", "right"), ("b", "left"), ("other", "left")] * 2
    streams = [Stream(*pair) for pair in pairs]
    threads = [threading.Thread(target=stream.come, args=(agents,)) for stream in streams]
    for thread in threads:
        thread.start()
    until(lambda: all(len(stream.lines) > 2 for stream in streams))
    yield streams
    for stream in streams:
        stream.leaves = True
    for thread in threads:
        thread.join()


BUTTONS: dict[tuple[str, ...], Callable[[str, str], bool]] = {
    ("--tenant", "default"): lambda who, _: who in ("a", "b"),
    ("--agent", "a"): lambda who, _: who in ("a", "other"),
    ("--agent", "a", "--tenant", "default"): lambda who, _: who == "a",
    ("--provider", "left"): lambda _, model: model == "left",
    ("--everything",): lambda _who, _model: True,
}
"""What each covers: of whom, and from which provider."""


@pytest.mark.parametrize("words", BUTTONS, ids=" ".join)
def test_what_is_stopped_ends_within_a_second_with_one_error_and_all_else_goes_on(
    agents: Agents, streams: Sequence[Stream], words: tuple[str, ...]
) -> None:
    covers = BUTTONS[words]
    pressed = agents.press("stop", *words)
    at = time.monotonic()
    try:
        assert pressed["new"] is True
        ended = [stream for stream in streams if covers(stream.who, stream.model)]
        until(lambda: all(stream.errors for stream in ended), 5.0)
        latest = max(stream.errors[0][0] for stream in ended) - at
        assert latest < WITHIN, f"{latest:.2f} s"
        for stream in ended:
            assert [error["code"] for _, error in stream.errors] == ["stopped"]
            assert '"error"' in stream.lines[-1][1], "and nothing after it"
        time.sleep(0.5)
        others = [stream for stream in streams if stream not in ended]
        assert not any(stream.errors for stream in others)
        assert all(stream.lines[-1][0] > at + 0.2 for stream in others)
        told = agents.press("audit", "receipt", ended[0].receipt)
        assert (told["receipt"]["outcome"], told["receipt"]["code"]) == ("failed", "stopped")
        for who in agents.keys:
            answer = agents.ask(who)
            if words[0] != "--provider" and covers(who, "left"):
                assert (answer.status_code, answer.json()["error"]["code"]) == (503, "stopped")
                assert answer.headers["x-should-retry"] == "false"
                assert answer.headers["x-sovereign-receipt"] == "none", "nothing was decided, and nothing recorded"
            else:
                assert answer.status_code == 200, answer.text
    finally:
        assert agents.press("resume", *words)["resumed"] is True
    until(lambda: all(agents.ask(who).status_code == 200 for who in agents.keys), 3.0)


def test_others_answer_for_a_provider_that_is_stopped_also_whoever_was_waiting_for_it(agents: Agents) -> None:
    answers: list[httpx.Response] = []
    waiting = threading.Thread(target=lambda: answers.append(agents.ask("a", "safe")))
    waiting.start()
    time.sleep(0.5)
    agents.press("stop", "--provider", "late")
    at = time.monotonic()
    waiting.join()
    try:
        assert time.monotonic() - at < WITHIN
        for answer in (answers[0], agents.ask("b", "safe")):
            assert (answer.status_code, answer.headers["x-sovereign-route"]) == (200, "spare/x")
        refused = agents.ask("a", "late")
        assert (refused.status_code, refused.json()["error"]["code"]) == (503, "stopped")
        assert "late/x (stopped)" in refused.json()["error"]["message"]
        with httpx.Client(trust_env=False) as client:
            told = client.get(f"{agents.router.admin_url}/readyz").json()["stopped"]
        assert told == {"tenant": 0, "agent": 0, "provider": 1, "everything": 0}
    finally:
        agents.press("resume", "--provider", "late")


def test_what_is_stopped_stays_so_when_the_router_starts_again(agents: Agents) -> None:
    """The last test here: it ends the router. The commands run beside none."""
    router, who = agents.router, ("--agent", "a", "--tenant", "default")
    assert router.stop() == 0
    assert router.run("stop", *who, "--routes", str(router.routes)).returncode == 0
    for button, told in (("resume", "stopped"), ("stop", None)):
        again = running.launch(router.routes.parent, router.routes, router.environment, agents.keys["a"])
        try:
            again.wait_ready()
            after = Agents(again, agents.keys)
            assert after.ask("a").json().get("error", {}).get("code") == told
            assert after.ask("b").status_code == 200
            assert again.stop() == 0
        finally:
            again.end()
        agents.press(button, *who)
