"""Forms of address and academic titles of seven languages, as they stand before a name.

A space or a dot in a form stands for a dot, a space, both or nothing. All of `LOOSE` and `ABBREVIATED` may have a dot
behind them; those of `DOTTED` are other words without one.
"""

LOOSE = """
mr mrs mx dr dra dr.med dr.med.dent dr.med.vet dr.phil dr.iur dr.jur dr.rer.nat dr.rer.pol dr.h.c dr.hab dr.ing dr.oec
dr.theol mme mmes mlle mlles dhr mevr drs sra srta sras sres srtas dña sig.ra sig.na sig.ri sig.re dott dott.ssa
dr.ssa prof.ssa
prof mgr inż mgr.inż prof.dr.hab prof.dr herr herrn
"""
"""Nothing else in any of the languages: in lower case a name in lower case may follow, `mr smith`."""

ABBREVIATED = """
messrs mister doctor professor reverend madam madame monsieur mademoiselle messieurs mesdames maître docteur professeur
frau fräulein hr hrn doktor doktorin professorin professorn univ.prof dipl.ing dipl.kfm dipl.kffr dipl.inf dipl.phys
dipl.psych dipl.päd dipl.oec dipl.betriebsw dipl.wirt.ing
señor señora señorita señores señoras don doña profesor profesora doctora excmo excma ilmo ilma lcdo lcda
signor signora signorina signori dottore dottor dottoressa avvocato avvocata professore professoressa ingegnere
de.heer meneer mevrouw mejuffrouw heer
pan pani pana panu panem panią panie panowie panów panom państwo państwa państwu doktorze
"""
"""Before a capital alone."""

CAPITALISED = "miss ms sir dame lord lady judge justice captain colonel lieutenant sergeant suor"
"""With a capital, before a capital: in lower case they are other words."""

DOTTED = """
m mm ms rev hon capt col lt sgt maj gen cpl cmdr adm gov sen rep pr fr mag sr sig avv arch geom rag mons cav lic ir mw
ds jhr ks lek
ing st.prof adw mec
"""
"""With a dot, before a capital."""

BARE = "sr sig mw rev"
"""Of `DOTTED`, those that need none where they have a capital."""

OFFICES = """
juge maire président présidente directeur directrice ministre professeur docteur préfet préfète député députée procureur
procureure sénateur sénatrice recteur rectrice ambassadeur ambassadrice
"""
"""`Monsieur le juge` is said to somebody without a name."""

KEYS = """
title titel titre título titulo titolo tytuł tytul anrede salutation prefix honorific civilité civilite tratamiento
aanhef aanspreektitel appellativo zwrot
"""
"""What a field that holds a title and nothing else is called."""

PARTICLES = frozenset(
    """
    von van vom zu zur de der den des del della di da du la le ten ter dos el al bin ibn san
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""What may stand in lower case between a title and a name."""

POSTS = frozenset(
    """
    developer engineer manager analyst director software product consultant architect staff designer data scientist
    associate lecturer executive vice partner recruiter administrator specialist advisor accountant research
    """.split()  # noqa: SIM905 - as above
)
"""`Sr. Developer` is a senior one."""

DATES = frozenset(
    """
    januar februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch
    donnerstag freitag samstag sonntag
    """.split()  # noqa: SIM905 - as above
)
"""`Fr. März` is a Friday."""

OWN = frozenset(
    """
    meine deine seine ihre eure unsere eine keine jede diese my your his her mijn moja moją mojej twoja
    """.split()  # noqa: SIM905 - as above
)
"""`meine Frau Anna` is a wife."""
