"""Secrets that a program falls back on: `os.environ.get("DB_PW", "x")`, `process.env.TOKEN || "x"`.

The name of the variable says what the value is, by the word that it ends with: `PASSWORD_FILE` is none.
"""

import re
from collections.abc import Callable, Iterator

from router.detect.identifiers.assigned_values import is_key, is_password
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_NAME = r"(?P<name>[A-Za-z][A-Za-z0-9_.]{1,60})"
_QUOTED = r"(?P<quote>[\"'])(?P<value>[^\"'\r\n]{3,200})(?P=quote)"
_FORMS = (
    re.compile(
        r"(?:environ\.(?:get|setdefault|pop)|getenv|env(?:\.(?:get|str))?|ENV\.fetch|GetEnv\w{0,20}|getProperty|config)"
        rf"\(\s?\\?[\"']{_NAME}\\?[\"'],\s{{0,20}}(?:default\s?=\s?)?{_QUOTED}"
    ),
    re.compile(rf"(?:process\.env|import\.meta\.env|ENV)(?:\.|\[[\"']){_NAME}(?:[\"']\])?\s?(?:\|\||\?\?)\s?{_QUOTED}"),
)
"""By call; by operator."""
_GATES = ("env", "Env", "ENV", "getProperty", "config(")
_WORD = re.compile(r"(?:^|[_.a-z])(?:pass(?:word|wd|phrase|code)?|pwd|pw|passwort|kennwort|mdp)$", re.IGNORECASE)
_KEY = re.compile(
    r"(?:secret|token|credentials?|(?:api|access|secret|private|encryption|signing|master|auth|jwt|hmac)_?key)$",
    re.IGNORECASE,
)
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if not any(gate in text for gate in _GATES):
        return
    for form in _FORMS:
        for found in form.finditer(text):
            believes = _judge_of(found["name"])
            if believes is not None and believes(found["value"], True):
                yield Hit(*found.span("value"), _SCORE)


def _judge_of(name: str) -> Callable[[str, bool], bool] | None:
    if _WORD.search(name):
        return is_password
    return is_key if _KEY.search(name) else None


FAMILY = Family("SECRET", "fallback", find)
