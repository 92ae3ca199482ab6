"""The recogniser of names as Presidio knows recognisers. Reads whole texts: see `router.detect.engine`."""

from presidio_analyzer import RecognizerResult

from router.detect.naming.decoding import KINDS
from router.detect.naming.recogniser import Recogniser
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
        nlp_artifacts: object = None,  # noqa: ARG002 - names need no cues
    ) -> list[RecognizerResult]:
        """Results in offsets of `text`. `entities` empty means all."""
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: self.name}
        return [
            RecognizerResult(one.kind, one.start, one.end, one.score, recognition_metadata=metadata)
            for one in self._recogniser.find(text)
            if not entities or one.kind in entities
        ]


def recognisers() -> list[NameRecogniser]:
    return [NameRecogniser()]
