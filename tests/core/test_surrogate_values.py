"""Values that are nobody's: in the ranges kept for it, or failing the checks that real ones pass."""

import ipaddress
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core import surrogate_dates as dates
from router.core import surrogate_values as values

SEEDS = st.integers(0, 10_000).map(str)


def numbers(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@given(SEEDS, st.sampled_from(["4111 1111 1111 1111", "378282246310005", "5500-0000-0000-0004"]))
def test_a_card_fails_luhn_and_keeps_its_groups(seed: str, card: str) -> None:
    made = values.card(card, values.supply(seed))
    assert made is not None
    assert [sign.isdigit() for sign in made] == [sign.isdigit() for sign in card]
    doubled = [int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(numbers(made)))]
    assert sum(number // 10 + number % 10 for number in doubled) % 10 != 0


@given(SEEDS, st.sampled_from(["DE89 3704 0044 0532 0130 00", "NL91ABNA0417164300", "fr7630006000011234567890189"]))
def test_an_iban_has_check_digits_that_none_has(seed: str, iban: str) -> None:
    made = values.iban(iban, values.supply(seed))
    assert made is not None
    assert len(made) == len(iban)
    assert numbers(made)[:4] == iban[:2] + "00"


@given(SEEDS, st.sampled_from(["85031212345", "12345678Z", "RSSMRA85T10A562S", "2 85 05 78 006 084 36"]))
def test_a_national_id_fails_the_common_checks(seed: str, number: str) -> None:
    made = values.national(number, values.supply(seed))
    assert made is not None
    whole = int("".join(filter(str.isdigit, made)))
    assert whole % 97 not in {0, 1}
    assert whole // 100 % 97 not in {whole % 100, 97 - whole % 100}
    assert numbers(made)[-1] != "TRWAGMYFPDXBNJZSQVHLCKE"[whole % 23]


@given(SEEDS)
def test_machines_are_in_documentation_ranges(seed: str) -> None:
    made = [values.ip(address, values.supply(seed)) for address in ("10.1.2.3", "fe80::1")]
    nets = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"]
    for address in made:
        assert address is not None
        assert any(ipaddress.ip_address(address) in ipaddress.ip_network(net) for net in nets)
    mac = values.mac("AA-BB-CC-DD-EE-FF", values.supply(seed))
    assert mac is not None
    assert mac.startswith("00-00-5E-00-53-")


@given(SEEDS, st.sampled_from(["12.03.1985", "1985-12-31", "3 March 1985", "31/12/85", "19851231"]))
def test_a_date_keeps_its_format_and_is_a_date(seed: str, date: str) -> None:
    made = dates.date(date, values.supply(seed))
    assert made is not None
    assert [sign.isdigit() for sign in made] == [sign.isdigit() for sign in date]


@pytest.mark.parametrize(
    ("make", "original"),
    [
        (values.card, "4111 11"),
        (values.iban, "DE89"),
        (values.national, "A12"),
        (values.ip, "10.0.0.0/8"),
        (values.mac, "aa:bb"),
        (dates.date, "noon"),
        (values.secret, "a b c d e f"),
        (values.secret, "short"),
        (values.plate, "A1"),
        (values.term, "Projekt Adler"),
    ],
)
def test_what_has_no_known_format_has_no_surrogate(make: values.Make, original: str) -> None:
    assert make(original, values.supply("x")) is None


def test_the_supply_is_the_same_for_the_same_seed_and_never_ends() -> None:
    first, second = (list(islice(values.supply("PERSON/1"), 100)) for _ in range(2))
    assert first == second
    assert first != list(islice(values.supply("PERSON/2"), 100))
