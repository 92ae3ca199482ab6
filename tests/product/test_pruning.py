"""`sovereign audit prune`, and the rule that it asks."""

import json
from datetime import UTC, datetime, timedelta

from running import StartRouter
from small_router import SMALL

PRUNED = SMALL.replace("models: [m]\n    rules", "models: [m]\n    record: {keep_days: 30}\n    rules")


def day(back: int) -> str:
    return (datetime.now(UTC) - timedelta(days=back)).date().isoformat()


def test_pruning_asks_the_rule_of_the_tenant(router_process: StartRouter) -> None:
    router = router_process(PRUNED)
    routes = ("--routes", str(router.routes), "--tenant", "default")
    young = router.run("audit", "prune", *routes, "--before", day(3))
    assert (young.returncode, "--before " in young.stderr) == (2, True)
    old = router.run("audit", "prune", *routes, "--before", day(31), "--json")
    assert (old.returncode, json.loads(old.stdout)["pruned"]) == (0, 0)
    router.routes.write_text(PRUNED.replace("keep_days: 30", "keep_days: 30, hold: true"))
    held = router.run("audit", "prune", *routes, "--before", day(31))
    assert (held.returncode, "hold is set" in held.stderr) == (2, True)
    router.routes.write_text(SMALL)
    kept = router.run("audit", "prune", *routes, "--before", day(31))
    assert (kept.returncode, "keep_days is not set" in kept.stderr) == (2, True)
