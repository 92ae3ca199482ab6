"""Countries, and what the law of the EU says of them. Codes are ISO 3166-1 alpha-2.

Read on 2026-11-22. When the Commission adds or withdraws an adequacy decision, this file is where it is written.
"""

ISO_3166 = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""Officially assigned codes. `UK`, `EL` and `EU` are reserved, not assigned."""

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905 - as above

EEA = EU | {"IS", "LI", "NO"}
"""Where the GDPR itself is the law: the EU, and the three EFTA states of the EEA Agreement."""

ADEQUATE = frozenset("AD AR BR CA CH FO GB GG IL IM JE JP KR NZ UY".split())  # noqa: SIM905 - as above
"""Countries with a decision under GDPR Article 45. Brazil since (EU) 2026/179.

Not the United States: its decision, (EU) 2023/1795, covers certified companies alone, so a country says nothing.
Canada and Japan are covered for companies, which is what a provider is.
"""
