"""What models call the kinds when they translate or shorten a placeholder: `[[PERSONNE_1]]`, `[[OSOBA_1]]`.

A word stands for one kind only. What may mean several (`NAME`, `DATE`, `NUMBER`, `ID`) is not here: it would be a
guess. Compared folded and without anything between the words: `É` is `E`, `e-mail-adres` is `EMAILADRES`.
"""

import unicodedata
from bisect import bisect_left

from router.core.types import KINDS, SIGNALS

REPLACED = tuple(sorted(KINDS - SIGNALS))
"""The kinds that have placeholders."""

_WORDS = {
    "ADDRESS": "adresse anschrift direccion indirizzo adres postal_address postanschrift domicilio",
    "CREDIT_CARD": "card_number credit_card_number carte_bancaire carte_de_credit kreditkarte kreditkartennummer"
    " tarjeta_de_credito carta_di_credito creditcard karta_kredytowa",
    "CUSTOM_TERM": "terme_personnalise benutzerbegriff termino_personalizado",
    "DATE_OF_BIRTH": "birth_date birthdate dob date_de_naissance geburtsdatum fecha_de_nacimiento data_di_nascita"
    " geboortedatum data_urodzenia",
    "DATE_TIME": "date_heure datum_uhrzeit fecha_hora data_ora datum_tijd data_godzina",
    "EMAIL_ADDRESS": "email mail e_mail adresse_email adresse_e_mail courriel email_adresse e_mail_adresse"
    " mailadresse correo_electronico correo direccion_de_correo indirizzo_email emailadres adres_email adres_e_mail",
    "IBAN_CODE": "iban code_iban codigo_iban codice_iban kod_iban iban_nummer iban_number"
    " numer_iban nummer_iban numero_iban numero_de_iban numero_d_iban numer_konta_iban",
    "IP_ADDRESS": "ip adresse_ip ip_adresse direccion_ip indirizzo_ip ip_adres adres_ip",
    "LICENSE_PLATE": "licence_plate number_plate plate plaque_d_immatriculation immatriculation kennzeichen"
    " kfz_kennzeichen matricula targa kenteken nummerplaat tablica_rejestracyjna numer_rejestracyjny",
    "LOCATION": "place lieu ort standort lugar ubicacion luogo localita plaats locatie miejsce miejscowosc lokalizacja",
    "MAC_ADDRESS": "mac adresse_mac mac_adresse direccion_mac indirizzo_mac mac_adres adres_mac",
    "NATIONAL_ID": "national_identifier national_id_number identifiant_national id_nacional nationale_id"
    " id_nazionale identificacion_nacional",
    "NRP": "nationality nationalite nationalitat staatsangehorigkeit nacionalidad nazionalita nationaliteit narodowosc",
    "ORGANIZATION": "organisation org company entreprise societe organisatie organizacion empresa organizzazione"
    " azienda bedrijf organizacja firma unternehmen",
    "PERSON": "personne persona persoon personen persone osoba osoby osobie osobe",
    "PHONE_NUMBER": "phone telephone telephone_number numero_de_telephone telephon telefon telefonnummer rufnummer"
    " telefono numero_de_telefono numero_di_telefono telefoon telefoonnummer telefoon_nummer numer_telefonu",
    "SECRET": "geheimnis secreto segreto geheim sekret password passwort kennwort mot_de_passe contrasena wachtwoord"
    " haslo",
    "TITLE": "titre titel titulo titolo tytul anrede civilite salutation",
    "URL": "web_address adresse_web webadresse internetadresse direccion_web indirizzo_web webadres adres_url"
    " adres_internetowy adres_strony",
    "USERNAME": "user_name nom_d_utilisateur benutzername nombre_de_usuario usuario nome_utente utente gebruikersnaam"
    " nazwa_uzytkownika",
}

_NUMBERS = (
    *("one un une ein eins eine uno una een jeden jedna", "two deux zwei dos due twee dwa dwie"),
    *("three trois drei tres tre drie trzy", "four quatre vier cuatro quattro cztery"),
    *(
        "five cinq funf fuenf cinco cinque vijf piec",
        "six sechs seis sei zes szesc",
        "seven sept sieben siete sette zeven",
    ),
    *("eight huit acht ocho otto osiem", "nine neuf neun nueve nove negen dziewiec", "ten dix zehn diez dieci tien"),
)
_COUNTERS = frozenset({"NO", "NR", "N", "NUM", "NUMBER", "NUMERO", "NUMMER", "NUMER"})
"""`[[PERSON No. 1]]`: what may stand before a number and says nothing."""


def joined(words: str) -> str:
    """Its letters alone, in capitals and without marks: how two spellings are compared."""
    folded = unicodedata.normalize("NFKD", words.casefold()).translate(_LETTERS)
    return "".join(filter(str.isalpha, folded)).upper()


_LETTERS = {ord("ł"): "l", ord("ø"): "o"}
_KINDS = {joined(word): kind for kind, words in _WORDS.items() for word in words.split()}
_KINDS |= {joined(kind): kind for kind in REPLACED}
_COMPOUNDS = {tuple(map(joined, word.split("_"))) for words in _WORDS.values() for word in words.split() if "_" in word}
"""Of several words: the last of `ADRESSE_IP` is short and yet belongs to it."""
_COUNTED = {word.upper(): number for number, words in enumerate(_NUMBERS, start=1) for word in words.split()}
_ALL_KINDS = {*_KINDS, *map(joined, SIGNALS)}
BEGINNINGS = tuple(sorted({name[:2] for name in _ALL_KINDS}))
"""The first two letters of every word for a kind, signals too."""

_TAILS = sorted({*_COUNTED, *_COUNTERS, "S", *(f"{counter}{word}" for counter in _COUNTERS for word in _COUNTED)})
_STARTS = sorted(_KINDS)


def kind_of(words: list[str]) -> str | None:
    """The kind that these words name: its own name or a translation, in the plural, or twice."""
    half = len(words) // 2
    if words and len(words) % 2 == 0 and list(map(joined, words[:half])) == list(map(joined, words[half:])):
        words = words[:half]
    if tuple(map(joined, words)) in _COMPOUNDS:
        return _KINDS[joined("".join(words))]
    if len(words) > 1 and len(words[-1]) <= 2 and kind_of(words[:-1]) is not None:  # noqa: PLR2004 - PERSON_A, not PERSONA
        return None
    name = joined("".join(words))
    return _KINDS.get(name) or _KINDS.get(name.removesuffix("S"))


def nonces(words: str) -> set[str]:
    """Every nonce under which these words could mean something, none (`""`) included."""
    letters = joined(words)
    found: set[str] = set()
    is_numbered = any(map(str.isdigit, words))
    ends = {letters} if is_numbered else {letters.removesuffix(word) for word in _COUNTED if letters.endswith(word)}
    for end in ends:
        for at in range(2, len(end) + 1):
            if (name := end[:at]) in _ALL_KINDS:
                rests = {end[at:], end[at:].removeprefix("S"), end[at:].removeprefix(name)}
                found |= rests | {rest.removesuffix(counter) for rest in rests for counter in _COUNTERS}
    return found


def is_counter(word: str) -> bool:
    return joined(word) in _COUNTERS


def counted(word: str) -> int | None:
    """1 to 10, by its word in one of seven languages."""
    return _COUNTED.get(joined(word))


def may_begin(letters: str, nonce: str) -> bool:
    """Whether letters, `joined`, can be the beginning of a kind and of what stands between it and its number."""
    if _begins(_STARTS, letters):
        return True
    for end in range(1, len(letters)):
        name, rest = letters[:end], letters[end:]
        if name in _KINDS and (
            _rest_may_begin(rest, name, nonce) or _rest_may_begin(rest.removeprefix("S"), "", nonce)
        ):
            return True
    return False


def _rest_may_begin(rest: str, name: str, nonce: str) -> bool:
    if not rest or name.startswith(rest) or nonce.startswith(rest):
        return True
    after = [rest.removeprefix(done) for done in {name, nonce} if done and rest.startswith(done)]
    return any(_begins(_TAILS, one) for one in [rest, *after])


def _begins(words: list[str], letters: str) -> bool:
    at = bisect_left(words, letters)
    return at < len(words) and words[at].startswith(letters)
