"""Which places of a list share one event: "shelled X, Y and the towns of Z"."""

from collections.abc import Sequence
from itertools import pairwise

from schemas.extraction import PlaceLink
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.parse import VERBAL, head_of
from streams.extract.places.tables import WORDS
from streams.extract.vocabulary.lexicon import locatives, place_nouns
from streams.extract.vocabulary.tables import DIRECTIONS

SHARED = 0.6
"""Places joined by "and" are all the event's when the weaker has this share of the score."""
LEAST = 0.3
"""Score of the best place from which a list that stands before the event has the event."""
FAR = 8
"""Most words between two places of a list that a preposition takes up again: "and across … in"."""

MEMBER = 5
"""Most words of a member between a comma and the preposition of its place: "a Ford plant in"."""
_OF_MEMBER = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
"""Parts of speech of a member's own noun."""
_OPEN_END = ["and", "other"]
"""What ends a list that names only some: "X, Y and other cities"."""


class PlaceLists:
    """Finds the other places of a list that an event's best place stands in."""

    def __init__(self) -> None:
        self._words = WORDS["list_words"] | place_nouns() | DIRECTIONS.entries()
        self._between_two = WORDS["between_two"]
        self._locatives = locatives()
        self._upon = WORDS["island_prepositions"]

    def spread(
        self, context: SentenceContext, links: Sequence[PlaceLink], trigger: Trigger
    ) -> list[int]:
        """Return the toponyms of all places that share the event, the first of a list first."""
        if not links:
            return []
        best = links[0].toponym
        places = dict(zip(context.toponym_indexes, context.toponyms, strict=True))
        if places[best].cue in self._between_two:
            return [best]
        run = self._run(context, places, best)
        score = {link.toponym: link.score for link in links}
        chosen = [
            i
            for number, i in enumerate(run)
            if i == best
            or self._fits(places[i], score.get(i, 0), links[0])
            or (number and _is_parallel(context, places[run[number - 1]], places[i]))
            or (number and self._has_own_noun(context, places, run[number - 1], i))
        ]
        start, end = places[chosen[0]], places[chosen[-1]]
        lower = context.sentence.lower
        closed = "and" in lower[start.end : end.start] or lower[end.end : end.end + 2] == _OPEN_END
        placed = trigger.start < start.start or links[0].score >= LEAST
        return chosen if closed and placed else [best]

    def _fits(self, toponym: ToponymMention, score: float, best: PlaceLink) -> bool:
        return (
            toponym.cue is None
            or toponym.shared
            or (not toponym.outer and score >= SHARED * best.score)
        )

    def _run(
        self, context: SentenceContext, places: dict[int, ToponymMention], best: int
    ) -> list[int]:
        """Return the places that are listed side by side with one, in the order of the text."""
        within = {toponym.within for toponym in places.values()} | self._islands(context, places)
        inner = [
            i
            for i, toponym in places.items()
            if not toponym.metonym and i not in within
            if i == best or not _describes(context, toponym)
        ]
        if best not in inner:
            return [best]
        at = inner.index(best)
        left = right = at
        while left and self._listed(context, places, inner[left - 1], inner[left]):
            left -= 1
        while right + 1 < len(inner) and self._listed(
            context, places, inner[right], inner[right + 1]
        ):
            right += 1
        return inner[left : right + 1]

    def _islands(
        self, context: SentenceContext, places: dict[int, ToponymMention]
    ) -> set[int | None]:
        """Return the places that only say where the one before them is: "X on Tenerife"."""
        lower = context.sentence.lower
        return {
            after
            for here, after in pairwise(places)
            if places[after].start - places[here].end == 1 and lower[places[here].end] in self._upon
            if places[here].start and lower[places[here].start - 1] in self._locatives
        }

    def _gap(
        self, context: SentenceContext, places: dict[int, ToponymMention], a: int, b: int
    ) -> list[int]:
        """Return the words between two places that are of no other place, nor put one on it."""
        islands = self._islands(context, places)
        outer = {
            at
            for i, toponym in places.items()
            if i not in {a, b}
            for at in range(toponym.start - (i in islands), toponym.end)
        }
        return [at for at in range(places[a].end, places[b].start) if at not in outer]

    def _listed(
        self, context: SentenceContext, places: dict[int, ToponymMention], a: int, b: int
    ) -> bool:
        """Whether only words of a list, and the places that the first one lies in, part them."""
        s, one, other = context.sentence, places[a], places[b]
        gap = self._gap(context, places, a, b)
        words = [s.lower[at] for at in gap]
        if words == [","] or self._has_own_noun(context, places, a, b):
            return True
        if "and" not in words:
            return False
        if all(word in self._words for word in words):
            return len(words) <= FAR
        return self._taken_up(context, gap) or self._goes_on(context, (one, other), gap)

    def _has_own_noun(
        self, context: SentenceContext, places: dict[int, ToponymMention], a: int, b: int
    ) -> bool:
        """Whether both places have a preposition and nouns of their own, and nothing else happens.

        "At a plant in X, a depot in Y, and a mill in Z"; "students marched in X, farmers in Y". A
        noun that names another event parts them: "a bomb in X, a shooting in Y".
        """
        s, one = context.sentence, places[a]
        if s.parse is None or not one.start or s.lower[one.start - 1] not in self._locatives:
            return False
        gap = self._gap(context, places, a, b)
        words = [s.lower[at] for at in gap]
        opened = next((at for at, word in enumerate(words[:-1]) if word in {",", "and"}), None)
        if opened is None or words[-1] != s.lower[one.start - 1]:
            return False
        member = [at for at in gap[opened + 1 : -1] if s.lower[at] not in {",", "and"}]
        event = any(t.start <= at < t.end for t in context.triggers for at in member)
        return (
            not event
            and len(member) <= MEMBER
            and self._locatives.issuperset(words[:opened])
            and all(s.parse.pos[at] in _OF_MEMBER for at in member)
        )

    def _goes_on(
        self,
        context: SentenceContext,
        places: tuple[ToponymMention, ToponymMention],
        gap: Sequence[int],
    ) -> bool:
        """Whether the second hangs beside the first: "in X, a suburb of Z, and in Y"."""
        s = context.sentence
        if s.parse is None or any(s.parse.pos[at] in VERBAL for at in gap):
            return False
        return s.lower[gap[-1]] in self._locatives and _is_parallel(context, *places)

    def _taken_up(self, context: SentenceContext, gap: Sequence[int]) -> bool:
        """Whether "and" and a preposition go on without a verb: "and across the border at"."""
        s = context.sentence
        if s.parse is None or len(gap) > FAR or s.lower[gap[0]] != "and" or len(gap) < 2:
            return False
        verb = any(s.parse.pos[at] in VERBAL for at in gap)
        return (
            not verb and s.lower[gap[1]] in self._locatives and "," not in s.lower[gap[0] : gap[-1]]
        )


def _describes(context: SentenceContext, toponym: ToponymMention) -> bool:
    """Whether a name only describes the noun behind it: "a Ford plant in X"."""
    parse = context.sentence.parse
    if parse is None:
        return False
    head = head_of(parse, toponym.start, toponym.end)
    return parse.deps[head] in {"compound", "amod"} and parse.heads[head] == toponym.end


def _is_parallel(context: SentenceContext, one: ToponymMention, other: ToponymMention) -> bool:
    """Whether two places hang on one word by the same preposition: "against X, and against Y"."""
    s = context.sentence
    if s.parse is None:
        return False
    second = head_of(s.parse, other.start, other.end)
    case = s.parse.preposition(second)
    first = head_of(s.parse, one.start, one.end)
    above = s.parse.heads[second]
    return case is not None and any(
        above == (word if s.parse.deps[second] == "conj" else s.parse.heads[word])
        and (own := s.parse.preposition(word)) is not None
        and s.lower[own] == s.lower[case]
        for word in (first, *s.parse.ancestors(first))
    )
