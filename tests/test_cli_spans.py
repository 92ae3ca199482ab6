from datetime import UTC, datetime

import pytest

from router.cli.spans import about, moment, span
from router.issuing import NEVER

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90d", 7_776_000), ("24h", 86_400), ("30m", 1800), ("45s", 45), ("0h", 0), ("99999d", 99_999 * 86_400)],
)
def test_a_span_is_a_number_and_a_unit(text: str, seconds: float) -> None:
    assert span(text, "--overlap") == seconds


@pytest.mark.parametrize("text", ["", "d", "90", "90 d", "1.5h", "-1d", "1w", "1d12h", "100000d", "never", "\u0661d"])
def test_what_is_no_span_is_told_with_the_option(text: str) -> None:
    with pytest.raises(ValueError, match="--overlap takes a span such as 90d"):
        span(text, "--overlap")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("90d", NOW + 7_776_000),
        ("1s", NOW + 1),
        ("2026-11-23", NOW + 43_200),
        ("never", NEVER),
    ],
)
def test_a_moment_is_a_span_from_now_or_the_beginning_of_a_day_in_utc(text: str, at: float) -> None:
    assert moment(text, NOW, "--expires") == at


@pytest.mark.parametrize("text", ["0d", "2026-11-22", "2020-01-01"])
def test_a_moment_that_is_past_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not in the future"):
        moment(text, NOW, "--expires")


@pytest.mark.parametrize("text", ["", "Never", "none", "2026-13-01", "2027-03-31T00:00", "tomorrow", "90"])
def test_what_is_no_moment_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="--expires takes 90d, 12h, a day such as 2027-03-31, or never"):
        moment(text, NOW, "--expires")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(7_775_999, "89 days"), (86_400, "1 day"), (86_399, "23 hours"), (3600, "1 hour"), (60, "1 minute"), (9.9, "9 s")],
)
def test_a_span_is_told_in_its_largest_unit(seconds: float, text: str) -> None:
    assert about(seconds) == text
