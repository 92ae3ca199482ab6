"""Polish names in their cases: what the frames of training/frames/pl.txt ask for.

Covered are
- given names (Marek, Paweł, Jerzy, Kuba, Mieszko, Anna, Maria, Kasia, Beatrycze),
- family names: adjectival ones (-ski, -cki, -dzki, -ny, -wy and their feminine forms), consonant stems with their
  changes (Wróbel, Gołąb, Kozioł, Kupiec), names in -a and -o (Zaręba, Fredro), feminine names in a consonant, -o, -e,
  -i or -y, which stay as they are, and foreign names as far as spelling tells (Verdi, Goethe, Kennedy, Marx, Picasso),
- several words and double names: each part is inflected; particles in lower case and initials stay,
- common Polish cities.

Not covered: plurals of families (Kowalscy), silent endings of foreign names beyond the few listed, old feminine forms
(-owa, -ówna), and the dative of a few nouns. Where usage allows two forms, the more frequent one is given.
"""

import re

CASES = ("nom", "gen", "dat", "acc", "ins", "loc", "voc")

VOWELS = "aeiouyąęóäöüéáíAEIOUYÓĄĘÖÜ"

IRREGULAR_STEMS = {
    "Aleksander": "Aleksandr", "Gołąb": "Gołębi", "Jastrząb": "Jastrzębi", "Dąb": "Dęb", "Ząb": "Zęb", "Wąż": "Węż",
    "Kozioł": "Kozł", "Kozieł": "Kozł", "Kocioł": "Kotł", "Grudzień": "Grudni", "Kwiecień": "Kwietni",
    "Styczeń": "Styczni", "Sierpień": "Sierpni", "Wrzesień": "Wrześni", "Stępień": "Stępni", "Lew": "Lw", "Pies": "Ps",
    "Orzeł": "Orł", "Karzeł": "Karł", "Gwóźdź": "Gwoździ", "Kukiel": "Kukiel", "Jakób": "Jakób", "Luter": "Lutr",
}  # fmt: skip
"""Names whose changes no ending tells. A final i marks a soft stem."""

KEPT_EL = {"Abel", "Fidel", "Angel"}
"""Names in -el after a consonant that usually loses the e, and here keeps it."""

FEMININE_ADJECTIVES = {
    "Biała", "Budna", "Cicha", "Czarna", "Długa", "Dobra", "Górna", "Konieczna", "Krasna", "Mała", "Nowa", "Pilna",
    "Piękna", "Rudna", "Sławna", "Stara", "Szczęsna", "Wesoła", "Wolna", "Wysoka", "Zielona", "Zimna", "Żelazna",
}  # fmt: skip

MASCULINE_O = {
    "Bruno", "Diego", "Enrico", "Federico", "Giotto", "Guido", "Hugo", "Iwo", "Leonardo", "Marco", "Mieszko", "Otto",
    "Pablo", "Paolo", "Pedro", "Picasso", "Roberto", "Rycho", "Stacho", "Zbycho", "Zdzicho",
}  # fmt: skip
"""Names in -o inflected like Mieszko, gen. Mieszka; others are inflected like Fredro, gen. Fredry."""

FOREIGN_Y = {
    "Andy", "Barry", "Billy", "Bobby", "Danny", "Freddy", "Harry", "Henry", "Jimmy", "Kelly", "Kennedy", "Larry",
    "Murphy", "Perry", "Terry", "Tommy", "Tony",
}  # fmt: skip

CITIES_MASCULINE = {
    "Kraków": ("Krakowa", "Krakowie"), "Wrocław": ("Wrocławia", "Wrocławiu"), "Poznań": ("Poznania", "Poznaniu"),
    "Gdańsk": ("Gdańska", "Gdańsku"), "Szczecin": ("Szczecina", "Szczecinie"), "Lublin": ("Lublina", "Lublinie"),
    "Białystok": ("Białegostoku", "Białymstoku"), "Toruń": ("Torunia", "Toruniu"), "Radom": ("Radomia", "Radomiu"),
    "Rzeszów": ("Rzeszowa", "Rzeszowie"), "Olsztyn": ("Olsztyna", "Olsztynie"), "Sopot": ("Sopotu", "Sopocie"),
    "Bytom": ("Bytomia", "Bytomiu"), "Rybnik": ("Rybnika", "Rybniku"), "Elbląg": ("Elbląga", "Elblągu"),
    "Tarnów": ("Tarnowa", "Tarnowie"), "Chorzów": ("Chorzowa", "Chorzowie"), "Koszalin": ("Koszalina", "Koszalinie"),
    "Kalisz": ("Kalisza", "Kaliszu"), "Płock": ("Płocka", "Płocku"), "Słupsk": ("Słupska", "Słupsku"),
    "Konin": ("Konina", "Koninie"), "Grudziądz": ("Grudziądza", "Grudziądzu"), "Przemyśl": ("Przemyśla", "Przemyślu"),
    "Inowrocław": ("Inowrocławia", "Inowrocławiu"),
    "Lubin": ("Lubina", "Lubinie"), "Głogów": ("Głogowa", "Głogowie"),
    "Włocławek": ("Włocławka", "Włocławku"), "Zamość": ("Zamościa", "Zamościu"),
    "Pruszków": ("Pruszkowa", "Pruszkowie"),
    "Chełm": ("Chełma", "Chełmie"), "Mielec": ("Mielca", "Mielcu"), "Sanok": ("Sanoka", "Sanoku"),
}  # fmt: skip
"""Genitive and locative; the rest follows."""

CITIES_PLURAL = {
    "Katowice": "Katowic", "Gliwice": "Gliwic", "Kielce": "Kielc", "Tychy": "Tychów", "Siedlce": "Siedlec",
    "Żory": "Żor", "Suwałki": "Suwałk", "Puławy": "Puław", "Pabianice": "Pabianic", "Starachowice": "Starachowic",
    "Skierniewice": "Skierniewic", "Świętochłowice": "Świętochłowic", "Police": "Polic",
}  # fmt: skip
CITIES_FEMININE = {
    "Warszawa", "Bydgoszcz", "Łódź", "Gdynia", "Częstochowa", "Piła", "Legnica", "Ostrołęka", "Łomża", "Świdnica",
    "Dąbrowa", "Wieliczka", "Jelenia Góra", "Zielona Góra", "Ruda Śląska", "Dąbrowa Górnicza", "Stalowa Wola", "Nysa",
}  # fmt: skip
CITIES_OTHER = {
    "Opole": ("Opola", "Opolu", "Opole", "Opolem", "Opolu", "Opole"),
    "Gniezno": ("Gniezna", "Gnieznu", "Gniezno", "Gnieznem", "Gnieźnie", "Gniezno"),
    "Zakopane": ("Zakopanego", "Zakopanemu", "Zakopane", "Zakopanem", "Zakopanem", "Zakopane"),
    "Jaworzno": ("Jaworzna", "Jaworznu", "Jaworzno", "Jaworznem", "Jaworznie", "Jaworzno"),
    "Krosno": ("Krosna", "Krosnu", "Krosno", "Krosnem", "Krośnie", "Krosno"),
    "Zabrze": ("Zabrza", "Zabrzu", "Zabrze", "Zabrzem", "Zabrzu", "Zabrze"),
    "Zgierz": ("Zgierza", "Zgierzowi", "Zgierz", "Zgierzem", "Zgierzu", "Zgierzu"),
    "Sosnowiec": ("Sosnowca", "Sosnowcowi", "Sosnowiec", "Sosnowcem", "Sosnowcu", "Sosnowcu"),
    "Ełk": ("Ełku", "Ełkowi", "Ełk", "Ełkiem", "Ełku", "Ełku"),
    "Bełchatów": ("Bełchatowa", "Bełchatowowi", "Bełchatów", "Bełchatowem", "Bełchatowie", "Bełchatowie"),
    "Łódź": ("Łodzi", "Łodzi", "Łódź", "Łodzią", "Łodzi", "Łodzi"),
    "Bydgoszcz": ("Bydgoszczy", "Bydgoszczy", "Bydgoszcz", "Bydgoszczą", "Bydgoszczy", "Bydgoszczy"),
    "Białystok": ("Białegostoku", "Białemustokowi", "Białystok", "Białymstokiem", "Białymstoku", "Białymstoku"),
    "Bielsko-Biała": (
        "Bielska-Białej", "Bielsku-Białej", "Bielsko-Białą", "Bielskiem-Białą", "Bielsku-Białej", "Bielsko-Biała",
    ),
    "Gorzów Wielkopolski": (
        "Gorzowa Wielkopolskiego", "Gorzowowi Wielkopolskiemu", "Gorzów Wielkopolski", "Gorzowem Wielkopolskim",
        "Gorzowie Wielkopolskim", "Gorzowie Wielkopolski",
    ),
    "Nowy Sącz": ("Nowego Sącza", "Nowemu Sączowi", "Nowy Sącz", "Nowym Sączem", "Nowym Sączu", "Nowy Sączu"),
    "Piotrków Trybunalski": (
        "Piotrkowa Trybunalskiego", "Piotrkowowi Trybunalskiemu", "Piotrków Trybunalski", "Piotrkowem Trybunalskim",
        "Piotrkowie Trybunalskim", "Piotrkowie Trybunalski",
    ),
    "Tarnowskie Góry": (
        "Tarnowskich Gór", "Tarnowskim Górom", "Tarnowskie Góry", "Tarnowskimi Górami", "Tarnowskich Górach",
        "Tarnowskie Góry",
    ),
    "Nowy Targ": ("Nowego Targu", "Nowemu Targowi", "Nowy Targ", "Nowym Targiem", "Nowym Targu", "Nowy Targu"),
}  # fmt: skip
"""Genitive, dative, accusative, instrumental, locative, vocative."""

ALSO_PEOPLE = {"Kalisz", "Konin", "Lubin", "Lublin", "Dąbrowa", "Piła", "Nysa"}
"""Cities that are family names too: inflected as such where a person's gender is given."""

LOCATIVE_ENDINGS = (
    ("st", "ście"), ("zd", "ździe"), ("sn", "śnie"), ("zn", "źnie"), ("sł", "śle"), ("zł", "źle"), ("dt", "dcie"),
    ("t", "cie"), ("d", "dzie"), ("r", "rze"), ("ł", "le"),
)  # fmt: skip
VELAR_ENDINGS = (("k", "ce"), ("g", "dze"), ("ch", "sze"), ("h", "że"))
SOFT = re.compile(r"([lj]|c|cz|sz|rz|ż|dz|dż|[kgh])$")
SOFTENED = {"ć": "ci", "ś": "si", "ź": "zi", "ń": "ni"}


def inflect(name: str, case: str, gender: str) -> str:
    """The form of a name in one case: Marka, for the genitive of Marek.

    Args:
        name: a given name, a family name, both, or a city, in the nominative.
        case: one of CASES.
        gender: "m" or "f" for people; anything else for a city. A known city that is nobody's name is inflected as
            a city whatever the gender. An unknown city is inflected like a feminine noun when it ends in -a, and
            stays as it is otherwise.

    Raises:
        ValueError: there is no such case.
    """
    if case not in CASES:
        raise ValueError(f"no such case: {case}")
    person = gender in {"m", "f"}
    city = None if person and name in ALSO_PEOPLE else _city(name, case)
    if city is not None:
        return city
    parts = re.split(r"([ -])", name)
    return "".join(_part(part, case, gender if person else "f") for part in parts)


def _part(name: str, case: str, gender: str) -> str:
    if len(name) < 2 or name.endswith(".") or not name[0].isupper():
        return name
    if name.isupper():
        return _part(name.capitalize(), case, gender).upper()
    return _feminine(name, case) if gender == "f" else _masculine(name, case)


def _city(name: str, case: str) -> str | None:
    at = CASES.index(case) - 1
    forms: tuple[str, ...] | None = CITIES_OTHER.get(name)
    if forms is None and name in CITIES_MASCULINE:
        genitive, locative = CITIES_MASCULINE[name]
        stem = genitive[:-1]
        instrumental = stem + ("iem" if stem[-1] in "kg" else "em")
        forms = (genitive, stem + "owi", name, instrumental, locative, locative)
    if forms is None and name in CITIES_PLURAL:
        stem = name[:-1] if name != "Suwałki" else "Suwałk"
        forms = (CITIES_PLURAL[name], stem + "om", name, stem + "ami", stem + "ach", name)
    if forms is None and name in CITIES_FEMININE:
        return " ".join(_city_word(word, case) for word in name.split())
    if forms is None:
        return None
    return name if at < 0 else forms[at]


def _city_word(word: str, case: str) -> str:
    if word in {"Jelenia", "Górnicza", "Stalowa"}:
        stem = word[:-1]
        return stem + {"gen": "ej", "dat": "ej", "loc": "ej", "acc": "ą", "ins": "ą"}.get(case, "a")
    return _feminine(word, case)


def _feminine(name: str, case: str) -> str:
    name = re.sub(r"(sk|ck|dzk)i$", r"\1a", name)
    if case == "nom" or not name.endswith("a"):
        return name
    if re.search(r"(sk|ck|dzk)a$", name) and name not in {"Troska", "Deska", "Laska", "Maska", "Kacka", "Wacka"}:
        return _adjective_feminine(name, case)
    return _adjective_feminine(name, case) if name in FEMININE_ADJECTIVES else _noun_in_a(name, case, "f")


def _adjective_feminine(name: str, case: str) -> str:
    stem = name[:-1]
    if case == "voc":
        return name
    if case in {"acc", "ins"}:
        return stem + "ą"
    return stem + ("iej" if stem[-1] in "kg" else "ej")


def _noun_in_a(name: str, case: str, gender: str) -> str:
    """Nouns in -a of both genders; the masculine ones in -o come here with their -a."""
    stem = name[:-1]
    diminutive = bool(re.search(r"([sc]|d?z)i$", stem)) or (stem.endswith("ni") and len(name) < 7 and name != "Ksenia")
    if case == "acc":
        return stem + "ę"
    if case == "ins":
        return stem + "ą"
    if case == "voc":
        short = len(name) <= 4 and stem[-1] in "lj"
        return stem + ("u" if gender == "f" and (diminutive or short) else "o")
    genitive = _genitive_in_a(stem, diminutive=diminutive)
    soft = re.search(r"([ljiceou]|cz|sz|rz|ż|dz)$", stem)
    return genitive if case == "gen" or soft else _softened(stem)


def _genitive_in_a(stem: str, *, diminutive: bool) -> str:
    if diminutive:
        return stem
    if stem[-1] == "j" and stem[-2:-1] in VOWELS:
        return stem[:-1] + "i"
    return stem + ("i" if stem[-1] in "kgljieou" else "y")


def _softened(stem: str) -> str:
    """A hard stem before -e: Warszaw, Warszawie; Matejk, Matejce."""
    for ending, becomes in (*VELAR_ENDINGS, *LOCATIVE_ENDINGS):
        if stem.endswith(ending):
            return stem.removesuffix(ending) + becomes
    return stem + "ie"


def _masculine(name: str, case: str) -> str:  # noqa: PLR0911 - one return for each ending
    if case == "nom":
        return name
    last = name[-1]
    if last in "iy":
        return _adjective_masculine(name, case)
    if last == "e":
        endings = {"gen": "go", "acc": "go", "dat": "mu", "ins": "m", "loc": "m"}
        return name if name.endswith("ee") else name + endings.get(case, "")
    if last == "a":
        return _noun_in_a(name, case, "m")
    if name == "Leo":
        return "Leo" if case == "voc" else _consonant("Leon", case)
    if last == "o":
        if name in MASCULINE_O or name.endswith("io"):
            return _consonant(name[:-1], case) if case != "voc" else name
        return _noun_in_a(name[:-1] + "a", case, "m")
    return name if last in VOWELS else _consonant(_stem(name), case)


def _adjective_masculine(name: str, case: str) -> str:
    if case == "voc":
        return name
    if case in {"ins", "loc"}:
        return name + "m"
    ending = "emu" if case == "dat" else "ego"
    if name in FOREIGN_Y:
        return f"{name}'{ending}"
    return (name if name[-1] == "i" else name[:-1]) + ending


def _stem(name: str) -> str:  # noqa: PLR0911 - one return for each change
    """What endings are put to: Wróbel, Wróbl; Maciek, Maćk; Łoś, Łosi."""
    if name in IRREGULAR_STEMS:
        return IRREGULAR_STEMS[name]
    if name[-1] == "x":
        return name[:-1] + "ks"
    if name[-1] in SOFTENED:
        return name[:-1] + SOFTENED[name[-1]]
    if re.search(r"ó[łgwzdrj]$", name):
        return f"{name[:-2]}o{name[-1]}"
    before = name[:-2]
    if name[-2] != "e" or not any(letter in VOWELS for letter in before.removesuffix("i")):
        return name
    if name[-1] in "kc":
        for ending, becomes in (("dzi", "dź"), ("ci", "ć"), ("si", "ś"), ("zi", "ź"), ("ni", "ń"), ("i", "")):
            if before.endswith(ending):
                return before.removesuffix(ending) + becomes + name[-1]
        return (re.sub("rz$", "r", before) if name[-1] == "c" else before) + name[-1]
    if name[-1] == "ł" or (name[-1] == "l" and before[-1] in "bdgkptz" and name not in KEPT_EL):
        return before + name[-1]
    return name


def _consonant(stem: str, case: str) -> str:
    if case in {"gen", "acc"}:
        return stem + "a"
    if case == "dat":
        return stem + "owi"
    if case == "ins":
        return stem + ("iem" if stem[-1] in "kg" else "em")
    soft = stem[-1] == "i" or (SOFT.search(stem) is not None)
    return stem + "u" if soft else _softened(stem)
