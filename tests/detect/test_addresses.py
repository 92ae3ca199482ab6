import time

import pytest
from detect_reading import engine, found

KIND = "ADDRESS"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wohne in der gartenstr. 12a, 50667 köln", "gartenstr. 12a, 50667 köln"),
        ("Er wohnt Berliner Str. 5 in 10115 Berlin.", "Berliner Str. 5 in 10115 Berlin"),
        ("Karl-Marx-Allee 3, 10178 Berlin\nTel", "Karl-Marx-Allee 3, 10178 Berlin"),
        ("Anna Meier\nGartenstr. 5\n50667 Köln", "Gartenstr. 5\n50667 Köln"),
        ("Am Markt 5, 10115 Berlin", "Am Markt 5, 10115 Berlin"),
        ("Anschrift: An der Alster 5", "An der Alster 5"),
        ("Mariahilfer Straße 12/3/4, 1060 Wien", "Mariahilfer Straße 12/3/4, 1060 Wien"),
        ("Bahnhofstrasse 10, 8001 Zürich", "Bahnhofstrasse 10, 8001 Zürich"),
        ("Lindenweg 3", "Lindenweg 3"),
        ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
        (
            "12 bis, avenue des Champs-Élysées 75008 Paris Cedex 8",
            "12 bis, avenue des Champs-Élysées 75008 Paris Cedex 8",
        ),
        ("j'habite au 12 rue victor hugo 75002 paris", "12 rue victor hugo 75002 paris"),
        ("5 place Bellecour, 69002 Lyon", "5 place Bellecour, 69002 Lyon"),
        ("rue de la Loi 16, 1000 Bruxelles", "rue de la Loi 16, 1000 Bruxelles"),
        ("Calle Mayor 12, 2º B, 28013 Madrid", "Calle Mayor 12, 2º B, 28013 Madrid"),
        ("c/ Gran Vía, 5, 28013 Madrid", "c/ Gran Vía, 5, 28013 Madrid"),
        ("Avda. de la Constitución nº 3", "Avda. de la Constitución nº 3"),
        ("vivo en la calle mayor 12, 28013 madrid", "calle mayor 12, 28013 madrid"),
        ("Via Roma 12, 00185 Roma (RM)", "Via Roma 12, 00185 Roma (RM)"),
        ("abito in via Garibaldi 5", "via Garibaldi 5"),
        ("Piazza Duomo 1, 20121 Milano", "Piazza Duomo 1, 20121 Milano"),
        ("Keizersgracht 123, 1015 CJ Amsterdam", "Keizersgracht 123, 1015 CJ Amsterdam"),
        ("dorpsstraat 5a, 1234 AB Utrecht", "dorpsstraat 5a, 1234 AB Utrecht"),
        ("ul. Długa 5/12, 00-238 Warszawa", "ul. Długa 5/12, 00-238 Warszawa"),
        ("przy ulicy Długiej 5 m. 3, 31-001 Kraków", "ulicy Długiej 5 m. 3, 31-001 Kraków"),
        ("al. Jerozolimskie 12, 00-001 Warszawa", "al. Jerozolimskie 12, 00-001 Warszawa"),
        ("zamieszkały Rynek Główny 5, Kraków", "Rynek Główny 5, Kraków"),
        ("10 Downing Street, London SW1A 2AA", "10 Downing Street, London SW1A 2AA"),
        ("I live at 12 oak lane, leeds LS1 4AP", "12 oak lane, leeds LS1 4AP"),
        ("12 Main St, Apt 4B, Springfield, IL 62704", "12 Main St, Apt 4B, Springfield, IL 62704"),
        ("14 Merrion Square, Dublin, D02 X285", "14 Merrion Square, Dublin, D02 X285"),
        (
            "morador na Rua da Prata, n.º 80, 3.º Esq., 1100-420 Lisboa",
            "Rua da Prata, n.º 80, 3.º Esq., 1100-420 Lisboa",
        ),
        ("Rua Augusta 12, 3º Esq, 1100-053 Lisboa", "Rua Augusta 12, 3º Esq, 1100-053 Lisboa"),
        ("Dlouhá 12, 110 00 Praha", "Dlouhá 12, 110 00 Praha"),
        ("Storgatan 5, 111 22 Stockholm", "Storgatan 5, 111 22 Stockholm"),
        ("Nørregade 12, 1165 København K", "Nørregade 12, 1165 København K"),
        ("Karl Johans gate 5, 0154 Oslo", "Karl Johans gate 5, 0154 Oslo"),
        ("Mannerheimintie 12, 00100 Helsinki", "Mannerheimintie 12, 00100 Helsinki"),
        ("1051 Budapest, Fő utca 12.", "1051 Budapest, Fő utca 12"),
        ("Str. Lipscani nr. 12, București 030036", "Str. Lipscani nr. 12, București 030036"),
        ("PO Box 123, London W1A 1AA", "PO Box 123, London W1A 1AA"),
        ("Postfach 12 34 56, 50667 Köln", "Postfach 12 34 56, 50667 Köln"),
        ("Box 123, 111 22 Stockholm", "Box 123, 111 22 Stockholm"),
        ('{"street": "Am Markt 5", "city": "Köln"}', "Am Markt 5"),
    ],
)
def test_an_address_is_one_span_with_its_postcode_and_town(text: str, expected: str) -> None:
    assert found(text, KIND) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Wall Street, In 2008 Wall Street crashed",
        "Via Git 2.0, via 3 servers, via HTTP 2, via Docker 20",
        "Platz 3, auf Platz 3, Weg 2, Parkplatz 12, Lösungsweg 2, Arbeitsplatz 5",
        "Straße, calle, Berliner Straße, calle Mayor, rue de la Paix, Baker Street",
        "/usr/share/str/5 substr 5 s.rfind(SUBSTR, 0, n) String 5 spring 2023 during 3 decade 3",
        "memory address 0x1234, address: Port 8080, IP address 10, address: Block 5",
        "Step 3, 10115 Requests and Chapter 12, 12345 Words",
        "on May 5, 2024 Berlin was full",
        "3 cours de français, 2 place de parking, 5 route de secours, 2 rue",
        "Smith et al. Science 12 (2020)",
        "10 best way to, 5 New Way of, 20 High Street brands, drive C",
        "Gartenstraße 12 km lang, Hauptstraße 3 Stunden gesperrt",
        "os.path 5, al 3, pl.Series 4, box 12, Box 5",
        "<ul><li>Item 12</li></ul> ul li 2",
        "import via Zoom 5",
    ],
)
def test_streets_without_numbers_and_numbers_without_streets_are_none(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    "unit", ["rue A ", "12 rue de la ", "via Roma ", "gartenstr. 12, ", "1 a a a st ", "Adresse: A 1 ", "A 5, 12345 B"]
)
def test_time_grows_with_the_text_and_not_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        engine().scan(unit * (size // len(unit)))
        return time.process_time() - started

    base = min(seconds(10_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(3)) < max(8 * base, 0.02)


@pytest.mark.parametrize(
    "address",
    [
        "am alten markt 3, 50667 köln",
        "an der alster 12a 20099 hamburg",
        "Mannerheimintie 5 A 12, 00100 Helsinki",
        "Aleksanterinkatu 5 A 12, 00100",
        "12 Main Street, Dublin 8, D08 X2Y3",
        "Lindenstr 14 10969 berlin",
        "C.so Vittorio Emanuele II 45/b, 10123 Torino",
        "1051 Budapest, Sas u. 3",
        "Dlouhá 12, 110 00 Praha 1",
        "ul. Długa 5, Warszawa",
        "ul. Długa 5 m. 7, Warszawa",
        "12 Baker Street, London",
    ],
)
def test_small_letters_flats_districts_and_towns_belong_to_an_address(address: str) -> None:
    assert found(address, KIND) == [address]
    assert found(f"({address}, proszę pisać)", KIND) == [address]


@pytest.mark.parametrize(("text", "code"), [("Eircode D02 AF30", "D02 AF30"), ("eircode: a65f4e2", "a65f4e2")])
def test_an_eircode_names_one_house(text: str, code: str) -> None:
    assert found(text, KIND) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "51 Franklin Street, Fifth Floor, Boston, MA 02110-1301 USA",
        "write to the FSF, 51 Franklin St, Boston",
        "59 Temple Place, Suite 330, Boston, MA 02111-1307",
        "5 Way Hash Road Map and 3 Street Maps",
        "am montag 3, 50667 zeilen",
        "im mittel 3 50667 ms, im log 12 40400 bytes",
        "Seite 2 u. 3, Kinder u. 12",
        "v.le 3, c.so, D02 AF30, eircode is missing",
    ],
)
def test_licences_and_counts_hold_no_address(text: str) -> None:
    assert found(text, KIND) == []


def test_a_word_behind_a_street_that_is_no_town_stays() -> None:
    assert found("ul. Długa 5, Proszę o kontakt", KIND) == ["ul. Długa 5"]
