import hmac
import string
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.keys import ALPHABET, ID_LENGTH, SECRET_LENGTH, digest, format_key, parse_key

IDS = st.text(ALPHABET, min_size=ID_LENGTH, max_size=ID_LENGTH)
SECRETS = st.text(ALPHABET, min_size=SECRET_LENGTH, max_size=SECRET_LENGTH)
KEYS = st.builds(format_key, IDS, SECRETS)

KEY = format_key("abcd1234", "S" * SECRET_LENGTH)


@given(IDS, SECRETS)
@settings(deadline=None)
def test_a_key_gives_back_its_id_and_its_secret(key_id: str, secret: str) -> None:
    assert parse_key(format_key(key_id, secret)) == (key_id, secret)


@given(KEYS, st.data())
@settings(deadline=None)
def test_one_wrong_character_is_always_noticed(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(key) - 1))
    other = data.draw(st.sampled_from(ALPHABET).filter(lambda character: character != key[place]))
    assert parse_key(key[:place] + other + key[place + 1 :]) is None


@given(KEYS, st.data())
@settings(deadline=None)
def test_two_neighbours_that_changed_places_are_always_noticed(key: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(key) - 2).filter(lambda place: key[place] != key[place + 1]))
    assert parse_key(key[:place] + key[place + 1] + key[place] + key[place + 2 :]) is None


@given(KEYS, st.data())
@settings(deadline=None)
def test_a_key_cut_short_or_with_more_behind_it_is_none(key: str, data: st.DataObject) -> None:
    assert parse_key(key[: data.draw(st.integers(0, len(key) - 1))]) is None
    assert parse_key(key + data.draw(st.text(min_size=1))) is None


@given(st.text())
@settings(deadline=None)
def test_any_other_text_is_none_and_raises_nothing(text: str) -> None:
    assert parse_key(text) is None


@pytest.mark.parametrize(
    "text", [KEY + "\n", " " + KEY, KEY.upper(), KEY.replace("_", "-"), KEY.replace("1", "\u0661")]
)
def test_what_only_looks_like_the_key_is_none(text: str) -> None:
    assert parse_key(text) is None


def test_a_secret_holds_256_bits_and_a_checksum_32() -> None:
    assert sorted(ALPHABET) == sorted(string.digits + string.ascii_letters)
    assert 62**SECRET_LENGTH > 2**256
    assert 62**6 > 2**32


def test_the_checksum_is_crc_32_in_base_62() -> None:
    body, _, checksum = KEY.rpartition("_")
    number = sum(ALPHABET.index(digit) * 62**power for power, digit in enumerate(reversed(checksum)))
    assert number == zlib.crc32(body.encode())


@pytest.mark.parametrize(
    "parts", [("short", "S" * 43), ("abcd1234", "S" * 42), ("abcd_123", "S" * 43), ("abcd1234", "é" * 43)]
)
def test_parts_of_another_shape_make_no_key_and_are_not_repeated(parts: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="base62") as raised:
        format_key(*parts)
    assert parts[1] not in str(raised.value)


def test_the_digest_is_hmac_sha_256_of_both_parts() -> None:
    secret = "S" * SECRET_LENGTH
    assert digest(b"k" * 32, "abcd1234", secret) == hmac.digest(b"k" * 32, f"abcd1234_{secret}".encode(), "sha256")
    assert digest(b"k" * 32, "abcd1234", secret) != digest(b"l" * 32, "abcd1234", secret)
    assert digest(b"k" * 32, "abcd1234", secret) != digest(b"k" * 32, "abcd1235", secret)
