"""Words in scripts that the recogniser of names does not read: what names they hold is not known.

It reads Latin letters, and Greek and Cyrillic ones transliterated. A word is two letters of another script together,
as in `محمد`, or one Chinese character. A lone sign says nothing, as `ツ` in a smiley, and nor does one of mathematics.
"""

from itertools import islice

from router.detect.patterns import Pattern

_LETTER = r"[^\PL\p{Latin}\p{Greek}\p{Cyrillic}\p{Common}]"
"""Whatever is not known to be read, so that a script nobody thought of is not let through."""
_WORD = Pattern(rf"\p{{Han}}|{_LETTER}\pM{{0,4}}{_LETTER}")


def unread_words(text: str) -> list[int]:
    """Where the first word begins that is in a script nobody reads; empty without one."""
    if text.isascii():
        return []
    return [start for start, _ in islice(_WORD.spans(text), 1)]
