"""Sentences full of words that only look like names: eponyms, months, languages, roles in capitals, shouting.

Written for this project. `{E}` is a term that honours somebody without being about them, `{M}` a month, `{L}` a
language, `{D}` a weekday, `{P}` a product, `{R}` a role or an abbreviation; person slots as in frames mark whom a sentence is about.
"""

import random
from functools import cache

import babel
import babel.dates
import polish
from examples import Example, Frame, filled
from filling import Filler
from lookalike_products import FRAMES, PRODUCTS

_EPONYMS = (
    "Alzheimer,Parkinson,Raynaud,Hashimoto,Crohn,Tourette,Down,Asperger,Hodgkin,Cushing,Basedow,Addison,Marfan,Huntington,Sjögren,Bechterew,Ménière,Kaposi,Creutzfeldt-Jakob,"
    "Dijkstra,Fourier,Gauss,Euler,Laplace,Fibonacci,Bayes,Markov,Turing,Kruskal,Hamming,Huffman,Bellman-Ford,Pythagoras,Thales,Newton,Kepler,Doppler,Heisenberg,Planck,Schrödinger,Boltzmann,"
    "Poisson,Lagrange,Taylor,Riemann,Cauchy,Nash,Pareto,Gini,Pascal,Ohm,Celsius,Fahrenheit,Richter,Beaufort,Achilles,Mendel,Pavlov,Maslow,Likert,Gantt,Venn,Moore,Murphy,Occam,Coriolis,"
    "Bernoulli,Hooke,Faraday,Nyquist,Levenshtein,Mersenne,Monte Carlo,Hilbert,Galois,Noether,Wiener,Kalman,Jaccard,Zipf,Rorschach,Stockholm,Peter,Dunning-Kruger,Heimlich,Bunsen,Geiger,Tesla,Kuiper"
).split(",")
_TERMS = {
    "en": "{X}'s disease|{X} syndrome|{X}'s algorithm|the {X} transform|the {X} effect|{X}'s theorem|the {X} distribution|a {X} curve|{X}'s law|the {X} principle|a {X} chart|the {X} scale|{X} numbers|{X} filter|{X} test|the {X} equation",
    "de": "Morbus {X}|die {X}-Krankheit|das {X}-Syndrom|der {X}-Algorithmus|der Satz von {X}|die {X}-Transformation|der {X}-Effekt|die {X}-Verteilung|das {X}-Diagramm|die {X}-Skala|das {X}sche Gesetz|die {X}-Konstante|die {X}-Formel",
    "fr": "la maladie de {X}|le syndrome de {X}|l'algorithme de {X}|la transformée de {X}|l'effet {X}|le théorème de {X}|la loi de {X}|le diagramme de {X}|l'échelle de {X}|la courbe de {X}|les nombres de {X}|le test de {X}",
    "es": "la enfermedad de {X}|el síndrome de {X}|el algoritmo de {X}|la transformada de {X}|el efecto {X}|el teorema de {X}|la ley de {X}|el diagrama de {X}|la escala de {X}|la curva de {X}|la distribución de {X}|el test de {X}",
    "it": "il morbo di {X}|la sindrome di {X}|l'algoritmo di {X}|la trasformata di {X}|l'effetto {X}|il teorema di {X}|la legge di {X}|il diagramma di {X}|la scala {X}|la curva di {X}|i numeri di {X}|il test di {X}",
    "nl": "de ziekte van {X}|het syndroom van {X}|het algoritme van {X}|de {X}-transformatie|het {X}-effect|de stelling van {X}|de wet van {X}|het {X}-diagram|de schaal van {X}|de {X}-kromme|de {X}-verdeling|de {X}-test",
    "pl": "choroba {X.gen}|zespół {X.gen}|algorytm {X.gen}|transformata {X.gen}|efekt {X.gen}|twierdzenie {X.gen}|prawo {X.gen}|diagram {X.gen}|skala {X.gen}|krzywa {X.gen}|rozkład {X.gen}|bez cech zespołu {X.gen}",
}
_FRAMES = {
    "en": "what is {E} and how do I explain it to a child?|Compare {E} with {E} in three sentences.|Implement {E} in Python.|My exam covers {E}, {E} and {E}.|The scan shows no sign of {E}.|translate this into {L} please|Is this sentence correct {L}?|"
    "The {L} version is due in {M}.|We open on {D} and close in {M}.|In {M} {NUM} the {R} approved the budget.|Ask {FIRST} for the {L} text by {D}.|{FULL}, {R}, returns in {M}.|Dear {FIRST}, the {R} wants the {L} files by {D}.|until {M} everything stays as it is|she's fluent in {L} and {L}|"
    "Happy Valentine's Day, grandma and grandpa!|ask mum or dad, not the {R}|Does {FULL} have {E}?|{LAST} will lecture on {E} in {M}.|THE {R} MEETS ON {D}",
    "de": "erkläre mir {E} in einfachen Worten|Vergleiche {E} mit {E}.|Implementiere {E} in Python.|In der Prüfung kommen {E} und {E} dran.|Kein Anhalt für {E}.|übersetze das bitte ins {L}|Ist das richtiges {L}?|Die Fassung auf {L} kommt im {M}.|Wir öffnen am {D} und schließen im {M}.|"
    "Im {M} {NUM} hat der {R} den Haushalt genehmigt.|Frag {FIRST} bis {D} nach dem Text auf {L}.|{FULL}, {R}, ist ab {M} wieder da.|seit dem 1. {M} gilt die neue Preisliste|sie spricht {L} und etwas {L}|Oma und Opa kommen am {D}|frag mama oder papa, nicht den {R}|Hat {FULL} wirklich {E}?|"
    "{LAST} hält im {M} einen Vortrag über {E}.|ACHTUNG: DER {R} TAGT AM {D}|Formuliere das freundlicher und kürzer.|Korrigiere die Grammatik, lass den Rest.|Fasse zusammen: {NUM} Rechnungen, {NUM} Mahnungen.",
    "fr": "explique-moi {E} simplement|Compare {E} et {E}.|Implémente {E} en Python.|L'examen porte sur {E} et {E}.|Aucun signe évocateur pour {E}.|traduis ça en {L} stp|Est-ce du bon {L} ?|La version en {L} arrive en {M}.|Ouvert le {D}, fermé en {M}.|En {M} {NUM}, le {R} a validé le budget.|"
    "Demande à {FIRST} le texte en {L} pour {D}.|{FULL}, {R}, revient en {M}.|Voici mon RIB et mon IBAN pour le virement.|elle parle {L} et {L}|papa et maman arrivent {D}|demande à mamie, pas au {R}|Est-ce que {FULL} a {E} ?|{LAST} donnera un cours sur {E} en {M}.|LE {R} SE RÉUNIT {D}",
    "es": "explícame {E} con palabras sencillas|Compara {E} con {E}.|Implementa {E} en Python.|En el examen entran {E} y {E}.|Sin signos de {E}.|traduce esto al {L} porfa|¿Está bien escrito en {L}?|La versión en {L} llega en {M}.|Abrimos el {D} y cerramos en {M}.|En {M} de {NUM} el {R} aprobó el presupuesto.|"
    "Pídele a {FIRST} el texto en {L} para el {D}.|{FULL}, {R}, vuelve en {M}.|habla {L} y algo de {L}|papá y mamá llegan el {D}|pregunta a la abuela, no al {R}|¿Tiene {FULL} {E}?|{LAST} dará una charla sobre {E} en {M}.|EL {R} SE REÚNE EL {D}|Mi NIF y mi IBAN van en el PDF.",
    "it": "spiegami {E} in parole semplici|Confronta {E} con {E}.|Implementa {E} in Python.|All'esame chiedono {E} e {E}.|Nessun segno per {E}.|traduci in {L} per favore|È scritto bene in {L}?|La versione in {L} arriva a {M}.|Apriamo {D} e chiudiamo a {M}.|A {M} {NUM} il {R} ha approvato il bilancio.|"
    "Chiedi a {FIRST} il testo in {L} entro {D}.|{FULL}, {R}, torna a {M}.|parla {L} e un po' di {L}|papà e mamma arrivano {D}|chiedi alla nonna, non al {R}|{FULL} ha {E}?|{LAST} terrà una lezione su {E} a {M}.|IL {R} SI RIUNISCE {D}|Ti mando IBAN e PEC nel PDF.",
    "nl": "leg {E} uit in gewone taal|Vergelijk {E} met {E}.|Implementeer {E} in Python.|Op het tentamen komen {E} en {E}.|Geen aanwijzingen voor {E}.|vertaal dit naar het {L}|Is dit goed {L}?|De versie in het {L} komt in {M}.|Wij openen op {D} en sluiten in {M}.|In {M} {NUM} keurde de {R} de begroting goed.|"
    "Vraag {FIRST} om de tekst in het {L} voor {D}.|{FULL}, {R}, is vanaf {M} terug.|Beste allen, in {M} wordt er geschilderd.|ze spreekt {L} en wat {L}|opa en oma komen {D}|vraag het mama of papa, niet de {R}|Heeft {FULL} {E}?|{LAST} geeft in {M} college over {E}.|DE {R} VERGADERT OP {D}|volgens de AVG mag dat niet",
    "pl": "wyjaśnij prostymi słowami: {E}|Porównaj: {E} oraz {E}.|Zaimplementuj w Pythonie {E}.|Na egzaminie będzie {E} i {E}.|Nie stwierdzono: {E}.|przetłumacz na {L}|Czy to poprawny {L}?|Wersja {L} będzie gotowa, gdy nadejdzie {M}.|Otwieramy w {D}.|{M} {NUM}: {R} zatwierdził budżet.|"
    "Poproś {FIRST.acc} o tekst po {L}.|{FULL}, {R}, wraca: {M}.|zna {L} i trochę {L}|babcia i dziadek przyjadą w {D}|zapytaj mamę albo tatę, nie {R}|Czy {FULL} ma {E}?|{LAST} poprowadzi wykład: {E}, {M}.|UWAGA: {R} ZBIERA SIĘ W {D}|Podaj NIP i REGON do faktury.",
}
_ROLES = {
    "en": "CEO,CTO,CFO,HR,IT,board,committee,council,DPO,PM,QA team,Chair,Treasurer,Works Council",
    "de": "Vorstand,Aufsichtsrat,Betriebsrat,CEO,CTO,Geschäftsführer,Bürgermeister,Ausschuss,Stadtrat,Bilanzbuchhalter,IT,HR,Abteilungsleiter",
    "fr": "PDG,DRH,DSI,conseil,comité,maire,CSE,DPO,trésorier,directeur,préfet,RSSI",
    "es": "CEO,director,comité,consejo,alcalde,RRHH,pleno,gerente,tesorero,DPO,jefe de obra",
    "it": "CEO,consiglio,comitato,sindaco,direttore,CdA,HR,tesoriere,DPO,prefetto,responsabile",
    "nl": "CEO,bestuur,raad,OR,directie,CTO,HR,wethouder,college,commissie,FG,penningmeester",
    "pl": "zarząd,prezes,komitet,rada,CEO,dyrektor,burmistrz,HR,skarbnik,komisja,IOD,kierownik",
}


@cache
def _words(language: str) -> dict[str, list[str]]:
    locale = babel.Locale(language)
    of = {
        "M": list(babel.dates.get_month_names("wide", locale=locale).values()),
        "D": list(babel.dates.get_day_names("wide", locale=locale).values()),
        "L": [
            locale.languages[one]
            for one in "en de fr es it nl pl pt cs sv da fi hu ro el tr ru uk zh ja ar hi hr sk sl bg lt lv et ca ga he".split()
        ],
        "P": PRODUCTS,
        "R": _ROLES[language].split(","),
    }
    if language in ("de", "en"):
        of["L"] = [one.capitalize() for one in of["L"]]
    if language == "nl":
        of["L"] = [one[0].upper() + one[1:] for one in of["L"]]
    return of


def example(language: str, filler: Filler, rng: random.Random) -> Example:
    source = rng.choice((FRAMES if rng.random() < 0.45 else _FRAMES)[language].split("|"))
    for name, words in _words(language).items():
        while f"{{{name}}}" in source:
            word = rng.choice(words)
            source = source.replace(f"{{{name}}}", word.upper() if source.isupper() else word, 1)
    while "{E}" in source:
        source = source.replace("{E}", _eponym(language, filler, rng), 1)
    return filled(Frame(source, language, has_person=False), filler, rng)


def _eponym(language: str, filler: Filler, rng: random.Random) -> str:
    term = rng.choice(_TERMS[language].split("|"))
    name = rng.choice(_EPONYMS) if rng.random() < 0.7 else filler.person("m").family.replace("{", "")
    if "{X.gen}" in term:
        return term.replace("{X.gen}", " ".join(polish.inflect(part, "gen", "m") for part in name.split(" ")))
    return term.replace("{X}", name)
