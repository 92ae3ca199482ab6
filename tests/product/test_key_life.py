"""The life of agent keys as an admin and an agent see it: issued, narrowed, rotated, expired, revoked."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import running
from running import Running

RULES = """
version: 1
classes: [public, internal, restricted]
detection: {enabled: false, languages: [en], unscanned: internal}
providers:
  own: {kind: scripted, hosting: self, script: [{text: hello}]}
  slow: {kind: scripted, hosting: self, script: [{text: "a long tale that goes on and on", chunk: 1, pace: 0.5}]}
models:
  m: [{provider: own, model: x, price: {input: 1, output: 8}}]
  slow: [{provider: slow, model: x}]
tenants:
  default:
    floor: internal
    models: ["*"]
    rules: {restricted: {zones: [self_hosted]}, internal: {zones: [self_hosted]}}
"""

ALL = "*"


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("key-life")
    routes = folder / "routes.yaml"
    routes.write_text(RULES)
    environment = running.clean_environment(folder / "data", folder / "lookups")
    (folder / "data").mkdir()
    key = running.issue_key(routes, environment, tenant="default", agent="tests", models=ALL, tools="all")
    started = running.launch(folder, routes, environment, key)
    try:
        started.wait_ready()
        yield started
    finally:
        started.end()


def issue(router: Running, *more: str) -> dict[str, str]:
    issued = ("issue", "--routes", str(router.routes), "--tenant", "default", "--agent", "a", *more)
    made: dict[str, str] = told(router, *issued)
    return made


def told(router: Running, *arguments: str) -> Any:
    done = router.run("keys", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refused(router: Running, *arguments: str) -> str:
    done = router.run("keys", *arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def listed(router: Running) -> dict[str, dict[str, Any]]:
    return {key["id"]: key for key in told(router, "list")}


def ask(router: Running, key: str, *, model: str = "m", klass: str = "internal") -> httpx.Response:
    message = {"role": "user", "content": f"one {klass} matter"}  # a conversation keeps the class it once had
    body = {"model": model, "messages": [message], "stream": model == "slow"}
    with httpx.Client(trust_env=False, timeout=30) as client:
        headers = {"Authorization": f"Bearer {key}", "x-data-class": klass}
        return client.post(f"{router.api_url}/chat/completions", json=body, headers=headers)


def code(answer: httpx.Response) -> str | None:
    return None if answer.status_code == 200 else str(answer.json()["error"]["code"])


def until(holds: Callable[[], bool], seconds: float = 6.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it did not hold within {seconds} s"
        time.sleep(0.1)


def acts(router: Running) -> list[dict[str, Any]]:
    lines = router.run("audit", "export", "--tenant", "default").stdout.splitlines()
    entries = [json.loads(line)["entry"] for line in lines]
    return [entry for entry in entries if entry["kind"] == "act"]


def test_a_key_is_bound_as_it_was_issued_and_the_list_says_so(router: Running) -> None:
    bounds = ("--ceiling", "internal", "--networks", "127.0.0.0/8,10.0.0.0/8", "--requests-per-minute", "2")
    mine = issue(router, *bounds, "--owner", "anna", "--team", "mail", "--budget", "7.5", "--expires", "12h")
    elsewhere = issue(router, "--networks", "10.0.0.0/8")
    until(lambda: code(ask(router, mine["key"])) is None)
    above = ask(router, mine["key"], klass="restricted")
    assert (above.status_code, code(above)) == (403, "not_permitted")
    assert "class 'restricted'" in above.json()["error"]["message"]
    assert above.headers["x-should-retry"] == "false"
    assert code(ask(router, mine["key"])) == "rate_limited"
    until(lambda: code(ask(router, elsewhere["key"])) == "not_permitted")
    known = listed(router)[mine["id"]]
    wanted = {"owner": "anna", "team": "mail", "state": "active", "ceiling": "internal", "budget_eur_per_month": 7.5}
    assert known | wanted == known
    line = next(line for line in router.run("keys", "list").stdout.splitlines() if line.startswith(mine["id"]))
    assert "owner anna  team mail" in line
    assert line.endswith("active, expires in 11 hours")


def test_a_child_is_narrower_and_ends_within_five_seconds_with_its_parent_open_streams_too(router: Running) -> None:
    parent = issue(router, "--ceiling", "internal", "--owner", "anna", "--models", "m,sl*")
    child = told(router, "issue", "--routes", str(router.routes), "--parent", parent["id"], "--models", "slow")
    wider = ("issue", "--routes", str(router.routes), "--tenant", "default", "--agent", "a", "--parent", parent["id"])
    why = refused(router, *wider, "--ceiling", "restricted", "--expires", "never", "--models", "*")
    assert all(word in why for word in ("ceiling 'restricted'", "outlive", "models '*'"))
    known = listed(router)[child["id"]]
    assert (known["parent"], known["owner"], known["ceiling"]) == (parent["id"], "anna", "internal")
    assert (known["tenant"], known["agent"]) == ("default", "a"), "as its parent has them"
    assert "--parent" in refused(router, "issue", "--routes", str(router.routes), "--tenant", "default")
    until(lambda: code(ask(router, child["key"])) == "model_not_found")
    threading.Timer(0.3, lambda: router.run("keys", "revoke", parent["id"])).start()
    assert ends_with_an_error(router, child["key"], 7.0)
    assert code(ask(router, child["key"], model="slow")) == "invalid_api_key"
    assert listed(router)[child["id"]]["state"] == "parent ended"
    assert "is over" in refused(router, *wider)


def test_a_rotated_key_ends_after_the_overlap_open_streams_too_and_the_new_one_goes_on(router: Running) -> None:
    old = issue(router, "--ceiling", "internal")
    child = issue(router, "--parent", old["id"])
    new = told(router, "rotate", old["id"], "--overlap", "3s")
    until(lambda: [code(ask(router, key["key"])) for key in (old, new, child)] == [None] * 3, seconds=2.5)
    assert ends_with_an_error(router, old["key"], 8.0)
    assert [code(ask(router, key["key"])) for key in (old, new, child)] == ["invalid_api_key", None, None]
    known = listed(router)
    assert (known[old["id"]]["state"], known[old["id"]]["replaced_by"]) == ("expired", new["id"])
    assert (known[new["id"]]["state"], known[new["id"]]["ceiling"]) == ("active", "internal")
    assert known[child["id"]]["state"] == "active"
    assert f"was replaced by {new['id']}" in refused(router, "rotate", old["id"])
    (rotation,) = [act for act in acts(router) if act["verb"] == "keys.rotate" and act["target"] == old["id"]]
    assert rotation["details"]["replaced_by"] == new["id"]
    assert rotation["actor"].startswith("cli:")


def ends_with_an_error(router: Running, key: str, seconds: float) -> bool:
    """A stream that would last far longer ends, by an error that says why."""
    began = time.monotonic()
    answer = ask(router, key, model="slow")
    assert answer.status_code == 200, answer.text
    events = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    return time.monotonic() - began < seconds and events[-1]["error"]["code"] == "invalid_api_key"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("rotate", "nonesuch"), "there is no key with the id 'nonesuch'"),
        (("issue", "--tenant", "default", "--agent", "a", "--expires", "yesterday"), "--expires takes 90d"),
        (("issue", "--tenant", "default", "--agent", "a", "--ceiling", "public"), "it could ask for nothing"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(router: Running, arguments: tuple[str, ...], why: str) -> None:
    assert why in refused(router, *arguments, *(("--routes", str(router.routes)) if arguments[0] == "issue" else ()))
