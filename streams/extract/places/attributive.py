"""Places named where nothing happens: in the names of peoples, of offices, and in compounds."""

from collections.abc import Iterator, Sequence

from streams.extract.document.mentions import Name, ToponymMention
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import COMPOUNDS, OFFICES, WORDS
from streams.extract.places.toponyms import DEMONYM
from streams.extract.vocabulary.known_names import Knowledge, demonyms
from streams.extract.vocabulary.phrases import Phrases

MOST_WORDS = 2
"""Words of a place that nobody lists, before the office that is named after it."""

Hit = tuple[int, int, str | None]
"""First word, the word behind the last, and the feature hint."""


class AttributivePlaces:
    """Finds demonyms ("Syrian troops") and places in names ("Ohio State Police") and compounds.

    They are places to a reader of the text, tell the geocoder which countries are in play, and
    are metonyms to all who look for the place of an event.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._demonyms = demonyms(knowledge)
        self._people = Phrases((name, DEMONYM) for name in self._demonyms)
        places = {
            *knowledge.countries,
            *knowledge.states,
            *knowledge.cities,
        }
        self._places = Phrases((name.replace(". ", " . "), None) for name in places)
        self._titles = knowledge.titles
        self._offices = OFFICES.entries()
        self._compounds = COMPOUNDS.entries()
        self._counties = WORDS["county_nouns"]
        self._state_titles = WORDS["state_titles"]

    def find(
        self, s: Sentence, names: Sequence[Name], taken: Sequence[ToponymMention]
    ) -> list[ToponymMention]:
        """Return the places that the toponyms of a sentence do not cover yet, left to right."""
        found: list[ToponymMention] = []
        for one in (*self._named(s, names), *self._compounded(s)):
            if not any(
                one.char_start < other.char_end and other.char_start < one.char_end
                for other in (*taken, *found)
            ):
                found.append(one)
        return sorted(found, key=lambda one: one.char_start)

    def _named(self, s: Sentence, names: Sequence[Name]) -> Iterator[ToponymMention]:
        hits: list[Hit] = [
            (hit.start, hit.end, DEMONYM)
            for hit in self._people.find(s.lower)
            if s.words[hit.start][0].isupper()
        ]
        for name in names:
            if name.kind == "organisation":
                hits += self._of_office(s, name)
            elif name.kind == "person":
                hits += self._before_title(s, name)
        for start, end, hint in hits:
            written = " ".join(s.span(start, end).split())
            yield _toponym(s, (start, end), s.starts[start], s.ends[end - 1], written, hint)

    def _of_office(self, s: Sentence, name: Name) -> list[Hit]:
        """Return the county, or the known places, or what stands before the word of an office."""
        words = range(name.start + 1, name.end)
        county = next((at for at in words if s.lower[at] in self._counties), None)
        if county is not None:
            return [(name.start, county + 1, None)]
        known: list[Hit] = [
            (hit.start, hit.end, None) for hit in self._places.find(s.lower, name.start, name.end)
        ]
        office = next((at for at in words if s.lower[at] in self._offices), None)
        if known or office is None or office - name.start > MOST_WORDS:
            return known
        return [(name.start, office, None)]

    def _before_title(self, s: Sentence, name: Name) -> list[Hit]:
        """Return the place of an office-holder: "Ohio Gov. Jane Roe"."""
        hit = self._places.at(s.lower, name.start)
        if hit is None or hit.end >= name.end or s.lower[hit.end] not in self._titles:
            return []
        of_state = s.lower[hit.end] in self._state_titles
        return [(hit.start, hit.end, "admin1" if of_state else None)]

    def _compounded(self, s: Sentence) -> Iterator[ToponymMention]:
        for at, word in enumerate(s.words):
            first, dash, rest = word.partition("-")
            if dash and first[:1].isupper() and len(first) > 1 and rest in self._compounds:
                hint = DEMONYM if first.lower() in self._demonyms else None
                start = s.starts[at]
                yield _toponym(s, (at, at + 1), start, start + len(first), first, hint)


def _toponym(
    s: Sentence, words: tuple[int, int], start: int, end: int, name: str, hint: str | None
) -> ToponymMention:
    return ToponymMention(
        sentence=s.index,
        start=words[0],
        end=words[1],
        name=name,
        char_start=start,
        char_end=end,
        hint=hint,
        metonym=True,
        known=True,
    )
