import pytest

from router.core.signed_notes import COSIGNATURE, ED25519, VerifierKey
from router.core.witnesses import parse_witnesses

KEY = VerifierKey("witness.example/w1", COSIGNATURE, bytes(range(32)))
LOG = VerifierKey("example.com/log", ED25519, bytes(range(32)))


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.7:7380",
        "https://witness.example",
        "https://witness.example/house/log-1",
        "http://[::1]:7380",
    ],
)
def test_a_witness_is_where_it_is_and_the_key_that_it_signs_with(url: str) -> None:
    (one,) = parse_witnesses(f"{url}+{KEY}")
    assert (one.url, one.key) == (url, KEY)


def test_there_may_be_several_and_none() -> None:
    assert parse_witnesses(" ") == ()
    text = f"http://a/+{KEY}\n http://b:1+{KEY}"
    assert [one.url for one in parse_witnesses(text)] == ["http://a", "http://b:1"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("http://a", "not a verifier key"),
        (f"{KEY}", "write http://HOST"),
        (f"ftp://a+{KEY}", "write http://HOST"),
        (f"http://me:hunter2@a+{KEY}", "write http://HOST"),
        (f"http://a?x=1+{KEY}", "write http://HOST"),
        (f"http://a+{str(KEY)[:-4]}", "verifier key"),
        (f"http://a+{LOG}", "the key of a log"),
    ],
)
def test_what_is_none_is_told_by_its_number_and_not_shown(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as wrong:
        parse_witnesses(f"http://good+{KEY} {text}")
    assert str(wrong.value).startswith("witness 2: ")
    assert "hunter2" not in str(wrong.value)
