"""Cue sets: words around a trigger that tell its sense."""

from collections.abc import Iterator, Sequence

from streams.extract.document.sentence import Sentence
from streams.extract.triggers.tables import COUNTRY, CUES, INCLUDES, cue_set_names
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import PERSON_NOUNS, Sector
from streams.rules.table import RuleError

_ARMED = ("armed", "force")
_BY_SECTOR: dict[Sector | None, tuple[str, ...]] = {
    **dict.fromkeys(("civilians", "medical", "aid", "religious", "media"), ("civilian",)),
    **dict.fromkeys(("criminals", "armed_group"), ("criminal", *_ARMED)),
    **dict.fromkeys(("rebels", "militia"), ("insurgent", *_ARMED)),
    "armed_forces": ("soldier", "state_force", *_ARMED),
    "police": ("police", "state_force", *_ARMED),
    "officials": ("official",),
}
"""The cue sets of nouns for people that cues.tsv does not list, by their sector."""


class CueSets:
    """Finds which cue sets have a word at each position of a sentence."""

    def __init__(self) -> None:
        names = cue_sets_by_phrase()
        self._phrases = Phrases((phrase, frozenset(found)) for phrase, found in names.items())

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


def cue_sets_by_phrase() -> dict[str, set[str]]:
    """Return the cue sets of each word or phrase: of the table, nouns for people, countries."""
    sets: dict[str, set[str]] = {}
    for name, phrases in _phrases_by_set().items():
        for phrase in phrases:
            sets.setdefault(phrase, set()).add(name)
    for row in PERSON_NOUNS.rows():
        for noun in {row.plural, row.singular} - sets.keys():
            if noun is not None:
                sets[noun] = {"person", "people", *_BY_SECTOR.get(row.sector, ())}
    known = knowledge()
    for name in (*known.countries, *known.demonyms):
        sets.setdefault(name, set()).add(COUNTRY)
    return sets


def unknown_inclusions() -> Iterator[RuleError]:
    """Yield the rows that include a set which the table lacks."""
    names = cue_set_names() - {COUNTRY}
    for number, row in CUES.numbered():
        for name in (word.removeprefix(INCLUDES) for word in row.words if word[0] == INCLUDES):
            if name not in names:
                problem = f"unknown cue set {name!r}; allowed: {', '.join(sorted(names))}"
                yield RuleError(CUES.path, number, "words", problem)


def _phrases_by_set() -> dict[str, set[str]]:
    """Return the phrases of each set of the table, with those of the sets that it includes.

    Raises:
        RuleError: if a set includes one that the table lacks.
    """
    for fault in unknown_inclusions():
        raise fault
    members: dict[str, list[str]] = {}
    for row in CUES.rows():
        members.setdefault(row.name, []).extend(row.words)

    def phrases_of(name: str, within: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        for phrase in members[name]:
            if not phrase.startswith(INCLUDES):
                found.add(phrase)
            elif (other := phrase.removeprefix(INCLUDES)) not in within:
                found |= phrases_of(other, (*within, other))
        return found

    return {name: phrases_of(name, (name,)) for name in members}
