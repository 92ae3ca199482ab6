"""A title is no part of a name: `Mr Smith` and `Smith` are one person with one placeholder."""

import pytest

from router.detect.naming.recogniser import Recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Smith called about the invoice.", "Smith"),
        ("Miss Kowalska signed the lease yesterday.", "Kowalska"),
        ("MR. JOHN SMITH SIGNED THE LEASE", "JOHN SMITH"),
        ("Frau Dr. Anna Berg hat unterschrieben.", "Anna Berg"),
        ("Mme Claire Dubois a signé le bail.", "Claire Dubois"),
        ("Pani Anna Nowak podpisała umowę.", "Anna Nowak"),
    ],
)
def test_a_name_is_found_without_what_somebody_is_called_by(recogniser: Recogniser, text: str, name: str) -> None:
    assert [text[one.start : one.end] for one in recogniser.find(text) if one.kind == "PERSON"] == [name]
