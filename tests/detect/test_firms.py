"""Firms told by their legal form, their make, a field or who works there: `(text, the names)`."""

import time

import pytest
from detect_reading import found
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, firms
from router.detect.page import Page

KIND = "ORGANIZATION"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I work for Apple Inc. and Google LLC now", ["Apple Inc.", "Google LLC"]),
        ("Siemens AG, Müller & Söhne GmbH und Weber GmbH & Co. KG", None),
        ("Verein zur Förderung der Jugend e.V. und Nolte OHG", ["Verein zur Förderung der Jugend e.V.", "Nolte OHG"]),
        ("chez Lefebvre SARL, Petit S.A.S. ou Roy SA", ["Lefebvre SARL", "Petit S.A.S.", "Roy SA"]),
        ("Muebles Gil S.L., Obras Sanz S.A.U. y Riera SL", ["Muebles Gil S.L.", "Obras Sanz S.A.U.", "Riera SL"]),
        ("Rossi S.p.A., Bianchi S.r.l. e Conti Snc", ["Rossi S.p.A.", "Bianchi S.r.l.", "Conti Snc"]),
        ("Bakker B.V., De Vries N.V. en Smit VOF", ["Bakker B.V.", "De Vries N.V.", "Smit VOF"]),
        ("Kowalski Sp. z o.o. Sp. k. oraz Nowak s.c.", ["Kowalski Sp. z o.o. Sp. k.", "Nowak s.c."]),
        ("Volvo AB, Equinor ASA, Lego A/S, Nokia Oyj, Bergs AS", None),
        ("Kovács Kft., Novák s.r.o., Horvat d.o.o., Silva Lda", None),
        ("Ozolinš SIA, Petraitis UAB, Tamm OÜ", ["Ozolinš SIA", "Petraitis UAB", "Tamm OÜ"]),
        ("Foo (UK) Ltd, Murphy DAC Ltd, Acme Pty Ltd", ["Foo (UK) Ltd", "Murphy DAC Ltd", "Acme Pty Ltd"]),
        ("1&1 AG, 3M Company, eBay Inc", ["1&1 AG", "3M Company", "eBay Inc"]),
        ("J. P. Morgan Ltd, Dr. Oetker GmbH", ["J. P. Morgan Ltd", "Dr. Oetker GmbH"]),
    ],
)
def test_a_legal_form_ends_a_name(text: str, expected: list[str] | None) -> None:
    listed = text.replace(" und ", ", ").split(", ") if expected is None else expected
    assert found(text, KIND) == listed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please pay Reed, Lane and Cole LLC by Monday", ["Reed, Lane and Cole LLC"]),
        ("Smith and Sons, Smith & Partners; Durand et Fils", ["Smith and Sons", "Smith & Partners", "Durand et Fils"]),
        ("Rossi e figli, Kowalski i Synowie", ["Rossi e figli", "Kowalski i Synowie"]),
        ("Baker Group, Hill Holdings, Cole, Hunt & Brown Law Firm", None),
        ("Stiftung Warentest, Banca Intesa, Kancelaria Nowak i Wspólnicy", None),
        ("PPHU Kowalski, Fundacja Polsat", ["PPHU Kowalski", "Fundacja Polsat"]),
    ],
)
def test_how_it_is_made_tells_a_firm(text: str, expected: list[str] | None) -> None:
    listed = ["Cole, Hunt & Brown Law Firm"] if expected is None and "Law" in text else None
    if expected is None:
        expected = (text.split(", ")[:2] + listed) if listed else text.split(", ")
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He works at Lopez, Garcia and Lee and lives here", ["Lopez, Garcia and Lee"]),
        ("arbeite bei Siemens in Essen; employed by Google.", ["Siemens", "Google"]),
        ('{"company": "Smith-Jones", "employer": "Van Dam"}', ["Smith-Jones", "Van Dam"]),
        ("Company: Smith-Jones\nArbeitgeber: Bosch", ["Smith-Jones", "Bosch"]),
    ],
)
def test_a_field_or_who_works_there_tells_a_firm(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Acme Corp. is here. Contact Acme Ltd.", ["Acme Corp.", "Acme Ltd"]),
        ("Ann Reed, CEO of Baker Ltd", ["Baker Ltd"]),
        ("Dr. Anna Smith of Baker Ltd", ["Baker Ltd"]),
        ("We met in Paris. Acme Ltd is good", ["Acme Ltd"]),
        ("Die Müller GmbH und unsere Weber AG", ["Müller GmbH", "Weber AG"]),
        ("THE MEETING WITH ACME GMBH IS TODAY", ["ACME GMBH"]),
        ("University of Leeds Ltd", ["University of Leeds Ltd"]),
    ],
)
def test_words_of_the_sentence_are_no_part_of_it(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The User Group meets, a Security Group, Auto Scaling Group, Resource Group, the Group",
        "5 KG, Weight KG, Java SE, iPhone SE, Size KB, Adelaide SA 5000, Columbia SC, AS 3320",
        "AD AE AF AG AI AL AM AO AR AS AT AU AZ",
        "SELECT TOTAL AS sum; END AS call_type; import numpy as AS",
        "export class FooGroup extends Group {}; new Company(); the Company shall",
        "company: String; organization: Optional; company=Company; class Employer: Company",
        "gmbh ltd inc llc, a gmbh, ein e.V., the LLC, Ltd. and GmbH",
        "git commit -a. Ltd is a form; x = a.s. and foo.s.c.",
        "Az. 3 C 4/20 AG Köln, Urteil AG Berlin",
        "works at 9, works at night, working at home, working for the sake of it",
        "from rich.console import Console, Group; O = NameOID.ORGANIZATION_NAME; Press, S. A. Teukolsky",
        "Fathers and Sons; kids and sons; you and Co",
    ],
)
def test_everyday_words_code_and_codes_are_no_firms(text: str) -> None:
    assert found(text, KIND) == []


_PIECES = ["Acme", " ", ", ", " & ", " and ", "Ltd", "GmbH", ". ", "of ", "Group", "\n", "(UK)", "company: ", '"', "é"]


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_a_firm_is_in_the_text_and_holds_a_capital(text: str) -> None:
    for start, end, _ in firms.FAMILY.find(Page(text, cue_finder())):
        assert 0 <= start < end <= len(text)
        assert any(map(str.isupper, text[start:end]))


@pytest.mark.parametrize("unit", ["Acme ", "A and ", "Acme Ltd ", "A, ", "& Co ", "company: A ", "Stiftung A ", "S. "])
def test_time_is_linear_in_hostile_texts_of_firms(unit: str) -> None:
    page = Page(unit * (200_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(firms.FAMILY.find(page))
    assert time.process_time() - started < 4
