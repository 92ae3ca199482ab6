"""What looks like a national identifier and is none: code, logs, invoices, shipping, numbers of every other sort."""

import random

import pytest
from detect_reading import engine, found

KIND = "NATIONAL_ID"

ORDERS = [
    "Order 100234567 was shipped", "order no. 44051401359", "Invoice 2024-000123456", "invoice number: 501964843",
    "Rechnung Nr. 136695976",
    "Rechnungsnummer 123456788 vom 12.05.2024", "Bestellung 111222333 ist unterwegs", "Auftrag 36574261809",
    "Kundennummer: 9434765870",
    "facture n° 732829320", "commande 73282932000074", "pedido 501964843", "fattura 00743110157 del 3 marzo",
    "ordine n. 743110157",
    "factuur 111222333", "bestelling 004495445", "zamówienie 8567346215", "faktura FV/2024/05/0123",
    "numer zamówienia 44051401359",
    "ticket #44051401359", "case 0101006500006", "SKU 880320-0016", "part no 850730-033-28", "Artikelnummer 123456789",
    "lot 20240512-001", "batch 1630615123457", "RMA 211062-5629", "ref. 15108695088", "Vorgang 59-119-9013",
    "Ihre Sendung 00340434161094021501", "colis 6A12345678901", "encomenda 28825433640", "objednávka 2022749619",
    "comanda 18547290",
    "tilausnumero 13105230", "VAT invoice 123456788", "Sozialversicherung, Rechnung 1237010180", "lasku 20774740",
    "ordrenummer 13585628",
]  # fmt: skip
SHIPPING = [
    "tracking RR123456785DE", "1Z999AA10123456784", "JJD000390007882938423", "CP123456785FR arrived",
    "LX 123456785 NL", "UPS 1Z 999 AA1 01 2345 6784",
    "container MSKU1234565", "AWB 020-12345675", "9400 1000 0000 0000 0000 00", "SSCC 003404341610940215",
]  # fmt: skip
CODE = [
    "int x = 44051401359;", "const MAX = 9007199254740991", "0x7FFFFFFF 2147483647", "sleep(111222333)",
    "user_id=36574261809", "id: 44051401359",
    "pk = 16117519997", "rows: 1630615123457", "port 8080 pid 44051", "a[123456789] = b[987654321]",
    "uuid 550e8400-e29b-41d4-a716-446655440000",
    "sha 9a0364b9e99bb480dd25e1f0284c8555ad5e2c5f", "commit 4f2a9c1",
    'etag W/"33a64df551425fcc55e4d42a148795d9f25f89d4"', "docker 3b1d2c4e5f60",
    "MAC 00:1B:44:11:3A:B7", "0xDEADBEEF12345678", "CVE-2024-12345678", "RFC 4122, PEP 484", "urn:isbn:9780131103627",
    "crc32 3735928559",
    "passport.js 0.7.0", "passport_count: 1234567", "const passport = require('passport-google-oauth20')",
    "import stdnum.pl.pesel  # 2.2",
    "nif_pattern=x, example_number='501964843'", "r'\\d{11}' matches a PESEL", "PESEL_LENGTH = 11",
    "BSN_MAX = 999999999", "iban_len = {'PL': 28}",
    "VAT_RATE = 0.19", "vat: 19.00", "tva 20 %", "cc: 4 files changed", "cf. page 123456", "nie 123456789",
    "nip it: 1200000", "bsn = None",
    "k8s pod api-7d9f8c6b5-x2x9q", "ami-0abcdef1234567890", "arn:aws:iam::123456789012:role/x",
    "projects/123456789012/secrets", "AKIAIOSFODNN7EXAMPLE"[:4] + " 1234",
    "v1.2.3+20130313144700", "Chrome/120.0.6099.109", "Build 22631.3007", "KB5034123", "gpt-4o-2024-08-06",
    "claude-sonnet-4-5-20250929",
    "Win32 0x80070005", "errno 110", "SELECT * FROM t WHERE id = 44051401359", "LIMIT 111222333 OFFSET 8567346215",
    "SI50223055 DE123456789",
    "R2D2C3PO12345678", "MORGA999999SM9IJ", "T220001293 alone", "ISO8601 20240512T101112Z", "E12345678 E28316971",
    "HRB 85 hardness", "HRC 60, HRB 100",
]  # fmt: skip
TIMES = [
    "1715520000", "1715520000123", "1715520000123456", "1701215123457 ms", "2024-05-12 10:11:12.123456789",
    "20240512101112", "20240512-1011",
    "12.05.2024", "12/05/2024 10:11", "2024-W20-7", "05-12-2024 1237", "at 1237 010180", "ts=1630615123457",
    "exp 1911427200000", "day 010180", "1701965500012",
]  # fmt: skip
MONEY = [
    "EUR 1.234.567,89", "1 234 567 890 EUR", "$123,456,789.00", "12345678.90 PLN", "Betrag: 111.222.333",
    "total 501 964 843", "CHF 756'921'707", "price 36574261809",
    "GDP 13 585 628 000", "1,234,567,890 views", "population 83 166 711", "volume 943 476 5870",
    "MwSt. 19 % von 123456789", "IVA 21% 50196484", "VAT 20% on 980780684",
]  # fmt: skip
ACCOUNTS = [
    "DE89 3704 0044 0532 0130 00", "PL61 1090 1014 0000 0712 1981 2874", "NL91 ABNA 0417 1643 00",
    "FR14 2004 1010 0505 0001 3M02 606", "BE68 5390 0754 7034",
    "ES91 2100 0418 4502 0005 1332", "card 4111 1111 1111 1111", "BIC DEUTDEFF500", "Konto 1234567890 BLZ 37040044",
    "sort code 12-34-56 account 12345678",
    "ISIN DE0005140008", "ISIN BE0003810273", "ISIN SK1120005824", "CZ0005112300", "BG1100003166", "LU0950674332",
    "IT0003128367", "US0378331005",
    "WKN 514000", "LEI 529900T8BM49AURSDO55", "ISBN 978-3-16-148410-0", "ISBN 3161484100", "ISSN 1234-5679",
    "EAN 4006381333931", "GTIN 00012345600012", "IMEI 356938035643809",
    "VIN WVWZZZ1JZXW000001", "SWIFT REF 0403019261", "Mandatsreferenz 591199013", "E-ON 20774740",
]  # fmt: skip
PHONES = [
    "tel 030 123 45 67", "+49 151 12345678", "0151 12345678", "call 612 345 678", "fax 044 123 45 67",
    "+33 6 12 34 56 78", "06-12345678", "tel. 501964843",
    "Steuerberater Tel. 36574261809"[:20], "ext. 44051",
]  # fmt: skip
PLACES = [
    "SI-1000 Ljubljana", "DE-10115 Berlin", "DK-2100", "L-2449 Luxembourg", "LV-1010", "SE-111 22 Stockholm",
    "48.858844, 2.294351", "10.0.0.1", "192.168.100.200",
    "2001:db8::8a2e:370:7334", "83.12.44.9:8080", "GPS 52.5200 13.4050", "Room 4.12.345", "km 123.456",
    "§ 15 Abs. 2 Nr. 3", "Art. 6(1)(b) 2016/679", "COM(2021) 206 final 2021/0106",
]  # fmt: skip
PROSE = [
    "Ik heb een paspoort nodig voor 12 landen.", "My passport expires on 12.05.2030.",
    "the passport office is open 09:00-17:00", "Der Ausweis kostet 37,00 EUR.",
    "Mój dowód osobisty jest ważny do 2031-05-12.", "Nie mam 123456789 powodów.", "Il passaporto scade nel 2030.",
    "le permis coûte 1500 euros, 12 points",
    "your tax id is missing in 1200 of 44051 records", "The VAT number has 9 digits; the id has 11.",
    "On 12 May 1980 the SSN was introduced.", "PESEL ma 11 cyfr.",
    "The BSN test (elfproef) uses weights 9 8 7 6 5 4 3 2 -1.", "Pay 1200 to HRB.", "see RCS 12 and RCS 13",
    "Führerschein information 2024 Klasse B", "driving licence category B1, C1, D1",
    "residence permit in 30 days, page 12345", "IT 2024 budget: 123456", "NO 12345678 results",
    "passport no longer valid since 20240101", "identity card printers: 2500 units",
    "health card readers cost 1299", "document 12345678 was scanned", "my order number is 12345678, not the passport",
    "company number one in 2024",
    "The CPR course on 01-02-2023 at 1000", "RTV-2000 and SV-98", "seria A 2024", "KVK opened 12 offices",
    "REGON and KRS are registers.", "MVA 25 % of 974760",
    "matricule perdu en 1893", "Insee publie 12 345 678 habitants", "Le SIREN a 9 chiffres.", "AG 1234, UID?",
    "cc to 12 people 000000000", "soporte técnico 12345678", "ticket de soporte 12345678",
    "patente europea EP1234567", "patent DE102015012345", "US7654321B2", "EP 1 234 567 B1", "EU 2016/679",
    "license number of the software 12345678", "Utente 123456789 non trovato",
    "00000020  1f cc ed e6  |....|\n00000030  9a c0 68 51",
    "travel documents (ICAO 9303 parts 4 to 7)", "identity cards, ISO 7810 and ISO 7816-15",
]  # fmt: skip
COUNTED = [
    "row 12345678Z", "line 12345678Z: error", "sku=12345678Z", "Zeile 12345678Z", "order no. 08301661H",
    "seed=7569217076985", "x = 7569217076985;", '"offset": 7569217076985', "vec![7569217076985, 7569217076985]",
    "Boston, MA 02110-1301 USA, the CPR number",
]  # fmt: skip
LOOK_ALIKES = [*COUNTED, *ORDERS, *SHIPPING, *CODE, *TIMES, *MONEY, *ACCOUNTS, *PHONES, *PLACES, *PROSE]


def test_there_are_many() -> None:
    assert len(set(LOOK_ALIKES)) > 200


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_a_national_identifier_is_left_alone(text: str) -> None:
    assert found(text, KIND) == []


RANDOM = random.Random(5)
NOISE = {
    "digits of any length": lambda: str(RANDOM.randrange(10 ** RANDOM.randint(4, 16))),
    "grouped digits": lambda: " ".join(str(RANDOM.randrange(1000)).zfill(3) for _ in range(RANDOM.randint(2, 5))),
    "hexadecimal": lambda: RANDOM.randbytes(RANDOM.randint(4, 20)).hex(),
    "capitals and digits": lambda: "".join(
        RANDOM.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=RANDOM.randint(6, 16))
    ),
    "letters, then digits": lambda: (
        "".join(RANDOM.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=2)) + str(RANDOM.randrange(10**9))
    ),
    "milliseconds": lambda: f"{RANDOM.randrange(1_500_000_000_000, 1_900_000_000_000)}",
    "dates with numbers": lambda: (
        f"20{RANDOM.randint(0, 30):02d}0{RANDOM.randint(1, 9)}17-{RANDOM.randrange(10_000):04d}"
    ),
}


@pytest.mark.parametrize("name", NOISE)
def test_of_random_tokens_fewer_than_one_in_a_thousand_pass(name: str) -> None:
    tokens = [NOISE[name]() for _ in range(5_000)]
    hits = sum(one.kind == KIND for one in engine().scan("\n".join(f"{token} is here" for token in tokens)))
    assert hits <= 5


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("hola, soy Ana, 08301661H", "08301661H"),
        ("DNI 12345678Z", "12345678Z"),
        ("dni=12345678Z", "12345678Z"),
        ("her AHV: 7569217076985", "7569217076985"),
        ("seen today: 756.9217.0769.85", "756.9217.0769.85"),
    ],
)
def test_a_number_that_nothing_counts_is_found_beside_them(text: str, number: str) -> None:
    assert found(text, KIND) == [number]
