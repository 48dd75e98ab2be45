"""A clean text that knows where each of its characters stands in the stored text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Edit:
    """``clean[start:end]`` stands for ``stored[stored_start:stored_end]``; either may be empty."""

    start: int
    end: int
    stored_start: int
    stored_end: int


class CleanText:
    """A text and its edits in order; between them each character stands for one that is stored."""

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        self.text = text
        self.edits = edits
        self._starts = [edit.start for edit in edits]

    def start(self, at: int) -> int:
        """Return where the character at an offset begins in the stored text."""
        edit = self._before(at)
        if edit is None:
            return at
        return edit.stored_start if at < edit.end else at - edit.end + edit.stored_end

    def end(self, at: int) -> int:
        """Return where the character before an offset ends in the stored text; 0 for 0."""
        if at == 0:
            return 0
        edit = self._before(at - 1)
        if edit is None:
            return at
        return edit.stored_end if at <= edit.end else at - edit.end + edit.stored_end

    def spans(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the stored spans of spans that follow each other in the clean text."""
        if not spans:
            return []
        first, last = spans[0][0], spans[-1][1]
        if bisect_right(self._starts, first) == bisect_right(self._starts, last):
            edit = self._before(first)
            if edit is None or edit.end <= first:
                moved = 0 if edit is None else edit.stored_end - edit.end
                return [(start + moved, end + moved) for start, end in spans]
        return [(self.start(start), self.end(end)) for start, end in spans]

    def edits_between(self, start: int, end: int) -> Sequence[Edit]:
        """Return the edits that begin between two offsets."""
        return self.edits[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _before(self, at: int) -> Edit | None:
        """Return the last edit that begins at or before an offset."""
        number = bisect_right(self._starts, at)
        return self.edits[number - 1] if number else None


def joined(whole: CleanText, pieces: Iterable[tuple[int, int]], mark: str) -> CleanText:
    """Return the pieces of a clean text with ``mark`` between them.

    What lay between two pieces is what the mark stands for.
    """
    parts: list[str] = []
    edits: list[Edit] = []
    length, last = 0, 0
    for start, end in pieces:
        sign = mark if parts else ""
        here = whole.start(start)
        edits.append(Edit(length, length + len(sign), last, here))
        length += len(sign)
        inside = whole.edits_between(start, end)
        edits.extend(_moved(edit, length - start) for edit in inside if edit.end > start)
        parts.append(sign + whole.text[start:end])
        length += end - start
        last = whole.end(end)
    return CleanText("".join(parts), edits)


def _moved(edit: Edit, by: int) -> Edit:
    return replace(edit, start=edit.start + by, end=edit.end + by)
