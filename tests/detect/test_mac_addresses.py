import pytest
from detect_reading import found

KIND = "MAC_ADDRESS"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("link/ether 00:1a:2b:3c:4d:5e brd ff:ff:ff:ff:ff:ff", ["00:1a:2b:3c:4d:5e"]),
        ("00-1A-2B-3C-4D-5E", ["00-1A-2B-3C-4D-5E"]),
        ("[00:11:22:33:44:55]", ["00:11:22:33:44:55"]),
        ("MAC address 001a.2b3c.4d5e", ["001a.2b3c.4d5e"]),
        ("mac: 001A2B3C4D5E", ["001A2B3C4D5E"]),
        ('{"macAddress": "001A2B3C4D5E"}', ["001A2B3C4D5E"]),
        ("mac: 10:15:30:45:50:55", ["10:15:30:45:50:55"]),
        ("10:15:30:45:50:75", ["10:15:30:45:50:75"]),
        ("adres MAC: 00-11-22-33-44-55", ["00-11-22-33-44-55"]),
        ("a 00:1a:2b:3c:4d:5e, 00:1a:2b:3c:4d:5f.", ["00:1a:2b:3c:4d:5e", "00:1a:2b:3c:4d:5f"]),
    ],
)
def test_the_address_of_a_device_is_found_in_every_form(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ff:ff:ff:ff:ff:ff 00:00:00:00:00:00 01:00:5e:00:00:fb 33:33:00:00:00:01",
        "SHA256 00:1A:2B:3C:4D:5E:6F:70:81:92:A3:B4:C5:D6:E7:F8",
        "12:30:45, 12:30:45:10 and 2024-01-02-03-04-05",
        "2001:db8:0:1a:2b:3c:4d:5e fe80::1a:2b:3c:4d",
        "550e8400-e29b-41d4-a716-446655440000",
        "001a2b3c4d5e is a hash; v001a.2b3c.4d5e",
        "10-20-30-40-50-60",
        "10:15:30:45:50:55 and 08:30:12:45:00:59",
        "machine 001A2B3C4D5E",
    ],
)
def test_fingerprints_times_and_groups_of_devices_are_none(text: str) -> None:
    assert found(text, KIND) == []
