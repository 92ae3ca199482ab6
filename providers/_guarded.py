"""The transports under LiteLLM, guarded: no redirect is followed, and only checked addresses are connected to.

LiteLLM's clients look names up by themselves, so what was checked of a base URL would say nothing of where a request
goes; and for most vendors the host is LiteLLM's own choice. Here each request is looked up first, every address of its
host is checked against the reach of the provider that it is for, and the connection goes to a checked address, with the
host's name in the Host header and in TLS. A request that nobody said a provider for is held to public addresses.

Not under this: what a vendor's own library sends, such as Google's and AWS's when they fetch credentials.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import httpx
from yarl import URL

from providers._http import failure_of, vet
from providers._names import RememberingResolver, SystemResolver
from providers._public import CheckingResolver, Reach, reach_of
from router.core.addresses import is_address
from router.core.problems import UpstreamFailure
from router.core.rules import ProviderRule

_rule: ContextVar[ProviderRule | None] = ContextVar("provider that is asked", default=None)


@asynccontextmanager
async def asking(rule: ProviderRule) -> AsyncGenerator[None, None]:
    """Requests that are begun here are for this provider."""
    token = _rule.set(rule)
    try:
        yield
    finally:
        _rule.reset(token)


class Guarding:
    """LiteLLM's maker of transports, with every transport it makes guarded."""

    def __init__(self, make: Callable[..., httpx.AsyncBaseTransport | None]) -> None:
        self._make = make

    def __call__(self, *args: Any, **kwargs: Any) -> httpx.AsyncBaseTransport:
        """Httpx's own transport keeps connections by address alone, so it keeps none: one address has many hosts."""
        alone = httpx.Limits(max_keepalive_connections=0)
        return Guarded(self._make(*args, **kwargs) or httpx.AsyncHTTPTransport(limits=alone))


class Guarded(httpx.AsyncBaseTransport):
    """Raises what httpx raises; for what may not be asked, with the `UpstreamFailure` that says why as its cause."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner
        names = RememberingResolver(SystemResolver())
        self._resolvers = {reach: CheckingResolver(names, reach) for reach in Reach}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        try:
            addresses = await self._checked(url)
        except UpstreamFailure as failure:
            raise httpx.ConnectError("refused") from failure
        request.extensions = {**request.extensions, "sni_hostname": url.host.rstrip(".")}
        try:
            response = await self._first_that_answers(request, addresses)
        finally:
            request.url = url
        if response.is_redirect:
            await response.aclose()
            raise httpx.RemoteProtocolError("redirect")
        return response

    async def _first_that_answers(self, request: httpx.Request, addresses: list[str]) -> httpx.Response:
        url, last = request.url, addresses[-1]
        for address in addresses:
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except httpx.ConnectError:
                if address == last:
                    raise
        raise httpx.ConnectError("no address")

    async def _checked(self, url: httpx.URL) -> list[str]:
        """Raises `UpstreamFailure`."""
        rule = _rule.get()
        if rule is not None:
            vet(URL(str(url)), rule)
        if is_address(url.host):
            return [url.host]
        try:
            return list(await self._resolvers[Reach.PUBLIC if rule is None else reach_of(rule)].resolve(url.host))
        except OSError as error:
            raise failure_of(error) from None

    async def aclose(self) -> None:
        await self._inner.aclose()
