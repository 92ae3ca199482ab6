"""Credentials in HTTP: `Authorization` of any scheme (RFC 9110, section 11), and cookies that hold a session."""

import re
from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_reference, is_worded, varies
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_AUTHORIZATION = Pattern(
    r"(?i)authorization[\\\"']{0,3}[ \t]{0,3}[:=,][ \t]{0,3}[\\\"']{0,3}(?:[a-z][a-z0-9-]{2,"
    r"20}[ \t]+(?:token=[\\\"']{0,2}|key=)?)?"
    r"([A-Za-z0-9._~+/=:-]{8,})"
)
_BEARER = Pattern(r"(?i)(?:^|[^\pL\pN_])(?:bearer|apikey)[ \t]+([A-Za-z0-9._~+/=-]{16,})")
_COOKIE = Pattern(
    r"(?i)(?:^|[^\pL\pN])(?:set-)?cookies?[\\\"']{0,3}[ \t]{0,3}[:=][ \t]{0,3}[\\\"']{0,3}([^\r\n\"']{8,1000})"
)
_PAIR = Pattern(r"([A-Za-z0-9_.-]{2,60})=([^;,\s\"']{12,1000})")
_SESSION = re.compile(
    r"sess|sid$|auth|token|jwt|login|remember|identity|\.aspnet|saml|sso|ticket|^id$|_id$", re.IGNORECASE
)
_NAMED = Pattern(
    r"(?i)(?:^|[^\pL\pN])(?:PHPSESSID|JSESSIONID|ASP\.NET_SessionId|ASPSESSIONID[A-Z]{0,10}|connect\.sid"
    r"|_gitlab_session"
    r"|_session_id|laravel_session|wordpress_logged_in_[0-9a-f]{32}|CFTOKEN|XSRF-TOKEN|sessionid|li_at"
    r"|user_session|__Host-[\w-]{1,40}|__Secure-[\w-]{1,40})"
    r"[\\\"']{0,3}[ \t]{0,2}[:=][ \t]{0,2}[\\\"']{0,3}([A-Za-z0-9._%|~+/=-]{16,1000})"
)
_GATE = Pattern(
    r"(?i)authorization|bearer|apikey[ \t]|cookie|sess(?:ion)?_?id|_session|connect\.sid|xsrf-token|cftoken|li_at"
    r"|__host-|__secure-|wordpress_logged_in"
)
"""One look says whether any of it may be there: most texts have none."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LEAST = 12
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if not page.holds(_GATE):
        return
    for shape in (_AUTHORIZATION, _BEARER):
        for start, end in shape.spans(text, 1):
            value = text[start:end].rstrip(".:")
            if varies(value) and not is_reference(value):
                yield Hit(start, start + len(value), _SCORE)
    for start, end in _COOKIE.spans(text, 1):
        yield from _sessions(text[start:end], start)
    for start, end in _NAMED.spans(text, 1):
        if _is_session(text[start:end]):
            yield Hit(start, end, _SCORE)


def _sessions(cookies: str, offset: int) -> Iterator[Hit]:
    for _, name, value in _PAIR.groups(cookies):
        start, end = value
        if _SESSION.search(cookies[slice(*name)]) and _is_session(cookies[start:end].rstrip("\\")):
            yield Hit(offset + start, offset + start + len(cookies[start:end].rstrip("\\")), _SCORE)


def _is_session(value: str) -> bool:
    """Random, and no mere UUID, which agents give to sessions that open nothing."""
    known = is_reference(value) or is_worded(value) or _UUID.fullmatch(value) is not None
    return len(value) >= _LEAST and not known and varies(value)


FAMILY = Family("SECRET", "header", find, patterns=(_GATE,))
