"""Reading the stage's data files, and finding many phrases in a list of words at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from streams.errors import ConfigurationError

V = TypeVar("V")

GAP = "_"
"""In a phrase: up to two words of any kind."""
MAX_GAP = 2


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the tab-separated rows of a data file; lines that start with ``#`` are its header.

    Raises:
        ConfigurationError: if the file is missing from the installation.
    """
    room, _, file = name.partition("/")
    parts = (
        ("models", "extract/en") if room == "models" else ("streams", f"extract/{room}/rules/en")
    )
    try:
        text = files(parts[0]).joinpath(*parts[1].split("/"), file).read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{'/'.join(parts)}/{file} is missing; reinstall dateline"
        raise ConfigurationError(msg) from error
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    return [tuple(line.split("\t")) for line in lines]


@lru_cache(maxsize=64)
def entries(name: str) -> frozenset[str]:
    """Return the lines of a list file, one entry each."""
    return frozenset(row[0] for row in rows(name))


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """Return the words of a list file that has several on a line."""
    return frozenset(word for row in rows(name) for word in row[0].split())


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[V]):
    """A phrase found at words ``start`` to ``end`` (one past)."""

    start: int
    end: int
    value: V


class Phrases(Generic[V]):
    """Phrases by their first word; of those that start at a word, the longest is found."""

    def __init__(self, items: Iterable[tuple[str, V]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, value in items:
            parts = tuple(phrase.split(" "))
            self._by_first.setdefault(parts[0], []).append((parts[1:], value))
        for rest in self._by_first.values():
            rest.sort(key=lambda item: -len(item[0]))

    def at(self, lower: Sequence[str], start: int) -> PhraseMatch[V] | None:
        """Return the longest phrase that starts at a word, if any."""
        for rest, value in self._by_first.get(lower[start], ()):
            end = start + 1 if not rest else _match(lower, start + 1, rest)
            if end:
                return PhraseMatch(start, end, value)
        return None

    def all_at(self, lower: Sequence[str], start: int) -> Iterator[PhraseMatch[V]]:
        """Yield every phrase that starts at a word, longest first."""
        for rest, value in self._by_first.get(lower[start], ()):
            end = start + 1 if not rest else _match(lower, start + 1, rest)
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
