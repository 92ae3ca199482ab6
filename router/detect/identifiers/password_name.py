"""Where a text names a password, and what its surroundings say of it."""

import re
from typing import NamedTuple

from router.detect.identifiers.password_words import AND, ARTICLE, SET_TO, STOPS, USERS

_LOOKED_BACK, _SET_BEHIND, _RESET_AHEAD = 100, 40, 12
_SPACE = r"[ \t]"
_CALLED = (
    r"is|ist|lautet|est|es|è|to|jest|is called|called|named|heißt|namens|s'appelle|se llama|si chiama|heet|nazywa się"
)
_LOGIN = re.compile(
    rf"(?:^|[^\w])(?:(?:{USERS})[\"'`*]{{0,2}}(?:{_SPACE}*[:=]{_SPACE}*|{_SPACE}+(?:(?:{_CALLED}){_SPACE}+)?)"
    rf"|(?:wi-?fi|wlan)(?:{_SPACE}*[:=]{_SPACE}*|{_SPACE}+(?:{_CALLED}){_SPACE}+))"
    rf"[\"'`*]{{0,2}}(?P<user>\w[^\s,;|]{{1,60}})(?P<more>[ ][^\s,;|:]{{2,20}}(?=[,;]))?"
    rf"[\"'`*]{{0,2}}\s*(?:[,;/|&+.-]|\s{AND})?\s*(?:{AND}\s+)?"
    rf"(?:{ARTICLE}\s+)?[*_-]{{0,2}}$",
    re.IGNORECASE,
)
_RESETS = re.compile(
    r"\b(?:reset|change|forgot|forgotten|lost|update|recover|for|of|new|no|without|with a|a|any|each|every)\s+$",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:^|\n)[ \t>*_•#|-]{0,6}(?:[^\s:=]{1,20}[ \t]){0,3}[^\s:=]{0,12}$")
_ENGLISH = re.compile(r"pass(?:word|wd|phrase|code)?|pwd|pw|psw|pword", re.IGNORECASE)
_SET = re.compile(
    r"\b(?:set|sets|reset|change[ds]?|update[ds]?|gesetzt|zurückgesetzt|geändert|gestellt|umgestellt|ändere|setze"
    r"|chang[ée]\w{0,2}|modifi[ée]\w{0,2}|réinitialis[ée]\w{0,2}|mis|remplacé|cambiad[oa]|cambié|cambio|cambi[ao]t[ao]"
    r"|impostat[ao]|imposta|reimpostat[ao]|modificat[ao]|puesto|puse|restable\w{2,5}|gewijzigd|veranderd|gezet|gereset"
    r"|aangepast|ingesteld|ustawi\w{1,6}|zmieni\w{1,6}|zresetowa\w{1,5}|alterad[ao]|mudei|mudou|definid[ao])\b",
    re.IGNORECASE,
)
_NO_USERS = STOPS | {*"and or und oder et ou y o e i en of lub as for with to name names".split()}  # noqa: SIM905 - as elsewhere


class PasswordName(NamedTuple):
    """Where a password is named: what of the text is its clause, and what is known of it."""

    text: str
    start: int
    end: int
    limit: int
    weak: bool

    @property
    def of_login(self) -> bool:
        """A user's name stands ahead: `user: anna, password: ...`."""
        match = _LOGIN.search(self.text[max(0, self.start - _LOOKED_BACK) : self.start])
        return match is not None and match["user"].lower().rstrip(".:") not in _NO_USERS

    @property
    def is_title(self) -> bool:
        """At the head of a line, and not as a field of English code is written."""
        ahead = self.text[max(0, self.start - _LOOKED_BACK) : self.start]
        named = self.text[self.start : self.end]
        return _TITLED.search(ahead) is not None and not (named.islower() and _ENGLISH.fullmatch(named))

    def is_line(self, end: int) -> bool:
        """The name and its value, which ends at `end`, are all of their line: `pass=hunter2` in a file of settings."""
        ahead = self.text[max(0, self.start - _LOOKED_BACK) : self.start].rpartition("\n")[2]
        return not ahead.strip() and not self.text[end : end + _LOOKED_BACK].partition("\n")[0].strip()

    @property
    def may_be_set(self) -> bool:
        """What follows "to" can be it: `changed my pw to x`, not `pass it to x`."""
        return not self.weak or self.text[self.start : self.end].lower() in SET_TO

    def is_set(self, place: int) -> bool:
        """It says that the password was changed or set."""
        low, high = max(0, self.start - _SET_BEHIND), min(len(self.text), place + _SET_BEHIND)
        return _SET.search(self.text, low, high) is not None

    @property
    def is_reset(self) -> bool:
        """It is only asked for: `reset password`, `without a password`."""
        return _RESETS.search(self.text[max(0, self.start - _RESET_AHEAD) : self.start]) is not None
