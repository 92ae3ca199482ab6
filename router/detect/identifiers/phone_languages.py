"""Which language is written around a number: what makes `015112345678` a mobile number here and a serial number there.

A language is told by two different small words of it. Only mobile numbers are believed on such evidence: the fixed
lines of some countries leave hardly a row of digits out.
"""

import re
from functools import cache

from phonenumbers import PhoneMetadata

from router.detect.patterns import Pattern

_WORDS = {
    "de": "der die das und ich ist nicht mit für bitte meine mein mich dir unter wir sie auch ein eine zu auf dem den",
    "fr": "le la les et je est pas avec pour bonjour merci mon ma sur vous un une des du au suis dans ou",
    "nl": "de het een en ik is niet met voor mijn op je van dat aan te om bent graag dit",
    "es": "el la los las y es no con para por hola mi que un una en gracias del al lo como soy su",
    "en": "the and is my me you to for of please with at on or we are it this that in can",
    "it": "il la e di è non con per mi mio ciao un una sono che del al",
    "sv": "och jag är inte med för på mitt min en ett det att som har du kan hej",
    "fi": "ja on ei minun minä että se hei voit jos olen tämä",
    "ro": "și este nu cu pentru mă la un o în meu mea mi bună",
    "hr": "i je na za se sam moj ne s u ili molim",
    "pl": "i jest w na z do nie się mój moja proszę to że pod jak mam mnie dla dzień dobry numer",
    "cs": "a je na se v z do není můj moje prosím jsem mi pro že jak mám pod děkuji",
    "sk": "a je na som sa môj moje nie s prosím alebo",
}
_MORE = {
    "es": "mi tu te le nos si ha he cuando está esta llama busca pago piso desde hasta más o todo ya muy",
    "it": "ha ho si ti mi vuole da dal dalla alla ai dei della delle questo questa anche se più o ore fino chi",
    "pl": "pani pan prosi przy od dla oraz lub ma jej jego kto bo już teraz nas mi po albo ale tak czy jutro dziś",
    "en": "her his he she they be by from if not will was has have after before your our who but so call",
    "pt": "o a os as e é não com para por meu minha que um uma em obrigado olá sou ou se ao",
    "sk": "a je na som sa môj moje nie s prosím alebo pre tel",
    "cs": "nebo kdy jsou pan paní od po ale by už jen má tel",
}
"""Small words that tell nothing to those who need be sure of the language, but do beside a number's groups."""
_WRITING = {
    "es": "saludo saludos atentamente contacto preguntar pregunta vendo vende alquila alquilo urge clínica vecina "
    "emergencias hermana hermano mamá señor señora don doña llamar razón interesados apunta usuario gracias hola",
    "it": "saluti cordialmente contatto contatti info vendo vendesi affittasi signor signora dott dottor mamma marito "
    "moglie emergenza idraulico referente ciao grazie buongiorno richiamare ufficio chiedere nonna studio",
    "pl": "pozdrawiam pozdrowienia kontakt sprzedam kupię wynajmę pani panem mama tata mąż żona hydraulik szef szefa "
    "pilne dzień prośba dzwonić odbiór dziękuję dzięki cześć dzial dział lekarz sąsiadka zapisz dopisz",
    "en": "regards sincerely thanks contact office dr mr mrs ms hello hi ask emergency sister brother mom dad customer",
    "pt": "atenciosamente cumprimentos contato contacto senhor senhora vendo olá obrigado obrigada",
    "cs": "pozdravem kontakt pan paní prodám děkuji dobrý",
    "sk": "pozdravom kontakt pán pani predám ďakujem dobrý",
}
"""Words of signatures, notices and messages, where telephone numbers stand: one counts for two."""
_SPEAKERS = {
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "LU", "CH"),
    "nl": ("NL", "BE"),
    "en": ("GB", "IE"),
    "sv": ("SE", "FI"),
    "fi": ("FI",),
    "ro": ("RO",),
    "hr": ("HR",),
    "sk": ("SK",),
}
"""Where the language is spoken and numbers begin with a trunk zero."""
_LANGUAGES = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_COUNTING = {language: _LANGUAGES.get(language, frozenset()) | set(words.split()) for language, words in _MORE.items()}
_CONTACTS = {language: frozenset(words.split()) for language, words in _WRITING.items()}
_WORD = re.compile(r"[^\W\d_]+")
_REACH = 150
_ENOUGH = 2


@cache
def _mobiles(language: str) -> Pattern:
    """The mobile numbers of its countries as dialled within them."""
    sources = []
    for region in _SPEAKERS[language]:
        metadata = PhoneMetadata.metadata_for_region(region)
        if metadata and metadata.mobile and metadata.mobile.national_number_pattern:
            sources.append(f"{metadata.national_prefix or ''}(?:{metadata.mobile.national_number_pattern})")
    return Pattern("|".join(sources))


def speaks(language: str, text: str, start: int, end: int) -> bool:
    """Around this place the language is written."""
    return len(_LANGUAGES[language] & _around(text, start, end)) >= _ENOUGH


def weight(language: str, text: str, start: int, end: int) -> int:
    """How many small words of the language stand around this place; a word of letters and notices counts twice."""
    words = _around(text, start, end)
    return len(_COUNTING[language] & words) + 2 * len(_CONTACTS[language] & words)


def is_local_mobile(text: str, start: int, end: int) -> bool:
    """A mobile number, its trunk zero included, of a country whose language is written around it."""
    words = _around(text, start, end)
    return any(
        len(_LANGUAGES[language] & words) >= _ENOUGH and _mobiles(language).fills(text[start:end])
        for language in _SPEAKERS
    )


def _around(text: str, start: int, end: int) -> frozenset[str]:
    around = f"{text[max(0, start - _REACH) : start]} {text[end : end + _REACH]}"
    return frozenset(_WORD.findall(around.lower()))
