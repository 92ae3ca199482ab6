import pytest

from router.core.allowances import duration, headers_of, problem_of
from router.core.limits import UNLIMITED, Holder, Measure, Refusal, Standings
from router.core.problems import Code
from router.core.window import Standing

MONTH = "2026-11"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0s"), (1, "1s"), (59, "59s"), (60, "1m0s"), (61, "1m1s"), (360, "6m0s")],
)
def test_a_duration_is_written_as_go_and_openai_write_it(seconds: int, text: str) -> None:
    assert duration(seconds) == text


def test_the_headers_are_those_that_sdks_read() -> None:
    assert headers_of(Standings(Standing(600, 599, 60.5), Standing(2000, 0, 11.2))) == {
        "x-ratelimit-limit-requests": "600",
        "x-ratelimit-remaining-requests": "599",
        "x-ratelimit-reset-requests": "1m1s",
        "x-ratelimit-limit-tokens": "2000",
        "x-ratelimit-remaining-tokens": "0",
        "x-ratelimit-reset-tokens": "12s",
    }
    assert headers_of(UNLIMITED) == {}


MINE = Holder("acme", "tenant", "acme")
BOT = Holder("acme", "agent", "bot")
KEY = Holder("acme", "key", "k1")


@pytest.mark.parametrize(
    ("refusal", "code", "may_retry", "limit", "cure"),
    [
        (
            Refusal(MINE, Measure.REQUESTS, 600, 11.2, fits=True, month=MONTH),
            Code.RATE_LIMITED,
            True,
            "tenant 'acme': 600 requests a minute (tenants.acme.limits.requests_per_minute in routes.yaml)",
            "try again in 12 s",
        ),
        (
            Refusal(BOT, Measure.TOKENS, 90, 60, fits=False, month=MONTH),
            Code.RATE_LIMITED,
            False,
            "agent 'bot': 90 tokens a minute (tenants.acme.limits.per_agent.tokens_per_minute in routes.yaml)",
            "it is more than that alone: send less, or set a lower max_tokens",
        ),
        (
            Refusal(KEY, Measure.CONCURRENT, 4, 1.0, fits=True, month=MONTH),
            Code.RATE_LIMITED,
            True,
            (
                "key 'k1': 4 requests at once (tenants.acme.limits.per_key.concurrent_requests in routes.yaml,"
                " or as the key was issued)"
            ),
            "try again when one of them has ended",
        ),
        (
            Refusal(KEY, Measure.BUDGET, 0.5, 9e5, fits=True, month=MONTH),
            Code.BUDGET_EXCEEDED,
            False,
            (
                "key 'k1': 0.5 euro a month (tenants.acme.limits.per_key.budget_eur_per_month in routes.yaml,"
                " or as the key was issued)"
            ),
            "that of 2026-11 is spent or reserved, the next month begins in 11 days",
        ),
        (
            Refusal(MINE, Measure.BUDGET, 500, 7000, fits=True, month=MONTH),
            Code.BUDGET_EXCEEDED,
            False,
            "tenant 'acme': 500 euro a month (tenants.acme.limits.budget_eur_per_month in routes.yaml)",
            "that of 2026-11 is spent or reserved, the next month begins in 2 hours",
        ),
    ],
)
def test_a_refusal_names_the_limit_its_place_and_when_it_frees(
    refusal: Refusal, code: Code, may_retry: bool, limit: str, cure: str
) -> None:
    problem = problem_of(refusal)
    assert (problem.code, problem.status, problem.may_retry) == (code, 429, may_retry)
    assert problem.message == f"this request would exceed the limit of {limit}; {cure}"
    assert problem.retry_after == refusal.wait
