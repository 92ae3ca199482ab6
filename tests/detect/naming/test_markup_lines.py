"""Mark-up: what stands between tags is read like lines of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.detect.naming.markup import spoken
from router.detect.naming.recogniser import Recogniser

RECOGNISER = Recogniser()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<li>Anna</li>", ["Anna"]),
        ("<surname>Field</surname>", ["surname:Field"]),
        ("Hello <b>Anna</b>, come<br>today", ["Hello    Anna    , come", "today"]),
        ('<family value="Field"/>', ['family value="Field"/']),
        ('<img src="a.png" alt="Anna">', ['"Anna"']),
        ('<td class="wide">Anna</td>', ["Anna"]),
        ("List<String> a = b < c;", ["List<String> a = b < c;"]),
        ("<!-- Anna -->", ["<!-- Anna -->"]),
    ],
)
def test_tags_become_breaks_and_their_text_stays(text: str, read: list[str]) -> None:
    assert [line.strip() for line in spoken(text).splitlines() if line.strip()] == read


@given(st.text(alphabet="<>/ab=\"' \n!-br", max_size=80))
def test_a_text_without_its_tags_is_as_long_as_before_and_loses_letters_of_tags_alone(text: str) -> None:
    read = spoken(text)
    assert len(read) == len(text)
    assert all(
        after in {before, " ", "\n", ":"} for before, after in zip(text, read, strict=True) if before not in "<>"
    )


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("<li>Harold Bennett</li>", ["Harold Bennett"]),
        ("<ul><li>Solène</li><li>Mamadou</li><li>Gauthier</li></ul>", ["Solène", "Mamadou", "Gauthier"]),
        ("<tr><td>Dieter</td><td>Hollenbach</td></tr>", ["Dieter", "Hollenbach"]),
        ("<row><first_name>Carl</first_name><last_name>Hayes</last_name></row>", ["Carl", "Hayes"]),
        ('<name><family value="Hayes"/><given value="Carl"/></name>', ["Hayes", "Carl"]),
        ('<img src="team.png" alt="Karin Vogt">', ["Karin Vogt"]),
    ],
)
def test_names_in_cells_lists_and_fields_are_found(text: str, persons: list[str]) -> None:
    assert [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"] == persons


@pytest.mark.parametrize(
    "text",
    [
        "<dependency><artifactId>spring-core</artifactId><version>5.3.1</version></dependency>",
        "<target><name>build</name></target>",
        "<nav><a href='/a'>Home</a><a href='/b'>Pricing</a><a href='/c'>Contact</a></nav>",
        '<input type="text" value="Search" placeholder="Type a word">',
    ],
)
def test_pages_and_build_files_that_name_nobody_stay(text: str) -> None:
    assert [text[one.start : one.end] for one in RECOGNISER.find(text) if one.kind == "PERSON"] == []
