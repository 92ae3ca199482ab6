import pytest
from detect_reading import found, kinds


@pytest.mark.parametrize(
    ("text", "vin"),
    [
        ("VIN WVWZZZ1JZXW000001", "WVWZZZ1JZXW000001"),
        ("Fahrgestellnummer: wvwzzz1jzxw000001", "wvwzzz1jzxw000001"),
        ("numéro de châssis VF1AAAAA123456789", "VF1AAAAA123456789"),
        ("bastidor nº VSSZZZ6JZAR000001.", "VSSZZZ6JZAR000001"),
    ],
)
def test_the_number_of_a_vehicle_is_found_behind_its_name(text: str, vin: str) -> None:
    assert found(text, "LICENSE_PLATE") == [vin]


@pytest.mark.parametrize("text", ["IMEI 490154203237518", "imei: 49-015420-323751-8", "IMEI-Nummer: 490154203237518"])
def test_the_number_of_a_telephone_is_found_behind_its_name(text: str) -> None:
    [imei] = found(text, "MAC_ADDRESS")
    assert "".join(filter(str.isdigit, imei)) == "490154203237518"


@pytest.mark.parametrize(
    "text",
    [
        "WVWZZZ1JZXW000001 and 490154203237518",
        "vin decoder_library12345, VIN internationalizer, vin aaaaaaaaaaaaaaaaa",
        "VIN 550e8400e29b41d4a716446655440000",
        "IMEI 490154203237519, IMEI 000000000000000",
        "imei = 4901542032375181",
        "fin 12345678901234567",
    ],
)
def test_other_rows_of_characters_are_none(text: str) -> None:
    assert not {"LICENSE_PLATE", "MAC_ADDRESS"}.intersection(kinds(text))
