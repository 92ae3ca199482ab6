"""Words around ages told without a unit: `I'm 27`, `sie wird 40`, `tengo 27`, `ha compiuto 50`, `skończyła 30`."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


def _pairs(subjects: str, verbs: str) -> frozenset[tuple[str, str]]:
    return frozenset((subject, verb) for subject in subjects.split() for verb in verbs.split())


_GERMAN = (
    _pairs("ich", "bin war werde wurde") | _pairs("du", "bist warst wirst") | _pairs("er sie", "ist war wird wurde")
)
_DUTCH = (
    _pairs("ik", "ben was word werd") | _pairs("je jij u", "bent wordt") | _pairs("hij ze zij", "is was wordt werd")
)
MODALS = _words("will ll would d")
"""`she will be 30`, `I'll be 30`; who it is stands before."""
PEOPLE = _words("i you he she who")
KIN = _words(
    "mother mom mum father dad son daughter brother sister husband wife girlfriend boyfriend fiancé fiancée aunt",
    "uncle grandmother grandma grandfather grandpa cousin niece nephew friend boss colleague neighbour neighbor",
    "patient baby kid boy girl grandson granddaughter mutter vater sohn tochter bruder schwester mann frau opa oma",
    "tante onkel freund freundin kollege kollegin chef chefin enkel enkelin patientin ehemann ehefrau moeder vader",
    "zoon dochter broer zus vrouw vriend vriendin buurman buurvrouw patiënt madre padre hijo hija hermano hermana",
    "marido mujer esposa novio novia abuela abuelo figlio figlia fratello sorella marito moglie nonna nonno syn",
    "córka brat siostra mąż żona babcia",
)
"""Those whose age is told as `my son is 7`. No `child`, `client` or `parent`: they are programs as often."""
_AGE_NOUNS = _pairs("age", "is was") | _pairs("alter", "ist war") | _pairs("leeftijd", "is was")
_AGE_NOUNS |= _pairs("edad", "es era") | _pairs("età", "è era") | _pairs("idade âge", "é est")
TOLD = (
    _pairs("i", "am m was turn became")
    | _pairs("you", "are re turn")
    | _pairs("he she who", "is s was turns became")
    | _pairs(" ".join(KIN), "is s was turns became ist war wird wurde wordt werd")
    | _AGE_NOUNS
    | _GERMAN
    | _DUTCH
    | frozenset((verb, subject) for subject, verb in _GERMAN | _DUTCH)
)
"""The two words before the number; German and Dutch turn them round: `heute bin ich 27`."""
ALONE = _words(
    "turned turning cumplo cumple cumplí cumplió cumpliré cumplirá cumplir cumplido compiuto compie compio compirà",
    "compirò compiere skończył skończyła skończyłem skończyłam skończę skończy skończyć kończy kończę ukończył",
    "ukończyła ukończyłem ukończyłam",
)
"""Verbs that say by themselves that a year of life is full."""
THINGS = _words("it this that which page wheel dial head")
"""Not who turned 40."""
OWNED = _words("tengo ho mam")
OWNED_PAIRS = (
    _pairs("ella él usted", "tiene tenía")
    | _pairs("lui lei", "ha aveva")
    | _pairs("ona on", "ma miała miał")
    | _pairs("j", "ai avais aurai")
    | _pairs("d va vais vient", "avoir")
)
"""What is had may be anything: the number must be all that is told."""
OWNED_JOINING = _words("y e i et pero ma ale mais")
"""What may follow all the same."""
SUBJECTS = _words("ich du er sie ik hij ze zij")
VERBS_BEHIND = _words("bin bist ist war wird wurde werde werden geworden ben is was wordt werd word")
"""`weil ich 27 bin`, `omdat ze 27 is`."""
ADVERBS = _words(
    "now only just already currently almost nearly about around still jetzt erst schon gerade noch fast bald",
    "inzwischen nu pas al net bijna ya ahora casi apenas solo sólo ora già appena quasi già już teraz dopiero",
    "prawie tylko déjà maintenant presque",
)
"""Between the verb and the number."""
JOINING = _words("and or but und oder aber y o pero e i ale ma et ou mais en maar of")
"""A number behind these makes one of two counts: `27 and 28`."""
BEHIND = (JOINING - _words("of")) | _words(
    "now today tomorrow yesterday so with who from living live lives when while because since too already soon next",
    "last this if then although though working work married single female male on going right again jetzt heute",
    "morgen gestern im am mit aus als weil wenn alleinstehend verheiratet nächste nächstes nächsten nächster letzte",
    "letzten letztes dieses bald schon demain hier aujourd bientôt cette hoy mañana ayer ahora este esta el porque",
    "oggi domani ieri adesso ora questo quest perché nu vandaag gisteren volgende vorige deze op omdat woon woont",
    "dziś dzisiaj jutro wczoraj teraz w",
)
BEHIND |= VERBS_BEHIND - _words("is was war word")
"""What may follow the number: a noun would say what it counts."""
SELF = _words("i me my im am mi mein meine meiner mijn patient patientin patiënt pat pt") | KIN
"""Before `(35M)`, `(w/35)`."""
NOT_NAMES = _words(
    "new los las san santa saint real the a an das der die den el la le les il lo via viale piazza corso calle",
    "avenida plaza rue avenue boulevard place platz straße weg street road lane allee ulica aleja section chapter",
    "figure table page version part volume issue issues number step level line item items total score season",
    "episode open closed all read more show see view pull requests request messages message reviews review comments",
    "comment results result files users items products orders unread north south east west northern southern",
    "journal letters physics nature science proceedings transactions acta university united states kingdom fc sc ac",
    "real club team group school hotel museum kapitel abschnitt seite teil band artikel article art abbildung",
    "tabelle capítulo capitolo rozdział strona january february march april june july august september october",
    "november december monday tuesday wednesday thursday friday saturday sunday error warning code port exit status",
    "room gate track highway route interstate terminal platform dear hello hi good best kind regards windows mac",
    "office python java node server client test unit model type class",
)
"""Capitalised, and no part of a person's name."""
STREETS = _words("via viale piazza calle avenida plaza rue avenue boulevard ulica ul. al. carrer paseo largo vicolo")
"""`Via Giuseppe Verdi, 35, Milano`."""
NOT_WORKS = _words(
    "error code port pid line id status process exit row page section chapter figure table version fehler zeile",
    "erreur errno limit signal thread task job return print sleep range count size length total number item items rows",
    "max min",
)
"""`error (1987)` is no year."""
