"""MAC addresses (IEEE 802 EUI-48): six octets with colons or hyphens, three fours with dots, or bare beside a word.

Broadcast, multicast and all-zero addresses name no device. More octets than six are a fingerprint or a dump.
"""

from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_OCTETS = 6
_MARKS = _OCTETS - 1
_PAIRS = Pattern(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}")
_FOURS = Pattern(r"[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}")
_BARE = Pattern(r"(?i)^(?: ?(?:addr(?:ess)?|adresse?))?[ \"'=:(]{1,5}([0-9a-f]{12})(?:[^\pL\pN]|$)")
_CUES = (
    *("mac address*", "mac addr", "mac adres*", "mac:", "mac=", "mac is", "hwaddr", "ether", "bssid", "lladdr"),
    *("hardware address", "physical address", "physische adresse", "adresse physique", "adresse mac", "dirección mac"),
    *("indirizzo mac", "adres mac", "adres fizyczny", "dirección física", "indirizzo fisico"),
)
_NEAR = 24
_LONGEST_TAIL = 32
_MINUTES = "60"
_LEAST_MIXED = 3
_ZERO, _BROADCAST = "0" * 12, "f" * 12
_SCORE, _NAMED = 0.95, 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if text.count(":") >= _MARKS or text.count("-") >= _MARKS:
        yield from (Hit(start, end, _SCORE) for start, end in page.spans(_PAIRS) if _is_address(page, start, end))
    if text.count(".") > 1 and page.holds(_FOURS):
        yield from (hit for hit in _dotted(text, 0) if _is_mixed(text[hit.start : hit.end]))
    for place, end in page.cues("mac"):
        tail = text[end : end + _LONGEST_TAIL]
        yield from _dotted(tail, end)
        if "mac" in text[place:end].lower():
            yield from _bare(tail, end)


def _dotted(tail: str, offset: int) -> Iterator[Hit]:
    for start, end in _FOURS.spans(tail):
        if _is_free(tail, start, end, ".") and _names_a_device(tail[start:end]):
            yield Hit(offset + start, offset + end, _SCORE)


def _is_mixed(written: str) -> bool:
    """As a device's number is by chance; four figures, a year and a word are not."""
    return min(sum(map(str.isdigit, written)), sum(map(str.isalpha, written))) >= _LEAST_MIXED


def _bare(tail: str, offset: int) -> Iterator[Hit]:
    for start, end in _BARE.spans(tail, 1):
        if _names_a_device(tail[start:end]):
            yield Hit(offset + start, offset + end, _NAMED)


def _is_address(page: Page, start: int, end: int) -> bool:
    """Hyphens are also in dates and part numbers, colons in times: without a hexadecimal letter they need a word.

    Nought in front is how many makers' numbers begin and no time of a day that goes on to six parts.
    """
    written = page.text[start:end]
    if not _is_free(page.text, start, end, written[2]) or not _names_a_device(written):
        return False
    lettered = any(map(str.isalpha, written))
    octets = written.split(":")
    timed = octets[0] != "00" and all(octet < _MINUTES for octet in octets)
    told = lettered or (written[2] == ":" and not timed)
    return told or page.near("mac", start, end, before=_NEAR, after=_NEAR)


def _is_free(text: str, start: int, end: int, mark: str) -> bool:
    """Neither digits nor more octets touch it."""
    ahead, behind = text[max(0, start - 2) : start], text[end : end + 2]
    longer = ahead[-1:].isalnum() or behind[:1].isalnum()
    goes_on = ahead[-1:] == mark or (behind[:1] == mark and behind[1:].isalnum())
    return not longer and not goes_on


def _names_a_device(written: str) -> bool:
    """The lowest bit of the first octet marks a group of devices (IEEE 802, clause 8.2)."""
    digits = "".join(filter(str.isalnum, written)).lower()
    return digits not in {_ZERO, _BROADCAST} and not int(digits[:2], 16) & 1


FAMILY = Family("MAC_ADDRESS", "mac_address", find, cues={"mac": _CUES}, patterns=(_PAIRS, _FOURS))
