# ruff: noqa: RUF001 - the typographic apostrophe is what is read
"""What may follow a term that says nothing alone: the value of its field, and in between, whose it is."""

from router.detect.patterns import Pattern

_OF = (
    r"(?:(?: (?:of|for|von|vom|bei|de|du|del|di|da|van|voor))?(?: (?:herrn?|frau|mr|mrs|ms|mme|sra?|sig|dr|pan[ai]?|dhr"
    r"|mevr)\.?)?(?: (?-i:\p{Lu})[\pL'’.-]{0,30}){1,3})?"
)
"""Whose it is: `Diagnose Müller: C50.9`, `HIV status of Mr Weber: positive`."""
YES = Pattern(
    rf"(?i)^[\"'*]{{0,2}}{_OF}(?: ?[:=|] ?| (?:is|ist|est|es|è|to|jest) )[\"'*]{{0,2}}(?:yes|true|ja|oui|sí|si|sì|tak"
    r"|positive?|positi(?:v|f|ef|vo|va)|pozytywny|dodatni|1)(?:$|[^\pL\pN])"
)
CODE = Pattern(
    rf"(?i)^[\"'*)]{{0,3}}{_OF}(?: ?[:=|] ?| )[\"'*(]{{0,3}}(?-i:[A-TV-Z])\d\d(?:\.\d{{1,2}})?(?:$|[^\pL\pN.])"
)
CHARTED = Pattern(r"(?i)^(?: (?-i:\p{Lu})[\pL'’.-]{0,30}){1,3} ?[:=|,(-] ?(?-i:[A-TV-Z])\d\d\.\d{1,2}(?:$|[^\pL\pN.])")
"""`Patient P. Müller: F32.1`: a code that has its second part, as numbers of rooms and of beds have none."""
MEASURE = Pattern(
    rf"(?i)^[\"'*)]{{0,3}}{_OF}(?: ?[:=|] ?| (?:is|ist|est|es|è|to) )[\"'*]{{0,2}}"
    r"(?:\d{2,3}(?: ?%)?|(?:ab|a|b|o|0) ?(?:(?:rh ?)?[+-]|(?:rh ?)?(?:pos|neg|dod|uj)\pL{0,8}|rh))(?:$|[^\pL\pN])"
    r"|^ (?:von )?\d{2,3} ?%?(?: [^.!?\n]{0,25})? (?:anerkannt|zuerkannt|festgestellt|bescheinigt)"
)
"""`blood group: A+`, `GdB von 60 anerkannt`."""
SET = Pattern(r"(?i)^[\"'`*)]{0,3} ?[:=] ?[\"'`]?(?:true|false|null|none|[01])(?:$|[^\pL\pN])")
"""`disabled: true` is a setting's, unless the term is a flag of persons."""
