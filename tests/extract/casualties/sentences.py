"""Sentences for unit tests, with marked people and casualty words, or with a parse by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from streams.extract.casualties.numbers import PersonCount, exactly
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from tests.extract.candidates import make_context

TAGS = {"NOUN": "NNS", "PROPN": "NNP", "VERB": "VBD", "NUM": "CD", "DET": "DT"}
"""The usual tag of a part of speech."""


def sentence(text: str) -> Sentence:
    """Return a sentence without a parse."""
    return make_context(text).sentence


def parsed(*rows: str) -> Sentence:
    """Return a parsed sentence, from a row for each word: word, label, head word, POS, tag.

    The head word of the root is "-". The tag may be left out.
    """
    cells = [row.split() for row in rows]
    words = [row[0] for row in cells]
    heads = tuple(at if row[2] == "-" else words.index(row[2]) for at, row in enumerate(cells))
    tags = tuple(row[4] if len(row) > 4 else TAGS.get(row[3], "X") for row in cells)
    s = sentence(" ".join(words))
    labels, pos = tuple(row[1] for row in cells), tuple(row[3] for row in cells)
    return replace(s, parse=Parse(heads, labels, pos, tags, tuple(s.lower)))


def find(s: Sentence, phrase: str) -> tuple[int, int]:
    """Return the span of words where a phrase first occurs."""
    words = phrase.split()
    starts = range(len(s) - len(words) + 1)
    start = next(at for at in starts if list(s.words[at : at + len(words)]) == words)
    return start, start + len(words)


def person(
    s: Sentence, phrase: str, number: int = 1, group: str | None = None, *, part: bool = False
) -> PersonCount:
    """Return the people that a phrase of a sentence counts; the number is its first word."""
    start, end = find(s, phrase)
    return PersonCount(start, end, exactly(number, start, start + 1), group, part)


def marked(text: str) -> tuple[Sentence, list[PersonCount], tuple[int, int]]:
    """Return a sentence, its people and the span of its casualty word.

    "[two men]": people; "{two}": people who are part of a number before; "<killed>": the word.
    """
    tokens = text.split()
    s = sentence(" ".join(token.strip("[]{}<>") for token in tokens))
    assert len(s) == len(tokens)
    people = [
        PersonCount(start, end, exactly(1, start, start + 1), None, part)
        for marks, part in (("[]", False), ("{}", True))
        for start, end in _spans(tokens, marks)
    ]
    (word,) = _spans(tokens, "<>")
    return s, sorted(people, key=lambda p: p.start), word


def _spans(tokens: Sequence[str], marks: str) -> list[tuple[int, int]]:
    starts = [at for at, token in enumerate(tokens) if marks[0] in token]
    ends = [at + 1 for at, token in enumerate(tokens) if marks[1] in token]
    return list(zip(starts, ends, strict=True))


def shown(s: Sentence, people: Iterable[PersonCount]) -> list[str]:
    """Return people as their words and the number: "two men: 2"."""
    return [f"{' '.join(s.words[p.start : p.end])}: {p.count.best}" for p in people]
