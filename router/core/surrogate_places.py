"""Places that are on no map, by language, and what of an address tells its language. Our own lists.

Like all words that surrogates are made of they are ASCII and everyday words of no language (see `surrogate_words`).
"""

import re

PLACES = {
    "en": "brandmere hartwick fellmarch wrenfield dravenport elmshaven oakhollow aldermont yewbridge ambermere dunmarch"
    " lowendale thornwade ashmoreton kelbrough marrowdean ostervik norholm pellbury cranwaite stonemarsh rookwater",
    "fr": "pontallier beaumarch mirefontaine clairvallon fontbrune roquemarne valdoreux saulmont chantebrise villardoux"
    " montbrisac noirepierre bellombre pierrelonde rochebrisac castelmarne vauxrive lauzemont brezolles coursaulne",
    "de": "stavenheim kleinmoor hochstett quellental rauhfels sternwald uldenberg wintermoor birkenrode falkenmoor"
    " dornwald grauenstett moosfelden rabenmoor tannwiesen vogelrode wolkenstett erlenhagen kaltenrode lindholt",
    "es": "vallorca santavera bellacosta corvendal villarmora fuenteluz montarena riomarga valdelirio alcarmora"
    " puertolira sierracana navalmira monteluna aldeaclara campoviento solvenna peralmora castromira ribaluenga",
    "it": "casalborg torrebianca castelnova novarra montalbero roccaluna vallechiara pontefino sanvarano borgomarno"
    " fontelarga collevento acquamora pratovelio castelmira torrelungo casaldoro serravento montelisco rivafredda",
    "nl": "duinhoven weststade oostermeerde waterschoten heidekamp kerkwoude molendrecht dijkhoven zuiderlo bloemstede"
    " eikenrade wilgenbroek duinwerve korenhaar meerstade rietschoten veenrade lindewolde hazerbroek zandwoude",
    "pl": "brzezowiec wierzbomir kamionowiec brzozomierz jaworzyniec olszanopol zlotomierz grabowiecko rudomysl"
    " dolinowiec slawogora stawiszcze lesnomir krasnobor topolowiec miodobor jeziernica lipnomierz wilczogora",
    "ru": "yasnogorod berezhinsk lukomorsk ozeryansk rodnikovsk tumanovsk medvedino kolyvansk zarechinsk borovitsk",
}

_STREETS = {
    "en": "street st road rd avenue ave lane ln drive dr square court close flat apt county co",
    "fr": "rue boulevard bd impasse quai chemin cours cedex bis",
    "de": "strasse straße str weg platz gasse ufer damm ring",
    "es": "calle cl avenida avda paseo plaza camino piso",
    "it": "via viale piazza corso largo vicolo",
    "nl": "straat laan plein kade gracht",
    "pl": "ulica ul aleja al plac pl osiedle os",
}
_LANGUAGE_OF = {word: language for language, words in _STREETS.items() for word in words.split()}
_ENDINGS = re.compile(
    r"(?:(?P<de>strasse|straße|str|gasse|platz|allee|damm|ufer|weg)|(?P<nl>straat|laan|plein|gracht|kade))\Z"
)
_WORD = re.compile(r"[^\W\d_]+")


def spoken(address: str) -> str:
    """The language of an address, by what its street is called; "" where nothing tells."""
    for word in _WORD.findall(address.casefold()):
        ending = _ENDINGS.search(word)
        language = _LANGUAGE_OF.get(word) or (ending.lastgroup if ending else None)
        if language:
            return language
    return ""
