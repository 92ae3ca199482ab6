"""What fields, tags and columns that hold names of people are called, in seven languages.

A space stands for a space, an underscore, a hyphen, a full stop or nothing.
"""

_FIELDS = (
    "first name|given names?|fore name|middle name|last name|family name|sur name|maiden name|birth name|full name"
    "|contact name|customer name|client name|patient name|employee name|person name|user full name|guest name"
    "|passenger name|account holder(?: name)?|card holder(?: name)?|beneficiary name|next of kin|signatory(?: name)?"
    "|nach name|vor name|vor und nach name|familien name|geburts name|ruf name|konto inhaber|karten inhaber"
    "|ansprech partner(?:in)?|sach bearbeiter(?:in)?|versicherte person"
    "|prénoms?|prenoms?|nom de famille|nom de naissance|nom d'usage|nom complet|nom et prénom|nom prénom"
    "|cognome|cognome e nome|nome e cognome|nome completo|nominativo|intestatario"
    "|imię|imie|nazwisko|imię i nazwisko|imie i nazwisko|nazwisko panieńskie|nazwisko rodowe|drugie imię"
    "|voor naam|achter naam|tussen voegsel|voor letters|roep naam|volledige naam|geboorte naam|rekening houder"
    "|apellidos?|primer apellido|segundo apellido|nombre completo|nombre y apellidos?|nombres y apellidos"
    "|debtor name|creditor name|patient surname"
)
FIELDS = "|".join(sorted(_FIELDS.split("|"), key=len, reverse=True)).replace(" ", "[ _.-]?")
"""Nothing but people is called so. The longest first: of two the pattern takes the one that stands first."""

ALONGSIDE = "name|naam|nombres?|nome|nom|given|family|forename|first|last|middle|vor|nach"
"""Columns of names where a column beside them is called as in `FIELDS`: `nome;cognome`, `Name;Vorname`."""

NOTHING = frozenset(
    """n/a na none null nil unknown undefined empty anonymous tbd test true false yes no string str text varchar char
    optional required any object number integer int bool boolean value name first last given family surname firstname
    lastname fullname first_name last_name default example column label vorname nachname familienname cognome nome
    nom prénom prenom nombre apellido apellidos imię imie nazwisko naam voornaam achternaam unbekannt keine leer inconnu
    aucun desconocido ninguno sconosciuto nessuno onbekend geen nieznany brak asc desc""".split()  # noqa: SIM905 - words
)
"""What stands in such a field where nobody does, or what a program says of it."""
