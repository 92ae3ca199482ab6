"""One tenant's folder put back to an older copy: no witness is there, and the router sees it by itself."""

import json
import shutil
from pathlib import Path

from ledger_records import file_of, rows_of
from running import Running, StartRouter
from small_router import SMALL, ask, readiness, until


def entries(router: Running) -> int:
    """Of the router's own log."""
    ((count,),) = rows_of(router.data / "sovereign.db", "SELECT count(*) FROM entries")
    return int(count)


def verified(router: Running) -> dict[str | None, str | None]:
    """What is wrong with each log."""
    done = router.run("audit", "verify", "--json")
    logs = json.loads(done.stdout)["logs"]
    assert done.returncode == int(any(log["fault"] for log in logs)), done.stderr
    return {log["tenant"]: log["fault"] for log in logs}


def test_it_is_refused_at_the_start_named_by_the_audit_and_gone_on_from_once_accepted(
    router_process: StartRouter, tmp_path: Path
) -> None:
    first = router_process(SMALL)
    ask(first)
    assert first.stop() == 0
    folder, older = file_of(first.data, "default").parent, tmp_path / "older"
    shutil.copytree(folder, older)
    second = router_process(SMALL, data=first.data)
    for _ in range(5):
        ask(second)
    assert second.stop() == 0
    assert set(verified(second).values()) == {None}
    shutil.rmtree(folder)
    shutil.copytree(older, folder)

    fault = verified(second)["default"]
    assert fault is not None
    assert "what the router's own log told of tenant 'default'" in fault
    refused = router_process(SMALL, data=first.data, wait=False)
    assert refused.process.wait(20) == 2
    assert "put back to an older copy" in refused.logged()
    assert "sovereign audit accept --tenant default" in refused.logged()

    accepted = refused.run("audit", "accept", "--tenant", "default", "--json")
    assert accepted.returncode == 0, accepted.stderr
    assert json.loads(accepted.stdout)["accepted"] is True
    assert refused.run("audit", "accept", "--tenant", "default").returncode == 1
    assert refused.run("audit", "accept", "--tenant", "nobody").returncode == 2
    last = router_process(SMALL, data=first.data)
    assert ask(last).status_code == 200
    assert readiness(last)["logs"] == []
    assert set(verified(last).values()) == {None}


def test_a_router_that_was_killed_before_it_told_what_it_recorded_starts_again_and_is_whole(
    router_process: StartRouter,
) -> None:
    first = router_process(SMALL)
    ask(first)
    until(lambda: entries(first) == 3)  # a tenant was made, rules are in force, and how far its log has come
    for _ in range(5):
        ask(first)
    first.kill()
    second = router_process(SMALL, data=first.data)
    assert ask(second).status_code == 200
    assert set(verified(second).values()) == {None}
