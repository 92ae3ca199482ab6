"""Calls `kind: litellm` in a process of its own and prints, as JSON, what came of each case. For test_litellm.py.

A process of its own: LiteLLM is half a gigabyte, starts tasks and threads, and must show that with name look-ups denied
it needs none. The provider is a real socket, reached as `openai/...` with `base_url`.
"""

import asyncio
import json
import logging
import os
import sys
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import upstream as up
from provider_rules import candidate, envelope, provider_rule
from upstream import Answer, Upstream

import providers
from providers import litellm
from providers._http import Http
from providers._names import SystemResolver
from router.core.problems import UpstreamFailure
from router.core.rules import Timeouts
from router.core.types import Zone
from router.ports import Provider

SAID = "the patient Anna Kowalska"
LIMITS = Timeouts(connect=2.0, first_token=1.0, stall=0.5, total=8.0)
BODY: Mapping[str, Any] = {
    "model": "asked",
    "messages": [{"role": "user", "content": SAID}],
    "temperature": 0.5,
    "user": "anna",
    "api_base": "http://127.0.0.1:1",
    "mock_response": "made up",
    "metadata": {"a": "b"},
    "unknown": 1,
}


def made(url: str | None, **changes: Any) -> Provider:
    rule = provider_rule(url, **({"kind": "litellm", "key": "env:K", "timeouts": LIMITS} | changes))
    return providers.connect(rule, Http(), lambda: "sk-hush")


async def call(provider: Provider, *, stream: bool = False, model: str = "openai/m", **body: Any) -> dict[str, Any]:
    body = {**BODY, **({"stream": True} if stream else {}), **body}
    data = provider.encode(envelope(body), body, candidate(model))
    raw = b""
    try:
        reply = await provider.send("chat", data, model=model, stream=stream)
        try:
            async for chunk in reply.chunks:
                raw += chunk
        finally:
            await reply.aclose()
    except UpstreamFailure as failure:
        told = {"kind": failure.kind, "status": failure.status, "wait": failure.retry_after, "text": str(failure)}
        return {"raw": raw.decode(), "failure": told}
    return {"raw": raw.decode(), "failure": None}


async def against(answer: Answer, *, stream: bool = False, **kwargs: Any) -> dict[str, Any]:
    async with Upstream(answer) as upstream:
        began = asyncio.get_running_loop().time()
        result = await call(made(upstream.url), stream=stream, **kwargs)
        seen = [{"path": r.path, "headers": dict(r.headers), "body": r.json} for r in upstream.requests]
        return result | {"seen": seen, "seconds": asyncio.get_running_loop().time() - began}


async def hang_up() -> dict[str, Any]:
    async with Upstream(up.stream("a", "b").but(stall=400)) as upstream:
        task = asyncio.create_task(call(made(upstream.url, timeouts=Timeouts()), stream=True))
        await upstream.asked()
        await asyncio.sleep(0.3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await upstream.left(within=1.0)
        return {"cancelled": task.cancelled()}


async def with_variable(name: str, case: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    os.environ[name] = "http://127.0.0.1:1"
    try:
        return await case()
    finally:
        del os.environ[name]


async def without_key(url: str | None = None, *, model: str = "openai/m", **changes: Any) -> dict[str, Any]:
    """A key stands in the environment, and routes.yaml names none."""
    os.environ["OPENAI_API_KEY"] = os.environ["COHERE_API_KEY"] = "sk-hush-of-the-environment"
    return await call(made(url, key=None, **changes), model=model)


async def keyless_at_home() -> dict[str, Any]:
    async with Upstream(up.chat("hello")) as upstream:
        result = await without_key(upstream.url, private=True)
        return result | {"seen": [dict(request.headers) for request in upstream.requests]}


ODD = {"a": SAID}
ODD_CALL = {"index": 0, "id": "1", "type": "function", "function": {"name": "f", "arguments": ODD}}
ODD_ANSWERS = (
    up.chat("x", refusal=[SAID]),
    up.chat("x", annotations=SAID, audio=SAID),
    up.chat(content=[{"type": "text", "text": SAID}]),
    up.chat("x", tool_calls=[ODD_CALL]),
)
ODD_STREAM = up.sse(
    up.chunk({"reasoning_content": ODD}),
    up.chunk({"content": "x", "thinking_blocks": SAID}),
    up.chunk({"tool_calls": [ODD_CALL]}, "stop"),
)


async def without_credentials() -> dict[str, Any]:
    """As Google's client says it, at the bottom of what LiteLLM makes of it."""
    error = RuntimeError(SAID)
    error.__cause__ = type("DefaultCredentialsError", (Exception,), {})(SAID)
    failure = litellm.failure_of(error)
    return {"failure": {"kind": failure.kind, "text": str(failure)}}


async def odd() -> dict[str, Any]:
    results = [await against(answer) for answer in ODD_ANSWERS]
    return {"raw": "".join(result["raw"] for result in results)}


async def named(*addresses: str, **changes: Any) -> dict[str, Any]:
    """A base URL with a name that has these addresses, at a server on this machine."""

    async def resolve(_: SystemResolver, host: str) -> Sequence[str]:
        assert host == "models.example"
        return addresses

    real = SystemResolver.resolve
    SystemResolver.resolve = resolve  # type: ignore[method-assign,assignment]  # a name server of the test's own
    try:
        async with Upstream(up.chat("hello")) as upstream:
            scheme = "http" if changes.get("private") else "https"
            result = await call(made(f"{scheme}://models.example:{upstream.port}/v1", **changes))
            hosts = [request.headers["host"].partition(":")[0] for request in upstream.requests]
            return result | {"hosts": hosts, "connections": upstream.connections}
    finally:
        SystemResolver.resolve = real  # type: ignore[method-assign]  # as it was


def media(**part: Any) -> Any:
    return lambda: against(up.chat(), messages=[{"role": "user", "content": [{"type": "image_url", **part}]}])


THERE = "http://images.example/a.png"
SPOKEN = [{"role": "user", "content": [{"type": "text", "text": f"what is {THERE}?"}]}]
REMOTE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://images.example/a.png"}}]}]
INLINE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AA=="}}]}]

CASES: dict[str, Callable[[], Awaitable[dict[str, Any]]]] = {
    "whole": lambda: against(up.chat("hello")),
    "stream": lambda: against(up.stream("hel", "lo"), stream=True),
    "tools": lambda: against(up.tool_stream("get_weather", '{"city": ', '"Paris"}'), stream=True),
    "no finish": lambda: against(up.stream("hel", "lo", finish=None, done=False), stream=True),
    "cut": lambda: against(up.stream("hel", "lo").but(cut=300), stream=True),
    "400": lambda: against(up.error(400, SAID, code="invalid_value", param="temperature")),
    "401": lambda: against(up.error(401, "sk-hush")),
    "404": lambda: against(up.error(404, "no such model")),
    "429": lambda: against(up.rate_limited(7)),
    "500": lambda: against(up.error(500)),
    "context": lambda: against(up.error(400, "maximum context length", code="context_length_exceeded")),
    "redirect": lambda: against(up.redirect("http://127.0.0.1:1/elsewhere")),
    "html": lambda: against(up.html()),
    "refused": lambda: call(made(up.refusing_url())),
    "stuck": lambda: against(up.stuck(), stream=True),
    "stall": lambda: against(up.stream("hel", "lo").but(stall=300), stream=True),
    "hang up": hang_up,
    "variable": lambda: with_variable("OPENAI_BASE_URL", lambda: call(made(None, private=False))),
    "organization": lambda: with_variable("OPENAI_ORGANIZATION", lambda: against(up.chat())),
    "project": lambda: with_variable("OPENAI_PROJECT_ID", lambda: against(up.chat())),
    "other vendor": lambda: with_variable("COHERE_BASE_URL", lambda: against(up.chat())),
    "no key": lambda: without_key(private=False),
    "no key, cohere": lambda: without_key(private=False, model="cohere/command-a"),
    "no key at home": keyless_at_home,
    "no vendor": lambda: call(made(None, private=False), model="gpt-4o"),
    "no credentials": without_credentials,
    "odd": odd,
    "odd stream": lambda: against(ODD_STREAM, stream=True),
    "openrouter": lambda: call(made(None, private=False), model="openrouter/x/y"),
    "public": lambda: call(made("https://127.0.0.1:1/v1", private=False)),
    "plain": lambda: call(made("http://api.example.eu/v1", private=False)),
    "remote image": lambda: against(up.chat(), messages=REMOTE),
    "remote beside inline": media(image_url={"url": "data:image/png;base64,AA==", "image_url": THERE}),
    "remote file": media(file={"file_data": THERE, "filename": "a.png"}),
    "remote bucket": media(file={"file_data": "gs://bucket/a.png"}),
    "remote in a list": media(image_url=[THERE]),
    "remote in a source": media(source={"type": "url", "place": THERE}),
    "an address in words": lambda: against(up.chat(), messages=SPOKEN),
    "a name inside": lambda: named("127.0.0.1", private=True),
    "a public name that points inward": lambda: named("127.0.0.1", private=False, zone=Zone.EU),
    "a public name with one address inside": lambda: named("1.1.1.1", "127.0.0.1", private=False, zone=Zone.EU),
    "one's own that is public": lambda: named("1.1.1.1", private=True),
    "inline image": lambda: against(up.chat(), messages=INLINE),
}


async def main() -> None:
    results = {name: await case() for name, case in CASES.items()}
    await asyncio.sleep(0.2)  # what LiteLLM does behind the answer, if it does
    sys.stdout.write("\n" + json.dumps(results) + "\n")


if __name__ == "__main__":
    warnings.simplefilter("always")
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    asyncio.run(main())
