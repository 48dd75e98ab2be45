"""Who acts and to whom it is done, by the frames of an event's words."""

from collections.abc import Iterator, Sequence

from schemas.mention import Actor, ActorRole
from streams.extract.attribution.reporting_verbs import speaks
from streams.extract.document.event import SentenceContext
from streams.extract.document.mentions import CasualtyMention, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.participants.antecedents import Antecedents
from streams.extract.participants.parties import STATE, Party, PartyFinder
from streams.extract.syntax.frames import FrameReader, obliques
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.phrases import rows
from streams.extract.vocabulary.tables import LIGHT_VERBS

_MUTUAL = frozenset({"armed_clash", "FIGHTING", "CLASH", "ceasefire", "talks"})
"""Senses in which both sides act: "clashes between rebels and troops"."""
_BOTH = frozenset({"with", "between"})
_BY = frozenset({"by"})
_VERBAL = frozenset({"VERB", "AUX"})
_HARMFUL = frozenset({"killed", "injured", "displaced"})
_SUFFERING = frozenset(
    {"casualties", "dead", "deaths", "fatalities", "injured", "survivors", "victims", "wounded"}
)
MAX_ACTORS = 6


class ActorReader:
    """Reads the parties of an event from its trigger and its words of harm.

    ``linked``: "they" and "the group" are the party that the article named before.
    """

    def __init__(self, knowledge: Knowledge, *, linked: bool = True) -> None:
        self._parties = PartyFinder(knowledge)
        self._antecedents = Antecedents(self._parties) if linked else None
        self._frames = FrameReader()
        self._light = LIGHT_VERBS.entries()
        self._suffering = {
            row[0] for row in rows("casualties/casualty_words.tsv") if row[2] == "before"
        }

    def read(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        trigger: Trigger,
        harms: Sequence[CasualtyMention] = (),
    ) -> tuple[Actor, ...]:
        """Return the actors of one trigger, agents first; ``harms`` are told of the same event.

        ``contexts`` are the sentences of the article, ``at`` is the trigger's.
        """
        s = contexts[at].sentence
        if s.parse is None:
            return ()
        parties = self._parties.find(s, contexts[at].names)
        made: dict[str, Actor] = {}
        for role, word in self._arguments(s, s.parse, trigger, harms):
            inside = role != "agent" and trigger.start <= word < trigger.end
            inside = inside or self._is_source(s.parse, word, trigger)
            party = None if inside else self._parties.at(s, s.parse, word, parties)
            party = self._resolved(contexts, at, (role, word), party)
            mute = party is not None and party.thing and trigger.sense.event_type in _MUTUAL
            if party is not None and not mute and _can_be(party, role):
                made.setdefault(party.name.lower(), _actor(party, role))
        return tuple(sorted(made.values(), key=lambda a: a.role)[:MAX_ACTORS])

    def _is_source(self, parse: Parse, word: int, trigger: Trigger) -> bool:
        """Whether a word is who says it: "…, killing two, the governor said"."""
        told = trigger.start <= parse.heads[word] < trigger.end
        return not told and speaks(parse, word)

    def _resolved(
        self,
        contexts: Sequence[SentenceContext],
        at: int,
        argument: tuple[ActorRole, int],
        party: Party | None,
    ) -> Party | None:
        """Return the party that the article named before, where a word only takes it up again."""
        role, word = argument
        if self._antecedents is None:
            return party
        if party is not None:
            return self._antecedents.of_noun(contexts, at, party)
        return self._antecedents.of_pronoun(contexts, at, word) if role == "agent" else None

    def _arguments(
        self, s: Sentence, parse: Parse, trigger: Trigger, harms: Sequence[CasualtyMention]
    ) -> Iterator[tuple[ActorRole, int]]:
        """Yield words with their roles: of the words of harm first, whose objects are victims."""
        harmful = [harm for harm in harms if harm.kind in _HARMFUL]
        for harm in harmful:
            yield from self._of_harm(s, parse, harm)
        head = top(parse, (trigger.start, trigger.end))
        if not any(harm.start < trigger.end and trigger.start < harm.end for harm in harmful):
            frame = self._frames.read(s.lower, parse, (trigger.start, trigger.end))
            yield from (("agent", word) for word in frame.agents)
            if trigger.sense.event_type in _MUTUAL and frame.verb is not None:
                yield from (("agent", word) for word in _behind(s, parse, [frame.verb], _BOTH))
            yield from (("target", word) for word in frame.objects)
        tells = [at for at in parse.subtree(head) if at == head or self._is_of_event(parse, at)]
        if trigger.sense.event_type in _MUTUAL:
            tells = [head]
        yield from (("agent", word) for word in _behind(s, parse, tells, _BY))

    def _is_of_event(self, parse: Parse, word: int) -> bool:
        """Whether a word below tells the event and no other deed: no "swap brokered by"."""
        return parse.pos[word] not in _VERBAL or parse.lemmas[word] in self._light

    def _of_harm(
        self, s: Sentence, parse: Parse, harm: CasualtyMention
    ) -> Iterator[tuple[ActorRole, int]]:
        """Yield who does harm and to whom; "left dead" and "stabbed to death" by their verb."""
        verbs = [at for at in range(harm.start, harm.end) if parse.pos[at] in _VERBAL]
        word = verbs[0] if verbs else top(parse, (harm.start, harm.end))
        above = parse.heads[word]
        if not verbs and not parse.under(word, "nsubj") and parse.pos[above] in _VERBAL:
            word = above
        frame = self._frames.read(s.lower, parse, (word, word + 1))
        suffers = " ".join(s.lower[harm.start : harm.end]) in self._suffering
        if suffers and not frame.passive and not parse.under(word, "obj"):
            yield from (("victim", at) for at in frame.agents)
            return
        yield from (("agent", at) for at in frame.agents or _misread(parse, word))
        yield from (("victim", at) for at in frame.objects)
        yield from (("agent", at) for at in _behind(s, parse, parse.subtree(word), _BY))


def _can_be(party: Party, role: ActorRole) -> bool:
    """Whether a party can have a role: things and casualties only suffer, countries only act."""
    if role == "agent":
        return not party.thing and party.name.lower() not in _SUFFERING
    return party.sector != STATE and (not party.thing or role == "target")


def _misread(parse: Parse, verb: int) -> list[int]:
    """Return who acts where the first of two verbs was taken for a noun: "police shot and"."""
    above = parse.heads[verb]
    noun = parse.deps[verb] == "conj" and parse.pos[above] == "NOUN"
    return parse.under(above, "compound") if noun else []


def _behind(
    s: Sentence, parse: Parse, words: Sequence[int], prepositions: frozenset[str]
) -> list[int]:
    """Return what a preposition ties to one of the words: "clashed with rebels"."""
    return [
        side
        for word in words
        for at in obliques(s.lower, parse, word, prepositions)
        for side in parse.conjuncts(at)
    ]


def _actor(party: Party, role: ActorRole) -> Actor:
    return Actor(name=party.name, role=role, country=party.country, sector=party.sector)
