# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
import phonenumbers
import pytest
from detect_reading import found

from router.detect.identifiers.phone_numbers import REGIONS, is_international, is_national, is_subscriber

KIND = "PHONE_NUMBER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call +49 30 123456 now", ["+49 30 123456"]),
        ("Ruf 0049 30 123456 an", ["0049 30 123456"]),
        (
            "+49 (0)30 123456, (+49) 30 123456, tel:+49-30-123456",
            ["+49 (0)30 123456", "(+49) 30 123456", "+49-30-123456"],
        ),
        ("+33612345678", ["+33612345678"]),
        ("06 12 34 56 78", ["06 12 34 56 78"]),
        ("06.12.34.56.78", ["06.12.34.56.78"]),
        ("(030) 1234567 oder 0171/1234567", ["(030) 1234567", "0171/1234567"]),
        ("020 7946 0958", ["020 7946 0958"]),
        ("bel 06-12345678", ["06-12345678"]),
        ("070-123 45 67", ["070-123 45 67"]),
        ("tel. 01712345678", ["01712345678"]),
        ("mi móvil es 612 34 56 78", ["612 34 56 78"]),
        ("zadzwoń: 601 234 567", ["601 234 567"]),
        ("cellulare 347 1234567", ["347 1234567"]),
        ("telefon: 8 612 34567", ["8 612 34567"]),
        ("τηλ. 691 234 5678", ["691 234 5678"]),
        ("ring mig på 32 12 34 56", ["32 12 34 56"]),
        ("phone (212) 555-0188", ["(212) 555-0188"]),
        ("+1 (212) 555-0188", ["+1 (212) 555-0188"]),
        ("+49\u00a030\u202f123456", ["+49\u00a030\u202f123456"]),
        ("+４９ ３０ １２３４５６", ["+４９ ３０ １２３４５６"]),
        ("Am 02.06.2024 unter 030 1234567", ["030 1234567"]),
        ("030 1234567 02.06.2024", ["030 1234567"]),
        ("+49 30 123456 10.0.0.1", ["+49 30 123456"]),
        ("+49 30 123456 10.0.0.1 tel", ["+49 30 123456"]),
        ("tel 030 1234567 10.0.0.1", ["030 1234567"]),
        ("+49 30 123456 02.06.2024", ["+49 30 123456"]),
        ("+49 30 123456 +49 30 654321", ["+49 30 123456", "+49 30 654321"]),
        ('{"phone": "01712345678"}', ["01712345678"]),
        ("10115 Berlin, 030 1234567", ["030 1234567"]),
        ("call_+4915112345678 and +4915112345678_x", ["+4915112345678"] * 2),
        ("tel 4915112345678", ["4915112345678"]),
        ("+49 151\n12345678", ["+49 151\n12345678"]),
        ("tel 0151\n12345678", ["0151\n12345678"]),
        ("+49 30 123456\n12 people", ["+49 30 123456"]),
        ("030 1234567\n030 7654321", ["030 1234567", "030 7654321"]),
        ("call me on 0151 12345678, or ring 030 1234567", ["0151 12345678", "030 1234567"]),
        ("mobile: 512345678", ["512345678"]),
        ("My number is 555-123-4567", ["555-123-4567"]),
        ("(555) 123-4567 is my cell", ["(555) 123-4567"]),
        ("Πάρτε με στο 691 234 5678", ["691 234 5678"]),
        ("Liga para o 912 345 678", ["912 345 678"]),
        ("0151 12345678", ["0151 12345678"]),
        ("Du kannst mich unter 015112345678 haben, und ich freue mich", ["015112345678"]),
        ("Bonjour, je suis au 0612345678 pour la suite", ["0612345678"]),
        ("hola, es el 612 34 56 78 para lo que quieras", ["612 34 56 78"]),
        ("(212) 555-0188 is mine", ["(212) 555-0188"]),
        ("you can have me at 212-555-0188 on Monday", ["212-555-0188"]),
        ("tel. 22 123 45 67 wewn. 123", ["22 123 45 67 wewn. 123"]),
        ("call (212) 555-0188 ext. 45", ["(212) 555-0188 ext. 45"]),
        ("mam teraz numer 600-123-456 i proszę", ["600-123-456"]),
        ("mój telefon to 600 123 456.", ["600 123 456"]),
        ("chiamami al 3331234567", ["3331234567"]),
        ("zadzwoń 600123456", ["600123456"]),
        ("02/123.45.67", ["02/123.45.67"]),
    ],
)
def test_a_number_is_found_as_people_write_it(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "02.06.2024",
        "02.06.2024 12:30",
        "2024-06-02T12:30:00Z",
        "01/02/2024 or 1-2-2024",
        "12.05.1980, 03.04.2021 und 05.06.2022",
        "168.000 and 1.234.567,89 EUR",
        "1 234 567 people, 12 345 678",
        "0.0012345678 or 0,12345678",
        "v1.2.3, 10.2.1.4, release 2024.06.02",
        "ISBN 978-3-16-148410-0, 0-306-40615-2, ISBN 0306406152",
        "550e8400-e29b-41d4-a716-446655440000",
        "commit 0123456789abcdef0123456789abcdef01234567",
        "timestamp 1700000000000, id 01234567890",
        "order 0123456789 and 100200300",
        "order no. 045-1234567-8901234",
        "x = [1, 22, 333, 4444]; y = 0x1234567",
        "127.0.0.1:8080 0.0.0.0",
        "2024-05-01 12:00:00,123 INFO [00123] took 0012 ms",
        "#0301234567 and file_030_1234567",
        "range 10-20 30-40, 5-10%",
        "+1 +2 +3, x+12345678",
        "100000 000000 00 00",
        "open 09.00 - 17.00, 08:00-12:00",
        "012 034 056 078 090; 01 02 03 04 05 06 07",
        "/tmp/0171/1234567/x and 01/23/45/67/89",
        "os.kill(pid, signal.SIGTERM)  # 1234567",
        "function call took 1234567 ns",
        "last call: 1732265577, last call: 0732265577 ms",
        "call stack depth 1000000; dial timeout 3000000",
        "the call returned 4294967295",
        "--- a/signal.c 2025-04-28 14:11:48.123456789 +0200\n+++ b/signal.c 2025-04-28 14:11:48.012345678 +0200",
        "-rw-r--r-- 1 ann 61234567 2025-04-28 14:11:48.123456789 +0200 phone\n-rw-r--r-- 1 ann 61234567 x.c",
        "Date: Tue, 29 Apr 2025 10:11:12 +0200, +0100",
        "excel cell 12345678; cell: 2147483; call_count: 1234567; mobile_views: 6123456; phone_count: 61234567",
        "Boston, MA 02110-1301 USA; Boston, MA  02110-1301",
        "00 11 22 33 44 55 66",
        "0001d0 38 03 00 00 00 00 00 00 38 03 00 00 00 00",
        "0700 0000 4400 0000 0000 0000\n0020240 032750 000002 000000",
        "001120 62 65 67 69 6e 5f 31 00 70",
        "49.9 40000000.001 3207195; Decimal('+35236450.6')",
        "DE88 3704 0044 0532 0130 00 or DE89 3704 0044 0532 0130",
        "DE89  3704  0044  0532  0130  00",
        "0151\n12345678 and 12345678\n0301",
        "015112345678",
        "cena to 600 123 456 zł i na pewno w tym roku nie",
        "order no 212-555-0188 for the team and you",
        "212-555-0188",
        "Part 123-456-7890 is for the rest of it",
    ],
)
def test_dates_prices_versions_and_plain_numbers_are_no_telephones(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("kind", [phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE])
def test_every_region_is_known_from_within_and_from_abroad(region: str, kind: int) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = "".join(filter(str.isdigit, written))
    significant = phonenumbers.national_significant_number(number)
    assert is_national(digits)
    assert is_subscriber(significant)
    assert is_international(f"{number.country_code}{significant}") == 2
    assert len(found(f"tel: {written}", KIND)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+49 151 23456789,1980", ["+49 151 23456789"]),
        ("tel 0151 23456789,20", ["0151 23456789"]),
        ("phone +4915123456789:22", ["+4915123456789"]),
        ("Anna,0151 23456789,1980", ["0151 23456789"]),
        ("id,phone\n1,0151 23456789,x", ["0151 23456789"]),
        ("0151 23456789,0151 23456780", ["0151 23456789", "0151 23456780"]),
        ("mobile 512345678,20", ["512345678"]),
        ("030 1234567 08:00", ["030 1234567"]),
        ("https://wa.me/4915123456789", ["4915123456789"]),
        ("wa.me/+4915123456789 t.me/+4915123456789", ["+4915123456789"] * 2),
        ("Tel. +49.15112345678", ["+49.15112345678"]),
    ],
)
def test_a_number_in_a_row_of_cells_or_a_link(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Boston, MA\n# 02110-1301 USA",
        "\n * 02110-1301, USA.",
        "MA\n//  02110-1301",
        "+970.2903369",
        "+48.8566140, +2.3522219",
        "+49.1234567 mm",
        "07 1234 567",
        "Copyright (C) 2010-2011 Ann",
        "1,0301234567 and 0,012 345 678",
        "https://t.me/c/1234567890/12",
        "phone bill 1234567,50 EUR",
    ],
)
def test_postcodes_decimals_and_years_are_no_telephones(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nr 600 123 456", "600 123 456"),
        ("612 345 678 es mi numero", "612 345 678"),
        ("612345678 es mi número de móvil", "612345678"),
        ("22 123 45 67 wew. 12", "22 123 45 67 wew. 12"),
        ("you can reach us at the desk: 415.555.2671", "415.555.2671"),
        ("Tel.: 0 30 / 12 34 56 - 0", "0 30 / 12 34 56 - 0"),
        ("num tel 0 6 1 2 3 4 5 6 7 8", "0 6 1 2 3 4 5 6 7 8"),
    ],
)
def test_what_stands_around_them_makes_odd_forms_numbers(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung Nr 600 123 456, zamówienie nr 600 123 456",
        "612 345 678 es mi número de pedido, 612 345 678 es mi numero de cliente",
        "22 123 45 67 are ext4 blocks",
        "415.555.2671",
        "0 6 1 2 3 4 5 6 7 8 and 0 30 12 34 56",
    ],
)
def test_the_same_forms_elsewhere_are_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My phone number is 2125550188.", ["2125550188"]),
        ("call me at 123-456-7890 or (123) 456-7890", ["123-456-7890", "(123) 456-7890"]),
        ("+1-123-456-7890, 1-123-456-7890, 001-123-456-7890x12345", None),
        ("My new phone number is 8 (495) 123-45-67", ["8 (495) 123-45-67"]),
        ("phone number: 030 1234567, call us on 0161 496 0000", ["030 1234567", "0161 496 0000"]),
    ],
)
def test_a_number_of_no_exchange_is_found_by_its_form_or_its_word(text: str, expected: list[str] | None) -> None:
    assert found(text, KIND) == (expected or text.split(", "))


@pytest.mark.parametrize("text", ["Part 123-456-7890", "phone number of pages: 12 345.5", "lot 8 (495) 123-45-6"])
def test_the_same_digits_without_form_or_word_are_no_number(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call Anna Smith on 212 555 0188", "212 555 0188"),
        ("llamar a Asunción Merino al 678 204 551", "678 204 551"),
        ("CHIAMARE DONATELLA 339 471 0058.", "339 471 0058"),
        ("Contacto: Gabi (hijo), 609774521", "609774521"),
        ("nr mojej mamy to 515 290 664 wpisz go", "515 290 664"),
        ("my mum's number is 7700 900 123", "7700 900 123"),
        ("il numero di mia madre è 339 471 0058", "339 471 0058"),
        ("el número de mi hermana es 612 345 678", "612 345 678"),
        ("le numéro de ma mère est 6 12 34 56 78", "6 12 34 56 78"),
        ("die Nummer meiner Mutter ist 171 234 5678", "171 234 5678"),
        ("het nummer van mijn moeder is 6 12 34 56 78", "6 12 34 56 78"),
        ("blika na 788 041 295", "788 041 295"),
        ("bizum al 612 345 678", "612 345 678"),
        ("T 030 - 275 41 96", "030 - 275 41 96"),
        ("M 06 - 12 34 56 78", "06 - 12 34 56 78"),
    ],
)
def test_a_number_is_found_behind_whose_it_is(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "CALL THE FUNCTION WITH 600 123 456",
        "call Anna Smith about invoice 600 123 456",
        "nr mojej faktury: 12/2024, kwota 515 290 664",
        "el número de mi pedido es 612 345 678",
        "the number of my order is 212 555 018",
        "le numéro de ma commande est 612 345 678",
        "die Nummer meiner Rechnung ist 171 234 567",
        "il numero di mia fattura è 339 471 005",
        "het nummer van mijn bestelling is 612 345 678",
        "from 010 - 200 to 08 - 09 10 11",
        "blik w sklepie za 788 zł, konto 2 041 295",
    ],
)
def test_a_number_of_something_else_is_none_for_all_that(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rappelle-moi au 06-12-34-56-78 stp", ["06-12-34-56-78"]),
        ("ring til mig på 20123456 senere", ["20123456"]),
        ("πάρε με στο 6912345678 μετά", ["6912345678"]),
        ("звънни ми на 0888123456 после", ["0888123456"]),
        ("mob. 912 34 567", ["912 34 567"]),
        ("tirage 06-12-34-56-78", []),
    ],
)
def test_a_native_cue_makes_a_number_one_however_it_is_parted(text: str, expected: list[str]) -> None:
    assert found(text, "PHONE_NUMBER") == expected
