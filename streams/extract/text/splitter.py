"""Segments to sentences: full stops of abbreviations and quotes inside are no ends."""

import re
from collections.abc import Iterator, Sequence

from streams.extract.document.parse import Passage
from streams.extract.document.sentence import Dateline, Segment, Sentence, normal, split_words
from streams.extract.text.clean_text import CleanText
from streams.extract.text.cleaning import CleanArticle
from streams.extract.text.tables import WORDS
from streams.extract.vocabulary.tables import ABBREVIATIONS

# The look behind lets a run of stops be tried once, not from each of its signs.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"”\u2019')\]]{0,3}(?=\s|(?<=[a-z]{2}\.)[A-Z][a-z])")
_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")

_OPENING = "\"“\u2018'(["
LOOK_AHEAD = 4
"""Characters behind a full stop that show how the next word begins: a space or two, a quote."""
MAX_ABBREVIATION = 12
"""Characters before a full stop that are searched for an abbreviation."""
MAX_OPENER = 12
"""Characters behind a full stop, with the space, that hold the next word."""
WordSpan = tuple[str, int, int]
"""A word with where it starts and ends in the clean text."""
MAX_WORDS = 120
"""Longest sentence in words; what runs on is cut, so that no later step sees more."""


class Splitter:
    """Cuts segments into sentences."""

    def __init__(self) -> None:
        self._abbreviations = ABBREVIATIONS.entries()
        self._clock = WORDS["clock_abbreviations"]
        self._openers = WORDS["sentence_openers"]

    def split(self, article: CleanArticle) -> list[Sentence]:
        """Return all sentences of an article in text order, numbered from 0."""
        found: list[Sentence] = []
        for segment in article.segments:
            dateline = segment.dateline
            for cut in self._cuts(article.clean.text, segment):
                found.append(_sentence(article.clean, cut, segment, len(found), dateline))
                dateline = None
        return found

    def _cuts(self, text: str, segment: Segment) -> Iterator[list[WordSpan]]:
        """Yield the words of each sentence of a segment; a very long one is cut in several."""
        for start, end in self._spans(text, segment.start, segment.end):
            words = list(zip(*split_words(text, start, end), strict=True))
            yield from (words[at : at + MAX_WORDS] for at in range(0, len(words), MAX_WORDS))

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
        """Whether the signs of a match end a sentence."""
        after = text[match.end() : min(end, match.end() + LOOK_AHEAD)].lstrip().lstrip(_OPENING)
        if after[:1].islower():
            return False
        if match.group()[0] != "." or match.group().startswith(".."):
            return True
        before = _BEFORE.search(text[max(0, match.start() - MAX_ABBREVIATION) : match.start()])
        if not before:
            return True
        word = before.group()
        if word.lower() in self._clock:
            return _opener(text, match.end(), end) in self._openers
        initial = len(word) == 1 and word.isupper() and word != "I"
        return not (initial or word.lower() in self._abbreviations)


def _opener(text: str, at: int, end: int) -> str:
    """Return the word behind a full stop."""
    return text[at : min(end, at + MAX_OPENER)].lstrip().partition(" ")[0]


def _sentence(
    clean: CleanText,
    cut: Sequence[WordSpan],
    segment: Segment,
    index: int,
    dateline: Dateline | None,
) -> Sentence:
    words = [word for word, _, _ in cut]
    spans = [(start, end) for _, start, end in cut]
    stored = clean.spans(spans)
    start, end = spans[0][0], spans[-1][1]
    return Sentence(
        index=index,
        start=stored[0][0],
        end=stored[-1][1],
        paragraph=segment.paragraph,
        kind=segment.kind,
        words=words,
        lower=[normal(word) for word in words],
        starts=[left for left, _ in stored],
        ends=[right for _, right in stored],
        dateline=dateline,
        passage=Passage(
            clean.text[start:end],
            tuple(left - start for left, _ in spans),
            tuple(right - start for _, right in spans),
        ),
    )
