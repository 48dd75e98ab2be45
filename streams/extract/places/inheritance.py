"""Which places an event takes from elsewhere: from earlier sentences, the headline, the dateline.

The constants are scores (0-1) of such links: below what a place of the own sentence has that a
preposition ties to the trigger, and in the order in which they are trusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.extraction import Basis, PlaceLink
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import PLACE_REFERENCES, WORDS, ReferenceKind
from streams.extract.vocabulary.phrases import Phrases
from streams.extract.vocabulary.tables import DIRECTIONS

WEAK = 0.2
"""Below this a place of the own sentence does not keep places of earlier ones out."""
FROM_REFERENCE = 0.75
"""A reference behind a preposition places the event: "in the city"."""
FROM_PREVIOUS = 0.5
"""A reference without one, and the place of an event of the same sentence."""
FADE = 0.05
"""What each sentence in between takes from ``FROM_PREVIOUS``."""
FROM_LEAD = 0.35
"""The place of the first event: what an article is about, however far back."""
FROM_HEADLINE = 0.32
"""A place of the headline, for events that the text gives no place."""
FROM_DATELINE = 0.3
"""Where the agency filed, which need not be where the event was."""
MAX_LINKS = 6
"""Links kept of an event: the best ones, so that no list of places makes a draft large."""
MAX_EARLIER = 4
"""How many events before this one, and how many sentences back, hand on their places."""
MAX_SENTENCES_BACK = 6
"""How many sentences back "the city" may refer to."""
LEAST_FIT = 0.3
"""Fit of the preposition before a place from which "the area" may be that place."""
_TOWN_HINTS = frozenset({"city", "town", "village"})


@dataclass(frozen=True, slots=True)
class OutsideToponyms:
    """Toponyms that stand in no sentence: of the headline, and where an agency filed."""

    headline: tuple[int, ...]
    dateline: int | None


class PlaceReferences:
    """Resolves "the area", "the city", "his country" and "there" to a place mentioned before."""

    def __init__(self) -> None:
        self._phrases = Phrases((row.phrase, row.kind) for row in PLACE_REFERENCES.rows())
        self._directions = DIRECTIONS.entries()
        self._exists = WORDS["exists"]
        self._prepositions = WORDS["places_reference"]

    def resolve(
        self, contexts: Sequence[SentenceContext], at: int, trigger: Trigger
    ) -> PlaceLink | None:
        """Return the place that a phrase near a trigger refers to, in sentence ``at``."""
        s = contexts[at].sentence
        hits = self._phrases.find(s.lower, *trigger.clause) or self._phrases.find(s.lower)
        for hit in hits:
            if hit.value is None or not self._refers(s, hit.start, hit.end, hit.value):
                continue
            found = _last_place(contexts, at, hit.start, hit.value)
            if found is not None:
                placed = hit.start > 0 and s.lower[hit.start - 1] in self._prepositions
                score = FROM_REFERENCE if placed else FROM_PREVIOUS
                return _link(found, score, "reference")
        return None

    def _refers(self, s: Sentence, start: int, end: int, kind: ReferenceKind) -> bool:
        """Whether a phrase refers back: not "there were", "the city's", "the city of X"."""
        lower = s.lower
        if kind == "any" and lower[start] == "there" and self._is_expletive(lower, end):
            return False
        if lower[end : end + 1] == ["'s"] or _is_name_behind(s, end):
            return False
        return not (start > 1 and lower[start - 2] in self._directions)

    def _is_expletive(self, lower: Sequence[str], after: int) -> bool:
        """Whether "there" only opens a sentence: "there were clashes"."""
        return after < len(lower) and lower[after] in self._exists


def _is_name_behind(s: Sentence, at: int) -> bool:
    """Whether a place is named right there: "the city of X", "the capital X"."""
    named = at + 1 if s.lower[at : at + 1] == ["of"] else at
    return named < len(s) and s.capital[named]


def _last_place(
    contexts: Sequence[SentenceContext], at: int, before: int, kind: ReferenceKind
) -> int | None:
    """Return the last fitting place before a word; containers come behind what lies in them."""
    for back in range(at, max(-1, at - MAX_SENTENCES_BACK - 1), -1):
        context = contexts[back]
        if context.sentence.kind == "caption" and back != at:
            continue
        containers = {toponym.within for toponym in context.toponyms}
        pairs = list(zip(context.toponym_indexes, context.toponyms, strict=True))
        for index, toponym in sorted(
            pairs, key=lambda pair: (pair[0] in containers, -pair[1].start)
        ):
            if (back < at or toponym.start < before) and _fits(toponym, kind):
                return index
    return None


def _fits(toponym: ToponymMention, kind: ReferenceKind) -> bool:
    if kind == "any":
        return not toponym.metonym and toponym.fit >= LEAST_FIT and toponym.hint != "country"
    if kind == "city":
        return toponym.hint in _TOWN_HINTS and not toponym.metonym
    if kind == "country":
        return toponym.hint == "country"
    return toponym.hint == kind and not toponym.metonym


def inherit(
    own: Sequence[PlaceLink],
    reference: PlaceLink | None,
    earlier: Sequence[EventCandidate],
    context: SentenceContext,
    outside: OutsideToponyms,
) -> tuple[PlaceLink, ...]:
    """Return links to own places, to what the text refers back to, to places of earlier events.

    Where an agency filed stands in only when there is no other place at all; what the headline
    names comes last, for an event whose other places nobody may know.
    """
    links = [link for link in own if link.score >= WEAK]
    if reference is not None and (not links or links[0].score < reference.score == FROM_REFERENCE):
        links.insert(0, reference)
    if not links:
        links.extend(_from_earlier(earlier, context))
    headline = [_link(index, FROM_HEADLINE, "headline") for index in outside.headline]
    if not links:
        links.extend(headline)
    if not links and outside.dateline is not None:
        links.append(_link(outside.dateline, FROM_DATELINE, "dateline"))
    links.extend(link for link in own if link.score < WEAK)
    if reference is not None:
        links.append(reference)
    links.extend(headline)
    best: dict[int, PlaceLink] = {}
    for link in links:
        best.setdefault(link.toponym, link)
    return tuple(best.values())[:MAX_LINKS]


def _from_earlier(earlier: Sequence[EventCandidate], context: SentenceContext) -> list[PlaceLink]:
    """Return the places of the last events, nearest first, then that of the first event."""
    links = []
    main = [candidate for candidate in earlier if not candidate.aside]
    for candidate in reversed(main[-MAX_EARLIER:]):
        apart = context.sentence.index - candidate.context.sentence.index
        if candidate.place is not None and candidate.links and apart <= MAX_EARLIER:
            score = FROM_PREVIOUS - FADE * apart
            links.append(_link(candidate.place, score, "event"))
    lead = next((one for one in earlier if one.place is not None), None)
    if lead is not None and lead.place is not None:
        links.append(_link(lead.place, FROM_LEAD, "lead"))
    return links


def _link(toponym: int, score: float, basis: Basis) -> PlaceLink:
    return PlaceLink(toponym=toponym, score=score, inherited=True, basis=basis)
