r"""Logins that programs and tickets write: `CORP\jdoe`, `sudo: jdoe : TTY`, `"assignee": "kmurphy"`, `failed for jdoe`.

Behind a key or phrase that can also introduce other things (`owner`, `password of`, `assigned to`) only what looks like
no word counts; behind those of which nothing but a login can follow, any lower-case name.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.username_words import ASSIGNED, ASSIGNED_ALL, TOLD_OF
from router.detect.identifiers.usernames import HARD_ONSET, ends_code, is_login, is_somebody, is_variable
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_NAME = r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+){0,3}"
_KEYED = re.compile(rf"[\"'`]?[ ]{{0,2}}[:=]>?[ ]{{0,3}}[\"'`@]{{0,2}}({_NAME})(?=[\"'`\s,;|)}}\]]|\.?$|\.\s)")
_SAID = re.compile(
    rf"(?: (?:user|the user|benutzer|utente|usuario|utilisateur))? [\"'`@]{{0,2}}({_NAME})(?![\w(\[{{/\\@:=-]|\.\w)"
)
_ROW = re.compile(r"[\"']?\s{0,2}[:=]\s{0,3}\[([^\[\]{}]{1,400})\]")
_ENTRY = re.compile(rf"[\"']@?({_NAME})[\"']")
_NUMBERED = re.compile(r"[a-z]+[_-]?\d")
"""One of a row of things: `group_1`."""
_DOMAIN = Pattern(r"(?:^|[\s\"'(=:,])([A-Z][A-Z0-9-]{2,14})\\{1,2}([A-Za-z][A-Za-z0-9._-]{2,20})")
_NOT_DOMAINS = frozenset("HKEY HKLM HKCU HKCR HKU NT BUILTIN AUTHORITY SYSTEM SOFTWARE LOCAL".split())  # noqa: SIM905 - words
_ESCAPES = frozenset("abfnrtuvxdswDSWBAZUN0")
"""What can follow a backslash in code and patterns: `ERROR\\nworld`."""
_LOGGED = re.compile(
    r"(?i)log(?:ged|in|on|in)|account|konto|compte|cuenta|user|utent|usuari|benutz|locked|sperr|bloc|domain"
)
_GROUP = Pattern(r"\b[ge]?[gu]id=\d{1,10}\(([a-z_][a-z0-9_.-]{1,31})\)")
_SUDO = Pattern(r"sudo(?:\[\d{1,8}\])?: {1,3}([a-z_][a-z0-9_.-]{1,31}) : ")
_LISTED = Pattern(r"(?:^|\n)[-dlcbps][rwxsStT-]{9}[.+@]? {1,4}\d{1,6} ([a-z_][a-z0-9_.-]{1,31}) ")
_REQUEST = Pattern(r" - ([\pL][\pL\pN_.@-]{1,40}) \[\d{2}/[A-Z][a-z]{2}/\d{4}:\d{2}:")
"""Who asked, in the log of a web server (Common Log Format)."""
_BASIC = Pattern(r"(?:^|\s)(?:-u|--user)[ =]?[\"']?([a-z][a-z0-9._-]{1,31}):")
"""`curl -u anna.k:x`."""
_BENUTZER = Pattern(
    r"(?i)[A-Z]:\\{1,2}(?:Benutzer|Utilisateurs|Usuarios|Utenti|Gebruikers|Użytkownicy)\\{1,2}([\pL][\pL\pN_.-]{1,31})"
)
_GRANTED = Pattern(
    r"(?i)(?:access|account|permission|mailbox|password|login|reset|licen[cs]e|vpn|zugriff|zugang|berechtigung|passwort|konto"
    r"|postfach|lizenz|accès|compte|mot de passe|droits|acceso|cuenta|contraseña|permisos|accesso|permessi|toegang"
    r"|wachtwoord|rechten|dostęp|hasł|uprawnie|skrzynk)[^.!?\n]{1,48} (?:for|für|pour|para|per|voor|dla|of|von|to)"
    r" [\"'`]?([a-z]{5,20})(?:$|[^\pL\pN_.@/(=\\-]|[.](?:$|\s))"
)
"""`Zugriff auf Laufwerk K: für mfriedl entfernen`: who is given what, or loses it."""
_SENT = Pattern(rf"(?:^|[\s<])(?:from|sender|author|by|user|owner|assignee)=[\"']({_NAME})[\"']")
_PLAIN = (_GROUP, _SUDO, _BASIC)
_NEAR = 40
_SURE, _LIKELY = 0.9, 0.75


def find(page: Page) -> Iterator[Hit]:
    yield from _after_words(page)
    yield from _listed(page)
    yield from _related(page)
    yield from _of_domains(page)
    for pattern in _PLAIN:
        yield from _plain(page, pattern)
    for mark, pattern in (("\\", _BENUTZER), (" - ", _REQUEST)):
        yield from _plain(page, pattern) if mark in page.text else ()
    if page.holds(_LISTED) and ("rw" in page.text or "r-x" in page.text):
        yield from _plain(page, _LISTED)


def _related(page: Page) -> Iterator[Hit]:
    """Who is given something, and who sends it."""
    text = page.text
    for start, end in page.spans(_GRANTED, 1):
        if HARD_ONSET.fullmatch(text, start, end):
            yield Hit(start, end, _LIKELY)
    for start, end in page.spans(_SENT, 1):
        name = text[start:end]
        if is_login(name) and is_somebody(name) and not is_variable(name):
            yield Hit(start, end, _LIKELY)


def _plain(page: Page, pattern: Pattern) -> Iterator[Hit]:
    text = page.text
    for start, end in page.spans(pattern, 1):
        if is_somebody(text[start:end]) and text[start:end].lower() not in _SYSTEM:
            yield Hit(start, end, _SURE)


def _after_words(page: Page) -> Iterator[Hit]:
    text = page.text
    for tag, form in (("assigned", _KEYED), ("told_of", _SAID)):
        for start, end in page.cues(tag):
            match = form.match(text, end)
            if match and text[start - 1 : start] not in {".", "$", "-"} and _is_login(text, match):
                yield Hit(*match.span(1), _LIKELY)


def _listed(page: Page) -> Iterator[Hit]:
    """`"reviewers": ["mkurz", "yli_92"]`: all of one list."""
    text = page.text
    for _, end in page.cues("assigned_all"):
        row = _ROW.match(text, end)
        for entry in _ENTRY.finditer(text, row.start(1), row.end(1)) if row else ():
            if (
                is_login(entry[1])
                and not _NUMBERED.fullmatch(entry[1])
                and is_somebody(entry[1])
                and not is_variable(entry[1])
            ):
                yield Hit(*entry.span(1), _LIKELY)


def _is_login(text: str, match: re.Match[str]) -> bool:
    name = match[1]
    return is_login(name) and is_somebody(name) and not is_variable(name) and not ends_code(text, match.end(1))


def _of_domains(page: Page) -> Iterator[Hit]:
    text = page.text
    for whole, domain, user in page.groups(_DOMAIN):
        name = text[slice(*user)].rstrip(".-")
        if text[slice(*domain)].partition("-")[0] in _NOT_DOMAINS or text[whole[1] : whole[1] + 1] in {"\\", "(", "="}:
            continue
        around = text[max(0, whole[0] - _NEAR) : whole[1] + _NEAR]
        escaped = user[0] - domain[1] == 1 and name[0] in _ESCAPES and not _LOGGED.search(around)
        if is_somebody(name) and not escaped and "." not in name[-4:-1]:
            yield Hit(user[0], user[0] + len(name), _LIKELY)


_SYSTEM = frozenset(
    """
    adm audio backup bin cdrom dialout dip disk games kvm lpadmin lxd mail man messagebus netdev ntp plugdev proxy
    sambashare staff sudo sync syslog tape tty users utmp video voice wheel winbind gdm input render sgx polkitd rtkit
    avahi colord dbus libvirt qemu named ldap squid tomcat solr rabbitmq consul vault nomad minio zabbix nagios munin
    postfix dovecot exim amavis clamav systemd-network systemd-resolve systemd-timesync systemd-journal ceph frr
    haproxy varnish
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""Accounts and groups that systems make for themselves."""

FAMILY = Family(
    "USERNAME",
    "login",
    find,
    cues={"assigned": ASSIGNED, "assigned_all": ASSIGNED_ALL, "told_of": TOLD_OF},
    patterns=(_GRANTED, _SENT, _DOMAIN, *_PLAIN, _LISTED),
)
