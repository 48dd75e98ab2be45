"""The figures of a list of sites: "33 people in Gwoza, two in Bama and five in Damboa".

Each member of such a list is a number, with or without a noun, and the place that it is of. The
first number is that of the first site, no sum of all.
"""

from collections.abc import Iterator, Sequence

from streams.extract.casualties.casualty_words import CasualtyWord
from streams.extract.casualties.figures import total
from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.tables import WORDS
from streams.extract.document.mentions import Name, SiteFigure
from streams.extract.document.parse import VERBAL
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.lexicon import locatives

PLACE_REACH = 4
"""Words from a number to the name of its site: "two in the nearby town of Bama" is left out."""
FIRST_REACH = 24
"""Words from the victims of the first site to the number of the second."""


class SiteReader:
    """Finds the members of a list of sites behind the victims of a casualty word."""

    def __init__(self) -> None:
        self._locatives = locatives()
        self._joiners = WORDS["joiners"] | WORDS["site_joiners"]
        self._unspecific = WORDS["unspecific_groups"]

    def read(
        self,
        s: Sentence,
        names: Sequence[Name],
        word: CasualtyWord,
        victims: Sequence[PersonCount],
        people: Sequence[PersonCount],
    ) -> list[tuple[PersonCount, SiteFigure]]:
        """Return who was hit at each further site, with the figure and the place of that site.

        ``victims``: those of the casualty word; ``people``: all of the sentence.
        """
        places = {name.start: name for name in names if name.kind == "place"}
        if not victims or len(places) < 2:
            return []
        first = victims[0]
        start = max(first.end, word.end) if first.start < word.start else first.end
        found = []
        for p, at in self._members(s, places, start, people):
            figure = total([p], self._unspecific)
            if figure is not None:
                found.append((p, SiteFigure(p.start, at, figure)))
        return found

    def _members(
        self, s: Sentence, places: dict[int, Name], start: int, people: Sequence[PersonCount]
    ) -> Iterator[tuple[PersonCount, int]]:
        """Yield the people of each further site, and where its name starts."""
        for p in people:
            if p.start < start or p.part:
                continue
            between = range(start, p.start)
            if not self._goes_on(s, between) or not any(at in places for at in between):
                return
            site = self._site(s, places, p.end)
            if site is None:
                return
            yield p, site
            start = p.end

    def _goes_on(self, s: Sentence, between: range) -> bool:
        """Whether the words between two members are a place and what joins members."""
        if not between or len(between) > FIRST_REACH or s.lower[between[-1]] not in self._joiners:
            return False
        return s.parse is None or all(s.parse.pos[at] not in VERBAL for at in between)

    def _site(self, s: Sentence, places: dict[int, Name], end: int) -> int | None:
        """Return where the name of the place right behind a number starts."""
        if end >= len(s) or s.lower[end] not in self._locatives:
            return None
        return next((at for at in range(end + 1, end + 1 + PLACE_REACH) if at in places), None)
