"""EventCandidate an article from top to bottom: each trigger that holds becomes a reading."""

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
from streams.extract.document.families import SEATED, takes_casualties
from streams.extract.document.mentions import CasualtyMention, DateMention, Trigger
from streams.extract.participants.actors import ActorReader
from streams.extract.places import linking as places
from streams.extract.places.lists import PlaceLists
from streams.extract.syntax.distance import distance
from streams.extract.time import event_dates as dating
from streams.extract.time.dates import DateReader
from streams.extract.time.story_day import StoryDay
from streams.extract.time.timex.expression import Memory
from streams.extract.triggers.event_model import DOUBT, EventModel
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.phrases import Phrases, entries, rows

MOST_READINGS = 1000
"""Readings from which the rest of an article is left: twice what is kept of one, and each looks
back at those before it, so that a megabyte of nothing but attacks would take the square."""


class ArticleReader:
    """Reads the events of an article, with what earlier sentences say in mind.

    ``without`` names components that are left out, to measure what they are worth.
    """

    def __init__(self, without: Components = frozenset()) -> None:
        self._without = without
        self._model = EventModel()
        self._recogniser = Recogniser()
        self._dates = DateReader()
        self._casualties = CasualtyReader()
        self._claims = ClaimReader()
        self._actors = ActorReader(knowledge(), linked="links" not in without)
        self._stories = GenreReader()
        self._story_day = StoryDay()
        self._dating = dating.EventDating()
        self._linker = places.PlaceLinker()
        self._lists = PlaceLists()
        self._reactions = frozenset(
            form for verb in entries("vocabulary/reactions.txt") for form in verb_forms(verb)
        )
        self._weapons = Phrases((row[0], row[1]) for row in rows("triggers/weapons.tsv"))

    def read(
        self,
        text: str,
        scene: ArticleAnalysis,
        today: date,
        title: str | None = None,
        ledger: RefusalLog | None = None,
    ) -> list[EventCandidate]:
        """Return the readings of an article in text order; ``today`` is the publication day.

        What is refused on the way is written to ``ledger``, when there is one.
        """
        story = Genre()
        if "stories" not in self._without:
            story = self._stories.read(title, [context.sentence for context in scene.contexts])
        found: list[EventCandidate] = []
        claim: Claim | None = None
        person: str | None = None
        filed = self._dates.filed((context.sentence for context in scene.contexts), today)
        memory = Memory(filed)
        for at, context in enumerate(scene.contexts):
            if len(found) >= MOST_READINGS:
                break
            dates, context.offsets = self._dates.read(context.sentence, memory)
            context.dates = _no_verbs(context, dates)
            said = self._claims.read(text, context.sentence, context.names, claim)
            told = DiscourseContext(
                said, today, scene.contexts, at, SpeakerContext(said, claim, person)
            )
            if said.stance == "cannot_verify":
                coreference.doubt(found, context.sentence.index)
            for reading in self._sentence(text, context, found, told, ledger):
                if self._is_real(story, reading):
                    found.extend(self._located(scene, at, reading, found))
                elif ledger is not None:
                    _refuse(ledger, reading, RefusalCause.STORY)
            claim = said if said.source is not None else claim
            person = self._claims.person(context.sentence, context.names) or person
        coreference.fill_places(found)
        coreference.fill_dates(found)
        coreference.share_day(found)
        self._story_day.apply(scene.contexts, found, filed)
        self._dating.date_by_report(found, filed, today)
        tally.settle(found, [*self._headline(scene), *self._tolls(scene, found)])
        return [reading for reading in found if self._is_believed(reading, ledger)]

    def _is_believed(self, reading: EventCandidate, ledger: RefusalLog | None) -> bool:
        """Set the confidence to the classifier's; refuse what it doubts and what would count."""
        belief = None if "classifier" in self._without else self._model.probability(reading)
        if belief is None:
            return True
        reading.confidence = belief
        doubted = belief < DOUBT and reading.counts
        if doubted and ledger is not None:
            _refuse(ledger, reading, RefusalCause.DOUBTED)
        return not doubted

    def _headline(self, scene: ArticleAnalysis) -> list[CasualtyMention]:
        """Return what a title counts that does not stand in the text as well."""
        return [
            harm
            for context in scene.headline
            for harm in self._casualties.read(context.sentence, context.names, headline=True)
        ]

    def _tolls(
        self, scene: ArticleAnalysis, found: Sequence[EventCandidate]
    ) -> list[CasualtyMention]:
        """Return the tolls of sentences that tell no event: "which brought the dead to 11"."""
        told = {reading.context.sentence.index for reading in found}
        return [
            harm
            for context in scene.contexts
            if context.sentence.index not in told and context.sentence.kind != "caption"
            for harm in self._casualties.read(context.sentence, context.names)
            if harm.whole and harm.figure is not None
        ]

    def _is_real(self, story: Genre, reading: EventCandidate) -> bool:
        """Whether a reading is an event in such a story; what is told again becomes history."""
        s = reading.context.sentence
        past = story.retold and (reading.when is None or self._stories.is_retold(s))
        if past and reading.family in HAPPENS and reading.role == "current":
            reading.role = "background"
        if story.keeps == "all":
            return True
        evidence = self._stories.has_evidence(s, (reading.trigger.start, reading.trigger.end))
        return evidence and (story.keeps == "evidence" or reading.when is not None)

    def _sentence(
        self,
        text: str,
        context: SentenceContext,
        earlier: Sequence[EventCandidate],
        told: DiscourseContext,
        ledger: RefusalLog | None,
    ) -> list[EventCandidate]:
        s = context.sentence
        if not self._recogniser.might_hold(context):
            return []
        found = self._recogniser.find(context, ledger)
        if not found[0]:
            return []
        harms = self._casualties.read(s, context.names)
        readings = self._recogniser.read(context, found, earlier, told, ledger)
        _hand_out(readings, harms)
        for reading in readings:
            reading.event_type = _mass(reading)
            own = [harm for harm in harms if _carrier(readings, harm) is reading]
            reading.actors = self._actors.read(text, told.contexts, told.at, reading.trigger, own)
            reading.weapon = self._weapon(context, reading.trigger)
            span = (reading.trigger.start, reading.trigger.end)
            reading.claim = self._claims.of_event(text, s, context.names, span, told.voices)
        return [r for r in readings if self._is_told(r, ledger)]

    def _is_told(self, reading: EventCandidate, ledger: RefusalLog | None) -> bool:
        told = bool(spots(reading.context) or reading.casualty_mentions or reading.when) or is_told(
            reading
        )
        if not told and ledger is not None:
            _refuse(ledger, reading, RefusalCause.BARE)
        return told

    def _weapon(self, context: SentenceContext, trigger: Trigger) -> str | None:
        lower = context.sentence.lower
        hits = self._weapons.find(lower, *trigger.clause) or self._weapons.find(lower)
        return hits[0].value if hits else None

    def _located(
        self,
        scene: ArticleAnalysis,
        at: int,
        reading: EventCandidate,
        earlier: Sequence[EventCandidate],
    ) -> list[EventCandidate]:
        """Link a reading to its places and date: one reading for each place that shares it."""
        context = reading.context
        own = self._linker.own(context, reading.trigger)
        pointed = self._linker.pointed(scene.contexts, at, reading.trigger)
        links = places.inherit(own, pointed, _thread(reading, earlier), context, scene.outside)
        again = coreference.antecedent(reading, _is_coarse(scene, links), earlier)
        refers = "references" not in self._without and coreference.refers(reading, self._reactions)
        if refers and (told := coreference.taken_up(reading, earlier)):
            again = told
            reading.event_type = told.event_type
            if reading.when is None or reading.when.end <= reading.trigger.start:
                reading.when, reading.inherited_date = told.when, told.when is not None
        if wounded := coreference.wounded_before(reading, earlier):
            reading.when, reading.inherited_date = _of_wound(reading.when, wounded.when)
            again = again or wounded
        if again is not None:
            links, own = _inherited(again.links), []
        spread = self._lists.spread(context, own, reading.trigger) if links and own else []
        made = []
        for number, toponym in enumerate(spread if len(spread) > 1 else [None]):
            chosen = links if toponym is None else _only(links, toponym)
            harms = reading.casualty_mentions if number == 0 else []
            one = replace(reading, links=chosen, casualty_mentions=harms, listed=number > 0)
            if chosen:
                _place(one, scene, earlier)
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


def _refuse(ledger: RefusalLog, reading: EventCandidate, cause: RefusalCause) -> None:
    s, trigger = reading.context.sentence, reading.trigger
    ledger.refuse(s.index, (trigger.start, trigger.end), cause, reading.event_type)


def _thread(reading: EventCandidate, earlier: Sequence[EventCandidate]) -> Sequence[EventCandidate]:
    """Return those whose place an event may take: talks are not held where the shells fall."""
    if reading.family not in SEATED:
        return earlier
    return [other for other in earlier if other.family == reading.family]


def _place(
    reading: EventCandidate, scene: ArticleAnalysis, earlier: Sequence[EventCandidate]
) -> None:
    """Name the place of a reading, and join what was told of that place before."""
    place = scene.candidates[reading.links[0].toponym]
    reading.place_name = place.name.lower()
    if place.within is not None:
        reading.container = scene.candidates[place.within].name.lower()
    coreference.join_at_its_place(reading, earlier)


def _is_coarse(scene: ArticleAnalysis, links: Sequence[PlaceLink]) -> bool:
    """Whether the best place is a country or a place taken from elsewhere."""
    return bool(links) and scene.candidates[links[0].toponym].hint == "country"


def _inherited(links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    return tuple(link.model_copy(update={"inherited": True}) for link in links)


def _only(links: Sequence[PlaceLink], toponym: int) -> tuple[PlaceLink, ...]:
    return tuple(link for link in links if link.toponym == toponym)


def _hand_out(readings: Sequence[EventCandidate], harms: Sequence[CasualtyMention]) -> None:
    """Give each harm with a figure to the nearest reading that can carry it."""
    for harm in harms:
        nearest = _carrier(readings, harm) if harm.figure is not None else None
        if nearest is not None:
            nearest.casualty_mentions.append(harm)


def _carrier(readings: Sequence[EventCandidate], harm: CasualtyMention) -> EventCandidate | None:
    """Return the reading whose event can do such harm and belongs to it most closely."""
    able = [r for r in readings if _carries(r.event_type, harm.kind)]
    # What is only planned or denied has hurt nobody.
    fit = [r for r in able if r.modality == "asserted"] or able
    return min(fit, key=lambda r: _apart(r, harm), default=None)


def _apart(reading: EventCandidate, harm: CasualtyMention) -> float:
    return distance(reading.context.sentence, harm.start, reading.trigger.start)


def _carries(event_type: str, kind: str) -> bool:
    if kind == "detained":
        return event_type in {"arrest", "abduction", "raid", "protest", "riot"}
    if kind == "displaced":
        return event_type in {"displacement", "natural_disaster", "ground_assault", "shelling"}
    return takes_casualties(event_type) and event_type not in {"arrest", "abduction"}


def _mass(reading: EventCandidate) -> str:
    """Return ``mass_shooting`` for a shooting that hit ``tally.MASS`` people or more."""
    if reading.event_type != "shooting" or reading.by_police:
        return reading.event_type
    hit = sum(h.figure.best or 0 for h in reading.casualty_mentions if h.figure is not None)
    return "mass_shooting" if hit >= tally.MASS else "shooting"
