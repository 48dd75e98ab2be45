"""The language pipeline: tokens, sentences, tags, parse and names, on spaCy.

A trained pipeline ships in ``model/``; any installed spaCy pipeline can take its place.
"""

from streams.language.pipeline import PACKAGED, load_pipeline

__all__ = ["PACKAGED", "load_pipeline"]
