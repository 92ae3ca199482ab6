"""Answers to the questions that give an account back: `Antwort auf die Sicherheitsfrage: Bello`."""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import is_word
from router.detect.identifiers.password_words import STOPS
from router.detect.identifiers.secret_names import VERB
from router.detect.page import Hit, Page

_ANSWERS = (
    *("security answer", "secret answer", "answer to the security question", "answer to my security question"),
    *("security question answer", "recovery answer", "sicherheitsantwort", "antwort auf sicherheitsfrage"),
    *("antwort auf die sicherheitsfrage", "antwort auf meine sicherheitsfrage", "antwort auf die geheimfrage"),
    *("antwort sicherheitsfrage", "antwort zur sicherheitsfrage", "réponse à la question secrète"),
    *("réponse à la question de sécurité", "réponse à ma question secrète", "réponse à ma question de sécurité"),
    *("réponse secrète", "réponse de sécurité", "respuesta de seguridad", "respuesta secreta"),
    *("respuesta a la pregunta de seguridad", "respuesta a la pregunta secreta", "respuesta a mi pregunta secreta"),
    *("risposta di sicurezza", "risposta segreta", "risposta alla domanda di sicurezza"),
    *("risposta alla domanda segreta", "beveiligingsvraag antwoord", "antwoord beveiligingsvraag"),
    *("antwoord op de beveiligingsvraag", "antwoord op mijn beveiligingsvraag", "antwoord op de geheime vraag"),
    *("odpowiedź na pytanie pomocnicze", "odpowiedź na pytanie bezpieczeństwa", "odpowiedź na pytanie zabezpieczające"),
    *("odpowiedź na tajne pytanie", "resposta de segurança", "resposta secreta"),
)
_MAIDEN_NAMES = (
    *("mother's maiden name", "mothers maiden name", "maiden name of my mother", "maiden name of your mother"),
    *("mädchenname der mutter", "mädchenname meiner mutter", "mädchenname ihrer mutter", "geburtsname der mutter"),
    *("geburtsname meiner mutter", "nom de jeune fille de la mère", "nom de jeune fille de ma mère"),
    *("nom de jeune fille de votre mère", "apellido de soltera de la madre", "apellido de soltera de mi madre"),
    *("apellido de soltera de su madre", "cognome da nubile della madre", "cognome da nubile di mia madre"),
    *("meisjesnaam van mijn moeder", "meisjesnaam moeder", "meisjesnaam van uw moeder", "nazwisko panieńskie matki"),
    *("nazwisko panieńskie mojej matki", "nazwisko rodowe matki", "nome de solteira da mãe"),
)
"""What banks ask for."""
_QUESTIONS = (
    *("security question", "secret question", "sicherheitsfrage", "geheimfrage", "question secrète"),
    *("question de sécurité", "pregunta de seguridad", "pregunta secreta", "domanda di sicurezza", "domanda segreta"),
    *("beveiligingsvraag", "geheime vraag", "pytanie pomocnicze", "pytanie bezpieczeństwa", "pergunta de segurança"),
)
_ASKED = re.compile(
    r"[^\n]{0,100}?\b(?:answer|antwort|réponse|respuesta|risposta|antwoord|odpowiedź|resposta)\b", re.IGNORECASE
)
_LINK = re.compile(rf"[\"'*`]{{0,3}}(?:[ \t]{{0,2}}[:=][ \t*]{{0,3}}|[ \t]+{VERB}[ \t]*:?[ \t]+)", re.IGNORECASE)
_VALUE = re.compile(
    r"[\"'`“„«]{0,2} ?([^\W_][\w'-]{1,30}(?: [^\W_][\w'-]{0,30}){0,3}?) ?(?=[\"'`”»*]|[.,;!?)]|[\r\n]|$|\s[-(])"
)
_REACH = 200
_SCORE = 0.75


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    ends = {end for _, end in page.cues("security_answer")}
    for _, end in page.cues("security_question"):
        asked = _ASKED.match(text, end, end + _REACH)
        if asked:
            ends.add(asked.end())
    for end in sorted(ends):
        link = _LINK.match(text, end)
        match = _VALUE.match(text, link.end(), link.end() + _REACH) if link else None
        if match and _is_answer(match[1]):
            yield Hit(*match.span(1), _SCORE)


def _is_answer(written: str) -> bool:
    """Names and things; nothing that is said of answers: `required`, `must be at least 3 characters`."""
    words = written.lower().split()
    if not STOPS.isdisjoint(words) or not any(map(str.isalnum, written)):
        return False
    return written != written.lower() or any(map(str.isdigit, written)) or (len(words) == 1 and is_word(written))


FAMILY = Family(
    "SECRET",
    "security_answer",
    find,
    cues={"security_answer": (*_ANSWERS, *_MAIDEN_NAMES), "security_question": _QUESTIONS},
)
