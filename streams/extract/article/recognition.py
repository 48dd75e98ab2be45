"""The events of one sentence: triggers, their types, modality and temporal role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.mention import Claim
from streams.extract.article import coreference
from streams.extract.attribution.claims import SpeakerContext
from streams.extract.attribution.reporting_verbs import speaks
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import CueMarks, Trigger, TypeDecision
from streams.extract.document.parse import top
from streams.extract.document.sentence import Sentence
from streams.extract.factuality.enactment import EnactmentReader
from streams.extract.factuality.modality import ModalityReader
from streams.extract.factuality.temporal_role import RoleReader
from streams.extract.factuality.tenses import TO_COME, TenseReader, coming
from streams.extract.syntax.frames import phrase
from streams.extract.time.event_dates import EventDating
from streams.extract.triggers.cues import CueSets
from streams.extract.triggers.finder import TriggerFinder
from streams.extract.triggers.refinement import TypeRefiner, why
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.triggers.tables import NONE
from streams.extract.vocabulary.inflection import verb_forms

WEAK = 0.5
"""Below this a trigger needs a place or a figure in its own sentence."""

ROBBERY = "ROB"
"""The base sense of a robbery, which is no second event beside the shots that it is told with."""
_LAST = coreference.EFFECTS | {ROBBERY}
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "us", "me", "i'm", "i'll", "we're", "i've"})
_QUOTES = frozenset('"\u201c\u201d')


@dataclass(frozen=True, slots=True)
class DiscourseContext:
    """What is known when a sentence is reached: its claim, the publication day, where it stands."""

    claim: Claim
    today: date
    contexts: Sequence[SentenceContext]
    at: int
    speakers: SpeakerContext


class Recogniser:
    """Finds the triggers of a sentence and says what each of them tells."""

    def __init__(self) -> None:
        self._triggers = TriggerFinder()
        self._cues = CueSets()
        self._refiner = TypeRefiner()
        self._modality = ModalityReader()
        self._roles = RoleReader()
        self._dating = EventDating()
        self._tenses = TenseReader()
        self._enactment = EnactmentReader()

    def might_hold(self, context: SentenceContext) -> bool:
        """Whether any trigger stands in a sentence."""
        return self._triggers.might_hold(context.sentence)

    def find(
        self, context: SentenceContext, refusals: RefusalLog | None
    ) -> tuple[list[Trigger], CueMarks]:
        """Return the triggers of a sentence that are no part of a date, and its cues."""
        s = context.sentence
        marks = self._cues.mark(s)
        kept = []
        for trigger in self._triggers.find(s, marks, spots(context), refusals):
            if not _is_dated(context, trigger):
                kept.append(trigger)
            elif refusals is not None:
                refusals.refuse(s.index, (trigger.start, trigger.end), RefusalCause.DATED)
        context.triggers = kept
        return kept, marks

    def read(
        self,
        context: SentenceContext,
        found: tuple[Sequence[Trigger], CueMarks],
        earlier: Sequence[EventCandidate],
        told: DiscourseContext,
        refusals: RefusalLog | None,
    ) -> list[EventCandidate]:
        """Type the triggers: words of casualty and damage last, since an attack may carry them."""
        triggers, marks = found
        made: list[EventCandidate] = []
        for trigger in sorted(triggers, key=lambda t: t.sense.event_type in _LAST):
            decision = self._decision(context, trigger, marks, (made, earlier))
            if not isinstance(decision, TypeDecision):
                if refusals is not None:
                    refusals.refuse(context.sentence.index, (trigger.start, trigger.end), *decision)
                continue
            made.append(self._candidate(context, trigger, decision, [*earlier, *made], told))
        return sorted(made, key=lambda r: r.trigger.start)

    def _decision(
        self,
        context: SentenceContext,
        trigger: Trigger,
        marks: CueMarks,
        told: tuple[Sequence[EventCandidate], Sequence[EventCandidate]],
    ) -> TypeDecision | tuple[RefusalCause, str]:
        """Return the type of a trigger, or why it is no event of its own."""
        s, (here, earlier) = context.sentence, told
        carried = coreference.carrier(here, trigger)
        if carried is not None:
            return (
                RefusalCause.CASUALTY,
                f"{carried.event_type} at {carried.trigger.sense.phrase!r}",
            )
        if trigger.sense.event_type == ROBBERY and any(r.family == "violence" for r in here):
            return RefusalCause.REPEATED, "part of the violence told"
        before = coreference.told_before([*earlier, *here], s.index)
        decision = self._refiner.decide(
            trigger, s, self._unsaid(s, marks, trigger), spots(context), before
        )
        if decision.event_type == NONE:
            return (
                RefusalCause.NO_TYPE,
                f"{trigger.sense.event_type}: {why(decision) or 'no rule fits'}",
            )
        if _repeats(s, here, trigger, decision.event_type):
            return RefusalCause.REPEATED, decision.event_type
        return decision

    def _unsaid(self, s: Sentence, marks: CueMarks, trigger: Trigger) -> CueMarks:
        """Leave out who only speaks: in "an official said" no official was attacked."""
        if s.parse is None:
            return marks
        speaking = {
            at
            for subject, verb in enumerate(s.parse.heads)
            if speaks(s.parse, subject) and not trigger.start <= verb < trigger.end
            if not subject < trigger.start < verb
            for at in phrase(s.parse, subject)
        }
        return [frozenset() if at in speaking else mark for at, mark in enumerate(marks)]

    def _candidate(
        self,
        context: SentenceContext,
        trigger: Trigger,
        decision: TypeDecision,
        earlier: Sequence[EventCandidate],
        told: DiscourseContext,
    ) -> EventCandidate:
        s = context.sentence
        own = self._dating.own(context, trigger, earlier, told.today)
        modality = self._modality.read(s, trigger)
        if own and modality == "asserted" and self._tenses.is_ahead(s, trigger, own, told.today):
            modality = "future"
        if own and modality in TO_COME:
            own = coming(s, trigger, own, told.today)
        role, why = self._roles.read(s, trigger, own, context.dates, told.today)
        if role == "current" and s.parse is not None:
            spoken = self._enactment.in_force(s, s.parse, trigger, decision.event_type)
            role, why = ("background", f"in force: {spoken}") if spoken else (role, why)
        return EventCandidate(
            context=context,
            trigger=trigger,
            event_type=decision.event_type,
            confidence=decision.confidence,
            modality=modality,
            role=role,
            claim=told.claim,
            when=own,
            ongoing=own is None and self._dating.is_ongoing(s, trigger),
            decision=decision,
            role_why=why,
        )


def spots(context: SentenceContext) -> list[int]:
    """Return the words where places of the text start that may hold an event."""
    return [c.start for c in context.toponyms if not c.metonym and c.start < c.end]


def is_told(candidate: EventCandidate) -> bool:
    """Whether bare words tell an event, in a sentence without place, date or figure.

    Not "when rebels seize a town", which is always so, nor what a quoted "we" went through.
    """
    s, trigger = candidate.context.sentence, candidate.trigger
    lemma = trigger.sense.phrase.split(" ")[0]
    present = s.lower[trigger.start] == lemma and any(f.endswith("ed") for f in verb_forms(lemma))
    general = trigger.sense.pos == "v" and present and s.kind == "body"
    return candidate.confidence >= WEAK and not _is_witness(candidate) and not general


def _is_witness(candidate: EventCandidate) -> bool:
    lower = candidate.context.sentence.lower
    return not _FIRST_PERSON.isdisjoint(lower) and not _QUOTES.isdisjoint(lower)


def _is_dated(context: SentenceContext, trigger: Trigger) -> bool:
    """Whether a trigger is part of a date: "March"."""
    return any(w.start <= trigger.start < w.end for w in context.dates)


def _repeats(
    s: Sentence, found: Sequence[EventCandidate], trigger: Trigger, event_type: str
) -> bool:
    """Whether the clause has told an event of this type already, or a noun joined to this one.

    "Tear gas and water cannon were used" is one event.
    """
    same = [r for r in found if r.event_type == event_type]
    if any(r.trigger.clause == trigger.clause for r in same):
        return True
    if s.parse is None or trigger.sense.pos == "v":
        return False
    joined = s.parse.conjuncts(top(s.parse, (trigger.start, trigger.end)))
    return any(r.trigger.start <= at < r.trigger.end for r in same for at in joined)
