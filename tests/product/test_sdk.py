"""The openai SDK as client: what an agent's developer sees."""

import json
import threading
import time
from typing import Any

import openai
import pytest
from openai import OpenAI
from product import Product

EMAIL = "anna.schmidt@example.org"
IBAN = "DE89 3704 0044 0532 0130 00"


def test_a_whole_answer_comes_back_restored(sdk: OpenAI) -> None:
    text = f"Mail {EMAIL} about {IBAN}, please."
    answer = sdk.chat.completions.create(model="echo", messages=[{"role": "user", "content": text}])
    assert answer.choices[0].message.content == text
    assert answer.choices[0].finish_reason == "stop"


def test_a_stream_comes_back_restored_and_ends_once(sdk: OpenAI) -> None:
    text = f"Mail {EMAIL} about {IBAN}, please."
    stream = sdk.chat.completions.create(model="echo", messages=[{"role": "user", "content": text}], stream=True)
    chunks = [chunk for chunk in stream if chunk.choices]
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == text
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices[0].finish_reason] == ["stop"]


def test_the_usage_chunk_comes_when_it_is_asked_for(sdk: OpenAI) -> None:
    stream = sdk.chat.completions.create(
        model="echo", messages=[{"role": "user", "content": "hi"}], stream=True, stream_options={"include_usage": True}
    )
    usages = [chunk.usage for chunk in stream if chunk.usage is not None]
    assert len(usages) == 1
    assert usages[0].total_tokens > 0


@pytest.mark.parametrize("streamed", [False, True])
def test_tool_arguments_are_restored_and_stay_json(sdk: OpenAI, streamed: bool) -> None:
    client: Any = sdk  # whose overloads tell no stream from a whole answer when both are asked in one test
    messages = [{"role": "user", "content": f"mail {EMAIL}"}]
    tools = [{"type": "function", "function": {"name": n, "parameters": {}}} for n in ("send_mail", "get_time")]
    calls: dict[int, tuple[str, str]] = {}
    if streamed:
        stream = client.chat.completions.create(model="tools", messages=messages, tools=tools, stream=True)
        for chunk in stream:
            for call in chunk.choices[0].delta.tool_calls or [] if chunk.choices else []:
                name, arguments = calls.get(call.index, ("", ""))
                calls[call.index] = (name + (call.function.name or ""), arguments + (call.function.arguments or ""))
    else:
        answer = client.chat.completions.create(model="tools", messages=messages, tools=tools)
        whole = answer.choices[0].message.tool_calls
        calls = {n: (call.function.name, call.function.arguments) for n, call in enumerate(whole)}
    assert calls[0][0] == "send_mail"
    assert json.loads(calls[0][1]) == {"to": EMAIL, "about": 'a "b"'}
    assert calls[1] == ("get_time", "{}")


def test_several_choices_keep_apart(sdk: OpenAI) -> None:
    stream = sdk.chat.completions.create(
        model="echo", messages=[{"role": "user", "content": f"to {EMAIL}"}], n=3, stream=True
    )
    texts: dict[int, str] = {}
    for chunk in stream:
        for choice in chunk.choices:
            texts[choice.index] = texts.get(choice.index, "") + (choice.delta.content or "")
    assert texts == dict.fromkeys(range(3), f"to {EMAIL}")


def test_the_mirror_shows_what_a_provider_would_have_seen(sdk: OpenAI) -> None:
    answer = sdk.chat.completions.create(model="mirror", messages=[{"role": "user", "content": f"{EMAIL}, {IBAN}"}])
    seen = json.loads(answer.choices[0].message.content or "")
    assert seen["messages"][0]["content"] == "[[EMAIL_ADDRESS_1]], [[IBAN_CODE_1]]"
    assert seen["model"] == "mirror"


@pytest.mark.parametrize(("words", "shown"), [("a \\/ b", "a \\/ b"), (f"to {EMAIL}", "to [[EMAIL_ADDRESS_1]]")])
def test_only_what_is_replaced_leaves_otherwise_than_it_was_written(product: Product, words: str, shown: str) -> None:
    written = """{ "temperature": 1.0,"model" :"mirror",
        "messages":[ {"role":"user", "content":"caf\\u00e9, %s"} ],"top_p":1e-1 }\n"""
    answer = product.post(None, raw=(written % words).encode())
    assert answer.json()["choices"][0]["message"]["content"] == written % shown


def test_what_the_user_typed_like_a_placeholder_stays(sdk: OpenAI) -> None:
    text = f"literally [[EMAIL_ADDRESS_1]] and {EMAIL}"
    answer = sdk.chat.completions.create(model="echo", messages=[{"role": "user", "content": text}])
    assert answer.choices[0].message.content == text


def test_the_models_of_the_key_are_listed(sdk: OpenAI) -> None:
    assert {"one", "echo", "mirror"} <= {model.id for model in sdk.models.list()}
    assert sdk.models.retrieve("echo").id == "echo"
    with pytest.raises(openai.NotFoundError):
        sdk.models.retrieve("nope")


def test_errors_are_the_sdks_own_types(product: Product, sdk: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        sdk.chat.completions.create(model="nope", messages=[{"role": "user", "content": "x"}])
    assert unknown.value.code == "model_not_found"
    with pytest.raises(openai.PermissionDeniedError) as denied:
        sdk.chat.completions.create(model="closed", messages=[{"role": "user", "content": "x"}])
    assert denied.value.code == "policy_denied"
    assert "training_not_prohibited" in denied.value.message
    assert "contract_expired" in denied.value.message
    wrong = sdk.with_options(api_key=product.router.key[:-1] + "x")
    with pytest.raises(openai.AuthenticationError) as refused:
        wrong.models.list()
    assert refused.value.code == "invalid_api_key"
    assert product.router.key[5:20] not in refused.value.message


def test_a_revoked_key_ends_even_its_open_stream(product: Product, sdk: OpenAI) -> None:
    issued = json.loads(
        product.router.run(
            "keys", "issue", "--routes", str(product.router.routes), "--tenant", "default", "--agent", "x", "--json"
        ).stdout
    )
    mine = sdk.with_options(api_key=issued["key"])
    deadline = time.monotonic() + 5
    while True:
        try:
            stream = mine.chat.completions.create(
                model="slow", messages=[{"role": "user", "content": "go"}], stream=True
            )
            break
        except openai.AuthenticationError:  # the running router learns of a new key within a second or two
            assert time.monotonic() < deadline
            time.sleep(0.2)
    threading.Timer(0.5, lambda: product.router.run("keys", "revoke", issued["id"])).start()
    began = time.monotonic()
    with pytest.raises(openai.APIError):
        list(stream)
    assert time.monotonic() - began < 6.5
    with pytest.raises(openai.AuthenticationError):
        mine.models.list()


def test_sixty_four_at_once_never_mix(sdk: OpenAI) -> None:
    results: dict[int, str | None] = {}

    def ask(number: int) -> None:
        text = f"I am user{number}@example.org"
        answer = sdk.chat.completions.create(model="echo", messages=[{"role": "user", "content": text}])
        results[number] = answer.choices[0].message.content

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: f"I am user{n}@example.org" for n in range(64)}
