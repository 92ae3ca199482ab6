"""What workers count is counted once, and what a conversation was is known to all of them."""

import contextlib
import os
import signal
import threading
import time
from collections import Counter

import httpx
import pytest
from running import Running, StartRouter
from several import RULES, WORKERS, all_ready, ask, pids, until


@pytest.fixture
def router(router_process: StartRouter) -> Running:
    started = router_process(RULES, arguments=WORKERS)
    until(lambda: all_ready(started))
    return started


def test_a_limit_is_one_limit_for_all_workers(router_process: StartRouter) -> None:
    limited = RULES.replace("    rules: {public", "    limits: {requests_per_minute: 10}\n    rules: {public")
    router = router_process(limited, arguments=WORKERS)
    until(lambda: all_ready(router))
    statuses = [ask(router).status_code for _ in range(20)]
    assert statuses.count(200) == 10
    assert statuses.count(429) == 10


def test_what_a_killed_worker_had_running_does_not_count_for_ever(router_process: StartRouter) -> None:
    limited = RULES.replace("    rules: {public", "    limits: {concurrent_requests: 1}\n    rules: {public")
    router = router_process(limited, arguments=WORKERS)
    until(lambda: all_ready(router))
    asking = threading.Thread(target=_try_long, args=(router,))
    asking.start()
    until(lambda: ask(router).status_code == 429)
    for pid in pids(router):
        os.kill(pid, signal.SIGKILL)
    asking.join()
    until(lambda: all_ready(router))
    assert ask(router).status_code == 200


def _try_long(router: Running) -> None:
    """Until it is let in: the one place may be taken by a request that looks whether it is."""
    with contextlib.suppress(httpx.HTTPError):
        while ask(router, "long", stream=True).status_code == 429:
            pass


def test_a_conversation_keeps_its_class_on_whichever_worker_its_next_turn_arrives(router: Running) -> None:
    turns = [{"role": "user", "content": "my own words, said once"}]
    first = ask(router, messages=turns, headers={"x-data-class": "restricted"})
    assert first.headers["x-sovereign-class"] == "restricted"
    turns += [{"role": "assistant", "content": "first"}, {"role": "user", "content": "go on"}]
    for _ in range(8):  # each on a connection of its own, which either may accept
        assert ask(router, messages=turns).headers["x-sovereign-class"] == "restricted"


def test_a_breaker_that_one_worker_opened_is_open_in_all(router_process: StartRouter) -> None:
    gone = "{kind: scripted, hosting: self, script: [{refuse: true}], breaker: {failures: 2, open_for: 60}}"
    rules = RULES.replace("models:\n", f"  gone: {gone}\nmodels:\n").replace("m: [", "m: [{provider: gone, model: x}, ")
    router = router_process(rules, arguments=WORKERS)
    until(lambda: all_ready(router))
    until(lambda: ask(router).headers["x-sovereign-attempts"] == "1")
    time.sleep(2.5)  # others listen once a second
    asked = [ask(router) for _ in range(20)]  # each on a connection of its own, which either may accept
    assert {answer.headers["x-sovereign-attempts"] for answer in asked} == {"1"}


def test_while_the_supervisor_stands_still_each_worker_goes_on_with_a_share(router_process: StartRouter) -> None:
    limited = RULES.replace("    rules: {public", "    limits: {requests_per_minute: 12}\n    rules: {public")
    router = router_process(limited, arguments=WORKERS)
    until(lambda: all_ready(router))
    assert ask(router).status_code == 200
    os.kill(router.process.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        statuses = Counter(ask(router).status_code for _ in range(60))
        assert time.monotonic() - began < 10, "one request of each worker waits two seconds"
    finally:
        os.kill(router.process.pid, signal.SIGCONT)
    assert set(statuses) == {200, 429}
    assert 11 <= statuses[200] <= 12, "six of each worker, and one was used before"
    until(lambda: router.logged().count("answers again") == 2)
    assert statuses[200] + [ask(router).status_code for _ in range(20)].count(200) <= 12, "it was told of each"
