"""The walk of one request: `walk` has the order, `facting` states the facts, `trial` and `answering` one attempt."""

from router.pipeline.surroundings import LARGE, Engine, Foresight, Head, Surroundings, receipt_of
from router.pipeline.walk import Walk

__all__ = ["LARGE", "Engine", "Foresight", "Head", "Surroundings", "Walk", "receipt_of"]
