"""Numbers of one vehicle and of one telephone, behind their name: VIN (ISO 3779), IMEI (3GPP TS 23.003)."""

import re
from collections.abc import Callable, Iterator

from stdnum import imei

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_LINK = (
    r"[\s\"'`=:#.(/-]{0,5}(?:(?:code|nr|no|n[°º]|num\w{0,4}|nummer|is|ist|lautet|est|es|è|to|er|är)"
    r"[\s\"'`=:.(-]{1,4}){0,2}"
)
_VIN = re.compile(rf"{_LINK}(?P<value>[A-HJ-NPR-Z0-9]{{17}})(?!\w)", re.IGNORECASE)
_IMEI = re.compile(rf"{_LINK}(?P<value>\d{{2}}[ -]?\d{{6}}[ -]?\d{{6}}[ -]?\d)(?!\w|[.-]\d)", re.IGNORECASE)
_VINS = (
    *("vin", "vin code", "vin number", "chassis number", "chassis no", "vehicle identification number", "fin"),
    *("fahrgestellnummer", "fahrgestell nr", "fahrzeugidentifizierungsnummer", "fahrzeug identifizierungsnummer"),
    *("fahrzeug identnummer", "numéro de châssis", "n° de châssis", "numéro de série du véhicule", "bastidor"),
    *("número de bastidor", "nº de bastidor", "telaio", "numero di telaio", "chassisnummer", "nr vin", "numer vin"),
    *("numer nadwozia", "nr nadwozia", "chassinummer", "stelnummer", "alustanumero", "número de chassis"),
)
_IMEIS = ("imei", "imei number", "imei no", "imei nr", "imei nummer", "nr imei", "numéro imei", "imei code")
_MIXED = re.compile(r"(?=.*[A-Za-z])(?=.*\d.*\d.*\d)", re.DOTALL)
_REACH = 80
_SCORE = 0.85


def _is_vin(written: str) -> bool:
    """Its letters are all of one case, and the last four are mostly digits; it is no word."""
    return (
        _MIXED.match(written) is not None and written in {written.upper(), written.lower()} and written[-3:].isdigit()
    )


def _is_imei(written: str) -> bool:
    return len(set(written)) > 2 and bool(imei.is_valid(written))  # noqa: PLR2004 - fifteen zeros pass the check


def _behind(tag: str, form: re.Pattern[str], valid: Callable[[str], bool]) -> Callable[[Page], Iterator[Hit]]:
    def find(page: Page) -> Iterator[Hit]:
        for _, end in page.cues(tag):
            match = form.match(page.text, end, end + _REACH)
            if match and valid(match["value"]):
                yield Hit(*match.span("value"), _SCORE)

    return find


FAMILIES = (
    Family("LICENSE_PLATE", "vehicle_number", _behind("vin", _VIN, _is_vin), cues={"vin": _VINS}),
    Family("MAC_ADDRESS", "telephone_serial", _behind("imei", _IMEI, _is_imei), cues={"imei": _IMEIS}),
)
