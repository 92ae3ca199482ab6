"""The addresses that a public provider may have, and all the ways to say one that it may not."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.addresses import is_address, is_public


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("1.1.1.1", True),
        ("2606:4700::1111", True),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("100.64.1.1", False),
        ("127.0.0.1", False),
        ("169.254.1.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:192.168.0.1", False),
        ("::ffff:1.1.1.1", True),
        ("2002:c0a8:0001::1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::101:101", True),
        ("2001:0:4136:e378:8000:63bf:3f57:fefe", False),
        ("0.1.2.3", False),
        ("100.100.100.200", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("192.0.0.9", False),
        ("192.0.0.192", False),
        ("192.88.99.1", False),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
        ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False),
        ("::ffff:a9fe:a9fe", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::7f00:1", False),
        ("2002:a9fe:a9fe::1", False),
        ("2002:101:101::1", True),
        ("2a00::5efe:7f00:1", False),
        ("2a00::200:5efe:a00:1", False),
        ("2a00::5efe:101:101", True),
        ("fd00:ec2::254", False),
        ("3fff::1", False),
        ("100::1", False),
    ],
)
def test_public_is_what_the_open_internet_routes(address: str, expected: bool) -> None:
    assert is_public(address) is expected


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_no_wrapping_makes_an_inner_address_public(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    wrapped = [
        (0xFFFF << 32) | number,
        (0x0064_FF9B << 96) | number,
        (0x2002 << 112) | (number << 80) | 1,
        (0x2001_0000 << 96) | (number ^ 0xFFFF_FFFF),
        (0x2A00 << 112) | (0x0000_5EFE << 32) | number,
        (0x2A00 << 112) | (0x0200_5EFE << 32) | number,
    ]
    for one in wrapped:
        assert is_public(str(ipaddress.IPv6Address(one))) == is_public(str(inner))


@pytest.mark.parametrize("text", ["127.1", "0x7f000001", "2130706433", "0177.0.0.1", "127.0.0.1.", "localhost", ""])
def test_what_is_not_written_as_an_address_is_a_name_to_be_looked_up(text: str) -> None:
    assert not is_address(text)
