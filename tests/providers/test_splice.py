"""What leaves says exactly what was decided, in the client's own bytes wherever nothing changed."""

import json
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers._splice import dump, splice
from router.core.jsontext import parse

PRETTY = b"""\
 {
    "mod\\u0065l" : "asked",
    "messages": [
        {"role": "user", "content": "caf\\u00e9 \\/ {\\"a\\": [1}"},
        { "content" : "Anna", "role" : "user" }
    ],
    "top_p":1.0, "seed" : 123456789012345678901234567890, "logit_bias": {"50256": 1e2},
    "stop": null
}
"""


def edited(raw: bytes, **changes: Any) -> bytes:
    sent = parse(raw)
    return splice(raw, sent, {key: value for key, value in {**sent, **changes}.items() if value is not ...})


# --------------------------------------------------------------------------------------------------------------- bytes


def test_what_nobody_changed_leaves_as_it_came() -> None:
    assert edited(PRETTY) == PRETTY
    assert edited(PRETTY, model="asked") == PRETTY


def test_a_new_value_stands_where_the_old_one_stood() -> None:
    assert edited(PRETTY, model="m") == PRETTY.replace(b'"asked"', b'"m"')


@pytest.mark.parametrize(
    ("raw", "changes", "left"),
    [
        (b'{"a": 1, "b": 2, "c": 3}', {"a": ...}, b'{ "b": 2, "c": 3}'),
        (b'{"a": 1, "b": 2, "c": 3}', {"b": ...}, b'{"a": 1, "c": 3}'),
        (b'{"a": 1, "b": 2 ,\n"c": 3\n}', {"c": ...}, b'{"a": 1, "b": 2\n}'),
        (b'{"a": 1 , "b": 2 , "c": 3}', {"a": ..., "b": ...}, b'{ "c": 3}'),
        (b'\n{ "a": 1 } ', {"a": ...}, b"\n{ } "),
        (b'{"a": ",\\"b\\":{", "b": "}"}', {"a": ...}, b'{ "b": "}"}'),
        (b'{"a": 1}\n', {"b": False}, b'{"a": 1,"b":false}\n'),
        (b'{\n  "a": 1\n}', {"b": 2, "c": "é"}, '{\n  "a": 1,"b":2,"c":"é"\n}'.encode()),
        (b'{"a": 1}', {"a": ..., "b": 2}, b'{"b":2}'),
        (b" { } ", {"b": 2}, b' {"b":2 } '),
        (b'{"a": [ 1, "x" , 2 ]}', {"a": [1, "y", 2]}, b'{"a": [ 1, "y" , 2 ]}'),
        (b'{"a": [ 1, 2 ]}', {"a": [2]}, b'{"a": [2]}'),
        (b'{"a": "x", "b": "\xc3\xa8 \\u00e8"}', {"a": "é", "b": "é"}, b'{"a": "\\u00e9", "b": "\xc3\xa9"}'),
        (b'{"a": 0, "b": [ 1, 1.0 ]}', {"a": False, "b": [True, 1]}, b'{"a": false, "b": [ true, 1 ]}'),
        (b'{"a": { "b" : [ ] }}', {"a": {"b": {}}}, b'{"a": { "b" : {} }}'),
    ],
)
def test_only_what_changed_is_written_anew(raw: bytes, changes: dict[str, Any], left: bytes) -> None:
    assert edited(raw, **changes) == left


def test_a_replaced_text_leaves_the_rest_of_the_conversation_as_it_came() -> None:
    messages = parse(PRETTY)["messages"]
    redacted = [messages[0], {**messages[1], "content": "[[PERSON_1]]"}]
    sent = parse(PRETTY)
    wanted = {**sent, "messages": [sent["messages"][0], redacted[1]]}
    assert splice(PRETTY, sent, wanted) == PRETTY.replace(b"Anna", b"[[PERSON_1]]")


def test_a_deep_change_is_written_with_what_is_around_it() -> None:
    raw = b'{"a": {"a": {"a": {"a": {"a": {"a": {"a": [ 1, "x" ]}}}}}}, "b": [ 1 ]}'
    sent = parse(raw)
    wanted = json.loads(raw.replace(b"x", b"y")) | {"b": sent["b"]}
    left = splice(raw, sent, wanted)
    assert parse(left) == wanted
    assert left.endswith(b'"b": [ 1 ]}')


# ------------------------------------------------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    "number",
    [
        "1.0",
        "1e3",
        "-0",
        "-0.0",
        "0.70",
        "1E-5",
        "100000.00",
        "0.30000000000000004",
        "2.5e+10",
        "9" * 4000,
        "1234567.0",
    ],
)
def test_numbers_keep_their_spelling(number: str) -> None:
    raw = f'{{"model": "asked", "n": {number}}}'.encode()
    assert edited(raw, model="m") == raw.replace(b"asked", b"m")


@pytest.mark.parametrize(
    "number",
    [
        "0.41111111111111111234567",
        "41111111111111112345678901.0",
        "1e-4111111111111111",
        "411.1111e1",
        "4.111111111111111e15",
    ],
)
def test_digits_that_detection_did_not_read_do_not_leave(number: str) -> None:
    raw = f'{{"a": {{"n": [{number}]}}, "model": "asked"}}'.encode()
    left = edited(raw, model="m")
    assert number.encode() not in left
    assert left == dump({**parse(raw), "model": "m"})


def test_digits_in_words_are_no_numbers() -> None:
    raw = b'{"a": ["0.41111111111111111234567", "\\"1e-4111111111111111"], "model": "asked"}'
    assert edited(raw, model="m") == raw.replace(b"asked", b"m")


# ---------------------------------------------------------------------------------------------------------------- laws

MARK = "[[PERSON_1]]"
BLANK = st.text(" \t\r\n", max_size=2)
UNICODE = st.characters(exclude_categories=["Cs"])
WORDS = st.one_of(st.text(UNICODE, max_size=5), st.sampled_from(["{", '}"', '\\"', '","a":[', "a\\", "/", "1.50"]))


def _escaped(text: str) -> str:
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{units[at]:02x}{units[at + 1]:02X}" for at in range(0, len(units), 2)) + '"'


SPELLINGS: tuple[Callable[[str], str], ...] = (
    _escaped,
    json.dumps,
    lambda text: json.dumps(text, ensure_ascii=False).replace("/", "\\/"),
)
STRINGS = st.builds(lambda text, spell: spell(text), WORDS, st.sampled_from(SPELLINGS))
LONG = st.from_regex(r"-?(0|[1-9][0-9]{0,22})(\.[0-9]{1,22})?([eE][+-]?[0-9]{1,2})?", fullmatch=True)
SHORT = st.from_regex(r"-?(0|[1-9][0-9]?|[0-9]\.[0-9]{1,3})([eE][+-]?[0-9]{1,2})?", fullmatch=True)


def _list(items: list[str], blank: str) -> str:
    return f"[{','.join(items) or blank}]"


def _object(members: list[tuple[str, str]], blank: str) -> str:
    return "{" + (",".join(lead + value for lead, value in members) or blank) + "}"


def _key(member: tuple[str, str]) -> Any:
    return json.loads(member[0][:-1])


def _objects(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Each key stands once, in any of its spellings."""
    lead = st.builds("{}{}{}:".format, BLANK, STRINGS, BLANK)
    member = st.tuples(lead, st.builds("{}{}{}".format, BLANK, inner, BLANK))
    members = st.lists(member, max_size=5, unique_by=_key)
    return st.builds(_object, members, BLANK)


def _lists(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(_list, st.lists(st.builds("{}{}{}".format, BLANK, inner, BLANK), max_size=5), BLANK)


def bodies(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """JSON objects as a client may write them."""
    leaves = st.one_of(STRINGS, numbers, st.sampled_from(["true", "false", "null"]))
    values = st.recursive(leaves, lambda inner: st.one_of(_lists(inner), _objects(inner)), max_leaves=12)
    return st.builds("{}{}{}".format, BLANK, _objects(values), BLANK).map(str.encode)


def changed(value: Any, dice: Random) -> Any:
    """Some of it replaced, dropped or added to; what stays is the same object."""
    if dice.random() < 0.3:
        return value
    if isinstance(value, dict):
        out = {key: changed(item, dice) for key, item in value.items() if dice.random() < 0.8}
        return out | ({"added": 10**30} if dice.random() < 0.3 else {})
    if isinstance(value, list):
        return [changed(item, dice) for item in value if dice.random() < 0.9]
    return f"{value}é" if isinstance(value, str) else dice.choice([value, None, 1.5])


@given(bodies(LONG), st.randoms(use_true_random=False))
def test_what_leaves_says_what_was_decided(raw: bytes, dice: Random) -> None:
    sent = parse(raw)
    wanted = {key: changed(value, dice) for key, value in sent.items() if dice.random() < 0.7} | {"model": "m"}
    left = parse(splice(raw, sent, wanted))
    assert left == wanted
    assert repr(left) == repr({key: wanted[key] for key in left})  # `True`, `1` and `1.0` are not the same


@given(bodies(SHORT), st.data())
def test_around_one_change_every_byte_is_the_clients(raw: bytes, data: st.DataObject) -> None:
    sent = parse(raw)
    assert splice(raw, sent, sent) == raw
    for key in [data.draw(st.sampled_from(sorted(sent)))] if sent else ():
        before, _, behind = splice(raw, sent, {**sent, key: MARK}).partition(dump(MARK))
        assert raw.startswith(before)
        assert raw.endswith(behind)
        assert json.loads(raw[len(before) : len(raw) - len(behind)]) == sent[key]


# ----------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    "raw",
    [
        b'{"model": "x", "user": 1, "list": [1, 2], "model": "y"}',
        b'{"model": "y", "user": 1, "list": [1, 2], "mod\\u0065l": "y"}',
        b'{"model": {"a":1,"user":2}, "user": 1, "list": [1, 2], "model": "y"}',
        b'\xef\xbb\xbf{"model": "y", "user": 1, "list": [1, 2]}',
        b'{"model": "y", "user": 1, "list": [1, 2]} {}',
        b'{"model": "y", "user": 1, "list": [1, 2]',
        b'{"model": "y", "user": 1, "list": [1]}',
        b'{"model": "y", "user": 1, "list": [1, 2, 4]}',
        b'{"model": "y", "user": 1, "store": true, "list": [1, 2]}',
        b'{"model": "y", "more": 1}',
        b'["model", "user"]',
        b"",
    ],
)
def test_bytes_that_are_not_the_body_do_not_leave(raw: bytes) -> None:
    wanted = {"model": "m", "list": [1, 3], "store": False}
    assert parse(splice(raw, {"model": "y", "user": 1, "list": [1, 2]}, wanted)) == wanted


@pytest.mark.parametrize(
    "hostile",
    [
        b'"' + b"{[" * 500_000 + b'"',
        b'"' + b'\\"' * 500_000 + b'"',
        b'"' + b"0." * 500_000 + b'"',
        b" " * 1_000_000 + b"1",
        b"[" + b"1.2345678," * 99_000 + b"1]",
        b"{" + b",".join(b'"%d": 1' % n for n in range(90_000)) + b"}",
        b'{"a":' * 60 + b'"' + b"x" * 1_000_000 + b'"' + b"}" * 60,
    ],
)
def test_hostile_bodies_cost_no_more_than_their_size(hostile: bytes) -> None:
    raw = b'{"model": "asked", "messages": [%b, "Anna"]}' % hostile
    sent = parse(raw)
    wanted = {**sent, "model": "m", "messages": [sent["messages"][0], "[[PERSON_1]]"]}
    started = time.process_time()
    left = splice(raw, sent, wanted)
    assert time.process_time() - started < 2
    assert left == raw.replace(b'"asked"', b'"m"').replace(b'"Anna"', b'"[[PERSON_1]]"')


# ---------------------------------------------------------------------------------------------------------------- anew

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(WORDS, inner)),
    max_leaves=20,
)


@given(st.dictionaries(WORDS, VALUES))
def test_bytes_say_the_same_as_the_value(value: dict[str, Any]) -> None:
    data = dump(value)
    assert json.loads(data) == value
    assert b"\n" not in data


def test_integers_without_bound_are_written_as_they_are() -> None:
    assert dump({"n": 10**30, "s": "é"}) == '{"n":1000000000000000000000000000000,"s":"é"}'.encode()
