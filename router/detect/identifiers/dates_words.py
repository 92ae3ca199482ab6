"""Words beside dates, times of day and ages, in the seven languages of this product and in Portuguese."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


FIRST_MONTHS = _words(
    "january february march april may june july august september october november december",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
)
"""Those that stand before the day: `May 5`."""
LATE_MONTHS = _words(
    "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu",
    "jänner jänners feber ene gen abr fev",
)
"""Other cases and short forms, beside a year alone: `w maju 2021`."""
EVERYDAY_MONTHS = _words(
    "out set ago sie mag mail lis lip gru cze lut sty sept kovo spalio mar dic dez déc gen ene aug"
)
"""Other words as well, or short for something else: `3 out of 5`, `6 sie`. They need a year beside them."""
SMALL_MONTHS, CAPITAL_MONTHS = _words("mars maja mai maj"), _words("may march mar")
"""Of one case only where no year tells: `3 maja` but `3 Maja`, which is a name; `5 May` but `5 may be`."""
WEEKDAYS = (
    "Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?"
    "|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|(?-i:Mo|Di|Mi|Do|Fr|Sa|So)"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag"
    "|zondag|poniedziałek|wtorek|środę|środa|czwartek|piątek|sobotę|sobota|niedzielę|niedziela"
    "|(?:segunda|terça|quarta|quinta|sexta)-feira"
)
DATE_CUES = _words(
    "on by due dated date until till from since before after between and to of for",
    "am vom bis zum den der dem seit ab und datum termin le du au depuis avant après et el del al desde hasta fecha",
    "il dal entro data op van tot sinds dnia dniu od do em",
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środę czwartek piątek sobotę",
)
"""Before a date that alone could be something else: `am 12.05.21`, `on 5/4/21`."""
GERMAN_CUES = _words(
    "am vom bis zum seit ab den dem der und montag dienstag mittwoch donnerstag freitag samstag sonntag datum termin"
)
"""Before `12.5.`."""
SLASH_CUES = _words(
    "on by until till from since due before after le du au el del al il dal em dia día op dnia od do",
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche",
)
"""Before `12/05`."""
EXPIRY = _words(
    "expires expire expiry expiring expired exp expiration thru verfällt ablauf ablaufdatum caduca caducidad",
    "vence vencimiento scade scadenza verloopt vervaldatum wygasa ważności",
)
VALID = _words("valid gültig valable valide válida válido valida valido geldig ważna ważny ważne jusqu")
EXPIRY_LINKS = _words("on in by until till through date month bis am le au el fino al hasta op tot do dnia")
"""`expires on 05/24`, `valid until 05/24`: behind `EXPIRY` or `VALID`."""
YEAR_CUES = _words(
    "in since until till from before after around circa early late mid year born during summer winter spring autumn",
    "fall between zwischen entre tra tussen między im seit bis ab vor nach jahr jahre jahren anfang ende mitte",
    "en depuis dès année années an vers",
    "desde hasta año años nel dal dall del dell anno anni sinds vanaf tot jaar od do w we przed po roku rok em ano",
)
BETWEEN = "to|and|bis|und|au|à|et|al|a|y|e|tot|en|do|i|até"
"""What stands between two dates."""
COUNTED = _words(
    "ms s sec secs seconds px pixel pixels byte bytes bit bits kb mb gb tb hz khz mhz rows lines words chars",
    "characters",
    "tokens people persons users items steps points times euro euros eur usd gbp pln dollars pounds cents km m",
    "cm mm kg",
    "g w kw miles meters metres files records requests entries cases pages iterations epochs units shares",
    "hours minutes",
    "zeilen wörter zeichen personen menschen stück mal fällen punkte stunden minuten tage sekunden meter seiten",
    "personnes lignes mots caractères fois mètres heures minutes pages personas líneas palabras veces metros horas",
    "persone righe parole volte metri ore mensen regels woorden keer uur osób linii słów razy złotych zł godzin metrów",
    "pessoas linhas palavras vezes reais",
)
"""What a number counts that is then no year: `in 2000 rows`."""
CLOCK_CUES = _words("at by until till from before after around um bis ab von gegen seit kl à vers dès om o ore alle às")
CLOCK_CUES |= _words("dalle las tot vanaf rond godz godzinie godziny klockan uhrzeit time start ends begins od do")
"""Before `9:30`."""
DOTTED_CUES = _words("ore alle dalle om godz godzinie kl")
"""Before `14.30` without a word for hours."""
BEHIND_HOURS = _words(
    "and or with in on for to sharp und oder mit im am bei zu zum zur en met bij op naar e con da per i z w we na"
)
"""Behind `Monday at 9`, where a noun would say what is counted."""
HOUR_CUES = _words("à vers dès avant après jusqu'à entre às om tot vanaf tegen rond")
"""Before `14h`, `8 heures`, `8 uur`, which are as often spans of time."""
DURATIONS = _words(
    "duration elapsed took length uptime eta runtime dauer durée duración durata duur timeout total ratio aspect"
)
VERSIONS = _words("version versión versione versie wersja versions ver release build firmware section chapter kapitel")
VERSIONS |= _words("abschnitt ziffer article artikel artículo articolo rozdział python ubuntu node java")
AGE_CUES = _words("aged age ages leeftijd edad età idade alter wiek wieku âge lat")
"""Right before the number."""
AGE_PAIRS = frozenset(
    {
        *(("alter", "von"), ("âgé", "de"), ("âgée", "de"), ("âgés", "de"), ("âgées", "de")),
        *(("âge", "de"), ("edad", "de"), ("età", "di"), ("leeftijd", "van"), ("idade", "de"), ("age", "of")),
    }
)
"""Before the number, with the word between."""
HAVING = _words(
    "a ai as avait avais avez avons aura fête fêté tiene tengo tienes tenía cumple cumplió cumplir ha ho hai aveva",
    "compie compiuto ma mam masz miał miała skończył skończyła ukończył ukończyła kończy tem tenho tinha is",
    "was ist war",
)
"""`elle a 34 ans`, `ma 35 lat`."""
OF_PERSONS = _words("de di van von mit")
PERSONS = _words(
    "homme femme garçon fille patient patiente enfant personne dame monsieur fils bébé hombre mujer niño niña chico",
    "chica paciente persona varón joven hijo hija señor señora uomo donna ragazzo ragazza paziente bambino bambina",
    "signora signore figlio figlia man vrouw jongen meisje patiënt patiënte kind persoon zoon dochter mann frau junge",
    "mädchen patientin sohn tochter homem mulher menino menina filho filha criança",
)
"""Before `de 40 años`."""
