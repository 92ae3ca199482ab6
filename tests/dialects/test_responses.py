"""The request side of Responses: what is refused, what is seen, what is needed, by what a conversation is known."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from response_streams import CIPHER, call, custom_call, message, reasoning

from router.core.problems import Code, Problem
from router.core.redact import Vault
from router.core.types import SlotKind
from router.dialects.responses import RESPONSES

USER = {"role": "user", "content": "hello"}
BODY: dict[str, Any] = {"model": "assistant", "input": "hello"}
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PNG = f"data:image/png;base64,{PIXELS}"


def request(**fields: Any) -> bytes:
    return json.dumps({**BODY, **fields}).encode()


def asking(*items: Any, **fields: Any) -> dict[str, Any]:
    return {**BODY, "input": list(items), **fields}


def has_media(body: dict[str, Any]) -> bool:
    return RESPONSES.has_media(body, json.dumps(body).encode())


def test_a_plain_request_is_parsed() -> None:
    assert RESPONSES.name == "responses"
    assert RESPONSES.parse(request()) == BODY


@pytest.mark.parametrize(
    "fields",
    [
        {"stream": None, "tools": None, "text": None, "instructions": None, "previous_response_id": None},
        {"stream": True, "store": True, "background": False, "conversation": None, "include": []},
        {"a_field_of_tomorrow": {"x": [1.5, None]}, "temperature": "warm", "input": ""},
        {"tools": [{"type": "function", "name": "f"}, {"type": "of_tomorrow"}, {"type": "namespace", "name": "n"}]},
        {"input": [USER, {"type": "message", "role": "assistant", "content": []}, {"type": "of_tomorrow"}]},
        {"input": [call("f", "{}"), custom_call("f", "x"), reasoning("x"), {"type": "compaction_trigger"}]},
        {"input": None, "prompt": {"id": "p", "variables": {"who": "Anna"}}},
    ],
)
def test_what_the_router_does_not_rely_on_passes(fields: dict[str, Any]) -> None:
    assert RESPONSES.parse(request(**fields)) == {**BODY, **fields}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": None}, "model"),
        ({"input": None}, "input"),
        ({"input": []}, "input"),
        ({"input": {"role": "user"}}, "input"),
        ({"input": [USER, "Anna"]}, "input[1]"),
        ({"input": [{"type": 7}]}, "input[0].type"),
        ({"input": [{"content": "Anna"}]}, "input[0].role"),
        ({"input": [{"role": "", "content": "Anna"}]}, "input[0].role"),
        ({"input": [{"role": "user"}]}, "input[0].content"),
        ({"input": [{"role": "user", "content": ["Anna"]}]}, "input[0].content[0]"),
        ({"input": [{"role": "user", "content": [{"text": "Anna"}]}]}, "input[0].content[0].type"),
        ({"input": [{"role": "user", "content": "x", "name": "Anna"}]}, "input[0].name"),
        ({"input": [USER, {"type": "item_reference", "id": "msg_Anna"}]}, "input[1]"),
        ({"input": [{"id": "msg_Anna"}]}, "input[0]"),
        ({"previous_response_id": "resp_Anna"}, "previous_response_id"),
        ({"conversation": {"id": "conv_Anna"}}, "conversation"),
        ({"background": True}, "background"),
        ({"background": "Anna"}, "background"),
        ({"stream": "yes"}, "stream"),
        ({"instructions": ["Anna"]}, "instructions"),
        ({"text": "Anna"}, "text"),
        ({"text": {"format": "Anna"}}, "text.format"),
        ({"stream_options": True}, "stream_options"),
        ({"reasoning": "Anna"}, "reasoning"),
        ({"prompt": "Anna"}, "prompt"),
        ({"prompt": {"id": "p", "variables": ["Anna"]}}, "prompt.variables"),
        ({"include": "Anna"}, "include"),
        ({"user": 7}, "user"),
        ({"safety_identifier": 7}, "safety_identifier"),
        ({"tools": {}}, "tools"),
        ({"tools": ["f"]}, "tools[0]"),
        ({"tools": [{"type": "function"}]}, "tools[0].name"),
        ({"tools": [{"type": "function", "name": ""}]}, "tools[0].name"),
    ],
)
def test_a_wrong_request_is_refused_and_the_field_is_named(fields: dict[str, Any], param: str) -> None:
    with pytest.raises(Problem) as caught:
        RESPONSES.parse(request(**fields))
    assert caught.value.code is Code.INVALID_REQUEST
    assert caught.value.param == param
    assert f"`{param}`" in caught.value.message
    assert "Anna" not in caught.value.message


@pytest.mark.parametrize("fields", [{"previous_response_id": "x"}, {"conversation": "x"}, {"input": [{"id": "x"}]}])
def test_what_nobody_keeps_is_refused_with_what_to_do_instead(fields: dict[str, Any]) -> None:
    with pytest.raises(Problem, match="send the conversation in `input`"):
        RESPONSES.parse(request(**fields))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'{"model":"a","model":"b"}', b"\xff"])
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(Problem):
        RESPONSES.parse(raw)


# Where the words are

ITEMS: dict[str, tuple[dict[str, Any], list[str], set[str]]] = {
    "message": (
        {"type": "message", "role": "user", "id": "msg_1", "content": [{"type": "input_text", "text": "I am Anna"}]},
        ["I am Anna"],
        {"msg_1", "message", "input_text"},
    ),
    "answer": (
        message(
            "of Anna",
            annotations=[
                {"type": "url_citation", "url": "https://a.example/b", "title": "Anna", "start_index": 1234567}
            ],
        ),
        ["of Anna", "https://a.example/b", "Anna"],
        {"msg_0", "message", "completed", "output_text", "url_citation"},
    ),
    "refusal": (
        {"type": "message", "role": "assistant", "content": [{"type": "refusal", "refusal": "no, Anna"}]},
        ["no, Anna"],
        {"message", "refusal"},
    ),
    "call": (
        {**call("get_person", '{"who": "Anna"}'), "namespace": "crm"},
        ["Anna"],
        {"fc_1", "function_call", "completed", "call_1", "get_person", "crm"},
    ),
    "output": (
        {"type": "function_call_output", "call_id": "call_1", "output": "found Anna"},
        ["found Anna"],
        {"function_call_output", "call_1"},
    ),
    "output in parts": (
        {
            "type": "function_call_output",
            "call_id": "call_1",
            "output": [{"type": "input_text", "text": '{"a": "Anna"}'}],
        },
        ["Anna"],
        {"function_call_output", "call_1", "input_text"},
    ),
    "custom call": (custom_call("patch", "*** Anna"), ["*** Anna"], {"ctc_2", "custom_tool_call", "call_2", "patch"}),
    "custom output": (
        {"type": "custom_tool_call_output", "call_id": "call_2", "output": "Anna"},
        ["Anna"],
        {"custom_tool_call_output", "call_2"},
    ),
    "local shell": (
        {
            "type": "local_shell_call",
            "action": {"type": "exec", "command": ["cat", "/home/anna"], "env": {"NAME": "Anna"}, "user": "anna"},
        },
        ["cat", "/home/anna", "Anna", "anna"],
        {"local_shell_call", "exec"},
    ),
    "shell output": (
        {"type": "shell_call_output", "output": [{"stdout": "Anna", "stderr": "b", "outcome": {"type": "exit"}}]},
        ["Anna", "b"],
        {"shell_call_output", "exit"},
    ),
    "patch": (
        {"type": "apply_patch_call", "operation": {"type": "update_file", "path": "anna.txt", "diff": "+Anna"}},
        ["anna.txt", "+Anna"],
        {"apply_patch_call", "update_file"},
    ),
    "reasoning": (
        reasoning("about Anna", content=["Anna?"]),
        ["about Anna", "Anna?"],
        {"rs_1", "reasoning", "summary_text", "reasoning_text"},
    ),
    "mcp": (
        {
            "type": "mcp_call",
            "server_label": "s",
            "name": "ask",
            "arguments": '{"a": "Anna"}',
            "output": "o",
            "error": "e",
        },
        ["Anna", "o", "e"],
        {"mcp_call", "s", "ask"},
    ),
    "mcp tools": (
        {
            "type": "mcp_list_tools",
            "tools": [{"name": "ask", "description": "of Anna", "input_schema": {"type": "date", "default": "Anna"}}],
        },
        ["of Anna", "Anna"],
        {"mcp_list_tools", "ask", "date"},
    ),
    "mcp answer": (
        {"type": "mcp_approval_response", "approval_request_id": "r_1", "approve": True, "reason": "Anna"},
        ["Anna"],
        {"mcp_approval_response", "r_1"},
    ),
    "web search": (
        {"type": "web_search_call", "action": {"type": "search", "query": "Anna", "queries": ["b"]}},
        ["Anna", "b"],
        {"web_search_call", "search"},
    ),
    "file search": (
        {
            "type": "file_search_call",
            "queries": ["Anna"],
            "results": [{"file_id": "f_1", "filename": "a", "text": "b", "score": 0.12345678}],
        },
        ["Anna", "a", "b"],
        {"file_search_call", "f_1"},
    ),
    "computer": (
        {
            "type": "computer_call",
            "action": {"type": "type", "text": "Anna"},
            "pending_safety_checks": [{"id": "c_1", "message": "b"}],
        },
        ["Anna", "b"],
        {"computer_call", "type", "c_1"},
    ),
    "code": (
        {"type": "code_interpreter_call", "code": "Anna", "outputs": [{"type": "logs", "logs": "b"}]},
        ["Anna", "b"],
        {"code_interpreter_call", "logs"},
    ),
    "of tomorrow": ({"type": "of_tomorrow", "kind": "Anna", "x": {"type": "b"}}, ["Anna", "b"], {"of_tomorrow"}),
}


@pytest.mark.parametrize("name", ITEMS)
def test_words_of_every_item_are_slots_and_words_of_the_protocol_are_not(name: str) -> None:
    item, words, structure = ITEMS[name]
    body = dict(RESPONSES.parse(request(input=[item])))
    slots = [slot for slot in RESPONSES.slots(body) if slot.path[0] == "input"]
    assert sorted(slot.text for slot in slots if slot.kind is SlotKind.TEXT) == sorted(words)
    assert {slot.text for slot in slots if slot.kind is SlotKind.STRUCTURAL} == structure
    assert {slot.kind for slot in slots} <= {SlotKind.TEXT, SlotKind.STRUCTURAL}
    assert not has_media(body) or CIPHER in json.dumps(item)
    replaced = {slot.path: "[[X_1]]" for slot in slots if slot.kind is SlotKind.TEXT}
    written = json.dumps(RESPONSES.rewrite(body, replaced))
    assert "Anna" not in written.replace("anna.txt", "")
    assert all(word in written for word in structure)


def test_words_beside_the_input_are_slots_too() -> None:
    tool = {"type": "function", "name": "f", "description": "of Anna", "parameters": {"type": "object", "default": "A"}}
    body = {
        **BODY,
        "instructions": "Help Anna",
        "tools": [
            {"type": "namespace", "name": "crm", "description": "for Anna", "tools": [tool]},
            {"type": "custom", "name": "g", "format": {"type": "grammar", "syntax": "lark", "definition": "Anna"}},
        ],
        "tool_choice": {"type": "function", "name": "f"},
        "text": {"format": {"type": "json_schema", "name": "n", "description": "D", "schema": {"enum": ["E"]}}},
        "reasoning": {"effort": "low", "summary": "auto"},
        "prompt": {
            "id": "p_1",
            "version": "2",
            "variables": {"who": "Anna K", "what": {"type": "input_text", "text": "T"}},
        },
        "metadata": {"who": "Anna M"},
        "client_metadata": {"x": '{"id": "Anna C"}'},
        "prompt_cache_key": "anna-1",
        "max_output_tokens": 12345678,
    }
    slots = RESPONSES.slots(RESPONSES.parse(json.dumps(body).encode()))
    words = {slot.text for slot in slots if slot.kind is SlotKind.TEXT}
    assert words >= {"Help Anna", "of Anna", "A", "for Anna", "Anna", "D", "E", "Anna K", "T", "Anna M", "Anna C"}
    assert words - {"anna-1", "hello"} <= {
        "Help Anna",
        "of Anna",
        "A",
        "for Anna",
        "Anna",
        "D",
        "E",
        "Anna K",
        "T",
        "Anna M",
        "Anna C",
        "input_text",
    }
    assert slots[-1].text == "hello"  # what grows comes last, so that the rest keeps its placeholders
    assert {slot.kind for slot in slots} == {SlotKind.TEXT, SlotKind.STRUCTURAL}


@pytest.mark.parametrize(
    "fields",
    [
        {"metadata": {"type": "4111-1111", "name": "4111-1111"}},
        {"of_tomorrow": {"type": "4111-1111", "role": "4111-1111", "id": "4111-1111"}},
        {"prompt": {"variables": {"type": "4111-1111", "id": "4111-1111"}}},
        {"input": [{"type": "function_call_output", "output": {"name": "4111-1111"}}]},
        {"input": [{"type": "local_shell_call", "action": {"env": {"type": "4111-1111"}}}]},
    ],
)
def test_structure_is_structure_only_where_the_reference_has_it(fields: dict[str, Any]) -> None:
    found = [slot for slot in RESPONSES.slots({**BODY, **fields}) if "4111-1111" in slot.text]
    assert {slot.kind for slot in found} == {SlotKind.TEXT}


def test_what_was_encrypted_is_no_slot_and_leaves_byte_for_byte() -> None:
    for item in (reasoning("x"), {"type": "compaction", "id": "c_1", "encrypted_content": CIPHER}):
        body = asking(item)
        assert CIPHER not in {slot.text for slot in RESPONSES.slots(body)}
        assert has_media(body)
    words = asking({"type": "compaction", "encrypted_content": "Anna Müller"})
    assert "Anna Müller" in {slot.text for slot in RESPONSES.slots(words)}


# What it needs


@pytest.mark.parametrize(
    ("part", "need"),
    [
        ({"type": "input_image", "image_url": PNG}, ("images",)),
        ({"type": "input_image", "image_url": "https://a.example/b.png"}, ("images",)),
        ({"type": "input_image", "file_id": "f"}, ("images",)),
        ({"type": "input_file", "file_data": PIXELS, "filename": "a"}, ("files",)),
        ({"type": "input_audio", "input_audio": {"data": PIXELS, "format": "mp3"}}, ("audio",)),
        ({"type": "of_tomorrow"}, ()),
        ({"type": ["x"]}, ()),
    ],
)
def test_what_cannot_be_read_is_media_wherever_it_stands(part: dict[str, Any], need: tuple[str, ...]) -> None:
    for body in (
        asking({"role": "user", "content": [part]}),
        asking({"type": "function_call_output", "call_id": "c", "output": [part]}),
        asking({"type": "custom_tool_call_output", "call_id": "c", "output": [part]}),
        {**BODY, "prompt": {"id": "p", "variables": {"x": part}}},
    ):
        assert has_media(body)
        assert RESPONSES.needs(body) == need
        assert PIXELS not in {slot.text for slot in RESPONSES.slots(body)} or "prompt" in body
        assert PNG not in {slot.text for slot in RESPONSES.slots(body)}


@pytest.mark.parametrize(
    ("item", "need"),
    [
        ({"type": "image_generation_call", "result": PIXELS}, ()),
        ({"type": "computer_call_output", "output": {"type": "computer_screenshot", "image_url": PNG}}, ("images",)),
        ({"type": "code_interpreter_call", "outputs": [{"type": "image", "url": "https://a.example"}]}, ()),
        ({"type": "function_call_output", "output": f"see {PNG}"}, ()),
    ],
)
def test_items_that_are_pictures_are_media(item: dict[str, Any], need: tuple[str, ...]) -> None:
    assert has_media(asking(item))
    assert RESPONSES.needs(asking(item)) == need


def test_texts_alone_are_no_media() -> None:
    assert not has_media(BODY)
    assert not has_media(asking(USER, message("x"), call("f", '{"a": "b"}')))
    assert not has_media({"model": "m", "prompt": {"id": "p", "variables": {"a": "b"}}})


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({}, ()),
        ({"tools": []}, ()),
        ({"tools": [{"type": "function", "name": "f"}]}, ("tools",)),
        ({"text": {"format": {"type": "json_schema", "schema": {}}}}, ("json_schema",)),
        ({"text": {"format": {"type": "text"}}}, ()),
        ({"top_logprobs": 2}, ("logprobs",)),
        ({"include": ["message.output_text.logprobs"]}, ("logprobs",)),
        ({"include": ["reasoning.encrypted_content"]}, ()),
    ],
)
def test_a_request_says_what_it_needs(fields: dict[str, Any], needs: tuple[str, ...]) -> None:
    assert RESPONSES.needs({**BODY, **fields}) == needs


# The conversation

FIRST = {"role": "user", "content": "hello"}


@pytest.mark.parametrize(
    "item",
    [
        {"type": "message", **FIRST},
        {**FIRST, "id": "msg_7", "status": "completed", "phase": None},
        {"role": "user", "content": [{"type": "input_text", "text": "hello"}]},
        {"content": [{"text": "hello", "type": "input_text"}], "role": "user"},
    ],
)
def test_the_same_words_are_the_same_turn_however_they_are_written(item: dict[str, Any]) -> None:
    assert RESPONSES.turns(asking(item)) == RESPONSES.turns(BODY) == RESPONSES.turns(asking(FIRST))


@pytest.mark.parametrize(
    "item",
    [
        {"role": "user", "content": "hello!"},
        {"role": "developer", "content": "hello"},
        {"role": "user", "content": [{"type": "input_text", "text": "hello"}, {"type": "input_text", "text": ""}]},
    ],
)
def test_other_words_are_another_turn(item: dict[str, Any]) -> None:
    assert RESPONSES.turns(asking(item)) != RESPONSES.turns(BODY)


def test_what_has_no_type_of_text_is_a_turn_as_it_stands() -> None:
    item = {"type": "of_tomorrow", "content": [{"type": ["input_text"], "text": "hello"}]}
    assert json.loads(RESPONSES.turns(asking(item))[0]) == item


def test_ids_that_change_from_turn_to_turn_change_nothing() -> None:
    one = asking(FIRST, call("f", "{}", 1), {"type": "function_call_output", "call_id": "call_1", "output": "x"})
    two = asking(FIRST, call("f", "{}", 9), {"type": "function_call_output", "call_id": "call_9", "output": "x"})
    assert RESPONSES.turns(one) == RESPONSES.turns(two)
    assert len(RESPONSES.turns(one)) == 3


def test_a_conversation_keeps_its_opening_and_its_turns_while_it_grows() -> None:
    instructed = {"instructions": "Be brief"}
    first = asking({"role": "developer", "content": "d"}, FIRST, **instructed)
    second = asking(*first["input"], reasoning("r"), call("f", "{}"), message("ok"), FIRST, **instructed)
    assert RESPONSES.opening(first) == RESPONSES.opening(second) == RESPONSES.turns(first)
    assert RESPONSES.turns(second)[:3] == RESPONSES.turns(first)
    assert RESPONSES.opening({**second, "instructions": "Be long"}) != RESPONSES.opening(second)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (BODY, 1),
        ({**BODY, "instructions": "x"}, 2),
        (asking(message("ok"), FIRST), 1),
        (asking({"type": "compaction", "encrypted_content": CIPHER}, FIRST), 1),
        ({"model": "m", "prompt": {"id": "p"}}, 0),
    ],
)
def test_an_opening_is_one_turn_at_least_if_there_is_any(body: dict[str, Any], count: int) -> None:
    assert len(RESPONSES.opening(body)) == count


def test_an_instruction_goes_behind_those_of_the_client() -> None:
    assert RESPONSES.instruct(BODY, "n") == {**BODY, "instructions": "n"}
    assert RESPONSES.instruct({**BODY, "instructions": "Be brief"}, "n") == {**BODY, "instructions": "Be brief\n\nn"}


# Errors


def test_an_error_in_a_stream_is_told_as_the_reference_has_it_and_as_the_sdks_raise_it() -> None:
    problem = Problem(Code.UPSTREAM_ERROR, "it broke off")
    name, data = RESPONSES.problem_event(problem, "r").decode().removesuffix("\n\n").split("\n")
    assert name == "event: error"
    told = json.loads(data.removeprefix("data: "))
    assert told == {
        "type": "error",
        "sequence_number": 0,
        "code": "upstream_error",
        "message": "it broke off",
        "param": None,
        "error": {"message": "it broke off", "type": "api_error", "param": None, "code": "upstream_error"},
    }
    assert json.loads(RESPONSES.problem(problem, "r"))["error"] == told["error"]


# Whatever is sent

WORDS = (
    "message",
    "function_call",
    "input_text",
    "input_image",
    "compaction",
    "user",
    "assistant",
    "",
    PNG,
    '{"a": "b"}',
)
KEYS = ("type", "role", "content", "output", "outputs", "text", "tools", "name", "id", "input", "format", "variables")
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)
items = st.fixed_dictionaries(
    {"type": st.sampled_from(("message", "function_call", "of_tomorrow", None))},
    optional={"role": st.sampled_from(WORDS), "content": odd, "output": odd, "outputs": odd, "tools": odd, "id": odd},
)
requests = st.fixed_dictionaries(
    {"model": st.just("m"), "input": st.lists(items, min_size=1, max_size=3) | st.just("hi") | odd},
    optional=dict.fromkeys(("instructions", "tools", "text", "prompt", "include", "reasoning", "of_tomorrow"), odd),
)


@given(requests)
def test_whatever_is_sent_is_refused_or_read(sent: dict[str, Any]) -> None:
    raw = json.dumps(sent).encode()
    try:
        body = RESPONSES.parse(raw)
    except Problem:
        return
    RESPONSES.has_media(body, raw)
    RESPONSES.needs(body)
    assert RESPONSES.turns(body)[: len(RESPONSES.opening(body))] == RESPONSES.opening(body)
    RESPONSES.instruct(body, "note")
    for stream in (False, True):
        RESPONSES.reader(body=body, stream=stream, vault=Vault(), refusal=lambda _: None)
    texts = [slot for slot in RESPONSES.slots(body) if slot.kind is SlotKind.TEXT]
    written = RESPONSES.rewrite(body, {slot.path: "" for slot in texts})
    assert [slot for slot in RESPONSES.slots(written) if slot.kind is SlotKind.TEXT] == []
