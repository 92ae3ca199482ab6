"""What a route costs: as `routes.yaml` says, else as the table says that LiteLLM ships, in dollars.

The table is a file of data beside LiteLLM's code: it is read, and LiteLLM is not imported. Its entries are keyed by
vendor and model. A route's vendor is the word before the slash for `kind: litellm`, else a label of the host that is
called: `api.mistral.ai` has the prices of `mistral`, whatever the provider is named here. A model that costs nothing
there has no price yet, and counts as unknown.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from router.config.schema import PriceBlock, ProviderBlock, RouteBlock, RoutesFile
from router.core.limits import NANO
from router.core.rules import Price

TABLE = "model_prices_and_context_window_backup.json"

MILLION = 1_000_000


class Entry(msgspec.Struct):
    """Of the table: dollars for one token."""

    litellm_provider: str = ""
    input_cost_per_token: float | None = None
    output_cost_per_token: float | None = None
    cache_read_input_token_cost: float | None = None


def prices_of(file: RoutesFile) -> dict[str, Price]:
    """By route, `provider/model`. A route whose price nobody knows is not in it."""
    rate = file.prices.usd_eur if file.prices else 1.0
    prices: dict[str, Price] = {}
    for _, route in routes_of(file):
        provider = file.providers[route.provider]
        if route.price is not None:
            prices[name_of(route)] = _written(route.price)
        elif provider.hosting != "self" and (entry := _entry(provider, route.model)) is not None:
            prices.setdefault(name_of(route), _converted(entry, rate))
    return prices


def cheapest_of(file: RoutesFile, prices: Mapping[str, Price]) -> dict[str, Price]:
    """By model: the lowest of each price that its routes have. A model with a route that has none is not in it."""
    cheapest: dict[str, Price] = {}
    for name, routes in file.models.items():
        known = [prices[name_of(route)] for route in routes if name_of(route) in prices]
        if len(known) == len(routes):
            least = (min(price.input for price in known), min(price.output for price in known))
            cheapest[name] = Price(*least, min(price.cached for price in known))
    return cheapest


def has_budgets(file: RoutesFile) -> bool:
    return any(tenant.limits.has_budget for tenant in file.tenants.values())


def routes_of(file: RoutesFile) -> Iterator[tuple[tuple[str, int], RouteBlock]]:
    """Each with the name of its model and its place there."""
    yield from (((name, index), route) for name, routes in file.models.items() for index, route in enumerate(routes))


def name_of(route: RouteBlock) -> str:
    return f"{route.provider}/{route.model}"


def _written(block: PriceBlock) -> Price:
    cached = block.input if block.cached is None else block.cached
    return Price(_nano(block.input), _nano(block.output), _nano(cached))


def _converted(entry: Entry, rate: float) -> Price:
    per_million = rate * MILLION
    given = entry.input_cost_per_token or 0.0
    cached = given if entry.cache_read_input_token_cost is None else entry.cache_read_input_token_cost
    output = entry.output_cost_per_token or 0.0
    return Price(_nano(given * per_million), _nano(output * per_million), _nano(cached * per_million))


def _nano(euro: float) -> int:
    """Whole nano-euro; what is no more than a float's own inexactness is not rounded up."""
    return ceil(round(euro * NANO, 3))


def _entry(provider: ProviderBlock, model: str) -> Entry | None:
    table = _table()
    for vendor, name in _names(provider, model):
        entry = table.get(f"{vendor}/{name}") or table.get(name)
        if entry is not None and _is_of(entry, vendor) and (entry.input_cost_per_token or entry.output_cost_per_token):
            return entry
    return None


def _is_of(entry: Entry, vendor: str) -> bool:
    """LiteLLM has families of some vendors: `bedrock_converse`, `vertex_ai-language-models`."""
    return entry.litellm_provider == vendor or entry.litellm_provider.startswith((f"{vendor}_", f"{vendor}-"))


def _names(provider: ProviderBlock, model: str) -> Sequence[tuple[str, str]]:
    """Vendors that may be meant, each with the model as it calls it."""
    if provider.kind == "litellm":
        vendor, _, name = model.partition("/")
        return ((vendor, name),)
    host = urlsplit(provider.base_url or "").hostname or ""
    return [(label, model) for label in host.split(".")]


@cache
def _table() -> Mapping[str, Entry]:
    """Four milliseconds, once. Empty where LiteLLM is not installed."""
    spec = find_spec("litellm")
    if spec is None or spec.origin is None:
        return {}
    path = Path(spec.origin).parent / TABLE
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Entry]) if path.is_file() else {}
