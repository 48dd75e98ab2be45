"""The language pipeline: tokens, sentences, tags, parse and names, on spaCy.

A trained pipeline ships in ``model/``; any installed spaCy pipeline can take its place.
"""

from streams.language.parse import Entity, Parse
from streams.language.pipeline import PACKAGED, load_pipeline
from streams.language.reader import LanguageReader, Passage

__all__ = ["PACKAGED", "Entity", "LanguageReader", "Parse", "Passage", "load_pipeline"]
