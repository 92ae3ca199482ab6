# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
import re

import pytest
from detect_reading import found

from router.detect.identifiers import checksums
from router.detect.identifiers.national_table import ROWS

KIND = "NATIONAL_ID"

CUED = [
    ("at.vnr", "Sozialversicherungsnummer 1237 010180", "1237 010180"),
    ("be.nn", "numéro national 85 07 30 033 28", "85 07 30 033 28"),
    ("bg.egn", "ЕГН: 7523169263", "7523169263"),
    ("cy.tic", "ΑΦΜ 10259033P", "10259033P"),
    ("cy.card", "αριθμός ταυτότητας 1234567", "1234567"),
    ("cz.rc", "rodné číslo 7103192745", "7103192745"),
    ("de.idnr", "Steuer-ID: 36 574 261 809", "36 574 261 809"),
    ("de.idnr", "meine Steueridentifikationsnummer lautet 36574261809", "36574261809"),
    ("de.svnr", "Rentenversicherungsnummer 15 070649 C 103", "15 070649 C 103"),
    ("de.kvnr", "Krankenversichertennummer A123456780", "A123456780"),
    ("de.card", "Personalausweisnummer T220001293", "T220001293"),
    ("dk.cpr", "CPR-nummer 211062-5629", "211062-5629"),
    ("ee.ik", "isikukood 36805280109", "36805280109"),
    ("es.dni", "DNI 54362315-K", "54362315-K"),
    ("es.nie", "NIE x-2482300w", "x-2482300w"),
    ("fi.hetu", "henkilötunnukseni on 131052-308t", "131052-308t"),
    ("fr.nir", "numéro de sécurité sociale 295109912611193", "295109912611193"),
    ("fr.spi", "numéro fiscal 30 23 217 600 053", "30 23 217 600 053"),
    ("gr.amka", "ΑΜΚΑ 01013099997", "01013099997"),
    ("gr.afm", "ΑΦΜ: 094259216", "094259216"),
    ("gr.card", "ταυτότητα ΑΒ 123456", "ΑΒ 123456"),
    ("hr.oib", "OIB: 33392005961", "33392005961"),
    ("hu.tax", "adóazonosító jel: 8071592153", "8071592153"),
    ("hu.taj", "TAJ szám: 111 111 110", "111 111 110"),
    ("ie.pps", "PPS number 6433435F", "6433435F"),
    ("is.kennitala", "kennitala 450401-3150", "450401-3150"),
    ("it.cf", "codice fiscale RCCMNL83S18D969H", "RCCMNL83S18D969H"),
    ("lt.asmens", "asmens kodas 33309240064", "33309240064"),
    ("lv.pk", "personas kods 161175-19997", "161175-19997"),
    ("mt.id", "identity card no. 123456M", "123456M"),
    ("nl.bsn", "mijn BSN is 111222333", "111222333"),
    ("no.fnr", "fødselsnummer 151086 95088", "151086 95088"),
    ("pl.pesel", "PESEL 44051401359", "44051401359"),
    ("pl.nip", "NIP 856-734-62-15", "856-734-62-15"),
    ("pl.regon", "REGON 192598184", "192598184"),
    ("pl.land", "KW WA4M/00123456/7", "WA4M/00123456/7"),
    ("pt.nif", "NIF 501 964 843", "501 964 843"),
    ("pt.cc", "cartão de cidadão 00000000 0 ZZ4", "00000000 0 ZZ4"),
    ("ro.cnp", "CNP 1630615123457", "1630615123457"),
    ("se.personnummer", "personnummer 880320-0016", "880320-0016"),
    ("si.emso", "EMŠO 0101006500006", "0101006500006"),
    ("si.ddv", "davčna številka 50223054", "50223054"),
    ("sk.rc", "rodné číslo 710319/2745", "710319/2745"),
    ("ch.ahv", "AHV-Nummer 7569217076985", "7569217076985"),
    ("gb.nino", "National Insurance number AB123456C", "AB123456C"),
    ("gb.nhs", "NHS number 943 476 5870", "943 476 5870"),
    ("us.ssn", "SSN 536-90-4399", "536-90-4399"),
    ("cy.passport", "passport number C01234567", "C01234567"),
]


@pytest.mark.parametrize(("row", "text", "expected"), CUED)
def test_a_number_beside_its_countrys_word_is_found(row: str, text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]
    assert row in {one.name for one in ROWS}


@pytest.mark.parametrize(
    "number",
    [
        *("85.07.30-033.28", "54362315K", "X2482300W", "131052-308T", "2 95 10 99 126 111 93", "RCCMNL83S18D969H"),
        *("rccmnl83s18d969h", "710319/2745", "756.9217.0769.85", "AB 12 34 56 C"),
    ],
)
def test_a_way_of_writing_that_is_proof_enough_needs_no_word(number: str) -> None:
    assert found(f"see {number}, please", KIND) == [number]


@pytest.mark.parametrize(
    "number",
    [
        *("36574261809", "1237010180", "111222333", "44051401359", "33392005961", "1630615123457", "0101006500006"),
        *("880320-0016", "211062-5629", "01013099997", "501964843", "6433435F", "9434765870", "AB123456C", "123456M"),
    ],
)
def test_the_same_number_without_a_word_is_left_alone(number: str) -> None:
    assert found(f"see {number}, please", KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "BSN 1112223334",
        "PESEL 00000000000",
        "PESEL of all who work here 44051401358",
        "subpesel 44051401359",
        "xbsn 111222333",
        "PESEL " + "xy " * 60 + "44051401359",
        "My PESEL is secret. It is a number that nobody should know or read here at all: 44051401359",
        "4 4 0 5 1 4 0 1 3 5 9",
        "passport_count: 1234567",
        "RCCMNL83S18D969A",
        "710319/2746 and 2024/01/02",
        "1.44051401359 PESEL",
        "550e8400-e29b-41d4-a716-446655440000",
    ],
)
def test_a_wrong_check_digit_or_a_distant_word_is_not(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("text", ["national ID: 44051401359", "tax_id=36574261809", '{"personalCode": "36805280109"}'])
def test_a_general_word_serves_for_numbers_with_a_check_digit(text: str) -> None:
    assert len(found(text, KIND)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PESEL 4 4 0 5 1 4 0 1 3 5 9", "4 4 0 5 1 4 0 1 3 5 9"),
        ("bsn: 1-1-1-2-2-2-3-3-3", "1-1-1-2-2-2-3-3-3"),
        (
            "My PESEL, which the town hall in Krakow gave me many years ago when I was at school, is 44051401359.",
            "44051401359",
        ),
    ],
)
def test_digits_one_by_one_and_a_word_far_ahead_in_the_same_sentence(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


def test_a_general_word_does_not_make_any_number_one() -> None:
    assert found("id number 1234567", KIND) == []


def _hungarian(body: str, weights: tuple[int, ...]) -> str:
    return body + str(sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11)


def test_hungarian_numbers_carry_their_own_check_digits() -> None:
    older, younger = _hungarian("1800512123", tuple(range(1, 11))), _hungarian("3010512124", tuple(range(10, 0, -1)))
    assert checksums.is_hungarian_person(older)
    assert checksums.is_hungarian_person(younger)
    assert found(f"személyi szám: {older}", KIND) == [older]
    assert not checksums.is_hungarian_person(older[:-1] + str((int(older[-1]) + 1) % 10))
    assert not checksums.is_hungarian_person("18013121230")


def test_a_luxembourgish_matricule_has_two_check_digits() -> None:
    """1893120105732: the example of the Luxembourg register of persons."""
    assert checksums.is_luxembourgish("1893120105732")
    assert not checksums.is_luxembourgish("1893120105733")
    assert not checksums.is_luxembourgish("1893130105732")
    assert found("matricule 1893120105732", KIND) == ["1893120105732"]


def test_a_swedish_coordination_number_has_sixty_added_to_its_day() -> None:
    assert found("personnummer 701063-2391", KIND) == ["701063-2391"]
    assert not checksums.is_swedish_coordination("701063-2392")
    assert found("1 personnummer of many, 701063-2392", KIND) == []


def test_a_polish_card_has_its_check_digit_in_the_middle() -> None:
    assert checksums.is_polish_card("AAA900003")
    assert found("dowód osobisty AAA 900003", KIND) == ["AAA 900003"]
    assert not checksums.is_polish_card("AAA800003")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PESEL 44051401359,12", "44051401359"),
        ("pesel,id\n44051401359,1", "44051401359"),
        ("id,pesel\n1,44051401359", "44051401359"),
        ("BSN 111222333,50", "111222333"),
        ("BSN 111222333/50", "111222333"),
        ("BSN 111222333-5", "111222333"),
        ("BSN 111222333:5", "111222333"),
        ("1,85.07.30-033.28,2", "85.07.30-033.28"),
        ("bsn='111222333'", "111222333"),
        ("BSN: value='111222333'", "111222333"),
    ],
)
def test_a_mark_and_a_digit_beside_a_whole_number_end_it(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        r"national_number_pattern='9\d{8}', example_number='501964843'",
        "nif_pattern=x, example_number='501964843'",
        "BSN 111-222-333-444",
        "BSN 111222333.50",
    ],
)
def test_a_word_for_another_value_or_a_longer_number_makes_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mój pesel44051401359 dzięki", ["44051401359"]),
        ("NIP8567346215 REGON192598184", ["8567346215", "192598184"]),
        ("nº contribuinte nº501964843", ["501964843"]),
        ("Reisepässe: Reisepass AB1234567 und CD7654321", ["AB1234567", "CD7654321"]),
        ("passports C01X00T47, AB1234567", ["C01X00T47", "AB1234567"]),
        ("paszport AB1234567 i PESEL 44051401359", ["AB1234567", "44051401359"]),
        ("PESEL: 44051401359, NIP: 856-734-62-15, dowód: AAA900003", ["44051401359", "856-734-62-15", "AAA900003"]),
        ("moj pesel to 440514 01359 a tel 501 234 567", ["440514 01359"]),
        ("meine steuer-id lautet 36 574 261 809, geboren 12.05.1980", ["36 574 261 809"]),
        ("mon numéro de sécu c'est le 2 95 10 99 126 111 93 merci", ["2 95 10 99 126 111 93"]),
        ("mi dni es 54362315-k y vivo en Madrid", ["54362315-k"]),
        ("il mio codice fiscale è rccmnl83s18d969h", ["rccmnl83s18d969h"]),
        ("m'n bsn is 1112.22.333 hoor", ["1112.22.333"]),
        ("my NI number's AB 12 34 56 C", ["AB 12 34 56 C"]),
        ("Passport No 1234567 / passport no: 123456789", ["1234567", "123456789"]),
        ('{"identity": {"nationalId": "44051401359", "taxId": "36574261809"}}', ["44051401359", "36574261809"]),
        ("national_id,name\n44051401359,Jan\n", ["44051401359"]),
        ("SIRET 732 829 320 00074, TVA FR40303265045", ["732 829 320 00074", "FR40303265045"]),
    ],
)
def test_numbers_are_found_as_people_type_them(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "passport and 2 tickets, 12345678",
        "Führerschein ja, Rechnung 63194051",
        "paszport wysłany, zamówienie 12345678",
        "passport 12.05.1990",
        "passport no longer 1234567890123",
        "PESEL to 11 cyfr, zamówienie 44051401359",
        "the passport office has 1234567 files",
        "passport number: n/a\nreference 12345678",
        "passport: [0, 12345678]",
    ],
)
def test_a_number_without_check_must_stand_right_beside_its_word(text: str) -> None:
    assert found(text, KIND) == []


def test_a_security_that_looks_like_a_vat_number_is_none() -> None:
    assert checksums.is_isin("BE0003810273")
    assert not checksums.is_isin("BE0403019261")
    assert found("ISIN SK1120005824", KIND) == []


@pytest.mark.parametrize(
    ("cue", "number"),
    [
        ("NIP", "PL1868129325"),
        ("DIČ", "CZ9228285462"),
        ("BTW", "BE0281187261"),
        ("BTW", "BE 0281.187.261"),
        ("btw-nummer:", "BE 0281 187 261"),
        ("TVA", "BE0281187261"),
        ("VAT", "BE0281187261"),
        ("ondernemingsnummer", "BE0281187261"),
        ("VAT number", "BE0281187261"),
        ("our VAT id is", "BE0281187261"),
        ("IČ DPH", "SK8490886162"),
        ("ДДС номер", "BG5001480738"),
    ],
)
def test_beside_its_word_a_vat_number_is_one_even_if_it_could_be_a_security(cue: str, number: str) -> None:
    assert checksums.is_isin(re.sub(r"\W", "", number))
    assert found(f"{cue} {number}", KIND) == [number]
    assert found(f"{cue.rstrip(':')}: {number}, ISIN SK1120005824", KIND) == [number]


@pytest.mark.parametrize("frame", ["ISIN {}", "tax ISIN {}", "VAT number of the issuer, ISIN {}", "bought {} today"])
def test_a_security_stays_beside_its_own_word_or_none(frame: str) -> None:
    assert found(frame.format("SK1120005824"), KIND) == []


def test_the_other_checks_refuse_what_they_should() -> None:
    assert checksums.is_spanish_insurance("281234567840")
    assert checksums.is_spanish_insurance("11266200291")
    assert not checksums.is_spanish_insurance("991234567840")
    assert checksums.is_finnish_client("20886062X")
    assert not checksums.is_finnish_client("20886063X")
    assert not checksums.is_portuguese_insurance("28825433641")
    assert checksums.is_british_licence("MORGA657054SM9IJ")
    assert not checksums.is_british_licence("MORGA613314SM9IJ")
    assert not checksums.is_health_card("80276883110000000000")
    assert checksums.mrz_digit("L898902C3") == "6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Personalausweisnummer L8HLY7PXW7", "L8HLY7PXW7"),
        ("tess. san. 80380001200112345678", "80380001200112345678"),
        ("OP č. 203456789", "203456789"),
        ("č. OP EA123456", "EA123456"),
        ("passi XP1234567", "XP1234567"),
        ("os. izk. 001234567", "001234567"),
        ("Ausländerausweis Z1234567", "Z1234567"),
        ("TARJ. SANITARIA AR1234567890", "AR1234567890"),
        ("ubezpieczona Anna Lis (59090914243)", "59090914243"),
    ],
)
def test_a_document_is_told_by_its_native_abbreviation(text: str, expected: str) -> None:
    assert found(text, "NATIONAL_ID") == [expected]
