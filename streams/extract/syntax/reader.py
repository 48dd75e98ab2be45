"""Parses sentences that are cut into words already, with the language pipeline."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING

from streams.extract.document.parse import Entity, Parse, Passage
from streams.extract.syntax.clearnlp import Tree
from streams.extract.syntax.labels import Labels, labels_of
from streams.extract.syntax.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

BATCH = 128
"""Sentences that the pipeline takes at once. The parser works on a quarter of them at a time, and
small groups cost it most; twice as many gain little and hold 60 MB more."""
KEPT_WORDS = 20_000
"""Words that stay in the vocabulary of the pipeline, where a known word costs nothing to read.
Later words are forgotten with their batch, so that the vocabulary does not grow without bound."""
LONGEST_RUN = 80
"""Characters of a run without a space that are read. The tokenizer takes time in the square of a
run of brackets, quotes or emoji, and no English word is as long."""
_RUN = re.compile(rf"\S{{{LONGEST_RUN + 1},}}")
_SIGNS = re.compile(r"[^\w\s]|_")
_LONG_WORD = re.compile(rf"\w{{{LONGEST_RUN + 1},}}")


class LanguageReader:
    """Parses sentences; loads the pipeline when the first one comes."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    def warm(self) -> None:
        """Load the pipeline before the first sentence comes.

        Raises:
            MissingDependency: if the pipeline is not installed.
            ConfigurationError: if it gives no tags or no dependency parse, or its labels are
                of no style that is known.
        """
        labels_of(self._name)

    def read(self, passages: Sequence[Passage]) -> Iterator[Parse]:
        """Yield one parse for each passage.

        Raises:
            MissingDependency: if the pipeline is not installed.
            ConfigurationError: as ``warm``.
        """
        waiting = iter(passages)
        while batch := list(islice(waiting, BATCH)):
            yield from self._read(batch)

    def _read(self, batch: Sequence[Passage]) -> list[Parse]:
        labels = labels_of(self._name)
        nlp = load_pipeline(self._name)
        full = len(nlp.vocab) >= KEPT_WORDS
        with nlp.memory_zone() if full else nullcontext():
            docs = nlp.pipe((without_long_runs(p.text) for p in batch), batch_size=BATCH)
            return [aligned(p, doc, labels) for p, doc in zip(batch, docs, strict=True)]


def without_long_runs(text: str) -> str:
    """Return a text of the same length in which no run is longer than ``LONGEST_RUN``.

    Signs in a long run become spaces, so that "one—two—three" falls into its words. Of a word that
    is still longer only the beginning is kept.
    """
    return text if len(text) <= LONGEST_RUN else _RUN.sub(_cut, text)


def _cut(run: re.Match[str]) -> str:
    return _LONG_WORD.sub(_beginning, _SIGNS.sub(" ", run.group()))


def _beginning(word: re.Match[str]) -> str:
    return word.group()[:LONGEST_RUN] + " " * (len(word.group()) - LONGEST_RUN)


def aligned(passage: Passage, doc: "Doc", labels: Labels) -> Parse:
    """Return the parse of a document over the passage's own words, in Universal Dependencies.

    A word of several tokens has the labels and tags of its highest token. Of several words in one
    token the first has them, and the others depend on it as ``flat``.
    """
    tree, starts = _tree(doc)
    labels.convert(tree)
    word_of = _words_of_tokens(passage, starts)
    rows = [
        _row(at, top, tree, word_of)
        for at, top in enumerate(_tops(word_of, tree.heads, len(passage.starts)))
    ]
    heads, deps, pos, tags, lemmas = zip(*rows, strict=True) if rows else ((),) * 5
    return Parse(
        _without_rings(heads), deps, pos, tags, lemmas, tuple(_entities(doc, word_of, labels))
    )


def _without_rings(heads: Sequence[int]) -> tuple[int, ...]:
    """Let one word of each ring be a root: words of several tokens may hang on each other."""
    opened = list(heads)
    for at in range(len(opened)):
        seen, above = {at}, opened[at]
        while above not in seen:
            seen.add(above)
            above = opened[above]
        opened[above] = above
    return tuple(opened)


def _tree(doc: "Doc") -> tuple[Tree, list[int]]:
    """Return the tree of a document, and where each of its tokens starts.

    It reads an array, which is four times as fast as reading each token.
    """
    table = doc.to_array(["HEAD", "DEP", "POS", "TAG", "LEMMA", "IDX"])
    offsets, deps, pos, tags, lemmas, starts = table.T.tolist()
    strings = doc.vocab.strings
    heads = [at + _signed(offset) for at, offset in enumerate(offsets)]
    return Tree(
        heads,
        _named(deps, strings),
        _named(pos, strings),
        _named(tags, strings),
        [lemma.lower() for lemma in _named(lemmas, strings)],
    ), starts


def _signed(offset: int) -> int:
    """Return the signed value of an offset from spaCy's array of unsigned numbers."""
    return offset - 2**64 if offset >= 2**63 else offset


def _named(ids: Sequence[int], strings: "StringStore") -> list[str]:
    names = {number: sys.intern(strings[number]) for number in set(ids)}
    return [names[number] for number in ids]


def _words_of_tokens(passage: Passage, starts: Sequence[int]) -> list[int]:
    """Return for each token the word that it stands in, or the one before it."""
    found, word, last = [], 0, len(passage.starts) - 1
    for start in starts:
        while word < last and start >= passage.ends[word]:
            word += 1
        found.append(word)
    return found


def _tops(word_of: Sequence[int], heads: Sequence[int], words: int) -> list[int | None]:
    """Return for each word its token that depends on none of its other tokens."""
    tops: list[int | None] = [None] * words
    for at, word in enumerate(word_of):
        best = tops[word]
        outside = heads[at] == at or word_of[heads[at]] != word
        if best is None or (outside and heads[best] != best and word_of[heads[best]] == word):
            tops[word] = at
    return tops


def _row(
    at: int, top: int | None, tree: Tree, word_of: Sequence[int]
) -> tuple[int, str, str, str, str]:
    if top is None:
        return max(0, at - 1), "flat", "X", "XX", ""
    head = word_of[tree.heads[top]]
    return head, tree.deps[top], tree.pos[top], tree.tags[top], tree.lemmas[top]


def _entities(doc: "Doc", word_of: Sequence[int], labels: Labels) -> Iterator[Entity]:
    for span in doc.ents:
        label = labels.entity(span.label_)
        if label is not None:
            yield Entity(word_of[span.start], word_of[span.end - 1] + 1, label)
