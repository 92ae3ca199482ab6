"""Checks of personal numbers that python-stdnum does not have, or has for companies alone.

All take compact text of the length that the shapes in `national_table` give.
"""

from datetime import date

from stdnum import luhn, verhoeff

_SERIAL, _DIGITS = 9, 3
"""Characters of a document's serial number without check digit, and how many of them are digits: a word has none."""


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def is_hungarian_person(number: str) -> bool:
    """Személyi azonosító, Act XX of 1996: sex and century, YYMMDD, serial, weighted sum modulo 11.

    Those born until 1996 are weighted 1 to 10, those after in the other direction.
    """
    century = {"1": 1900, "2": 1900, "3": 2000, "4": 2000}.get(number[0], 1900)
    year = century + int(number[1:3])
    upwards = tuple(range(1, 11))
    weights = upwards if year < 1997 else upwards[::-1]  # noqa: PLR2004 - the year the direction changed
    dated = _is_date(year, int(number[3:5]), int(number[5:7]))
    return dated and _weighted(number, weights) % 11 == int(number[10])


def is_hungarian_tax(number: str) -> bool:
    """Adóazonosító jel: ten digits, the first is 8, the last a weighted sum of the others modulo 11."""
    return number[0] == "8" and _weighted(number[:9], tuple(range(1, 10))) % 11 == int(number[9])


def is_hungarian_health(number: str) -> bool:
    """TAJ: nine digits, odd places weigh 3, even ones 7, modulo 10."""
    return _weighted(number, (3, 7) * 4) % 10 == int(number[8])


def is_luxembourgish(number: str) -> bool:
    """Matricule, règlement grand-ducal of 2013: YYYYMMDD, serial, then Luhn and Verhoeff over the first eleven."""
    if not _is_date(int(number[:4]), int(number[4:6]), int(number[6:8])):
        return False
    checks: str = luhn.calc_check_digit(number[:11]) + verhoeff.calc_check_digit(number[:11])
    return number[11:] == checks


def is_german_insurance(number: str) -> bool:
    """Versicherungsnummer, § 147 SGB VI: area, DDMMYY, initial, serial and a check digit of cross sums."""
    digits = f"{number[:8]}{ord(number[8].upper()) - 64:02d}{number[9:11]}"
    products = (int(digit) * weight for digit, weight in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(number[11])


def is_german_health(number: str) -> bool:
    """Krankenversichertennummer, § 290 SGB V: a letter as two digits, eight digits, then a Luhn-like check digit."""
    digits = f"{ord(number[0].upper()) - 64:02d}{number[1:9]}"
    products = (int(digit) * weight for digit, weight in zip(digits, (1, 2) * 5, strict=True))
    return sum(product // 10 + product % 10 for product in products) % 10 == int(number[9])


def is_travel_document(number: str) -> bool:
    """Serial number with its check digit, ICAO 9303 part 3, or a German serial without one."""
    number = number.upper()
    digits = sum(map(str.isdigit, number))
    if len(number) == _SERIAL:
        return digits >= _DIGITS and number[0] in "CFGHJKLMNPRTVWXYZ"
    values = [int(character, 36) for character in number]
    return sum(value * weight for value, weight in zip(values, (7, 3, 1) * 3, strict=False)) % 10 == values[-1]


def is_polish_card(number: str) -> bool:
    """Dowód osobisty: three letters, a check digit, five digits; weights 7 3 1 9 7 3 1 7 3."""
    values = [int(character, 36) for character in number.upper()]
    return sum(value * weight for value, weight in zip(values, (7, 3, 1, 9, 7, 3, 1, 7, 3), strict=True)) % 10 == 0


def is_swedish_coordination(number: str) -> bool:
    """Samordningsnummer: a personnummer whose day has 60 added."""
    digits = number.replace("-", "").replace("+", "")[-10:]
    return int(digits[4:6]) in range(61, 92) and bool(luhn.is_valid(digits))


def is_british_insurance(number: str) -> bool:
    """National Insurance number: prefixes that were never issued, HMRC NIM39110. It has no check digit."""
    return number[:2].upper() not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def is_finnish_client(number: str) -> bool:
    """Sähköinen asiointitunnus (SATU): eight digits and their rest modulo 31, in the alphabet of personal codes."""
    return "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(number[:8]) % 31] == number[8]


def is_spanish_insurance(number: str) -> bool:
    """Número de afiliación: province, serial and both modulo 97; a short serial is not filled up with its zero."""
    province, serial, check = number[:2], number[2:-2], int(number[-2:])
    body = int(province) * 10_000_000 + int(serial) if int(serial) < 10_000_000 else int(province + serial)  # noqa: PLR2004 - see above
    return (1 <= int(province) <= 53 or province == "66") and body % 97 == check  # noqa: PLR2004 - provinces


def is_portuguese_insurance(number: str) -> bool:
    """NISS: eleven digits weighted by primes from 29 down to 2, nine less their sum modulo 10."""
    return 9 - _weighted(number[:10], (29, 23, 19, 17, 13, 11, 7, 5, 3, 2)) % 10 == int(number[10])


def is_british_licence(number: str) -> bool:
    """Driver number: five letters of the surname, then YMMDDY with 50 added to a woman's month; not the day alone."""
    decade, month, day, year = number[5], int(number[6:8]), int(number[8:10]), number[10]
    return _is_date(2000 + int(decade + year), month - 50 if month > 50 else month, day)  # noqa: PLR2004 - see above


def is_health_card(number: str) -> bool:
    """European Health Insurance Card, EN 1867 and ISO 7812: 80, country, issuer, serial, Luhn digit."""
    return bool(luhn.is_valid(number))


def is_brazilian_insurance(number: str) -> bool:
    """PIS, PASEP and NIS: eleven digits, the last a weighted sum of the others modulo 11."""
    return (-_weighted(number[:10], (3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) % 11) % 10 == int(number[10])


def is_brazilian_health(number: str) -> bool:
    """Cartão Nacional de Saúde: fifteen digits, weighted 15 to 1, modulo 11."""
    return _weighted(number, tuple(range(15, 0, -1))) % 11 == 0


def is_mexican_insurance(number: str) -> bool:
    """Número de Seguridad Social of the IMSS: office, year of entry, year of birth, serial, Luhn digit."""
    return bool(luhn.is_valid(number))


def is_uruguayan(number: str) -> bool:
    """Cédula de identidad: seven digits, or six, weighted 2987634, and what they lack of a full ten."""
    return -_weighted(number[:-1].zfill(7), (2, 9, 8, 7, 6, 3, 4)) % 10 == int(number[-1])


def is_australian_health(number: str) -> bool:
    """Medicare card: eight digits weighted 1 3 7 9, their sum modulo 10, the issue, and the person on the card."""
    return _weighted(number[:8], (1, 3, 7, 9) * 2) % 10 == int(number[8])


def is_isin(number: str) -> bool:
    """ISO 6166: letters as two digits, then Luhn. A security's number can look like a VAT number."""
    return bool(luhn.is_valid("".join(str(int(character, 36)) for character in number)))


def mrz_digit(field: str) -> str:
    """Check digit of a field of a machine-readable zone, ICAO 9303 part 3, section 4.9: weights 7 3 1, modulo 10."""
    values = (0 if character == "<" else int(character, 36) for character in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)
