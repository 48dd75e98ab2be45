"""Finding many phrases in a list of words at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product, repeat
from typing import Generic, TypeVar

from streams.rules.cells import GAP

V = TypeVar("V")

MAX_GAP = 2
"""Words that a gap in a phrase may take up."""


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[V]):
    """A phrase found at words ``start`` to ``end`` (one past)."""

    start: int
    end: int
    value: V


class Phrases(Generic[V]):
    """Phrases with their values, found in words in lower case.

    A phrase has one space between its words; ``_`` stands for up to two words of any kind.
    """

    def __init__(self, items: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in items:
            first, *rest = phrase.split(" ")
            self._by_first.setdefault(first, []).append((tuple(rest), value))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def at(self, lower: Sequence[str], start: int) -> PhraseMatch[V] | None:
        """Return the longest phrase that starts at a word, if any."""
        return next(self.all_at(lower, start), None)

    def all_at(self, lower: Sequence[str], start: int) -> Iterator[PhraseMatch[V]]:
        """Yield every phrase that starts at a word, longest first."""
        for rest, value in self._by_first.get(lower[start], ()):
            end = _match(lower, start + 1, rest)
            if end:
                yield PhraseMatch(start, end, value)

    def find(
        self, lower: Sequence[str], start: int = 0, end: int | None = None
    ) -> list[PhraseMatch[V]]:
        """Return the phrases between two words, left to right, without overlap."""
        found: list[PhraseMatch[V]] = []
        first = self._by_first
        if first.keys().isdisjoint(lower):
            return found
        at, stop = start, len(lower) if end is None else end
        while at < stop:
            if lower[at] not in first:
                at += 1
                continue
            hit = self.at(lower, at)
            if hit is not None and hit.end <= stop:
                found.append(hit)
                at = hit.end
            else:
                at += 1
        return found


def _match(lower: Sequence[str], at: int, parts: tuple[str, ...]) -> int:
    """Return where the parts end when they stand at ``at``, else 0."""
    if not parts:
        return at
    if parts[0] == GAP:
        ends = (_match(lower, at + skip, parts[1:]) for skip in range(MAX_GAP + 1))
        return next((end for end in ends if end), 0)
    if at < len(lower) and lower[at] == parts[0]:
        return _match(lower, at + 1, parts[1:])
    return 0


def shadowed(phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions of phrases that ``Phrases`` never finds, each with what it finds instead.

    A phrase is never found if, however its gaps are filled, an earlier phrase with the same words
    or a longer one is found in its place: "took _ lives" beside "took _ _ lives".
    """
    matcher = Phrases((phrase, at) for at, phrase in enumerate(phrases))
    for at, phrase in enumerate(phrases):
        found = {match.value for match in map(matcher.at, _filled(phrase), repeat(0)) if match}
        if at not in found:
            yield at, min(found)


def _filled(phrase: str) -> Iterator[list[str]]:
    """Yield the words of a phrase with its gaps filled in every length."""
    parts = [
        [[GAP] * length for length in range(MAX_GAP + 1)] if part == GAP else [[part]]
        for part in phrase.split(" ")
    ]
    for chosen in product(*parts):
        yield list(chain.from_iterable(chosen))
