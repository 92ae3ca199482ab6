"""What stands around a told password: links from its name to it, how it is quoted, where its clause ends."""

import re

from router.detect.identifiers.password_words import IS, OTHER_ONE, QUALITIES, TO

_SPACE = r"[ \t]"
_AROUND = r"[*_`\"'\])]{0,3}"
LINK = re.compile(
    rf"(?P<mark>{_AROUND}{_SPACE}{{0,2}}(?:=>|->|→|[:=|])[*_]{{0,2}}{_SPACE}{{0,8}}(?:(?:\r?\n[ \t>*-]{{0,6}}){{0,2}}))"
    rf"|(?P<tab>\t)"
    rf"|(?P<next>{_SPACE}*\r?\n(?={_SPACE}*[^\s:]{{8,64}}{_SPACE}*(?:$|[\r\n])))"
    rf"|(?P<verb>(?:(?:{_SPACE}+|{_SPACE}*\r?\n){IS}|(?<=e|t){_SPACE}+c'est){_SPACE}*:?{_SPACE}+)"
    rf"|(?P<took>{_SPACE}+(?:hab(?:e)? ich|ho messo|ho scelto|he puesto|j'ai mis|j'ai choisi|i (?:used|chose|picked)"
    rf"|heb ik)(?:{_SPACE}+auf)?{_SPACE}+)"
    rf"|(?P<quality>{_SPACE}+{QUALITIES}{_SPACE}+(?![^\s]{{0,12}}[:=]))"
    rf"|(?P<to>{_SPACE}+{TO}{_SPACE}+)"
    rf"|(?P<quote>{_SPACE}+(?=[\"`“„«]))"
    rf"|(?P<beside>{_SPACE}+)",
    re.IGNORECASE,
)
VALUE = re.compile(
    r"\"(?P<q1>[^\"\n]{3,60})\"|[“„](?P<q2>[^“”„\n]{3,60})[“”]|« ?(?P<q3>[^«»\n]{3,60}?) ?»"
    r"|`(?P<q4>[^`\n]{3,60})`|'(?P<q5>[^'\n]{3,60})'(?!\w)"
    r"|[(\[*_]{0,3}(?P<bare>[^\s\"“”„«»`'(\[*_,;:<>{}][^\s\"“”„«»`,;<>{}\[\]]{2,63})"
)
CLAUSE = re.compile(r"[.!?;](?=\s|$)|,(?=\s(?!\()|$)|\n|(?<=\S)\{|\|\s*\||</")
ANOTHER = re.compile(rf"[,;.(\u2013-]?{_SPACE}+(?:{OTHER_ONE}){_SPACE}?[:=]{_SPACE}*", re.IGNORECASE)
WORD = re.compile(r"[ \t]*[^\s:=|]{1,60}")
ENDS = re.compile(
    r"[*_`\"'”»)\]]{0,3}(?:[.,;:!?)]{0,4}[ \t]{0,40}(?:$|[\r\n])|[.,;!?)]{1,3}\s|[ \t]{1,4}[-—("
    r"|/]|[ \t]{1,4}(?:lol|haha|btw|and|but|und|aber"
    r"|et|mais|y|pero|e|ma|en|maar|i|ale|so|also|donc|if|wenn|falls|si|als|please|bitte|merci|thanks|;\))\b)",
    re.IGNORECASE,
)
CODE_BEHIND = re.compile(
    r"[\"'`]?[ \t]{0,8}(?:[({\[=]|[,;][ \t]{0,8}(?:\n|$)|\|[ \t]{0,8}\w{1,40}[ \t]{0,8}[,;=)]|\)[ \t]{0,8}[:{]|=>|->)"
)
PHRASE = re.compile(r"(?:[a-zäöüß]{3,12}[ -]){3,7}[a-zäöüß]{3,12}(?=[.!?]?[ \t]*(?:$|[\r\n]|[.!?]\s))")
