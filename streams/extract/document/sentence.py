"""An article cut into sentences of words; every offset counts code points of the stored text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from streams.extract.document.parse import CLAUSES, Parse, Passage

NOWHERE = Passage("", (), ())
SegmentKind = Literal["title", "caption", "body"]

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:-?[^\W\d_]+(?:-[^\W\d_]+)*)?"
    r"|(?:[^\W\d_]\.){2,}"
    r"|(?:[A-Z]\.)+[A-Z](?![\w.])"
    r"|[A-Z]{1,5}-?\d{1,3}s?(?!\w)"
    r"|(?:(?!['\u2019]s\b)[^\W\d_]|(?<=[^\W\d_])(?!['\u2019][sS]\b)['\u2019\-](?=[^\W\d_])"
    r"|(?<=[^\W\d_])-(?=['\u2019][^\W\d_])|(?<=[^\W\d_]-)['\u2019](?=[^\W\d_]))+"
    r"|['\u2019][sS]\b"
    r"|\S"
)
"""Numbers ("19,106", "20-year-old"), initials ("U.S.", also without
the last stop), codes ("T-4"), words ("al-Zour",
"al-'Eis"), "'s", single signs."""

INTO_CLAUSE = 3
"""Weight in ``distance`` of a step down into a clause of its own; any other step has weight 1."""
PER_WORD = 0.3
"""Weight in ``distance`` of each word between: the parser may hang a word on the wrong verb."""
MAX_WORD = 60
"""Characters of a word; longer runs of letters are cut, so that nothing grows with them."""


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


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the stored text, and its words with theirs.

    A pass that finds out more returns a new value: ``Capitals.mark`` sets ``capital``, and
    ``SentenceParser.parse`` sets ``parse``.

    Attributes:
        index: number of the sentence in the article, from 0.
        start, end: its span in the stored text, in code points.
        words: its words in the clean text, where quotes, spaces and accents have one form.
        lower: the same in lower case with straight apostrophes.
        starts, ends: the spans of the words in the stored text.
        capital: for each word, whether it is capitalised as names are; empty before that pass.
        parse: the parse over the same words; None where nothing was to be parsed for.
        passage: the sentence in the clean text.
    """

    index: int
    start: int
    end: int
    paragraph: int
    kind: SegmentKind
    words: Sequence[str]
    lower: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    dateline: Dateline | None = None
    capital: Sequence[bool] = ()
    parse: Parse | None = None
    passage: Passage = NOWHERE

    def __len__(self) -> int:
        return len(self.words)

    def span(self, start: int, end: int) -> str:
        """Return words ``start`` to ``end`` (one past) as the clean text has them."""
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


def distance(s: Sentence, word: int, other: int) -> float:
    """Return how loosely two words belong together, by the parse and by the order of words.

    It counts the steps from a word up to the first word above both, and from there down to the
    other; without a parse, only the words between them.
    """
    gap = PER_WORD * abs(word - other)
    if s.parse is None:
        return gap
    above = [word, *s.parse.ancestors(word)]
    below = [other, *s.parse.ancestors(other)]
    shared = next((at for at in above if at in below), None)
    up = above if shared is None else above[: above.index(shared)]
    down = below if shared is None else below[: below.index(shared)]
    turns = sum(s.parse.deps[at] in CLAUSES or s.parse.deps[at] == "conj" for at in down)
    return gap + len(up) + len(down) + (INTO_CLAUSE - 1) * turns
