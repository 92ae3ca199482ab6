"""Vital signs, which look like a street and its number: `RR 145/90`, `BP: 120/80 mmHg`, `TA 130/80`, `HR 82/min`.

A name's reader takes them for addresses or people; they name nobody, and a prompt of a clinic is full of them.
"""

import re

_SIGN = (
    r"(?:RR|NIBP|BP|TA|PA|BD|HR|HF|FC|AF|SpO2|SaO2|GCS|BMI|AS|(?i:puls|pouls|pulso|polso|hartslag|tętno|temp|temperatura"
    r"|temperatur|température|pulse))"
    r"\.?[ :=]{0,3}\d{1,3}(?:[.,]\d)?(?:/(?:\d{1,3}|min))?(?: ?(?:mm ?Hg|bpm|/min|%|°C))?"
)
_SIGNS = re.compile(rf"{_SIGN}(?:[ ,;]{{1,2}}{_SIGN}){{0,5}}[ ,;]{{0,2}}")
"""Abbreviations as clinics in Europe write them: blood pressure, pulse, breathing, oxygen, coma scale."""
_TAKEN_FOR = frozenset({"ADDRESS", "PERSON", "ORGANIZATION", "LOCATION"})


def is_measure(kind: str, written: str) -> bool:
    """What was found as `kind` is a vital sign and nothing else."""
    return kind in _TAKEN_FOR and _SIGNS.fullmatch(written) is not None
