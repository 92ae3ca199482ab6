from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from providers._quotas import LONGEST_WAIT, MOST, allotments, retry_after
from router.core.quota import Allotment

NOW = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)

OPENAI = {
    "x-ratelimit-limit-requests": "5000",
    "x-ratelimit-remaining-requests": "4999",
    "x-ratelimit-reset-requests": "12ms",
    "x-ratelimit-limit-tokens": "160000",
    "x-ratelimit-remaining-tokens": "159976",
    "x-ratelimit-reset-tokens": "6m0s",
}
ANTHROPIC = {
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "49",
    "anthropic-ratelimit-requests-reset": "2026-11-22T12:00:30Z",
    "anthropic-ratelimit-input-tokens-limit": "10000",
    "anthropic-ratelimit-input-tokens-remaining": "0",
    "anthropic-ratelimit-input-tokens-reset": "2026-11-22T12:01:00Z",
    "anthropic-organization-id": "never read",
}
MISTRAL = {
    "x-ratelimit-limit-req-minute": "60",
    "x-ratelimit-remaining-req-minute": "59",
    "x-ratelimit-limit-tokens-minute": "50000",
    "x-ratelimit-remaining-tokens-minute": "47196",
    "ratelimitbysize-limit": "500000",
    "ratelimitbysize-remaining": "499000",
    "ratelimitbysize-reset": "24",
    "x-ratelimitbysize-limit-minute": "500000",
    "x-ratelimitbysize-remaining-minute": "250000",
}
CEREBRAS = {
    "x-ratelimit-limit-requests-day": "14400",
    "x-ratelimit-remaining-requests-day": "14399",
    "x-ratelimit-reset-requests-day": "43200.5",
}
OPENROUTER = {
    "X-RateLimit-Limit": "20",
    "X-RateLimit-Remaining": "0",
    "X-RateLimit-Reset": str(int(NOW.timestamp() * 1000) + 9000),
}
DRAFT = {"ratelimit-limit": "100", "ratelimit-remaining": "50", "ratelimit-reset": "50"}

VENDORS: dict[str, tuple[dict[str, str], set[Allotment]]] = {
    "OpenAI": (
        OPENAI,
        {Allotment("requests", 5000, 4999, 0.012), Allotment("tokens", 160000, 159976, 360.0)},
    ),
    "Azure": (
        {"x-ratelimit-remaining-requests": "9", "x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "7"},
        {Allotment("requests", None, 9, None), Allotment("tokens", None, 0, 7.0)},
    ),
    "Groq": (
        {"x-ratelimit-limit-tokens": "18000", "x-ratelimit-remaining-tokens": "1", "x-ratelimit-reset-tokens": "7.66s"},
        {Allotment("tokens", 18000, 1, 7.66)},
    ),
    "Anthropic": (
        ANTHROPIC,
        {Allotment("requests", 50, 49, 30.0), Allotment("input-tokens", 10000, 0, 60.0)},
    ),
    "Mistral": (
        MISTRAL,
        {
            Allotment("req-minute", 60, 59, None, at_once=True),
            Allotment("tokens-minute", 50000, 47196, None, at_once=True),
            Allotment("bysize", 500000, 499000, 24.0, at_once=True),
            Allotment("bysizeminute", 500000, 250000, None, at_once=True),
        },
    ),
    "Cerebras": (CEREBRAS, {Allotment("requests-day", 14400, 14399, LONGEST_WAIT, at_once=True)}),
    "OpenRouter": (OPENROUTER, {Allotment("requests-window", 20, 0, 9.0, at_once=True)}),
    "IETF draft": (DRAFT, {Allotment("requests-window", 100, 50, 50.0, at_once=True)}),
    "nobody": ({"content-type": "text/html", "date": "x"}, set()),
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_vendors_headers_are_read(vendor: str) -> None:
    headers, said = VENDORS[vendor]
    assert set(allotments(headers, NOW)) == said


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (OPENROUTER, 9.0),
        ({"ratelimitbysize-reset": "12"}, 12.0),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 5)}, 5.0),
        ({"x-ratelimit-reset": "30"}, 30.0),
        ({**ANTHROPIC}, 60.0),
        ({**OPENAI, "retry-after-ms": "20"}, 0.02),
    ],
)
def test_a_429_says_how_long_by_any_of_them(headers: dict[str, str], seconds: float) -> None:
    low = {name.lower(): value for name, value in headers.items()}
    assert retry_after(low, NOW) == pytest.approx(seconds)


WORDS = st.sampled_from([*OPENAI, *ANTHROPIC, *MISTRAL, *CEREBRAS, *DRAFT, "x-ratelimit-reset", "retry-after"])


@given(st.dictionaries(WORDS, st.text(max_size=20) | st.from_regex(r"[0-9.]{1,16}(ms|m|s|h)?", fullmatch=True)))
def test_no_value_breaks_it_and_nothing_is_believed_beyond_the_longest_wait(headers: dict[str, str]) -> None:
    wait = retry_after(headers, NOW)
    assert wait is None or 0.0 <= wait <= LONGEST_WAIT
    for allotment in allotments(headers, NOW):
        assert allotment.remaining >= 0
        assert allotment.reset is None or 0.0 <= allotment.reset <= LONGEST_WAIT


def test_a_provider_that_sends_limits_without_end_is_read_for_a_bounded_number() -> None:
    headers = {f"x-ratelimit-remaining-{number}": "1" for number in range(1000)}
    assert len(allotments(headers, NOW)) == MOST
