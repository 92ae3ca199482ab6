"""Presidio without a model of names: its default recognisers for English over a blank spaCy pipeline."""

import logging
from collections.abc import Callable
from typing import Any

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine


def analyzer() -> Callable[[str], list[Any]]:
    """Warmed up, and kept from fetching the public suffix list."""
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    nlp = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "blank"}])
    nlp.nlp = {"en": spacy.blank("en")}
    vars(tldextract)["extract"] = tldextract.TLDExtract(suffix_list_urls=())
    engine = AnalyzerEngine(nlp_engine=nlp)
    engine.analyze("ann@example.com +49 30 123456", "en")
    return lambda text: engine.analyze(text, "en")
