"""Workers die, and their supervisor too: what was acknowledged stands, and others go on."""

import json
import os
import signal
import threading
import time

import httpx
import pytest
from running import Running, StartRouter
from several import RULES, WORKERS, all_ready, ask, is_alive, load, pids, until


@pytest.fixture
def router(router_process: StartRouter) -> Running:
    started = router_process(RULES, arguments=WORKERS)
    until(lambda: all_ready(started))
    return started


def test_a_worker_that_is_killed_under_load_loses_nothing_that_was_acknowledged(router: Running) -> None:
    victim = pids(router)[0]
    with load(router) as seen:
        time.sleep(1)
        os.kill(victim, signal.SIGKILL)
        until(lambda: all_ready(router) and victim not in pids(router))
        time.sleep(0.5)
    answered = seen.pop("200")
    assert answered > 50
    assert sum(seen.values()) <= 4, f"each client had one connection to it: {seen}"
    assert router.stop() == 0
    verified = router.run("audit", "verify", "--json")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "started again" in router.logged()


def test_what_was_open_in_a_killed_worker_is_marked_in_the_record_while_others_go_on(router: Running) -> None:
    victims = pids(router)
    with httpx.Client(trust_env=False, timeout=30) as client:
        body = {"model": "long", "stream": True, "messages": [{"role": "user", "content": "hi"}]}
        headers = {"Authorization": f"Bearer {router.key}"}
        with client.stream("POST", f"{router.api_url}/chat/completions", json=body, headers=headers) as answer:
            receipt = answer.headers["x-sovereign-receipt"]
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
            until(lambda: "the record says so" in router.logged())
    told = json.loads(router.run("audit", "receipt", receipt, "--tenant", "default", "--json").stdout)
    assert [attempt["outcome"] for attempt in told["attempts"]] == ["orphaned"]


def test_an_open_answer_of_a_worker_that_lives_is_no_orphan(router: Running) -> None:
    """Both workers have an answer open, one dies: the other's ends as any other."""
    answers: list[httpx.Response] = []
    asking = [threading.Thread(target=lambda: answers.append(_try(router))) for _ in range(6)]
    for thread in asking:
        thread.start()
    time.sleep(0.5)
    os.kill(pids(router)[0], signal.SIGKILL)
    for thread in asking:
        thread.join()
    whole = [answer for answer in answers if answer.status_code == 200 and "once upon a time" in answer.text]
    until(lambda: all_ready(router))
    for answer in whole[:2]:
        command = ("audit", "receipt", answer.headers["x-sovereign-receipt"], "--tenant", "default", "--json")
        told = json.loads(router.run(*command).stdout)
        assert [attempt["outcome"] for attempt in told["attempts"]] == ["ok"]


def _try(router: Running) -> httpx.Response:
    try:
        return ask(router, "slow")
    except httpx.HTTPError:
        return httpx.Response(599)


def test_while_a_worker_is_away_the_other_accepts_what_comes_for_it(router: Running) -> None:
    """It dies again and again: each time it waits longer, and nobody who connects waits for it."""
    for _ in range(4):
        until(lambda: len(pids(router)) == 2)
        os.kill(pids(router)[1], signal.SIGKILL)
        until(lambda: len(pids(router)) == 1)
        for _ in range(6):
            began = time.monotonic()
            assert ask(router).status_code == 200
            assert time.monotonic() - began < 2
    assert "started again in 1.6 s" in router.logged()


def test_workers_end_when_their_supervisor_is_killed_and_the_next_one_starts(
    router: Running, router_process: StartRouter
) -> None:
    workers = pids(router)
    router.kill()
    until(lambda: not any(map(is_alive, workers)), 10)
    again = router_process(RULES, data=router.data, arguments=WORKERS)
    assert ask(again).status_code == 200
