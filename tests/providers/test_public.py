import asyncio
from collections.abc import Sequence
from typing import Any, NoReturn

import pytest
import upstream as up
from provider_rules import provider_rule
from upstream import Upstream
from yarl import URL

from providers import _names, _pool
from providers._http import Http
from providers._public import BeyondReach, CheckingResolver, Reach
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule, Timeouts
from router.core.types import Zone
from router.ports import Reply

K = FailureKind


async def post(http: Http, url: str, timeouts: Timeouts | None = None) -> Reply:
    rule = provider_rule(url, timeouts=timeouts or Timeouts(connect=1.0))
    return await http.post(URL(url), b"{}", rule=rule, stream=False)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


class Resolver:
    def __init__(self, *addresses: str, forever: bool = False) -> None:
        self.addresses = addresses
        self.forever = forever
        self.asked: list[str] = []

    async def resolve(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        if self.forever:
            await asyncio.sleep(3600)
        if not self.addresses:
            raise OSError("no such name")
        return self.addresses


def public(url: str) -> ProviderRule:
    return provider_rule(url, private=False, zone=Zone.EU, timeouts=Timeouts(connect=1.0))


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.eu/v1",
        "https://127.0.0.1/v1",
        "https://10.0.0.8/v1",
        "https://169.254.169.254/v1",
        "https://[::1]/v1",
        "https://[::ffff:10.0.0.1]/v1",
        "https://100.64.0.1/v1",
    ],
)
async def test_a_public_provider_needs_https_and_a_public_address(url: str) -> None:
    http = Http(resolver=Resolver("1.1.1.1"))
    with pytest.raises(UpstreamFailure, match="network is public"):
        await http.post(URL(url), b"{}", rule=public(url), stream=False)
    await http.aclose()


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "0",
        "127.0.0.1.",
        "\u2460\u2461\u2466.\u24ea.\u24ea.\u2460",
        "127\u30020\u30020\u30021",
        "localhost",
        "localhost.",
        "[::ffff:7f00:1]",
        "[::ffff:0:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::]",
    ],
)
async def test_no_spelling_of_this_machine_is_public(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the operating system's own resolver, which knows most of them."""
    async with Upstream(up.chat()) as upstream:
        url = URL(f"https://{host}:{upstream.port}/v1")
        monkeypatch.setenv("NO_DNS_ALLOW", (url.raw_host or "").rstrip("."))
        http = Http()
        with pytest.raises(UpstreamFailure) as caught:
            await http.post(url, b"{}", rule=public(str(url)), stream=False)
        assert caught.value.kind is K.REFUSED
        assert "public" in str(caught.value) or "unresolved" in str(caught.value)
        assert upstream.connections == 0
        await http.aclose()


@pytest.mark.parametrize("url", ["https://api.example.eu@127.0.0.1/v1", "https://u:p@api.example.eu/v1"])
async def test_a_name_before_an_at_sign_is_no_host(url: str) -> None:
    resolver = Resolver("1.1.1.1")
    http = Http(resolver=resolver)
    with pytest.raises(UpstreamFailure) as caught:
        await http.post(URL(url), b"{}", rule=public(url), stream=False)
    assert caught.value.kind is K.REFUSED
    assert resolver.asked == []
    await http.aclose()


async def test_a_name_server_that_changes_its_mind_after_the_check_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: what was checked is what is connected to, and what comes next is checked again."""
    tried: list[list[str]] = []

    async def start(infos: Sequence[Any], **_: object) -> NoReturn:
        tried.append([info[4][0] for info in infos])
        raise ConnectionRefusedError

    monkeypatch.setattr(_pool, "start_connection", start)
    monkeypatch.setattr(_names, "REMEMBERED_FOR", 0.0)
    resolver = Resolver("1.1.1.1")
    http = Http(resolver=resolver)
    url = "https://api.example.eu/v1"
    for addresses, said in ((("1.1.1.1",), "refused"), (("127.0.0.1",), "network is public")):
        resolver.addresses = addresses
        with pytest.raises(UpstreamFailure, match=said):
            await http.post(URL(url), b"{}", rule=public(url), stream=False)
    assert tried == [["1.1.1.1"]]
    assert resolver.asked == ["api.example.eu"] * 2
    await http.aclose()


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["1.1.1.1", "10.0.0.1"], ["192.168.1.1"], ["fd00::1"]])
async def test_a_public_name_that_points_inward_is_refused_before_a_byte_is_sent(addresses: list[str]) -> None:
    async with Upstream(up.chat()) as upstream:
        http = Http(resolver=Resolver(*addresses))
        url = f"https://api.example.eu:{upstream.port}/v1"
        with pytest.raises(UpstreamFailure, match="network is public and the address is not") as caught:
            await http.post(URL(url), b"{}", rule=public(url), stream=False)
        assert caught.value.kind is K.REFUSED
        assert upstream.connections == 0
        await http.aclose()


async def test_a_private_name_may_point_inward_and_is_the_only_name_looked_up() -> None:
    resolver = Resolver("127.0.0.1")
    http = Http(resolver=resolver)
    async with Upstream(up.chat("inside")) as upstream:
        url = f"http://vllm.internal:{upstream.port}/v1"
        assert b"inside" in await read(await post(http, url))
        assert resolver.asked == ["vllm.internal"]
    await http.aclose()


@pytest.mark.parametrize("addresses", [["1.1.1.1"], ["10.0.0.1", "1.1.1.1"], ["2606:4700::1111"]])
async def test_what_is_said_to_be_ones_own_is_not_reached_at_a_public_address(addresses: list[str]) -> None:
    http = Http(resolver=Resolver(*addresses))
    with pytest.raises(UpstreamFailure, match="hosting is self and the address is public") as caught:
        await post(http, "http://vllm.example/v1")
    assert caught.value.kind is K.REFUSED
    with pytest.raises(UpstreamFailure, match="hosting is self"):
        await post(http, "http://8.8.8.8/v1")
    await http.aclose()


async def test_public_and_private_share_no_connection() -> None:
    resolver = Resolver("127.0.0.1")
    http = Http(resolver=resolver)
    async with Upstream(up.chat()) as upstream:
        url = f"http://both.example:{upstream.port}/v1"
        await read(await post(http, url))
        with pytest.raises(UpstreamFailure):
            await http.post(URL(url), b"{}", rule=public(url), stream=False)
        with pytest.raises(UpstreamFailure):
            await http.post(URL(url).with_scheme("https"), b"{}", rule=public(url), stream=False)
        assert len(upstream.requests) == 1
    await http.aclose()


async def test_a_name_that_nobody_knows_is_refused() -> None:
    http = Http(resolver=Resolver())
    with pytest.raises(UpstreamFailure, match="unresolved") as caught:
        await post(http, "http://gone.example/v1")
    assert caught.value.kind is K.REFUSED
    await http.aclose()


async def test_the_public_resolver_gives_what_it_checked() -> None:
    found = await CheckingResolver(Resolver("1.1.1.1", "2606:4700::1111"), Reach.PUBLIC).resolve("x.example")
    assert found == ("1.1.1.1", "2606:4700::1111")
    with pytest.raises(BeyondReach):
        await CheckingResolver(Resolver("1.1.1.1", "::1"), Reach.PUBLIC).resolve("x.example")


async def test_a_look_up_that_never_ends_is_a_timeout() -> None:
    http = Http(resolver=Resolver(forever=True))
    with pytest.raises(UpstreamFailure, match="timeout: connect"):
        await post(http, "http://slow.example/v1", Timeouts(connect=0.2))
    await http.aclose()
