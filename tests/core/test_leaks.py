import json
import time
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.everyday import EVERYDAY
from router.core.jsontext import dump
from router.core.leak import leaks
from router.core.redact import Vault


def vault(*originals: str) -> Vault:
    made = Vault()
    for original in originals:
        made.hold("PERSON", original)
    return made


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "JSON": lambda text: dump({"a": text}),
    "JSON in ASCII": lambda text: json.dumps([text]).encode(),
    "JSON in JSON": lambda text: dump({"a": dump({"b": [text]}).decode()}),
    "ASCII JSON in ASCII JSON": lambda text: json.dumps([json.dumps({"b": text})]).encode(),
    "five deep": lambda text: json.dumps([json.dumps([json.dumps([json.dumps([json.dumps([text])])])])]).encode(),
    "a quoted string in JSON": lambda text: dump({"a": json.dumps(text)}),
    "a quoted string in a quoted string": lambda text: dump({"a": json.dumps(json.dumps(text))}),
    "every letter escaped": lambda text: (
        b'["' + "".join(f"\\u{unit:04X}" for unit in memoryview(text.encode("utf-16-le")).cast("H")).encode() + b'"]'
    ),
    "percent": lambda text: dump({"a": f"https://x.de/?q={quote(text)}&p=1"}),
    "percent in lower case": lambda text: dump({"a": quote(text, safe="").lower()}),
    "percent and plus": lambda text: dump({"a": f"q={quote_plus(text)}"}),
    "every byte percent-encoded": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
    "percent in JSON in JSON": lambda text: dump({"a": dump([quote(text)]).decode()}),
    "an object key": lambda text: dump({text: 1}),
    "a key in nested JSON": lambda text: dump({"a": dump({text: 1}).decode()}),
    "between others": lambda text: dump(["x", {"y": ["z", f"so, {text}: yes"]}]),
    "no UTF-8 around it": lambda text: b"\xff " + text.encode() + b" \xc3",
    "broken JSON": lambda text: b'{"a": ' + dump(text),
    "other white space": lambda text: dump([text.replace(" ", " \n\t ")]),
}

ORIGINALS = [
    "Annette",
    "Jo Arndt",
    "jörg.müller@straße.example",
    "+49 (170) 123-4567",
    "DE89 3704 0044 0532 0130 00",
    "4111111111111111",
    'say "hi" \\ to / Zoë',
    "東京都 港区 1",
    "עדי שלום 1",
    "José 1",
    "😀 Annette 😀",
    "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----",
]


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("original", ORIGINALS)
def test_an_original_is_seen_however_it_is_written(original: str, encode: Callable[[str], bytes]) -> None:
    assert leaks(encode(original), vault(original, "Quellheim")) == 1


PLUSES = ["+", "%2B"]
SPACES = [" ", "+", "%20", "+%20"]


@given(
    st.sampled_from(["+49 170 1234567", "Arndt + Sohn", "anna+work home@x.example", "C++ Anna 7 b", "a+b c+9 d e"]),
    st.sampled_from(PLUSES),
    st.lists(st.sampled_from(SPACES), min_size=4, max_size=4),
    st.sampled_from(["", "tel=", "call ", "x+", "+"]),
)
def test_an_original_with_pluses_is_seen_however_its_spaces_are_written(
    original: str, plus: str, spaces: list[str], before: str
) -> None:
    words = original.replace("+", plus).split(" ")
    written = "".join(word + space for word, space in zip(words, [*spaces[: len(words) - 1], ""], strict=True))
    assert leaks(dump({"a": before + written}), vault(original)) == 1


def test_a_short_original_is_not_seen_where_its_pluses_are_missing() -> None:
    assert leaks(dump({"a": "1 1, a b"}), vault("1 + 1", "A + B")) == 0


CASED = ["Annette", "Jo Arndt", "jörg.müller@straße.example", "Émile Zoë", "İzmir Straẞe", "Ὀδυσσεύς Ἀθῆναι"]


@pytest.mark.parametrize("original", CASED)
def test_an_original_is_seen_in_any_case(original: str) -> None:
    assert leaks(dump({"a": original.casefold()}), vault(original)) == 1
    assert leaks(json.dumps([original.upper()]).encode(), vault(original.casefold())) == 1


@given(st.sampled_from(CASED), st.sampled_from(CASED), st.sampled_from(sorted(ENCODINGS)))
def test_every_original_counts_once(first: str, second: str, encoding: str) -> None:
    data = ENCODINGS[encoding](f"{first}, {second}, {first}")
    assert leaks(data, vault(*CASED)) == len({first, second})


def test_a_number_of_the_body_counts() -> None:
    assert leaks(b'{"a":{"b":[1,4917012345678]}}', vault("4917012345678")) == 1
    assert leaks(dump({"a": '{"b":4917012345678}'}), vault("4917012345678")) == 1
    assert leaks(b'{"at":[52.51631,13.37777]}', vault("52.51631,13.37777")) == 1


def test_what_was_barred_counts_like_the_rest() -> None:
    made = Vault()
    made.bar("PERSON", "Jo Arndt")
    assert leaks(dump({"Jo Arndt": 1}), made) == 1


@pytest.mark.parametrize("text", ["annettes", "Lannette", "_annette", "annette2", "Janet te"])
def test_a_single_word_inside_another_is_no_leak(text: str) -> None:
    assert leaks(dump([text]), vault("Annette")) == 0


@pytest.mark.parametrize("text", ["Jolanda Arndts", "xjolanda arndt", "(Jolanda  Arndt)"])
def test_several_words_or_numbers_are_a_leak_inside_others_too_when_they_are_long(text: str) -> None:
    assert leaks(dump([text]), vault("Jolanda Arndt")) == 1
    assert leaks(dump([text.replace(" ", "7")]), vault("Jolanda7Arndt")) == ("  " not in text)
    assert leaks(dump([text.replace("landa", "")]), vault("Jo Arndt")) == ("(" in text)


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("123456789012", "x: 1234567890123"),
        ("12345678", "9a12345678"),
        ("2x9b41", "f2x9b41e"),
        ("1234", "1234"),
        ("99", "99"),
    ],
)
def test_a_number_inside_a_longer_one_or_a_hash_and_a_short_number_are_no_leak(original: str, text: str) -> None:
    assert leaks(dump({"a": text}), vault(original)) == 0
    assert leaks(b'{"a":[0,' + original.encode() + b"0]}", vault(original)) == 0


@pytest.mark.parametrize("text", ["4111 1111 1111 1111", "4111-1111/1111.1111", "4111111111111111"])
@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
def test_a_number_is_seen_however_it_is_grouped(text: str, encode: Callable[[str], bytes]) -> None:
    made = Vault()
    made.hold("CREDIT_CARD", "4111.1111 1111-1111")
    assert leaks(encode(text), made) == 1
    assert leaks(encode(text), vault("4111.1111 1111-1111")) == 0


def test_a_short_number_is_not_seen_by_value() -> None:
    made = Vault()
    made.hold("PHONE_NUMBER", "123-45-67")
    assert leaks(dump(["1234567", "12/34567"]), made) == 0
    assert leaks(dump(["123-45-67"]), made) == 1


def test_words_of_the_protocol_may_stand_where_the_request_had_them_and_as_often() -> None:
    made = vault("Annette", "4917012345678", "a-1 bc")
    for key, text in (("name", "annette"), ("id", "4917012345678"), ("id", "x.annette"), ("id", "a-1 bc/a-1 bc")):
        made.expect(key, text)
    assert leaks(dump({"tools": [{"name": "annette"}], "id": "x.annette"}), made) == 0
    assert leaks(dump({"tools": [{"name": "annette"}, {"name": "annette"}]}), made) == 1
    assert leaks(dump({"other": "annette"}), made) == 1
    assert leaks(dump({"name": {"annette": 1}}), made) == 1
    assert leaks(dump({"id": "4917012345678"}), made) == 1
    assert leaks(dump({"id": "a-1 bc/a-1 bc"}), made) == 1


def test_the_name_of_the_model_at_the_top_is_ours() -> None:
    made = vault("Quellheim")
    assert leaks(dump({"messages": [{"x": [1]}], "model": "quellheim-large"}), made) == 0
    assert leaks(dump({"messages": [{"model": "quellheim"}], "model": "x"}), made) == 1
    assert leaks(dump({"model": ["quellheim"]}), made) == 1
    assert leaks(dump({"a": dump({"model": "quellheim"}).decode()}), made) == 1


@pytest.mark.parametrize(
    ("text", "seen"), [("Ute", 1), ("(Ute)", 1), ("ute", 0), ("UTE", 0), ("Utes", 0), ("Beute Ute-", 1)]
)
def test_a_short_original_counts_as_a_whole_word_in_its_exact_case(text: str, seen: int) -> None:
    assert leaks(dump([text]), vault("Ute")) == seen


@pytest.mark.parametrize(("text", "seen"), [("A-1", 1), ("a-1", 0), ("A-12", 0), ("AA-1", 0), ("(A-1) AA-1", 1)])
def test_a_short_original_with_a_sign_is_no_different(text: str, seen: int) -> None:
    assert leaks(dump([text]), vault("A-1")) == seen
    assert leaks(dump([text.replace("1", "ß")]), vault("A-ß")) == seen
    assert leaks(dump([text.replace("A", "ßA")]), vault("ßA-1")) == seen


@pytest.mark.parametrize("word", ["Will", "Rose", "Mai", "user", "content", "a", "7", "!!! - !!!", "Claude", " Will. "])
def test_words_that_name_nobody_are_not_searched(word: str) -> None:
    assert leaks(dump({"role": "user", "content": f"Will a rose 7 !!! - !!! claude in mai {word}"}), vault(word)) == 0


def test_placeholders_are_not_taken_for_originals() -> None:
    made = vault("PERSON", "PERSON_1", "[[PERSON_1]]", "1]] x", "Annette")
    assert leaks(dump(["[[PERSON_1]] [[PERSON_2]]", dump(["[[PERSON_3]]"]).decode()]), made) == 0
    assert leaks(dump(["[[PERSON_1]] x"]), made) == 0
    assert leaks(dump(["[[PERSON_9]]"]), made) == 0
    assert leaks(dump(["[[PERSON_9]]"]), vault("PERSON_9")) == 1


def test_what_was_glued_to_a_placeholder_stays_glued() -> None:
    assert leaks(dump(["annette[[PERSON_1]]"]), vault("x", "Annette")) == 0
    assert leaks(dump(["annette [[PERSON_1]]"]), vault("x", "Annette")) == 1


def test_words_that_only_escapes_would_make_are_no_leak() -> None:
    made = vault("Nora", "Nannette")
    assert leaks(dump(["\nora", "\nannette", dump(["\nora \nannette"]).decode()]), made) == 0
    assert leaks(dump([r"print('\nNora')", r"\nora"]), made) == 1


def test_originals_are_not_put_together_from_two_strings() -> None:
    made = vault('Jo","Arndt', "Jo Arndt", "Jo\nArndt")
    assert leaks(dump({"a": ["Jo", "Arndt"], "Jo": "Arndt", "n": dump(["Jo", "Arndt"]).decode()}), made) == 0


def test_media_is_not_searched_in_its_payload() -> None:
    payload = "Annette/" * 8
    assert leaks(dump([f"data:image/png;base64,{payload}"]), vault("Annette")) == 0
    assert leaks(dump([f"data:image/png;name=annette;base64,{payload}"]), vault("Annette")) == 1
    assert leaks(dump([f"data:annette/png;base64,{payload}"]), vault("Annette")) == 1
    assert leaks(dump(["data:image/png;base64,Annette/"]), vault("Annette")) == 1


def test_an_empty_vault_sees_nothing() -> None:
    assert leaks(b'{"a": "Anna"}', Vault()) == 0
    made = vault("Annette")
    made.wipe()
    assert leaks(b"Annette", made) == 0


@given(st.binary())
def test_any_bytes_can_be_searched(data: bytes) -> None:
    assert leaks(data, vault("an original that is not there", "Nora")) == 0


def test_everyday_words_are_single_and_folded() -> None:
    assert len(EVERYDAY) > 3000
    assert all(word == word.casefold() and word.isalnum() for word in EVERYDAY)


def test_a_megabyte_with_a_thousand_originals_takes_less_than_two_seconds() -> None:
    data = dump({"messages": [{"role": "user", "content": f"some words\nand {at} more " * 40} for at in range(1000)]})
    made = vault(*(f"Annette {at}" for at in range(500)), *(f"annette{'n' * at}" for at in range(500)))
    assert len(data) > 800_000
    started = time.process_time()
    assert leaks(data, made) == 0
    assert time.process_time() - started < 2
