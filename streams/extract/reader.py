"""Reading an article from top to bottom: each trigger that holds becomes a reading."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from schemas.extraction import PlaceLink
from schemas.mention import Claim
from streams.extract import coreference, dating, places
from streams.extract.actors import ActorReader
from streams.extract.casualties import CasualtyReader, Harm
from streams.extract.claims import ClaimReader
from streams.extract.cues import CueSets
from streams.extract.dates import DateReader, Memory
from streams.extract.inflection import verb_forms
from streams.extract.knowledge import knowledge
from streams.extract.lexicon import Phrases, entries, rows
from streams.extract.modality import ModalityReader, RoleReader
from streams.extract.reading import TAKES_HARM, Context, Reading
from streams.extract.refinement import NONE, Refiner
from streams.extract.scene import Scene
from streams.extract.stories import HAPPENS, Story, StoryReader
from streams.extract.triggers import Marks, Trigger, TriggerFinder

WEAK = 0.5
"""Below this a trigger needs a place or a figure in its own sentence."""

_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "i'm", "i'll", "we're", "i've"})
_QUOTES = frozenset('"\u201c\u201d')

MASS = 4
"""People hit from which a shooting is a mass shooting (Gun Violence Archive's count)."""


class ArticleReader:
    """Reads the events of an article, with what earlier sentences say in mind."""

    def __init__(self) -> None:
        self._triggers = TriggerFinder()
        self._cues = CueSets()
        self._refiner = Refiner()
        self._dates = DateReader()
        self._casualties = CasualtyReader()
        self._claims = ClaimReader()
        self._actors = ActorReader(knowledge())
        self._modality = ModalityReader()
        self._roles = RoleReader()
        self._dating = dating.Dating()
        self._stories = StoryReader()
        self._linker = places.PlaceLinker()
        self._reactions = frozenset(
            form for verb in entries("reactions.txt") for form in verb_forms(verb)
        )
        self._weapons = Phrases((row[0], row[1]) for row in rows("weapons.tsv"))

    def read(self, text: str, scene: Scene, today: date, title: str | None = None) -> list[Reading]:
        """Return the readings of an article in text order; ``today`` is the publication day."""
        story = self._stories.read(title, [context.sentence for context in scene.contexts])
        found: list[Reading] = []
        claim: Claim | None = None
        memory = Memory(today)
        for at, context in enumerate(scene.contexts):
            context.dates, context.offsets = self._dates.read(context.sentence, memory)
            said = self._claims.read(text, context.sentence, context.names, claim)
            for reading in self._sentence(text, scene, at, found, (said, today)):
                if self._is_real(story, reading):
                    found.extend(self._located(scene, at, reading, found))
            claim = said if said.source is not None else claim
        coreference.fill_places(found)
        coreference.fill_dates(found)
        return found

    def _is_real(self, story: Story, reading: Reading) -> bool:
        """Whether a reading is an event in such a story; what is told again becomes history."""
        s = reading.context.sentence
        past = story.retold and (reading.when is None or self._stories.is_retold(s))
        if past and reading.family in HAPPENS and reading.role == "current":
            reading.role = "background"
        if story.keeps == "all":
            return True
        evidence = self._stories.has_evidence(s)
        return evidence and (story.keeps == "evidence" or reading.when is not None)

    def _sentence(
        self,
        text: str,
        scene: Scene,
        at: int,
        earlier: Sequence[Reading],
        told: tuple[Claim, date],
    ) -> list[Reading]:
        context = scene.contexts[at]
        s = context.sentence
        spots = [c.start for c in context.candidates if not c.metonym and c.start < c.end]
        if not self._triggers.might_hold(s):
            return []
        marks = self._cues.mark(s.lower)
        triggers = [t for t in self._triggers.find(s, marks, spots) if not _is_dated(context, t)]
        if not triggers:
            return []
        harms = self._casualties.read(s, context.names)
        readings = self._typed(context, triggers, (marks, spots), earlier, told)
        _hand_out(readings, harms)
        for reading in readings:
            reading.event_type = _mass(reading)
            reading.actors = self._actors.read(text, s, reading.trigger, context.names)
            reading.weapon = self._weapon(context, reading.trigger)
        vague = _is_told_by_witness(context)
        return [r for r in readings if spots or r.harms or r.when or _is_told(r, vague=vague)]

    def _typed(
        self,
        context: Context,
        triggers: Sequence[Trigger],
        around: tuple[Marks, Sequence[int]],
        earlier: Sequence[Reading],
        told: tuple[Claim, date],
    ) -> list[Reading]:
        """Type the triggers: words of harm and damage last, since an attack may carry them."""
        s = context.sentence
        found: list[Reading] = []
        ordered = sorted(triggers, key=lambda t: t.sense.event_type in coreference.EFFECTS)
        for trigger in ordered:
            if coreference.carrier(found, trigger):
                continue
            before = coreference.told_before([*earlier, *found], s.index)
            verdict = self._refiner.decide(trigger, s.lower, *around, before)
            if verdict.event_type == NONE or self._repeats(found, trigger, verdict.event_type):
                continue
            own = self._dating.own(context, trigger, [*earlier, *found], told[1])
            found.append(
                Reading(
                    context=context,
                    trigger=trigger,
                    event_type=verdict.event_type,
                    confidence=verdict.confidence,
                    modality=self._modality.read(s, trigger),
                    role=self._roles.read(s, trigger, own, context.dates, told[1]),
                    claim=told[0],
                    when=own,
                    ongoing=own is None and self._dating.is_ongoing(s, trigger),
                )
            )
        return sorted(found, key=lambda r: r.trigger.start)

    def _repeats(self, found: Sequence[Reading], trigger: Trigger, event_type: str) -> bool:
        """Whether the clause has told an event of this type already."""
        return any(r.event_type == event_type and r.trigger.clause == trigger.clause for r in found)

    def _weapon(self, context: Context, trigger: Trigger) -> str | None:
        lower = context.sentence.lower
        hits = self._weapons.find(lower, *trigger.clause) or self._weapons.find(lower)
        return hits[0].value if hits else None

    def _located(
        self, scene: Scene, at: int, reading: Reading, earlier: Sequence[Reading]
    ) -> list[Reading]:
        """Link a reading to its places and date: one reading for each place that shares it."""
        context = reading.context
        own = self._linker.own(context, reading.trigger)
        pointed = self._linker.pointed(scene.contexts, at, reading.trigger)
        links = places.inherit(own, pointed, earlier, context, scene.outside)
        again = coreference.antecedent(reading, _is_coarse(scene, links), earlier)
        if coreference.refers(reading, self._reactions) and (
            told := coreference.taken_up(reading, earlier)
        ):
            again = told
            reading.event_type = told.event_type
            if reading.when is None or reading.when.end <= reading.trigger.start:
                reading.when, reading.inherited_date = told.when, told.when is not None
        if again is not None:
            links, own = _inherited(again.links), []
        spread = self._linker.spread(context, own, reading.trigger) if links and own else []
        made = []
        for number, toponym in enumerate(spread if len(spread) > 1 else [None]):
            chosen = links if toponym is None else _only(links, toponym)
            harms = reading.harms if number == 0 else []
            one = replace(reading, links=chosen, harms=harms, listed=number > 0)
            if chosen:
                _name_place(one, scene)
            if one.when is None and not one.ongoing and context.sentence.kind != "caption":
                one.when = dating.inherit(one, earlier)
                one.inherited_date = one.when is not None
            if one.when is None and context.sentence.kind == "caption":
                one.ongoing = True
            made.append(one)
        return made


def _is_told_by_witness(context: Context) -> bool:
    """Whether a quoted "I" or "we" tells how it was, which alone is no report of an event."""
    lower = context.sentence.lower
    return not _FIRST_PERSON.isdisjoint(lower) and not _QUOTES.isdisjoint(lower)


def _is_told(reading: Reading, *, vague: bool) -> bool:
    """Whether bare words tell an event; not "when rebels seize a town", which is always so."""
    s, trigger = reading.context.sentence, reading.trigger
    lemma = trigger.sense.phrase.split(" ")[0]
    present = s.lower[trigger.start] == lemma and any(f.endswith("ed") for f in verb_forms(lemma))
    general = trigger.sense.pos == "v" and present and s.kind == "body"
    return reading.confidence >= WEAK and not vague and not general


def _is_dated(context: Context, trigger: Trigger) -> bool:
    """Whether a trigger is part of a date: "March"."""
    return any(w.start <= trigger.start < w.end for w in context.dates)


def _name_place(reading: Reading, scene: Scene) -> None:
    place = scene.candidates[reading.links[0].toponym]
    reading.place_name = place.name.lower()
    if place.within is not None:
        reading.container = scene.candidates[place.within].name.lower()


def _is_coarse(scene: Scene, links: Sequence[PlaceLink]) -> bool:
    """Whether the best place is a country or a place taken from elsewhere."""
    return bool(links) and scene.candidates[links[0].toponym].hint == "country"


def _inherited(links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    return tuple(link.model_copy(update={"inherited": True}) for link in links)


def _only(links: Sequence[PlaceLink], toponym: int) -> tuple[PlaceLink, ...]:
    return tuple(link for link in links if link.toponym == toponym)


def _hand_out(readings: Sequence[Reading], harms: Sequence[Harm]) -> None:
    """Give each harm with a figure to the nearest reading that can carry it."""
    for harm in harms:
        if harm.figure is None:
            continue
        fit = [r for r in readings if _carries(r.event_type, harm.kind)]
        if fit:
            nearest = min(fit, key=lambda r: abs(r.trigger.start - harm.start))
            nearest.harms.append(harm)


def _carries(event_type: str, kind: str) -> bool:
    if kind == "detained":
        return event_type in {"arrest", "abduction", "raid", "protest", "riot"}
    if kind == "displaced":
        return event_type in {"displacement", "natural_disaster", "ground_assault", "shelling"}
    return event_type in TAKES_HARM and event_type not in {"arrest", "abduction"}


def _mass(reading: Reading) -> str:
    """Return ``mass_shooting`` for a shooting that hit ``MASS`` people or more."""
    if reading.event_type != "shooting":
        return reading.event_type
    hit = sum(h.figure.best or 0 for h in reading.harms if h.figure is not None)
    return "mass_shooting" if hit >= MASS else "shooting"
