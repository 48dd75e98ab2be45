"""Which earlier event of an article a word refers to.

``earlier`` are always the candidates before the word, in text order, with all that has been found
out of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.article.tables import WORDS
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import ToponymMention, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence, distance
from streams.extract.document.tables import Family, takes_casualties
from streams.extract.places.linking import names_event
from streams.extract.time.tables import AFTERMATH_VERBS
from streams.extract.triggers.tables import anaphoric_types
from streams.extract.vocabulary.lexicon import reaction_forms

THREAD = 6
"""How many sentences may go on about an event without naming its place again."""
TIED_REACH = 16
"""How many words behind a noun its place may stand: "the attack happened in a shop in X"."""
TIED_OPENING = 2
"""Position up to which a place before a noun opens its sentence: "In X, the attack"."""
DETERMINER_REACH = 3
"""Words before a noun among which its article stands: "the second deadly attack"."""
CALLED_REACH = 6
"""Words before a noun in which it is given as a name: "he called it an attack"."""
TIMING_REACH = 2
"""Words before a noun in which "after" makes it the time of something else."""
FAR_CLOSER = 3.0
"""How much closer, in steps of the parse, casualties must be to a capture to be due to that."""

WEEK = 3
"""Precision of a date that is a week or longer: news of the event itself would name the day."""
EFFECTS = frozenset({"CASUALTY", "DESTROY", "COLLAPSE"})
"""Base senses of what an attack does, which is read after the attack itself."""
_CONTINUED: frozenset[Family] = frozenset({"violence", "disaster", "unrest"})
"""Families whose events a vague word ("the attack", "killed") continues."""
_BESIDE = frozenset({"conj", "parataxis"})
SHOOTING = frozenset({"SHOOT", "SHOOTDEAD"})
"""Base senses of being shot, which a passive may say of the victims of another event."""
_WITH_GUNS = frozenset(
    {"shooting", "mass_shooting", "excessive_force", "armed_clash", "ground_assault"}
)
_FIRES = frozenset({"FIRE", "IGNITE"})
"""Base senses of fires, set or not."""
_DESTROYERS = frozenset(
    {"air_strike", "shelling", "bombing", "suicide_attack", "natural_disaster", "accident"}
)


def continued_type(earlier: Sequence[EventCandidate], sentence: int) -> str | None:
    """Return the type of the event that a vague word ("the attack", "killed") continues.

    How police stopped an attacker is continued only where the article tells nothing else.
    """
    stopped = None
    for candidate in reversed(earlier):
        if sentence - candidate.context.sentence.index > THREAD:
            break
        if candidate.counts and candidate.family in _CONTINUED and not _is_sideline(candidate):
            if not _stops_attacker(candidate):
                return candidate.event_type
            stopped = stopped or candidate.event_type
    return stopped


def as_part_of_attack(candidates: Sequence[EventCandidate]) -> list[EventCandidate]:
    """Return candidates where the shooting of an attacker has the type of the attack.

    "A man stabbed six people to death before he was shot by an officer" is one happening.
    """
    typed: list[EventCandidate] = []
    for candidate in candidates:
        attack = _stopped_attack(candidate, typed) if _stops_attacker(candidate) else None
        typed.append(replace(candidate, event_type=attack.event_type) if attack else candidate)
    return typed


def _stopped_attack(
    candidate: EventCandidate, earlier: Sequence[EventCandidate]
) -> EventCandidate | None:
    """Return the attack that hurt people, told before in the same thread, at the same day."""
    index = candidate.context.sentence.index
    return next(
        (
            one
            for one in reversed(earlier)
            if index - one.context.sentence.index <= THREAD
            and one.counts
            and one.event_type == "attack_on_civilians"
            and one.casualty_mentions
            and (candidate.when in (None, one.when) or candidate.inherited_date)
        ),
        None,
    )


def _stops_attacker(candidate: EventCandidate) -> bool:
    """Whether police shot somebody who is known before: "she was shot by an officer"."""
    known = candidate.decision is not None and "object:the" in candidate.decision.argument_cues
    return known and candidate.by_state_force and candidate.trigger.sense.event_type in SHOOTING


def _is_sideline(candidate: EventCandidate) -> bool:
    """Whether a sentence tells of another day, and names an event of last week or earlier aside.

    "Threw mud at the king on Sunday when he visited X, hit by last week's floods": who is hurt in
    the next sentence was not hurt by the floods.
    """
    context, when = candidate.context, candidate.when
    parse = context.sentence.parse
    if parse is None or when is None or when.precision < WEEK:
        return False
    head = top(parse, (candidate.trigger.start, candidate.trigger.end))
    root = next((at for at, above in enumerate(parse.heads) if at == above), head)
    if parse.deed(head) in parse.conjuncts(root) or parse.lemmas[root] in AFTERMATH_VERBS.entries():
        return False
    return any(
        parse.deed(day.start) in parse.conjuncts(root)
        and day.precision < WEEK
        and day.last >= when.last
        for day in context.dates
    )


class EventAnaphora:
    """Resolves nouns that refer to an earlier event: "the attack", "the killings"."""

    def __init__(self) -> None:
        self._reactions = reaction_forms()
        self._definite = WORDS["definite"]
        self._new = WORDS["new_event"]
        self._calling = WORDS["calling"]
        self._timing = WORDS["time_conjunctions"]
        self._separators = WORDS["clause_separators"]
        self._deaths = WORDS["deaths"]
        self._aftermath = WORDS["aftermath_of_wounds"]

    def refers(self, candidate: EventCandidate) -> bool:
        """Whether a noun refers to an earlier event: definite, and without a place of its own."""
        s, trigger = candidate.context.sentence, candidate.trigger
        if trigger.sense.pos == "v":
            return False
        before = _before(candidate, DETERMINER_REACH)
        at = max((i for i, word in enumerate(before) if word in self._definite), default=None)
        known = at is not None and self._new.isdisjoint(before[at:])
        called = "it" in _before(candidate, CALLED_REACH - 1) and not self._calling.isdisjoint(
            _before(candidate, CALLED_REACH)
        )
        return (known or called) and not any(
            self._is_tied(s.lower, trigger, c) for c in candidate.context.toponyms
        )

    def _is_tied(self, lower: Sequence[str], trigger: Trigger, c: ToponymMention) -> bool:
        """Whether a place belongs to the noun itself: "the attack in X", "In X, the attack".

        Not the place of those who react: "The envoy in Geneva condemned the attack". Nor that of
        the main clause: "after the raid, in X".
        """
        if names_event(c, trigger):
            return True
        if c.cue is None or c.metonym or c.start == c.end:
            return False
        if c.start >= trigger.end:
            timed = lower[max(0, trigger.start - TIMING_REACH) : trigger.start]
            if lower[trigger.end : trigger.end + 1] == [","] and not self._timing.isdisjoint(timed):
                return False
            between = lower[trigger.end : c.start]
            near = len(between) <= TIED_REACH and c.start < trigger.clause[1]
        else:
            between = lower[c.end : trigger.start]
            near = c.start <= TIED_OPENING
        return (
            near
            and self._separators.isdisjoint(between[1:])
            and self._reactions.isdisjoint(between)
        )

    def referent(
        self, candidate: EventCandidate, earlier: Sequence[EventCandidate]
    ) -> EventCandidate | None:
        """Return the last earlier event that a referring noun can mean."""
        types = anaphoric_types(candidate.trigger.sense.event_type) or {candidate.event_type}
        fit = (c for c in reversed(earlier) if c.counts and c.event_type in types and not c.listed)
        return next(fit, None)

    def like_earlier_at_its_place(
        self, candidate: EventCandidate, earlier: Sequence[EventCandidate]
    ) -> EventCandidate:
        """Return "the attack in X" with the type and day of the last event at that place."""
        types = anaphoric_types(candidate.trigger.sense.event_type)
        before = _before(candidate, DETERMINER_REACH)
        if candidate.trigger.sense.pos == "v" or "the" not in before:
            return candidate
        if not self._new.isdisjoint(before):
            return candidate
        fit = (c for c in reversed(earlier) if c.counts and c.event_type in types)
        same = next((c for c in fit if c.place_name == candidate.place_name), None)
        if same is None or not candidate.counts or candidate.when not in {None, same.when}:
            return candidate
        if candidate.when is not None:
            return replace(candidate, event_type=same.event_type)
        return replace(
            candidate,
            event_type=same.event_type,
            when=same.when,
            inherited_date=same.when is not None,
        )

    def cause_of_death(
        self, candidate: EventCandidate, earlier: Sequence[EventCandidate]
    ) -> EventCandidate | None:
        """Return the attack that somebody dies of later: "shot on Saturday … she died on Sunday".

        A death without a cause of its own in the sentence is due to the last event before it.
        """
        decision = candidate.decision
        if candidate.trigger.sense.phrase.split(" ")[0] not in self._deaths:
            return None
        if decision is None or not decision.continues or candidate.family != "violence":
            return None
        if self._aftermath.isdisjoint(candidate.context.sentence.lower):
            return None
        fit = (c for c in reversed(earlier) if c.counts and c.event_type == candidate.event_type)
        return next((c for c in fit if c.when is not None and not c.listed), None)


def _before(candidate: EventCandidate, words: int) -> Sequence[str]:
    """Return the words before the trigger, at most so many."""
    start = candidate.trigger.start
    return candidate.context.sentence.lower[max(0, start - words) : start]


def same_event_elsewhere(
    candidate: EventCandidate, coarse: bool, earlier: Sequence[EventCandidate]
) -> EventCandidate | None:
    """Return the event that a definite noun with no place, or only a country, refers to.

    "The offensive in Syria goes on" tells no new event in the middle of the country.
    ``coarse``: its place is only a country.
    """
    definite = candidate.trigger.sense.pos != "v" and "the" in _before(candidate, DETERMINER_REACH)
    if not (definite and coarse):
        return None
    placed = (c for c in reversed(earlier) if c.counts and c.own_place)
    return next((c for c in placed if c.event_type == candidate.event_type), None)


def carrier(candidates: Sequence[EventCandidate], trigger: Trigger) -> EventCandidate | None:
    """Return the event of the same sentence whose casualties or damage a word tells."""
    if trigger.sense.event_type in SHOOTING:
        return _shots(candidates, trigger)
    if trigger.sense.event_type not in EFFECTS:
        return None
    if trigger.sense.event_type != "CASUALTY":
        return next((c for c in candidates if _destroys(c)), None)
    fit = [
        c
        for c in candidates
        if takes_casualties(c.event_type)
        and (c.event_type != "arrest" or len(candidates) == 1)
        and not (c.event_type == "abduction" and _kills(trigger))
        and not _is_before(c, trigger)
        and not is_elsewhere(c, trigger)
    ]
    nearest = min(fit, key=lambda c: _apart(c, trigger), default=None)
    return nearest if nearest and not _is_of_capture(candidates, nearest, trigger) else None


def _kills(trigger: Trigger) -> bool:
    """Whether a verb tells a killing, not of the abduction before: "seized and killed"."""
    return trigger.sense.pos == "v" and trigger.sense.lemma in WORDS["killing_verbs"]


def _shots(candidates: Sequence[EventCandidate], trigger: Trigger) -> EventCandidate | None:
    """Return the event in which people "were shot", where the passive does not say by whom."""
    fit = [c for c in candidates if c.event_type in _WITH_GUNS and not _is_before(c, trigger)]
    if not fit or not is_being_shot(fit[0].context.sentence, trigger):
        return None
    return min(fit, key=lambda c: _apart(c, trigger))


def is_being_shot(s: Sentence, trigger: Trigger) -> bool:
    """Whether people "were shot" in a passive that does not say by whom."""
    if trigger.sense.event_type not in SHOOTING or trigger.sense.pos != "v" or s.parse is None:
        return False
    head = top(s.parse, (trigger.start, trigger.end))
    return s.parse.is_passive(head) and not s.parse.under(head, "obl:agent")


def _destroys(candidate: EventCandidate) -> bool:
    """Whether damage beside an event is its doing: that of a blast, a storm, a fire."""
    return candidate.event_type in _DESTROYERS or candidate.trigger.sense.event_type in _FIRES


def _apart(candidate: EventCandidate, trigger: Trigger) -> float:
    return distance(candidate.context.sentence, trigger.start, candidate.trigger.start)


def _is_of_capture(
    candidates: Sequence[EventCandidate], carried: EventCandidate, trigger: Trigger
) -> bool:
    """Whether casualties belong to a capture, which takes none: "as rebels overran X, killing"."""
    apart = _apart(carried, trigger)
    captures = (c for c in candidates if c.family == "control" and c.trigger.sense.pos == "v")
    return any(_apart(c, trigger) + FAR_CLOSER <= apart for c in captures)


def is_elsewhere(candidate: EventCandidate, trigger: Trigger) -> bool:
    """Return whether a clause beside that of an event tells of others, hit at another place.

    "Killed four people in Oran, and a fifth was shot dead in Algiers"; not "a blast in Oran,
    killing four in a market", whose clause hangs on the other, nor "was shot in Oran and died in
    Algiers", whose victim is the same.
    """
    context, parse = candidate.context, candidate.context.sentence.parse
    if parse is None:
        return False
    one = parse.deed(top(parse, (trigger.start, trigger.end)))
    other = parse.deed(top(parse, (candidate.trigger.start, candidate.trigger.end)))
    if one == other or not _is_beside(parse, one, other):
        return False
    later = max(one, other)
    if not any(context.sentence.lower[at] not in WORDS["same_people"] for at in _own(parse, later)):
        return False
    here, there = _sites(context, parse, one), _sites(context, parse, other)
    return bool(here) and bool(there) and here.isdisjoint(there)


def _own(parse: Parse, verb: int) -> list[int]:
    """Return who is named with a verb itself: its subject in the passive, its object else."""
    return parse.under(verb, "obj") or parse.under(verb, "nsubj", "nsubj:pass")


def _sites(context: SentenceContext, parse: Parse, verb: int) -> frozenset[int]:
    """Return the places of a verb that a preposition makes places, with what they lie in."""
    found = {
        at: toponym
        for at, toponym in zip(context.toponym_indexes, context.toponyms, strict=True)
        if toponym.cue and not toponym.metonym and toponym.start < toponym.end
        if parse.deed(toponym.start) == verb
    }
    containers = {toponym.within for toponym in found.values() if toponym.within is not None}
    return frozenset(found) | containers


def _is_beside(parse: Parse, one: int, other: int) -> bool:
    """Whether "and" joins two clauses, or one is set beside the other."""
    if other in parse.conjuncts(one):
        return True
    for low, high in ((one, other), (other, one)):
        above = [low, *parse.ancestors(low)]
        if high in above:
            return any(parse.deps[at] in _BESIDE for at in above[: above.index(high)])
    return False


def _is_before(candidate: EventCandidate, trigger: Trigger) -> bool:
    """Whether a word tells what came before an event: "the raid came after troops killed ten".

    Who has been killed "since the offensive" was not killed by the offensive alone, nor the other
    way round.
    """
    lower = candidate.context.sentence.lower
    between = lower[candidate.trigger.end : trigger.start]
    return (
        "after" in between
        or "since" in between
        or "since" in lower[trigger.end : candidate.trigger.start]
    )
