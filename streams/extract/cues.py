"""Sets of words that stand around a trigger and tell its sense."""

from collections.abc import Sequence

from streams.extract.lexicon import Phrases, rows


class CueSets:
    """Finds which cue sets (``data/cues.tsv``) have a word at each position of a sentence."""

    def __init__(self) -> None:
        members = _expand({row[0]: row[1].split("|") for row in rows("cues.tsv")})
        sets_of: dict[str, set[str]] = {}
        for name, phrases in members.items():
            for phrase in phrases:
                sets_of.setdefault(phrase, set()).add(name)
        self._phrases = Phrases((phrase, frozenset(found)) for phrase, found in sets_of.items())

    def mark(self, lower: Sequence[str]) -> list[frozenset[str]]:
        """Return for each word the sets that it, or a phrase from it on, belongs to."""
        none: frozenset[str] = frozenset()
        return [
            frozenset().union(*(hit.value for hit in self._phrases.all_at(lower, at))) or none
            for at in range(len(lower))
        ]


def _expand(members: dict[str, list[str]]) -> dict[str, set[str]]:
    """Put the words of ``=other`` sets in place of their names."""

    def words_of(name: str, seen: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for phrase in members[name]:
            if phrase.startswith("="):
                other = phrase[1:]
                found |= set() if other in seen else words_of(other, (*seen, other))
            else:
                found.add(phrase)
        return found

    return {name: words_of(name, (name,)) for name in members}
