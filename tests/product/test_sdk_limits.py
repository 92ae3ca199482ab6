"""Limits as the openai SDK meets them."""

import time

import openai
import pytest
from openai import OpenAI
from openai.types.chat import ChatCompletion
from product import Product

HELLO = "hello"


def ask(sdk: OpenAI, most: int = 10) -> ChatCompletion:
    return sdk.chat.completions.create(
        model="echo", messages=[{"role": "user", "content": HELLO}], max_completion_tokens=most
    )


def refused(sdk: OpenAI, most: int = 10) -> openai.RateLimitError:
    with pytest.raises(openai.RateLimitError) as error:
        ask(sdk, most)
    assert HELLO not in error.value.message
    assert int(error.value.response.headers["retry-after"]) >= 1
    assert error.value.response.headers["x-sovereign-receipt"] == "none"
    return error.value


def passes(sdk: OpenAI) -> bool:
    try:
        ask(sdk)
    except openai.RateLimitError:
        return False
    return True


def test_requests_a_minute(product: Product, sdk: OpenAI) -> None:
    mine = sdk.with_options(api_key=product.keys["brisk"])
    left = [
        mine.chat.completions.with_raw_response.create(
            model="echo", messages=[{"role": "user", "content": HELLO}]
        ).headers["x-ratelimit-remaining-requests"]
        for _ in range(3)
    ]
    assert left == ["2", "1", "0"]
    error = refused(mine)
    headers = error.response.headers
    assert error.code == "rate_limited"
    assert "tenants.brisk.limits.requests_per_minute" in error.message
    assert 50 <= int(headers["retry-after"]) <= 61
    assert "x-should-retry" not in headers
    assert headers["x-ratelimit-limit-requests"] == "3"
    assert headers["x-ratelimit-reset-requests"] in {"1m1s", "1m0s", *(f"{number}s" for number in range(50, 60))}
    assert int(headers["x-ratelimit-remaining-tokens"]) < 100_000


def test_tokens_a_minute(product: Product, sdk: OpenAI) -> None:
    mine = sdk.with_options(api_key=product.keys["thrifty"], max_retries=2)
    began = time.monotonic()
    error = refused(mine, most=600)
    assert error.code == "rate_limited"
    assert error.response.headers["x-should-retry"] == "false"
    assert time.monotonic() - began < 5, "the SDK does not try again what can never pass"
    assert ask(mine, most=20).choices[0].message.content == HELLO


def test_a_stream_is_one_of_the_requests_at_once_until_the_client_leaves_it(product: Product, sdk: OpenAI) -> None:
    mine = sdk.with_options(api_key=product.keys["thrifty"])
    stream = mine.chat.completions.create(
        model="slow", messages=[{"role": "user", "content": HELLO}], stream=True, max_completion_tokens=100
    )
    next(iter(stream))
    error = refused(mine)
    assert "tenants.thrifty.limits.per_agent.concurrent_requests" in error.message
    stream.close()
    deadline = time.monotonic() + 5
    while not passes(mine):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_budget_a_month(product: Product, sdk: OpenAI) -> None:
    """A hundredth of a euro is 1,250 tokens of an answer that costs 8 euro a million."""
    mine = sdk.with_options(api_key=product.keys["thrifty"], max_retries=2)
    error = refused(mine, most=1300)
    assert error.code == "budget_exceeded"
    assert error.response.headers["x-should-retry"] == "false"
    assert int(error.response.headers["retry-after"]) <= 31 * 86_400
    assert "tenants.thrifty.limits.per_key.budget_eur_per_month" in error.message
