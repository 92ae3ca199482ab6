"""Logins made of the name beside them: `(text, what is found)`."""

import pytest
from detect_reading import engine, found
from hypothesis import given
from hypothesis import strategies as st

KIND = "USERNAME"


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Laws have a deadline for each example, and the first one would pay for building the engine."""
    engine()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("moved to O. Brandsma (brandsmao2)", ["brandsmao2"]),
        ("Requester: Nora Prachtl (nprachtl)", ["nprachtl"]),
        ("Solicitante: Iria Souto (iria.souto)", ["iria.souto"]),
        ("user Łukasz Żółw [lzolw] is locked", ["lzolw"]),
        ("password expired for D. Papanikolaou (dpapanik04).", ["dpapanik04"]),
    ],
)
def test_a_login_in_brackets_is_known_by_the_name_before_it(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Apache Kafka (kafka), Google Cloud (gcloud) and Amazon Web Services (aws)",
        "Anna Karenina (novel) for every user",
        "the user Nora Prachtl (retired)",
        "Requester: Nora\nPrachtl (nprachtl)",
        "see section four (sfour) of the user guide",
        "Foo Bar(fbar1)",
    ],
)
def test_products_and_remarks_in_brackets_are_none(text: str) -> None:
    assert found(text, KIND) == []


@given(st.text(alphabet="Aab (.<[)]>\n1-", max_size=80))
def test_any_row_of_brackets_and_names_is_read_without_error(text: str) -> None:
    found(text, KIND)
