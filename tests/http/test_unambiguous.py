"""Which headers of a request count, where one comes twice."""

import pytest

from router.core.problems import Problem
from router.http.app import DECISIVE, unambiguous


@pytest.mark.parametrize("name", sorted(DECISIVE))
def test_what_decides_something_and_comes_twice_is_refused_by_its_name(name: bytes) -> None:
    with pytest.raises(Problem, match=f"{name.decode()} was sent more than once"):
        unambiguous([(b"accept", b"*/*"), (name, b"1"), (b"host", b"r"), (name, b"1")])


def test_of_what_decides_nothing_the_first_counts() -> None:
    assert unambiguous([(b"accept", b"first"), (b"host", b"r"), (b"accept", b"last")]) == {
        b"accept": b"first",
        b"host": b"r",
    }


@pytest.mark.parametrize("other", [b"x-api-key", b"api-key"])
def test_the_same_key_may_be_sent_under_two_names_and_two_keys_may_not(other: bytes) -> None:
    assert unambiguous([(b"authorization", b"Bearer one"), (other, b"one")])[other] == b"one"
    assert unambiguous([(b"authorization", b"Bearer one"), (other, b" ")])[other] == b" "
    with pytest.raises(Problem, match="two different API keys"):
        unambiguous([(b"authorization", b"Bearer one"), (other, b"two")])
