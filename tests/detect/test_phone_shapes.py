"""Numbers without a trunk zero: `(text, the numbers)`. The language, a contact or a word beside them must agree."""

import pytest
from detect_reading import found

KIND = "PHONE_NUMBER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giulia, 339 123 4567, vuole un preventivo", ["339 123 4567"]),
        ("il signor Conti (3391234567) ha chiamato due volte", ["3391234567"]),
        ("se serve sono al 333 4455666 fino alle 18", ["333 4455666"]),
        ("mi trovi al 333 44 55 666", ["333 44 55 666"]),
        ("VENDESI PANDA, 328 1122334 ORE PASTI", ["328 1122334"]),
        ("Pregunta por Vicenta, 966 70 41 38", ["966 70 41 38"]),
        ("Un saludo,\nMarta Gil\nCompras\n91 234 56 78", ["91 234 56 78"]),
        ("Vendo bici, 655 443 221, Paco", ["655 443 221"]),
        ("Pani Ewa, 501 222 333, prosi o kontakt", ["501 222 333"]),
        ("w razie czego mama 606 112 233", ["606 112 233"]),
        ("sprzedam opla, 606-112-233", ["606-112-233"]),
        ("Dr. Webb's office is 212 555 0176, ask for Nina", ["212 555 0176"]),
        ("Jane Roe | 202-555-0173 | jane@roe.example", ["202-555-0173"]),
        ("Marta Gil | 912 345 678 | marta@gil.example", ["912 345 678"]),
        ("Telefony:\nEwa 501 222 333\nAdam 502 333 444", ["501 222 333", "502 333 444"]),
    ],
)
def test_groups_of_a_country_whose_language_is_written_are_a_number(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("555-123-4567 x123", ["555-123-4567 x123"]),
        ("001-555-123-4567x1234", ["001-555-123-4567x1234"]),
        ("1 (212) 555-0188", ["1 (212) 555-0188"]),
        ("please text 555-0142", ["555-0142"]),
        ("reach him at 555-867-5309", ["555-867-5309"]),
        ("(555)010-2233", ["(555)010-2233"]),
        ("celular 11 98765-4321", ["11 98765-4321"]),
        ("cel 55 1234 5678", ["55 1234 5678"]),
        ("cel. 9 1234 5678", ["9 1234 5678"]),
    ],
)
def test_numbers_of_the_americas_and_invented_ones_are_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bereikbaar op 0612345678", ["0612345678"]),
        ("app me op 0687654321", ["0687654321"]),
        ("my new number's 07700900456", ["07700900456"]),
        ("prosze oddzwonic 501222333", ["501222333"]),
        ("wasap 600112233", ["600112233"]),
        ("whatsapp 600.112.233", ["600.112.233"]),
        ("numero verde 800123456", ["800123456"]),
        ("tel.221234567", ["221234567"]),
        ("el número 911223344 me llama", ["911223344"]),
        ("son num 0687654321", ["0687654321"]),
    ],
)
def test_bare_digits_behind_everyday_words_for_telephones_are_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "zamówienie 600 123 456 w drodze i jest na miejscu",
        "numer faktury 600 123 456, numer konta 12 3456 7890",
        "przychód 600 123 456 zł w roku, kwota 600 123 456",
        "600 123 456 osób jest w kraju i nie ma",
        "la población es de 612 345 678 y es la más alta en el mundo",
        "de las 612 345 678 personas que hay en el país",
        "el expediente 966 70 41 38 y la factura 612-345-678",
        "fattura 347 1234567, ordine 347 123 4567 e la pratica 339 1234567",
        "il contratto 3281122334 e la matricola 3281122334",
        "fatturato di 347 123 456 euro con il nuovo prodotto",
        "we sold 600 123 456 units and it was the best year for the team",
        "order 212 555 0176 is on the way to you and to her",
        "numéro de série 0612345678, colis 06 12 34 56 78",
        "Vertragsnummer: 0201 8765432",
        "protocollo 0432 123456",
        "lotnummer 06 12 34 56 78",
        "212 655 443 221 i jest na to",
        "phones sold: 1 234 567",
    ],
)
def test_sums_orders_and_contracts_of_the_same_groups_are_none(text: str) -> None:
    assert found(text, KIND) == []
