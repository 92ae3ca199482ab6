import pytest

from router.http.sdk import LONGEST, asks_again, patience


@pytest.mark.parametrize(
    ("count", "again"),
    [(b"0", False), (b"1", True), (b"2", True), (b"", False), (b"-1", False), (b"one", False), (b"9" * 5000, False)],
)
def test_an_sdk_that_repeats_by_itself_is_recognised(count: bytes, again: bool) -> None:
    assert asks_again({b"x-stainless-retry-count": count}) is again
    assert not asks_again({})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({b"x-stainless-read-timeout": b"600"}, 600.0),
        ({b"x-stainless-read-timeout": b"600.0", b"x-stainless-timeout": b"30"}, 30.0),
        ({b"x-stainless-timeout": b"0.5"}, 0.5),
        ({b"x-stainless-timeout": b"0"}, None),
        ({b"x-stainless-timeout": b"-3"}, None),
        ({b"x-stainless-timeout": b"NOT_GIVEN"}, None),
        ({b"x-stainless-timeout": b"nan"}, None),
        ({b"x-stainless-timeout": b"1e9"}, None),
        ({b"x-stainless-timeout": str(LONGEST + 1).encode()}, None),
        ({}, None),
    ],
)
def test_how_long_a_client_waits_is_read_and_nothing_else_believed(
    headers: dict[bytes, bytes], seconds: float | None
) -> None:
    assert patience(headers) == seconds
