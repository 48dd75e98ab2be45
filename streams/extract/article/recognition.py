"""The events of one sentence: triggers, their types, modality and temporal role."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.article import coreference
from streams.extract.article.discourse import DiscourseContext
from streams.extract.attribution.reporting_verbs import is_speaker
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
from streams.extract.triggers.contexts import LEAST_LIKELY, ContextModel
from streams.extract.triggers.cues import CueSets
from streams.extract.triggers.finder import TriggerFinder
from streams.extract.triggers.refinement import TypeRefiner, why
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.triggers.tables import NONE

ROBBERY = "ROB"
"""The base sense of a robbery, which is no second event beside violence in its sentence."""


class Recogniser:
    """Finds the triggers of a sentence and says what each of them tells."""

    def __init__(self) -> None:
        self._triggers = TriggerFinder()
        self._cues = CueSets()
        self._contexts = ContextModel()
        self._refiner = TypeRefiner()
        self._modality = ModalityReader()
        self._roles = RoleReader()
        self._dating = EventDating()
        self._tenses = TenseReader()
        self._enactment = EnactmentReader()

    def read(
        self,
        discourse: DiscourseContext,
        earlier: Sequence[EventCandidate],
        refusals: RefusalLog,
    ) -> list[EventCandidate]:
        """Return the events of a sentence in text order.

        Words of casualties and damage are typed last, since an attack may carry them.
        """
        if not self._triggers.might_hold(discourse.context.sentence):
            return []
        marks = self._cues.mark(discourse.context.sentence)
        triggers = self._find(discourse.context, marks, refusals)
        context = replace(discourse.context, triggers=tuple(triggers))
        made: list[EventCandidate] = []
        for trigger in sorted(triggers, key=lambda t: _turn(context.sentence, t)):
            decision = self._decide(context, trigger, marks, (made, earlier))
            if isinstance(decision, TypeDecision):
                known = (discourse, [*earlier, *made])
                made.append(self._candidate(context, trigger, decision, *known))
            else:
                span = (trigger.start, trigger.end)
                refusals.refuse(context.sentence.index, span, *decision)
        return sorted(made, key=lambda c: c.trigger.start)

    def _find(
        self, context: SentenceContext, marks: CueMarks, refusals: RefusalLog
    ) -> list[Trigger]:
        """Return the triggers of a sentence that are no part of a date and stand as in news."""
        s = context.sentence
        kept = []
        for trigger in self._triggers.find(s, marks, context.place_positions, refusals):
            span = (trigger.start, trigger.end)
            if _is_in_date(context, trigger):
                refusals.refuse(s.index, span, RefusalCause.DATED)
            elif self._contexts.probability(s.words, s.lower, span) < LEAST_LIKELY:
                strange = self._contexts.strangest(s.words, s.lower, span)
                refusals.refuse(s.index, span, RefusalCause.CONTEXT, ", ".join(strange))
            else:
                kept.append(trigger)
        return kept

    def _decide(
        self,
        context: SentenceContext,
        trigger: Trigger,
        marks: CueMarks,
        known: tuple[Sequence[EventCandidate], Sequence[EventCandidate]],
    ) -> TypeDecision | tuple[RefusalCause, str]:
        """Return the type of a trigger, or why it is no event of its own.

        ``known`` are the events found in the sentence, and those of the sentences before.
        """
        s, (here, earlier) = context.sentence, known
        carried = coreference.carrier(here, trigger)
        if carried is not None:
            phrase = carried.trigger.sense.phrase
            return RefusalCause.CASUALTY, f"{carried.event_type} at {phrase!r}"
        if trigger.sense.event_type == ROBBERY and any(c.family == "violence" for c in here):
            return RefusalCause.REPEATED, "part of other violence"
        before = coreference.continued_type([*earlier, *here], s.index)
        marks = self._without_speakers(s, marks, trigger)
        decision = self._refiner.decide(trigger, s, marks, context.place_positions, before)
        if decision.event_type == NONE:
            rule = why(decision) or "no rule fits"
            return RefusalCause.NO_TYPE, f"{trigger.sense.event_type}: {rule}"
        if _repeats(s, here, trigger, decision.event_type):
            return RefusalCause.REPEATED, decision.event_type
        return decision

    def _without_speakers(self, s: Sentence, marks: CueMarks, trigger: Trigger) -> CueMarks:
        """Leave out who only speaks: in "an official said" no official was attacked."""
        if s.parse is None:
            return marks
        speaking = {
            at
            for subject, verb in enumerate(s.parse.heads)
            if is_speaker(s.parse, subject) and not trigger.start <= verb < trigger.end
            if not subject < trigger.start < verb
            for at in phrase(s.parse, subject)
        }
        return [frozenset() if at in speaking else mark for at, mark in enumerate(marks)]

    def _candidate(
        self,
        context: SentenceContext,
        trigger: Trigger,
        decision: TypeDecision,
        discourse: DiscourseContext,
        earlier: Sequence[EventCandidate],
    ) -> EventCandidate:
        s, today = context.sentence, discourse.today
        when = self._dating.own(context, trigger, earlier, today)
        modality = self._modality.read(s, trigger)
        if when and modality == "asserted" and self._tenses.is_ahead(s, trigger, when, today):
            modality = "future"
        if when and modality in TO_COME:
            when = coming(s, trigger, when, today)
        role, why = self._roles.read(s, trigger, when, context.dates, today)
        if role == "current" and s.parse is not None:
            in_force = self._enactment.in_force(s, s.parse, trigger, decision.event_type)
            role, why = ("background", f"in force: {in_force}") if in_force else (role, why)
        return EventCandidate(
            context=context,
            trigger=trigger,
            event_type=decision.event_type,
            confidence=decision.confidence,
            modality=modality,
            role=role,
            claim=discourse.claim,
            when=when,
            ongoing=when is None and self._dating.is_ongoing(s, trigger),
            decision=decision,
            role_why=why,
        )


def _turn(s: Sentence, trigger: Trigger) -> int:
    """Return when a trigger is typed: what others may carry waits, effects longest."""
    sense = trigger.sense.event_type
    if sense == ROBBERY or coreference.is_being_shot(s, trigger):
        return 1
    return 2 if sense in coreference.EFFECTS else 0


def _is_in_date(context: SentenceContext, trigger: Trigger) -> bool:
    """Whether a trigger is part of a date: "March"."""
    return any(w.start <= trigger.start < w.end for w in context.dates)


def _repeats(
    s: Sentence, here: Sequence[EventCandidate], trigger: Trigger, event_type: str
) -> bool:
    """Whether the clause, or a noun joined to this one, has an event of this type already.

    "Tear gas and water cannon were used" is one event.
    """
    same = [c for c in here if c.event_type == event_type]
    same = [c for c in same if not coreference.is_elsewhere(c, trigger)]
    if any(c.trigger.clause == trigger.clause for c in same):
        return True
    if s.parse is None or trigger.sense.pos == "v":
        return False
    joined = s.parse.conjuncts(top(s.parse, (trigger.start, trigger.end)))
    return any(c.trigger.start <= at < c.trigger.end for c in same for at in joined)
