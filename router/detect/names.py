"""The port for names of people, places and organisations, and for any recogniser beyond the built-in identifiers.

A recogniser is any `presidio_analyzer.EntityRecognizer`: `supported_entities` (kinds of `router.core.types.KINDS`),
`load()`, and `analyze(text, entities, nlp_artifacts) -> list[RecognizerResult]`, linear in the text, which it gets in
chunks of at most `chunks.SIZE` characters. It is named `module:callable`; the callable takes nothing and returns a list
of recognisers. The module is imported in the parent of the workers, the callable called in each worker, so models that
start threads are made after the fork.

What stands on lines that a further reading of a text did not change is not read again by recognisers of whole texts.
"""

NAMED: tuple[str, ...] = ("router.detect.naming.presidio:recognisers",)
"""`module:callable` of each recogniser that ships besides the identifiers."""
