"""The request side of chat completions: what is refused, what is seen, what is needed; and the shape of errors."""

import json
import time
from typing import Any

import pytest

from router.core import jsontext
from router.core.problems import Code, Problem
from router.core.types import SlotKind
from router.dialects.chat import CHAT
from router.dialects.errors import TYPES

USER = {"role": "user", "content": "hello"}
BODY: dict[str, Any] = {"model": "assistant", "messages": [USER]}
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PNG = f"data:image/png;base64,{PIXELS}"


def request(**fields: Any) -> bytes:
    return json.dumps({**BODY, **fields}).encode()


def with_content(*parts: Any) -> dict[str, Any]:
    return {**BODY, "messages": [USER, {"role": "user", "content": list(parts)}]}


def test_a_plain_request_is_parsed() -> None:
    assert CHAT.name == "chat"
    assert CHAT.parse(request()) == BODY


@pytest.mark.parametrize(
    "fields",
    [
        {"stream": None, "n": None, "tools": None, "stream_options": None, "response_format": None, "logprobs": None},
        {"stream": True, "stream_options": {"include_usage": True}, "n": 128},
        {"a_field_of_tomorrow": {"x": [1.5, None]}, "temperature": "warm"},
        {"tools": [{"type": "function", "function": {"name": "f"}}, {"type": "of_tomorrow"}]},
        {"messages": [{"role": "assistant", "content": None}, {"role": "tool"}, {"role": "x", "content": []}]},
    ],
)
def test_what_the_router_does_not_rely_on_passes(fields: dict[str, Any]) -> None:
    assert CHAT.parse(request(**fields)) == {**BODY, **fields}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": None}, "model"),
        ({"model": ""}, "model"),
        ({"model": 7}, "model"),
        ({"messages": None}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": {"role": "user"}}, "messages"),
        ({"messages": [USER, "Anna"]}, "messages[1]"),
        ({"messages": [{"content": "Anna"}]}, "messages[0].role"),
        ({"messages": [{"role": "", "content": "Anna"}]}, "messages[0].role"),
        ({"messages": [{"role": 1}]}, "messages[0].role"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": {"text": "Anna"}}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": ["Anna"]}]}, "messages[0].content[0]"),
        ({"messages": [{"role": "user", "content": [{"text": "Anna"}]}]}, "messages[0].content[0].type"),
        ({"stream": "yes"}, "stream"),
        ({"stream": 1}, "stream"),
        ({"logprobs": 5}, "logprobs"),
        ({"stream_options": True}, "stream_options"),
        ({"response_format": "json"}, "response_format"),
        ({"user": 7}, "user"),
        ({"user": ["Anna"]}, "user"),
        ({"user": {"id": "Anna"}}, "user"),
        ({"user": False}, "user"),
        ({"safety_identifier": 7}, "safety_identifier"),
        ({"n": 0}, "n"),
        ({"n": 129}, "n"),
        ({"n": True}, "n"),
        ({"n": 1.0}, "n"),
        ({"n": "1"}, "n"),
        ({"tools": {}}, "tools"),
        ({"tools": ["f"]}, "tools[0]"),
        ({"tools": [{"type": "function"}]}, "tools[0].function.name"),
        ({"tools": [{"type": "function", "function": {"name": ""}}]}, "tools[0].function.name"),
    ],
)
def test_a_wrong_type_is_refused_and_the_field_is_named(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(Problem) as caught:
        CHAT.parse(request(**fields))
    assert caught.value.code is Code.INVALID_REQUEST
    assert caught.value.param == param
    assert f"`{param}`" in caught.value.message
    assert "Anna" not in caught.value.message


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"model":"a","model":"b"}', b"\xff", b'{"a":' + b"[" * 100_000])
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Problem) as caught:
        CHAT.parse(raw)
    assert caught.value.code is Code.INVALID_REQUEST


@pytest.mark.parametrize(
    ("fields", "user"),
    [
        ({}, None),
        ({"user": None}, None),
        ({"user": ""}, None),
        ({"user": "anna"}, "anna"),
        ({"user": "\x00"}, "\x00"),
        ({"user": "x" * 10_000}, "x" * 10_000),
        ({"user": "", "safety_identifier": "a9"}, "a9"),
        ({"safety_identifier": "a9"}, "a9"),
        ({"user": "anna", "safety_identifier": "a9"}, "anna"),
        ({"User": "anna", "metadata": {"user": "anna"}}, None),
    ],
)
def test_whom_a_request_is_for_is_what_it_says(fields: dict[str, Any], user: str | None) -> None:
    assert CHAT.user(CHAT.parse(request(**fields))) == user


# Where the words are


def test_words_are_slots_and_structure_is_not() -> None:
    body = {
        "model": "assistant",
        "user": "anna",
        "reasoning_effort": "low",
        "tool_choice": {"type": "function", "function": {"name": "get_person"}},
        "tools": [
            {
                "type": "function",
                "function": {
                    "name": "get_person",
                    "description": "finds Anna",
                    "parameters": {"type": "object", "properties": {"at": {"type": "string", "format": "date"}}},
                },
            }
        ],
        "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"$ref": "x"}}},
        "messages": [
            {"role": "user", "name": "anna", "content": "I am Anna"},
            {
                "role": "assistant",
                "tool_calls": [
                    {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": '{"who": "Anna"}'}}
                ],
            },
            {"role": "tool", "tool_call_id": "call_1", "content": "found"},
        ],
    }
    words = [slot.text for slot in CHAT.slots(body) if slot.kind is SlotKind.TEXT]
    assert sorted(words) == sorted(["anna", "finds Anna", "anna", "I am Anna", "Anna", "found"])
    structure = {slot.text for slot in CHAT.slots(body) if slot.kind is SlotKind.STRUCTURAL}
    assert structure == {"get_person", "date", "json_schema", "answer", "x", "call_1", "f"}
    arguments = ("messages", 1, "tool_calls", 0, "function", "arguments", "$", 1)
    rewritten = CHAT.rewrite(body, {arguments: "[[PERSON_1]]"})
    assert rewritten["messages"][1]["tool_calls"][0]["function"]["arguments"] == '{"who": "[[PERSON_1]]"}'
    assert rewritten["messages"][0] is body["messages"][0]  # type: ignore[index]  # a body is a mapping of anything


def test_words_that_pose_as_structure_are_slots() -> None:
    body = {"model": "I am Anna", "messages": [{"role": "Anna Müller", "tool_call_id": "a@b.example"}]}
    assert {slot.text for slot in CHAT.slots(body)} == {"I am Anna", "Anna Müller", "a@b.example"}


@pytest.mark.parametrize(
    "fields",
    [
        {"metadata": {"type": "4111-1111"}},
        {"of_tomorrow": {"type": "4111-1111", "role": "4111-1111", "format": "4111-1111", "$ref": "4111-1111"}},
        {"of_tomorrow": {"function": {"name": "4111-1111"}, "tool_calls": [{"id": "4111-1111"}]}},
        {"messages": [{"role": "user", "tool_calls": [{"function": {"parameters": {"type": "4111-1111"}}}]}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": {"type": "4111-1111"}}]}]},
        {"tools": [{"type": "x", "function": {"parameters": {"properties": {"type": "4111-1111"}}}}]},
        {"tools": [{"type": "x", "function": {"parameters": {"default": {"type": "4111-1111"}}}}]},
    ],
)
def test_structure_is_structure_only_where_the_schema_has_it(fields: dict[str, Any]) -> None:
    found = [slot for slot in CHAT.slots({**BODY, **fields}) if "4111-1111" in slot.text]
    assert found
    assert {slot.kind for slot in found} == {SlotKind.TEXT}


@pytest.mark.parametrize(
    "parameters",
    [
        {"properties": {"a": {"type": "x-1"}}},
        {"items": {"anyOf": [{"type": ["x-1", "null"]}]}},
        {"$defs": {"type": {"additionalProperties": {"format": "x-1"}}}},
        {"items": [{"required": ["x-1"]}], "maximum": 9007199254740991},
    ],
)
def test_keywords_of_a_schema_are_structure_at_any_depth(parameters: dict[str, Any]) -> None:
    for fields in (
        {"tools": [{"type": "function", "function": {"name": "auto", "parameters": parameters}}]},
        {"response_format": {"type": "text", "json_schema": {"schema": parameters}}},
    ):
        slots = CHAT.slots({**BODY, "model": "text", **fields})
        assert [(slot.text, slot.kind) for slot in slots if slot.text not in {"hello", "model"}] == [
            ("x-1", SlotKind.STRUCTURAL)
        ]


def test_parameters_are_no_numbers_to_read_and_unknown_ones_are() -> None:
    body = {**BODY, "seed": 4917012345678, "max_tokens": 10_000_000, "account": 4917012345678}
    assert [slot.path for slot in CHAT.slots(body) if slot.kind is SlotKind.NUMBER] == [("account",)]


def test_what_a_schema_says_of_a_key_has_no_hint_and_what_it_offers_has() -> None:
    password = {"description": "of the login", "default": "abc", "examples": ["def"]}
    function = {"name": "f", "description": "logs in", "parameters": {"properties": {"password": password}}}
    slots = CHAT.slots({**BODY, "tools": [{"type": "function", "function": function}]})
    hints = {slot.text: slot.hint for slot in slots}
    assert (hints["logs in"], hints["of the login"], hints["hello"]) == ("", "", "")
    assert (hints["abc"], hints["def"]) == ("default password", "examples password")


# What cannot be read


def has_media(body: dict[str, Any]) -> bool:
    raw = json.dumps(body).encode()
    return CHAT.has_media(CHAT.parse(raw), raw)


@pytest.mark.parametrize(
    "body",
    [
        with_content({"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}),
        with_content({"type": "image_url", "image_url": {"url": PNG}}),
        with_content({"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}}),
        with_content({"type": "file", "file": {"file_id": "file-1"}}),
        with_content({"type": "of_tomorrow", "blob": "AAAA"}),
        with_content({"type": "text", "text": f"see ![]({PNG})"}),
        with_content({"type": "text", "text": "x", "image_url": {"url": "AAAA"}}),
        {**BODY, "messages": [{"role": "assistant", "audio": {"id": "audio_1"}}]},
        {**BODY, "messages": [{"role": "user", "content": f"DATA:;base64,{PIXELS}"}]},
        {**BODY, "messages": [{"role": "user", "content": f"data:;charset=utf-8;base64,{PIXELS}"}]},
        {**BODY, "messages": [{"role": "user", "content": f"see data:image/png;name=a.png;base64,{PIXELS}"}]},
        {**BODY, "messages": [{"role": "tool", "content": json.dumps({"screenshot": PNG})}]},
        {**BODY, "messages": [{"role": "tool", "content": json.dumps([json.dumps({"a": PNG})])}]},
        {**BODY, "messages": [{"role": "tool", "content": f'["\\u0064ata:;base64,{PIXELS}"]'}]},
        {**BODY, "messages": [{"role": "tool", "content": f'["data:image\\/png;base64,{PIXELS}"]'}]},
        {**BODY, "messages": [{"role": "tool", "content": json.dumps([f'["\\u0064ata:;base64,{PIXELS}"]'])}]},
        {**BODY, "of_tomorrow": [{"input_audio": [{"data": "AAAA"}]}]},
        {**BODY, "metadata": {"a": PNG}},
    ],
)
def test_media_is_seen_wherever_it_stands(body: dict[str, Any]) -> None:
    assert has_media(body)


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        with_content({"type": "text", "text": "what is in the data: nothing, or data:something"}),
        with_content(
            {"type": "text", "text": "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='> data:text/plain,a"}
        ),
        {**BODY, "messages": [{"role": "user", "content": "write data:image/png;base64,... before it"}]},
        {**BODY, "messages": [{"role": "user", "content": "data:text/html;charset=utf-8,%3Cp%3E" + "a" * 100}]},
        with_content({"type": "refusal", "refusal": "no"}, {"type": "thinking", "thinking": []}),
        {**BODY, "messages": [{"role": "assistant", "content": None, "audio": None}]},
        {**BODY, "messages": [{"role": "tool", "content": '["\\u0041nna", "a\\/b"]'}]},
        {**BODY, "audio": {"voice": "alloy", "format": "wav"}, "modalities": ["text", "audio"]},
        {
            **BODY,
            "tools": [{"type": "function", "function": {"name": "f", "parameters": {"file": {"type": "string"}}}}],
        },
    ],
)
def test_text_alone_is_no_media(body: dict[str, Any]) -> None:
    assert not has_media(body)


def test_whatever_is_no_slot_for_being_media_is_seen_as_media() -> None:
    for above, key in (("image_url", "url"), ("input_audio", "data"), ("file", "file_data"), ("audio", "data")):
        for value in ("QW5uYSBNw7xsbGVy", PNG):
            body = {**BODY, "x": {above: {key: value}}}
            assert value not in {slot.text for slot in CHAT.slots(body)}
            assert has_media(body)


@pytest.mark.parametrize("piece", ["data:", "data:a/b;", "data:;a;", "data:;base64,", "base64,data:", ";base64,QUJD"])
def test_looking_for_media_takes_linear_time(piece: str) -> None:
    body = {**BODY, "x": piece * (300_000 // len(piece)) + "base64,"}
    started = time.process_time()
    assert not has_media(body)
    assert time.process_time() - started < 2


# What a model must be able to do


@pytest.mark.parametrize(
    ("body", "needs"),
    [
        (BODY, ()),
        ({**BODY, "tools": [], "n": 1, "logprobs": False, "top_logprobs": None, "modalities": ["text"]}, ()),
        ({**BODY, "response_format": {"type": "json_object"}}, ()),
        ({**BODY, "tools": [{"type": "function", "function": {"name": "f"}}]}, ("tools",)),
        ({**BODY, "functions": [{"name": "f"}]}, ("tools",)),
        (with_content({"type": "image_url", "image_url": {"url": PNG}}), ("images",)),
        (with_content({"type": "input_audio", "input_audio": {}}), ("audio",)),
        ({**BODY, "modalities": ["text", "audio"], "audio": {"voice": "alloy"}}, ("audio",)),
        (with_content({"type": "file", "file": {}}), ("files",)),
        ({**BODY, "response_format": {"type": "json_schema", "json_schema": {}}}, ("json_schema",)),
        ({**BODY, "logprobs": True}, ("logprobs",)),
        ({**BODY, "n": 2, "tools": [{"type": "custom"}]}, ("tools", "choices")),
    ],
)
def test_needs_follow_from_the_body(body: dict[str, Any], needs: tuple[str, ...]) -> None:
    assert CHAT.needs(CHAT.parse(json.dumps(body).encode())) == needs


def test_a_turn_is_the_same_bytes_whatever_the_order_of_its_keys_and_its_nulls() -> None:
    first = {"role": "assistant", "content": "a", "tool_calls": [{"id": "1", "type": "function"}]}
    again = {"tool_calls": [{"type": "function", "id": "1"}], "refusal": None, "content": "a", "role": "assistant"}
    turns = CHAT.turns({**BODY, "messages": [USER, first, again]})
    assert len(turns) == 3
    assert turns[1] == turns[2] != turns[0]
    assert CHAT.turns(BODY) == turns[:1]


def test_a_turn_with_a_number_of_4300_digits_is_the_same_bytes_whatever_the_order_of_its_keys() -> None:
    first = {"role": "user", "x": {"b": None, "a": -(10**4299), "c": 1}}
    again = {"x": {"c": 1, "a": -(10**4299)}, "role": "user", "y": None}
    turns = CHAT.turns({**BODY, "messages": [first, again, {**first, "x": {"a": -(10**4299)}}]})
    assert turns[0] == turns[1] != turns[2]


def test_other_words_are_another_turn() -> None:
    messages = [{"role": role, "content": text} for role in ("user", "tool") for text in ("a", "b", "")]
    assert len(set(CHAT.turns({**BODY, "messages": messages}))) == len(messages)


# Errors


@pytest.mark.parametrize("code", Code)
def test_a_problem_has_the_shape_of_openai(code: Code) -> None:
    problem = Problem(code, 'a "message"', param="messages[0]")
    error = {"message": 'a "message"', "type": TYPES[code], "param": "messages[0]", "code": code.value}
    assert json.loads(CHAT.problem(problem, "req_1")) == {"error": error}
    assert CHAT.problem_event(problem, "req_1") == b"data: " + CHAT.problem(problem, "req_1") + b"\n\n"


def test_a_problem_without_a_field_says_null() -> None:
    assert json.loads(CHAT.problem(Problem(Code.STOPPED, "x"), "req_1"))["error"]["param"] is None


def test_the_body_that_is_rewritten_by_nobody_is_the_same_object() -> None:
    body = CHAT.parse(request())
    assert CHAT.rewrite(body, {}) is body
    assert jsontext.dump(body) == request().replace(b": ", b":").replace(b", ", b",")
