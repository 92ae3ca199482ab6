import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.jsontext import MAX_NESTING, MAX_PLACES, dump, holds_json
from router.core.problems import Problem
from router.core.rewriting import rewrite
from router.core.shape import Shape, Sort, schema
from router.core.slots import slots
from router.core.structural import Structural
from router.core.types import Path, Slot, SlotKind


def shape() -> Shape:
    root = Shape()
    for path in ("model", "messages[].role", "messages[].tool_call_id", "messages[].id", "tools[].function.name"):
        root.add(path, Sort.STRUCTURE)
    root.add("seed", Sort.NUMBER)
    root.graft("tools[].function.parameters", schema())
    return root


CHAT = Structural(shape=shape(), media=frozenset({("input_audio", "data")}))

PAYLOAD = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM9Q8"
MEDIA = f"data:;base64,{PAYLOAD}"

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
plain = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12)
nesting = st.recursive(
    plain,
    lambda inner: inner | st.builds(json.dumps, inner, ensure_ascii=st.booleans(), indent=st.sampled_from([None, 1])),
    max_leaves=3,
)
bodies = st.dictionaries(st.text() | st.sampled_from(["messages", "role", "id", "metadata"]), nesting, max_size=5)


def texts(body: dict[str, Any]) -> list[tuple[Path, str]]:
    return [(slot.path, slot.text) for slot in slots(body, CHAT) if slot.kind is SlotKind.TEXT]


def of_kind(body: dict[str, Any], kind: SlotKind) -> list[tuple[Path, str]]:
    return [(slot.path, slot.text) for slot in slots(body, CHAT) if slot.kind is kind]


def test_every_string_is_a_slot_in_reading_order_with_its_role() -> None:
    body = {
        "model": "assistant",
        "metadata": {"ticket": "from Anna"},
        "messages": [
            {"role": "system", "content": "Be kind."},
            {"role": "user", "content": [{"type": "text", "text": "Hello"}], "name": "anna"},
        ],
        "stop": ["END", ""],
        "invented": {"deep": [["words"]]},
    }
    assert [(slot.path, slot.text, slot.role) for slot in slots(body, CHAT) if slot.kind is SlotKind.TEXT] == [
        (("metadata", "ticket"), "from Anna", "metadata"),
        (("stop", 0), "END", "stop"),
        (("invented", "deep", 0, 0), "words", "invented"),
        (("messages", 0, "content"), "Be kind.", "system"),
        (("messages", 1, "content", 0, "type"), "text", "user"),
        (("messages", 1, "content", 0, "text"), "Hello", "user"),
        (("messages", 1, "name"), "anna", "user"),
    ]


def test_what_grows_is_read_last_so_that_the_rest_keeps_its_place() -> None:
    short = {"messages": [{"role": "user", "content": "a"}], "tools": [{"description": "t"}]}
    longer = {"messages": [*short["messages"], {"role": "user", "content": "b"}], "tools": short["tools"]}
    assert slots(longer, CHAT)[: len(slots(short, CHAT))] == slots(short, CHAT)


@pytest.mark.parametrize(
    "body",
    [
        {"model": "mistral/medium-3.2:latest"},
        {"messages": [{"role": "user", "tool_call_id": "call_1"}]},
        {"messages": [{"id": "4917012345678"}]},
        {"tools": [{"function": {"name": "get_weather"}}]},
        {"tools": [{"function": {"parameters": {"$ref": "#/$defs/a", "type": ["string", "null"]}}}]},
        {"tools": [{"function": {"parameters": {"properties": {"type": {"not": {"format": "date-time"}}}}}}]},
    ],
)
def test_structure_is_read_but_not_written_while_it_looks_like_structure(body: dict[str, Any]) -> None:
    (slot,) = slots(body, CHAT)
    assert (slot.kind, slot.hint) == (SlotKind.STRUCTURAL, "")
    with pytest.raises(KeyError):
        rewrite(body, {slot.path: "x"}, CHAT)


@pytest.mark.parametrize(
    "body",
    [
        {"messages": [{"role": "user"}, {"role": "developer"}]},
        {"tools": [{"function": {"parameters": {"type": "object", "items": {"type": ["array", "null"]}}}}]},
        {"messages": [{"input_audio": {"data": "UklGRg=="}}]},
    ],
)
def test_plain_words_of_the_protocol_and_media_are_no_slots(body: dict[str, Any]) -> None:
    assert slots(body, CHAT) == ()


@pytest.mark.parametrize(
    "body",
    [
        {"model": "ask Anna"},
        {"messages": [{"role": "Anna Schmidt"}]},
        {"messages": [{"id": "anna@example.com"}]},
        {"messages": [{"id": "Zoë"}]},
        {"messages": [{"id": "x" * 201}]},
        {"messages": [{"id": "x\n"}]},
        {"messages": [{"id": '["Anna"]'}]},
        {"messages": [{"name": "anna"}]},
        {"messages": [{"model": "assistant"}]},
        {"tools": [{"name": "get_weather"}]},
        {"metadata": {"id": "anna", "model": "x"}},
        {"of_tomorrow": {"role": "user", "type": "function", "$ref": "a", "tool_call_id": "x"}},
        {"messages": [{"tool_calls": [{"id": "x", "messages": [{"role": "user"}]}]}]},
        {"tools": [{"function": {"parameters": {"default": {"type": "string"}}}}]},
        {"messages": [{"content": '{"type": "anna"}'}]},
        {"messages": [{"input_audio": {"data": "call Anna"}}]},
        {"model": ["assistant"]} | {"x": {"model": "y"}},
    ],
)
def test_what_does_not_look_it_or_stands_elsewhere_is_text(body: dict[str, Any]) -> None:
    assert {slot.kind for slot in slots(body, CHAT)} == {SlotKind.TEXT}


@pytest.mark.parametrize(
    "key", ["Anna Schmidt", "anna@example.com", "user2", "", "Zoë", "x" * 42, "AKIA" * 4, "x_" + "Q" * 16]
)
def test_keys_that_are_no_plain_identifiers_are_slots_that_cannot_be_written(key: str) -> None:
    body = {"a": [{"b": 0, key: "value"}], "n": json.dumps({key: 1})}
    found = of_kind(body, SlotKind.KEY)
    assert found == ([(("a", 0, 1), key), (("n", "$", 0), key)] if key else [])
    for path, _ in found:
        with pytest.raises(KeyError):
            rewrite(body, {path: "x"}, CHAT)


def test_a_key_at_the_top_is_a_slot_too() -> None:
    assert of_kind({"a": 1, "Anna S": 2}, SlotKind.KEY) == [((1,), "Anna S")]


@pytest.mark.parametrize("key", ["messages", "$defs", "additional-properties", "_private", "Anna", "Q" * 15, "A_B" * 9])
def test_plain_identifiers_are_not_words(key: str) -> None:
    assert slots({key: {key: 1}}, CHAT) == ()


def test_long_numbers_are_slots_except_the_parameters_of_the_request() -> None:
    body = {
        "seed": 12345678,
        "x": {"seed": 123456},
        "tools": [{"function": {"parameters": {"maximum": 9007199254740991}}}],
        "a": [4917012345678, -1234567, 123456, 1234567.5, True, None, {"b": 1234567}],
        "n": '{"phone": 4917012345678, "x": [123456, -1.234567e8], "1234567": "1234567"}',
    }
    assert of_kind(body, SlotKind.NUMBER) == [
        (("a", 0), "4917012345678"),
        (("a", 1), "-1234567"),
        (("a", 3), "1234567.5"),
        (("a", 6, "b"), "1234567"),
        (("n", "$", -1), "4917012345678"),
        (("n", "$", -2), "-1.234567e8"),
    ]
    for path, _ in of_kind(body, SlotKind.NUMBER):
        with pytest.raises(KeyError):
            rewrite(body, {path: "x"}, CHAT)


def test_json_in_strings_is_read_literal_by_literal_at_any_depth() -> None:
    inner = json.dumps({"to": "anna", "cc": ["bob", ""]})
    body = {"messages": [{"role": "assistant", "arguments": json.dumps({"id": "x", "body": inner})}]}
    base: Path = ("messages", 0, "arguments", "$")
    assert slots(body, CHAT) == (
        Slot((*base, 1), "x", "assistant", nested=1, hint="id"),
        Slot((*base, 3, "$", 1), "anna", "assistant", nested=2, hint="to"),
        Slot((*base, 3, "$", 3), "bob", "assistant", nested=2, hint="cc"),
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"line\\n4111"', "line\n4111"),
        (' "a" ', "a"),
        (json.dumps(json.dumps("a\nb")), "a\nb"),
        (json.dumps(json.dumps({"a": "b\nc"})), "b\nc"),
    ],
)
def test_a_json_string_in_a_string_is_read_as_what_it_says(text: str, read: str) -> None:
    (slot,) = slots({"a": text}, CHAT)
    assert (slot.text, slot.kind) == (read, SlotKind.TEXT)
    written = rewrite({"a": text}, {slot.path: 'x "y"\n'}, CHAT)
    assert slots(written, CHAT)[0].text == 'x "y"\n'


def test_json_deeper_than_the_limit_is_read_as_text() -> None:
    text = "anna"
    for _ in range(MAX_NESTING + 2):
        text = json.dumps([text])
    (slot,) = slots({"a": text}, CHAT)
    assert slot.nested == MAX_NESTING
    assert holds_json(slot.text)
    assert "anna" in json.dumps(rewrite({"a": text}, {slot.path: "anna"}, CHAT))


def test_too_many_literals_in_nested_json_are_refused() -> None:
    many = json.dumps(["x"] * (MAX_PLACES // 2 + 1))
    assert slots({"a": many}, CHAT)
    with pytest.raises(Problem, match="JSON inside strings"):
        slots({"a": many, "b": many}, CHAT)


# What each place is called


def hints(body: dict[str, Any]) -> dict[str, str]:
    return {slot.text: slot.hint for slot in slots(body, CHAT)}


HINTS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"password": "a", "pesel": "44051401359"}, {"a": "password", "44051401359": "pesel"}),
    ({"phones": ["a", ["b"], 4917012345678]}, {"a": "phones", "b": "phones", "4917012345678": "phones"}),
    ({"password": {"value": "a"}}, {"a": "value password"}),
    ({"password": {"data": [{"value": "a"}]}}, {"a": "value password"}),
    ({"login": {"password": "a"}, "x": "b"}, {"a": "password login", "b": "x"}),
    ({"a": {"b": {"c": {"d": "x"}}}}, {"x": "d c b a"}),
    ({"content": "a", "data": {"text": "b"}, "Value": ["c"]}, {"a": "", "b": "", "c": ""}),
    ({"field": "pesel", "value": "44051401359"}, {"pesel": "field", "44051401359": "value pesel"}),
    ({"value": "a", "name": "pesel"}, {"a": "value pesel", "pesel": ""}),
    ({"value": 44051401359, "label": "pesel"}, {"44051401359": "value pesel", "pesel": "label"}),
    ({"value": ["a", {"x": "b"}], "key": "pesel"}, {"a": "value pesel", "b": "x pesel", "pesel": "key"}),
    ({"type": "text", "value": "a"}, {"text": "", "a": ""}),
    ({"patient": {"field": "iban", "value": "a"}}, {"iban": "field patient", "a": "value patient iban"}),
    ({"x": [{"name": "iban"}, {"value": "a"}]}, {"iban": "name x", "a": "value x"}),
    ({"x y 1": "a", "k" * 65: "b"}, {"x y 1": "", "a": "x y 1", "k" * 65: "", "b": ""}),
    ({"bsn": {"Anna S": "a"}}, {"Anna S": "bsn", "a": "Anna S bsn"}),
    ({"w" * 40: {"v" * 30: {"u" * 20: "a"}}}, {"a": "u" * 20 + " " + "v" * 30}),
]


@pytest.mark.parametrize(("members", "expected"), HINTS)
def test_a_hint_is_what_a_value_is_called_in_the_body_and_in_json_inside_strings(
    members: dict[str, Any], expected: dict[str, str]
) -> None:
    assert hints({"metadata": members}) == expected
    assert hints({"messages": [{"content": json.dumps(members)}]}) == expected
    assert hints({"messages": [{"content": json.dumps({"data": json.dumps([members], indent=1)})}]}) == expected


def test_no_hint_sticks_to_a_later_value() -> None:
    text = json.dumps([{"password": "a", "x": ["b", {"y": "c"}, "d"]}, "e", ["f"]])
    assert hints({"input": text}) == {"a": "password", "b": "x", "c": "y x", "d": "x", "e": "", "f": ""}
    assert hints({"stop": ['{"password": "a"}', "b"]}) == {"a": "password", "b": ""}


def test_a_string_of_json_keeps_the_name_of_its_place() -> None:
    assert hints({"metadata": {"password": '["a", {"b": "c"}]', "iban": '"d"'}}) == {
        "a": "password",
        "c": "b password",
        "d": "iban",
    }


labelled = st.recursive(
    st.sampled_from(["a", "b", "pesel"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "name", "field", "iban", "data", "Anna S"]), inner, max_size=4)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["value", "name", "iban", "x"]), labelled, max_size=3))
def test_the_body_and_json_in_a_string_give_the_same_hints(members: dict[str, Any]) -> None:
    def read(body: dict[str, Any]) -> list[tuple[str, str, SlotKind]]:
        return [(slot.text, slot.hint, slot.kind) for slot in slots(body, CHAT)]

    assert read({"metadata": members}) == read({"metadata": json.dumps(members)})
    assert all(len(hint) <= 80 for _, hint, _ in read({"metadata": members}))


def test_json_in_a_string_of_any_depth_and_many_labels_takes_linear_time() -> None:
    deep = '{"name": "iban", "value": ' * 900 + "1" + "}" * 900
    wide = json.dumps([{"name": "iban", "value": "a"}] * 20_000)
    started = time.process_time()
    assert len(slots({"a": deep, "b": wide}, CHAT)) == 40_900
    assert time.process_time() - started < 2


@given(bodies)
def test_writing_back_what_was_read_changes_nothing(body: dict[str, Any]) -> None:
    found = dict(texts(body))
    assert len(found) == len(texts(body))
    again = rewrite(body, found, CHAT)
    assert slots(again, CHAT) == slots(body, CHAT)
    assert not found or json.loads(dump(again)).keys() == body.keys()


@given(bodies, st.data())
def test_writing_reaches_exactly_the_slots_named(body: dict[str, Any], data: st.DataObject) -> None:
    before = dump(body)
    found = dict(texts(body))
    chosen = data.draw(st.sets(st.sampled_from(sorted(found, key=repr)))) if found else set()
    after = rewrite(body, {path: f'<"{found[path]}\\é>' for path in chosen}, CHAT)
    assert dict(texts(dict(after))) == {
        path: f'<"{text}\\é>' if path in chosen else text for path, text in found.items()
    }
    assert dump(body) == before
    if not chosen:
        assert after is body


def test_what_does_not_change_is_shared_and_nothing_is_changed_in_place() -> None:
    body: dict[str, Any] = {"messages": [{"content": "a"}, {"content": ["b", {"text": "c"}]}], "tools": [{"x": "y"}]}
    after = rewrite(body, {("messages", 0, "content"): "new"}, CHAT)
    assert after == body | {"messages": [{"content": "new"}, body["messages"][1]]}
    assert after["tools"] is body["tools"]
    assert after["messages"][1] is body["messages"][1]
    assert body["messages"][0] == {"content": "a"}
    assert rewrite(body, {}, CHAT) is body


def test_splicing_keeps_every_other_byte_of_nested_json() -> None:
    text = ' {"b" : 1.0,"a":\t[ "Anna \\u00e9\\/", "Anna", 1e5, "\\u00e9" ],\r\n "b": "é"  }\n'
    body = {"arguments": text}
    after = rewrite(body, {("arguments", "$", 3): 'B "ü"', ("arguments", "$", 6): "ö"}, CHAT)
    expected = ' {"b" : 1.0,"a":\t[ "Anna \\u00e9\\/", "B \\"\\u00fc\\"", 1e5, "\\u00e9" ],\r\n "b": "ö"  }\n'
    assert dict(texts(body))["arguments", "$", 6] == "é"
    assert after == {"arguments": expected}


def test_duplicate_keys_in_nested_json_are_places_of_their_own() -> None:
    body = {"a": '{"to":"anna","to":"bob"}'}
    assert texts(body) == [(("a", "$", 1), "anna"), (("a", "$", 3), "bob")]
    assert rewrite(body, {("a", "$", 3): "x"}, CHAT) == {"a": '{"to":"anna","to":"x"}'}


@pytest.mark.parametrize(
    "path",
    [
        (),
        ("b",),
        ("a", "x"),
        ("a", 0),
        ("l", 1),
        ("l", -1),
        ("l", "0"),
        ("l",),
        ("d",),
        ("d", 0),
        ("d", "e", "f"),
        ("n",),
        ("n", "$"),
        ("n", "$", 0),
        ("n", "$", 2),
        ("n", "$", 1, "$", 0),
        ("n", "#", 1),
        ("a", "$", 0),
        ("q", "$", 0),
        ("i",),
        ("empty",),
        ("media",),
        ("model",),
        ("n2", "$", 0),
        ("n2", "$", 1),
    ],
)
def test_writing_to_what_is_no_text_slot_is_a_key_error_without_words(path: Path) -> None:
    body = {
        "a": "text",
        "l": ["x"],
        "d": {"e": 1},
        "n": '{"k":"v"}',
        "q": '"v',
        "i": 1,
        "empty": "",
        "media": MEDIA,
        "model": "assistant",
        "n2": json.dumps(["", MEDIA]),
    }
    with pytest.raises(KeyError) as caught:
        rewrite(body, {path: "x"}, CHAT)
    assert caught.value.args == ("no such text slot",)


def test_two_texts_for_one_place_are_a_key_error() -> None:
    for first, second in [(("a",), ("a", "$", 0)), (("a", "$", 0), ("a",))]:
        with pytest.raises(KeyError):
            rewrite({"a": '["x"]'}, {first: "1", second: "2"}, CHAT)
