"""The recogniser of names as Presidio knows recognisers. Reads whole texts: see `router.detect.engine`."""

from functools import partial

from presidio_analyzer import RecognizerResult

from router.detect.identifiers.special.families import FAMILIES
from router.detect.naming.decoding import KINDS
from router.detect.naming.recogniser import Recogniser
from router.detect.page import Page
from router.detect.presidio import WholeText


class NameRecogniser(WholeText):
    """Persons, places, organisations. Presidio calls `load` as one is made: each worker opens the model for itself."""

    _recogniser: Recogniser

    def __init__(self) -> None:
        super().__init__(supported_entities=list(KINDS), name="names", supported_language="en")

    def load(self) -> None:
        self._recogniser = Recogniser()

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: object = None,
    ) -> list[RecognizerResult]:
        """Results in offsets of `text`. `entities` empty means all."""
        special = partial(_special, nlp_artifacts) if isinstance(nlp_artifacts, Page) else tuple
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: self.name}
        return [
            RecognizerResult(one.kind, one.start, one.end, one.score, recognition_metadata=metadata)
            for one in self._recogniser.find(text, special)
            if not entities or one.kind in entities
        ]


def _special(page: Page) -> list[tuple[int, int]]:
    """Where special categories stand: beside them a doubtful name is taken."""
    return sorted((hit.start, hit.end) for family in FAMILIES for hit in family.find(page))


def recognisers() -> list[NameRecogniser]:
    return [NameRecogniser()]
