"""Our recognisers as Presidio knows recognisers, so that Presidio's engine, evaluators and registries can run them.

This is the only module of the router that imports Presidio, and only worker processes import this one: it brings
spaCy, and a hundred megabytes, along.
"""

from presidio_analyzer import EntityRecognizer, RecognizerResult

from router.detect.folding import fold
from router.detect.identifiers import FAMILIES, cue_finder
from router.detect.identifiers.family import Family
from router.detect.page import Page


class WholeText(EntityRecognizer):  # type: ignore[misc]  # Presidio is read without types
    """A recogniser that wants a text whole, not in chunks: it cuts it itself, or its values can be long."""


class Recogniser(EntityRecognizer):  # type: ignore[misc]  # Presidio is read without types
    """One family. Given a `Page` in place of NLP artifacts it shares that page's cues; else it reads the bare text."""

    def __init__(self, family: Family) -> None:
        self.family = family
        super().__init__(supported_entities=[family.kind], name=family.name, supported_language="en")

    def load(self) -> None:
        """Nothing to load: patterns are compiled with their modules."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: object = None) -> list[RecognizerResult]:
        """Results in offsets of `text`. `entities` empty means all."""
        if entities and self.family.kind not in entities:
            return []
        if isinstance(nlp_artifacts, Page):
            return [self._result(*hit) for hit in self.family.find(nlp_artifacts)]
        shadow = fold(text)
        hits = self.family.find(Page(shadow.text, cue_finder()))
        return [self._result(*shadow.span(hit.start, hit.end), hit.score) for hit in hits]

    def _result(self, start: int, end: int, score: float) -> RecognizerResult:
        metadata = {RecognizerResult.RECOGNIZER_NAME_KEY: self.name}
        return RecognizerResult(self.family.kind, start, end, score, recognition_metadata=metadata)


def recognisers() -> list[Recogniser]:
    return [Recogniser(family) for family in FAMILIES]
