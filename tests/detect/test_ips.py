import pytest
from detect_reading import found

KIND = "IP_ADDRESS"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 10.0.0.1 to 192.168.1.10:8080", ["10.0.0.1", "192.168.1.10"]),
        ("client 1.2.3.4 connected.", ["1.2.3.4"]),
        ("10.0.0.0/8, http://93.184.216.34/x", ["10.0.0.0", "93.184.216.34"]),
        ("10.0.0.1-10.0.0.9", ["10.0.0.1", "10.0.0.9"]),
        ("the host is 80.8.4.4.", ["80.8.4.4"]),
        ("2001:db8::8a2e:370:7334 and 2a02::1%eth0", ["2001:db8::8a2e:370:7334", "2a02::1"]),
        ("2001:0db8:0000:0000:0000:ff00:0042:8329", ["2001:0db8:0000:0000:0000:ff00:0042:8329"]),
        ("[2001:db8::1]:443 ::ffff:10.1.2.3", ["2001:db8::1", "::ffff:10.1.2.3"]),
        ("2001:DB8:: /32", ["2001:DB8::"]),
        ("ip_203.0.113.9, host-203.0.113.9 and 203.0.113.9_log", ["203.0.113.9"] * 3),
        ("ssh anna@203.0.113.9 host_1.2.3.4 node-10.0.0.1", ["203.0.113.9", "1.2.3.4", "10.0.0.1"]),
        ("203.0.113.9.log", ["203.0.113.9"]),
        ("10.0.\u200b0.1", ["10.0.\u200b0.1"]),
    ],
)
def test_addresses_of_both_versions(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1 0.0.0.0 255.255.255.0 224.0.0.1 ::1 :: ::ffff:127.0.0.1",
        "v1.2.3.4, version 1.2.3.4, Version: 1.2.3.4, release 1.2.3.4",
        "requests==2.3.1.4 pkg>=1.2.3.4 pkg-1.2.3.4 lib_1.2.3.4 1.7.2.1.txt",
        "see section 1.2.3.4 and Kapitel 2.3.4.5",
        "OID 1.3.6.1.4.1, 1.2.3, 1.2.3.4.5",
        "300.1.1.1 1.2.3.256 01.02.03.04",
        "Chrome/120.0.0.0 Safari/537.36",
        "std::vector<int> a::b Foo::Bar x[1::2] dead::beef::",
        "12:30:45 and 12:30:45:10",
        "AA:BB:CC:DD:EE:FF",
        "02.06.2024 and 1.234.567,89",
    ],
)
def test_versions_times_code_and_nobodys_addresses_are_left_alone(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("83.12.44.9,200,GET", ["83.12.44.9"]),
        ("83.12.44.9,83.12.44.10", ["83.12.44.9", "83.12.44.10"]),
        ("5 83.12.44.9,1700000000", ["83.12.44.9"]),
        ("1,83.12.44.9;2", ["83.12.44.9"]),
        ("2001:db8::8a2e:370:7334,200", ["2001:db8::8a2e:370:7334"]),
        ("10.0.0.1", ["10.0.0.1"]),
        ("host 2.7.2.2", ["2.7.2.2"]),
        ("2.7.2.2,5", ["2.7.2.2"]),
    ],
)
def test_an_address_in_a_row_of_cells(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize("text", ["2.7.2.2", "changes\n\n  2.7.2.2  \n- fixed", "2.7.2.2\r\n2.7.2.3\r\n"])
def test_small_numbers_on_a_line_of_their_own_are_a_version(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize(
    "text",
    [
        "169.254.169.254 fe80::1%eth0",
        "nameserver 8.8.8.8, 8.8.4.4, 1.1.1.1, 9.9.9.9 and 2606:4700:4700::1111",
    ],
)
def test_what_is_the_same_in_every_house_names_nobody(text: str) -> None:
    assert found(text, KIND) == []


@pytest.mark.parametrize("text", ["172.16.0.1", "192.168.1.1", "10.0.100.1", "8.8.8.9", "100.64.0.1"])
def test_an_address_of_somebody_s_own_network_is_found(text: str) -> None:
    assert found(f"host {text}", KIND) == [text]
