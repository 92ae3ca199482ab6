"""Postcodes of surrogates have the form of the original's country, and no place has them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.surrogate_postcodes import native, postcode, postcodes
from router.core.surrogate_values import supply

SEEDS = st.integers(0, 10_000).map(str)
CODES = [
    ("SW1A 2AA", "en", r"[QVX][A-Z]\d[A-Z] \d[CIKMOV]{2}"),
    ("m1 1ae", "en", r"[qvx]\d \d[cikmov]{2}"),
    ("EC1A1BB", "", r"[QVX][A-Z]\d[A-Z]\d[CIKMOV]{2}"),
    ("D02 X285", "en", r"[BGJLQSZ]\d\d [A-Z]\d{3}"),
    ("K1A 0B1", "en", r"[DFQUWZ]\d[A-Z] \d[A-Z]\d"),
    ("1016 GV", "nl", r"0\d{3} [A-Z]{2}"),
    ("8001 ZH", "de", r"0\d{3} [A-Z]{2}"),
    ("30-002", "pl", r"99-[5-9]\d\d"),
    ("1100-048", "", r"0\d{3}-\d{3}"),
    ("114 55", "", r"00\d \d\d"),
    ("110 00", "", r"00\d \d\d"),
    ("VLT 1110", "", r"Y[A-Z]{2} \d{4}"),
    ("10115", "de", r"00\d{3}"),
    ("D-10115", "de", r"D-00\d{3}"),
    ("75002", "fr", r"96\d{3}"),
    ("00184", "it", r"99\d{3}"),
    ("28013", "es", r"[6-9]\d{4}"),
    ("20500-0003", "en", r"000\d\d-\d{4}"),
    ("LV-1050", "", r"LV-0\d{3}"),
    ("1010", "de", r"0\d{3}"),
]


@pytest.mark.parametrize(("code", "language", "pattern"), CODES)
@given(seed=SEEDS)
def test_a_postcode_keeps_its_country_s_form_and_is_no_place_s(
    code: str, language: str, pattern: str, seed: str
) -> None:
    made = postcode(code, supply(seed), language)
    assert made is not None
    assert re.fullmatch(pattern, made)


@given(st.sampled_from(CODES), SEEDS)
def test_a_surrogate_of_a_surrogate_is_a_postcode_again(row: tuple[str, str, str], seed: str) -> None:
    made = postcode(row[0], supply(seed), row[1])
    assert made is not None
    assert list(postcodes(f"x {made} y")) == [(2, 2 + len(made))]


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("ul. Mokra 7/3, 30-002 Kraków", ["30-002"]),
        ("Mokra 12, 114 55 Stockholm", ["114 55"]),
        ("Lange Gasse 12-14, D-10115 Berlin", ["D-10115"]),
        ("10 Well Lane, London SW1A 2AA, UK", ["SW1A 2AA"]),
        ("Flat 3B, 12a Well Lane", []),
        ("12 rue Verte", []),
    ],
)
def test_postcodes_are_told_from_the_numbers_of_houses(address: str, codes: list[str]) -> None:
    assert [address[start:end] for start, end in postcodes(address)] == codes


def test_a_form_that_one_country_alone_has_tells_the_language() -> None:
    assert [native(one) for one in ("30-002 Kraków", "1016 GV Amsterdam", "SW1A 2AA", "10115 X", "")] == [
        *("pl", "nl", "en", "", "")
    ]


def test_what_is_no_postcode_has_no_other() -> None:
    assert postcode("12a", supply("x"), "de") is None
