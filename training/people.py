"""Names of people of many origins, by language: lists of faker, mimesis and the United States census.

`Origin` is a locale's given names (male, female) and family names (male, female where they differ). Only names in Latin
script are taken.
"""

import importlib
import importlib.resources
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import mimesis
import names
from faker.config import AVAILABLE_LOCALES

from router.detect.naming.features import folded

_NAME = re.compile(r"[^\W\d_]+(?:['\u2019 -][^\W\d_]+)*\.?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-\u1eff'\u2019 .-]+")


@dataclass(frozen=True)
class Origin:
    locale: str
    male: tuple[str, ...]
    female: tuple[str, ...]
    family: tuple[str, ...]
    family_female: tuple[str, ...]


@cache
def origins() -> dict[str, Origin]:
    """Locale (`de_DE`) to its names, where at least 20 given and 20 family names are in Latin script."""
    found: dict[str, dict[str, set[str]]] = {}
    for locale in AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            continue
        _add(found.setdefault(locale, {}), _of_faker(provider))
    data = Path(mimesis.__file__).parent / "datasets"
    for path in sorted(data.glob("*/person.json")):
        code = path.parent.name
        locale = _LOCALES.get(code, code.replace("-", "_") if "-" in code else f"{code}_{code.upper()}")
        _add(found.setdefault(locale, {}), _of_mimesis(json.loads(path.read_text(encoding="utf-8"))))
    found.setdefault("en_US", {}).setdefault("family", set()).update(census("all.last")[:12000])
    made = {locale: _origin(locale, lists) for locale, lists in found.items()}
    return {
        one: origin
        for one, origin in made.items()
        if min(len(origin.male), len(origin.female), len(origin.family)) >= 20
    }


_LOCALES = {
    "en": "en_US",
    "cs": "cs_CZ",
    "da": "da_DK",
    "el": "el_GR",
    "et": "et_EE",
    "sv": "sv_SE",
    "ja": "ja_JP",
    "ko": "ko_KR",
    "uk": "uk_UA",
    "zh": "zh_CN",
    "fa": "fa_IR",
    "kk": "kk_KZ",
    "de-at": "de_AT",
    "de-ch": "de_CH",
    "en-au": "en_AU",
    "en-ca": "en_CA",
    "en-gb": "en_GB",
    "es-mx": "es_MX",
    "nl-be": "nl_BE",
    "pt-br": "pt_BR",
    "no": "no_NO",
    "pt": "pt_PT",
}


def _add(into: dict[str, set[str]], lists: dict[str, Iterable[str]]) -> None:
    for kind, values in lists.items():
        into.setdefault(kind, set()).update(one.strip() for one in values if _is_name(one))


def _is_name(value: object) -> bool:
    return (
        isinstance(value, str)
        and bool(_LATIN.fullmatch(value))
        and bool(_NAME.fullmatch(value))
        and 2 <= len(value) <= 30
    )


def _of_faker(provider: type) -> dict[str, Iterable[str]]:
    def all_of(*attributes: str) -> list[str]:
        return [one for name in attributes for one in _listed(getattr(provider, name, ()))]

    return {
        "male": all_of("first_names_male", "first_name_male", "first_male_names"),
        "female": all_of("first_names_female", "first_name_female", "first_female_names"),
        "any": all_of("first_names", "first_names_nonbinary"),
        "family": all_of("last_names", "last_names_male", "last_names_masculine"),
        "family_female": all_of("last_names_female", "last_names_feminine"),
    }


def _of_mimesis(data: dict[str, Any]) -> dict[str, Iterable[str]]:
    def by_gender(key: str) -> tuple[list[str], list[str]]:
        values = data.get(key, [])
        if isinstance(values, dict):
            return list(values.get("male", [])), list(values.get("female", []))
        return list(values), []

    first = data.get("names", {})
    male, female = (first.get("male", []), first.get("female", [])) if isinstance(first, dict) else ([], [])
    family, family_female = by_gender("surnames")
    return {"male": male, "female": female, "family": family, "family_female": family_female}


def _origin(locale: str, lists: dict[str, set[str]]) -> Origin:
    def of(kind: str) -> tuple[str, ...]:
        return tuple(sorted(lists.get(kind, set())))

    male, female = of("male") or of("any"), of("female") or of("any")
    family = of("family")
    return Origin(locale, male, female, family or of("family_female"), of("family_female") or family)


def census(which: str) -> list[str]:
    """`all.last`, `male.first` or `female.first`: names by falling frequency, in title case."""
    path = importlib.resources.files(names) / f"dist.{which}"
    return [line.split()[0].capitalize() for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def given_names() -> Counter[str]:
    """Folded given name to the number of lists that have it."""
    found: Counter[str] = Counter()
    for origin in origins().values():
        for name in {*origin.male, *origin.female}:
            found.update({folded(part) for part in re.split("[ -]", name) if len(part) > 1})
    found.update(folded(one) for one in census("male.first") + census("female.first"))
    return found


@cache
def family_names() -> Counter[str]:
    """Folded family name to the number of lists that have it; the first 5,000 of the census count twice."""
    found: Counter[str] = Counter()
    for origin in origins().values():
        for name in {*origin.family, *origin.family_female}:
            found.update({folded(part) for part in re.split("[ -]", name) if len(part) > 2})
    last = census("all.last")
    found.update(folded(one) for one in last[:40000])
    found.update(folded(one) for one in last[:5000])
    return found


def _listed(value: object) -> Iterable[str]:
    return value if isinstance(value, (list, tuple, dict, set)) else ()
