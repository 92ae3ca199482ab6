"""While the disk takes nothing, nothing leaves; when it does again, so does the router, by itself."""

import asyncio
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import upstream
from running import Running, StartRouter, free_port
from small_router import SMALL, ask, readiness, until
from upstream import Upstream

PORT = free_port()
NEAR = SMALL.replace(
    "{kind: scripted, hosting: self, script: [{text: first}]}",
    f'{{kind: openai_compatible, hosting: self, base_url: "http://127.0.0.1:{PORT}/v1"}}',
)


@contextmanager
def full_disk(router: Running) -> Iterator[None]:
    """No file of the router may grow: the kernel refuses each write of it, as a full disk does."""
    before = resource.prlimit(router.process.pid, resource.RLIMIT_FSIZE, (64, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(router.process.pid, resource.RLIMIT_FSIZE, before)


async def test_on_a_full_disk_every_request_is_refused_before_it_leaves_and_then_service_resumes(
    router_process: StartRouter,
) -> None:
    provider = Upstream(upstream.chat("hello"))
    provider.port = PORT
    async with provider:
        router = await asyncio.to_thread(router_process, NEAR)
        assert (await asyncio.to_thread(ask, router)).status_code == 200
        with full_disk(router):
            answers = [await asyncio.to_thread(ask, router) for _ in range(10)]
            told = await asyncio.to_thread(readiness, router)
        assert {code_of(answer) for answer in answers} == {(503, "ledger_unavailable")}
        assert len(provider.requests) == 1
        assert (told["ready"], "the disk" in str(told["ledger"])) == (False, True)
        await asyncio.to_thread(until, lambda: ask(router).status_code == 200)
        assert len(provider.requests) == 2
        await asyncio.to_thread(router.wait_ready, 5.0)
    assert router.run("audit", "verify").returncode == 0
    files = [line.split()[-4] for line in router.logged().splitlines() if "is written again" in line]
    assert 1 <= len(files) == len(set(files))  # what came before had no room in the log's file either
    assert "Traceback" not in router.logged()


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["error"]["code"])
