"""A month's budget is one of the month, not of the process."""

import asyncio

import httpx
from running import Running, StartRouter
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


def test_of_many_at_once_no_more_pass_than_the_budget_pays_for_and_a_crash_forgets_none(
    router_process: StartRouter,
) -> None:
    """Each request costs a tenth of a euro, reserved and told alike, for one euro: ten pass, however many ask."""
    usage = "usage: {prompt_tokens: 0, completion_tokens: 100}"
    rules = PRICED.replace("usage: {prompt_tokens: 300000, completion_tokens: 300000}", usage)
    rules = rules.replace("price: {input: 1, output: 1}", "price: {input: 0, output: 1000}")
    router = router_process(rules)
    assert sorted(asyncio.run(together(router, router.key, 200))) == [200] * 10 + [429] * 190
    router.process.kill()
    router.process.wait()
    again = router_process(rules, data=router.data)
    assert set(asyncio.run(together(again, router.key, 20))) == {429}


async def together(router: Running, key: str, count: int) -> list[int]:
    """The statuses of so many requests at once, every other one streamed to its end."""
    headers = {"Authorization": f"Bearer {key}"}

    async def one(number: int) -> int:
        body = {"model": "m", "messages": [{"role": "user", "content": "hi"}], "max_tokens": 100}
        answer = await client.post("/chat/completions", json=body | {"stream": number % 2 == 0}, headers=headers)
        return answer.status_code

    async with httpx.AsyncClient(base_url=router.api_url, trust_env=False, timeout=60) as client:
        return list(await asyncio.gather(*map(one, range(count))))
