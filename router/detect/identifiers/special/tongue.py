"""What one language brings along to tell that something is said of a person.

All but `terms` and `no_names` are alternatives of a pattern, written in lower case and read in any.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Forms = Mapping[str, str]
"""Form to terms, parted by commas, in the syntax of `router.detect.cues`.

`noun`: what one has or suffers from. `state`: what one is. `group`: what one belongs to, joins, votes for. `act`: what
one does or undergoes, verb included. `sure`: tied to a person by its own words. `flag`: also a field that is set.
`measured`: a field that holds a percentage or a
blood group. `dropped`: verb included, behind a person, or at the beginning of a sentence whose subject is left out.
`value`: only as the value of a form's field. `field`: the names of such fields. `coded`: fields that hold a code of
ICD-10. `charted`: patients, whose name a code of ICD-10 follows. `named`: unions, with a capital. `adjective`: what one
is, before a person of somebody's only.
"""


@dataclass(frozen=True, slots=True)
class Tongue:
    code: str
    terms: Mapping[str, Forms]
    """By kind."""
    who: str
    """A single person: pronouns, kin, roles."""
    have: str
    """Verbs whose object is what one has, right behind the person."""
    suffer: str
    """Phrases that tie a noun to a person some words before: `diagnosed with`."""
    own: str
    """Possessives right before a noun."""
    be: str
    join: str
    """`member of`, `votes for`, some words behind a person."""
    fill: str
    """Words that may stand between any of these and the term."""
    hedge: str
    """What makes a sentence one about nobody when it stands right before the person: `if you have asthma`."""
    no_names: str
    """Words that begin sentences with a capital letter and are no names, in lower case, parted by spaces."""
    solo_have: str = ""
    """Verbs that carry their person with them: `tengo`, `choruję na`."""
    solo_be: str = ""
    solo_join: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    """More that may stand right before terms of a form."""
    within: str = ""
    """Verb and preposition before the name of a union one is in: `is with`, `zit bij`."""
    member: str = ""
    """What is said behind such a name: `UNISON member`, `FNV-lid`."""
    kin: str = ""
    """Persons of somebody's that stand behind what they are: `my Muslim colleague`."""
    last: str = ""
    """Verbs that come behind the term where the language puts them there: `weil sie Krebs hat`."""
    last_be: str = ""
    """The same, behind what one is alone: `weil er schwul ist`."""
    openers: str = ""
    """Words that may stand before the verb of a sentence without subject: `y está embarazada`."""
    tails: str = ""
    """What follows a term that is then another thing: `cancer research`."""
