"""Page furniture is dropped from an article; what is left is a clean text that maps back to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from streams.extract.document.sentence import Dateline, Segment, SegmentKind
from streams.extract.text.characters import CharacterCleaner
from streams.extract.text.clean_text import CleanText, joined
from streams.extract.text.tables import FURNITURE, WORDS, FurnitureAction

WRAP = range(50, 101)
"""Lengths of a line that was broken by a typesetter, not by a writer."""

TERMINAL = ".!?:\"”'\u2019)"
"""Signs that end a line where its writer ended it."""

_DATELINE = re.compile(
    r"\s{0,4}(?P<place>[A-Z][\w.'\u2019\- ]{1,40}(?:, ?[A-Z][\w.'\u2019\- ]{1,30}){0,2}?)"
    r"(?: ?/ ?[A-Z][\w.'\u2019\- ]{1,40}(?:, ?[A-Z][\w.'\u2019\- ]{1,30}){0,2}?){0,3}"
    r"(?:, ?\(?(?P<day>\d{1,2} [A-Za-z]{3,9}\.?(?: \d{2,4})?|[A-Z][A-Za-z]{2,8}\.? \d{1,2})\)?)?"
    r"(?: ?\((?P<agency>[^()\n]{2,40})\))? {0,2}(?:--|—|\u2013|-) {0,2}"
)
_LINE = re.compile(r"[^\n]*\n?")
GAP = "\n"
"""Stands in the clean text for what was dropped between two segments."""
MAX_DATELINE = 160
"""Characters of the start of a paragraph that are searched for a dateline or a note in brackets."""
MIN_SHOUTED_PLACE = 3
"""Letters of a place in capitals that is taken for the place of a dateline."""
MAX_HEAD = 300
"""Characters of the start of a paragraph that are searched for furniture."""


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """The article in a text, and its segments in order; what lay between them is dropped."""

    clean: CleanText
    segments: tuple[Segment, ...]


class Cleaner:
    """Finds the article in its text: drops furniture, joins wrapped lines, splits off datelines."""

    def __init__(self) -> None:
        self._characters = CharacterCleaner()
        self._line = _patterns("line")
        self._prefix = _patterns("prefix")
        self._marker = _patterns("marker")
        self._marker_signs = tuple(WORDS["marker_signs"])

    def clean(self, text: str, title: str | None) -> CleanArticle:
        """Return the clean text of an article; a first line equal to the title is a title."""
        characters = self._characters.clean(text)
        found: list[Segment] = []
        for paragraph, (start, end) in enumerate(_paragraphs(characters.text)):
            found.extend(self._segments(characters.text, start, end, paragraph))
        if found:
            found[0] = _as_title(found[0], characters.text, title)
        clean = joined(characters, [(s.start, s.end) for s in found], GAP)
        return CleanArticle(clean, tuple(_moved(characters, found)))

    def _segments(self, text: str, start: int, end: int, paragraph: int) -> Iterator[Segment]:
        start, end = _trim(text, start, end)
        head = text[start : min(end, start + MAX_HEAD)]
        if any(pattern.match(head) for pattern in self._line):
            return
        kind: SegmentKind = "body"
        for pattern in self._prefix:
            if match := pattern.match(head):
                start, kind = start + match.end(), "caption"
        match = _DATELINE.match(text, start, min(end, start + MAX_DATELINE))
        dateline = _as_dateline(match) if match else None
        for left, right in self._pieces(text, dateline.end if dateline else start, end):
            yield Segment(left, right, paragraph, kind, dateline)
            dateline = None

    def _pieces(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans between markers, without the spaces around them."""
        cuts: set[tuple[int, int]] = set()
        if any(text.find(sign, start, end) >= 0 for sign in self._marker_signs):
            cuts = {m.span() for p in self._marker for m in p.finditer(text, start, end)}
        at = start
        for left, right in [*sorted(cuts), (end, end)]:
            if left >= at:
                piece = _trim(text, _after_brackets(text, at, left), left)
                if piece[0] < piece[1]:
                    yield piece
                at = right


def _patterns(action: FurnitureAction) -> list[re.Pattern[str]]:
    return [row.pattern for row in FURNITURE.rows() if row.action == action]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _after_brackets(text: str, start: int, end: int) -> int:
    """Skip a note in square brackets at the start of a piece: a desk or a speaker."""
    start, _ = _trim(text, start, end)
    close = text.find("]", start, min(end, start + MAX_DATELINE))
    return close + 1 if start < end and text[start] == "[" and close > 0 else start


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the span of each paragraph: lines up to a blank one, wrapped lines joined."""
    start, at, previous = 0, 0, ""
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if not match.group():
            break
        if at > start and not (line and _is_wrapped(previous)):
            yield start, at
            start = match.start()
        elif at == start:
            start = match.start()
        at = match.end() if line else match.start()
        start = start if line else match.end()
        at = max(at, start)
        previous = match.group().rstrip()
    if at > start:
        yield start, at


def _is_wrapped(line: str) -> bool:
    bare = line.strip()
    return len(line) in WRAP and bool(bare) and (bare[-1] not in TERMINAL or bare.isupper())


def _as_dateline(match: re.Match[str]) -> Dateline | None:
    place, day, agency = match.group("place", "day", "agency")
    first = place.split(",")[0]
    shouted = first.isupper() and len(first) >= MIN_SHOUTED_PLACE
    dash = match.group().rstrip()[-1:]
    if not (
        agency or day or (shouted and (dash in "—\u2013" or match.group().endswith(("- ", "--"))))
    ):
        return None
    if not shouted and not agency:
        return None
    return Dateline(match.start(), match.end(), match.start("place"), match.end("place"), day)


def _as_title(segment: Segment, text: str, title: str | None) -> Segment:
    if title is None or text[segment.start : segment.end].strip() != title.strip():
        return segment
    return replace(segment, kind="title")


def _moved(characters: CleanText, segments: list[Segment]) -> Iterator[Segment]:
    """Yield segments with offsets in the clean text, and their datelines with stored offsets."""
    at = 0
    for segment in segments:
        end = at + segment.end - segment.start
        dateline = segment.dateline and _stored(characters, segment.dateline)
        yield replace(segment, start=at, end=end, dateline=dateline)
        at = end + len(GAP)


def _stored(characters: CleanText, line: Dateline) -> Dateline:
    return Dateline(
        characters.start(line.start),
        characters.end(line.end),
        characters.start(line.place_start),
        characters.end(line.place_end),
        line.day,
    )
