"""Names whose UTF-8 somebody read as ISO 8859-1 or Windows-1252 are found whole; clean text is read once."""

import pytest

from router.detect.disguises import marked
from router.detect.engine import build
from router.detect.names import NAMED

ENGINE = build(NAMED)


@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr Grünwald kommt morgen", "Grünwald"),
        ("Jörg Müller rief an", "Jörg Müller"),
        ("Herr Jürgen Groß fehlt heute", "Jürgen Groß"),
        ("Michał Wiśniewski zadzwonił", "Michał Wiśniewski"),
        ("Évelyne Lefèvre a appelé", "Évelyne Lefèvre"),
    ],
)
def test_a_name_in_misread_letters_is_found_whole(text: str, name: str, charset: str) -> None:
    misread = text.encode().decode(charset)
    found = [misread[one.start : one.end] for one in ENGINE.scan(misread) if one.kind == "PERSON"]
    assert found == [name.encode().decode(charset)]


@pytest.mark.parametrize("text", ["Größe, Ämter, Åse, São Tomé", "é à ü ß", "Maß“ und Spaß”", "naïve"])
def test_letters_that_stand_as_they_should_are_no_disguise(text: str) -> None:
    assert marked(text, spaced=False) == []
