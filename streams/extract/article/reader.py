"""EventCandidate an article from top to bottom: each trigger that holds becomes a candidate."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.extraction import PlaceLink
from schemas.mention import Claim
from streams.extract.article import coreference
from streams.extract.article.analysis import ArticleAnalysis
from streams.extract.article.components import Components
from streams.extract.article.genre import HAPPENS, Genre, GenreReader
from streams.extract.article.recognition import DiscourseContext, Recogniser, is_told, spots
from streams.extract.attribution.claims import ClaimReader, SpeakerContext
from streams.extract.casualties import reconciliation as tally
from streams.extract.casualties.reader import CasualtyReader
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import CasualtyMention, DateMention, Trigger
from streams.extract.document.tables import SEATED, takes_casualties
from streams.extract.participants.actors import ActorReader
from streams.extract.places.inheritance import PlaceReferences, inherit
from streams.extract.places.linking import PlaceLinker
from streams.extract.places.lists import PlaceLists
from streams.extract.syntax.distance import distance
from streams.extract.time import event_dates as dating
from streams.extract.time.dates import DateReader
from streams.extract.time.story_day import StoryDay
from streams.extract.time.timex.expression import TimeAnchors
from streams.extract.triggers.event_classifier import LEAST_PROBABILITY, EventClassifier
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.triggers.tables import WEAPONS
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.lexicon import reaction_forms
from streams.extract.vocabulary.phrases import Phrases

MOST_CANDIDATES = 1000
"""Candidates from which the rest of an article is left: twice what is kept of one, and each looks
back at those before it, so that a megabyte of nothing but attacks would take the square."""


class ArticleReader:
    """Reads the events of an article, with what earlier sentences say in mind.

    ``without`` names components that are left out, to measure what they are worth.
    """

    def __init__(self, without: Components = frozenset()) -> None:
        self._without = without
        self._classifier = EventClassifier()
        self._recogniser = Recogniser()
        self._dates = DateReader()
        self._casualties = CasualtyReader()
        self._claims = ClaimReader()
        self._actors = ActorReader(knowledge(), linked="links" not in without)
        self._stories = GenreReader()
        self._story_day = StoryDay()
        self._dating = dating.EventDating()
        self._linker = PlaceLinker()
        self._references = PlaceReferences()
        self._lists = PlaceLists()
        self._reactions = reaction_forms()
        self._weapons = Phrases((row.phrase, row.name) for row in WEAPONS.rows())

    def read(
        self,
        analysis: ArticleAnalysis,
        today: date,
        title: str | None = None,
        refusals: RefusalLog | None = None,
    ) -> list[EventCandidate]:
        """Return the candidates of an article in text order; ``today`` is the publication day.

        What is refused on the way is written to ``refusals``, when there is one.
        """
        story = Genre()
        if "stories" not in self._without:
            story = self._stories.read(title, [context.sentence for context in analysis.contexts])
        found: list[EventCandidate] = []
        claim: Claim | None = None
        person: str | None = None
        filed = self._dates.filed((context.sentence for context in analysis.contexts), today)
        anchors = TimeAnchors(filed)
        for at, context in enumerate(analysis.contexts):
            if len(found) >= MOST_CANDIDATES:
                break
            dates, context.offsets = self._dates.read(context.sentence, anchors)
            context.dates = _no_verbs(context, dates)
            said = self._claims.read(context.sentence, context.names, claim)
            told = DiscourseContext(
                said, today, analysis.contexts, at, SpeakerContext(said, claim, person)
            )
            if said.stance == "cannot_verify":
                coreference.doubt(found, context.sentence.index)
            for candidate in self._sentence(context, found, told, refusals):
                if self._is_real(story, candidate):
                    found.extend(self._located(analysis, at, candidate, found))
                elif refusals is not None:
                    _refuse(refusals, candidate, RefusalCause.STORY)
            claim = said if said.source is not None else claim
            person = self._claims.person(context.sentence, context.names) or person
        coreference.fill_places(found)
        coreference.fill_dates(found)
        coreference.share_day(found)
        self._story_day.apply(analysis.contexts, found, filed)
        self._dating.date_by_report(found, filed, today)
        tally.settle(found, [*self._headline(analysis), *self._tolls(analysis, found)])
        return [candidate for candidate in found if self._is_believed(candidate, refusals)]

    def _is_believed(self, candidate: EventCandidate, refusals: RefusalLog | None) -> bool:
        """Set the confidence to the classifier's; refuse what it doubts and what would count."""
        belief = None if "classifier" in self._without else self._classifier.probability(candidate)
        if belief is None:
            return True
        candidate.confidence = belief
        doubted = belief < LEAST_PROBABILITY and candidate.counts
        if doubted and refusals is not None:
            _refuse(refusals, candidate, RefusalCause.DOUBTED)
        return not doubted

    def _headline(self, analysis: ArticleAnalysis) -> list[CasualtyMention]:
        """Return what a title counts that does not stand in the text as well."""
        return [
            casualty
            for context in analysis.headline
            for casualty in self._casualties.read(context.sentence, context.names, headline=True)
        ]

    def _tolls(
        self, analysis: ArticleAnalysis, found: Sequence[EventCandidate]
    ) -> list[CasualtyMention]:
        """Return the tolls of sentences that tell no event: "which brought the dead to 11"."""
        told = {candidate.context.sentence.index for candidate in found}
        return [
            casualty
            for context in analysis.contexts
            if context.sentence.index not in told and context.sentence.kind != "caption"
            for casualty in self._casualties.read(context.sentence, context.names)
            if casualty.is_toll and casualty.figure is not None
        ]

    def _is_real(self, story: Genre, candidate: EventCandidate) -> bool:
        """Whether a candidate is an event in such a story; what is told again becomes history."""
        s = candidate.context.sentence
        past = story.retold and (candidate.when is None or self._stories.is_retold(s))
        if past and candidate.family in HAPPENS and candidate.role == "current":
            candidate.role = "background"
        if story.keeps == "all":
            return True
        evidence = self._stories.has_evidence(s, (candidate.trigger.start, candidate.trigger.end))
        return evidence and (story.keeps == "evidence" or candidate.when is not None)

    def _sentence(
        self,
        context: SentenceContext,
        earlier: Sequence[EventCandidate],
        told: DiscourseContext,
        refusals: RefusalLog | None,
    ) -> list[EventCandidate]:
        s = context.sentence
        if not self._recogniser.might_hold(context):
            return []
        found = self._recogniser.find(context, refusals)
        if not found[0]:
            return []
        casualties = self._casualties.read(s, context.names)
        candidates = self._recogniser.read(context, found, earlier, told, refusals)
        _hand_out(candidates, casualties)
        for candidate in candidates:
            candidate.event_type = _mass(candidate)
            own = [
                casualty for casualty in casualties if _carrier(candidates, casualty) is candidate
            ]
            candidate.actors = self._actors.read(told.contexts, told.at, candidate.trigger, own)
            candidate.weapon = self._weapon(context, candidate.trigger)
            span = (candidate.trigger.start, candidate.trigger.end)
            candidate.claim = self._claims.of_event(s, context.names, span, told.speakers)
        return [r for r in candidates if self._is_told(r, refusals)]

    def _is_told(self, candidate: EventCandidate, refusals: RefusalLog | None) -> bool:
        told = bool(
            spots(candidate.context) or candidate.casualty_mentions or candidate.when
        ) or is_told(candidate)
        if not told and refusals is not None:
            _refuse(refusals, candidate, RefusalCause.BARE)
        return told

    def _weapon(self, context: SentenceContext, trigger: Trigger) -> str | None:
        lower = context.sentence.lower
        hits = self._weapons.find(lower, *trigger.clause) or self._weapons.find(lower)
        return hits[0].value if hits else None

    def _located(
        self,
        analysis: ArticleAnalysis,
        at: int,
        candidate: EventCandidate,
        earlier: Sequence[EventCandidate],
    ) -> list[EventCandidate]:
        """Link a candidate to its places and date: one candidate for each place that shares it."""
        context = candidate.context
        own = self._linker.links(context, candidate.trigger)
        reference = self._references.resolve(analysis.contexts, at, candidate.trigger)
        links = inherit(own, reference, _thread(candidate, earlier), context, analysis.outside)
        again = coreference.antecedent(candidate, _is_coarse(analysis, links), earlier)
        refers = "references" not in self._without and coreference.refers(
            candidate, self._reactions
        )
        if refers and (told := coreference.taken_up(candidate, earlier)):
            again = told
            candidate.event_type = told.event_type
            if candidate.when is None or candidate.when.end <= candidate.trigger.start:
                candidate.when, candidate.inherited_date = told.when, told.when is not None
        if wounded := coreference.wounded_before(candidate, earlier):
            candidate.when, candidate.inherited_date = _of_wound(candidate.when, wounded.when)
            again = again or wounded
        if again is not None:
            links, own = _inherited(again.links), []
        spread = self._lists.spread(context, own, candidate.trigger) if links and own else []
        made = []
        for number, toponym in enumerate(spread if len(spread) > 1 else [None]):
            chosen = links if toponym is None else _only(links, toponym)
            casualties = candidate.casualty_mentions if number == 0 else []
            one = replace(candidate, links=chosen, casualty_mentions=casualties, listed=number > 0)
            if chosen:
                _place(one, analysis, earlier)
            if one.when is None and not one.ongoing and context.sentence.kind != "caption":
                one.when = dating.inherit(one, earlier)
                one.inherited_date = one.when is not None
            if one.when is None and context.sentence.kind == "caption":
                one.ongoing = True
            made.append(one)
        return made


def _of_wound(
    death: DateMention | None, wound: DateMention | None
) -> tuple[DateMention | None, bool]:
    """Return the day of a wound for a death of later days, and whether it is another's date."""
    if wound is None or (death is not None and death.last < wound.last):
        return death, False
    return wound, True


def _no_verbs(context: SentenceContext, dates: Sequence[DateMention]) -> list[DateMention]:
    """Leave out what the parse says is a verb: "tried to march"."""
    parse = context.sentence.parse
    if parse is None:
        return list(dates)
    return [w for w in dates if w.end - w.start > 1 or parse.pos[w.start] != "VERB"]


def _refuse(refusals: RefusalLog, candidate: EventCandidate, cause: RefusalCause) -> None:
    s, trigger = candidate.context.sentence, candidate.trigger
    refusals.refuse(s.index, (trigger.start, trigger.end), cause, candidate.event_type)


def _thread(
    candidate: EventCandidate, earlier: Sequence[EventCandidate]
) -> Sequence[EventCandidate]:
    """Return those whose place an event may take: talks are not held where the shells fall."""
    if candidate.family not in SEATED:
        return earlier
    return [other for other in earlier if other.family == candidate.family]


def _place(
    candidate: EventCandidate, analysis: ArticleAnalysis, earlier: Sequence[EventCandidate]
) -> None:
    """Name the place of a candidate, and join what was told of that place before."""
    place = analysis.toponyms[candidate.links[0].toponym]
    candidate.place_name = place.name.lower()
    if place.within is not None:
        candidate.container = analysis.toponyms[place.within].name.lower()
    coreference.join_at_its_place(candidate, earlier)


def _is_coarse(analysis: ArticleAnalysis, links: Sequence[PlaceLink]) -> bool:
    """Whether the best place is a country or a place taken from elsewhere."""
    return bool(links) and analysis.toponyms[links[0].toponym].hint == "country"


def _inherited(links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    return tuple(link.model_copy(update={"inherited": True}) for link in links)


def _only(links: Sequence[PlaceLink], toponym: int) -> tuple[PlaceLink, ...]:
    return tuple(link for link in links if link.toponym == toponym)


def _hand_out(candidates: Sequence[EventCandidate], casualties: Sequence[CasualtyMention]) -> None:
    """Give each casualty with a figure to the nearest candidate that can carry it."""
    for casualty in casualties:
        nearest = _carrier(candidates, casualty) if casualty.figure is not None else None
        if nearest is not None:
            nearest.casualty_mentions.append(casualty)


def _carrier(
    candidates: Sequence[EventCandidate], casualty: CasualtyMention
) -> EventCandidate | None:
    """Return the candidate whose event can do such casualty and belongs to it most closely."""
    able = [r for r in candidates if _carries(r.event_type, casualty.kind)]
    # What is only planned or denied has hurt nobody.
    fit = [r for r in able if r.modality == "asserted"] or able
    return min(fit, key=lambda r: _apart(r, casualty), default=None)


def _apart(candidate: EventCandidate, casualty: CasualtyMention) -> float:
    return distance(candidate.context.sentence, casualty.start, candidate.trigger.start)


def _carries(event_type: str, kind: str) -> bool:
    if kind == "detained":
        return event_type in {"arrest", "abduction", "raid", "protest", "riot"}
    if kind == "displaced":
        return event_type in {"displacement", "natural_disaster", "ground_assault", "shelling"}
    return takes_casualties(event_type) and event_type not in {"arrest", "abduction"}


def _mass(candidate: EventCandidate) -> str:
    """Return ``mass_shooting`` for a shooting that hit ``tally.MASS`` people or more."""
    if candidate.event_type != "shooting" or candidate.by_police:
        return candidate.event_type
    hit = sum(h.figure.best or 0 for h in candidate.casualty_mentions if h.figure is not None)
    return "mass_shooting" if hit >= tally.MASS else "shooting"
