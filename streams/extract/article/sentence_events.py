"""The events of one sentence with all that the sentence itself tells of each.

Its type, modality, role and date come from recognition; casualties, actors, weapon and claim are
added here. What a sentence tells too vaguely is left out.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from streams.extract.article.discourse import DiscourseContext
from streams.extract.article.recognition import Recogniser
from streams.extract.article.tables import WORDS
from streams.extract.attribution.claims import ClaimReader
from streams.extract.casualties.reader import CasualtyReader
from streams.extract.casualties.reconciliation import MASS
from streams.extract.casualties.scope import NATIONWIDE, SERIES, FigureScope
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import CasualtyMention, QuantityMention, Trigger
from streams.extract.document.sentence import Sentence, distance
from streams.extract.document.tables import takes_casualties
from streams.extract.participants.actors import ActorReader
from streams.extract.participants.quantities import QuantityReader
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.triggers.tables import WEAPONS
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.known_names import knowledge
from streams.extract.vocabulary.phrases import Phrases

WEAK = 0.5
"""Confidence (0-1) below which an event needs a place, a figure or a date in its sentence."""

_QUOTES = frozenset('"\u201c\u201d')
_DETAINING = frozenset({"arrest", "abduction", "raid", "protest", "riot"})
_DISPLACING = frozenset({"displacement", "natural_disaster", "ground_assault", "shelling"})
CASUALTY = "CASUALTY"
"""The base sense of words that only tell of victims."""
_PROTESTS = frozenset({"protest", "riot", "strike"})
"""Types that are about something, of which people may have died before."""
_HOLDING = frozenset({"arrest", "abduction"})
"""Types that take nobody's life or health by themselves."""


class SentenceEvents:
    """Finds the events of a sentence. ``linked``: pronouns are resolved among the actors."""

    def __init__(self, *, linked: bool = True) -> None:
        self._recogniser = Recogniser()
        self._casualties = CasualtyReader()
        self._scope = FigureScope()
        self._quantities = QuantityReader()
        self._claims = ClaimReader()
        self._actors = ActorReader(knowledge(), linked=linked)
        self._weapons = Phrases((row.phrase, row.name) for row in WEAPONS.rows())
        self._first_person = WORDS["first_person"]

    def find(
        self,
        discourse: DiscourseContext,
        earlier: Sequence[EventCandidate],
        refusals: RefusalLog,
    ) -> list[EventCandidate]:
        """Return the events of a sentence in text order.

        Args:
            discourse: what is known when the sentence is reached.
            earlier: the candidates of the sentences before, in text order.
            refusals: where the words go that are taken for no event.
        """
        candidates = self._recogniser.read(discourse, earlier, refusals)
        if not candidates:
            return []
        s, names = discourse.context.sentence, discourse.context.names
        casualties = self._casualties.read(s, names)
        carriers = [self._carrier(candidates, casualty) for casualty in casualties]
        quantities = self._quantities.read(s, names, casualties)
        countries = {t.start for t in discourse.context.toponyms if t.hint == "country"}
        candidates = [self._as_sum(one, casualties, countries) for one in candidates]
        candidates = [self._as_reason(one, candidates) for one in candidates]
        found = []
        for number, candidate in enumerate(candidates):
            of_it = [
                casualty
                for casualty, carrier in zip(casualties, carriers, strict=True)
                if carrier == number
            ]
            full = self._with_details(discourse, candidate, of_it)
            full = replace(full, quantities=self._quantities_of(quantities, candidates, number))
            if self._is_told(full):
                found.append(full)
            else:
                refusals.refuse_candidate(full, RefusalCause.BARE)
        return found

    def _carrier(
        self, candidates: Sequence[EventCandidate], casualty: CasualtyMention
    ) -> int | None:
        """Return the number of the event that casualties belong to most closely, if any can.

        What is only planned or denied has hurt nobody, unless the sentence has nothing else. What
        a protest is about has not happened at the protest.
        """
        able = [
            n
            for n, c in enumerate(candidates)
            if _can_carry(c.event_type, casualty.kind) and not self._is_reason(c, casualty)
        ]
        fit = [n for n in able if candidates[n].modality == "asserted"] or able
        return min(fit, key=lambda n: _apart(candidates[n], casualty), default=None)

    def _quantities_of(
        self, quantities: Sequence[QuantityMention], candidates: Sequence[EventCandidate], at: int
    ) -> tuple[QuantityMention, ...]:
        """Return the quantities that belong to one of the candidates: each to the nearest."""
        found = []
        for quantity in quantities:
            able = [n for n, c in enumerate(candidates) if c.event_type in quantity.event_types]
            nearest = min(able, key=lambda n: _apart(candidates[n], quantity), default=None)
            if nearest == at:
                found.append(quantity)
        return tuple(found)

    def _is_reason(self, candidate: EventCandidate, casualty: CasualtyMention) -> bool:
        if candidate.event_type not in _PROTESTS or casualty.start < candidate.trigger.end:
            return False
        s = candidate.context.sentence
        return self._scope.is_reason(s, candidate.trigger, casualty.start)

    def _as_sum(
        self,
        candidate: EventCandidate,
        casualties: Sequence[CasualtyMention],
        countries: Collection[int],
    ) -> EventCandidate:
        """Return what is counted over a whole country, or over several events, as cumulative."""
        if self._is_nationwide(candidate, casualties, countries):
            return replace(candidate, role="cumulative", role_why=NATIONWIDE)
        if candidate.role == "current" and self._is_series(candidate, casualties):
            return replace(candidate, role="cumulative", role_why=SERIES)
        return candidate

    def _is_series(self, candidate: EventCandidate, casualties: Sequence[CasualtyMention]) -> bool:
        """Whether the figures of a sentence are summed over several events of a type."""
        counted = [one for one in casualties if one.figure is not None]
        s = candidate.context.sentence
        return any(self._scope.is_series(s, one.start) for one in counted)

    def _as_reason(
        self, candidate: EventCandidate, others: Sequence[EventCandidate]
    ) -> EventCandidate:
        """Return what a protest is about as background, unless the sentence dates it."""
        s, trigger = candidate.context.sentence, candidate.trigger
        if candidate.when is not None or candidate.role != "current":
            return candidate
        is_reason = any(
            other.event_type in _PROTESTS
            and other.trigger.end <= trigger.start
            and self._scope.is_reason(s, other.trigger, trigger.start)
            for other in others
            if other is not candidate and other.event_type != candidate.event_type
        )
        if not is_reason:
            return candidate
        return replace(candidate, role="background", role_why="the reason of a protest")

    def _is_nationwide(
        self,
        candidate: EventCandidate,
        casualties: Sequence[CasualtyMention],
        countries: Collection[int],
    ) -> bool:
        """Whether what a candidate tells is a figure of a whole country."""
        s, trigger = candidate.context.sentence, candidate.trigger
        told = trigger.sense.event_type == CASUALTY or any(
            trigger.start <= one.start < trigger.end for one in casualties
        )
        return told and self._scope.is_nationwide(s, trigger.start, countries)

    def _with_details(
        self,
        discourse: DiscourseContext,
        candidate: EventCandidate,
        casualties: Sequence[CasualtyMention],
    ) -> EventCandidate:
        """Return a candidate with its casualties and what its own words tell of it."""
        s, trigger = candidate.context.sentence, candidate.trigger
        counted = tuple(casualty for casualty in casualties if casualty.figure is not None)
        names, span = candidate.context.names, (trigger.start, trigger.end)
        return replace(
            candidate,
            event_type=type_by_victims(candidate, counted),
            casualty_mentions=counted,
            actors=self._actors.read(discourse.contexts, discourse.at, trigger, casualties),
            weapon=self._weapon(s, trigger),
            claim=self._claims.of_event(s, names, span, discourse.speakers),
        )

    def _weapon(self, s: Sentence, trigger: Trigger) -> str | None:
        hits = self._weapons.find(s.lower, *trigger.clause) or self._weapons.find(s.lower)
        return hits[0].value if hits else None

    def _is_told(self, candidate: EventCandidate) -> bool:
        """Whether a sentence says enough of an event: a place, a figure, a date, or clear words."""
        known = candidate.context.place_positions or candidate.casualty_mentions or candidate.when
        return bool(known) or self._is_clear(candidate)

    def _is_clear(self, candidate: EventCandidate) -> bool:
        """Whether words tell an event without place, date or figure.

        Not "when rebels seize a town", which is always so, nor what a quoted "we" went through.
        """
        s, trigger = candidate.context.sentence, candidate.trigger
        lemma = trigger.sense.phrase.split(" ")[0]
        present = s.lower[trigger.start] == lemma and any(
            form.endswith("ed") for form in verb_forms(lemma)
        )
        general = trigger.sense.pos == "v" and present and s.kind == "body"
        return candidate.confidence >= WEAK and not self._is_of_witness(s) and not general

    def _is_of_witness(self, s: Sentence) -> bool:
        return not self._first_person.isdisjoint(s.lower) and not _QUOTES.isdisjoint(s.lower)


def _apart(candidate: EventCandidate, counted: CasualtyMention | QuantityMention) -> float:
    return distance(candidate.context.sentence, counted.start, candidate.trigger.start)


def _can_carry(event_type: str, kind: str) -> bool:
    if kind == "detained":
        return event_type in _DETAINING
    if kind == "displaced":
        return event_type in _DISPLACING
    return takes_casualties(event_type) and event_type not in _HOLDING


def type_by_victims(candidate: EventCandidate, casualties: Sequence[CasualtyMention]) -> str:
    """Return ``mass_shooting`` for a shooting that hit ``MASS`` people or more."""
    if candidate.event_type != "shooting" or candidate.by_state_force:
        return candidate.event_type
    hit = sum(c.figure.best or 0 for c in casualties if c.figure is not None)
    return "mass_shooting" if hit >= MASS else "shooting"
