"""Places named where nothing happens: in the names of peoples and of organisations."""

from collections.abc import Iterator, Sequence

from streams.extract.knowledge import Knowledge, demonyms
from streams.extract.lexicon import Found, Phrases
from streams.extract.names import Name
from streams.extract.text import Sentence
from streams.extract.toponyms import Candidate

DEMONYM = "demonym"
"""The feature hint of a people's name."""


class MentionedPlaces:
    """Finds demonyms ("Syrian troops") and places in organisations' names ("Ohio State Police").

    They are places to a reader of the text, tell the geocoder which countries are in play, and
    are metonyms to all who look for the place of an event.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._people = Phrases((name, DEMONYM) for name in demonyms(knowledge))
        places = {*knowledge.countries, *knowledge.states, *knowledge.cities}
        self._places = Phrases((name, "") for name in places)

    def find(
        self, text: str, s: Sentence, names: Sequence[Name], taken: Sequence[Candidate]
    ) -> list[Candidate]:
        """Return what the candidates of a sentence do not cover yet, left to right."""
        covered = [(one.char_start, one.char_end) for one in taken]
        found = [_candidate(text, s, hit) for hit in self._hits(s, names)]
        return [
            one
            for one in found
            if not any(one.char_start < end and start < one.char_end for start, end in covered)
        ]

    def _hits(self, s: Sentence, names: Sequence[Name]) -> Iterator[Found[str]]:
        for hit in self._people.find(s.lower):
            if s.words[hit.start][0].isupper():
                yield hit
        for name in names:
            if name.kind == "organisation":
                yield from self._places.find(s.lower, name.start, name.end)


def _candidate(text: str, s: Sentence, hit: Found[str]) -> Candidate:
    return Candidate(
        sentence=s.index,
        start=hit.start,
        end=hit.end,
        name=" ".join(s.span(text, hit.start, hit.end).split()),
        char_start=s.starts[hit.start],
        char_end=s.ends[hit.end - 1],
        hint=hit.value or None,
        metonym=True,
        known=True,
    )
