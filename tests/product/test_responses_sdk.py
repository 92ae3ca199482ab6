"""Responses with the openai SDK: what an agent's developer sees, whole and streamed."""

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import openai
import pytest
import response_places as places
import response_streams as streams
import upstream
from pydantic import BaseModel
from response_streams import call, message, response
from responses_stand import EMAIL, TAG, Behind, Stand, launched, standing, told
from upstream import Answer

ASKED = f"Mail {EMAIL}"
BOTH = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """One router for all tests here: it takes seconds to warm."""
    with launched(tmp_path_factory.mktemp("responses")) as made:
        yield made


@pytest.fixture
async def stand(behind: Behind) -> AsyncIterator[Stand]:
    async with standing(behind) as made:
        yield made


async def ask(stand: Stand, *, stream: bool, **asked: Any) -> Any:
    """The final response, as the SDK gives it."""
    if not stream:
        return await stand.sdk.responses.create(**asked)
    async with stand.sdk.responses.stream(**asked) as events:
        async for _ in events:
            pass
        return await events.get_final_response()


@BOTH
async def test_an_answer_comes_back_restored(stand: Stand, stream: bool) -> None:
    stand.answers(response(streams.reasoning(f"to {TAG}"), message(f"to {TAG}.")), stream=stream)
    got = await ask(stand, stream=stream, model="m", input=ASKED, instructions=f"You are {EMAIL}")
    assert got.output_text == f"to {EMAIL}."
    assert got.output[0].summary[0].text == f"to {EMAIL}"
    assert (got.status, got.usage.input_tokens) == ("completed", 12)
    sent = stand.there.requests[0]
    assert sent.path == "/v1/responses"
    assert {key: sent.json[key] for key in ("model", "input", "instructions", "store")} == {
        "model": "near",
        "input": f"Mail {TAG}",
        "instructions": f"You are {TAG}",
        "store": False,
    }


async def test_every_event_of_a_stream_is_restored_and_counted(stand: Stand) -> None:
    stand.answers(response(message(f"to {TAG}, [[")), stream=True)
    stream = await stand.sdk.responses.create(model="m", input=ASKED, stream=True)
    events: list[Any] = [event async for event in stream]
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == f"to {EMAIL}, [["
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert events[-1].type == "response.completed"


@BOTH
async def test_a_tool_loop_goes_round_with_what_the_sdk_sends_back(stand: Stand, stream: bool) -> None:
    tools: Any = [{"type": "function", "name": "find", "parameters": {"type": "object"}, "strict": False}]
    stand.answers(
        response(streams.reasoning(f"ask {TAG}"), call("find", json.dumps({"who": TAG}))),
        response(message(f"found {TAG}")),
        stream=stream,
    )
    history: list[Any] = [{"role": "user", "content": ASKED}]
    first = await ask(stand, stream=stream, model="m", input=history, tools=tools)
    thought, asked = first.output
    assert json.loads(asked.arguments) == {"who": EMAIL}
    history += [thought.to_dict(), asked.to_dict()]
    history.append({"type": "function_call_output", "call_id": asked.call_id, "output": f"it is {EMAIL}"})
    second = await ask(stand, stream=stream, model="m", input=history, tools=tools)
    assert second.output_text == f"found {EMAIL}"
    assert all(EMAIL.encode() not in sent.body for sent in stand.there.requests)
    sent = stand.there.requests[1].json["input"]
    assert sent[1]["encrypted_content"] == streams.CIPHER
    assert sent[1]["summary"][0]["text"] == f"ask {TAG}"
    assert json.loads(sent[2]["arguments"]) == {"who": TAG}
    assert sent[3]["output"] == f"it is {TAG}"


class Found(BaseModel):
    email: str


@BOTH
async def test_structured_answers_and_arguments_are_parsed(stand: Stand, stream: bool) -> None:
    stand.answers(response(message(json.dumps({"email": TAG}))), stream=stream)
    if stream:
        got = await ask(stand, stream=True, model="m", input=ASKED, text_format=Found)
    else:
        got = await stand.sdk.responses.parse(model="m", input=ASKED, text_format=Found)
    assert got.output_parsed == Found(email=EMAIL)
    assert stand.there.requests[0].json["text"]["format"]["type"] == "json_schema"
    stand.answers(response(call("Found", json.dumps({"email": TAG}))), stream=False)
    tools: Any = [openai.pydantic_function_tool(Found)]
    parsed: Any = await stand.sdk.responses.parse(model="m", input=ASKED, tools=tools)
    assert parsed.output[0].parsed_arguments == Found(email=EMAIL)


@BOTH
async def test_a_call_that_may_not_be_made_never_reaches_the_agent(stand: Stand, stream: bool) -> None:
    stand.answers(response(call("delete_file", "{}", 1), call("read_file", "{}", 2)), stream=stream)
    got = await ask(stand, stream=stream, model="m", input="hi")
    assert [item.type for item in got.output] == ["message", "function_call"]
    assert "'delete_file' was not passed on" in got.output[0].content[0].text
    assert got.output[1].name == "read_file"


@BOTH
async def test_the_mirror_shows_what_a_provider_would_have_seen(stand: Stand, stream: bool) -> None:
    got = await ask(stand, stream=stream, model="mirror", input=ASKED)
    assert json.loads(got.output_text)["input"] == f"Mail {TAG}"


@BOTH
async def test_another_provider_is_asked_before_any_content(stand: Stand, stream: bool) -> None:
    begun, *_ = streams.streamed(response(message("x")))
    failed = streams.event({"type": "error", "code": "server_error", "message": EMAIL, "sequence_number": 1})
    broken = response(status="failed", error={"code": "server_error", "message": EMAIL})
    stand.broken.answers[:] = [Answer(events=[begun, failed]) if stream else Answer(body=json.dumps(broken).encode())]
    stand.answers(response(message("ok")), stream=stream)
    got = await ask(stand, stream=stream, model="both", input="hi")
    assert got.output_text == "ok"


@pytest.mark.parametrize("end", ["error", "failed", "cut"])
async def test_a_stream_that_breaks_off_ends_with_one_error_that_the_sdk_raises(stand: Stand, end: str) -> None:
    begun = streams.streamed(response(message("to nobody")))[:-3]
    ends = {
        "error": [streams.event({"type": "error", "code": "server_error", "message": "secret", "sequence_number": 9})],
        "failed": [streams.event({"type": "response.failed", "response": response(status="failed")})],
        "cut": [],
    }
    stand.there.answers[:] = [Answer(events=[*begun, *ends[end]])]
    stream = await stand.sdk.responses.create(model="m", input="hi", stream=True)
    seen: list[str] = []

    async def read() -> None:
        async for event in stream:
            seen.append(event.type)  # noqa: PERF401 - what came before the error is looked at

    with pytest.raises(openai.APIError, match="broke off") as raised:
        await read()
    assert "secret" not in str(raised.value)
    assert "response.output_text.delta" in seen
    assert not {"response.completed", "response.failed", "error"} & set(seen)


@pytest.mark.parametrize(
    ("asked", "kind", "code"),
    [
        ({"model": "nope"}, openai.NotFoundError, "model_not_found"),
        ({"model": "embeds"}, openai.PermissionDeniedError, "policy_denied"),
        ({"model": "both"}, openai.APIStatusError, "no_route_available"),
        ({"previous_response_id": "resp_1"}, openai.BadRequestError, "invalid_request"),
        ({"conversation": "conv_1"}, openai.BadRequestError, "invalid_request"),
        ({"background": True}, openai.BadRequestError, "invalid_request"),
        ({"input": []}, openai.BadRequestError, "invalid_request"),
    ],
)
@BOTH
async def test_errors_are_the_sdks_own_types(
    stand: Stand, stream: bool, asked: dict[str, Any], kind: type[openai.APIStatusError], code: str
) -> None:
    with pytest.raises(kind) as raised:
        await stand.sdk.responses.create(**{"model": "m", "input": "hi", "stream": stream, **asked})
    assert raised.value.code == code
    if code == "invalid_request":
        assert raised.value.param == next(iter(asked))


async def test_nothing_is_kept_and_who_looks_for_it_is_told_so(stand: Stand) -> None:
    for look in (
        stand.sdk.responses.retrieve("resp_1"),
        stand.sdk.responses.delete("resp_1"),
        stand.sdk.responses.cancel("resp_1"),
        stand.sdk.responses.input_items.list("resp_1"),
        stand.sdk.responses.input_tokens.count(model="m", input="hi"),
        stand.sdk.responses.compact(model="m", input="hi"),
    ):
        with pytest.raises(openai.NotFoundError, match="send the conversation in `input`"):
            await look
    assert stand.there.requests == []


async def test_a_provider_that_refuses_is_told_in_our_words(stand: Stand) -> None:
    stand.there.answers[:] = [upstream.error(400, f"no {EMAIL}", code="bad", param="input")]
    with pytest.raises(openai.BadRequestError) as raised:
        await stand.sdk.responses.create(model="m", input="hi")
    assert EMAIL not in str(raised.value.response.text)


async def test_a_whole_answer_that_is_not_done_is_no_answer(stand: Stand) -> None:
    stand.there.answers[:] = [told(response(status="in_progress"), stream=False)]
    with pytest.raises(openai.APIStatusError) as raised:
        await stand.sdk.responses.create(model="m", input="hi")
    assert raised.value.status_code >= 500


# Every place that can hold words


PLACES = {**{f"item: {name}": {"input": [item]} for name, item in places.ITEMS.items()}, **places.FIELDS}


@pytest.mark.parametrize("place", PLACES)
@BOTH
async def test_what_is_personal_never_leaves_and_always_comes_back(stand: Stand, stream: bool, place: str) -> None:
    stand.answers(places.saying(places.ANSWER, TAG), stream=stream)
    asked = {"input": "hi", "model": "m", "stream": stream, **places.saying(PLACES[place], EMAIL)}
    raw = await stand.sdk.post("/responses", body=asked, cast_to=httpx.Response)
    (sent,) = stand.there.requests
    assert EMAIL.encode() not in sent.body
    assert sent.body.count(TAG.encode()) == json.dumps(PLACES[place]).count(places.W)
    final = streams.values_of(raw.content)[-1]["response"] if stream else raw.json()
    expected = places.saying(places.ANSWER, EMAIL)
    assert final == {**expected, "instructions": asked.get("instructions")}
    if stream:
        streams.Client().read(raw.content).check()
        assert TAG.encode() not in raw.content
