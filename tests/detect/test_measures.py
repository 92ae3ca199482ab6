"""Vital signs are no addresses; what only begins as they do still is."""

import pytest

from router.detect.engine import build
from router.detect.measures import is_measure
from router.detect.names import NAMED


@pytest.mark.parametrize(
    "written",
    ["RR 145/90", "RR 120/80 mmHg", "BP: 130/85", "TA 130/80", "HR 82/min", "SpO2 97 %", "GCS 15", "RR 110/70,"],
)
def test_a_vital_sign_is_a_measure_under_every_kind_that_a_reader_gives_it(written: str) -> None:
    for kind in ("ADDRESS", "PERSON", "ORGANIZATION", "LOCATION"):
        assert is_measure(kind, written)
    assert not is_measure("NATIONAL_ID", written)
    assert not is_measure("LICENSE_PLATE", written)


@pytest.mark.parametrize(
    "written", ["RR 1, 12345 Ort", "PA Hauptstr. 12", "HR Müller", "Ringweg 145/90", "TA 130/80 Bonn", ""]
)
def test_a_place_that_begins_like_one_is_none(written: str) -> None:
    assert not is_measure("ADDRESS", written)


@pytest.mark.parametrize(
    "text", ["Pacjent od wczoraj słaby. RR 150/95, tętno 88, temp. 37,2", "Patient stabil, RR 135/85, Puls 72, AF 16"]
)
def test_a_prompt_with_vital_signs_alone_is_not_touched(text: str) -> None:
    assert [one for one in build(NAMED).scan(text) if one.kind in {"ADDRESS", "PERSON"}] == []
