"""Who can write the record's file but has no master key brings no key back."""

import sqlite3
from contextlib import closing

from ledger_records import file_of
from running import Running, StartRouter
from small_router import SMALL, ask, readiness, until


def bring_back(router: Running) -> None:
    with closing(sqlite3.connect(file_of(router.data, "default"), isolation_level=None)) as file:
        file.execute("UPDATE keys SET revoked = NULL")


def test_a_revoked_key_that_is_written_back_into_the_file_stays_closed_and_log_and_readiness_say_so(
    router_process: StartRouter,
) -> None:
    router = router_process(SMALL)
    assert ask(router).status_code == 200
    assert readiness(router)["keys"] == "ok"
    assert router.run("keys", "revoke", router.key.split("_")[1]).returncode == 0
    until(lambda: ask(router).status_code == 401)
    bring_back(router)
    until(lambda: readiness(router)["keys"] == "1 changed behind the router's back: the log says which")
    assert router.is_ready()
    assert ask(router).status_code == 401
    assert router.logged().count("does not work") == 1
    assert "does not work" in router.run("keys", "list").stderr
    assert router.stop() == 0
    again = router_process(SMALL, data=router.data)
    assert ask(again, router.key).status_code == 401
    assert ask(again).status_code == 200
