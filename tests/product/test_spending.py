"""A month's budget is one of the month, not of the process."""

from running import StartRouter
from small_router import SMALL, ask

BUDGET = SMALL.replace(
    "script: [{text: first}]", "script: [{text: first, usage: {prompt_tokens: 300000, completion_tokens: 300000}}]"
).replace("    models: [m]\n", "    models: [m]\n    limits: {budget_eur_per_month: 1}\n")
PRICED = BUDGET.replace("model: x}", "model: x, price: {input: 1, output: 1}}")


def test_what_was_spent_before_a_restart_still_counts_after_it(router_process: StartRouter) -> None:
    router = router_process(PRICED)
    assert [ask(router).status_code for _ in range(3)] == [200, 200, 429]
    assert router.stop() == 0
    again = router_process(PRICED, data=router.data)
    refused = ask(again, router.key)
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "budget_exceeded"
    assert again.stop() == 0
    richer = router_process(PRICED.replace("per_month: 1}", "per_month: 100}"), data=router.data)
    assert ask(richer, router.key).status_code == 200
