"""The recogniser of names as Presidio knows recognisers. Reads whole texts: see `router.detect.engine`."""

from presidio_analyzer import RecognizerResult

from router.detect.naming.decoding import KINDS
from router.detect.naming.recogniser import Recogniser
from router.detect.presidio import WholeText


class NameRecogniser(WholeText):
    """Persons, places, organisations. `load` opens the model, so that each worker has its own."""

    def __init__(self) -> None:
        self._recogniser: Recogniser | None = None
        super().__init__(supported_entities=list(KINDS), name="names", supported_language="en")

    def load(self) -> None:
        self._recogniser = Recogniser()

    def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> list[RecognizerResult]:  # noqa: ARG002 - names need no cues
        """Results in offsets of `text`. `entities` empty means all."""
        if self._recogniser is None:
            self.load()
        found = self._recogniser.find(text) if self._recogniser else ()
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: self.name}
        return [
            RecognizerResult(one.kind, one.start, one.end, one.score, recognition_metadata=metadata)
            for one in found
            if not entities or one.kind in entities
        ]


def recognisers() -> list[NameRecogniser]:
    return [NameRecogniser()]
