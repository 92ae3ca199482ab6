"""Whole responses: checked, restored everywhere, calls withheld."""

import json
from typing import Any

import pytest
import response_streams as streams
from chat_streams import failure_of, withholds
from response_streams import ANNA, STREET, WHOLES, message, read, response, vault

from router.core.problems import FailureKind
from router.core.types import Usage


def reader(*args: Any, **kwargs: Any) -> Any:
    return streams.reader(*args, stream=False, **kwargs)


def said(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", WHOLES)
def test_without_a_vault_every_byte_passes_as_it_came(name: str) -> None:
    one = reader()
    assert read(one, [said(WHOLES[name])]) == said(WHOLES[name])
    assert one.complete
    assert one.committed


def test_a_response_that_nothing_changed_keeps_its_own_bytes() -> None:
    odd = said(response(message("x"))).replace(b'"x"', b'"h\\u0069 "').replace(b": ", b" :  ")
    assert read(reader(vault()), [odd[:50], odd[50:]]) == odd


def test_everything_is_restored_that_was_replaced_and_nothing_else() -> None:
    told = response(
        streams.reasoning("[[PERSON_1]]"),
        message(
            "Dear [[PERSON_1]]",
            annotations=[{"type": "file_citation", "file_id": "[[PERSON_1]]", "filename": "[[PERSON_1]]"}],
        ),
        streams.call("[[PERSON_1]]", '{"at": "[[ADDRESS_1]]"}'),
        {
            "type": "file_search_call",
            "id": "fs",
            "queries": ["[[PERSON_1]]"],
            "results": [{"text": "[[PERSON_1]]", "attributes": {"type": "[[PERSON_1]]"}}],
        },
        {"type": "of_tomorrow", "thing": ["[[PERSON_1]]"]},
        {"type": "image_generation_call", "id": "ig", "status": "completed", "result": "A" * 300},
        output_text="Dear [[PERSON_1]]",
        of_tomorrow={"type": "[[PERSON_1]]"},
    )
    got = json.loads(read(reader(vault()), [said(told)]))
    thought, answer, call, search, tomorrow, image = got["output"]
    assert thought["summary"][0]["text"] == ANNA
    assert thought["encrypted_content"] == streams.CIPHER
    assert answer["content"][0]["text"] == got["output_text"] == f"Dear {ANNA}"
    assert answer["content"][0]["annotations"] == [
        {"type": "file_citation", "file_id": "[[PERSON_1]]", "filename": ANNA}
    ]
    assert call["name"] == "[[PERSON_1]]"
    assert json.loads(call["arguments"]) == {"at": STREET}
    assert search["queries"] == [ANNA]
    assert search["results"] == [{"text": ANNA, "attributes": {"type": ANNA}}]
    assert tomorrow["thing"] == [ANNA]
    assert image["result"] == "A" * 300
    assert got["of_tomorrow"] == {"type": ANNA}


ARGUMENTS = {"[[PERSON_1]]": {"type": "[[ADDRESS_1]]"}, "n": [1.0, "[[PERSON_1]]"], "json": '{"at": "[[ADDRESS_1]]"}'}


@pytest.mark.parametrize("stream", [False, True])
def test_arguments_that_are_an_object_are_restored_keys_and_all(stream: bool) -> None:
    told = response({"type": "tool_search_call", "id": "ts_1", "execution": "client", "arguments": ARGUMENTS})
    one = streams.reader(vault(), stream=stream)
    if stream:
        values = streams.values_of(read(one, streams.streamed(told)))
        items = [values[-1]["response"]["output"][0], values[-2]["item"]]
    else:
        items = json.loads(read(one, [said(told)]))["output"]
    for item in items:
        assert list(item["arguments"]) == [ANNA, "n", "json"]
        assert item["arguments"][ANNA] == {"type": STREET}
        assert item["arguments"]["n"] == [1.0, ANNA]
        assert json.loads(item["arguments"]["json"]) == {"at": STREET}


def test_a_withheld_call_is_replaced_by_a_message() -> None:
    one = reader(vault(), withholds("get_person", "patch"))
    got = json.loads(read(one, [said(WHOLES["calls"])]))
    assert [item["type"] for item in got["output"]] == ["message", "message", "function_call", "message"]
    assert got["output"][1]["content"][0]["text"] == "get_person is not permitted."
    assert one.finish_reasons == ("tool_calls",)
    one = reader(None, lambda name: f"no {name}")
    read(one, [said(WHOLES["calls"])])
    assert one.finish_reasons == ("stop",)


def test_a_call_is_withheld_though_it_says_that_a_server_runs_it() -> None:
    told = response({**streams.call("pay", "{}"), "execution": "server"})
    got = json.loads(read(reader(None, withholds("pay")), [said(told)]))
    assert [item["type"] for item in got["output"]] == ["message"]


def test_usage_and_model_are_noted() -> None:
    one = reader()
    read(one, [said(WHOLES["text"])])
    assert one.usage == Usage(12, 34, 5, 6)
    assert one.response_model == "small-1"
    assert one.written == 0
    one = reader()
    read(one, [said(response(message("12"), streams.call("a", "{}"), streams.reasoning("345"), usage=None))])
    assert one.written == 8


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", FailureKind.GARBAGE),
        (b"<html>", FailureKind.GARBAGE),
        (b"[]", FailureKind.GARBAGE),
        (b"{}", FailureKind.GARBAGE),
        (said(response(status="completed") | {"output": None}), FailureKind.GARBAGE),
        (said(response(status="failed")), FailureKind.IN_STREAM),
        (said(response(status="failed", error={"code": "server_error", "message": ANNA})), FailureKind.IN_STREAM),
        (said({"error": {"message": ANNA}}), FailureKind.IN_STREAM),
        (said(response(status="in_progress")), FailureKind.NO_FINISH),
        (said(response(status="cancelled")), FailureKind.NO_FINISH),
        (said({"output": []}), FailureKind.NO_FINISH),
        (said(response())[:-5], FailureKind.GARBAGE),
    ],
)
def test_what_is_no_whole_response_is_a_failure(answer: bytes, kind: FailureKind) -> None:
    one = reader(vault())
    assert read(one, [answer]) == b""
    assert failure_of(one).kind is kind
    assert ANNA not in str(failure_of(one))
