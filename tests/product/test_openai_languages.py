"""Embeddings and completions with the openai SDK: redacted where they leave, restored where they come back."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import openai
import pytest
import upstream
from chat_streams import DONE, event
from openai import AsyncOpenAI
from running import Running, StartRouter
from upstream import Answer, Upstream

EMAIL = "anna.schmidt@example.org"
RULES = """
version: 1
classes: [public, internal, restricted]
detection: {{languages: [en], raise: {{EMAIL_ADDRESS: internal}}, unscanned: restricted}}
providers:
  there: &eu
    kind: openai_compatible
    base_url: "{there}"
    network: private
    entity: {{name: There, seat: FR, parent: FR}}
    location: {{inference: [FR], storage: [FR]}}
    contract: {{training: prohibited, retention_days: 0, expires: 2099-01-01}}
  broken: {{<<: *eu, base_url: "{broken}", retries: 0}}
  speaks_chat: {{kind: scripted, hosting: self}}
models:
  m: [{{provider: broken, model: far}}, {{provider: there, model: near}}]
  chat: [{{provider: speaks_chat, model: x}}]
tenants:
  default:
    floor: public
    models: ["*"]
    rules:
      public: {{zones: [self_hosted, eu], redact: true}}
      internal: {{zones: [self_hosted, eu], redact: true}}
      restricted: {{zones: [self_hosted]}}
"""


class Stand(NamedTuple):
    there: Upstream
    router: Running
    sdk: AsyncOpenAI


@pytest.fixture
async def stand(router_process: StartRouter) -> AsyncIterator[Stand]:
    async with Upstream(upstream.chat()) as there, Upstream(upstream.error(500)) as broken:
        rules = RULES.format(there=there.url, broken=broken.url)
        router = await asyncio.to_thread(router_process, rules)
        async with AsyncOpenAI(base_url=router.api_url, api_key=router.key, max_retries=0) as sdk:
            yield Stand(there, router, sdk)


def body(value: object) -> Answer:
    return Answer(body=json.dumps(value).encode())


async def test_texts_are_embedded_redacted_and_tokens_stay_at_home(stand: Stand) -> None:
    data = [{"object": "embedding", "index": number, "embedding": [0.5, -1.0]} for number in range(2)]
    usage = {"prompt_tokens": 9, "total_tokens": 9}
    stand.there.answers[:] = [body({"object": "list", "model": "near", "data": data, "usage": usage})]
    asked: Any = {"model": "m", "input": [f"Mail {EMAIL}", "nobody"], "encoding_format": "float"}
    raw = await stand.sdk.embeddings.with_raw_response.create(**asked)
    assert [one.embedding for one in raw.parse().data] == [[0.5, -1.0]] * 2
    told = [raw.headers[f"x-sovereign-{name}"] for name in ("route", "redactions", "attempts")]
    assert told == ["there/near", "1", "2"]
    sent = stand.there.requests[0]
    assert (sent.path, sent.json["model"]) == ("/v1/embeddings", "near")
    assert sent.json["input"] == ["Mail [[EMAIL_ADDRESS_1]]", "nobody"]
    with pytest.raises(openai.PermissionDeniedError) as denied:
        await stand.sdk.embeddings.create(model="m", input=[[1, 2, 3]])
    assert denied.value.code == "policy_denied"
    assert len(stand.there.requests) == 1


async def test_completions_are_restored_whole_and_streamed(stand: Stand) -> None:
    choice = {"index": 0, "text": "to [[EMAIL_ADDRESS_1]].", "logprobs": None, "finish_reason": "stop"}
    stand.there.answers[:] = [body({"id": "c", "object": "text_completion", "model": "near", "choices": [choice]})]
    whole = await stand.sdk.completions.create(model="m", prompt=f"Mail {EMAIL}")
    assert whole.choices[0].text == f"to {EMAIL}."
    chunks = [event({"id": "c", "choices": [{**choice, "text": part, "finish_reason": end}]}) for part, end in PARTS]
    stand.there.answers[:] = [Answer(events=[*chunks, DONE])]
    stream = await stand.sdk.completions.create(model="m", prompt=f"Mail {EMAIL}", stream=True)
    came = [one.choices[0] async for one in stream]
    assert "".join(one.text for one in came) == f"to {EMAIL}."
    assert [str(one.finish_reason) for one in came][-2:] == ["None", "stop"]
    assert all(EMAIL.encode() not in sent.body for sent in stand.there.requests)
    assert {sent.path for sent in stand.there.requests} == {"/v1/completions"}


PARTS = (("to [[EM", None), ("AIL_ADDR", None), ("ESS_1]]", None), (".", None), ("", "stop"))


async def test_a_stream_that_breaks_off_ends_with_an_error_that_the_sdk_raises(stand: Stand) -> None:
    half = event({"id": "c", "choices": [{"index": 0, "text": "to nobody", "finish_reason": None}]})
    stand.there.answers[:] = [Answer(events=[half])]
    stream = await stand.sdk.completions.create(model="m", prompt="hi", stream=True)
    with pytest.raises(openai.APIError, match="broke off"):
        [one async for one in stream]


@pytest.mark.parametrize(
    ("endpoint", "asked", "param"),
    [("embeddings", {"input": []}, "input"), ("completions", {"prompt": 3}, "prompt")],
)
async def test_what_is_wrong_is_told_as_openai_tells_it(
    stand: Stand, endpoint: str, asked: dict[str, Any], param: str
) -> None:
    with pytest.raises(openai.BadRequestError) as told:
        await stand.sdk.post(f"/{endpoint}", body={"model": "m", **asked}, cast_to=object)
    assert (told.value.param, told.value.code) == (param, "invalid_request")


async def test_a_model_whose_providers_do_not_speak_it_has_no_route(stand: Stand) -> None:
    with pytest.raises(openai.APIStatusError) as told:
        await stand.sdk.embeddings.create(model="chat", input="hi")
    assert told.value.code == "policy_denied"
