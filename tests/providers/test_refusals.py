import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers._quotas import LONGEST_WAIT, retry_after
from providers._refusals import refusal
from providers._vocabulary import CODES, FIELDS
from router.core.problems import FailureKind, UpstreamFailure

K = FailureKind
NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)


def refused(status: int, body: Any = None, **headers: str) -> UpstreamFailure:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return refusal(status, {name.replace("_", "-"): value for name, value in headers.items()}, raw, NOW)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, K.GARBAGE),
        (307, K.GARBAGE),
        (400, K.REQUEST),
        (401, K.CREDENTIAL),
        (402, K.CREDENTIAL),
        (403, K.CREDENTIAL),
        (404, K.REQUEST),
        (405, K.GARBAGE),
        (408, K.TIMEOUT),
        (409, K.SERVER),
        (413, K.GARBAGE),
        (415, K.GARBAGE),
        (418, K.GARBAGE),
        (421, K.SERVER),
        (422, K.REQUEST),
        (425, K.SERVER),
        (429, K.RATE),
        (451, K.GARBAGE),
        (498, K.SERVER),
        (500, K.SERVER),
        (503, K.SERVER),
        (529, K.SERVER),
        (599, K.SERVER),
        (100, K.GARBAGE),
        (999, K.GARBAGE),
    ],
)
def test_the_status_says_whose_fault_it_is(status: int, kind: FailureKind) -> None:
    failure = refused(status)
    assert (failure.kind, failure.status) == (kind, status)


@pytest.mark.parametrize(
    "body",
    [
        {"error": {"code": "context_length_exceeded", "message": "..."}},
        {"error": {"message": "This model's maximum context length is 8192 tokens. However, you requested 9000"}},
        {"error": {"code": 400, "type": "exceed_context_size_error", "message": "the request exceeds"}},
        {"error": {"message": "the request exceeds the available context size, try increasing it"}},
        {"error": {"message": "Requested tokens (700) exceed context window of 512"}},
        {"object": "error", "message": "The prompt (total length 9000) is too long to fit into the model", "code": 400},
        {"type": "error", "error": {"type": "invalid_request_error", "message": "prompt is too long: 210000 tokens"}},
        {"message": "Prompt contains 9000 tokens, too large for model with 8000 maximum context length"},
        {"error": "The input (9000 tokens) is longer than the model's context length (8000 tokens)."},
        {"detail": "maximum context length is 4096 tokens"},
        [{"error": {"code": 400, "message": "exceeds the context window"}}],
        b"maximum context length exceeded",
    ],
)
def test_a_request_too_long_is_known_in_every_servers_words(body: Any) -> None:
    assert refused(400, body).kind is K.CONTEXT


def test_only_statuses_that_speak_of_the_request_can_mean_context() -> None:
    body = {"error": {"message": "maximum context length"}}
    assert refused(429, body).kind is K.RATE
    assert refused(503, body).kind is K.SERVER
    assert refused(413, body).kind is K.CONTEXT


def test_known_words_are_kept_and_no_others() -> None:
    failure = refused(
        400,
        {"error": {"message": "Anna Kowalska, anna@example.org", "code": "invalid_value", "param": "messages[0].role"}},
    )
    assert failure.detail == "code=invalid_value, param=messages[0].role"
    assert failure.param == "messages[0].role"
    assert str(failure) == "request (400): code=invalid_value, param=messages[0].role"


@pytest.mark.parametrize(
    "word",
    ["invalid_request_error", "model_not_found", "BadRequestError", "insufficient_quota", "RESOURCE_EXHAUSTED"],
)
def test_a_providers_own_code_comes_through(word: str) -> None:
    assert refused(422, {"error": {"code": word, "type": word}}).detail == f"code={word}, type={word}"


UNKNOWN = [
    "Anna",
    "Kowalska_1970",
    "sk-hush-1234",
    "Anna Kowalska",
    "anna@example.org",
    "+48123456789",
    "invalid_value ",
    "INVALID_VALUE",
    "x" * 65,
    "a\nb",
    "é",
    "",
    "4711",
    4711,
    400,
    True,
    None,
    {},
    ["invalid_value"],
]


@pytest.mark.parametrize("value", UNKNOWN)
def test_a_word_that_nobody_knows_is_not_repeated(value: Any) -> None:
    failure = refused(422, {"error": {"code": value, "type": value, "param": value}})
    assert (failure.detail, failure.param) == ("", None)


@pytest.mark.parametrize(
    "path",
    ["temperature", "messages", "messages[12].content[0].image_url.url", "tools.3.function.parameters", "n", "stop[0]"],
)
def test_a_field_is_named_by_its_path(path: str) -> None:
    assert refused(400, {"error": {"param": path}}).param == path


@pytest.mark.parametrize(
    "path",
    [
        "Anna",
        "messages[0].Anna",
        "messages.anna.content",
        "messages[Anna]",
        "messages[4711]",
        "4711",
        "messages.4711",
        "messages[٣]",
        "messages..role",
        "messages.",
        ".messages",
        "messages[0]Anna",
        "messages\n",
        "messages" + ".content" * 12,
        "[0]",
    ],
)
def test_a_path_with_one_word_that_is_no_field_is_not_repeated(path: str) -> None:
    assert refused(400, {"error": {"param": path}}).param is None


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_that_a_request_may_say_is_repeated_unless_it_is_on_the_lists(word: str) -> None:
    failure = refused(400, {"error": {"code": word, "type": word, "param": word}})
    assert word in CODES | FIELDS or failure.detail == ""


def test_the_lists_hold_plain_words() -> None:
    assert len(CODES) > 60
    assert all(word.isidentifier() and word.isascii() for word in CODES | FIELDS)


@given(st.integers(100, 999), st.one_of(st.binary(max_size=200), st.from_regex(rb"[\[{\"a:]{0,40}", fullmatch=True)))
def test_no_body_breaks_it(status: int, body: bytes) -> None:
    assert refusal(status, {}, body, NOW).status == status


def test_a_deeply_nested_body_does_not_break_it() -> None:
    assert refusal(400, {}, b"[" * 60_000, NOW).kind is K.REQUEST


def test_a_number_too_long_to_parse_does_not_break_it() -> None:
    assert refusal(400, {}, b'{"error": {"code": ' + b"9" * 60_000 + b"}}", NOW).kind is K.REQUEST


# --------------------------------------------------------------------------------------------------------- how long


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "9" * 12}, LONGEST_WAIT),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({"retry-after": "Sun, 22 Nov 2027 12:00:00 GMT"}, LONGEST_WAIT),
        ({"retry-after": "20", "retry-after-ms": "250"}, 0.25),
        ({"x-ratelimit-reset-requests": "6m0s"}, 360.0),
        ({"x-ratelimit-reset-tokens": "1h2m3s"}, LONGEST_WAIT),
        ({"x-ratelimit-reset-tokens": "1.5s"}, 1.5),
        ({"x-ratelimit-reset-tokens": "12ms"}, 0.012),
        ({"x-ratelimit-reset-tokens": "1m12ms"}, 60.012),
        ({"x-ratelimit-reset-tokens": "7"}, 7.0),
        ({"x-ratelimit-reset-tokens": ""}, None),
        ({"x-ratelimit-reset-tokens": "s"}, None),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "9s"}, 1.0),
        (
            {
                "x-ratelimit-reset-requests": "1s",
                "x-ratelimit-remaining-requests": "9",
                "x-ratelimit-reset-tokens": "9s",
                "x-ratelimit-remaining-tokens": "0",
            },
            9.0,
        ),
        ({"anthropic-ratelimit-input-tokens-reset": "2026-11-22T12:00:45Z"}, 45.0),
        (
            {
                "anthropic-ratelimit-requests-reset": "2026-11-22T12:00:10Z",
                "anthropic-ratelimit-requests-remaining": "4",
                "anthropic-ratelimit-tokens-reset": "2026-11-22T12:00:45+00:00",
                "anthropic-ratelimit-tokens-remaining": "0",
            },
            45.0,
        ),
        ({"anthropic-ratelimit-tokens-reset": "tomorrow"}, None),
    ],
)
def test_how_long_to_wait_is_read_from_every_header(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == pytest.approx(seconds)


def test_waits_are_for_rate_limits_and_busy_servers() -> None:
    assert refused(429, retry_after="3").retry_after == 3.0
    assert refused(503, retry_after="3").retry_after == 3.0
    assert refused(400, retry_after="3").retry_after is None


@given(
    st.sampled_from(["retry-after", "retry-after-ms", "x-ratelimit-reset-x", "anthropic-ratelimit-x-reset"]), st.text()
)
def test_no_header_breaks_it(name: str, value: str) -> None:
    wait = retry_after({name: value}, NOW)
    assert wait is None or 0.0 <= wait <= LONGEST_WAIT
