"""Linking an event to the place names around it, best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.extraction import PlaceLink
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.parse import head_of
from streams.extract.document.sentence import Sentence
from streams.extract.document.tables import SEATED, known_family
from streams.extract.places.bystanders import Bystanders
from streams.extract.places.link_model import LinkModel, link_candidates
from streams.extract.triggers.argument_cues import is_passive
from streams.extract.vocabulary.lexicon import reporting_forms
from streams.extract.vocabulary.phrases import Phrases, entries, rows
from streams.extract.vocabulary.tables import DIRECTIONS

OTHER_CLAUSE = 0.6
BEFORE = 0.85
"""A place named before its trigger is a little less likely its own."""
ORIGIN = 0.35
"""One behind "from" before its trigger is where people come from: "two men from X were held"."""
PER_WORD = 0.02
CONTAINER = 0.35
"""A place that another one of the sentence lies in only tells where that one is."""
ASIDE = 0.7
"""One behind an "after" or "ahead" that follows the trigger is more likely the other event's."""
UNCUED = 0.12
OBJECT = 0.95
"""A place that is captured, attacked or shelled is where that happens."""
SPEAKER = 0.35
"""A place behind a source ("activists in X said") is where the source is, maybe the event too."""
BEARING = 0.4
"""A place that another one lies "east of" only tells where that one is."""
ADJACENT = 1.3
"""A preposition right behind the trigger ties its place to it: "withdrew from X"."""
REPORTER = 0.08
"""A place behind a person's name before a verb of saying is where a reporter stands."""
WEAK = 0.2
"""Below this a place of the own sentence does not keep places of earlier ones out."""

FROM_PRONOUN = 0.75
FROM_PREVIOUS = 0.5
FROM_LEAD = 0.35
FROM_ARTICLE = 0.25
FROM_HEADLINE = 0.32
FROM_DATELINE = 0.3
MAX_LINKS = 6
LEARNED = 0.5
"""Share of the learned probability in a link's score; the rest is what the rules say. Each alone
is worse on incidents of newswire, whose texts and nouns the learned weights have not seen."""
NAMED = 0.8
"""A place right before the noun of an event names it: "the X attacks"."""

_EXISTS = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "will", "may", "would", "'s"}
)
_OTHER = frozenset({"after", "ahead", "before", "pending"})
"""Words that open another event, whose place is its own."""
_NEARBY = frozenset({"the", "nearby", "neighbouring", "neighboring", "besieged"})
"""What may stand between a verb and the place that it is done to: "shelled nearby X"."""
_PLACED = frozenset({"in", "at", "inside", "around", "near", "across", "of"})


@dataclass(frozen=True, slots=True)
class OutsideToponyms:
    """Toponyms that stand in no sentence: of the headline, and where an agency filed."""

    headline: tuple[int, ...]
    dateline: int | None


class PlaceLinker:
    """Scores the place names of an article for an event."""

    def __init__(self) -> None:
        self._says = reporting_forms()
        self._pointers = Phrases((row[0], row[1]) for row in rows("places/pronoun_places.tsv"))
        self._directions = DIRECTIONS.entries()
        self._objects = entries("places/place_objects.txt")
        self._model = LinkModel()
        self._bystanders = Bystanders()

    def own(self, context: SentenceContext, trigger: Trigger) -> list[PlaceLink]:
        """Return links to the places of the trigger's own sentence, best first."""
        s, lower = context.sentence, context.sentence.lower
        word = trigger.start if s.parse is None else head_of(s.parse, trigger.start, trigger.end)
        events = [at for t in _unlike(context, trigger) for at in range(t.start, t.end)]
        aside = {
            c.start for c in context.toponyms if not _OTHER.isdisjoint(lower[trigger.end : c.start])
        }
        outer = {c.within for c in context.toponyms if c.start not in aside}
        learned = self._learned(context, trigger)
        links = []
        for index, c in zip(context.toponym_indexes, context.toponyms, strict=True):
            if c.metonym or c.start == c.end:
                continue
            score = self._score(context, trigger, c)
            if index in outer:
                score *= CONTAINER
            if c.start in aside:
                score *= ASIDE
            told = min(1.0, score)
            told += LEARNED * (learned.get(index, told) - told)
            told *= self._bystanders.weight(s, word, c, _others(context, c), events)
            links.append(PlaceLink(toponym=index, score=round(told, 3), inherited=False))
        return sorted(links, key=lambda link: (-link.score, link.toponym))

    def _learned(self, context: SentenceContext, trigger: Trigger) -> dict[int | None, float]:
        """Return by toponym how likely it is the trigger's place, as far as the parse tells."""
        s = context.sentence
        if s.parse is None:
            return {}
        sites = link_candidates(context)
        word = head_of(s.parse, trigger.start, trigger.end)
        scores = self._model.scores(s, word, sites)
        return {site.toponym: score for site, score in zip(sites, scores, strict=True)}

    def _score(self, context: SentenceContext, trigger: Trigger, c: ToponymMention) -> float:
        score = c.fit if c.cue else self._uncued(context, trigger, c)
        inside = trigger.clause[0] <= c.start < trigger.clause[1]
        gap = c.start - trigger.end if c.start >= trigger.end else trigger.start - c.end
        score *= (1.0 if inside else OTHER_CLAUSE) / (1 + PER_WORD * max(0, gap))
        if c.start < trigger.start:
            score *= ORIGIN if c.cue == "from" else BEFORE
        elif 0 <= gap <= 2 and trigger.sense.pos == "v":
            score *= ADJACENT
        if c.cue and c.cue.endswith(" of") and self._is_bearing(context, c):
            score *= BEARING
        return score * self._speaker(context, c)

    def _uncued(self, context: SentenceContext, trigger: Trigger, c: ToponymMention) -> float:
        if names(c, trigger):
            return NAMED
        return OBJECT if self._is_object(context, trigger, c) else UNCUED

    def _is_object(self, context: SentenceContext, trigger: Trigger, c: ToponymMention) -> bool:
        """Whether it is done to the place itself: "captured X", "X was shelled"."""
        if trigger.sense.pos != "v" or trigger.sense.event_type not in self._objects:
            return False
        lower = context.sentence.lower
        if is_passive(lower, trigger):
            return c.end <= trigger.start and _EXISTS.issuperset(lower[c.end : trigger.start])
        if lower[c.end : c.end + 1] == ["'s"]:
            return False
        return c.start >= trigger.end and _NEARBY.issuperset(lower[trigger.end : c.start])

    def _is_bearing(self, context: SentenceContext, c: ToponymMention) -> bool:
        bearing = c.cue is not None and c.cue.removesuffix(" of") in self._directions
        return bearing and any(0 < c.start - o.end <= 6 for o in context.toponyms)

    def _speaker(self, context: SentenceContext, c: ToponymMention) -> float:
        s = context.sentence
        after = s.lower[c.end : c.end + 2]
        if not after or not (
            after[0] in self._says or (after[-1] in self._says and after[0] == "also")
        ):
            return 1.0
        person = any(n.kind == "person" or n.start == 1 for n in context.names if n.end <= c.start)
        said_by = any(n.end >= c.start - 1 and n.end <= c.start for n in context.names)
        return REPORTER if person or said_by else SPEAKER

    def pointed(
        self, contexts: Sequence[SentenceContext], at: int, trigger: Trigger
    ) -> PlaceLink | None:
        """Resolve "the area", "the city", "his country", "there" near a trigger."""
        s = contexts[at].sentence
        hits = self._pointers.find(s.lower, *trigger.clause) or self._pointers.find(s.lower)
        for hit in hits:
            if hit.value == "any" and s.lower[hit.start] == "there" and _is_dummy(s.lower, hit.end):
                continue
            if hit.value == "-" or s.lower[hit.end : hit.end + 1] == ["'s"] or _names(s, hit.end):
                continue
            if hit.start > 1 and s.lower[hit.start - 2] in self._directions:
                continue
            found = _last_place(contexts, at, hit.start, hit.value)
            if found is not None:
                placed = hit.start > 0 and s.lower[hit.start - 1] in _PLACED
                score = FROM_PRONOUN if placed else FROM_PREVIOUS
                return PlaceLink(toponym=found, score=score, inherited=True)
        return None


def names(c: ToponymMention, trigger: Trigger) -> bool:
    """Whether a place names an event by standing before its noun: "the X attacks".

    A country or a people there acts: "Israel strikes".
    """
    noun = trigger.sense.pos != "v" and c.end == trigger.start
    return noun and not c.metonym and c.hint != "country"


def _names(s: Sentence, at: int) -> bool:
    """Whether a place is named right there: "the city of X", "the capital X"."""
    named = at + 1 if s.lower[at : at + 1] == ["of"] else at
    return named < len(s) and s.capital[named]


def _unlike(context: SentenceContext, trigger: Trigger) -> list[Trigger]:
    """Return the meetings, truces and aid of a sentence, for an event that is none of these."""
    return [] if _is_seated(trigger) else [one for one in context.triggers if _is_seated(one)]


def _is_seated(trigger: Trigger) -> bool:
    return known_family(trigger.sense.event_type.lower()) in SEATED


def _others(context: SentenceContext, c: ToponymMention) -> list[ToponymMention]:
    return [other for other in context.toponyms if other is not c]


def _is_dummy(lower: Sequence[str], after: int) -> bool:
    """Whether "there" only opens a sentence: "there were clashes"."""
    return after < len(lower) and lower[after] in _EXISTS


def inherit(
    own: Sequence[PlaceLink],
    pointed: PlaceLink | None,
    earlier: Sequence[EventCandidate],
    context: SentenceContext,
    outside: OutsideToponyms,
) -> tuple[PlaceLink, ...]:
    """Return own links, then what the text points back to, then places of earlier readings.

    Where an agency filed stands in only when there is no other place at all; what the headline
    names comes last, for an event whose other places nobody may know.
    """
    links = [link for link in own if link.score >= WEAK]
    if pointed is not None and (not links or links[0].score < pointed.score == FROM_PRONOUN):
        links.insert(0, pointed)
    if not links:
        links.extend(_from_earlier(earlier, context))
    headline = [
        PlaceLink(toponym=index, score=FROM_HEADLINE, inherited=True) for index in outside.headline
    ]
    if not links:
        links.extend(headline)
    if not links and outside.dateline is not None:
        links.append(PlaceLink(toponym=outside.dateline, score=FROM_DATELINE, inherited=True))
    links.extend(link for link in own if link.score < WEAK)
    if pointed is not None:
        links.append(pointed)
    links.extend(headline)
    best: dict[int, PlaceLink] = {}
    for link in links:
        best.setdefault(link.toponym, link)
    return tuple(best.values())[:MAX_LINKS]


def _from_earlier(earlier: Sequence[EventCandidate], context: SentenceContext) -> list[PlaceLink]:
    links = []
    main = [reading for reading in earlier if not reading.aside]
    for reading in reversed(main[-4:]):
        apart = context.sentence.index - reading.context.sentence.index
        if reading.place is not None and reading.links and apart <= 4:
            score = max(FROM_ARTICLE, FROM_PREVIOUS - 0.05 * apart)
            links.append(PlaceLink(toponym=reading.place, score=score, inherited=True))
    lead = next((r for r in earlier if r.place is not None), None)
    if lead is not None and lead.place is not None:
        links.append(PlaceLink(toponym=lead.place, score=FROM_LEAD, inherited=True))
    return links


def _last_place(contexts: Sequence[SentenceContext], at: int, before: int, kind: str) -> int | None:
    """Return the last fitting place before a word, going back up to six sentences."""
    for back in range(at, max(-1, at - 7), -1):
        context = contexts[back]
        if context.sentence.kind == "caption" and back != at:
            continue
        outer = {c.within for c in context.toponyms}
        pairs = list(zip(context.toponym_indexes, context.toponyms, strict=True))
        for index, c in sorted(pairs, key=lambda p: (p[0] in outer, -p[1].start)):
            early = back < at or c.start < before
            if early and _fits(c, kind):
                return index
    return None


def _fits(c: ToponymMention, kind: str) -> bool:
    if kind == "any":
        return not c.metonym and c.fit >= 0.3 and c.hint != "country"
    if kind == "city":
        return c.hint in {"city", "town", "village"} and not c.metonym
    if kind == "country":
        return c.hint == "country"
    return c.hint == kind and not c.metonym
