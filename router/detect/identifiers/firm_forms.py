r"""Legal forms of companies, clubs and partnerships, as sources for RE2: which stand behind a name, which ahead of it.

The forms of the EU, the EEA, Switzerland, the United Kingdom and of those who write to them: ISO 20275 lists them all,
here are those that people write. `SURE` are nothing else behind a capitalised word; `SHORT` are also other words,
measures or places in capitals (`kg`, `South Australia`), so more is asked of what stands around them.
"""

# ruff: noqa: RUF001 - Greek and Cyrillic forms are meant

_GERMAN = (
    r"(?:g?GmbH|GMBH)(?: ?& ?Co\.?(?: ?(?:KGaA|KG|OHG|oHG))?)?",
    r"(?:AG|SE|UG|Stiftung) ?& ?Co\.? ?(?:KGaA|KG|OHG|oHG)",
    r"OHG mbH",
    r"UG \(haftungsbeschränkt\)",
    *("KGaA", "[Oo]HG", "Ges ?mbH", r"Ges\. ?m\. ?b\. ?H\.", "mbH", "GbR", r"e\. ?V\.", r"e\. ?K\.", r"e\. ?Kfm\."),
    *("PartG(?: ?mbB)?", "PartGmbB", "eGbR", "eGen"),
)
_ENGLISH = (
    r"(?:Pty|Pvt|Pte|PTY|PVT)\.? (?:Ltd|LTD|Limited)\.?",
    r"Private Limited",
    r"Co\.?,? (?:Ltd|LTD|Limited)\.?",
    *(
        r"(?:Ltd|LTD)\.?",
        r"L\.?L\.?C\.?",
        r"L\.?L\.?P\.?",
        r"Inc(?:\.|orporated)?",
        r"INC\.?",
        r"Corp\.",
        "Corporation",
    ),
    *("PLC", "plc", r"P\.L\.C\.", r"L\.P\.", "Teoranta", r"Co\."),
)
_FRENCH = (
    *("S[AÀaà]RL", r"S\. ?[AÀaà]\. ?[Rr]\. ?[Ll]\.?", r"S\.?à\.? ?r\. ?l\.?", r"S\.A\.S\.(?:U\.)?", "SASU", "EURL"),
    *("SELARL", "SPRL", r"S\.P\.R\.L\.", "ASBL", r"A\.S\.B\.L\.", "VZW", r"S\.N\.C\.", r"S\.C\.I\."),
)
_SOUTHERN = (
    *(r"S\. ?A\.(?: ?U\.)?", r"S\. ?L\.(?: ?[UL]\.| ?N\. ?E\.)?", "SLU", "SAU", r"S\. ?Coop\.?", r"S\. ?Com\.?"),
    *(
        r"S\.A\.D\.",
        r"S\.C\.P\.?",
        r"Unipessoal,? L[Dd][Aa]\.?",
        r"L[Dd][Aa]\.",
        "L[Dd]a",
        r"L[Tt][Dd][Aa]\.?",
        "EIRELI",
    ),
    *(
        "SGPS",
        r"S/A",
        r"S\. ?p\. ?A\.",
        r"S\.P\.A\.",
        "SpA",
        r"S\. ?[Rr]\. ?[Ll]\.(?: ?[Ss]\.)?",
        "Srls?",
        "s[.]r[.]l[.]",
    ),
    *(r"S\. ?n\. ?c\.", "Snc", r"S\. ?a\. ?s\.", "Sagl", "Onlus", "ONLUS", r"S\.?c\.?a\.?r\.?l\.?", r"Soc\. ?Coop\."),
    *("Sociedad Limitada", "Sociedad Anónima", "Società Cooperativa", r"Α\.? ?Ε\.?", r"Ε\.? ?Π\.? ?Ε\.?", "ΙΚΕ"),
)
_LOW = (r"B\. ?V\.", r"N\. ?V\.", r"V\. ?O\. ?F\.", "VOF", r"U\. ?A\.")
_NORTHERN = (
    *(r"A/S", "ApS", r"K/S", r"I/S", r"P/S", "ASA", "Oyj", "Oy Ab", "Oy", r"AB \(publ\)", "ehf", r"hf\.", "UAB", "OÜ"),
    *("VšĮ", "VSI"),
)
_EASTERN = (
    r"[Ss]p(?:\.|ółka) ?z ?o\. ?o\.?(?:,? ?[Ss]p\. ?[kj]\.)?",
    *(r"[Ss]p\. ?[kj]\.", r"s\. ?c\.", "[Ss]półka [Aa]kcyjna", "[Ss]półka z ograniczoną odpowiedzialnością"),
    *(r"(?:spol\. )?s ?\.? ?r\. ?o\.", r"a\. ?s\.", r"v\. ?o\. ?s\.", r"k\. ?s\.", r"o\. ?p\. ?s\.", r"z\. ?s\."),
    *(
        r"[Kk]ft\.?",
        r"KFT",
        r"[Zz]rt\.?",
        r"[Nn]yrt\.?",
        r"Bt\.",
        r"Kkt\.",
        r"j?\.?d\. ?o\. ?o\.",
        r"d\. ?d\.",
        r"s\. ?p\.",
    ),
    *("Е?ООД", "Е?АД", "EOOD", "OOD", r"A\.Ş\.", r"Ltd\. Şti\."),
)
SURE = "|".join((*_GERMAN, *_ENGLISH, *_EASTERN, *_FRENCH, *_SOUTHERN, *_LOW, *_NORTHERN))
SHORT = "|".join(
    (
        *("AG", "KG", "UG", "OG", "SE", "SA", "SAS", "SARL", "SNC", "SCI", "SRL", "SPA", "SL", "NV", "BV", "AB", "AS"),
        *("SIA", "Bt", "Corp", "Co", "eG", "Company", "Limited"),
    )
)
KIN = (
    r"(?:&|\+|and|und|et|y|e|i|og|och|en|és|a|ja) "
    r"(?:Sons?|Daughters?|Partners?|Partnerzy|Associates|Bro(?:thers|s\.?)|Co\.?|Company|Söhne|Sohn|Töchter|Kollegen"
    r"|Gesellschafter|[Ff]ils|Associés|Cie\.?|[Ff]igli|Associati|Soci|Hijos?|Hnos\.?|Hermanos|Asociados|Cía\.?|Compañía"
    r"|Filhos|Irmãos|Associados|Zonen|Zoon|Dochters|Vennoten|Synowie|Syn|Wspólnicy|Spółka|Söner|Son|Sønner|Sønn|Synové"
    r"|Fiai|Társai|Pojat|Poika|Kumppanit)"
)
"""Behind a capitalised word they make it a firm of a family or of partners."""
TRADE = (
    r"(?:Group|Holdings?|Associates|Law (?:Firm|Offices?|Group)|Solicitors|Enterprises|Industries|Ventures|Consulting"
    r"|Pharmaceuticals|Bros\.?|Brothers|University|Hospital|Rechtsanwälte|Steuerberater|Gruppe|Groep)"
)
"""Behind a name they say what it does; behind everyday words they say less."""
AHEAD = (
    r"(?:Stiftung|Stichting|Fondation|Fondazione|Fundación|Fundação|Fundacja|Stowarzyszenie|Spółdzielnia|Kancelaria"
    r"|Przedsiębiorstwo|Przychodnia|Anwaltskanzlei|Kanzlei|Autohaus|Klinikum|Banca|Banco|Banque|Cabinet|Groupe|Gruppo"
    r"|Grupo|Grupa|Studio Legale|Construcciones|Transportes|Inversiones|P\.?P?\.?H\.?U\.?|F\.?H\.?U\.?|NZOZ"
    r"|Établissements"
    r"|Ets\.?|Gebrüder|Gebr\.|Fratelli|Hermanos|Maison|Società|Société|Compagnie|Firma|Fa\.)"
)
"""Stand ahead of the name and are a part of it."""
