"""The reader of streamed responses: the same answer for every split, one end, no gap, and no failure unseen."""

import json
from itertools import pairwise
from typing import Any

import pytest
import response_streams as streams
from chat_streams import every_cut, failure_of, withholds
from hypothesis import given
from hypothesis import strategies as st
from response_streams import ANNA, STREET, WHOLES, Client, event, message, read, reader, response, streamed, vault

from router.core.problems import FailureKind
from router.core.redact import Vault
from router.core.types import Usage
from router.ports import Resumable

STREAMS = {name: streamed(whole) for name, whole in WHOLES.items()}
ALL = pytest.mark.parametrize("name", STREAMS)
REFUSALS = pytest.mark.parametrize("names", [(), ("get_person",), ("get_place",), ("get_person", "get_place", "patch")])


def wrong(*parts: bytes, held: Vault | None = None, refuses: Any = streams.passes) -> tuple[FailureKind, bytes]:
    one = reader(held, refuses)
    out = read(one, parts)
    assert one.feed(event({"type": "response.more"})) == b""
    assert one.finish() == b""
    return failure_of(one).kind, out


# What reaches the client


@ALL
@pytest.mark.parametrize("held", [None, Vault()], ids=["raw", "empty"])
def test_without_a_vault_every_byte_passes_as_it_came(name: str, held: Vault | None) -> None:
    one = reader(held)
    assert read(one, (b": hello\n\n", *STREAMS[name])) == b": hello\n\n" + b"".join(STREAMS[name])
    assert one.complete
    assert one.finished
    assert one.committed


def test_an_event_that_nothing_changed_passes_as_its_own_bytes() -> None:
    odd = b'data: {"delta" : "h\\u0069 1.50", "type":"response.output_text.delta", "x": 1e2}\r\n\r\n'
    named = b'id: 7\nevent: response.x\ndata: {"type": "response.x", "y": ["h\\u0069"]}\n\n'
    assert reader(vault()).feed(odd + named) == odd + named


@ALL
@REFUSALS
def test_all_that_is_said_several_times_is_said_alike_and_the_numbers_have_no_gap(
    name: str, names: tuple[str, ...]
) -> None:
    for held in (None, vault()):
        out = read(reader(held, withholds(*names)), STREAMS[name])
        Client().read(out).check()
        assert held is None or b"[PERSON_1]" not in out


@ALL
@REFUSALS
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_stream_ends_with_the_whole_reply(name: str, names: tuple[str, ...], size: int) -> None:
    refuses = withholds(*names)
    final = Client().read(read(reader(vault(), refuses), streamed(WHOLES[name], size))).final
    whole = read(reader(vault(), refuses, stream=False), [json.dumps(WHOLES[name]).encode()])
    assert json.loads(whole) == final


def test_a_held_back_end_is_a_delta_of_its_own_before_its_text_is_done() -> None:
    said = streams.values_of(read(reader(vault()), STREAMS["text"]))
    kinds = [value["type"] for value in said]
    done = kinds.index("response.output_text.done")
    assert said[done]["text"] == f"Dear {ANNA}, of {STREET} [["
    assert said[done - 1] == {
        "type": "response.output_text.delta",
        "sequence_number": said[done]["sequence_number"] - 1,
        "output_index": 0,
        "item_id": "msg_0",
        "content_index": 0,
        "delta": "[[",
        "logprobs": [],
    }


@pytest.mark.parametrize("end", ["response.content_part.done", "response.output_item.done", "response.completed"])
def test_a_held_back_end_comes_though_nobody_says_that_its_text_is_done(end: str) -> None:
    kept = [part for part in STREAMS["text"] if b"output_text.done" not in part]
    ends = [number for number, part in enumerate(kept) if part.startswith(f"event: {end}".encode())]
    begun = [part for part in kept[: ends[0]] if b".done" not in part]
    said = streams.values_of(read(reader(vault()), [*begun, *kept[ends[0] :]]))
    deltas = [value["delta"] for value in said if "delta" in value]
    assert deltas[-1] == "[["
    assert [value["type"] for value in said][-len(kept) + ends[0]] == end


IDS, BOTH = {"item_id": "msg_0"}, {"item_id": "msg_0", "output_index": 0}
ITEM = {"type": "response.output_item.added", "item": {**message(""), "content": []}}


@pytest.mark.parametrize(
    ("before", "delta", "done"),
    [
        ((), BOTH, IDS),
        ((), IDS, IDS),
        ((), BOTH, {"output_index": 0}),
        (({**ITEM, "output_index": 0},), IDS, BOTH),
        (({**ITEM, "output_index": 0},), IDS, {"output_index": 0}),
        (({**ITEM, "output_index": 0},), {"output_index": 0}, IDS),
        ((ITEM,), IDS, IDS),
    ],
)
@pytest.mark.parametrize("end", ["response.output_text.done", "response.output_item.done"])
def test_a_held_back_end_comes_before_its_done_however_they_name_the_item(
    before: tuple[dict[str, Any], ...], delta: dict[str, Any], done: dict[str, Any], end: str
) -> None:
    said = {"type": "response.output_text.delta", "content_index": 0, "delta": "hi [[", **delta}
    out = read(reader(vault()), [*map(event, before), event(said), event({"type": end, **done})])
    assert [value.get("delta") for value in streams.values_of(out)][len(before) :] == ["hi ", "[[", None]


def test_an_item_done_that_says_its_own_id_alone_ends_its_texts() -> None:
    said = {"type": "response.output_text.delta", "content_index": 0, "delta": "hi [[", **BOTH}
    out = read(reader(vault()), [event(said), event({"type": "response.output_item.done", "item": message("hi [[")})])
    assert [value.get("delta") for value in streams.values_of(out)] == ["hi ", "[[", None]


def test_arguments_stay_json_in_every_place() -> None:
    client = Client().read(read(reader(vault()), STREAMS["calls"]))
    place = json.loads(client.items[2]["arguments"])
    assert place["at"] == STREET
    assert json.loads(place["text"]) == {"a": STREET}
    assert client.items[3]["input"] == f"*** {ANNA} ***"


def test_what_the_provider_ran_itself_is_restored_too() -> None:
    client = Client().read(read(reader(vault()), STREAMS["cited"]))
    assert client.items[0]["content"][0]["annotations"][0]["title"] == f"On {ANNA}"
    assert client.items[1]["outputs"] == [{"type": "logs", "logs": ANNA}]
    assert json.loads(client.items[2]["output"]) == {"at": STREET}
    stream = read(reader(vault()), STREAMS["cited"])
    added = [value for value in streams.values_of(stream) if value["type"].endswith("annotation.added")]
    assert [value["annotation"]["title"] for value in added] == [f"On {ANNA}"]


def test_what_is_encrypted_comes_back_as_it_came() -> None:
    out = read(reader(vault()), STREAMS["thought"])
    assert out.count(streams.CIPHER.encode()) == 3
    short = response({**streams.reasoning("x"), "encrypted_content": "[[PERSON_1]]"})
    assert Client().read(read(reader(vault()), streamed(short))).final == short


@pytest.mark.parametrize(
    ("body", "escaped"),
    [
        (streams.JSON_BODY, True),
        ({**streams.BODY, "text": {"format": {"type": "json_schema"}}}, True),
        (streams.BODY, False),
    ],
)
def test_a_text_of_which_json_was_asked_is_escaped_as_such(body: dict[str, Any], escaped: bool) -> None:
    whole = response(message('{"at": "[[ADDRESS_1]]"}'), message('say "[[ADDRESS_1]]"'))
    client = Client().read(read(reader(vault(), body=body), streamed(whole)))
    client.check()
    assert json.loads(client.items[0]["content"][0]["text"]) == {"at": STREET}
    assert (STREET not in client.items[1]["content"][0]["text"]) is escaped


def test_what_an_answer_repeats_of_the_request_is_the_clients_own() -> None:
    told: dict[str, Any] = {
        "instructions": "Help [[PERSON_1]]\n\nand a note of ours",
        "metadata": {"name": "[[PERSON_1]]", "type": "[[PERSON_1]]"},
        "tools": [
            {"type": "function", "name": "f", "description": "of [[PERSON_1]]", "parameters": {"type": "object"}}
        ],
        "user": "[[PERSON_1]]",
        "prompt": {"id": "p", "variables": {"who": {"type": "input_text", "text": "[[PERSON_1]]"}}},
    }
    body = {**streams.BODY, "instructions": f"Help {ANNA}"}
    final = Client().read(read(reader(vault(), body=body), streamed(response(message("ok"), **told)))).final
    assert final["instructions"] == f"Help {ANNA}"
    assert final["metadata"] == {"name": ANNA, "type": ANNA}
    assert final["tools"][0]["description"] == f"of {ANNA}"
    assert final["user"] == ANNA
    assert final["prompt"]["variables"]["who"]["text"] == ANNA


@pytest.mark.parametrize(
    "said",
    [
        {"type": "response.of_tomorrow", "thing": {"text": "[[PERSON_1]]", "also": ["[[PERSON_1]]"]}},
        {"type": "response.of_tomorrow.done", "output_index": 0, "text": "[[PERSON_1]]"},
        {
            "type": "response.output_item.added",
            "output_index": 0,
            "item": {"type": "of_tomorrow", "words": "[[PERSON_1]]"},
        },
        {"type": "response.of_tomorrow.delta", "delta": {"text": "[[PERSON_1]]"}},
        {"type": "response.output_text.delta", "output_index": 0, "delta": "x", "of_tomorrow": "[[PERSON_1]]"},
        {"type": "response.mcp_list_tools.failed", "output_index": 0, "why": "[[PERSON_1]]"},
        {"type": "response.file_search_call.completed", "output_index": 0, "queries": ["[[PERSON_1]]"]},
    ],
)
def test_events_of_tomorrow_pass_with_their_words_restored(said: dict[str, Any]) -> None:
    out = reader(vault()).feed(event(said))
    assert b"[[" not in out
    assert json.loads(out.split(b"data: ")[1]) == json.loads(json.dumps(said).replace("[[PERSON_1]]", ANNA))


def test_texts_of_tomorrow_are_restored_from_delta_to_delta() -> None:
    at = {"type": "response.of_tomorrow.delta", "output_index": 0}
    more = {"sequence_number": 3, "of_tomorrow": "x"}
    out = read(reader(vault()), [event({**at, "delta": "a [[PER"}), event({**at, "delta": "SON_1]] b", **more})])
    assert [value["delta"] for value in streams.values_of(out)] == ["a ", f"{ANNA} b"]


def test_sound_and_pictures_pass_as_they_came() -> None:
    held = Vault()
    held.hold("PERSON", ANNA)
    parts = (
        event({"type": "response.audio.delta", "sequence_number": 1, "delta": "W1tQRVJTT05fMV1d"}),
        event(
            {"type": "response.image_generation_call.partial_image", "output_index": 0, "partial_image_b64": "A" * 400}
        ),
    )
    one = reader(held)
    assert b"".join(map(one.feed, parts)) == b"".join(parts)


def test_logprobs_stay_as_the_provider_wrote_them() -> None:
    logprobs = [{"token": "[[PERSON_1]]", "logprob": -0.1, "bytes": None, "top_logprobs": []}]
    said = {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "delta": "[[PERSON_1]]"}
    (value,) = streams.values_of(reader(vault()).feed(event({**said, "logprobs": logprobs})))
    assert value["delta"] == ANNA
    assert value["logprobs"] == logprobs
    client = Client().read(read(reader(vault()), streamed(response(message("[[PERSON_1]]", logprobs=logprobs)))))
    assert client.final["output"][0]["content"][0]["logprobs"] == logprobs


def test_events_without_numbers_get_none() -> None:
    parts = [
        event({key: value for key, value in one.items() if key != "sequence_number"})
        for one in streams.values_of(b"".join(STREAMS["calls"]))
    ]
    out = read(reader(vault(), withholds("get_person")), parts)
    assert b"sequence_number" not in out
    assert b"get_person is not permitted." in out


def test_events_without_names_get_none() -> None:
    parts = [part.split(b"\n", 1)[1] for part in STREAMS["calls"]]
    out = read(reader(vault(), withholds("get_person")), parts)
    assert b"event:" not in out
    assert out.count(b"get_person is not permitted.") == 5


# Splits


@ALL
def test_every_split_in_two_gives_the_same_bytes(name: str) -> None:
    refuses = withholds("get_place")
    whole = read(reader(vault(), refuses), STREAMS[name])
    for first, second in list(every_cut(STREAMS[name]))[::47]:  # byte by byte, below, cuts everywhere
        assert read(reader(vault(), refuses), (first, second)) == whole


@ALL
def test_byte_by_byte_gives_the_same_bytes(name: str) -> None:
    stream = b"".join(STREAMS[name])
    single = [stream[place : place + 1] for place in range(len(stream))]
    assert read(reader(vault()), single) == read(reader(vault()), STREAMS[name])


@given(st.sampled_from(list(STREAMS.values())), st.lists(st.integers(0, 10_000)), st.sampled_from([(), ("get_place",)]))
def test_any_split_gives_the_same_answer(parts: tuple[bytes, ...], places: list[int], names: tuple[str, ...]) -> None:
    stream = b"".join(parts)
    bounds = [0, *sorted(place % len(stream) for place in places), len(stream)]
    cut = [stream[a:b] for a, b in pairwise(bounds)]
    refuses = withholds(*names)
    assert read(reader(vault(), refuses), cut) == read(reader(vault(), refuses), parts)


@given(st.text(st.sampled_from("[]\\PERSON_1 ä{"), max_size=30), st.text(max_size=10), st.integers(1, 7))
def test_redacted_text_comes_back_as_it_was(around: str, original: str, size: int) -> None:
    held = Vault("B")
    redacted = f"x{around}{held.hold('PERSON', original) if original else ''}{around}"
    client = Client().read(read(reader(held), streamed(response(message(redacted)), size)))
    client.check()
    assert client.items[0]["content"][0]["text"] == f"x{around}{original}{around}"


KINDS = sorted({value["type"] for parts in STREAMS.values() for value in streams.values_of(b"".join(parts))})
KEYS = sorted({key for parts in STREAMS.values() for value in streams.values_of(b"".join(parts)) for key in value})
odd = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2) | st.sampled_from(["", "x", "[[PERSON_1]]", "error", *KINDS]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*KEYS, "output", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)
events = st.builds(
    lambda kind, rest: {**rest, **kind},
    st.fixed_dictionaries({}, optional={"type": st.sampled_from(KINDS) | odd}),
    st.dictionaries(st.sampled_from(KEYS), odd, max_size=5),
)


@given(st.lists(events, max_size=4), st.booleans())
def test_whatever_a_provider_says_it_is_an_answer_or_a_failure(said: list[dict[str, Any]], redacted: bool) -> None:
    parts = [b"data: " + json.dumps(one).encode() + b"\n\n" for one in said]
    one = reader(vault() if redacted else None, withholds("x", ""))
    read(one, parts)
    assert one.complete is not (one.failure is not None)
    whole = reader(vault() if redacted else None, withholds("x", ""), stream=False)
    read(whole, [json.dumps({**(said[0] if said else {}), "status": "completed"}).encode()])
    assert whole.complete is not (whole.failure is not None)


# Calls that may not pass


def test_a_withheld_call_is_in_no_event_and_a_message_stands_in_its_place() -> None:
    out = read(reader(vault(), withholds("get_person", "patch")), STREAMS["calls"])
    for word in (b"fc_1\\", b'"get_person"', b"call_1", b'"patch"', b"***", b"custom_tool_call"):
        assert word not in out
    client = Client().read(out)
    client.check()
    kinds = [item["type"] for item in client.final["output"]]
    assert kinds == ["message", "message", "function_call", "message"]
    assert client.texts["response.output_text", 1, 0, None] == "get_person is not permitted."


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"type": "local_shell_call", "action": {"type": "exec", "command": ["rm"]}}, "local_shell"),
        ({"type": "shell_call", "action": {"commands": ["rm"]}}, "shell"),
        ({"type": "apply_patch_call", "operation": {"type": "delete_file", "path": "x"}}, "apply_patch"),
        ({"type": "computer_call", "action": {"type": "click"}}, "computer"),
        ({"type": "mcp_approval_request", "name": "pay", "arguments": "{}"}, "pay"),
        ({"type": "tool_search_call", "execution": "client", "arguments": {}}, "tool_search"),
        ({"type": "of_tomorrow_call", "words": "x"}, "of_tomorrow"),
        ({"type": "of_tomorrow_call", "name": "pay"}, "pay"),
        ({"type": "function_call", "arguments": "{}", "namespace": "bank", "name": "pay"}, "pay"),
        ({"type": "function_call", "arguments": "{}"}, ""),
        ({"type": "custom_tool_call", "input": "x"}, ""),
        ({"type": "function_call", "name": "pay", "arguments": "{}", "execution": "server"}, "pay"),
        ({"type": "custom_tool_call", "name": "pay", "input": "x", "execution": "server"}, "pay"),
        ({"type": "local_shell_call", "action": {"command": ["rm"]}, "execution": "server"}, "local_shell"),
    ],
)
def test_every_kind_of_call_is_known_by_a_name(item: dict[str, Any], name: str) -> None:
    whole = response({"id": "x_1", **item})
    out = read(reader(None, withholds(name)), streamed_item(whole))
    client = Client().read(out)
    client.check()
    assert [one["type"] for one in client.final["output"]] == ["message"]
    assert item["type"].encode() not in out
    assert read(reader(None, withholds("another")), streamed_item(whole)) == b"".join(streamed_item(whole))


@pytest.mark.parametrize("kind", ["web_search_call", "file_search_call", "mcp_call", "image_generation_call"])
def test_what_the_provider_has_run_is_no_call_of_the_agents(kind: str) -> None:
    parts = streamed_item(response({"id": "x_1", "type": kind, "name": "pay", "status": "completed"}))
    assert read(reader(None, lambda name: f"no {name}"), parts) == b"".join(parts)
    searched = streamed_item(response({"id": "x_1", "type": "tool_search_call", "execution": "server"}))
    assert read(reader(None, lambda name: f"no {name}"), searched) == b"".join(searched)


def streamed_item(whole: dict[str, Any]) -> tuple[bytes, ...]:
    """As little as can be said of one."""
    (item,) = whole["output"]
    values = [
        {"type": "response.output_item.added", "output_index": 0, "item": item},
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": whole},
    ]
    return tuple(event({**value, "sequence_number": number}) for number, value in enumerate(values))


def test_arguments_of_a_call_that_nobody_announced_are_those_of_one_without_a_name() -> None:
    said = {"type": "response.function_call_arguments.delta", "item_id": "fc_9", "output_index": 4, "delta": "{"}
    out = reader(None, lambda name: f"no {name!r}").feed(event(said))
    assert b"no ''" in out
    assert b"arguments" not in out
    assert reader(None).feed(event(said)) == event(said)


@pytest.mark.parametrize(
    "said",
    [
        {"type": "response.output_item.done", "output_index": 1, "item": streams.call("pay", "{}")},
        {"type": "response.function_call_arguments.done", "output_index": 1, "name": "pay", "arguments": "{}"},
    ],
)
def test_a_call_that_changes_its_name_to_one_that_may_not_pass_is_a_failure(said: dict[str, Any]) -> None:
    begun = {"type": "response.output_item.added", "output_index": 1, "item": streams.call("get_person", "")}
    kind, out = wrong(event(begun), event(said), refuses=withholds("pay"))
    assert kind is FailureKind.GARBAGE
    assert b"pay" not in out


@pytest.mark.parametrize("index", [{}, {"output_index": 1}])
@pytest.mark.parametrize("name", ["pay", "get"])
def test_events_that_name_a_call_by_its_id_alone_go_with_it(index: dict[str, Any], name: str) -> None:
    added = event({"type": "response.output_item.added", **index, "item": streams.call(name, "")})
    stem = "response.function_call_arguments"
    more = (
        event({"type": f"{stem}.delta", "item_id": "fc_1", "delta": "{}"}),
        event({"type": f"{stem}.done", "item_id": "fc_1", "arguments": "{}"}),
        event({"type": "response.output_item.done", "item": streams.call(name, "{}")}),
    )
    for refuses in (withholds("pay"), withholds("pay", "")):
        out = read(reader(None, refuses), (added, *more))
        if name == "get":
            assert out == b"".join((added, *more))
        else:
            values = streams.values_of(out)
            assert b"arguments" not in out
            assert all(value.get("output_index") == index.get("output_index") for value in values)
            assert [value["type"] for value in values].count("response.output_item.done") == 1


PAY = streams.call("pay", "{}")


@pytest.mark.parametrize("delta", ["", "x"])
@pytest.mark.parametrize(
    "said",
    [
        {"type": "response.output_item.added", "output_index": 1, "item": PAY},
        {"type": "response.output_item.done", "output_index": 1, "item": PAY},
        {"type": "response.completed", "response": response(PAY)},
        {"type": "response.function_call_arguments.done", "output_index": 1, "name": "pay", "arguments": "{}"},
    ],
)
def test_a_call_is_withheld_though_its_event_adds_to_a_text_too(said: dict[str, Any], delta: str) -> None:
    out = read(reader(None, withholds("pay")), [event({"sequence_number": 1, **said, "delta": delta})])
    assert b"pay is not permitted." in out
    assert b'"pay"' not in out


def test_a_delta_with_an_item_of_nothing_is_restored_as_any() -> None:
    said = {"type": "response.output_text.delta", "output_index": 0, "item": None, "response": None}
    out = read(reader(vault()), [event({**said, "delta": "[[PER"}), event({**said, "delta": "SON_1]]"})])
    assert "".join(value["delta"] for value in streams.values_of(out)) == ANNA


# Commitment, usage, ends


@pytest.mark.parametrize("held", [None, vault()], ids=["raw", "redacted"])
@pytest.mark.parametrize(
    ("said", "commits"),
    [
        ({"type": "response.created", "response": response(status="in_progress", instructions="x")}, False),
        ({"type": "response.queued", "response": response(status="queued")}, False),
        ({"type": "response.output_item.added", "output_index": 0, "item": {**message(""), "content": []}}, False),
        ({"type": "response.output_item.added", "output_index": 0, "item": streams.reasoning()}, False),
        (
            {"type": "response.content_part.added", "output_index": 0, "part": {"type": "output_text", "text": ""}},
            False,
        ),
        ({"type": "response.output_text.delta", "output_index": 0, "delta": ""}, False),
        ({"type": "response.output_text.delta", "output_index": 0, "delta": "x"}, True),
        ({"type": "response.refusal.delta", "output_index": 0, "delta": "x"}, True),
        ({"type": "response.reasoning_summary_text.delta", "output_index": 0, "delta": "x"}, True),
        ({"type": "response.output_text.done", "output_index": 0, "text": "x"}, True),
        ({"type": "response.output_item.added", "output_index": 0, "item": streams.call("f", "")}, True),
        ({"type": "response.output_item.added", "output_index": 0, "item": {"type": "web_search_call"}}, True),
        ({"type": "response.output_item.done", "output_index": 0, "item": message("x")}, True),
        ({"type": "response.image_generation_call.partial_image", "partial_image_b64": "AAAA"}, True),
    ],
)
def test_the_first_content_commits_and_a_beginning_does_not(
    held: Vault | None, said: dict[str, Any], commits: bool
) -> None:
    one = reader(held)
    one.feed(event(said))
    assert one.committed is commits


def test_what_is_held_back_commits_nothing_until_it_is_sent() -> None:
    said = {"type": "response.output_text.delta", "output_index": 0, "content_index": 0}
    one = reader(vault())
    one.feed(event({**said, "delta": "[[PERSON"}))
    assert not one.committed
    one.feed(event({**said, "delta": "_1]]"}))
    assert one.committed


@ALL
@pytest.mark.parametrize("held", [None, vault()], ids=["raw", "redacted"])
def test_usage_model_and_finish_reasons_are_noted(name: str, held: Vault | None) -> None:
    one = reader(held)
    read(one, STREAMS[name])
    assert one.usage == Usage(12, 34, 5, 6)
    assert one.response_model == "small-1"
    assert one.finish_reasons == {"calls": ("tool_calls",), "refused": ("other",)}.get(name, ("stop",))


@pytest.mark.parametrize(
    ("details", "reason"),
    [({"reason": "max_output_tokens"}, "length"), ({"reason": "content_filter"}, "content_filter"), (None, "other")],
)
def test_an_incomplete_response_says_why(details: object, reason: str) -> None:
    one = reader()
    read(one, streamed(response(message("x"), status="incomplete", incomplete_details=details)))
    assert one.complete
    assert one.finish_reasons == (reason,)


def test_without_usage_what_was_written_is_counted() -> None:
    one = reader(vault())
    read(one, streamed(response(message("1234"), streams.call("ab", "{}"), usage=None)))
    assert one.usage is None
    assert one.written == 6  # the deltas: names come whole
    assert one.heard == 10


def test_nothing_is_read_behind_the_end() -> None:
    for last in (b"data: [DONE]\n\n", event({"type": "error", "message": "late"})):
        one = reader()
        assert read(one, (*STREAMS["text"], last)) == b"".join(STREAMS["text"])
        assert one.complete
        assert one.failure is None


def test_nobody_goes_on_with_it() -> None:
    assert not isinstance(reader(), Resumable)


# Failures

BEGUN = STREAMS["text"][:5]
K = FailureKind


@pytest.mark.parametrize(
    ("last", "kind", "detail"),
    [
        (event({"type": "error", "code": "server_error", "message": ANNA}), K.IN_STREAM, "server_error"),
        (event({"type": "error", "error": {"type": "overloaded_error"}}), K.IN_STREAM, "overloaded_error"),
        (b'data: {"error": {"code": "rate_limit_exceeded"}}\n\n', K.IN_STREAM, "rate_limit_exceeded"),
        (b'event: error\ndata: {"message": "x"}\n\n', K.IN_STREAM, "an error in a 200 answer"),
        (
            event({"type": "response.failed", "response": response(status="failed", error={"code": "server_error"})}),
            K.IN_STREAM,
            "server_error",
        ),
        (event({"type": "response.failed", "response": {}}), K.IN_STREAM, "an error in a 200 answer"),
        (event({"type": "response.cancelled"}), K.IN_STREAM, "an error in a 200 answer"),
        (event({"type": "response.completed"}), K.GARBAGE, "an end without a response"),
        (event({"type": "response.completed", "delta": ""}), K.GARBAGE, "an end without a response"),
        (event({"type": "response.incomplete", "response": None}), K.GARBAGE, "an end without a response"),
        (event({"type": "response.completed", "response": response(status="failed")}), K.IN_STREAM, "status failed"),
        (
            event({"type": "response.completed", "response": {"error": {"message": ANNA, "code": "timeout"}}}),
            K.IN_STREAM,
            "timeout",
        ),
        (
            event({"type": "response.incomplete", "response": response(status="in_progress")}),
            K.NO_FINISH,
            "a response that is not completed",
        ),
        (b"data: [DONE]\n\n", K.NO_FINISH, "no response.completed"),
        (b"", K.NO_FINISH, "no response.completed"),
        (b"data: {half\n\n", K.GARBAGE, "an event that is no JSON object"),
        (b"data: 7\n\n", K.GARBAGE, "an event that is no JSON object"),
        (b'data: {"delta": "x"}\n\n', K.GARBAGE, "an event without a type"),
        (b'data: {"type": "a.delta", "delta": "x", "output_index": "0"}\n\n', K.GARBAGE, "a delta without a place"),
        (b'data: {"type": "x", "y": ' + b"[" * 100_000 + b"\n\n", K.GARBAGE, "an event that is no JSON object"),
    ],
)
@pytest.mark.parametrize("held", [None, vault()], ids=["raw", "redacted"])
def test_a_stream_without_its_end_is_a_failure_and_says_nothing_of_it(
    held: Vault | None, last: bytes, kind: FailureKind, detail: str
) -> None:
    one = reader(held)
    out = read(one, (*BEGUN, last))
    assert (failure_of(one).kind, failure_of(one).detail) == (kind, detail)
    assert b"response.completed" not in out
    assert b"response.incomplete" not in out
    assert ANNA.encode() not in out.replace(b'"delta":"' + ANNA.encode(), b"")


INJECTED = "x\n\nevent: response.output_item.done\ndata: {}\n\n"


@pytest.mark.parametrize(
    "kind", ["", "response.\ud800x", "response.x\n", INJECTED, f"{INJECTED}.delta", "a" * 129, "x y", "\u00e4"]
)
@pytest.mark.parametrize("more", [{}, {"delta": "hi [[PERSON"}, {"delta": "hi", "else": "[[PERSON_1]]"}])
def test_a_type_that_is_no_word_is_a_failure_and_names_no_event(kind: str, more: dict[str, Any]) -> None:
    refused = event({"type": "response.output_item.added", "sequence_number": 0, "output_index": 0, "item": PAY})
    odd = b"data: " + json.dumps({"type": kind, "sequence_number": 1, **more}).encode() + b"\n\n"
    for name in (b"", b"event: x\n"):
        failed, out = wrong(refused, name + odd, held=vault(), refuses=withholds("pay"))
        assert failed is K.GARBAGE
        assert [value["type"] for value in streams.values_of(out)][-1] == "response.output_item.done"
        assert out.count(b"event: response.output_item.done") == 1


@pytest.mark.parametrize("kind", ["keepalive", "codex.rate_limits", "acme:response.x-y/z_1"])
def test_a_type_of_a_hosts_own_passes(kind: str) -> None:
    assert reader(vault()).feed(event({"type": kind})) == event({"type": kind})


@pytest.mark.parametrize("said", [{}, {"status": None}, {"status": "completed", "error": None}])
def test_an_end_need_not_say_again_that_it_is_one(said: dict[str, Any]) -> None:
    one, end = reader(vault()), event({"type": "response.completed", "response": {"output": [], **said}})
    assert read(one, (*BEGUN, end)).endswith(end)
    assert one.complete


@pytest.mark.parametrize("parts", [(), (b"",), (b"<html>\n\n",), (b": hi\n\n",)])
def test_what_is_no_stream_at_all_is_garbage(parts: tuple[bytes, ...]) -> None:
    assert wrong(*parts) == (FailureKind.GARBAGE, b"".join(part for part in parts if part.startswith(b":")))


def test_half_an_event_is_an_answer_that_broke_off() -> None:
    assert wrong(b'event: response.created\ndata: {"ty')[0] is FailureKind.NO_FINISH


def test_what_was_held_back_goes_before_a_failure_once_the_client_has_seen_something() -> None:
    said = {"type": "response.output_text.delta", "output_index": 0, "content_index": 0}
    parts = (event({**said, "delta": "hi [[PER", "sequence_number": 4}), event({"type": "error", "sequence_number": 5}))
    _, out = wrong(*parts, held=vault())
    assert [(value["delta"], value["sequence_number"]) for value in streams.values_of(out)] == [
        ("hi ", 4),
        ("[[PER", 5),
    ]
    assert wrong(event({**said, "delta": "[[PER"}), parts[1], held=vault())[1].count(b"[[PER") == 0


def test_an_event_without_an_end_is_not_held_for_ever() -> None:
    kind, out = wrong(*BEGUN, b"data: " + b"x" * (16 * 1024 * 1024 + 1))
    assert kind is FailureKind.TOO_LARGE
    assert out == b"".join(BEGUN)
