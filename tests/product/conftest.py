"""One running router for all tests here: it takes seconds to warm, and none of them may change its rules."""

from collections.abc import Iterator

import httpx
import pytest
import running
from openai import OpenAI
from product import LIMITED, RULES, Product


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    folder = tmp_path_factory.mktemp("product")
    first, second = running.free_port(), running.free_port()
    routes = folder / "routes.yaml"
    (folder / "claude.key").write_text("sk-claude-1234567890")
    words = {"{first}": first, "{second}": second, "{folder}": folder}
    rules = RULES
    for word, value in words.items():
        rules = rules.replace(word, str(value))
    routes.write_text(rules)
    data = folder / "data"
    data.mkdir()
    environment = running.clean_environment(data, folder / "lookups")
    key, *others = (
        running.issue_key(routes, environment, tenant=tenant, agent="tests", models="*", tools="all")
        for tenant in ("default", *LIMITED)
    )
    router = running.launch(folder, routes, environment, key)
    try:
        router.wait_ready()
        yield Product(router, first, second, dict(zip(LIMITED, others, strict=True)))
        assert router.lookups() == [], "the router looked up a name that routes.yaml does not hold"
        assert "Traceback" not in router.logged()
    finally:
        router.end()


@pytest.fixture
def sdk(product: Product) -> Iterator[OpenAI]:
    with httpx.Client(trust_env=False) as http:
        yield OpenAI(base_url=product.router.api_url, api_key=product.router.key, max_retries=0, http_client=http)
