"""Segments to sentences: full stops of abbreviations and quotes inside are no ends."""

import re
from collections.abc import Iterable, Iterator

from streams.extract.lexicon import words
from streams.extract.text import Segment, Sentence, normal, split_words

_END = re.compile(r"[.!?…]+[\"”\u2019')\]]{0,3}(?=\s|(?<=[a-z]{2}\.)[A-Z][a-z])")
_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")

MAX_WORDS = 250
"""Longest sentence in words; what runs on is cut, so that no later step sees more."""


class Splitter:
    """Cuts segments into sentences."""

    def __init__(self) -> None:
        self._abbreviations = words("abbreviations.txt")

    def split(self, text: str, segments: Iterable[Segment]) -> list[Sentence]:
        """Return all sentences in text order, numbered from 0."""
        found: list[Sentence] = []
        for segment in segments:
            dateline = segment.dateline
            for start, end in self._spans(text, segment.start, segment.end):
                for piece in _sentences(text, start, end, segment):
                    piece.index, piece.dateline = len(found), dateline
                    dateline = None
                    found.append(piece)
        return found

    def _spans(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for match in _END.finditer(text, start, end):
            if self._ends(text, match, end):
                yield at, match.end()
                at = match.end()
                while at < end and text[at].isspace():
                    at += 1
        if at < end:
            yield at, end

    def _ends(self, text: str, match: re.Match[str], end: int) -> bool:
        after = text[match.end() : min(end, match.end() + 4)].lstrip().lstrip("\"“\u2018'([")
        if after[:1].islower():
            return False
        if match.group()[0] != "." or match.group().startswith(".."):
            return True
        before = _BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        if not before:
            return True
        word = before.group()
        single = len(word) == 1 and word.isupper() and word != "I"
        return not (single or word.lower() in self._abbreviations)


def _sentences(text: str, start: int, end: int, segment: Segment) -> Iterator[Sentence]:
    found, starts, ends = split_words(text, start, end)
    for at in range(0, len(found), MAX_WORDS):
        stop = min(at + MAX_WORDS, len(found))
        yield Sentence(
            index=0,
            start=starts[at],
            end=ends[stop - 1],
            paragraph=segment.paragraph,
            kind=segment.kind,
            words=found[at:stop],
            lower=[normal(word) for word in found[at:stop]],
            starts=starts[at:stop],
            ends=ends[at:stop],
        )
