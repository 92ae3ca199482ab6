"""`sovereign` as an admin uses it: check, explain, keys, and a running router whose file changes under it."""

import json
import os
import subprocess
import time
from functools import partial
from pathlib import Path

import httpx
import pytest
import running
from product import Product
from running import Running, StartRouter
from small_router import SMALL, ask, has_said, readiness, said, until


def test_check_says_good_and_the_digest(product: Product) -> None:
    done = product.router.run("check", str(product.router.routes), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert told["ok"] is True
    assert told["digest"] == readiness(product.router)["ruleset"]


def test_check_tells_every_error_at_once_and_exits_with_2(tmp_path: Path, product: Product) -> None:
    file = tmp_path / "routes.yaml"
    bad = SMALL.replace("kind: scripted", "kind: scripted, key: sk-literal-secret-000000").replace(
        "provider: fake", "provder: fake"
    )
    file.write_text(bad.replace("zones: [self_hosted]}, internal", "zones: [moon]}, internal"))
    done = product.router.run("check", str(file))
    assert done.returncode == 2
    for place in ("providers.fake.key", "models.m[0]", "rules.restricted.zones[0]"):
        assert place in done.stderr, done.stderr
    assert "sk-literal" not in done.stderr


def test_check_of_a_script_that_is_wrong_names_its_place(tmp_path: Path, product: Product) -> None:
    file = tmp_path / "routes.yaml"
    file.write_text(SMALL.replace("{text: first}", "{texxt: first}"))
    done = product.router.run("check", str(file), "--json")
    assert done.returncode == 2
    assert "texxt" in json.loads(done.stdout)["errors"][0]["wrong"]


def test_a_missing_file_is_told(tmp_path: Path, product: Product) -> None:
    done = product.router.run("check", str(tmp_path / "nowhere.yaml"))
    assert done.returncode == 2
    assert "nowhere.yaml" in done.stderr


def test_explain_shows_each_candidate_and_the_exact_bytes(product: Product) -> None:
    done = product.router.run(
        "explain", "--routes", str(product.router.routes), "--tenant", "default", "--model", "mirror", "--json",
        "--text", "mail anna.schmidt@example.org",
    )  # fmt: skip
    told = json.loads(done.stdout)
    answer = product.ask("mirror", "mail anna.schmidt@example.org")
    assert done.returncode == 0, done.stderr
    assert told["class"] == "internal"
    assert told["found"] == {"EMAIL_ADDRESS": 1}
    leaves = told["candidates"][0]["leaves"]
    assert json.loads(leaves) == json.loads(answer.json()["choices"][0]["message"]["content"])
    assert "[[EMAIL_ADDRESS_1]]" in leaves


def test_explain_reads_a_body_in_any_language(product: Product, tmp_path: Path) -> None:
    body = tmp_path / "body.json"
    system = [{"type": "text", "text": "for anna.schmidt@example.org"}]
    asked = {"model": "mirror", "max_tokens": 9, "system": system, "messages": [{"role": "user", "content": "hi"}]}
    body.write_text(json.dumps(asked))
    explain = ("explain", "--routes", str(product.router.routes), "--tenant", "default", "--model", "mirror", "--json")
    done = product.router.run(*explain, "--dialect", "messages", "--body", str(body))
    told = json.loads(done.stdout)
    assert json.loads(told["candidates"][0]["leaves"])["system"][0]["text"] == "for [[EMAIL_ADDRESS_1]]"
    refused = product.router.run(*explain, "--dialect", "embeddings", "--body", str(body))
    assert json.loads(refused.stdout)["error"]["param"] == "input"


def test_explain_shows_by_which_line_of_the_rules_a_term_was_found(product: Product, tmp_path: Path) -> None:
    routes = tmp_path / "routes.yaml"
    own = "    detection: {find: [{terms: [Projekt Nordlicht]}], leave: [{terms: [bob@example.com]}]}\n"
    routes.write_text(product.router.routes.read_text().rstrip() + "\n" + own)
    where = ("explain", "--routes", str(routes), "--tenant", "default", "--model", "mirror")
    asked = (*where, "--text", "projekt  nordlicht, ann@example.com, bob@example.com")
    told = json.loads(product.router.run(*asked, "--json").stdout)
    found = [(one["kind"], one["by"], one["place"]) for one in told["findings"] if one["by"] != "names"]
    assert found == [
        ("CUSTOM_TERM", "tenants.default.detection.find[0]", "messages[0].content"),
        ("EMAIL_ADDRESS", "email", "messages[0].content"),
    ]
    assert "[[CUSTOM_TERM_1]], [[EMAIL_ADDRESS_1]], bob@example.com" in told["candidates"][0]["leaves"]
    shown = product.router.run(*asked).stdout
    assert "CUSTOM_TERM by tenants.default.detection.find[0], messages[0].content 0-18" in shown


def test_explain_says_no_with_exit_1_and_every_reason(product: Product) -> None:
    done = product.router.run(
        "explain", "--routes", str(product.router.routes), "--tenant", "default", "--model", "closed", "--text", "hello"
    )
    assert done.returncode == 1
    assert "trains/x" in done.stdout
    assert "training_not_prohibited" in done.stdout
    assert "contract_expired" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("explain", "--tenant", "default"),
        ("explain", "--tenant", "nobody", "--model", "mirror", "--text", "x"),
        ("explain", "--tenant", "default", "--model", "mirror", "--text", "x", "--class", "cosmic"),
        ("keys", "issue", "--tenant", "nobody", "--agent", "a"),
        ("keys", "issue", "--tenant", "default", "--agent", "a", "--models", " , "),
        ("frobnicate",),
        (),
    ],
)
def test_wrong_usage_exits_with_2_and_one_clear_line(product: Product, arguments: tuple[str, ...]) -> None:
    environment = {**product.router.environment, "SOVEREIGN_ROUTES": str(product.router.routes)}
    done = running.sovereign(arguments, environment)
    assert done.returncode == 2
    assert done.stderr or done.stdout
    assert "Traceback" not in done.stderr


def test_keys_are_issued_listed_and_revoked_beside_a_running_router(product: Product) -> None:
    run = product.router.run
    issued = run(
        "keys", "issue", "--routes", str(product.router.routes), "--tenant", "default", "--agent", "a", "--json"
    )
    key = json.loads(issued.stdout)
    assert set(key) == {"id", "key"}
    assert key["key"].startswith(f"sov_{key['id']}_")
    listed = {entry["id"]: entry for entry in json.loads(run("keys", "list", "--json").stdout)}
    assert listed[key["id"]]["agent"] == "a"
    assert key["key"] not in run("keys", "list", "--json").stdout
    assert run("keys", "revoke", key["id"]).returncode == 0
    assert run("keys", "revoke", "nonesuch").returncode == 1
    stored = b"".join(path.read_bytes() for path in product.router.data.rglob("*") if path.is_file())
    assert key["key"].split("_")[2].encode() not in stored


def test_a_changed_file_is_taken_up_and_a_bad_one_refused_while_the_old_serves(router_process: StartRouter) -> None:
    router = router_process(SMALL)
    assert said(router) == "first"
    router.routes.write_text(SMALL.replace("text: first", "text: second"))
    until(lambda: said(router) == "second")
    router.routes.write_text(SMALL.replace("text: first", "text: third").replace("floor: internal", "floor: nope"))
    until(lambda: bool(readiness(router)["rejected"]))
    assert "rejected" not in readiness(router, router.base_url)
    assert "floor" in str(readiness(router)["rejected"])
    assert said(router) == "second"
    assert "was refused" in router.logged()
    router.routes.write_text(SMALL.replace("text: first", "text: third"))
    until(lambda: said(router) == "third")
    assert readiness(router)["rejected"] == []


def test_no_request_is_dropped_while_rules_are_swapped(router_process: StartRouter) -> None:
    router = router_process(SMALL)
    statuses = set()
    for number in range(6):
        router.routes.write_text(SMALL.replace("text: first", f"text: text-{number}"))
        deadline = time.monotonic() + 0.6
        while time.monotonic() < deadline:
            statuses.add(ask(router).status_code)
    assert statuses == {200}


def test_the_first_start_prints_one_key_that_works_and_the_second_none(tmp_path: Path) -> None:
    routes = tmp_path / "routes.yaml"
    routes.write_text(SMALL)
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups")
    keys = []
    for _ in range(2):
        router = running.launch(tmp_path, routes, environment, "", ("--json",))
        try:
            router.wait_ready()
            until(partial(has_said, router, '"base_url"'))
            told = json.loads(next(line for line in router.logged().splitlines() if line.startswith("{")))
            keys.append(told["key"])
            assert ask(router, keys[0]).status_code == 200
            assert router.stop() == 0
        finally:
            router.end()
    assert keys[0].startswith("sov_")
    assert keys[1] is None


def test_a_taken_port_is_told_in_one_line(tmp_path: Path, product: Product) -> None:
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups")
    port = product.router.base_url.rpartition(":")[2]
    done = running.sovereign(("serve", "--routes", str(product.router.routes), "--port", port), environment)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_one_port_for_both_doors_is_refused(product: Product, tmp_path: Path) -> None:
    environment = running.clean_environment(tmp_path / "data", tmp_path / "lookups")
    port = str(running.free_port())
    choice = ("serve", "--routes", str(product.router.routes), "--port", port, "--admin-port", port)
    done = running.sovereign(choice, environment)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1 port {port}: Address already in use" in done.stderr


def test_a_second_router_on_the_same_data_folder_is_refused(product: Product) -> None:
    ports = ("--port", str(running.free_port()), "--admin-port", str(running.free_port()))
    done = running.sovereign(("serve", "--routes", str(product.router.routes), *ports), product.router.environment)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_after_a_kill_the_open_intents_are_marked_and_nothing_is_lost(router_process: StartRouter) -> None:
    slow = SMALL.replace("{text: first}", "{text: late, delay: 30}")
    router = router_process(slow)
    body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "hi"}]})
    with subprocess.Popen(
        ["curl", "-s", "-H", f"Authorization: Bearer {router.key}", "-d", body, f"{router.api_url}/chat/completions"],
        stdout=subprocess.DEVNULL,
    ) as client:
        until(lambda: recorded(router, "intent") == 1)
        router.kill()
        client.wait()
    again = router_process(SMALL, data=router.data)
    assert recorded(again, "orphan") == 1
    assert ask(again).status_code == 200


def test_no_process_is_left_behind_when_the_router_is_killed(router_process: StartRouter) -> None:
    router = router_process(SMALL.replace("enabled: false, ", ""))
    group = router.process.pid
    router.kill()
    until(lambda: not members(group), seconds=10)


def test_sigterm_lets_an_open_answer_finish(router_process: StartRouter) -> None:
    router = router_process(SMALL.replace("{text: first}", "{text: late, delay: 1.5}"))
    with httpx.Client(trust_env=False, timeout=10) as client:
        request = client.build_request(
            "POST",
            f"{router.api_url}/chat/completions",
            json={"model": "m", "messages": [{"role": "user", "content": "hi"}]},
            headers={"Authorization": f"Bearer {router.key}"},
        )
        pid = router.process.pid
        with subprocess.Popen(["sh", "-c", f"sleep 0.5; kill -TERM {pid}"]):
            assert client.send(request).json()["choices"][0]["message"]["content"] == "late"
    assert router.process.wait(10) == 0


def recorded(router: Running, kind: str) -> int:
    lines = router.run("audit", "export", "--tenant", "default").stdout.splitlines()
    return sum(json.loads(line)["entry"]["kind"] == kind for line in lines)


def members(group: int) -> list[int]:
    """Processes of a process group that are not zombies."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, pgrp = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            except OSError:
                continue
            if int(pgrp) == group and state != "Z":
                found.append(int(entry.name))
    return found


def test_members_finds_this_very_process() -> None:
    assert os.getpid() in members(os.getpgrp())
