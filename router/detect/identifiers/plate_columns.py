r"""Licence plates in the columns of tables, told by the head: `targa;intestatario\nFX 381 ND;Rocco\n`."""

from collections.abc import Iterator

from router.detect.identifiers import tables
from router.detect.identifiers.license_plates import is_whole_plate

_HEADS = (
    r"targa|targhe|kennzeichen|kennz\.?|kontrollschild|nummernschild|matrícula|matricula|placa|immatriculation|immat\.?"
    r"|plaque(?: d'immatriculation)?|kenteken|kentekenplaat|nummerplaat|(?:nr|numer)[ _.]{0,2}rejestracyjny"
    r"|nr[ _.]{0,2}rej\.?|rejestracja|tablica|(?:license|licence|number|reg)?[ _-]?plate|vrm|registreringsnummer"
    r"|regnr|nummerplade|rekisteritunnus|rekisterinumero|spz|rendszám"
)
_LONGEST = 16


def _plates(cell: str) -> Iterator[tuple[int, int]]:
    start, end = tables.content(cell)
    if end - start <= _LONGEST and is_whole_plate(cell[start:end]):
        yield start, end


FAMILY = tables.column("LICENSE_PLATE", "plate_column", tables.heading(_HEADS), _plates)
