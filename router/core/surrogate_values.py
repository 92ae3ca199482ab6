"""Numbers, addresses of machines and secrets that nobody has, in the format of the one they stand for.

Each function is given the original, and an endless supply of digits that does not depend on it; it gives a value of the
same shape, or None where it knows none.

    phone           ranges kept for fiction: Ofcom (UK), NANPA 555-0100 to 0199, Arcep (FR), BNetzA (DE, notice
                    148/2021), PTS (SE), ComReg (IE); elsewhere `000` behind the country code or in front, which no
                    plan assigns
    IBAN            the country stays; check digits `00`, which ISO 7064 never gives (02 to 98)
    card            the first digit stays; the Luhn digit is wrong
    national id     nines in front; fails Luhn, ISO 7064 (11,10 and 97,10) and weighted sums over 10 and 11
    IP              documentation ranges: RFC 5737, RFC 3849
    MAC             documentation range: RFC 7042, 2.1.2
    plate, term     other letters and digits in the same places; no range is reserved for these
    secret          likewise, behind the prefix that says whose key it is
"""

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from string import ascii_lowercase, digits

Make = Callable[[str, Iterator[int]], str | None]
"""A value of the same shape as the first, from bytes; None where that shape is not known."""

LONGEST = 120
"""Characters of an original that gets a surrogate."""


def supply(seed: str) -> Iterator[int]:
    """Bytes without end, the same for the same seed. Seeds are kinds and numbers, never an original."""
    for block in count():
        yield from sha256(f"{seed}/{block}".encode()).digest()


def shaped(original: str, chance: Iterator[int], kept: int = 0) -> str:
    """Another letter for each letter and another digit for each digit, in the case they have."""
    return original[:kept] + "".join(_other(sign, chance) for sign in original[kept:])


def _other(sign: str, chance: Iterator[int]) -> str:
    if sign.isdigit():
        return digits[next(chance) % 10]
    if sign.isalpha():
        letter = ascii_lowercase[next(chance) % 26]
        return letter.upper() if sign.isupper() else letter
    return sign


def poured(original: str, filling: str) -> str:
    """`filling`, digit by digit and letter by letter, in the places that `original` has them."""
    signs = iter(filling.lower() if original.islower() else filling)
    return "".join(next(signs) if sign.isalnum() else sign for sign in original)


def _some(number: int, chance: Iterator[int]) -> str:
    return "".join(digits[next(chance) % 10] for _ in range(number))


# Phones ---------------------------------------------------------------------------------------------------------------

_FICTION = {
    "44": ("7700900", "1632960"),
    "1": ("20255501", "31255501"),
    "33": ("63998", "19900"),
    "49": ("17139200", "3023125", "8999998", "6990009"),
    "46": ("70174061", "3139006", "8465004"),
    "353": ("2091",),
}
"""What follows the country code; the rest of the number is free."""

_TWO = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""Country codes of two digits (ITU E.164)."""

_FRENCH, _BRITISH = 10, 11
"""Digits of a number there, the zero in front counted; most German ones have as many as British ones."""

_NATIONAL = {"44": (10,), "1": (10,), "33": (9,), "49": (10,), "46": (9,), "353": (9,)}


def phone(original: str, chance: Iterator[int], before: str, language: str = "") -> str | None:
    """`before`: the sign that stands before it, `+` for an international number; `language`: of what it stands in."""
    value = "".join(filter(str.isalnum, original))
    if not (value.isascii() and value.isdigit()) or len(value) < 6:  # noqa: PLR2004 - shorter ones have no room
        return None
    lead = "00" if value.startswith("00") and "+" not in before else ""
    if "+" not in before and not lead:
        ranges = _at_home(original, value, language) or ("000",)
        start = ranges[next(chance) % len(ranges)]
        return poured(original, start + _some(len(value) - len(start), chance))
    code = _country(value[len(lead) :])
    return poured(original, lead + code + _fiction(code, len(value) - len(lead) - len(code), chance))


def _at_home(original: str, value: str, language: str) -> tuple[str, ...]:
    """How numbers kept for fiction begin where this one is at home, told by its groups, its length and the language."""
    groups = [len(group) for group in re.findall("[0-9]+", original)]
    if value[0] not in "01" and groups == [3, 3, 4]:
        return _FICTION["1"]
    if value[0] == "0" and value[1] != "0" and (groups == [2] * 5 or (language == "fr" and len(value) == _FRENCH)):
        return ("063998",) if value[1] in "67" else ("019900",)
    if value[0] != "0" or len(value) != _BRITISH:
        return ()
    if language == "de":
        return ("017139200",) if value[1] == "1" else ("03023125", "06990009", "04066969", "02214710", "08999998")
    return ("07700900",) if value[1] == "7" else ("01632960",)


def _country(value: str) -> str:
    if value[0] in "17":
        return value[0]
    return value[:2] if _TWO.match(value) else value[:3]


def _fiction(code: str, length: int, chance: Iterator[int]) -> str:
    if length in _NATIONAL.get(code, ()):
        ranges = _FICTION[code]
        start = ranges[next(chance) % len(ranges)]
        return start + _some(length - len(start), chance)
    return ("000" + _some(max(0, length - 3), chance))[:length]


# Checked numbers ------------------------------------------------------------------------------------------------------


def iban(original: str, chance: Iterator[int]) -> str | None:
    value = "".join(filter(str.isalnum, original))
    if not re.fullmatch(r"[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{8,30}", value):
        return None
    return poured(original, value[:2] + "00" + shaped(value[4:], chance))


def card(original: str, chance: Iterator[int]) -> str | None:
    value = "".join(filter(str.isalnum, original))
    if not re.fullmatch(r"[0-9]{12,19}", value):
        return None
    other = value[0] + _some(len(value) - 1, chance)
    if _luhn(other):
        other = other[:-1] + str((int(other[-1]) + 1) % 10)
    return poured(original, other)


def national(original: str, chance: Iterator[int]) -> str | None:
    value = "".join(filter(str.isalnum, original))
    free = sum(map(str.isdigit, value))
    if not value.isascii() or free < 5:  # noqa: PLR2004 - too few to tell one from another
        return None
    for _ in range(_TRIES):
        nines = iter("9" * min(6, free - 4) + _some(free, chance))
        other = "".join(next(nines) if sign.isdigit() else _other(sign, chance) for sign in value)
        if not _may_be_valid(other):
            return poured(original, other)
    return None


_TRIES = 2000
_DNI = "TRWAGMYFPDXBNJZSQVHLCKE"


def _may_be_valid(value: str) -> bool:
    numbers = [int(sign) for sign in value if sign.isdigit()]
    whole = int("".join(map(str, numbers)))
    if _luhn("".join(map(str, numbers))) or _eleven_ten(numbers) or whole % 97 in {0, 1}:
        return True
    rest, check = divmod(whole, 100)
    if {rest % 97, (2_000_000_000 + rest) % 97} & {check, 97 - check}:
        return True
    if any(_weighted(numbers, weights) for weights in _weights(len(numbers) - 1)):
        return True
    return any(sign.upper() == _DNI[whole % 23] for sign in value if sign.isalpha())


def _weights(length: int) -> Iterator[list[int]]:
    """The weights that national checks are made with: rising, falling, powers of two, and small ones in turn."""
    yield list(range(length + 1, 1, -1))
    yield list(range(1, length + 1))
    yield [2 ** (length - place) for place in range(length)]
    for some in (
        (3, 7),
        (7, 3),
        (1, 3, 7, 9),
        (6, 5, 7, 2, 3, 4, 5, 6, 7),
        (3, 7, 6, 1, 8, 9, 4, 5, 2),
        (1, 3),
        (7, 3, 1),
    ):
        yield [some[place % len(some)] for place in range(length)]


def _weighted(numbers: list[int], weights: list[int]) -> bool:
    """Whether the last digit is what the others, weighted, leave of 10 or 11, or what they lack."""
    total = sum(weight * number for weight, number in zip(weights, numbers, strict=False))
    return any(numbers[-1] in {total % base % 10, (base - total % base) % 10} for base in (10, 11))


def _luhn(value: str) -> bool:
    total = 0
    for place, sign in enumerate(reversed(value)):
        number = int(sign) * (1 + place % 2)
        total += number - 9 if number > 9 else number  # noqa: PLR2004 - the sum of two digits
    return total % 10 == 0


def _eleven_ten(numbers: list[int]) -> bool:
    rest = 10
    for number in numbers[:-1]:
        rest = ((rest + number) % 10 or 10) * 2 % 11
    return (rest + numbers[-1]) % 10 == 1


# Machines, secrets ----------------------------------------------------------------------------------------------------

_NETS = ("192.0.2", "198.51.100", "203.0.113")


def ip(original: str, chance: Iterator[int]) -> str | None:
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}", original):
        return f"{_NETS[next(chance) % 3]}.{next(chance) % 254 + 1}"
    if ":" in original and re.fullmatch(r"[0-9a-fA-F:.]+", original):
        return f"2001:db8::{next(chance) * 256 + next(chance):x}"
    return None


def mac(original: str, chance: Iterator[int]) -> str | None:
    value = "".join(filter(str.isalnum, original))
    if not re.fullmatch(r"[0-9a-fA-F]{12}", value):
        return None
    other = f"00005e0053{next(chance):02x}"
    return poured(original, other.upper() if value.upper() == value else other)


_PREFIX = re.compile(
    r"sk-(?:proj-|ant-|live-|test-)?|[sprw]k_(?:live|test)_|gh[opsur]_|github_pat_|glpat-|xox[abprs]-|hf_|AKIA|ASIA|AIza"
    r"|eyJ|npm_|pypi-|dop_v1_|SG\."
)


def secret(original: str, chance: Iterator[int]) -> str | None:
    if len(original) < 6 or not re.fullmatch(r"[!#-\[\]-~]+", original):  # noqa: PLR2004 - too short to be told from others
        return None
    prefix = _PREFIX.match(original)
    return shaped(original, chance, kept=len(prefix[0]) if prefix else 0)


def plate(original: str, chance: Iterator[int]) -> str | None:
    return shaped(original, chance) if sum(map(str.isalnum, original)) >= 4 and original.isascii() else None  # noqa: PLR2004 - as above


def term(original: str, chance: Iterator[int]) -> str | None:
    """Customer numbers and the like. A term without a digit is a word, and no word is like it."""
    return plate(original, chance) if any(map(str.isdigit, original)) else None
