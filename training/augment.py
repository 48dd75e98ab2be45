"""Variants of training documents: what the text would look like in other hands."""

import random
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from training.grammar import place
from training.wordlists import pairs

FIELDS: list[int | str] = [
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "HEAD",
    "DEP",
    "SENT_START",
    "ENT_IOB",
    "ENT_TYPE",
]
LOWER, UPPER, CURLY = 0.04, 0.06, 0.2
"""Upper bounds of a draw in 0..1 below which a document is lower-cased, upper-cased, requoted."""


def vary(doc: Doc, rng: random.Random) -> Doc:
    """Return the document, or by chance one in lower case, upper case or with curly quotes."""
    draw = rng.random()
    if draw < LOWER:
        return _respelt(doc, [token.lower_ for token in doc])
    if draw < UPPER:
        return _respelt(doc, [token.text.upper() for token in doc])
    if draw < CURLY:
        return _respelt(doc, [_curly(token.text, token.tag_) for token in doc])
    return doc


def _curly(text: str, tag: str) -> str:
    if tag == "``":
        return {"'": "\u2018", '"': "\u201c"}.get(text, text)
    return pairs("quotes.json").get(text, text)


def _respelt(doc: Doc, words: list[str]) -> Doc:
    """Return a document of other words with the same annotation."""
    other = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    values: Any = doc.to_array(FIELDS)
    return other.from_array(FIELDS, values)


def move(doc: Doc, rng: random.Random, nlp: Language, share: float) -> Doc:
    """Return a ``share`` of documents with other cities in the place slots; only names are kept."""
    if not doc.ents or rng.random() >= share:
        return doc
    parts: list[tuple[str, bool, str]] = []
    ends = {ent.start: ent.end for ent in doc.ents if ent.label_ == "GPE"}
    index = 0
    while index < len(doc):
        end = ends.get(index, index + 1)
        space = bool(doc[end - 1].whitespace_)
        if index in ends:
            parts.extend(_name(nlp.make_doc(place(rng)), space=space))
        else:
            parts.append((doc[index].text, space, _mark(doc, index)))
        index = end
    words, spaces, marks = (list(column) for column in zip(*parts, strict=True))
    return Doc(doc.vocab, words=words, spaces=spaces, ents=marks)


def _name(name: Doc, *, space: bool) -> list[tuple[str, bool, str]]:
    return [
        (
            part.text,
            bool(part.whitespace_) if part.i + 1 < len(name) else space,
            "I-GPE" if part.i else "B-GPE",
        )
        for part in name
    ]


def _mark(doc: Doc, index: int) -> str:
    """Return the IOB mark of a word; empty where the annotation leaves it open."""
    token = doc[index]
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else token.ent_iob_
