"""Secrets on a command line: `curl -u name:word`, `mysql -pword`, `docker login -p word`, `--password=word`."""

from collections.abc import Iterator

from router.detect.identifiers.assigned_values import is_reference
from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import Strength, strength
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_VALUE = r"[^\s\"'|;&<>]"
_USER = Pattern(
    rf"(?:^|[^\pL\pN_])(?:curl|wget|http|https|xh)[ \t][^\n|;]{{0,300}}?(?:-u|--user|-a|--auth)[ =]?[\"']?"
    rf"([^\s:\"'/-][^\s:\"'/]{{0,99}}:{_VALUE}{{3,200}})"
)
_GLUED = Pattern(
    r"(?:^|[^\pL\pN_])(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|sshpass)[ \t]"
    rf"(?:[^\n|;]{{0,300}}?[ \t])?-p[\"']?((?:{_VALUE}|&[^\s\"'|;&<>]){{4,200}})"
)
_SSHPASS = Pattern(
    rf"(?:^|[^\pL\pN_])sshpass[ \t]+-p[ \t]*(?:\"([^\"\n]{{3,200}})\"|'([^'\n]{{3,200}})'|({_VALUE}{{3,200}}))"
)
_LOGIN = Pattern(
    r"(?:^|[^\pL\pN_])(?:(?:docker|podman|nerdctl|buildah|skopeo|helm registry|oras|oc|az|az acr|cf|argocd)[ \t]+login"
    r"[ \t](?:[^\n|;]{0,300}?[ \t])?(?:-p|--password)|redis-cli[ \t](?:[^\n|;]{0,300}?[ \t])?-a"
    r"|ldap(?:search|modify|add|delete|passwd|whoami|compare)[ \t](?:[^\n|;]{0,300}?[ \t])?-w)"
    rf"[ \t=]+(?:\"([^\"\n]{{3,200}})\"|'([^'\n]{{3,200}})'|({_VALUE}{{3,200}}))"
)
_OPTION = Pattern(
    r"(?:^|[ \t])--(?:password|passwd|pass|passphrase)[ \t=]+"
    rf"(?:\"([^\"\n]{{3,200}})\"|'([^'\n]{{3,200}})'|({_VALUE}{{3,200}}))"
)
_POWERSHELL = Pattern(
    r"(?i)ConvertTo-SecureString[ \t]+(?:-[a-z]+[ \t]+){0,3}(?:\"([^\"\n$]{3,200})\"|'([^'\n]{3,200})')"
)
_NET_USER = Pattern(
    rf"(?i)(?:^|[^\pL\pN_])net1?(?:\.exe)?[ \t]+user[ \t]+[^\s/]{{1,60}}[ \t]+([^\s\"'/*]{_VALUE}{{3,100}})"
)
_SERVER = Pattern(
    rf"(?:^|[^\pL\pN_])(?:bindpw|rootbindpw|rootpw|requirepass|masterauth)[ \t]{{1,8}}[\"']?({_VALUE}{{4,200}})"
)
"""Of LDAP and of Redis, in their files of settings."""
_DEFINED = Pattern(
    r"define\([ ]?[\"'][A-Z_]{0,30}(?:PASS|PASSWORD|SECRET)[\"'],[ ]?(?:\"([^\"\n]{4,200})\"|'([^'\n]{4,200})')"
)
_BY_MARK = (
    ("--pass", _OPTION),
    ("define(", _DEFINED),
    ("SecureString", _POWERSHELL),
    (" user ", _NET_USER),
    ("pw ", _SERVER),
    ("requirepass", _SERVER),
    ("masterauth", _SERVER),
)
"""Each is asked where its mark stands."""
_SHAPES = (_USER, _GLUED, _SSHPASS, _LOGIN)
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for mark, shape in _BY_MARK:
        if mark in text:
            for _, *groups in shape.groups(text):
                if strength(text[slice(*max(groups))]) >= Strength.LIKELY:
                    yield Hit(*max(groups), _SCORE)
    for shape in _SHAPES:
        for _, *groups in page.groups(shape):
            start, end = next(span for span in groups if span[0] >= 0)
            start = text.rfind(":", start, end) + 1 if shape is _USER else start
            if text[start] != "-" and not is_reference(text[start:end]):
                yield Hit(start, end, _SCORE)


FAMILY = Family("SECRET", "command_line", find, patterns=_SHAPES)
