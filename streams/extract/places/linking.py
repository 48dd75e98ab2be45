"""Which places of its own sentence an event belongs to: each is scored, the best comes first.

A score (0-1) is made of what rules say of the words around the place and of what a learned model
says of the parse between place and trigger. The constants are factors of the score or scores.
"""

from collections.abc import Sequence

from schemas.extraction import PlaceLink
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.parse import head_of
from streams.extract.document.tables import SEATED, known_family
from streams.extract.places.bystanders import Bystanders
from streams.extract.places.link_model import LinkModel, link_candidates
from streams.extract.places.tables import PLACE_OBJECTS, WORDS
from streams.extract.triggers.argument_cues import is_passive
from streams.extract.vocabulary.lexicon import reporting_forms
from streams.extract.vocabulary.tables import DIRECTIONS

OTHER_CLAUSE = 0.6
"""A place outside of the trigger's clause may be another event's."""
BEFORE = 0.85
"""A place named before its trigger is a little less likely its own."""
ORIGIN = 0.35
"""One behind "from" before its trigger is where people come from: "two men from X were held"."""
PER_WORD = 0.02
"""Each word between place and trigger adds this to what the score is divided by: a near place wins
among otherwise equal ones, a far one of the clause still beats a near one outside."""
CONTAINER = 0.35
"""A place that another one of the sentence lies in only tells where that one is."""
ASIDE = 0.7
"""One behind an "after" or "ahead" that follows the trigger is more likely the other event's."""
UNCUED = 0.12
"""A place without a preposition mostly acts or describes: "Moscow", "a Moscow paper"."""
OBJECT = 0.95
"""A place that is captured, attacked or shelled is where that happens."""
NAMED = 0.8
"""A place right before the noun of an event names it: "the X attacks"."""
SPEAKER = 0.35
"""A place behind a source ("activists in X said") is where the source is, maybe the event too."""
REPORTER = 0.08
"""A place behind a person's name before a verb of saying is where a reporter stands."""
BEARING = 0.4
"""A place that another one lies "east of" only tells where that one is."""
BEARING_REACH = 6
"""Words before "east of X" within which the place that lies there ends."""
ADJACENT = 1.3
"""A preposition right behind the trigger ties its place to it: "withdrew from X"."""
ADJACENT_GAP = 2
"""Words between trigger and place that count as right behind: "from the"."""
LEARNED = 0.5
"""Share of the learned probability in a link's score; the rest is what the rules say. Each alone
is worse on incidents of newswire, whose texts and nouns the learned weights have not seen."""


class PlaceLinker:
    """Scores the places of a sentence for an event."""

    def __init__(self) -> None:
        self._says = reporting_forms()
        self._directions = DIRECTIONS.entries()
        self._takes_object = frozenset(row.sense for row in PLACE_OBJECTS.rows())
        self._exists = WORDS["exists"]
        self._before_object = WORDS["before_object"]
        self._opens_other_event = WORDS["opens_other_event"]
        self._model = LinkModel()
        self._bystanders = Bystanders()

    def links(self, context: SentenceContext, trigger: Trigger) -> list[PlaceLink]:
        """Return links to the places of the trigger's own sentence, best first."""
        s = context.sentence
        word = trigger.start if s.parse is None else head_of(s.parse, trigger.start, trigger.end)
        seated = [at for t in _seated_events(context, trigger) for at in range(t.start, t.end)]
        aside = self._aside(context, trigger)
        containers = {toponym.within for toponym in context.toponyms if toponym.start not in aside}
        learned = self._learned_scores(context, trigger)
        links = []
        for index, toponym in zip(context.toponym_indexes, context.toponyms, strict=True):
            if toponym.metonym or toponym.start == toponym.end:
                continue
            score = self._rule_score(context, trigger, toponym)
            if index in containers:
                score *= CONTAINER
            if toponym.start in aside:
                score *= ASIDE
            score = min(1.0, score)
            score += LEARNED * (learned.get(index, score) - score)
            score *= self._bystanders.weight(s, word, toponym, _others(context, toponym), seated)
            links.append(PlaceLink(toponym=index, score=round(score, 3), inherited=False))
        return sorted(links, key=lambda link: (-link.score, link.toponym))

    def _aside(self, context: SentenceContext, trigger: Trigger) -> set[int]:
        """Return the first words of the places behind what opens another event."""
        lower, opens = context.sentence.lower, self._opens_other_event
        return {
            toponym.start
            for toponym in context.toponyms
            if not opens.isdisjoint(lower[trigger.end : toponym.start])
        }

    def _learned_scores(
        self, context: SentenceContext, trigger: Trigger
    ) -> dict[int | None, float]:
        """Return by toponym the learned probability that it is the trigger's place."""
        s = context.sentence
        if s.parse is None:
            return {}
        candidates = link_candidates(context)
        word = head_of(s.parse, trigger.start, trigger.end)
        scores = self._model.scores(s, word, candidates)
        return {one.toponym: score for one, score in zip(candidates, scores, strict=True)}

    def _rule_score(
        self, context: SentenceContext, trigger: Trigger, toponym: ToponymMention
    ) -> float:
        score = toponym.fit if toponym.cue else self._uncued(context, trigger, toponym)
        inside = trigger.clause[0] <= toponym.start < trigger.clause[1]
        gap = (
            toponym.start - trigger.end
            if toponym.start >= trigger.end
            else trigger.start - toponym.end
        )
        score *= (1.0 if inside else OTHER_CLAUSE) / (1 + PER_WORD * max(0, gap))
        if toponym.start < trigger.start:
            score *= ORIGIN if toponym.cue == "from" else BEFORE
        elif 0 <= gap <= ADJACENT_GAP and trigger.sense.pos == "v":
            score *= ADJACENT
        if toponym.cue and toponym.cue.endswith(" of") and self._is_bearing(context, toponym):
            score *= BEARING
        return score * self._speaker(context, toponym)

    def _uncued(self, context: SentenceContext, trigger: Trigger, toponym: ToponymMention) -> float:
        if names_event(toponym, trigger):
            return NAMED
        return OBJECT if self._is_object(context, trigger, toponym) else UNCUED

    def _is_object(
        self, context: SentenceContext, trigger: Trigger, toponym: ToponymMention
    ) -> bool:
        """Whether it is done to the place itself: "captured X", "X was shelled"."""
        if trigger.sense.pos != "v" or trigger.sense.event_type not in self._takes_object:
            return False
        lower = context.sentence.lower
        if is_passive(lower, trigger):
            return toponym.end <= trigger.start and self._exists.issuperset(
                lower[toponym.end : trigger.start]
            )
        if lower[toponym.end : toponym.end + 1] == ["'s"]:
            return False
        between = lower[trigger.end : toponym.start]
        return toponym.start >= trigger.end and self._before_object.issuperset(between)

    def _is_bearing(self, context: SentenceContext, toponym: ToponymMention) -> bool:
        bearing = toponym.cue is not None and toponym.cue.removesuffix(" of") in self._directions
        return bearing and any(0 < toponym.start - o.end <= BEARING_REACH for o in context.toponyms)

    def _speaker(self, context: SentenceContext, toponym: ToponymMention) -> float:
        """Return the factor for a place behind which a verb of saying stands, else 1."""
        s = context.sentence
        after = s.lower[toponym.end : toponym.end + 2]
        if not after or not (
            after[0] in self._says or (after[-1] in self._says and after[0] == "also")
        ):
            return 1.0
        person = any(
            n.kind == "person" or n.start == 1 for n in context.names if n.end <= toponym.start
        )
        said_by = any(n.end >= toponym.start - 1 and n.end <= toponym.start for n in context.names)
        return REPORTER if person or said_by else SPEAKER


def names_event(toponym: ToponymMention, trigger: Trigger) -> bool:
    """Return whether a place names an event by standing before its noun: "the X attacks".

    A country or a people there acts: "Israel strikes".
    """
    noun = trigger.sense.pos != "v" and toponym.end == trigger.start
    return noun and not toponym.metonym and toponym.hint != "country"


def _seated_events(context: SentenceContext, trigger: Trigger) -> Sequence[Trigger]:
    """Return the meetings, truces and aid of a sentence, for an event that is none of these."""
    return [] if _is_seated(trigger) else [one for one in context.triggers if _is_seated(one)]


def _is_seated(trigger: Trigger) -> bool:
    return known_family(trigger.sense.event_type.lower()) in SEATED


def _others(context: SentenceContext, toponym: ToponymMention) -> list[ToponymMention]:
    return [other for other in context.toponyms if other is not toponym]
