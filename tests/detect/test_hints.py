import json

import pytest

from router.core.types import Slot
from router.detect.engine import Engine
from router.detect.hints import hint
from router.dialects.chat import CHAT

ENGINE = Engine()


def test_a_text_is_called_what_its_slot_is_called() -> None:
    assert hint(Slot(("metadata", "bsn"), "111222333", "user", hint="bsn")) == "bsn"
    assert hint(Slot(("metadata", "x"), "111222333", "user")) == ""


def test_a_long_text_speaks_for_itself() -> None:
    assert hint(Slot(("metadata", "bsn"), "x" * 1000, "user", hint="bsn")) == ""


def _found(arguments: object) -> list[str]:
    """What is found in tool-call arguments: JSON in a string of the body."""
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": json.dumps(arguments)}}
    body = {"messages": [{"role": "assistant", "tool_calls": [call]}]}
    read = [(slot, ENGINE.scan(slot.text, hint(slot))) for slot in CHAT.slots(body)]
    return [f"{one.kind} {slot.text[one.start : one.end]}" for slot, found in read for one in found]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"pesel": "44051401359"}, "NATIONAL_ID 44051401359"),
        ({"password": "hunter2x9"}, "SECRET hunter2x9"),
        ({"password": "correcthorse"}, "SECRET correcthorse"),
        ({"password": "correct horse 9 battery!"}, "SECRET correct horse 9 battery!"),
        ({"phone": "512 345 678"}, "PHONE_NUMBER 512 345 678"),
        ({"mobile": "512345678"}, "PHONE_NUMBER 512345678"),
        ({"bsn": 111222333}, "NATIONAL_ID 111222333"),
        ({"dateOfBirth": "1980-05-12"}, "DATE_OF_BIRTH 1980-05-12"),
        ({"card": {"cvv": "123"}}, "SECRET 123"),
        ({"pin": "471"}, "SECRET 471"),
        ({"password": {"value": "hunter2x9"}}, "SECRET hunter2x9"),
        ({"credentials": {"password": "hunter2x9"}}, "SECRET hunter2x9"),
        ({"field": "pesel", "value": "44051401359"}, "NATIONAL_ID 44051401359"),
        ({"phones": ["512 345 678"]}, "PHONE_NUMBER 512 345 678"),
        ({"phone": {"home": "512 345 678"}}, "PHONE_NUMBER 512 345 678"),
        ({"customer": {"bsn": "111222333"}}, "NATIONAL_ID 111222333"),
        ({"birthday": "1980-03-12T00:00:00Z"}, "DATE_OF_BIRTH 1980-03-12"),
        ({"dates": {"birth": "1980-03-12"}}, "DATE_OF_BIRTH 1980-03-12"),
        ({"label": "Geburtsdatum", "text": "12.03.1980"}, "DATE_OF_BIRTH 12.03.1980"),
        ({"content": "hunter2x9", "field": "Passwort"}, "SECRET hunter2x9"),
        ({"key": "date_of_birth", "value": "1980-03-12T00:00:00Z"}, "DATE_OF_BIRTH 1980-03-12"),
        ({"password": {"default": "hunter2x9"}}, "SECRET hunter2x9"),
    ],
)
def test_a_key_gives_its_value_meaning_in_json_within_a_string(arguments: object, expected: str) -> None:
    assert _found(arguments) == [expected]


@pytest.mark.parametrize(
    "arguments",
    [
        {"date of birth": "", "created": "2024-05-01"},
        {"bsn": None, "order": "111222333"},
        {"a": {"phone": "x"}, "total": "512345678"},
        {"call_count": 1234567},
        {"cell": 2147483},
        {"mobile_views": 6123456},
        {"passport_count": 1234567},
        {"phone_count": 61234567},
        {"password": "string"},
        {"password_min_length": "12"},
        {"name": "Geburtsdatum", "text": "12.03.1980"},
        {"type": "password", "content": "hunter2x9"},
        {"dates": {"created": "1980-03-12"}},
    ],
)
def test_a_key_says_nothing_of_its_neighbours_and_a_count_is_no_number_of_anybody(arguments: object) -> None:
    assert _found(arguments) == []


@pytest.mark.parametrize(
    "schema",
    [
        *(
            {"hasPassword": {"type": "boolean"}},
            {"password": {"type": "integer"}},
            {"password": {"dataType": "nvarchar"}},
        ),
        *({"password": {"kind": "credential"}}, {"properties": {"password": {"type": ["string", "null"]}}}),
        {"password": {"format": "password", "title": "Password1", "default": False, "required": True}},
        {"birthday": {"type": "string", "format": "date-time", "description": "Since 2020-01-01"}},
        *(
            {"password": word}
            for word in ("varchar(255)", "number", "object", "array", "null", "SecretStr", "str", "text")
        ),
    ],
)
def test_a_schema_of_a_field_holds_no_value_of_it(schema: object) -> None:
    assert _found(schema) == []
