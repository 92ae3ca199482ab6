# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
import pytest
from detect_reading import found

KIND = "CREDIT_CARD"
NUMBERS = [
    *("4111111111111111", "5500000000000004", "2223003122003222", "378282246310005", "6011111111111117"),
    *("30569309025904", "3530111333300000", "6200000000000005", "4222222222222"),
]


@pytest.mark.parametrize("sentence", ["Pay with {}.", "Meine Karte {} bitte", "ma carte {}, merci", "kaart {} graag"])
@pytest.mark.parametrize("number", NUMBERS)
def test_every_issuer_is_found_in_any_language(number: str, sentence: str) -> None:
    assert found(sentence.format(number), KIND) == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("5500-0000-0000-0004", ["5500-0000-0000-0004"]),
        ("3782 822463 10005 exp 12/27", ["3782 822463 10005"]),
        ("4111 1111 1111 1111 12/27 123", ["4111 1111 1111 1111", "12/27", "123"]),
        ("4111 1111 1111 1111 4111111111111111", ["4111 1111 1111 1111", "4111111111111111"]),
        ("2024 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("４１１１ １１１１ １１１１ １１１１", ["４１１１ １１１１ １１１１ １１１１"]),
        ("maestro 6759 6498 2643 8453", ["6759 6498 2643 8453"]),
        ("card no 6759649826438453", ["6759649826438453"]),
        ("card_4111111111111111 ref-4111111111111111_x", ["4111111111111111"] * 2),
        ("4111.1111.1111.1111", ["4111.1111.1111.1111"]),
        ("4111\n1111\n1111\n1111\n12/27", ["4111\n1111\n1111\n1111"]),
        ("4111 1111\n1111 1111", ["4111 1111\n1111 1111"]),
        ("4111  1111  1111  1111", ["4111  1111  1111  1111"]),
        ("4111_1111_1111_1111", ["4111_1111_1111_1111"]),
        ("4111\t1111\t1111\t1111", ["4111\t1111\t1111\t1111"]),
    ],
)
def test_groups_as_printed_on_the_card(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",
        "14111111111111111",
        "41111111111111111",
        "0.4111111111111111",
        "6759649826438453",
        "1700000000000000",
        "4444444444444448x",
        "550e8400-e29b-41d4-a716-446655440000",
        "0000 0000 0000 0000 and 5555555555555555",
        "41 11 11 11 11 11 11 11",
        "4111\t1111\t1111\t1111\t4111\t1111\t2222\t3333",
        "0000010 4042 0200 0000 0000 00a5 8e1f 0001",
        "8e1f 00a5 0001 4042 0200 0000 0000",
        " ".join(f"+491511234567{last}" for last in range(10)),
        " ".join(f"491511234567{last}" for last in range(10)),
    ],
)
def test_other_long_numbers_are_no_cards(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("number", ["4111111111111111", "4111 1111 1111 1111", "5500000000000004", "378282246310005"])
@pytest.mark.parametrize(
    "row", ["Anna,{},123", "{},12/27,123", "{}:123", "{}/12/27", "1,{},2", "1;{};2", "1:{}:2", "{}-7", "7/{}", "{}%"]
)
def test_a_mark_and_a_digit_beside_a_whole_number_end_it(row: str, number: str) -> None:
    assert found(row.format(number), KIND) == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111111111111111,5500000000000004", ["4111111111111111", "5500000000000004"]),
        ("paid to Ada 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("cafe 4111 1111 1111 1111 dead", ["4111 1111 1111 1111"]),
        ("flat b12a 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("4222 2222 2222 2", ["4222 2222 2222 2"]),
        ("https://x.eu/?card=4111111111111111", ["4111111111111111"]),
        ('{"card_number": 4111111111111111}', ["4111111111111111"]),
        ("order 12 with 4111111111111111", ["4111111111111111"]),
        ("id,order\n4111111111111111,5", ["4111111111111111"]),
        ("order_id: 4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ],
)
def test_a_card_beside_other_data(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4222222222222",
        '{"ean": 4222222222222}',
        "4000000000000000006",
        "4111111111111111.50 and 1.4111111111111111",
        "4111-1111-1111-1111-2222",
        '{"x": 4111111111111111}',
        "https://x.eu/p/4111111111111111/a",
        *(f"{name}: 4111111111111111" for name in ("ean", "gtin", "order_id", "id", "ts", "bytes", "message_id")),
        *("status 4111111111111111", 'tool_call_id="4111111111111111"', "order no. 4111111111111111"),
    ],
)
def test_a_bare_number_of_data_needs_a_word_for_cards(text: str) -> None:
    assert found(text, KIND) == []
    assert found(f"card; {text}", KIND) or "." in text or "-1111-" in text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "My card, the blue one that came by mail last week, is blocked at every till; it is 501812345673",
            "501812345673",
        ),
        (
            "4000123412344 was charged twice, why? The lady at the desk says nothing is wrong with my card",
            "4000123412344",
        ),
        ("Please take 213112345678904 or nothing", "213112345678904"),
        ("Please take 180012345678905 or nothing", "180012345678905"),
    ],
)
def test_a_rare_length_or_issuer_is_believed_where_the_line_speaks_of_cards(text: str, number: str) -> None:
    assert found(text, KIND) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "It is 501812345673, and all of this is about nothing in particular",
        '{"card": true, "note": "the blue one that came by mail last week, which nobody has", "n": 501812345673}',
        "my card is the blue one that came by mail last week\nwhich nobody has, it is 4000123412344",
        "the card is blue and came by mail last week and nobody has it: order 4000123412344",
        "180012345678904 and 213112345678905",
    ],
)
def test_such_a_number_in_data_or_elsewhere_is_no_card(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "card 4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7",
        '"4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7"',
        "amex 3 7 1 4 4 9 6 3 5 3 9 8 4 3 1",
    ],
)
def test_a_card_read_out_digit_by_digit_is_one(text: str) -> None:
    assert len(found(text, KIND)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 8",
        "[4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7]",
        "1 4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7",
        "4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7 1",
    ],
)
def test_rows_of_digits_are_no_cards(text: str) -> None:
    assert found(text, KIND) == []
