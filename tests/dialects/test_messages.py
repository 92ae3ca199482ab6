"""The request side of the Messages API: what is refused, what is seen, what stays; and the shape of errors."""

import json
from typing import Any

import pytest

from router.core.problems import STATUS, Code, Problem
from router.core.redact import redact, unreplaceable
from router.core.types import Finding, SlotKind
from router.dialects.anthropic_errors import TYPES
from router.dialects.count_tokens import COUNT_TOKENS
from router.dialects.messages import MESSAGES

USER = {"role": "user", "content": "hello"}
BODY: dict[str, Any] = {"model": "assistant", "max_tokens": 9, "messages": [USER]}
PIXELS = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
MARK = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
WORDS = "Anna lives here"


def request(**fields: Any) -> bytes:
    return json.dumps({**BODY, **fields}).encode()


def with_blocks(*blocks: Any) -> dict[str, Any]:
    return {**BODY, "messages": [{"role": "user", "content": list(blocks)}]}


def source(**members: Any) -> dict[str, Any]:
    return {"type": "document", "source": members}


def result(*blocks: Any) -> dict[str, Any]:
    return {"type": "tool_result", "tool_use_id": "toolu_1", "content": list(blocks)}


def found(**content: Any) -> dict[str, Any]:
    return {"type": "web_fetch_tool_result", "tool_use_id": "srvtoolu_1", "content": content}


def ran(kind: str, **content: Any) -> dict[str, Any]:
    return {"type": f"{kind}_tool_result", "tool_use_id": "srvtoolu_1", "content": content}


IMAGE = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": PIXELS}}


# What is refused


@pytest.mark.parametrize(
    "fields",
    [
        {"stream": None, "system": None, "tools": None, "metadata": None, "thinking": None, "output_config": None},
        {"stream": True, "system": [{"type": "text", "text": "x", **MARK}], "thinking": {"type": "adaptive"}},
        {"a_field_of_tomorrow": {"x": [1.5, None]}, "context_management": {"edits": []}, "max_tokens": None},
        {"tools": [{"name": "f", "input_schema": {}}, {"type": "bash_20250124"}, {"type": "of_tomorrow"}]},
        {"messages": [{"role": "system"}, {"role": "user", "content": []}, {"role": "x", "content": None}]},
        {"metadata": {"user_id": None}, "messages": [{"role": "user", "content": [{"type": "of_tomorrow"}]}]},
    ],
)
def test_what_the_router_does_not_rely_on_passes(fields: dict[str, Any]) -> None:
    assert MESSAGES.parse(request(**fields)) == {**BODY, **fields}


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"model": None}, "model"),
        ({"model": ""}, "model"),
        ({"messages": None}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": [USER, "Anna"]}, "messages[1]"),
        ({"messages": [{"content": "Anna"}]}, "messages[0].role"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": {"text": "Anna"}}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": ["Anna"]}]}, "messages[0].content[0]"),
        ({"messages": [{"role": "user", "content": [{"text": "Anna"}]}]}, "messages[0].content[0].type"),
        ({"system": 7}, "system"),
        ({"system": ["Anna"]}, "system[0]"),
        ({"stream": "yes"}, "stream"),
        ({"tools": {}}, "tools"),
        ({"tools": ["Anna"]}, "tools[0]"),
        ({"tools": [{"type": "custom"}]}, "tools[0].name"),
        ({"tools": [{"name": ""}]}, "tools[0].name"),
        ({"metadata": "Anna"}, "metadata"),
        ({"metadata": {"user_id": {"id": "Anna"}}}, "metadata.user_id"),
        ({"thinking": "Anna"}, "thinking"),
        ({"output_config": ["Anna"]}, "output_config"),
    ],
)
def test_a_wrong_type_is_refused_and_the_field_is_named(fields: dict[str, Any], param: str) -> None:
    for dialect in (MESSAGES, COUNT_TOKENS):
        with pytest.raises(Problem) as caught:
            dialect.parse(request(**fields))
        assert (caught.value.code, caught.value.param) == (Code.INVALID_REQUEST, param)
        assert f"`{param}`" in caught.value.message
        assert "Anna" not in caught.value.message


def test_a_count_is_no_stream() -> None:
    assert COUNT_TOKENS.parse(request(stream=False)) == {**BODY, "stream": False}
    with pytest.raises(Problem) as caught:
        COUNT_TOKENS.parse(request(stream=True))
    assert caught.value.param == "stream"


# Where words are


PLACES: dict[str, Any] = {
    "a message": {"messages": [{"role": "user", "content": WORDS}]},
    "a system message": {"messages": [{"role": "system", "content": WORDS}]},
    "system": {"system": WORDS},
    "a block of system": {"system": [{"type": "text", "text": WORDS, **MARK}]},
    "text": with_blocks({"type": "text", "text": WORDS, **MARK}),
    "a citation": with_blocks(
        {"type": "text", "text": "x", "citations": [{"type": "char_location", "cited_text": WORDS}]}
    ),
    "a call": with_blocks({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"a": [{"b": WORDS}]}}),
    "type of a call": with_blocks({"type": "tool_use", "id": "toolu_1", "name": "f", "input": {"type": WORDS}}),
    "thinking of a call": with_blocks({"type": "tool_use", "id": "t", "name": "f", "input": {"thinking": WORDS}}),
    "data of a call": with_blocks({"type": "tool_use", "id": "t", "name": "f", "input": {"source": {"data": "Anna"}}}),
    "json in a call": with_blocks(
        {"type": "tool_use", "id": "t", "name": "f", "input": {"a": json.dumps({"b": WORDS})}}
    ),
    "a result": with_blocks({"type": "tool_result", "tool_use_id": "toolu_1", "content": WORDS}),
    "a block of a result": with_blocks(result({"type": "text", "text": WORDS})),
    "a document": with_blocks(source(type="text", media_type="text/plain", data=WORDS)),
    "title of a document": with_blocks({**source(type="url", url="https://x.example"), "title": WORDS, "context": "x"}),
    "blocks of a document": with_blocks(source(type="content", content=[{"type": "text", "text": WORDS}])),
    "a document in a result": with_blocks(result(source(type="content", content=WORDS))),
    "a search result": with_blocks(
        {"type": "search_result", "source": "x", "title": "x", "content": [{"type": "text", "text": WORDS}]}
    ),
    "a call of the provider": with_blocks(
        {"type": "server_tool_use", "id": "s", "name": "web_search", "input": {"q": WORDS}}
    ),
    "what that found": with_blocks(
        {"type": "web_search_tool_result", "tool_use_id": "s", "content": [{"title": WORDS}]}
    ),
    "a page that it fetched": with_blocks(found(type="web_fetch_result", content=source(type="text", data=WORDS))),
    "what that ran": with_blocks({"type": "code_execution_tool_result", "content": {"type": "x", "stdout": WORDS}}),
    "a tool": {"tools": [{"name": "f", "description": WORDS, "input_schema": {}}]},
    "the schema of a tool": {
        "tools": [{"name": "f", "input_schema": {"type": "object", "properties": {"type": {"description": WORDS}}}}]
    },
    "an example of a tool": {"tools": [{"name": "f", "input_schema": {}, "input_examples": [{"type": WORDS}]}]},
    "what stops it": {"stop_sequences": [WORDS]},
    "the user": {"metadata": {"user_id": WORDS}},
    "the user, as Claude Code says it": {"metadata": {"user_id": json.dumps({"device_id": WORDS})}},
    "a schema": {"output_config": {"format": {"type": "json_schema", "schema": {"description": WORDS}}}},
    "where a word of the protocol is expected": {"tool_choice": {"type": "tool", "name": WORDS}},
    "an unknown field": {"of_tomorrow": {"deep": [WORDS]}},
    "an unknown block": with_blocks({"type": "of_tomorrow", "words": WORDS}),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_words_are_read_and_can_be_replaced_wherever_they_stand(place: dict[str, Any]) -> None:
    body = MESSAGES.parse(json.dumps({**BODY, **place}).encode())
    (slot,) = [one for one in MESSAGES.slots(body) if one.text in (WORDS, "Anna")]
    assert slot.kind is SlotKind.TEXT
    written = MESSAGES.rewrite(body, {slot.path: "[[PERSON_1]]"})
    assert json.dumps(written).count("[[PERSON_1]]") == 1
    assert slot.text not in json.dumps(written)
    assert [one.text for one in COUNT_TOKENS.slots(body)] == [one.text for one in MESSAGES.slots(body)]


SIGNED: dict[str, Any] = {
    "thinking": {"type": "thinking", "thinking": WORDS, "signature": "EqQBCkYIAx=="},
    "a signature": {"type": "thinking", "thinking": "", "signature": WORDS},
    "redacted thinking": {"type": "redacted_thinking", "data": WORDS},
    "cipher": {"type": "compaction", "encrypted_content": WORDS},
    "cipher of what was found": {"type": "web_search_tool_result", "content": [{"encrypted_content": WORDS}]},
    "cipher of what was run": ran("code_execution", type="encrypted_code_execution_result", encrypted_stdout=WORDS),
    "cipher of a citation": {"type": "text", "text": "x", "citations": [{"encrypted_index": WORDS}]},
}


@pytest.mark.parametrize("block", SIGNED.values(), ids=SIGNED.keys())
def test_what_a_provider_signed_is_read_and_stays(block: dict[str, Any]) -> None:
    body = with_blocks(block)
    (slot,) = [one for one in MESSAGES.slots(body) if one.text == WORDS]
    assert slot.kind is SlotKind.SIGNED
    with pytest.raises(KeyError):
        MESSAGES.rewrite(body, {slot.path: "x"})


def test_what_must_not_leave_and_is_signed_counts_as_not_replaceable() -> None:
    slots = MESSAGES.slots(with_blocks(SIGNED["thinking"], {"type": "text", "text": "Anna too"}))
    thought = next(one for one in slots if one.kind is SlotKind.SIGNED)
    found = [Finding(thought.path, 0, 4, "PERSON", 0.9, "test")]
    assert unreplaceable(slots, found, frozenset()) == 1
    assert unreplaceable(slots, found, frozenset({"PERSON"})) == 0
    redaction = redact(slots, found, keep=frozenset())
    assert list(redaction.replacements.values()) == ["[[PERSON_1]] too"]
    assert redaction.vault.wanted(), "the leak check knows it"


def test_the_placeholders_of_an_earlier_turn_in_thinking_keep_their_names() -> None:
    """Else each turn would have names of its own, and no prompt cache would ever be warm."""
    thought = {"type": "thinking", "thinking": "Ask [[PERSON_1]] about PERSON_2", "signature": "EqQB"}
    slots = MESSAGES.slots(with_blocks({"type": "text", "text": "I am Anna"}, thought))
    said = next(one for one in slots if one.text == "I am Anna")
    redaction = redact(slots, [Finding(said.path, 5, 9, "PERSON", 0.9, "test")], keep=frozenset())
    assert redaction.replacements == {said.path: "I am [[PERSON_1]]"}


def test_bare_base64_is_no_slot_where_a_source_has_it() -> None:
    body = with_blocks(IMAGE, result(IMAGE), source(type="base64", media_type="application/pdf", data=PIXELS))
    assert PIXELS not in {slot.text for slot in MESSAGES.slots(body)}
    elsewhere = with_blocks({"type": "tool_use", "id": "t", "name": "f", "input": {"source": {"data": PIXELS}}})
    assert PIXELS in {slot.text for slot in MESSAGES.slots(elsewhere)}


# What detection cannot read


@pytest.mark.parametrize(
    ("body", "is_media"),
    [
        (BODY, False),
        *((with_blocks(block), True) for block in (IMAGE, result(IMAGE), SIGNED["redacted thinking"])),
        *((with_blocks(block), True) for block in (SIGNED["cipher"], SIGNED["cipher of what was found"])),
        (with_blocks(SIGNED["cipher of a citation"]), True),
        (with_blocks(SIGNED["thinking"]), False),
        (with_blocks({"type": "of_tomorrow"}), True),
        (with_blocks({"type": "container_upload", "file_id": "file_1"}), True),
        (with_blocks(source(type="base64", data=PIXELS)), True),
        (with_blocks(source(type="url", url="https://x.example")), True),
        (with_blocks(source(type="file", file_id="file_1")), True),
        (with_blocks(source(type="text", data=WORDS)), False),
        (with_blocks(source(type="text", data="Anna")), True),
        (with_blocks(source(type="content", content=WORDS)), False),
        (with_blocks(source(type="content", content=[IMAGE])), True),
        (with_blocks(source(type="content", content=IMAGE)), True),
        (with_blocks({**result(), "content": IMAGE}), True),
        (with_blocks(result([IMAGE])), True),
        (with_blocks({**result(), "content": {"type": "text", "text": WORDS}}), False),
        (with_blocks(found(type="web_fetch_result", content=source(type="file", file_id="file_1"))), True),
        (with_blocks(found(type="web_fetch_result", content=source(type="base64", data=PIXELS))), True),
        (with_blocks(found(type="web_fetch_result", content=source(type="text", data=WORDS))), False),
        (with_blocks(found(type="web_fetch_tool_result_error", error_code="unavailable")), False),
        (with_blocks(SIGNED["cipher of what was run"]), True),
        (with_blocks(ran("code_execution", type="code_execution_result", stdout=WORDS, content=[])), False),
        (with_blocks(ran("code_execution", type="code_execution_result", content=[{"type": "of_tomorrow"}])), True),
        ({**BODY, "system": [IMAGE]}, True),
        (with_blocks({"type": "text", "text": f"see data:image/png;base64,{PIXELS}{PIXELS}"}), True),
        (with_blocks({"type": "tool_use", "id": "t", "name": "f", "input": {"content": [IMAGE]}}), False),
    ],
)
def test_what_cannot_be_read_is_told(body: dict[str, Any], is_media: bool) -> None:
    assert MESSAGES.has_media(body, json.dumps(body).encode()) is is_media


@pytest.mark.parametrize("kind", [["image"], {}, 7, None])
def test_a_block_whose_type_is_no_word_cannot_be_read(kind: Any) -> None:
    body = MESSAGES.parse(json.dumps(with_blocks(result({"type": kind}))).encode())
    assert MESSAGES.has_media(body, json.dumps(body).encode())
    assert MESSAGES.needs(body) == ()


@pytest.mark.parametrize(
    ("fields", "needs"),
    [
        ({}, ()),
        ({"tools": []}, ()),
        ({"tools": [{"name": "f", "input_schema": {}}]}, ("tools",)),
        (with_blocks(IMAGE), ("images",)),
        (with_blocks(result(IMAGE, source(type="text", data="x y"))), ("images", "files")),
        ({"output_config": {"format": {"type": "json_schema", "schema": {}}}}, ("json_schema",)),
        ({"output_format": {"type": "json_schema", "schema": {}}}, ("json_schema",)),
        ({"output_config": {"effort": "high"}}, ()),
    ],
)
def test_what_a_model_must_be_able_to_do(fields: dict[str, Any], needs: tuple[str, ...]) -> None:
    assert MESSAGES.needs({**BODY, **fields}) == needs


# The conversation


@pytest.mark.parametrize(
    ("metadata", "user"), [(None, None), ({}, None), ({"user_id": ""}, None), ({"user_id": "anna"}, "anna")]
)
def test_whom_a_request_is_for_is_what_it_says(metadata: Any, user: str | None) -> None:
    assert MESSAGES.user({**BODY, "metadata": metadata}) == user


def test_a_turn_is_the_same_however_it_is_marked_for_the_cache() -> None:
    text = {"type": "text", "text": "hello"}
    forms = (
        {"role": "user", "content": "hello"},
        {"role": "user", "content": [text]},
        {"content": [{**text, **MARK}], "role": "user"},
        {"role": "user", "content": [{**text, "cache_control": None, "citations": None}]},
    )
    assert len({MESSAGES.turns({**BODY, "messages": [form]}) for form in forms}) == 1
    assert MESSAGES.turns(BODY) != MESSAGES.turns(with_blocks({"type": "text", "text": "other"}))


def test_the_opening_is_what_is_said_until_the_user_has_spoken() -> None:
    messages = [{"role": "system", "content": "x"}, USER, {"role": "assistant", "content": "y"}, USER]
    body = {**BODY, "messages": messages}
    assert MESSAGES.opening(body) == MESSAGES.turns(body)[:2]
    assert MESSAGES.opening({**body, "system": "the time is 12:01"}) == MESSAGES.opening(body)


@pytest.mark.parametrize(
    ("system", "expected"),
    [
        (None, "note"),
        ("be kind", "be kind\n\nnote"),
        (
            [{"type": "text", "text": "be kind", **MARK}],
            [{"type": "text", "text": "be kind", **MARK}, {"type": "text", "text": "note"}],
        ),
    ],
)
def test_an_instruction_stands_behind_what_system_says(system: Any, expected: Any) -> None:
    body = {**BODY, "system": system}
    assert MESSAGES.instruct(body, "note") == {**BODY, "system": expected}
    assert body["system"] == system


# Counting, and errors


def test_a_count_passes_as_it_came() -> None:
    one = COUNT_TOKENS.reader(body=BODY, stream=False, vault=None, refusal=lambda _: None)
    one.feed(b'{ "input_tokens": 12 }')
    assert one.finish() == b'{ "input_tokens": 12 }'
    assert one.complete


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b'{"input_tokens": "x"}', b'{"type": "message"}', b'{"error": {"type": "x"}}']
)
def test_what_is_no_count_is_a_failure(raw: bytes) -> None:
    one = COUNT_TOKENS.reader(body=BODY, stream=False, vault=None, refusal=lambda _: None)
    one.feed(raw)
    assert one.finish() == b""
    assert one.failure is not None


def test_an_error_has_anthropics_shape_and_our_code_beside_its_type() -> None:
    problem = Problem(Code.MODEL_NOT_FOUND, "no such model", param="model")
    error = {"type": "not_found_error", "message": "no such model", "code": "model_not_found", "param": "model"}
    expected = {"type": "error", "error": error, "request_id": "req_1f"}
    assert json.loads(MESSAGES.problem(problem, "1f")) == expected
    name, data, *end = MESSAGES.problem_event(problem, "1f").split(b"\n")
    assert (name, end) == (b"event: error", [b"", b""])
    assert json.loads(data.removeprefix(b"data: ")) == expected


def test_every_code_has_the_type_that_anthropic_gives_its_status() -> None:
    by_status = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error"}
    by_status |= {404: "not_found_error", 413: "request_too_large", 429: "rate_limit_error"}
    by_status |= {502: "api_error", 503: "api_error", 504: "timeout_error"}
    assert {code: by_status[STATUS[code]] for code in Code} == TYPES
    lost = Problem(Code.INVALID_REQUEST, "there is no such endpoint", status=404)
    assert json.loads(MESSAGES.problem(lost, "1"))["error"]["type"] == "not_found_error"
