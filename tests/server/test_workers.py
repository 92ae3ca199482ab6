"""Several workers are one router: one address, one key, one readiness; and one after another they are renewed."""

import json
import signal
import time
from pathlib import Path

import pytest
from running import Running, StartRouter, clean_environment, launch
from several import RULES, WORKERS, all_ready, ask, load, pids, team, until


@pytest.fixture
def router(router_process: StartRouter) -> Running:
    started = router_process(RULES, arguments=WORKERS)
    until(lambda: all_ready(started))
    return started


def test_both_workers_answer_and_readiness_tells_of_both(router: Running) -> None:
    assert ask(router).json()["choices"][0]["message"]["content"] == "first"
    assert [worker["place"] for worker in team(router)] == [0, 1]
    assert len({worker["ruleset"] for worker in team(router)}) == 1
    assert router.stop() == 0


def test_a_restart_under_load_fails_no_request(router: Running) -> None:
    before = pids(router)
    with load(router) as seen:
        time.sleep(0.5)
        router.process.send_signal(signal.SIGHUP)
        until(lambda: all_ready(router) and not set(before) & set(pids(router)), 40)
        time.sleep(0.5)
    assert set(seen) == {"200"}
    assert seen["200"] > 50


def test_a_new_worker_that_cannot_start_leaves_the_old_one_serving(router: Running) -> None:
    before = pids(router)
    master = router.data / "master.key"
    secret = master.read_bytes()
    master.write_bytes(b"x" * len(secret))
    router.process.send_signal(signal.SIGHUP)
    until(lambda: "the old goes on" in router.logged())
    master.write_bytes(secret)
    assert "64 hexadecimal digits" in router.logged()
    assert ask(router).status_code == 200
    assert pids(router) == before


@pytest.mark.parametrize("count", ["0", "65", "two"])
def test_how_many_workers_is_a_number_within_reason(tmp_path: Path, count: str) -> None:
    environment = clean_environment(tmp_path, tmp_path / "lookups")
    assert launch(tmp_path, tmp_path / "none.yaml", environment, "", ["--workers", count]).process.wait(20) == 2


def test_the_first_key_of_several_workers_opens_the_door_at_once(tmp_path: Path) -> None:
    routes = tmp_path / "routes.yaml"
    routes.write_text(RULES)
    (tmp_path / "data").mkdir()
    environment = clean_environment(tmp_path / "data", tmp_path / "lookups") | {"SOVEREIGN_WORKERS": "2"}
    router = launch(tmp_path, routes, environment, "", ["--json"])
    try:
        until(lambda: '"key"' in router.logged())
        router.key = json.loads(router.logged().splitlines()[-1])["key"]
        assert ask(router).status_code == 200
    finally:
        router.end()
