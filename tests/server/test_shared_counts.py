"""What workers count is counted once, and what a conversation was is known to all of them."""

import contextlib
import os
import signal
import threading

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
