"""What models do to `[[PERSON_1]]`, and what comes of it: the table of docs/placeholders.md.

`{}` in `gives` is where the original is put; `gives` is None where the text stays letter by letter. The vault gave
PERSON_1 to PERSON_12 and EMAIL_ADDRESS_1, and the client wrote no placeholder itself.
"""

from typing import NamedTuple


class Mutation(NamedTuple):
    group: str
    written: str
    gives: str | None
    why: str
    text_only: bool = False
    """It is not tried inside JSON strings: there, these signs are JSON's own."""


def _group(group: str, why: str, *forms: str, gives: str | None = "{}", text_only: bool = False) -> list[Mutation]:
    return [Mutation(group, form, gives, why, text_only) for form in forms]


def _stays(group: str, why: str, *forms: str, text_only: bool = False) -> list[Mutation]:
    return _group(group, why, *forms, gives=None, text_only=text_only)


MUTATIONS = [
    *_group("as sent", "", "[[PERSON_1]]"),
    *_group("case", "case means nothing between two pairs of brackets", "[[person_1]]", "[[Person_1]]", "[[pErSoN_1]]"),
    *_group(
        "marks inside",
        "bold, italic, strikethrough and code marks name nobody",
        *("[[**PERSON_1**]]", "[[*PERSON_1*]]", "[[__PERSON_1__]]", "[[~~PERSON_1~~]]", "[[`PERSON_1`]]"),
        *("[[**PERSON**_1]]", "[[ ** person \\_ 1 ** ]]"),
    ),
    *_group("marks around", "they belong to the text", "**[[PERSON_1]]**", gives="**{}**"),
    *_group("marks around", "they belong to the text", "~~[[PERSON_1]]~~", gives="~~{}~~"),
    *_group("marks around", "they belong to the text", "`[[PERSON_1]]`", gives="`{}`"),
    *_group(
        "spaces, hyphens",
        "what stands between the words and the number means nothing",
        *("[[ PERSON_1 ]]", "[ [PERSON_1] ]", "[[PERSON _ 1]]", "[[PERSON 1]]", "[[PERSON-1]]", "[[PERSON\u20131]]"),
        *("[[PERSON1]]", "[[PER SON_1]]", "[[PERSON: 1]]", "[[PERSON #1]]", "[[PERSON No. 1]]", "[[PERSON nr 1]]"),
        *("[[PERSON (1)]]", "[[PERSON_1,]]"),
        *("[[PERSON\u00a01]]", "[\u00a0[PERSON_1]\u202f]", "[[PER\u200bSON\u2060_1\ufeff]]"),
    ),
    *_group("other digits", "a number in a circle is a number", "[[PERSON_\u2460]]", "[[PERSON \u2460]]"),
    *_group("split over lines", "white space is white space", "[[PERSON_\n1]]", "[[\nPERSON_1\n]]", "[[PERSON_1]\n]"),
    *_group(
        "other brackets",
        "two pairs of any brackets",
        *(
            "\uff3b\uff3bPERSON_1\uff3d\uff3d",
            "【【PERSON_1】】",
            "⟦PERSON_1⟧",
            "{{PERSON_1}}",
            "{{ person_1 }}",
            "<<PERSON_1>>",
        ),
        *("《PERSON_1》", "\uff3b\uff3b\uff30\uff25\uff32\uff33\uff2f\uff2e\uff3f\uff11\uff3d\uff3d"),
    ),
    *_group(
        "one pair of brackets",
        "capitals or underscores are still there",
        *("[PERSON_1]", "[person_1]", "[PERSON 1]", "<PERSON_1>", "<person_1>", "{PERSON_1}", "{person_1}"),
        *("[**PERSON_1**]", "[PERSON-1]", "\uff3bPERSON_1\uff3d"),
    ),
    *_group("one pair of brackets", "round ones belong to the sentence", "(PERSON_1)", "(PERSON 1)", gives="({})"),
    *_stays("one pair of brackets", "the model may call somebody so", "[Person 1]", "(Person 1)", "<Person 1>"),
    *_stays("one pair of brackets", "a translated word needs more brackets", "[PERSONNE_1]", "{OSOBA_1}"),
    *_stays("one pair of brackets", "glued to a word it is an index or a type", "rows[person_1]", "List<person_1>"),
    *_group("missing brackets", "three of four are there", "[[PERSON_1]", "[PERSON_1]]", "[[ person 1 ]"),
    *_group("missing brackets", "two are there, and a mark", "[[PERSON_1, hello", gives="{}, hello"),
    *_group("missing brackets", "two are there, and a mark", "[[PERSON_1 and others]]", gives="{} and others]]"),
    *_group("missing brackets", "two are there, and a mark", "PERSON_1]], hello", gives="{}, hello"),
    *_group("doubled brackets", "only the inner two are ours", "[[[PERSON_1]]]", gives="[{}]"),
    *_group("doubled brackets", "only the inner two are ours", "[[[[PERSON_1]]]]", gives="[[{}]]"),
    *_group("two in one", "each has its number", "[[PERSON_1, PERSON_2]]", gives="{}, Bert Blau"),
    *_group("two in one", "each has its number", "[[PERSON_1/PERSON_2]]", gives="{}/Bert Blau"),
    *_group("two in one", "each has its number", "[[PERSON_1|PERSON_2]]", gives="{}|Bert Blau"),
    *_group("two in one", "each has its number", "[[PERSON_1]/[PERSON_2]]", gives="{}/Bert Blau"),
    *_stays("two in one", "perhaps a range", "[[PERSON_1-PERSON_3]]", "[[PERSON_1-3]]"),
    *_stays("two in one", "all or none", "[[PERSON_1,2]]", "[[PERSON_1/PERSON_99]]"),
    *_group(
        "escaped",
        "Markdown",
        "\\[\\[PERSON_1\\]\\]",
        "\\[\\[PERSON\\_1\\]\\]",
        "[\\[PERSON\\_1]\\]",
        "\\[PERSON\\_1\\]",
    ),
    *_group(
        "escaped", "LaTeX", "{[}{[}PERSON\\_1{]}{]}", "\\lbrack\\lbrack PERSON\\_1\\rbrack\\rbrack", text_only=True
    ),
    *_group(
        "escaped",
        "HTML; the original is escaped as well",
        *("&#91;&#91;PERSON_1&#93;&#93;", "&lbrack;&lbrack;PERSON&lowbar;1&rbrack;&rbrack;", "&lt;PERSON_1&gt;"),
    ),
    *_group(
        "escaped",
        "a URL; the original is percent-encoded as well",
        *("%5B%5BPERSON_1%5D%5D", "%5b%5bPERSON%5f1%5d%5d"),
        gives="Anna%20M%C3%BCller",
    ),
    *_group("endings", "an ending outside stays", "[[PERSON_1]]s", gives="{}s"),
    *_group("endings", "an ending outside stays", "[[PERSON_1]]'s", gives="{}'s"),
    *_group("endings", "an ending outside stays", "[[PERSON_1]]owi", gives="{}owi"),
    *_group("endings", "an s inside goes with the value", "[[PERSON_1's]]", gives="{}'s"),
    *_group("endings", "an s inside goes with the value", "[[PERSON_1s]]", gives="{}s"),
    *_group("endings", "a plural means the same kind", "[[PERSONS_1]]", "[[PERSONNES_1]]"),
    *_group(
        "translated",
        "each word means one kind only",
        *("[[PERSONNE_1]]", "[[PERSONA_1]]", "[[PERSOON_1]]", "[[OSOBA_1]]", "[[Osobą_1]]", "[[persoon 1]]"),
        *("[[PERSONEN_1]]", "[[Persone_1]]"),
    ),
    *_group("a link", "its brackets belong to Markdown", "[PERSON_1](mailto:x)", gives="[{}](mailto:x)"),
    *_group("a link", "its brackets belong to Markdown", "[**PERSON_1**](x)", gives="[**{}**](x)"),
    *_group("number words", "one to ten, in seven languages", "[[PERSON_ONE]]", "[[PERSON UN]]", "[[PERSON_EINS]]"),
    *_group("leading zero", "no number of ours has one", "[[PERSON_01]]", "[[PERSON_001]]"),
    *_group("repeated kind", "it is said twice", "[[PERSON_PERSON_1]]", "[[person person 1]]"),
    *_group("bare", "capitals and underscores, standing alone", "PERSON_1", gives="{}"),
    *_group("bare", "capitals and underscores, standing alone", "PERSON\\_1", gives="{}"),
    *_stays("bare", "one of the two marks is gone", "Person_1", "person_1", "PERSON 1", "PERSON-1", "Person 1"),
    *_stays("bare", "a part of something longer", "XPERSON_1", "PERSON_1a", "PERSON_1_x", "$PERSON_1", "MY_PERSON_1"),
    *_group("inside other things", "closed by its brackets", "report_[[PERSON_1]].pdf", gives="report_{}.pdf"),
    *_group(
        "inside other things", "closed by its brackets", '<a n="[[PERSON_1]]"/>', gives='<a n="{}"/>', text_only=True
    ),
    *_group("inside other things", "as it came", "https://x.example/?q=[[PERSON_1]]", gives="https://x.example/?q={}"),
    *_group("inside other things", "as it came", "[[PERSON_1]](x)", gives="{}(x)"),
    *_group("inside other things", "the backslash is not an escape", "C:\\Users\\[[PERSON_1]]", gives="C:\\Users\\{}"),
    *_stays(
        "unknown",
        "never given out",
        *(
            "[[PERSON_99]]",
            "[[PERSON_0]]",
            "[[PERSON_-1x]]",
            "[[CITY_1]]",
            "[[1]]",
            "[[]]",
            "[[PERSON]]",
            "[PERSON_99]",
        ),
        *("PERSON_99", "[[PERSON_A_1]]", "[[PERSON_²]]", "[[PERSON_" + "1" * 31 + "]]"),
    ),
    *_stays("ambiguous", "1, 0 or 10?", "[[PERSON_1 0]]", "[[PERSON_1] 0]]", "[[PERSON_1_0]]", "[[PERSON_1/2]]"),
    *_stays("ambiguous", "a word that may mean several kinds", "[[NAME_1]]", "[[DATE_1]]", "[[ID_1]]"),
    *_stays("ambiguous", "only part of the word", "[[PERS_1]]", "[[P_1]]"),
    *_stays("ambiguous", "a closed list of endings", "[[PERSON_1owi]]"),
]


def table() -> str:
    """The rows of docs/placeholders.md: forms of one group with the same outcome and reason stand together."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for one in MUTATIONS:
        gives = "stays" if one.gives is None else _shown(one.gives.format("Anna Müller"))
        rows.setdefault((one.group, gives, one.why), []).append(_shown(one.written))
    lines = [f"| {group} | {' '.join(forms)} | {gives} | {why} |" for (group, gives, why), forms in rows.items()]
    return "\n".join(["| what happened | forms | gives | why |", "|---|---|---|---|", *lines])


def _shown(text: str) -> str:
    """As code in a Markdown table. What cannot be seen is named."""
    for sign, name in {"\n": "⏎", "\u00a0": "⍽", "\u202f": "⍽", "\u200b": "⌷", "\u2060": "⌷", "\ufeff": "⌷"}.items():
        text = text.replace(sign, name)
    fence = "``" if "`" in text else "`"
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")
