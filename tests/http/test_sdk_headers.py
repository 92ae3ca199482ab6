import pytest

from router.http.sdk import LONGEST, MOST_FEATURES, asks_again, features, patience


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


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        (b"", ()),
        (b"claude-code-20250219,context-1m-2025-08-07", ("claude-code-20250219", "context-1m-2025-08-07")),
        (b" oauth-2025-04-20 ,, oauth-2025-04-20", ("oauth-2025-04-20",)),
        (b"anna schmidt, Anna-2025-04-20, anna, 2025-04-20, a--b-2025-04-20, x-2025-04-20\xe4", ()),
        (b"a" * 60 + b"-2025-04-20", ()),
        (b"x-2025-04-20\r\nEvil: 1", ()),
    ],
)
def test_flags_of_features_are_passed_on_where_they_have_the_form_of_one(said: bytes, flags: tuple[str, ...]) -> None:
    assert features({b"anthropic-beta": said}) == flags


def test_flags_are_bounded_in_number() -> None:
    many = b",".join(b"flag%d-2025-04-20" % number for number in range(100))
    assert len(features({b"anthropic-beta": many})) == MOST_FEATURES
    assert features({}) == ()
