r"""How many JSON strings enclose the next character, while JSON text arrives in pieces.

Tool arguments are JSON, and a string in them is often JSON itself (`{"body": "{\"to\": \"[[PERSON_1]]\"}"}`). A
value put in there must be escaped once for each string around it, or the inner JSON breaks at its first quote or line
break. The quotes tell: one that opens or closes a string at level 1, 2, 3, ... stands behind 0, 1, 3, ... backslashes,
2 ** (level - 1) - 1.

But a quote behind one backslash may also be a quote in plain prose (`"He said \"no\""`). So a string counts as JSON
only if nothing but opening brackets (at least one) and white space stands between its own quote and the first escaped
one; the JSON that programs and models write always begins like that, prose never does.

An answer that nobody asked to be JSON may be JSON all the same (`Answer`). It is when its first quote follows nothing
but white space, an opening code fence and opening brackets (at least one); and as long as these brackets are open.
"""

import re

_TOKEN = re.compile(r'(\\*+)"|(\\++[nrt]?|[^"\\]++)')
_WHITE = re.compile(r"\\+[nrt]|[\s{\[]+")
_LEVEL_OF_BACKSLASHES = {0: 1, 1: 2, 3: 3, 7: 4, 15: 5}

_EMPTY, _BRACKET, _JSON, _PROSE = range(4)


class Nesting:
    """`depth` is 0 between the strings of the outermost JSON, 1 inside one of them, 2 inside a string of its JSON."""

    __slots__ = ("_backslashes", "_brackets", "_strings", "is_over")

    def __init__(self) -> None:
        self._strings: list[int] = []
        self._backslashes = ""
        self._brackets = 0
        self.is_over = False
        """The outermost brackets have closed."""

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
        if not self._strings:
            self._count_brackets(text)
            return
        if self._strings[-1] in {_JSON, _PROSE}:
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

    def _count_brackets(self, text: str) -> None:
        for sign in _ONE_BRACKET.findall(text):
            self._brackets += 1 if sign in "{[" else -1
            self.is_over |= self._brackets <= 0


class Answer:
    """`depth` is that of `Nesting` while the text so far is JSON, and 0 in every other text."""

    __slots__ = ("_lead", "_nesting")

    def __init__(self) -> None:
        self._lead: str | None = ""
        """What came before one could tell; None from then on."""
        self._nesting: Nesting | None = None

    @property
    def depth(self) -> int:
        return 0 if self._nesting is None or self._nesting.is_over else self._nesting.depth

    def feed(self, text: str) -> None:
        if self._nesting is not None:
            self._nesting.feed(text)
        elif self._lead is not None:
            self._begin(self._lead + text)

    def _begin(self, lead: str) -> None:
        if _JSON_LEAD.match(lead):
            self._lead, self._nesting = None, Nesting()
            self._nesting.feed(lead)
        else:
            self._lead = lead if len(lead) <= _LONGEST_LEAD and _MAYBE_LEAD.fullmatch(lead) else None


_LONGEST_LEAD = 256
_ONE_BRACKET = re.compile(r"[{}\[\]]")
_FENCE = r"```(?:json|JSON)?[ \t]*\n\s*+"
_JSON_LEAD = re.compile(rf'(?=[^"]{{0,{_LONGEST_LEAD}}}")\s*+(?:{_FENCE})?[\[{{][\s\[{{]*+"')
_MAYBE_LEAD = re.compile(
    rf"\s*+(?:`{{1,2}}|```(?:j|js|jso|json|J|JS|JSO|JSON)?[ \t]*|(?:{_FENCE})?(?:[\[{{][\s\[{{]*+)?)"
)
