r"""How many JSON strings enclose the next character, while JSON text arrives in pieces.

Tool arguments are JSON, and a string in them is often JSON itself (`{"body": "{\"to\": \"[[PERSON_1]]\"}"}`). A
value put in there must be escaped once for each string around it, or the inner JSON breaks at its first quote or line
break. The quotes tell: one that opens or closes a string at level 1, 2, 3, ... stands behind 0, 1, 3, ... backslashes,
2 ** (level - 1) - 1.

But a quote behind one backslash may also be a quote in plain prose (`"He said \"no\""`). So a string counts as JSON
only if nothing but opening brackets (at least one) and white space stands between its own quote and the first escaped
one; the JSON that programs and models write always begins like that, prose never does.
"""

import re

_TOKEN = re.compile(r'(\\*+)"|(\\++[nrt]?|[^"\\]++)')
_WHITE = re.compile(r"\\+[nrt]|[\s{\[]+")
_LEVEL_OF_BACKSLASHES = {0: 1, 1: 2, 3: 3, 7: 4, 15: 5}

_EMPTY, _BRACKET, _JSON, _PROSE = range(4)


class Nesting:
    """`depth` is 0 between the strings of the outermost JSON, 1 inside one of them, 2 inside a string of its JSON."""

    __slots__ = ("_backslashes", "_strings")

    def __init__(self) -> None:
        self._strings: list[int] = []
        self._backslashes = ""

    @property
    def depth(self) -> int:
        return len(self._strings)

    def feed(self, text: str) -> None:
        text = self._backslashes + text
        settled = text.rstrip("\\")
        self._backslashes = text[len(settled) :]
        for token in _TOKEN.finditer(settled):
            if token[1] is None:
                self._filler(token[2])
            else:
                self._quote(len(token[1]))

    def _filler(self, text: str) -> None:
        if not self._strings or self._strings[-1] in {_JSON, _PROSE}:
            return
        if _WHITE.fullmatch(text) is None:
            self._strings[-1] = _PROSE
        elif "{" in text or "[" in text:
            self._strings[-1] = _BRACKET

    def _quote(self, backslashes: int) -> None:
        level = _LEVEL_OF_BACKSLASHES.get(backslashes, 0)
        if 0 < level <= self.depth:
            del self._strings[level - 1 :]
        elif level == self.depth + 1 and self._may_hold_json():
            self._strings[-1:] = [_JSON] if self._strings else []
            self._strings.append(_EMPTY)
        else:
            self._filler('"')

    def _may_hold_json(self) -> bool:
        return not self._strings or self._strings[-1] in {_BRACKET, _JSON}
