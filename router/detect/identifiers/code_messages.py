"""Codes beside a warning of passing them on: `Kod: 664120. Nie udostępniaj go nikomu`.

A code alone can be an error, an article, a place. The warning beside it says that it opens something.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_WARNINGS = (
    *("do not share", "don't share", "never share", "do not give this code", "do not forward", "nicht weitergeben"),
    *("geben sie ihn nicht weiter", "geben sie diesen code", "nicht an dritte weiter", "teile ihn nicht"),
    *("teilen sie ihn nicht", "mit niemandem teilen", "ne le communiquez", "ne communiquez pas", "ne le partagez"),
    *("ne partagez pas", "ne le transmettez", "no lo compartas", "no lo comparta", "no compartas", "no comparta"),
    *("no lo facilite", "non condividere", "non condividerlo", "non comunicare", "non comunicarlo", "deel deze code"),
    *("deel hem met niemand", "deel deze nooit", "geef deze code nooit", "nie udostępniaj", "nie udostepniaj"),
    *("nie podawaj", "nie przekazuj", "não partilhe", "não compartilhe"),
)
_CODE = re.compile(
    r"(?<!\w)(?<!error )(?<!http )(?<!status )(?<!exit )(?<!return )(?<!zip )(?<!country )(?<!fehler)"
    r"(?:[^\W\d_]{0,16}code|codice|código|kod|otp|tan|pin|hasło)(?!\w)"
    r"[^\n\d]{0,30}?(?<![\d.,/-])"
    r"(\d{4,8}|\d{3}[ -]\d{3})(?![\w/-]|[.,:]\d)",
    re.IGNORECASE,
)
_OTHER_THING = re.compile(
    r"\s+(?:the|your|any|le|la|les|el|los|il|de|den|die|das|this|that|ce|este|questo|dit|tego)\s+"
    r"(?!code|codice|código|kod|otp|pin|tan)\w",
    re.IGNORECASE,
)
"""`Do not share the log.`"""
_AHEAD = 160
_SCORE = 0.75


def find(page: Page) -> Iterator[Hit]:
    """The last code ahead of the warning."""
    if page.digits < 4:  # noqa: PLR2004 - the shortest code
        return
    for start, end in page.cues("code_warning"):
        codes = list(_CODE.finditer(page.text, max(0, start - _AHEAD), start))
        if codes and not _OTHER_THING.match(page.text, end):
            yield Hit(*codes[-1].span(1), _SCORE)


FAMILY = Family("SECRET", "code_message", find, cues={"code_warning": _WARNINGS})
