"""Which routes are open at all: a router is ready when one is, whatever language it speaks."""

from datetime import date

import pytest
from routes_files import SMALL, load

from router.core.openness import open_routes

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("kind", ["openai_compatible", "anthropic"])
def test_a_route_is_open_in_whichever_language_it_is_asked(kind: str) -> None:
    rules = load(SMALL.replace("openai_compatible", kind)).ruleset
    assert open_routes(rules, DAY, ()) == ["local/m", "cloud/m"]
    assert open_routes(rules, DAY, ("cloud",)) == ["local/m"]


def test_a_route_that_serves_one_language_alone_is_open() -> None:
    rules = load(SMALL.replace("provider: local, model: m", "provider: local, model: m, serves: [embeddings]")).ruleset
    assert open_routes(rules, DAY, ()) == ["cloud/m", "local/m"]
