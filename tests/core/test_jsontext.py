import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.jsontext import MAX_PLACES, Literal, dump, holds_json, literals, parse
from router.core.problems import Code, Problem

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)
bodies = st.dictionaries(st.text(), values)

REFUSED = {
    "nothing": b"",
    "spaces": b"  ",
    "half an object": b'{"a": 1',
    "two values": b'{"a": 1} {}',
    "a list": b"[]",
    "a string": b'"a"',
    "null": b"null",
    "trailing comma": b'{"a": 1,}',
    "single quotes": b"{'a': 1}",
    "raw control character": b'{"a": "\n"}',
    "invalid escape": b'{"a": "\\x41"}',
    "byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "bad UTF-8": b'{"a": "\xff"}',
    "overlong UTF-8": b'{"a": "\xc0\xaf"}',
    "raw surrogate": b'{"a": "\xed\xa0\x80"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "escaped high surrogate": b'{"a": "\\ud800"}',
    "escaped low surrogate": b'{"a": ["\\uDFFF"]}',
    "surrogates the wrong way round": b'{"a": "\\udc00\\ud800"}',
    "surrogate in a key": b'{"\\uD83D": 1}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": Infinity}',
    "-Infinity": b'{"a": [-Infinity]}',
    "a float beyond a double": b'{"a": [[1e999]]}',
    "an integer of 5000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "a duplicate key": b'{"a": 1, "a": 1}',
    "a duplicate key, once escaped": b'{"a": 1, "\\u0061": 2}',
    "a duplicate key deep inside": b'{"b": [{"c": {"a": 1, "a": 2}}]}',
    "65 levels": b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
    "65 levels in a long body": b'{"a":' + b"[" * 64 + b" " * 4000 + b"]" * 64 + b"}",
    "half a surrogate pair after other escapes": b'{"a": "\\n\\u00e9\\t\\ud800\\n"}',
    "a million levels": b'{"a":' + b"[" * 1_000_000,
    "a million levels of objects": b'{"a":' * 1_000_000,
    "too many strings": b'{"a":[' + b",".join([b'"x"'] * MAX_PLACES) + b"]}",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_what_is_not_plain_json_is_an_invalid_request(raw: bytes) -> None:
    with pytest.raises(Problem) as caught:
        parse(raw)
    assert caught.value.code is Code.INVALID_REQUEST


@pytest.mark.parametrize(
    "raw",
    [
        b'{"Anna": "Anna", "Anna": 1}',
        b'{"Anna": "Anna\xff"}',
        b'{"Anna": Anna}',
        b'{"Anna": "\\ud800 Anna"}',
        b'{"Anna": "\\Anna"}',
        b'{"Anna": 1e999}',
        b'["Anna"]',
    ],
)
def test_a_problem_and_all_that_hangs_on_it_holds_nothing_of_the_request(raw: bytes) -> None:
    with pytest.raises(Problem) as caught:
        parse(raw)
    error: BaseException | None = caught.value
    assert "Anna" not in caught.value.message
    assert caught.value.message.endswith(".")
    while error is not None:
        assert "Anna" not in repr(error)
        error = error.__cause__ or error.__context__


def test_a_problem_says_where() -> None:
    with pytest.raises(Problem, match="line 2, column 7"):
        parse(b'{\n "a": x}')
    with pytest.raises(Problem, match="byte 7"):
        parse(b'{"a": "\xff"}')
    with pytest.raises(Problem, match="more than 3 levels"):
        parse(b'{"a": [[[]]]}', max_depth=3)


def test_what_is_allowed_is_allowed_to_the_brim() -> None:
    depth = parse(b'{"a":' + b"[" * 63 + b"]" * 63 + b"}")
    assert list(depth) == ["a"]
    assert parse(b'{"a":' + b"[" * 63 + b" " * 4000 + b"]" * 63 + b"}") == depth
    wide = parse(b'{"a":[' + b",".join([b'"x"'] * (MAX_PLACES - 3)) + b"]}")
    assert len(wide["a"]) == MAX_PLACES - 3
    assert parse(b'{"a": ' + b"9" * 4300 + b"}")["a"] > 0
    assert parse(b'{"a": "\\ud83d\\ude00", "b": "\\\\ud800", "\\u0000": 1}') == {"a": "😀", "b": "\\ud800", "\0": 1}


@given(bodies)
def test_what_dump_wrote_parse_reads(body: dict[str, object]) -> None:
    assert parse(dump(body)) == body
    assert parse(json.dumps(body).encode()) == body


@given(st.binary() | st.text(alphabet='{}[]":,\\u0aE+-1eNd8 \n').map(str.encode))
def test_any_bytes_are_an_object_or_a_problem(raw: bytes) -> None:
    with suppress(Problem):
        body = parse(raw)
        assert parse(dump(body)) == body


def test_dump_is_compact_utf8() -> None:
    assert dump({"a": ["ü", 1]}) == '{"a":["ü",1]}'.encode()
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"a": float("nan")})


def strings(value: object) -> list[tuple[str, bool]]:
    """Every string of a value in the order in which it is written, and whether it is a key."""
    if isinstance(value, str):
        return [(value, False)]
    if isinstance(value, dict):
        return [item for key, member in value.items() for item in [(key, True), *strings(member)]]
    return [item for member in value for item in strings(member)] if isinstance(value, list) else []


@given(bodies, st.booleans(), st.sampled_from([None, 2]))
def test_literals_finds_every_string_in_order(body: dict[str, object], ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(body, ensure_ascii=ascii_only, indent=indent)
    found = list(literals(text))
    assert [(literal.value, literal.is_key) for literal in found] == strings(body)
    assert all(json.loads(text[literal.start : literal.end]) == literal.value for literal in found)


def test_literals_gives_offsets_of_the_quotes() -> None:
    assert list(literals('{"a" : "b\\"\\u00fc"}')) == [Literal(1, 4, "a", True), Literal(7, 18, 'b"ü', False)]


@pytest.mark.parametrize("text", ["{}", " [1]", '\n{"a": 1, "a": 2}', "[NaN]", '["\\ud83d\\ude00"]', '"a"', ' "\\n" '])
def test_a_string_can_hold_json(text: str) -> None:
    assert holds_json(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        '"a',
        '"a" "b"',
        '"\\ud800"',
        '"\n"',
        '"\\x"',
        "1",
        "{",
        "[[Anna]]",
        "{} x",
        '["\\ud800"]',
        "[" * 100_000,
        "[" + "9" * 5000 + "]",
    ],
)
def test_other_strings_do_not_hold_json(text: str) -> None:
    assert not holds_json(text)


def test_hostile_text_takes_linear_time() -> None:
    started = time.process_time()
    quoted = '["' + '\\"' * 500_000 + '"]'
    for text in ("[" * 1_000_000, quoted, '["a"' + " " * 1_000_000 + "]", '["' + "\\\\" * 500_000):
        if holds_json(text):
            assert len(list(literals(text))) == 1
    assert time.process_time() - started < 2
