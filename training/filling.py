"""Fills the slots of frames: random names of people, places and organisations, and unlabelled numbers and links."""

import random
import re
from dataclasses import dataclass

import polish
from local_shops import SHOPS
from local_words import (
    COINED,
    FIELDS,
    FIRST_OF_BRANDS,
    KNOWN,
    LAST_OF_BRANDS,
    ORGANISATIONS,
    PARTICLES,
    REGIONS,
    STREETS,
)
from people import Origin, origins
from places import cities_of, countries_in, world_cities
from postal import Post

LOCALES = {
    "en": ("en_US", "en_GB", "en_IE", "en_AU", "en_IN", "en_CA", "en_NZ"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR", "fr_BE", "fr_CH", "fr_CA"),
    "es": ("es_ES", "es_MX", "es_AR", "es_CO", "es_CL", "es_CA"),
    "it": ("it_IT",),
    "nl": ("nl_NL", "nl_BE"),
    "pl": ("pl_PL",),
    "pt": ("pt_PT", "pt_BR"),
    "cs": ("cs_CZ", "sk_SK"),
    "sv": ("sv_SE", "no_NO", "da_DK", "fi_FI"),
}
PERSON, LOCATION, ORGANIZATION, ADDRESS = "PERSON", "LOCATION", "ORGANIZATION", "ADDRESS"


@dataclass(frozen=True)
class Person:
    given: str
    family: str
    gender: str


class Filler:
    """Names for one language. All randomness comes from `rng`."""

    def __init__(self, language: str, rng: random.Random) -> None:
        self.language = language
        self.rng = rng
        self._own = [origins()[one] for one in LOCALES[language] if one in origins()]
        self._all = list(origins().values())
        self._post = Post(language, rng)
        self._cities, people = cities_of(language)
        total, self._weights = 0.0, []
        for one in people:
            total += one**0.5
            self._weights.append(total)

    def person(self, gender: str | None = None) -> Person:
        origin = self.rng.choice(self._own if self.rng.random() < 0.62 else self._all)
        chosen = gender or self.rng.choice("mf")
        given = self._given(origin, chosen)
        return Person(given, self._family(origin, chosen), chosen)

    def _given(self, origin: Origin, gender: str) -> str:
        names = origin.male if gender == "m" else origin.female
        roll = self.rng.random()
        first = self.rng.choice(names)
        if roll < 0.07:
            return f"{first} {self.rng.choice(names)}"
        if roll < 0.10:
            return f"{first}-{self.rng.choice(names)}"
        if roll < 0.13:
            return f"{first} {self.rng.choice('ABCDEFGHJKLMNPRSTW')}."
        return first

    def _family(self, origin: Origin, gender: str) -> str:
        names = origin.family if gender == "m" else origin.family_female
        name = self._coined() if self.rng.random() < 0.15 else self.rng.choice(names)
        roll = self.rng.random()
        if self.language in ("es", "pt") and roll < 0.45:
            return f"{name} {self.rng.choice(names)}"
        if roll < 0.06:
            return f"{name}-{self.rng.choice(names)}"
        if roll < (0.30 if self.language == "nl" else 0.12) and " " not in name and PARTICLES[self.language]:
            return self._with_particle(name)
        return name

    def _with_particle(self, name: str) -> str:
        particle = self.rng.choice(PARTICLES[self.language].split(","))
        glue = (
            ""
            if particle.endswith(("'", "c", "z")) and not particle.endswith("in 't") and particle != "van 't"
            else " "
        )
        return f"{particle}{glue}{name}"

    def _coined(self) -> str:
        heads, tails = COINED.get(self.language) or COINED[self.rng.choice(sorted(COINED))]
        return self.rng.choice(heads.split(",")) + self.rng.choice(tails.split(","))

    def city(self) -> str:
        if self.rng.random() < 0.2:
            return self.rng.choice(world_cities())
        return self.rng.choices(self._cities, cum_weights=self._weights)[0]

    def brand(self) -> str:
        return self.rng.choice(FIRST_OF_BRANDS.split(",")) + self.rng.choice(LAST_OF_BRANDS.split(","))

    def organisation(self) -> str:
        if self.rng.random() < 0.22:
            return self.rng.choice(KNOWN)
        table = self.language if self.language in ORGANISATIONS else self.rng.choice(sorted(ORGANISATIONS))
        if self.rng.random() < 0.3:
            return self._shop(table)
        pattern = self.rng.choice(ORGANISATIONS[table].split("|"))
        return re.sub(r"\{(\w)\}", lambda slot: self._part(slot[1], table), pattern)

    def _shop(self, table: str) -> str:
        words = SHOPS[table]
        pattern = self.rng.choice(words[""].split("|"))
        return re.sub(
            r"\{(\w)\}",
            lambda slot: self.rng.choice(words[slot[1]].split(",")) if slot[1] in words else self._part(slot[1], table),
            pattern,
        )

    def _part(self, slot: str, table: str) -> str:  # noqa: PLR0911 - one line a slot
        match slot:
            case "L":
                return self.person().family
            case "C":
                return self.city()
            case "B":
                return self.brand()
            case "K":
                return self.rng.choice(FIELDS[table].split(","))
            case "X":
                return "".join(self.rng.choices("ABCDEFGHIKLMNOPRSTUVWZ", k=self.rng.randint(2, 5)))
            case "n":
                return str(self.rng.randint(1, 199))
            case "m":
                return str(self.rng.randint(1, 40))
            case _:
                raise ValueError(slot)

    def street(self) -> str:
        if self.rng.random() < 0.6:
            return self._post.street()
        table = self.language if self.language in STREETS else self.rng.choice(sorted(STREETS))
        return re.sub(r"\{(\w)\}", lambda slot: self._part(slot[1], table), self.rng.choice(STREETS[table].split("|")))

    def slot(self, name: str, modifiers: tuple[str, ...] = ()) -> tuple[str, str | None]:  # noqa: C901, PLR0911, PLR0912 - one line a slot
        """Text for a slot, and its label or None."""
        gender = next((one for one in modifiers if one in "mf"), None)
        case = next((one for one in modifiers if len(one) == 3), "nom")
        rng = self.rng
        match name:
            case "FULL" | "FIRST" | "LAST" | "INITIAL" | "REVERSED":
                return self._person_as(name, self._inflected(self.person(gender), case)), PERSON
            case "CITY":
                return self._declined(self.city(), case), LOCATION
            case "COUNTRY":
                return rng.choice(countries_in(self.language)), LOCATION
            case "REGION":
                return rng.choice(REGIONS.get(self.language, REGIONS["en"]).split(",")), LOCATION
            case "STREET":
                return self.street(), ADDRESS
            case "ADDRESS":
                return self._post.address(lines="lines" in modifiers), ADDRESS
            case "ORG":
                return self.organisation(), ORGANIZATION
            case "POSTCODE":
                return rng.choice(("{:05d}", "{:04d}", "{:02d}-{:03d}", "{:04d} AB")).format(
                    rng.randint(1000, 99999), rng.randint(0, 999)
                ), None
            case "NUM":
                return str(rng.choice((rng.randint(1, 12), rng.randint(1, 300), rng.randint(1000, 99999)))), None
            case "DATE":
                return self._date(), None
            case "TIME":
                return f"{rng.randint(0, 23)}{rng.choice(':.')}{rng.randint(0, 59):02d}", None
            case "EMAIL":
                box, host = rng.choice(("info", "kontakt", "support", "x.y")), self.brand().lower()
                return f"{box}@{host}.{rng.choice(_DOMAINS)}", None
            case "PHONE":
                return f"+{rng.randint(30, 49)} {rng.randint(100, 999)} {rng.randint(100000, 9999999)}", None
            case "ID":
                return rng.choice(("{a}-{n}", "{n}", "{a}{n}", "#{n}", "{a}_{n}")).format(
                    a="".join(rng.choices("ABCDEFGHKLMPRSTX", k=rng.randint(2, 4))), n=rng.randint(100, 9999999)
                ), None
            case "MONEY":
                return rng.choice(("{} €", "EUR {}", "{},00 €", "${}", "{} zł", "CHF {}")).format(
                    rng.randint(5, 99999)
                ), None
            case "URL":
                host = f"{rng.choice(('www.', 'docs.', ''))}{self.brand().lower()}.{rng.choice(_DOMAINS)}"
                return f"https://{host}{rng.choice(_PATHS)}", None
            case "USERNAME":
                return f"{self.brand().lower()}{rng.randint(1, 99)}", None
            case _:
                raise ValueError(name)

    def _inflected(self, person: Person, case: str) -> Person:
        if self.language != "pl" or case == "nom":
            return person
        given = " ".join(polish.inflect(part, case, person.gender) for part in person.given.split(" "))
        family = " ".join(polish.inflect(part, case, person.gender) for part in person.family.split(" "))
        return Person(given, family, person.gender)

    def _declined(self, city: str, case: str) -> str:
        if self.language != "pl" or case == "nom":
            return city
        return polish.inflect(city, case, "")

    def _person_as(self, slot: str, person: Person) -> str:
        match slot:
            case "FULL":
                return f"{person.given} {person.family}"
            case "FIRST":
                return person.given.split(" ")[0]
            case "LAST":
                return person.family
            case "INITIAL":
                initial = f"{person.given[0]}."
                return self.rng.choice(
                    (
                        f"{initial} {person.family}",
                        f"{person.family}, {initial}",
                        f"{initial}{self.rng.choice('ABCDEM')}. {person.family}",
                    )
                )
            case _:
                last = person.family.upper() if self.rng.random() < 0.3 else person.family
                return f"{last}{self.rng.choice((', ', ' '))}{person.given}"

    def _date(self) -> str:
        rng = self.rng
        year, month, day = rng.randint(1950, 2027), rng.randint(1, 12), rng.randint(1, 28)
        return rng.choice(
            (
                f"{year}-{month:02d}-{day:02d}",
                f"{day}.{month}.{year}",
                f"{day:02d}/{month:02d}/{year}",
                f"{day}.{month}.",
            )
        )


_DOMAINS = ("com", "eu", "org", "io")
_PATHS = ("/api", "/help", "/v2/items", "/login", "")
