"""IP addresses: IPv4 (RFC 791) and IPv6 in every written form (RFC 4291, RFC 5952), judged by `ipaddress`.

Addresses that name no machine of anybody (loopback, unspecified, multicast, netmasks, link-local ones by RFC 3927,
public resolvers) are left alone, and so are version and section numbers that merely have four parts. Those of a network
of one's own (RFC 1918) are found: beside a user's name they are that user's machine.
"""

import ipaddress
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, continues_number, is_word

_V4 = Pattern(r"(?:^|[^\pL\pN.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})")
_V6 = Pattern(
    r"(?:^|[^\pL\pN:._])((?:[0-9A-Fa-f]{1,4}:|:)(?:[0-9A-Fa-f:]{1,36}:\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|[0-9A-Fa-f:]{2,40}))"
)
_COLONS = 7
_PREFIXES = ("==", ">=", "<=", "~=", "^", "~", "!=")
_VERSION = (
    *(
        "version*",
        "versión",
        "versione",
        "versie",
        "wersj*",
        "ver",
        "v",
        "release*",
        "build*",
        "firmware*",
        "update to",
    ),
    *(
        "section",
        "chapter",
        "kapitel",
        "abschnitt",
        "ziffer",
        "paragraphe",
        "sezione",
        "sección",
        "paragraaf",
        "rozdział",
    ),
    *("chrome", "safari", "firefox", "edg", "opr", "upgrade to", "oid"),
    *(
        "passer en",
        "passer à",
        "migrer vers",
        "migrate to",
        "downgrade to",
        "hotfix",
        "lts",
        "aggiornare a",
        "update auf",
    ),
)
_HIGH = 100
_SMALL = 32
"""Parts of a version are lower."""
_INDENT = 80
_HOST_WORDS = frozenset(
    {"addr", "address", "client", "gw", "host", "ip", "node", "peer", "remote", "server", "src", "dst"}
)
"""Names that an address is glued to: `ip_1.2.3.4`."""
_NOBODYS = tuple(
    map(
        ipaddress.ip_network,
        (*("169.254.0.0/16", "fe80::/10", "192.0.0.0/24"),),
    )
)
"""The same in every house, so they tell of none."""
_RESOLVERS = frozenset(
    map(
        ipaddress.ip_address,
        (
            *("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "1.1.1.2", "1.1.1.3", "1.0.0.2", "1.0.0.3", "9.9.9.9"),
            *("9.9.9.10", "149.112.112.112", "208.67.222.222", "208.67.220.220", "94.140.14.14", "94.140.15.15"),
            *("4.2.2.1", "4.2.2.2", "64.6.64.6", "64.6.65.6", "168.63.129.16", "2001:4860:4860::8888"),
            *("2001:4860:4860::8844", "2606:4700:4700::1111", "2606:4700:4700::1001", "2620:fe::fe", "2620:fe::9"),
        ),
    )
)
"""Public name servers that everybody asks."""
_SCORE = 0.9


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if page.digits and "." in text:
        yield from (Hit(start, end, _SCORE) for start, end in page.spans(_V4, 1) if _is_v4(page, start, end))
    if "::" in text or text.count(":") >= _COLONS:
        for start, end in page.spans(_V6, 1):
            stop = end - (text[end - 1] == ":" and text[end - 2] != ":")
            if _is_v6(text, start, stop):
                yield Hit(start, stop, _SCORE)


def _is_v4(page: Page, start: int, end: int) -> bool:
    text = page.text
    following = text[end : end + 2]
    if following[:1].isalnum() or continues_number(text, end) or _is_lone_version(text, start, end):
        return False
    preceding = text[max(0, start - 3) : start]
    if preceding.rstrip().endswith(_PREFIXES):
        return False
    glued = preceding[-1:] in {"-", "_"} and preceding[-2:-1].isalpha()
    named = following[:1] == "." and following[1:].isalpha()  # `1.7.2.1.txt`
    if (glued or named) and not _is_likely(text, start, end):
        return False
    if preceding.rstrip().endswith("§") or page.near("version", start, end, before=3, after=0):
        return False
    return _names_a_machine(text[start:end])


def _is_lone_version(text: str, start: int, end: int) -> bool:
    """`2.7.2.2` and nothing else in its line."""
    if text[max(0, start - 1) : start].strip(" \t\r\n") or text[end : end + 1].strip(" \t\r\n"):
        return False
    line = text[text.rfind("\n", max(0, start - _INDENT), start) + 1 or max(0, start - _INDENT) : start]
    alone = not line.strip() and not text[end : end + _INDENT].partition("\n")[0].strip()
    parts = [int(part) for part in text[start:end].split(".")]
    return alone and parts[0] != 10 and max(parts) < _SMALL  # noqa: PLR2004 - RFC 1918


def _is_likely(text: str, start: int, end: int) -> bool:
    """Glued to a name (`host-10.0.0.1`, `pkg-1.2.3.4`) an address, if the name says so or no version is so high."""
    parts = [int(part) for part in text[start:end].split(".")]
    private = parts[0] == 10 or parts[:2] == [192, 168]  # noqa: PLR2004 - RFC 1918
    return private or (parts[0] >= _HIGH and parts[1:] != [0, 0, 0]) or _word_before(text, start - 1) in _HOST_WORDS


def _word_before(text: str, end: int) -> str:
    start = end
    while start > max(0, end - 12) and text[start - 1].isalpha():
        start -= 1
    return text[start:end].lower()


def _is_v6(text: str, start: int, end: int) -> bool:
    value = text[start:end]
    if "::" not in value and value.count(":") != _COLONS:
        return False
    if is_word(text[end : end + 1]) or continues_number(text, end, ".:"):
        return False
    groups = [group for group in value.split(":") if group]
    telling = len(groups) > 2 or any(len(group) > 2 for group in groups)  # noqa: PLR2004 - `x[1::2]` is a slice
    return telling and any(map(str.isdigit, value)) and before(text, start) != "'" and _names_a_machine(value)


def _names_a_machine(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    nobody = address.is_loopback or address.is_unspecified or address.is_multicast
    nobody = nobody or address in _RESOLVERS or any(address in network for network in _NOBODYS)
    return not nobody and not value.startswith("255.")


FAMILY = Family("IP_ADDRESS", "ip", find, cues={"version": _VERSION}, patterns=(_V4, _V6))
