"""An article cut into sentences of words; every offset counts code points of the stored text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from streams.extract.document.parse import Parse, Passage

NOWHERE = Passage("", (), ())
SegmentKind = Literal["title", "caption", "body"]

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-[^\W\d_]+)*)?"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[A-Z]{1,5}-?\d{1,3}s?(?!\w)"
    r"|(?:(?!['\u2019]s\b)[^\W\d_]|(?<=[^\W\d_])(?!['\u2019][sS]\b)['\u2019\-](?=[^\W\d_])"
    r"|(?<=[^\W\d_])-(?=['\u2019][^\W\d_])|(?<=[^\W\d_]-)['\u2019](?=[^\W\d_]))+"
    r"|['\u2019][sS]\b"
    r"|\S"
)
"""Numbers ("19,106", "20-year-old"), initials ("U.S."), codes ("T-4"), words ("al-Zour",
"al-'Eis"), "'s", single signs."""

MAX_WORD = 60
"""Longer runs of letters are no words; they are cut so that nothing downstream grows with them."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when an agency filed: "ADEN, July 3 (Agency) -"; offsets into the stored text."""

    start: int
    end: int
    place_start: int
    place_end: int
    day: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the clean text, of one paragraph."""

    start: int
    end: int
    paragraph: int
    kind: SegmentKind
    dateline: Dateline | None = None


@dataclass(slots=True)
class Sentence:
    """A sentence: its span in the stored text and its words with theirs.

    Words are of the clean text: quotes and spaces of one kind, accents in one letter with theirs.
    ``passage`` is the sentence in the clean text; ``parse`` is over the same words, and None where
    the first pass saw nothing to parse for.
    """

    index: int
    start: int
    end: int
    paragraph: int
    kind: SegmentKind
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    dateline: Dateline | None = None
    capital: list[bool] = field(default_factory=list)
    parse: Parse | None = None
    passage: Passage = NOWHERE

    def __len__(self) -> int:
        return len(self.words)

    def span(self, text: str, start: int, end: int) -> str:
        """Return words ``start`` to ``end`` (one past) of the clean text, whatever is stored."""
        del text
        return self.passage.text[self.passage.starts[start] : self.passage.ends[end - 1]]


def split_words(text: str, start: int, end: int) -> tuple[list[str], list[int], list[int]]:
    """Return the words between two offsets, with where each starts and ends."""
    found = [(m.group()[:MAX_WORD], m.start(), m.end()) for m in WORD.finditer(text, start, end)]
    return [w for w, _, _ in found], [s for _, s, _ in found], [e for _, _, e in found]


def normal(word: str) -> str:
    """Return a word in lower case with straight apostrophes."""
    return word.lower().replace("\u2019", "'")


def behind_comma(words: Sequence[str]) -> Sequence[str]:
    """Return the words behind the last comma, all of them where there is none."""
    return words[max((at for at, word in enumerate(words) if word == ","), default=-1) + 1 :]
