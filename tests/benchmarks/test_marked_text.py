from pathlib import Path

import pytest
from marked_text import parse, read_marked
from scoring import Span


def test_marks_become_spans_of_the_text_without_them() -> None:
    example = parse("hi [[PERSON:Jan Kowalski]], [[LOCATION:Łódź]]?", "pl")
    assert example.text == "hi Jan Kowalski, Łódź?"
    assert example.spans == (Span(3, 15, "PERSON"), Span(17, 21, "LOCATION"))
    assert (example.set, example.lang, example.genre) == ("own", "pl", "")


@pytest.mark.parametrize("genre", ["chat", "lower", "code", "clean"])
def test_a_first_word_gives_the_genre(genre: str) -> None:
    example = parse(f"#{genre} a b", "en")
    assert (example.genre, example.text) == (genre, "a b")


@pytest.mark.parametrize("text", ["# Heading", "#hashtag is text", "#chatter", "a #chat b"])
def test_any_other_hash_is_text(text: str) -> None:
    example = parse(text, "en")
    assert (example.genre, example.text) == ("", text)


def test_escapes_are_undone_also_in_a_mark_and_other_backslashes_are_themselves() -> None:
    example = parse(r"a\nb\tc \\n \d [[ADDRESS:Weg 1\n10115 Berlin]]", "de")
    assert example.text == "a\nb\tc \\n \\d Weg 1\n10115 Berlin"
    assert example.text[slice(*example.spans[0][:2])] == "Weg 1\n10115 Berlin"


@pytest.mark.parametrize("text", ["[[1, 2], [3]]", "if [[ -f x ]]; then", "[[PERSON_1]]", "a[[0]]"])
def test_double_brackets_without_a_kind_are_text(text: str) -> None:
    assert parse(text, "en").text == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[[PERSN:Ann]]", "is no kind"),
        ("[[PERSON:Ann", "not closed"),
        ("[[PERSON:Ann]] [[PERSON:Bob]", "not closed"),
        ("[[PERSON:Ann [[LOCATION:Ulm]]]]", "another mark"),
        ("[[PERSON:]]", "does not fit"),
        ("[[PERSON: Ann]]", "does not fit"),
        ("#clean [[PERSON:Ann]]", "a clean text"),
    ],
)
def test_a_mark_that_is_not_right_is_refused_with_its_place(line: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "de.txt"
    file.write_text(f"\nhallo\n{line}\n")
    with pytest.raises(ValueError, match=rf"de\.txt:3: .*{reason}"):
        read_marked(file)


def test_a_file_is_read_line_by_line_in_the_language_of_its_name(tmp_path: Path) -> None:
    file = tmp_path / "fr.txt"
    file.write_text("#chat salut [[PERSON:Zoé]]\n\n#clean un café\u2028au lait\n", encoding="utf-8")
    examples = read_marked(file)
    assert [(one.lang, one.genre, one.text) for one in examples] == [
        ("fr", "chat", "salut Zoé"),
        ("fr", "clean", "un café\u2028au lait"),
    ]
