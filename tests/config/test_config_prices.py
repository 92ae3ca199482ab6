"""What a route costs: as the file says, else as LiteLLM's shipped table does."""

import subprocess
import sys
from typing import Any

import pytest
from routes_files import Spoil, faults, load, put, spoilt

from router.core.limits import NANO
from router.core.rules import Price

GPT_4O = Price(2_500_000_000, 10_000_000_000, 1_250_000_000)
"""As the table has had it since 2024: nano-euro for a million tokens, a dollar for a euro."""


def priced(*spoils: Spoil) -> dict[str, Price]:
    return dict(load(spoilt(*spoils)).ruleset.prices)


def asking(host: str, model: str, **provider: Any) -> tuple[Spoil, ...]:
    called = [put("providers.cloud.base_url", f"https://{host}/v1")] if host else []
    more = [put(f"providers.cloud.{name}", value) for name, value in provider.items()]
    return (*called, *more, put("models.assistant.1.model", model))


@pytest.mark.parametrize(
    ("written", "price"),
    [
        ({"input": 0.4, "output": 1.2}, Price(400_000_000, 1_200_000_000, 400_000_000)),
        ({"input": 0.4, "output": 1.2, "cached": 0.1}, Price(400_000_000, 1_200_000_000, 100_000_000)),
        ({"input": 0, "output": 0.1, "cached": 0}, Price(0, 100_000_000, 0)),
        ({"input": 3, "output": 15}, Price(3 * NANO, 15 * NANO, 3 * NANO)),
    ],
)
def test_what_is_written_is_taken_to_the_nano_euro(written: dict[str, float], price: Price) -> None:
    assert priced(put("models.assistant.1.price", written)) == {"cloud/m": price}


@pytest.mark.parametrize("spoils", [asking("api.openai.com", "gpt-4o"), asking("", "openai/gpt-4o", kind="litellm")])
def test_the_table_knows_a_vendor_by_its_host_or_by_the_models_name(spoils: tuple[Spoil, ...]) -> None:
    assert priced(*spoils).popitem()[1] == GPT_4O


def test_a_dollar_costs_what_the_file_says() -> None:
    price = priced(*asking("api.openai.com", "gpt-4o"), put("prices.usd_eur", 0.5)).popitem()[1]
    assert price == Price(1_250_000_000, 5_000_000_000, 625_000_000)


def test_what_is_written_counts_and_not_the_table() -> None:
    own = put("models.assistant.1.price", {"input": 1, "output": 1})
    assert priced(*asking("api.openai.com", "gpt-4o"), own) == {"cloud/gpt-4o": Price(NANO, NANO, NANO)}


@pytest.mark.parametrize(
    "spoils",
    [
        asking("api.example.eu", "gpt-4o"),
        asking("open.example.eu", "gpt-4o"),
        asking("api.openai.com", "no-such-model"),
        asking("", "ollama/codegeex4", kind="litellm"),
    ],
    ids=["another host", "a vendor's first letters", "another model", "a price of nothing"],
)
def test_nobody_guesses_a_price(spoils: tuple[Spoil, ...]) -> None:
    assert priced(*spoils) == {}


def test_ones_own_machines_cost_what_is_written_and_nothing_else() -> None:
    own = (
        put("models.assistant.0.model", "gpt-4o"),
        put("providers.local.base_url", "http://openai.internal/v1"),
    )
    assert priced(*own) == {}
    assert set(priced(*own, put("models.assistant.0.price", {"input": 1, "output": 1}))) == {"local/gpt-4o"}


def test_what_a_request_can_cost_at_least_is_the_lowest_of_each_price_of_its_model() -> None:
    prices = {"input": 1, "output": 4}, {"input": 2, "output": 3, "cached": 0}
    routes = [{"provider": "cloud", "model": f"m{number}", "price": price} for number, price in enumerate(prices)]
    rules = load(spoilt(put("models.assistant", routes), put("models.one", routes[:1]))).ruleset
    assert rules.cheapest["assistant"] == Price(NANO, 3 * NANO, 0)
    assert rules.cheapest["one"] == Price(NANO, 4 * NANO, NANO)
    rules = load(spoilt(put("models.assistant", [{"provider": "local", "model": "m"}, *routes]))).ruleset
    assert "assistant" not in rules.cheapest


def test_one_route_has_one_price() -> None:
    routes = [{"provider": "cloud", "model": "m", "price": {"input": 1, "output": number}} for number in (1, 2)]
    (fault,) = faults(spoilt(put("models.assistant", routes)))
    assert (fault.path, fault.wrong) == ("models.assistant[1].price", "cloud/m has another price above")
    assert faults(spoilt(put("models.assistant", routes[:1]), put("models.other", routes[:1]))) == []


@pytest.mark.parametrize(
    "spoil",
    [
        put("models.assistant.1.price", {"input": 1}),
        put("models.assistant.1.price", {"input": -1, "output": 1}),
        put("models.assistant.1.price", {"input": float("nan"), "output": 1}),
        put("prices", {"usd_eur": 0}),
        put("tenants.default.limits.concurrent_requests", 0),
        put("tenants.default.limits.per_key", {"per_key": {}}),
    ],
)
def test_what_cannot_be_a_price_or_a_limit_is_a_fault(spoil: Spoil) -> None:
    assert len(faults(spoilt(spoil))) == 1


def test_the_table_is_read_without_litellm() -> None:
    script = (
        "import sys\n"
        "from routes_files import load, put, spoilt\n"
        "text = spoilt(put('providers.cloud.base_url', 'https://api.openai.com/v1'),"
        " put('models.assistant.1.model', 'gpt-4o'))\n"
        "print(len(load(text).ruleset.prices), 'litellm' in sys.modules)"
    )
    said = subprocess.check_output([sys.executable, "-c", script], text=True, timeout=60, env=_environment())
    assert said == "1 False\n"


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": ":".join(path for path in sys.path if path)}
