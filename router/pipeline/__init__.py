"""The walk of one request: `walk` has the order, `facting` states the facts, `answering` reads a provider's answer."""

from router.pipeline.surroundings import Engine, Foresight, Head, Surroundings, off_loop
from router.pipeline.walk import Walk

__all__ = ["Engine", "Foresight", "Head", "Surroundings", "Walk", "off_loop"]
