"""Sets of words that stand around a trigger and tell its sense."""

from collections.abc import Sequence

from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.phrases import Phrases, rows

COUNTRY = "country"
"""The cue set of names of countries and their peoples, which no row of cues.tsv has."""
_BY_SECTOR = {
    **dict.fromkeys(("civilians", "medical", "aid", "religious", "media"), ("civilian",)),
    **dict.fromkeys(("criminals", "armed_group"), ("criminal", "armed", "force")),
    **dict.fromkeys(("rebels", "militia"), ("insurgent", "armed", "force")),
    "armed_forces": ("soldier", "state_force", "armed", "force"),
    "police": ("police", "state_force", "armed", "force"),
    "officials": ("official",),
}
"""The cue sets of nouns for people that cues.tsv does not list, by their sector in groups.tsv."""


class CueSets:
    """Finds which cue sets (``data/cues.tsv``) have a word at each position of a sentence."""

    def __init__(self) -> None:
        members = _expand({row[0]: row[1].split("|") for row in rows("triggers/cues.tsv")})
        sets_of: dict[str, set[str]] = {}
        for name, phrases in members.items():
            for phrase in phrases:
                sets_of.setdefault(phrase, set()).add(name)
        for plural, singular, sector in rows("vocabulary/person_nouns.tsv"):
            for noun in {plural, singular} - {"-"} - sets_of.keys():
                sets_of[noun] = {"person", "people", *_BY_SECTOR.get(sector, ())}
        known = knowledge()
        for name in (*known.countries, *known.demonyms):
            sets_of.setdefault(name, set()).add(COUNTRY)
        self._phrases = Phrases((phrase, frozenset(found)) for phrase, found in sets_of.items())

    def mark(self, s: Sentence) -> list[frozenset[str]]:
        """Return for each word the sets that it, or a phrase from it on, belongs to.

        A noun in the plural has the sets of its singular too.
        """
        made = [self._sets(s.lower, at) for at in range(len(s))]
        if s.parse is not None:
            for at, tag in enumerate(s.parse.tags):
                if tag == "NNS" and not made[at]:
                    made[at] = self._sets((s.parse.lemmas[at],), 0)
        return made

    def _sets(self, lower: Sequence[str], at: int) -> frozenset[str]:
        return frozenset().union(*(hit.value for hit in self._phrases.all_at(lower, at)))


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
