"""What stands beside a word such as `German` that makes it no word for people: languages, dishes, seas, names.

All in lower case. Cheap rules: what they do not tell apart counts as found, since it was asked for.
"""

SPEAKING = frozenset(
    """
    speak speaks spoke spoken speaking learn learns learning taught translate translated language languages
    lang locale fluent spricht spreche sprechen sprach sprachen lerne lernen sprache parle
    parlez parler parlent parlons langue habla hablo hablas hablan hablar idioma lengua parla parlo parlano
    parlare lingua spreekt spreken taal mówi mówię mówią mówić język języka języku językiem
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""Right before: a language, whatever follows."""

IN = frozenset("in into auf ins im en al le du au el del na z w het".split())  # noqa: SIM905 - as above
"""Right before: a language, unless a noun follows: `in French`, `in French hospitals`."""

NO_NOUN = frozenset(
    """
    and or but please with if when for as to then only not und oder aber bitte mit et ou mais y o e pero con
    ed ma en of maar met i lub ale proszę is was it
    """.split()  # noqa: SIM905 - as above
)

OF_LANGUAGE = frozenset(
    """
    language languages lesson lessons class classes course courses grammar vocabulary translation translations
    version speaking subtitles dictionary keyboard locale wikipedia alphabet spelling sprache unterricht
    sprachkurs langue taal idioma lingua words word verb verbs text sentence
    """.split()  # noqa: SIM905 - as above
)
"""Right behind: a language."""

NAMES = frozenset(
    """
    republic kingdom emirates federation samoa columbia airways airlines express sea ocean gulf channel isles
    virgin empire union commission parliament council court bank
    """.split()  # noqa: SIM905 - as above
)
"""Right behind and with a capital: a name of a place or of an institution."""

PHRASES = {
    "american": "football cheese dream",
    "arabian": "horse horses nights",
    "belgian": "waffle waffles chocolate",
    "brazilian": "wax nut nuts",
    "british": "summer",
    "canadian": "bacon",
    "chinese": "food takeaway cabbage checkers wall whispers room",
    "cuban": "sandwich cigar cigars",
    "danish": "pastry pastries blue",
    "dutch": "oven courage auction",
    "egyptian": "cotton",
    "english": "breakfast muffin muffins ivy horn",
    "french": "fries toast press horn kiss bread bulldog bulldogs window windows door doors braid onion dressing",
    "german": "shepherd shepherds measles",
    "greek": "yogurt yoghurt salad letter letters tragedy",
    "hungarian": "notation goulash",
    "indian": "food summer ink",
    "irish": "coffee stew whiskey setter pub",
    "italian": "food dressing restaurant",
    "japanese": "food knotweed maple",
    "korean": "food barbecue",
    "mexican": "food standoff wave",
    "norwegian": "wood",
    "persian": "cat cats rug rugs carpet carpets",
    "polish": "notation the your my our it up off nails",
    "russian": "roulette doll dolls dressing",
    "scottish": "fold",
    "spanish": "flu omelette moss",
    "swedish": "massage meatballs",
    "swiss": "cheese army roll chard knife knives",
    "thai": "food curry massage",
    "turkish": "coffee delight bath baths",
    "vietnamese": "food",
}
"""Words to those right behind them with which they say nothing of anybody."""

A_PERSON = frozenset(
    """
    a an the this that every devout practising practicing evangelical coptic orthodox young old elderly ethnic
    first any is was not
    """.split()  # noqa: SIM905 - as above
)
ALSO_NAMES = frozenset({"christian", "dane", "pole"})
"""Found only behind one of `A_PERSON`: they are names too, or poles."""

ALSO_COUNTRIES = frozenset(
    """
    argentina argentine armenia bosnia eritrea estonia filipinas georgiana giordana indiana indonesia libia
    lituania macedonia palestina palestine serbia siria cristiano cristiana
    """.split()  # noqa: SIM905 - as above
)
"""Feminine adjectives in lower case; with a capital a country, or somebody's name."""
