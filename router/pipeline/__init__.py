"""The walk of one request: `walk` has the order, `facting` states the facts, `answering` reads a provider's answer."""

from router.pipeline.surroundings import LARGE, Engine, Foresight, Head, Surroundings
from router.pipeline.walk import Walk

__all__ = ["LARGE", "Engine", "Foresight", "Head", "Surroundings", "Walk"]
