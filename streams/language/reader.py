"""Runs the language pipeline over sentences that are cut into words already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.language.parse import Entity, Parse
from streams.language.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BATCH = 64
"""Sentences that the pipeline takes at once; more gain nothing and hold more memory."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of a sentence, and where each of its words starts and ends in that text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


class LanguageReader:
    """Parses sentences; loads the pipeline when the first one comes."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    def read(self, passages: Sequence[Passage]) -> Iterator[Parse]:
        """Yield one parse for each passage.

        Raises:
            MissingDependency: if the pipeline is not installed.
        """
        if not passages:
            return
        nlp = load_pipeline(self._name)
        docs: Iterable[Doc] = nlp.pipe((p.text for p in passages), batch_size=BATCH)
        for passage, doc in zip(passages, docs, strict=True):
            yield aligned(passage, doc)


def aligned(passage: Passage, doc: Doc) -> Parse:
    """Return the parse of a document over the passage's own words.

    A word of several tokens takes what its highest token says; of several words in one token
    the first takes it, and the others hang on it as ``flat``.
    """
    word_of = _words_of_tokens(passage, doc)
    tops = _tops(word_of, doc, len(passage.starts))
    rows = [_row(at, top, word_of) for at, top in enumerate(tops)]
    return Parse(
        heads=tuple(row[0] for row in rows),
        deps=tuple(row[1] for row in rows),
        pos=tuple(row[2] for row in rows),
        tags=tuple(row[3] for row in rows),
        lemmas=tuple(row[4] for row in rows),
        entities=tuple(_entities(doc, word_of)),
    )


def _words_of_tokens(passage: Passage, doc: Doc) -> list[int]:
    """Return for each token the word that it stands in (or the one before it)."""
    found, word, last = [], 0, len(passage.starts) - 1
    for token in doc:
        while word < last and token.idx >= passage.ends[word]:
            word += 1
        found.append(word)
    return found


def _tops(word_of: Sequence[int], doc: Doc, words: int) -> list[Token | None]:
    tops: list[Token | None] = [None] * words
    for token, word in zip(doc, word_of, strict=True):
        outside = token.head.i == token.i or word_of[token.head.i] != word
        held = tops[word]
        if held is None or (outside and word_of[held.head.i] == word and held.head.i != held.i):
            tops[word] = token
    return tops


def _row(at: int, top: Token | None, word_of: Sequence[int]) -> tuple[int, str, str, str, str]:
    if top is None:
        return max(0, at - 1), "flat", "X", "XX", ""
    return word_of[top.head.i], top.dep_, top.pos_, top.tag_, top.lemma_.lower()


def _entities(doc: Doc, word_of: Sequence[int]) -> Iterator[Entity]:
    for span in doc.ents:
        yield Entity(word_of[span.start], word_of[span.end - 1] + 1, span.label_)
