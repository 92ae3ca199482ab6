"""The openai SDK, the router and llama.cpp: three programs that never heard of each other's tests."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from typing import Protocol

import llama
import openai
import pytest
from llama import Llama
from openai import AsyncOpenAI, OpenAI
from openai.types.chat import ChatCompletionUserMessageParam
from running import Running

pytestmark = pytest.mark.slow

ROUTES = """
version: 1
classes: [public, internal, confidential, restricted]
providers:
  llama:
    kind: openai_compatible
    base_url: {api_url}
    hosting: self
models:
  assistant:
    - {{provider: llama, model: tiny}}
tenants:
  default:
    floor: internal
    models: [assistant]
    rules:
      restricted: {{zones: [self_hosted]}}
      confidential: {{zones: [self_hosted]}}
      internal: {{zones: [self_hosted]}}
      public: {{zones: [self_hosted]}}
"""
LONG = 1500
"""Tokens of an answer that takes seconds."""


class StartRouter(Protocol):
    def __call__(self, routes: str) -> Running: ...


@pytest.fixture(scope="module")
def server(outer_environment: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Llama]:
    started = llama.serve(llama.build(outer_environment), tmp_path_factory.mktemp("llama"))
    started.wait_ready()
    yield started
    started.stop()


@pytest.fixture
def router(router_process: StartRouter, server: Llama) -> Running:
    return router_process(ROUTES.format(api_url=server.api_url))


def say(text: str) -> list[ChatCompletionUserMessageParam]:
    return [{"role": "user", "content": text}]


@pytest.fixture
def client(router: Running) -> Iterator[OpenAI]:
    with OpenAI(base_url=router.api_url, api_key=router.key, max_retries=0) as client:
        yield client


def test_a_whole_answer_arrives_as_llama_gave_it(client: OpenAI) -> None:
    raw = client.chat.completions.with_raw_response.create(model="assistant", messages=say("Hello"), max_tokens=20)
    answer = raw.parse()
    assert raw.headers["x-sovereign-route"] == "llama/tiny"
    assert raw.headers["x-sovereign-zone"] == "self_hosted"
    assert answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage is not None
    assert answer.usage.completion_tokens == 20


def test_a_stream_gives_the_same_words_as_the_whole_answer(client: OpenAI) -> None:
    whole = client.chat.completions.create(
        model="assistant", messages=say("Hello"), max_tokens=40, seed=7, temperature=0
    )
    stream = client.chat.completions.create(
        model="assistant", messages=say("Hello"), max_tokens=40, seed=7, temperature=0, stream=True
    )
    chunks = [chunk for chunk in stream if chunk.choices]
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole.choices[0].message.content
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices[0].finish_reason] == ["length"]
    assert len(chunks) > 20


async def test_streams_at_the_same_time_each_end_with_one_finish(router: Running) -> None:
    async def finishes(client: AsyncOpenAI, number: int) -> list[str]:
        stream = await client.chat.completions.create(
            model="assistant", messages=say(f"Number {number}"), max_tokens=100, stream=True
        )
        return [chunk.choices[0].finish_reason async for chunk in stream if chunk.choices[0].finish_reason]

    async with AsyncOpenAI(base_url=router.api_url, api_key=router.key, max_retries=0) as client:
        answers = await asyncio.gather(*(finishes(client, number) for number in range(6)))
    assert all(answer in (["length"], ["stop"]) for answer in answers)


def test_a_client_that_hangs_up_frees_llama_for_the_next(client: OpenAI) -> None:
    """llama.cpp answers one request at a time, so the next one waits for as long as the first goes on."""
    began = time.monotonic()
    stream = client.chat.completions.create(
        model="assistant", messages=say("Tell me all"), max_tokens=LONG, stream=True, logit_bias={"2": -100}
    )
    assert sum(1 for _ in stream) > LONG * 0.9
    uncut = time.monotonic() - began

    with client.chat.completions.create(
        model="assistant", messages=say("Tell me all"), max_tokens=LONG, stream=True, logit_bias={"2": -100}
    ) as cut:
        next(iter(cut))
    hung_up = time.monotonic()
    client.chat.completions.create(model="assistant", messages=say("Next"), max_tokens=1)
    assert time.monotonic() - hung_up < max(1.0, uncut / 3)


def test_a_context_that_is_too_long_is_the_clients_fault(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        client.chat.completions.create(model="assistant", messages=say("so that " * 6000))
    assert refused.value.status_code == 400
    assert "so that so that" not in str(refused.value)


def test_no_name_was_looked_up(router: Running, client: OpenAI) -> None:
    client.chat.completions.create(model="assistant", messages=say("Hello"), max_tokens=2)
    assert router.lookups() == []
