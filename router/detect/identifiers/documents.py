"""Passports, identity cards, residence permits, driving licences and health cards: the form of each country's number.

Sources: PRADO, the Council's register of identity and travel documents, and ICAO 9303 part 3. Few carry a check, so a
word for the document must stand right beside the number; those words name the documents of all countries.
"""
# ruff: noqa: RUF001 - Greek and Cyrillic are meant

from collections.abc import Callable, Mapping

from stdnum.be import eid

from router.detect.identifiers import checksums
from router.detect.identifiers.national_row import Row, anything

_GERMAN = r"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\d?"

_PASSPORTS = {
    "at": r"[A-Z]{1,2}\d{7}", "be": r"[A-Z]{2}\d{6}", "bg": r"\d{9}", "ch": r"[A-Z]\d{7}", "cy": r"[A-Z]\d{6,8}",
    "cz": r"\d{8}", "dk": r"\d{9}", "ee": r"[A-Z]{1,2}\d{7}", "es": r"[A-Z]{2,3}\d{6}", "fi": r"[A-Z]{2}\d{7}",
    "fr": r"\d{2}[A-Z]{2}\d{5}", "gb": r"\d{9}", "gr": r"[A-Z]{2}\d{7}", "hr": r"\d{9}", "hu": r"[A-Z]{2}\d{6,7}",
    "ie": r"[A-Z]{1,2}\d{7}", "it": r"[A-Z]{2}\d{7}", "lt": r"\d{8}", "lu": r"[A-Z][A-Z0-9]{7}",
        "lv": r"[A-Z]{2}\d{7}",
    "mt": r"\d{7}", "nl": r"[A-NP-Z]{2}[A-NP-Z0-9]{6}\d", "no": r"\d{8}|[A-Z]{3}\d{5}", "pl": r"[A-Z]{2}\d{7}",
    "pt": r"[A-Z]{1,2}\d{6}", "ro": r"\d{8,9}", "se": r"\d{8}|[A-Z]{2}\d{6}", "si": r"[A-Z]{2}\d{7}",
    "sk": r"[A-Z]{1,2}\d{7}",
    "us": r"[A-Z]\d{8}|\d{9}", "au": r"[A-Z]{1,2}\d{7}", "br": r"[A-Z]{2}\d{6}",
        "ca": r"[A-Z]{2}\d{6}|[A-Z]\d{6}[A-Z]{2}",
    "in": r"[A-Z]\d{7}", "mx": r"[A-Z]\d{8}|\d{11}", "ar": r"[A-Z]{3}\d{6}",
}  # fmt: skip
_CARDS = {
    "at": r"[A-Z]{2}\d{7}|\d{7}[A-Z]?", "bg": r"\d{9}|[A-Z]{2}\d{7}", "ch": r"[A-Z]\d{7}", "cy": r"\d{6,10}",
    "cz": r"\d{9}|[A-Z]{2}\d{6}", "ee": r"[A-Z]{2}\d{7}", "es": r"[A-Z]{3}\d{6}", "fi": r"[A-Z]{2}\d{7}|\d{9}",
    "fr": r"\d{12}|[A-Z0-9]{9}", "gr": r"[A-ZΑ-Ω]{1,2}\d{6,7}", "hr": r"\d{9}", "hu": r"\d{6}[A-Z]{2}",
    "ie": r"C\d{8}", "it": r"[A-Z]{2}\d{5}[A-Z]{2}|[A-Z]{2}\d{7}", "li": r"[A-Z]{2}\d{7}", "lt": r"\d{8}",
    "lu": r"[A-Z][A-Z0-9]{8}", "lv": r"[A-Z]{2}\d{7}", "nl": r"[A-NP-Z]{2}[A-NP-Z0-9]{6}\d",
    "no": r"[A-Z]{3}\d{5}|\d{8}",
    "pt": r"\d{8}", "ro": r"[A-Z]{2}\d{6}", "se": r"\d{8}|[A-Z]{2}\d{6}", "si": r"[A-Z]{2}\d{7}|\d{9}",
    "sk": r"[A-Z]{2}\d{6}",
}  # fmt: skip
_LICENCES = {
    "at": r"\d{8}", "be": r"\d{10}", "bg": r"\d{9}", "ch": r"\d{12}", "cy": r"\d{6,8}", "cz": r"[A-Z]{2}\d{6}",
    "de": r"[A-Z0-9]{10}[A-Z0-9]",
    "dk": r"\d{8}", "ee": r"[A-Z]{2}\d{6}", "es": r"\d{8}[A-Z]", "fi": r"\d{6}\d{3}[A-Z0-9]",
    "fr": r"\d{12}|\d{2}[A-Z]{2}\d{5}",
    "gr": r"\d{9}", "hr": r"\d{8}", "hu": r"[A-Z]{2}\d{6}", "ie": r"\d{9}|\d{3}[A-Z]{2}\d{4}",
    "it": r"[A-Z]{2}\d{7}[A-Z]|U1[A-Z0-9]{7}[A-Z]",
    "lt": r"\d{8}", "lu": r"\d{6}", "lv": r"[A-Z]{2}\d{6}", "mt": r"[A-Z]{2}\d{6}|\d{7,8}", "nl": r"\d{10}",
    "no": r"\d{11}",
    "pl": r"\d{11}", "pt": r"[A-Z]{1,2}\d{6,8}", "ro": r"[A-Z]\d{8}[A-Z]", "se": r"\d{10}", "si": r"S?\d{7,9}",
    "sk": r"[A-Z]\d{7}", "us": r"[A-Z]\d{6,14}|\d{7,12}|[A-Z]{2}\d{6,7}", "ca": r"[A-Z]\d{14}|[A-Z]\d{12}|\d{7,9}",
    "br": r"\d{11}", "in": r"[A-Z]{2}\d{13}",
}  # fmt: skip
_PERMITS = {
    "at": r"[A-Z]\d{8}", "be": r"[A-Z]\d{9}", "ch": r"\d{8,9}", "de": _GERMAN, "es": r"[A-Z]\d{8}",
    "fr": r"\d{10}|[A-Z0-9]{9}",
    "gb": r"[A-Z]{2}\d{7}|[A-Z]{2}[A-Z0-9]\d{6}", "ie": r"[A-Z]{3}\d{6}", "it": r"[A-Z]\d{8}|[A-Z]{2}\d{7}",
    "nl": r"\d{10}",
    "pl": r"[A-Z]{2}\d{7}", "pt": r"[A-Z0-9]{9}", "se": r"[A-Z]{2}\d{7}|\d{9}", "us": r"[A-Z]\d{9}|[A-Z]{3}\d{10}",
}  # fmt: skip
_HEALTH = {
    "be": r"\d{10,13}", "cz": r"\d{10}", "dk": r"\d{10}",
    "es": r"[A-Z]{4}\d{10,12}|[A-Z]{2}\d{10}|\d{8,16}|[A-Z]{10}\d{6}",
    "ca": r"\d{10}[A-Z]{2}|[A-Z]{4}\d{8}", "eu": r"\d{10,20}", "ie": r"[A-Z]?\d{6,7}[A-Z]?", "mt": r"\d{7}[A-Z]",
        "ro": r"\d{20}|\d{16}",
}  # fmt: skip

GROUPS: Mapping[str, tuple[str, ...]] = {
    "id.passport": (
        "passport*", "passport no", "passport nr", "passport number*", "passeport*", "n° passeport", "n° de passeport",
        "pasaporte*", "passaporto", "passaporti", "numero passaporto", "paspoort*", "paspoortnummer*", "reisepass*",
        "reisepaß*",
        "reisepassnummer*", "passnummer*", "pass nr", "passnr", "pasnummer*", "paspoortnr*", "paszport*",
        "nr paszportu",
        "pașaport*", "paşaport*", "pasaport*", "passaporte*", "διαβατήρι*", "διαβατηρί*", "διαβατηρι*", "паспорт*",
        "passi number*", "passinumber*", "passi", "passini", "pas č", "č pasu",
        "passin numero*", "passin nro", "passinumero*", "útlevél*", "utlevel*", "cestovní pas*", "číslo pasu",
        "cestovný pas*",
        "cestovn* pas*", "putovnic*", "potni list*", "potnega lista", "pas nr", "pass nummer*", "passets nummer",
        "pasnr", "pases numur*",
        "paso nr", "paso numer*", "passaport*", "pas uimhir", "travel document*", "reisedokument*",
    ),
    "id.card": (
        "identity card*", "id card*", "national id card*", "idcard*", "personalausweis*", "ausweisnummer*",
        "ausweis nr", "ausweisnr", "ausländerausweis*",
        "ausweis", "perso nr", "perso nummer*", "identitätskarte*", "carte d'identité", "carte d identité",
        "carte nationale d'identité", "cni", "n° cni",
        "pièce d'identité", "carta d'identità", "carta di identità", "carta identità", "documento d'identità",
        "identiteitskaart*",
        "identiteitsbewijs*", "id kaart*", "id bewijs*", "kaartnummer identiteit*", "dowód osobist*", "dow* osobist*",
        "nr dowodu", "seria i numer",
        "documento de identidad", "bilhete de identidade",
        "cartão de cidadão", "občansk* průkaz*", "číslo op", "občiansk* preukaz*", "osobna iskaznic*",
        "osobne iskaznic*", "osobna izkaznic*",
        "osebna izkaznic*", "osebne izkaznic*", "személyi igazolvány*", "szemelyi igazolvany*", "személyigazolvány*",
        "szig*", "carte de identitate",
        "cartea de identitate", "лична карта", "личната карта", "л.к", "ταυτότητα*", "δελτίο* ταυτότητας",
        "αριθμός ταυτότητας",
        "αριθμό ταυτότητας", "αρ. ταυτότητας", "αρ ταυτότητας", "α.δ.τ", "αδτ", "ταυτοτητα*", "kimlik no",
        "arc number*", "henkilökort*",
        "identitetskort*", "id kort*", "isikutunnistus*", "id kaardi*", "asmens tapatybės kortel*", "atk nr",
        "op č", "č op", "op číslo", "občanka č", "os izk", "osebna izk",
        "personas apliecīb*",
        "identity document*", "id document*", "karta tal identità", "karta tal-identità", "nacionalni id",
    ),
    "id.licence": (
        "driving licen*", "driver's licen*", "drivers licen*", "driver licen*", "driver number*", "driving permit*",
        "führerschein*",
        "fuehrerschein*", "führerausweis*", "fahrerlaubnis*", "permis de conduire", "n° permis", "n° de permis",
        "neph", "permis b",
        "rijbewijs*", "dl number*", "dl no", "carteira nacional de habilitação", "cnh", "licencia de manejo",
        "carnet de conducir", "permiso de conducir", "permiso de conducción", "licencia de conducir",
        "carta de condução",
        "carta de conducao", "patente di guida", "n patente", "numero patente", "prawo jazdy", "prawa jazdy",
        "prawem jazdy", "körkort*", "korkort*", "kørekort*", "førerkort*",
        "ajokort*", "juhiluba*", "juhiloa*", "vairuotojo pažymėjim*", "vadītāja apliecīb*", "řidičsk* průkaz*",
        "vodičsk* preukaz*",
        "vozačk* dozvol*", "vozniško dovoljenj*", "vozniškega dovoljenj*", "vezetői engedély*", "jogosítvány*",
        "permis de conducere",
        "permisul de conducere", "шофьорска книжка", "свидетелство за управление", "свидетелство за правоуправление",
        "άδεια* οδήγησης",
        "δίπλωμα οδήγησης", "liċenzja tas-sewqan", "ceadúnas tiomána",
    ),
    "id.permit": (
        "residence permit*", "residence card*", "residence document*", "brp", "brp number*",
        "biometric residence*", "green card*", "permanent resident card*", "alien registration*", "alien number*",
        "uscis number*",
        "irp number*", "irp card*",
        "aufenthaltstitel*", "aufenthaltserlaubnis*", "niederlassungserlaubnis*", "aufenthaltskarte*",
        "aufenthaltsgestattung*", "duldung*",
        "titre de séjour", "carte de séjour", "n° étranger", "numéro étranger", "agdref", "tarjeta de residencia",
        "permiso de residencia",
        "permesso di soggiorno", "carta di soggiorno", "título de residência", "autorização de residência",
        "verblijfsvergunning*",
        "verblijfsdocument*", "v nummer*", "vreemdelingennummer*", "verblijfstitel*", "kart* pobytu",
        "zezwoleni* na pobyt", "povolení k pobytu",
        "povolenie na pobyt", "tartózkodási engedély*", "permis de ședere", "разрешение за пребиваване",
        "άδεια διαμονής", "άδειας διαμονής",
        "oleskelulup*", "uppehållstillstånd*", "opholdstilladelse*", "opholdskort*", "oppholdstillatelse*",
        "oppholdskort*", "dozvol* za prebivanje",
        "boravišn* dozvol*", "dozvol* boravka", "elamisluba*", "elamisloa*", "leidimas gyventi", "uzturēšanās atļauj*",
        "zemis*", "zar nr",
    ),
    "id.health": (
        "health card*", "health insurance card*", "health insurance number*", "health insurance no", "ehic*",
        "insurance card*",
        "krankenversichertenkarte*", "gesundheitskarte*", "versichertenkarte*", "carte européenne d'assurance maladie",
        "ceam", "carte vitale",
        "tarjeta sanitaria*", "tarj sanitaria", "t sanitaria", "tess san", "tess sanitaria",
        "tsi", "cip sns", "cip autonómico", "nuhsa", "tessera sanitaria", "tessera europea*",
        "tarjeta europea*", "cartão europeu*", "medical card*", "gms number*", "drugs payment*", "dps card*",
        "zorgpas*", "verzekerdennummer*", "zorgverzekeringsnummer*",
        "relatienummer zorgverzek*", "kart* ubezpieczen*", "ekuz", "průkaz pojištěnce", "cardul de sănătate",
        "card de sănătate",
        "cid asigurat", "mutuelle*", "mutualiteit*", "ziekenfonds*", "numéro d'adhérent", "n° adhérent",
        "sundhedskort*", "european health insurance*",
    ),
}  # fmt: skip
"""Words for a document of any country, by the tag of its group."""


_OWN_WORDS = {
    "es.card": ("soporte", "número de soporte", "nº soporte", "num soporte", "idesp"),
    "es.permit": ("número de soporte", "soporte", "tarjeta tie", "nº tie"),
    "it.cie": ("documento", "documento numero"),
    "it.card": ("c.i", "cie", "documento n", "carta n"),
    "it.licence": ("patente",),
    "ro.card": ("buletin*", "seria și nr", "seria", "ci seria", "c.i"),
    "pt.licence": ("carta n.º", "carta nº"),
}
"""Words that mean a document in one country alone, and other things elsewhere."""


def _rows(document: str, short: str, forms: Mapping[str, str]) -> tuple[Row, ...]:
    names = {f"{country}.{short}": form for country, form in forms.items()}
    return tuple(
        Row(name, document, form, words=_OWN_WORDS.get(name, ()), groups=(f"id.{short}",), strict=True)
        for name, form in names.items()
    )


def _checked(
    name: str,
    document: str,
    form: str,
    valid: Callable[[str], bool],
    alone: str | None = None,
    words: tuple[str, ...] = (),
) -> Row:
    return Row(
        name,
        document,
        form,
        valid,
        words,
        (f"id.{name.partition('.')[2].partition('_')[0]}",),
        alone,
        strict=valid is anything,
    )


_CHECKED = (
    _checked(
        "de.card", "identity card or passport", _GERMAN, checksums.is_travel_document,
        words=("perso", "persos", "id karte*", "idkarte*", "ausweiskarte*"),
    ),
    _checked("de.passport", "identity card or passport", _GERMAN, checksums.is_travel_document),
    _checked("pl.card", "identity card", r"[A-Z]{3}\d{6}", checksums.is_polish_card, words=("dowód", "dowodu",
        "dowodem", "dowodzie")),
    _checked("be.card", "identity card", r"\d{12}", eid.is_valid, words=("eid", "kaartnummer", "numéro de carte")),
    _checked(
        "gb.licence", "driving licence", r"[A-Z9]{5}\d[0156]\d[0-3]\d{2}[A-Z9]{2}[A-Z0-9][A-Z]{2}",
        checksums.is_british_licence,
        alone=r"(?:[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}99|[A-Z]{2}999)\d[0156]\d[0-3]\d{2}[A-Z9]{2}[2-9][A-Z]{2}",
    ),
    _checked(
        "eu.health_card", "health insurance card", r"80\d{18}", checksums.is_health_card,
        alone=r"80(?:040|056|100|191|196|203|208|233|246|250|276|280|300|348|352|372|380|428|438|440|442|470|528|578|616|620|642|703|705"
        r"|724|752|756|826)(?: ?\d){15}",
    ),
)  # fmt: skip

ROWS = (
    *_CHECKED,
    *_rows("passport", "passport", _PASSPORTS),
    *_rows("identity card", "card", _CARDS),
    Row("it.cie", "identity card", r"C[A-Z]\d{5}[A-Z]{2}", words=_OWN_WORDS["it.cie"], strict=True),
    *_rows("driving licence", "licence", _LICENCES),
    *_rows("residence permit", "permit", _PERMITS),
    *_rows("health card", "health", _HEALTH),
)
