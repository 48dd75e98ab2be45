"""Reads who acts in an event and to whom it is done: its arguments as named parties."""

from collections.abc import Sequence

from schemas.mention import Actor, ActorRole
from streams.extract.attribution.reporting_verbs import is_speaker
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import CasualtyMention, Trigger
from streams.extract.document.parse import Parse
from streams.extract.participants.antecedents import Antecedents
from streams.extract.participants.arguments import MUTUAL, Argument, ArgumentReader
from streams.extract.participants.parties import STATE, Party, PartyFinder
from streams.extract.participants.responsibility import ResponsibilityReader
from streams.extract.participants.tables import WORDS
from streams.extract.vocabulary.known_names import Knowledge

MAX_ACTORS = 6
"""Actors kept of an event: more than two sides and their allies are lists of something else."""

OF_STATES = frozenset({"air_strike", "shelling", "ground_assault", "siege", "BOMBARD", "RAID"})
"""Senses of which the adjective of a country before the word says who acted."""


class ActorReader:
    """Reads the actors of an event.

    ``linked``: "they" and "the group" are the party that the article named before.
    """

    def __init__(self, knowledge: Knowledge, *, linked: bool = True) -> None:
        self._parties = PartyFinder(knowledge)
        self._antecedents = Antecedents(self._parties) if linked else None
        self._arguments = ArgumentReader()
        self._responsibility = ResponsibilityReader()
        self._victims_only = WORDS["victims_only"]

    def read(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        trigger: Trigger,
        casualties: Sequence[CasualtyMention] = (),
    ) -> tuple[Actor, ...]:
        """Return the actors of one trigger, agents first; none without a parse.

        ``contexts`` are the sentences of the article, ``at`` is the trigger's, ``casualties`` are
        the casualty mentions of the same event in it.
        """
        s = contexts[at].sentence
        if s.parse is None:
            return ()
        parties = self._parties.find(s, contexts[at].names)
        mutual = trigger.sense.event_type in MUTUAL
        actors: dict[str, Actor] = {}
        blamed = self._responsibility.of_event(s, s.parse, (trigger.start, trigger.end))
        arguments = [*self._arguments.read(s, s.parse, trigger, casualties)]
        arguments += [("agent", word) for word in blamed]
        for role, word in arguments:
            inside = role != "agent" and trigger.start <= word < trigger.end
            source = word not in blamed and _is_source(s.parse, word, trigger)
            skipped = inside or source
            party = None if skipped else self._parties.at(s, s.parse, word, parties)
            group = None if skipped else self._parties.group_of(s.parse, word, parties)
            if group is not None and role == "agent":
                actors.setdefault(group.name.lower(), _actor(group, role))
            else:
                party = self._resolved(contexts, at, (role, word), party)
            if party is not None and self._can_be(party, role) and not (mutual and party.thing):
                actors.setdefault(party.name.lower(), _actor(party, role))
        if trigger.sense.event_type in OF_STATES and not any(
            actor.role == "agent" for actor in actors.values()
        ):
            state = self._parties.state_of_attack(s, s.parse, trigger.start, trigger.end)
            if state is not None:
                actors.setdefault(state.name.lower(), _actor(state, "agent"))
        return tuple(sorted(actors.values(), key=lambda a: a.role)[:MAX_ACTORS])

    def responsible(self, contexts: Sequence[SentenceContext], at: int) -> tuple[Actor, ...]:
        """Return who a sentence without an event of its own names for one told before.

        "Police blamed the rebels.", "The group claimed responsibility for the attack."
        """
        s = contexts[at].sentence
        if s.parse is None:
            return ()
        parties = self._parties.find(s, contexts[at].names)
        found: dict[str, Actor] = {}
        for word in self._responsibility.of_earlier(s, s.parse):
            group = self._parties.group_of(s.parse, word, parties)
            own = group or self._parties.at(s, s.parse, word, parties)
            party = self._resolved(contexts, at, ("agent", word), own)
            if party is not None and self._can_be(party, "agent"):
                found.setdefault(party.name.lower(), _actor(party, "agent"))
        return tuple(found.values())

    def _resolved(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        argument: Argument,
        party: Party | None,
    ) -> Party | None:
        """Return the party that the article named before, where a word only refers to it."""
        role, word = argument
        if self._antecedents is None:
            return party
        if party is not None:
            return self._antecedents.of_noun(contexts, at, party)
        if role != "agent":
            return None
        found = self._antecedents.of_pronoun(contexts, at, word)
        return found or self._antecedents.of_speaker(contexts, at, word)

    def _can_be(self, party: Party, role: ActorRole) -> bool:
        """Whether a party can have a role: things and victims do not act, countries only act."""
        if role == "agent":
            return not party.thing and party.name.lower() not in self._victims_only
        return party.sector != STATE and (not party.thing or role == "target")


def _is_source(parse: Parse, word: int, trigger: Trigger) -> bool:
    """Whether a word is the source of the report: "…, killing two, the governor said"."""
    of_trigger = trigger.start <= parse.heads[word] < trigger.end
    return not of_trigger and is_speaker(parse, word)


def _actor(party: Party, role: ActorRole) -> Actor:
    return Actor(name=party.name, role=role, country=party.country, sector=party.sector)
