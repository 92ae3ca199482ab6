"""Rules are in force on all workers or on none."""

import os
import resource
import signal

import httpx
import pytest
from running import Running, StartRouter
from several import RULES, WORKERS, all_ready, ask, pids, team, until

CHANGED = RULES.replace("text: first", "text: second")


@pytest.fixture
def router(router_process: StartRouter) -> Running:
    started = router_process(RULES, arguments=WORKERS)
    until(lambda: all_ready(started))
    return started


def test_changed_rules_are_in_force_on_all_workers(router: Running) -> None:
    digest = team(router)[0]["ruleset"]
    router.routes.write_text(CHANGED)
    until(lambda: all(worker["ruleset"] != digest for worker in team(router)))
    assert {_content(router) for _ in range(12)} == {"second"}


def test_rules_that_one_worker_refuses_are_in_force_nowhere(router: Running) -> None:
    """It may open no more files, and so not the record of a tenant that the new rules bring."""
    digest = team(router)[0]["ruleset"]
    victim = pids(router)[1]
    before = resource.prlimit(victim, resource.RLIMIT_NOFILE, (3, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    router.routes.write_text(f"{CHANGED}  newcomer: {{floor: public, models: [m], rules: {{}}}}\n")
    until(lambda: "was refused" in router.logged())
    resource.prlimit(victim, resource.RLIMIT_NOFILE, before)
    assert "a worker could not prepare it" in router.logged()
    assert {worker["ruleset"] for worker in team(router)} == {digest}
    assert {_content(router) for _ in range(8)} == {"first"}
    router.routes.write_text(f"{CHANGED}  newcomer: {{floor: public, models: [m], rules: {{}}}}\n# again\n")
    until(lambda: all(worker["ruleset"] != digest for worker in team(router)))


def test_a_bad_file_is_refused_by_all_and_each_says_so(router: Running) -> None:
    router.routes.write_text(RULES.replace("floor: public", "floor: nonsense"))
    until(lambda: "was refused" in router.logged())
    until(lambda: bool(_ready(router)["rejected"]))
    assert _content(router) == "first"


def test_a_worker_that_comes_back_beside_a_bad_file_says_so_too(router: Running) -> None:
    router.routes.write_text(RULES.replace("floor: public", "floor: nonsense"))
    until(lambda: "was refused" in router.logged())
    before = pids(router)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: all_ready(router) and not set(before) & set(pids(router)))
    until(lambda: all(_ready(router)["rejected"] for _ in range(8)))
    assert _content(router) == "first"


def test_a_worker_that_dies_after_a_swap_comes_back_with_the_new_rules(router: Running) -> None:
    digest = team(router)[0]["ruleset"]
    router.routes.write_text(CHANGED)
    until(lambda: all(worker["ruleset"] != digest for worker in team(router)))
    before = pids(router)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: all_ready(router) and not set(before) & set(pids(router)))
    assert {_content(router) for _ in range(8)} == {"second"}


def _content(router: Running) -> str:
    return str(ask(router).json()["choices"][0]["message"]["content"])


def _ready(router: Running) -> dict[str, object]:
    with httpx.Client(trust_env=False) as client:
        told: dict[str, object] = client.get(f"{router.admin_url}/readyz").json()
    return told
