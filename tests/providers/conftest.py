"""The client to providers keeps its promises on both event loops: uvloop, which serves, and asyncio's own."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop

ON_BOTH = {"test_http.py", "test_public.py", "test_connection.py", "test_pool.py", "test_tls.py"}
LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop,
    "uvloop": uvloop.new_event_loop,
}


@pytest.hookimpl(tryfirst=True)
def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return LOOPS if item.path.name in ON_BOTH else {"asyncio": asyncio.new_event_loop}
